/** Loads the addon. The one place that knows its file. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as Binding from './binding.ts';

export type * from './binding.ts';

export class NativeMissingError extends Error {
  readonly code = 'native.missing';
  constructor(file: string, cause: unknown) {
    super(`the native addon ${file} could not be loaded: run "npm run setup"`, { cause });
    this.name = 'NativeMissingError';
  }
}

function load(): typeof Binding {
  const file = fileURLToPath(new URL('./farport.node', import.meta.url));
  try {
    return createRequire(import.meta.url)(file) as typeof Binding;
  } catch (cause) {
    throw new NativeMissingError(file, cause);
  }
}

const binding = load();
export const Machine = binding.Machine;
export type Machine = Binding.Machine;
export const BlkDevice = binding.BlkDevice;
export type BlkDevice = Binding.BlkDevice;
export const DisplayEncoder = binding.DisplayEncoder;
export type DisplayEncoder = Binding.DisplayEncoder;
export const UsbfsDevice = binding.UsbfsDevice;
export type UsbfsDevice = Binding.UsbfsDevice;
export const Gate = binding.Gate;
export type Gate = Binding.Gate;
export const notifyService: typeof Binding.notifyService = (socket, message) => {
  binding.notifyService(socket, message);
};
