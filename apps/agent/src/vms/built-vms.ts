/**
 * The VMs that the fleet builds itself, from images: their specs are in the store, their disks in disk_dir, and the
 * supervisor runs them like those of the configuration file. Owns those disks. Says nothing about who may.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Vm, VmSpec } from '@farport/fleet';
import type { AgentConfig, AgentVmConfig } from '../config/config.ts';
import { VmError, errorCode, errorMessage } from '../errors.ts';
import type { Log } from '../log.ts';
import { StoreError } from '../store/errors.ts';
import { systemContext, type ChangeContext, type Store, type Transaction } from '../store/store.ts';
import { maxSocketPath, vmPaths } from '../vm-paths.ts';
import { growDisk, makeDisk, removeDisk } from './disk-file.ts';
import { findImage, listImages, useless, type Image } from './images.ts';
import type { Supervisor } from './supervisor.ts';

const mib = 1 << 20;
/** A VM that is built sooner is answered as ready. */
const soonMs = 1_000;

export interface BuiltVmsOptions {
  readonly store: Store;
  readonly host: string;
  readonly config: AgentConfig;
  readonly supervisor: Supervisor;
  readonly log: Log;
}

export interface Progress {
  readonly copied: number;
  readonly total: number;
}

/** What of a spec may be changed. */
export type SpecChange = { readonly [K in Exclude<keyof VmSpec, 'image'>]?: VmSpec[K] | undefined };

interface Building {
  readonly cancel: AbortController;
  readonly done: Promise<void>;
  copied: number;
  total: number;
}

export class BuiltVms {
  readonly #options: BuiltVmsOptions;
  readonly #building = new Map<string, Building>();
  /** Disks are copied one after another. */
  #queue: Promise<void> = Promise.resolve();
  #changed: (name: string) => void = () => undefined;
  #closed = false;

  constructor(options: BuiltVmsOptions) {
    this.#options = options;
  }

  /** Gives the supervisor what is there, and goes on with what an agent before this one left half done. */
  async load(): Promise<void> {
    const { store, host, config, log } = this.#options;
    for (const vm of await store.read((tx) => tx.vms.builtOn(host))) {
      if (config.vms.has(vm.name)) {
        log.warn('vm.name_taken', {
          vm: vm.name,
          message: `${config.file} has a VM of this name, which goes first`,
        });
      } else if (vm.build?.state === 'ready') this.#define(vm);
      else if (vm.build?.state === 'building') this.#begin(vm);
    }
  }

  /** Calls `listener` when a copy gets on. */
  onProgress(listener: (name: string) => void): void {
    this.#changed = listener;
  }

  /** Those there are; one that a VM of the configuration file writes to is none. */
  async images(): Promise<readonly Image[]> {
    const { config } = this.#options;
    const written = new Map<string, string>();
    for (const { name, disks } of config.vms.values()) {
      for (const disk of disks) if (!disk.readOnly) written.set(disk.path, name);
    }
    return (await listImages(config.imageDirs)).map((image) => {
      const by = written.get(image.path);
      return by === undefined ? image : { ...image, ...useless('image.in_use', `VM ${by} writes to it`) };
    });
  }

  /** Who says how a VM is built. */
  originOf({ name, build, host }: Vm): 'configuration' | 'fleet' | 'none' {
    if (host === this.#options.host && this.#options.config.vms.has(name)) return 'configuration';
    return build === null ? 'none' : 'fleet';
  }

  /** How far the copy of its disk is; undefined where none is under way. */
  progressOf(id: string): Progress | undefined {
    const building = this.#building.get(id);
    return building === undefined ? undefined : { copied: building.copied, total: building.total };
  }

  /**
   * Makes a VM; its disk may still be copied when the promise resolves.
   * @throws VmError vm.name_invalid, vm.image_unknown, vm.image_kind, vm.disk_too_small; StoreError store.name_taken
   */
  async create(
    context: ChangeContext,
    wanted: { readonly name: string; readonly description: string; readonly spec: VmSpec },
  ): Promise<Vm> {
    const { store, host } = this.#options;
    const { name, description } = wanted;
    this.#checkName(name);
    const spec = await this.#checked(wanted.spec);
    const vm = await store.change(context, (tx) => tx.vms.create({ name, description, host, spec }));
    const { done } = this.#begin(vm);
    await Promise.race([done, delay(soonMs, undefined, { ref: false })]);
    return (await store.read((tx) => tx.vms.get(vm.id))) ?? vm;
  }

  /**
   * Changes a VM; what it is built of counts from its next start.
   * @throws VmError vm.in_configuration, vm.elsewhere, vm.building, vm.running, vm.disk_too_small, vm.no_disk, …
   */
  async change(
    context: ChangeContext,
    id: string,
    version: number,
    {
      description,
      spec: change,
    }: { readonly description?: string | undefined; readonly spec?: SpecChange | undefined },
  ): Promise<Vm> {
    const { store } = this.#options;
    if (change === undefined)
      return store.change(context, (tx) => tx.vms.update(id, version, { description }));
    const before = await this.#get(id);
    const { build } = this.#own(before);
    if (build.state !== 'ready') throw notReady(before);
    const spec = { ...build.spec, ...definedOf(change) };
    const { imageDirs } = this.#options.config;
    if (spec.kernel !== build.spec.kernel) await findImage(imageDirs, spec.kernel, 'kernel');
    if (spec.initrd !== null && spec.initrd !== build.spec.initrd)
      await findImage(imageDirs, spec.initrd, 'initrd');
    if (before.version === version) await this.#grow(before, build.spec, spec);
    const vm = await store.change(context, (tx) => tx.vms.update(id, version, { description, spec }));
    this.#define(vm);
    return vm;
  }

  /**
   * Deletes a VM that is off, with its disk.
   * @throws VmError vm.in_configuration, vm.elsewhere, vm.running; StoreError store.conflict, store.reference
   */
  async remove(context: ChangeContext, id: string, version: number): Promise<Vm> {
    const { store, supervisor, config, log } = this.#options;
    const vm = await this.#get(id);
    this.#assertHere(vm);
    this.#assertNotConfigured(vm);
    if (vm.version !== version) throw conflict();
    // Nobody starts it from here on.
    supervisor.undefine(vm.name);
    const building = this.#building.get(id);
    building?.cancel.abort();
    await building?.done;
    try {
      await store.change(context, (tx) => tx.vms.delete(id, version));
    } catch (error) {
      if (vm.build?.state === 'ready') this.#define(vm);
      else if (building !== undefined) this.#begin(vm);
      throw error;
    }
    try {
      if (vm.build !== null) await removeDisk(this.#diskOf(id));
      rmSync(vmPaths(config.runDir, vm.name).directory, { recursive: true, force: true });
    } catch (error) {
      log.error('vm.disk_left_over', { vm: vm.name, disk: this.#diskOf(id), message: errorMessage(error) });
    }
    log.info('vm.deleted', { vm: vm.name });
    return vm;
  }

  /** Breaks copies off: the next agent begins them anew. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { cancel } of this.#building.values()) cancel.abort();
    await Promise.all([...this.#building.values()].map(({ done }) => done));
  }

  #begin(vm: Vm): Building {
    const cancel = new AbortController();
    const done = this.#queue.then(() => this.#build(vm, cancel.signal));
    this.#queue = done;
    const building: Building = { cancel, done, copied: 0, total: 0 };
    this.#building.set(vm.id, building);
    return building;
  }

  /** Never throws: what goes wrong is written down with the VM. */
  async #build(vm: Vm, signal: AbortSignal): Promise<void> {
    const { store, log } = this.#options;
    const { id, name } = vm;
    try {
      if (signal.aborted) return;
      await this.#makeDisk(vm, signal);
      const ready = await store.change(systemContext, (tx) =>
        tx.vms.setBuild(id, { state: 'ready', message: '' }),
      );
      if (ready === undefined) await removeDisk(this.#diskOf(id));
      else this.#define(ready);
      log.info('vm.built', { vm: name });
    } catch (error) {
      if (signal.aborted || this.#closed) return;
      const message = errorMessage(error);
      log.error('vm.build_failed', { vm: name, message });
      await store
        .change(systemContext, (tx: Transaction) =>
          tx.vms.setBuild(id, { state: 'failed', message: withCode(message, errorCode(error)) }),
        )
        .catch((cause: unknown) => {
          log.error('vm.build_not_written', { vm: name, message: errorMessage(cause) });
        });
    } finally {
      this.#building.delete(id);
      this.#changed(name);
    }
  }

  async #makeDisk({ id, name, build }: Vm, signal: AbortSignal): Promise<void> {
    const spec = build?.spec;
    if (spec?.diskMiB === undefined || spec.diskMiB === null) return;
    const image = spec.image === null ? undefined : await this.#diskImage(spec.image);
    const building = this.#building.get(id);
    if (building !== undefined) building.total = image?.bytes ?? 0;
    let told = 0;
    await makeDisk({
      path: this.#diskOf(id),
      from: image?.path,
      bytes: spec.diskMiB * mib,
      signal,
      progress: (copied) => {
        if (building === undefined) return;
        building.copied = copied;
        // Whoever watches hears of every hundredth at most.
        if (copied - told < building.total / 100) return;
        told = copied;
        this.#changed(name);
      },
    });
  }

  #define(vm: Vm): void {
    const spec = vm.build?.spec;
    if (spec !== undefined) this.#options.supervisor.define(configOf(vm.name, spec, this.#diskOf(vm.id)));
  }

  #diskOf(id: string): string {
    return join(this.#options.config.diskDir, `${id}.img`);
  }

  /** With the size of its disk. */
  async #checked(spec: VmSpec): Promise<VmSpec> {
    const { imageDirs } = this.#options.config;
    await findImage(imageDirs, spec.kernel, 'kernel');
    if (spec.initrd !== null) await findImage(imageDirs, spec.initrd, 'initrd');
    if (spec.image === null) return spec;
    const needed = Math.ceil((await this.#diskImage(spec.image)).bytes / mib);
    const diskMiB = spec.diskMiB ?? needed;
    if (diskMiB < needed) {
      throw new VmError(
        'vm.disk_too_small',
        400,
        `the image needs ${needed} MiB: make the disk at least as large`,
      );
    }
    return { ...spec, diskMiB };
  }

  async #diskImage(path: string): Promise<Image> {
    const image = (await this.images()).find((each) => each.path === path);
    if (image?.kind === 'disk') return image;
    const { imageDirs } = this.#options.config;
    await findImage(imageDirs, path, 'disk');
    throw new VmError('vm.image_kind', 400, `${path} cannot be copied: ${image?.why ?? 'it is gone'}`);
  }

  async #grow(vm: Vm, before: VmSpec, after: VmSpec): Promise<void> {
    if (after.diskMiB === before.diskMiB || after.diskMiB === null) return;
    if (before.diskMiB === null)
      throw new VmError('vm.no_disk', 409, `VM ${vm.name} has no disk to make larger`);
    if (after.diskMiB < before.diskMiB) {
      const message = `the disk of VM ${vm.name} has ${before.diskMiB} MiB, and a disk is never made smaller`;
      throw new VmError('vm.disk_too_small', 400, message);
    }
    if (!this.#options.supervisor.isDown(vm.name)) {
      throw new VmError('vm.running', 409, `VM ${vm.name} runs: stop it, then make its disk larger`);
    }
    await growDisk(this.#diskOf(vm.id), after.diskMiB * mib);
  }

  async #get(id: string): Promise<Vm> {
    const vm = await this.#options.store.read((tx) => tx.vms.get(id));
    if (vm === undefined) throw new StoreError('store.not_found', 'there is no such VM (any more)');
    return vm;
  }

  #checkName(name: string): void {
    const { config } = this.#options;
    const { channel } = vmPaths(config.runDir, name);
    if (Buffer.byteLength(channel) > maxSocketPath) {
      throw new VmError(
        'vm.name_invalid',
        400,
        `the name is too long for ${config.runDir}: choose a shorter one`,
      );
    }
  }

  #own(vm: Vm): Vm & { readonly build: NonNullable<Vm['build']> } {
    this.#assertHere(vm);
    this.#assertNotConfigured(vm);
    const { build } = vm;
    if (build !== null) return { ...vm, build };
    const message = `VM ${vm.name} was taken out of the configuration file; all that can be done with it is to delete it`;
    throw new VmError('vm.in_configuration', 409, message);
  }

  #assertHere(vm: Vm): void {
    if (vm.host === this.#options.host) return;
    throw new VmError('vm.elsewhere', 409, `VM ${vm.name} is on ${vm.host}: ask there`);
  }

  #assertNotConfigured(vm: Vm): void {
    if (this.originOf(vm) !== 'configuration') return;
    const message = `VM ${vm.name} stands in ${this.#options.config.file}: change it there, and restart the agent`;
    throw new VmError('vm.in_configuration', 409, message);
  }
}

/** As the supervisor runs it. */
function configOf(name: string, spec: VmSpec, disk: string): AgentVmConfig {
  const { memoryMiB, vcpus, kernel, initrd, cmdline, display, autostart } = spec;
  return {
    name,
    memoryMiB,
    vcpus,
    kernel,
    ...(initrd === null ? {} : { initrd }),
    cmdline,
    disks: spec.diskMiB === null ? [] : [{ path: disk, readOnly: false }],
    ...(display === null
      ? {}
      : { display: { ...display, clipboard: { toGuest: true, fromGuest: true, maxBytes: 8 * mib } } }),
    autostart,
  };
}

/** Whether a VM may be started. @throws VmError vm.building, vm.build_failed */
export function assertBuilt(vm: Vm): void {
  if (vm.build !== null && vm.build.state !== 'ready') throw notReady(vm);
}

function notReady({ name, build }: Vm): VmError {
  if (build?.state === 'building') {
    return new VmError('vm.building', 409, `the disk of VM ${name} is still being copied: wait for it`);
  }
  const message = `VM ${name} could not be made (${build?.message ?? ''}): delete it, and make it anew`;
  return new VmError('vm.build_failed', 409, message);
}

function conflict(): StoreError {
  return new StoreError(
    'store.conflict',
    'the VM was changed by somebody else meanwhile: look at it again, then decide',
  );
}

function definedOf(change: SpecChange): Partial<VmSpec> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** A message with its code behind it, as it is kept: "there is no room [disk.full]". */
function withCode(message: string, code: string | undefined): string {
  return code === undefined ? message : `${message} [${code}]`;
}
