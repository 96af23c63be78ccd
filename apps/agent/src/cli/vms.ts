/** What the commands that make, change and delete VMs do: they ask the API, and say how it went. */
import { setTimeout as delay } from 'node:timers/promises';
import { imagesAnswer, vmAnswer } from '@farport/fleet';
import * as v from 'valibot';
import { FarportError } from '../errors.ts';
import type { AdminClient } from './admin-client.ts';
import { table } from './output.ts';

type Options = Readonly<Record<string, unknown>>;
type VmJson = v.InferOutput<typeof vmAnswer>;
type ImageJson = v.InferOutput<typeof imagesAnswer>['items'][number];

const pollMs = 500;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export async function listImages(client: AdminClient, options: Options): Promise<void> {
  const images = await client.api(imagesAnswer, 'GET', '/images');
  if (options['json'] === true) {
    print(JSON.stringify(images));
    return;
  }
  const rows = images.items.map(({ name, kind, bytes, folder, why }) => [
    name,
    why === '' ? kind : `not usable: ${why}`,
    size(bytes),
    folder,
  ]);
  print(table(['NAME', 'WHAT', 'SIZE', 'FOLDER'], rows));
  if (rows.length === 0) print(`put images into ${images.folders.join(' or ')}`);
}

export async function createVm(client: AdminClient, name: string, options: Options): Promise<void> {
  const spec = await specOf(client, options);
  if (spec['kernel'] === undefined) {
    throw new FarportError(
      'vm.kernel_missing',
      400,
      'name a kernel with --kernel; "vm images" shows those there are',
    );
  }
  const body = { name, ...descriptionOf(options), spec };
  let vm = await client.api(vmAnswer, 'POST', '/vms', body);
  if (options['wait'] !== false) vm = await built(client, vm);
  if (options['json'] === true) print(JSON.stringify(vm));
  else if (vm.build?.state === 'building')
    print(`${name} is being made: "vm list" shows it when it is there`);
  else print(`${name} is there: start it with "farport-agent vm start ${name}"`);
}

export async function setVm(client: AdminClient, name: string, options: Options): Promise<void> {
  const vm = await client.vm(name);
  const spec = await specOf(client, options);
  const body = {
    version: vm.version,
    ...descriptionOf(options),
    ...(Object.keys(spec).length === 0 ? {} : { spec }),
  };
  const changed = await client.api(vmAnswer, 'PATCH', `/vms/${vm.id}`, body);
  const later =
    changed.state === 'stopped' || changed.state === 'failed' ? '' : '; it counts from its next start';
  print(options['json'] === true ? JSON.stringify(changed) : `${name} is changed${later}`);
}

export async function deleteVm(client: AdminClient, name: string): Promise<void> {
  const { id, version } = await client.vm(name);
  await client.api(v.undefined(), 'DELETE', `/vms/${id}?version=${version}`);
  print(`${name} is deleted`);
}

/** Waits for the copy; on a terminal, how far it is stands on standard error. */
async function built(client: AdminClient, made: VmJson): Promise<VmJson> {
  let vm = made;
  const shown = process.stderr.isTTY;
  while (vm.build?.state === 'building') {
    const { copied, total } = vm.build;
    if (shown && copied !== null && total !== null && total > 0) {
      process.stderr.write(`\r${size(copied)} of ${size(total)} copied `);
    }
    await delay(pollMs);
    vm = await client.api(vmAnswer, 'GET', `/vms/${vm.id}`);
  }
  if (shown && vm !== made) process.stderr.write('\n');
  if (vm.build?.state !== 'failed') return vm;
  throw new FarportError('vm.build_failed', 409, `${vm.name} could not be made: ${vm.build.message}`);
}

function descriptionOf(options: Options): { description?: string } {
  const { description } = options;
  return typeof description === 'string' ? { description } : {};
}

/** What the options say of how it is built, with the paths of the images that they name. */
async function specOf(client: AdminClient, options: Options): Promise<Record<string, unknown>> {
  const named = ['kernel', 'initrd', 'image'].filter((key) => typeof options[key] === 'string');
  const images = named.length === 0 ? [] : (await client.api(imagesAnswer, 'GET', '/images')).items;
  const spec: Record<string, unknown> = {};
  for (const key of named) spec[key] = pathOf(images, String(options[key]));
  for (const [option, key] of [
    ['cmdline', 'cmdline'],
    ['memory', 'memoryMiB'],
    ['vcpus', 'vcpus'],
    ['diskSize', 'diskMiB'],
    ['display', 'display'],
    ['autostart', 'autostart'],
  ] as const) {
    if (options[option] !== undefined) spec[key] = options[option];
  }
  return spec;
}

/** A name stands for the one image of that name. @throws FarportError vm.image_ambiguous */
function pathOf(images: readonly ImageJson[], named: string): string | null {
  if (named === 'none') return null;
  const found = images.filter(({ name }) => name === named);
  if (found.length > 1) {
    const paths = found.map(({ path }) => path).join(', ');
    throw new FarportError(
      'vm.image_ambiguous',
      400,
      `several images are called ${named}: name one of ${paths}`,
    );
  }
  return found[0]?.path ?? named;
}

function size(bytes: number): string {
  if (bytes < 1 << 20) return `${Math.ceil(bytes / 1024)} KiB`;
  const mib = bytes / (1 << 20);
  return mib < 10_240 ? `${Math.ceil(mib)} MiB` : `${(mib / 1024).toFixed(1)} GiB`;
}
