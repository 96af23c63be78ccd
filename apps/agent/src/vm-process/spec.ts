/**
 * The file that tells a VM process what to run. Written by the agent into the VM's own 0700 directory after the
 * configuration was checked; checked again here by hand, because loading a schema library would add its time to
 * every boot.
 */
import { readFileSync } from 'node:fs';
import { VmError, errorMessage } from '../errors.ts';
import type { VmConfig } from './machine-factory.ts';

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(from: Fields, key: string): string {
  const value = from[key];
  if (typeof value !== 'string' || value.includes('\0')) throw new TypeError(`${key} must be a string`);
  return value;
}

function whole(from: Fields, key: string): number {
  const value = from[key];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw new TypeError(`${key} must be a positive whole number`);
  }
  return value;
}

function disk(value: unknown): VmConfig['disks'][number] {
  if (!isFields(value) || typeof value['readOnly'] !== 'boolean') throw new TypeError('disks: wrong entry');
  return { path: text(value, 'path'), readOnly: value['readOnly'] };
}

function display(value: unknown): Pick<VmConfig, 'display'> {
  if (value === undefined) return {};
  if (!isFields(value)) throw new TypeError('display must be an object');
  return {
    display: {
      heads: whole(value, 'heads'),
      width: whole(value, 'width'),
      height: whole(value, 'height'),
      clipboard: clipboard(value['clipboard']),
    },
  };
}

function clipboard(value: unknown): NonNullable<NonNullable<VmConfig['display']>['clipboard']> {
  if (!isFields(value)) throw new TypeError('display.clipboard must be an object');
  const { toGuest, fromGuest } = value;
  if (typeof toGuest !== 'boolean' || typeof fromGuest !== 'boolean') {
    throw new TypeError('display.clipboard: toGuest and fromGuest must be true or false');
  }
  return { toGuest, fromGuest, maxBytes: whole(value, 'maxBytes') };
}

/** @throws VmError vm.spec_invalid */
export function readSpec(file: string): VmConfig {
  try {
    const spec: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isFields(spec)) throw new TypeError('must be an object');
    const disks = spec['disks'];
    if (!Array.isArray(disks)) throw new TypeError('disks must be a list');
    return {
      name: text(spec, 'name'),
      memoryMiB: whole(spec, 'memoryMiB'),
      vcpus: whole(spec, 'vcpus'),
      kernel: text(spec, 'kernel'),
      ...(spec['initrd'] === undefined ? {} : { initrd: text(spec, 'initrd') }),
      cmdline: text(spec, 'cmdline'),
      disks: disks.map(disk),
      ...display(spec['display']),
    };
  } catch (cause) {
    throw new VmError(
      'vm.spec_invalid',
      500,
      `${file}: ${errorMessage(cause)}; start the VM through the agent`,
      {
        cause,
      },
    );
  }
}
