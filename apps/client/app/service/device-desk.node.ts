/**
 * What a person wants of the USB devices of this machine: which go into the VM that is open, which are asked about, which
 * always go. The engine does it; this only wishes, and remembers what went wrong.
 */
import { kindOfDevice } from '@farport/look/device';
import { labelOfDevice, nameOfDevice } from '@farport/usb/device-name';
import { isBootInput, isHub, vidPid, type LocalDevice } from '../../engine/capture/local-device.ts';
import { codeOf, messageOf } from '../../engine/errors.ts';
import type { RedirectionStatus, RedirectRequest } from '../../engine/service/control-schema.ts';
import type { TicketRenewal } from '../../engine/service/redirection.ts';
import type { PortView, Question } from '../shared/app-state.ts';
import { isForbidden, portViews, ruleMeans, type Trouble } from '../shared/device-view.ts';
import { AppError } from '../shared/errors.ts';
import type { AlwaysRule } from '../shared/settings.ts';

/** The part of the engine that is used here. */
export interface DeskEngine {
  readonly devices: readonly LocalDevice[];
  redirect(
    request: RedirectRequest,
    signal: AbortSignal,
    tickets?: TicketRenewal,
  ): Promise<RedirectionStatus>;
  release(device: string | undefined): Promise<RedirectionStatus[]>;
  status(): { readonly redirections: readonly RedirectionStatus[]; readonly backend: string };
  watch(changed: () => void): () => void;
}

/** Where devices go. */
export interface DeskTarget {
  readonly agent: string;
  readonly fingerprint: string;
  readonly vm: string;
  readonly ticket: string;
  /** Where others come from when that one is over. */
  readonly tickets?: TicketRenewal | undefined;
}

/** What the agent's policy says of one device now. */
export interface Verdict {
  readonly forbidden: boolean;
  /** The rule that decides; empty where none does. */
  readonly rule: string;
}

export interface DeskOptions {
  readonly engine: DeskEngine;
  readonly always: () => readonly AlwaysRule[];
  /** Whether to ask about devices that are plugged in. */
  readonly asks: () => boolean;
  readonly changed: () => void;
  /** A device was refused for the agent's policy, which may have changed. */
  readonly refused: () => void;
  readonly say: (what: string, fields?: Readonly<Record<string, string | undefined>>) => void;
}

/** Questions at once: a hub full of devices. */
const MAX_QUESTIONS = 16;

export class DeviceDesk {
  readonly #options: DeskOptions;
  readonly #unwatch: () => void;
  readonly #troubles = new Map<string, Trouble>();
  /** By the key of a device: what ends the asking. */
  readonly #asked = new Map<string, AbortController>();
  readonly #questions = new Map<string, Question>();
  #known: ReadonlySet<string>;
  /** By the key of a device. */
  #verdicts: ReadonlyMap<string, Verdict> = new Map();
  #target: DeskTarget | undefined;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#known = new Set(options.engine.devices.map((device) => device.key));
    this.#unwatch = options.engine.watch(() => {
      this.#look();
    });
  }

  get questions(): Question[] {
    return [...this.#questions.values()];
  }

  views(): PortView[] {
    const { engine, always } = this.#options;
    return portViews({
      devices: engine.devices,
      redirections: engine.status().redirections,
      troubles: this.#troubles,
      forbidden: this.#forbidden(),
      asked: new Set(this.#asked.keys()),
      always: always(),
      target: this.#target,
    });
  }

  /** A VM is open: devices may go there, and those that always do, go. */
  open(target: DeskTarget): void {
    this.#target = target;
    for (const device of this.#options.engine.devices) {
      if (this.#alwaysGoes(device, target)) this.#use(device, target);
    }
    this.#options.changed();
  }

  /** The VM was left: every device comes back. Resolves when all are with the local drivers. */
  async leave(): Promise<void> {
    this.#target = undefined;
    this.#verdicts = new Map();
    for (const asking of this.#asked.values()) asking.abort();
    this.#questions.clear();
    this.#troubles.clear();
    this.#asked.clear();
    await this.#options.engine.release(undefined);
    this.#options.changed();
  }

  close(): void {
    this.#unwatch();
  }

  /** What the agent's policy says of devices here, by their keys. Where it says nothing, the VM does when it is asked. */
  judge(verdicts: ReadonlyMap<string, Verdict>): void {
    for (const [key, { forbidden }] of verdicts) {
      if (forbidden) this.#questions.delete(key);
      // What was refused by a policy that has changed since is nobody's trouble any more.
      const wasForbidden = this.#verdicts.get(key)?.forbidden === true;
      if (!forbidden && wasForbidden && isForbidden(this.#troubles.get(key)?.code ?? '')) {
        this.#troubles.delete(key);
      }
    }
    this.#verdicts = verdicts;
    this.#options.changed();
  }

  /** Wants the device on a port in the VM. Returns at once: its state says what becomes of it. */
  use(port: string): void {
    const target = this.#target;
    if (target === undefined)
      throw new AppError('screen.none', 'open a VM first: devices go into the one that is open');
    const device = this.#options.engine.devices.find((one) => one.portPath === port);
    if (device === undefined) throw new AppError('app.call', `nothing is plugged into ${port}`);
    this.#use(device, target);
  }

  /** Wants the device on a port here. */
  async keep(port: string): Promise<void> {
    const device = this.#options.engine.devices.find((one) => one.portPath === port);
    if (device !== undefined) {
      this.#asked.get(device.key)?.abort();
      this.#asked.delete(device.key);
      this.#troubles.delete(device.key);
    }
    const { redirections } = this.#options.engine.status();
    const wanted = redirections.some((one) => one.selector === port || one.device?.portPath === port);
    if (wanted) await this.#options.engine.release(port);
    this.#options.say('a device is kept here', { port });
    this.#options.changed();
  }

  /** The rule to remember, where the answer is "always". */
  answer(id: string, answer: 'use' | 'keep' | 'always'): AlwaysRule | undefined {
    const asked = this.#questions.get(id);
    this.#questions.delete(id);
    this.#options.changed();
    const device = this.#options.engine.devices.find((one) => one.key === id);
    const target = this.#target;
    // It was pulled out meanwhile, or the VM left.
    if (asked === undefined || device === undefined || target === undefined) return undefined;
    if (answer === 'keep') return undefined;
    this.#use(device, target);
    if (answer === 'use') return undefined;
    return {
      vendorId: device.vendorId,
      productId: device.productId,
      serial: device.serial,
      port: device.serial === '' ? device.portPath : '',
      name: labelOfDevice(device).slice(0, 300),
      agent: target.agent,
      vm: target.vm,
    };
  }

  #use(device: LocalDevice, target: DeskTarget): void {
    if (this.#asked.has(device.key)) return;
    const asking = new AbortController();
    this.#asked.set(device.key, asking);
    this.#troubles.delete(device.key);
    this.#questions.delete(device.key);
    this.#options.say('a device is wanted in the VM', {
      device: vidPid(device),
      port: device.portPath,
      vm: target.vm,
    });
    const { agent, fingerprint, vm, ticket } = target;
    const request = { device: device.portPath, agent, fingerprint, vm, ticket, auto: false, wait: true };
    this.#options.engine
      .redirect(request, asking.signal, target.tickets)
      .catch((error: unknown) => {
        // Given up by the person, or left: no trouble.
        if (asking.signal.aborted) return;
        const code = codeOf(error) ?? 'capture.failed';
        this.#troubles.set(device.key, { code, message: messageOf(error) });
        this.#options.say('a device did not get into the VM', { port: device.portPath, vm, code });
        if (isForbidden(code)) this.#options.refused();
      })
      .finally(() => {
        if (this.#asked.get(device.key) === asking) this.#asked.delete(device.key);
        this.#options.changed();
      });
    this.#options.changed();
  }

  #look(): void {
    const { engine } = this.#options;
    const present = new Map(engine.devices.map((device) => [device.key, device]));
    for (const key of [...this.#troubles.keys()]) if (!present.has(key)) this.#troubles.delete(key);
    for (const key of [...this.#questions.keys()]) if (!present.has(key)) this.#questions.delete(key);
    for (const [key, device] of present) if (!this.#known.has(key)) this.#arrived(device);
    this.#known = new Set(present.keys());
    this.#options.changed();
  }

  #arrived(device: LocalDevice): void {
    const target = this.#target;
    if (target === undefined || isHub(device)) return;
    const { redirections } = this.#options.engine.status();
    const wanted = redirections.some((one) => one.device?.portPath === device.portPath);
    if (wanted) return;
    if (this.#alwaysGoes(device, target)) {
      this.#use(device, target);
      return;
    }
    // The list of devices may be read, and judged, before this desk is told of it.
    if (this.#verdicts.get(device.key)?.forbidden === true) return;
    // Nobody wants to be asked by means of the keyboard that is asked about.
    if (!this.#options.asks() || isBootInput(device) || this.#questions.size >= MAX_QUESTIONS) return;
    this.#questions.set(device.key, {
      id: device.key,
      port: device.portPath,
      name: nameOfDevice(device),
      kind: kindOfDevice(device.classCode, device.interfaces),
      vm: target.vm,
    });
  }

  #alwaysGoes(device: LocalDevice, target: DeskTarget): boolean {
    return this.#options
      .always()
      .some((rule) => ruleMeans(rule, device) && rule.vm === target.vm && rule.agent === target.agent);
  }

  #forbidden(): Map<string, Trouble> {
    const forbidden = new Map<string, Trouble>();
    for (const [key, verdict] of this.#verdicts) {
      if (!verdict.forbidden) continue;
      const { rule } = verdict;
      const [code, why] =
        rule === '' ? ['policy.no_rule', 'no rule allows it'] : ['policy.denied', `rule “${rule}”`];
      forbidden.set(key, { code, message: `the agent's policy keeps this device out: ${why}`, rule });
    }
    return forbidden;
  }
}
