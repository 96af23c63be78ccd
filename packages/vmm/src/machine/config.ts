/** What a VM is made of, as its keeper says it, and the check of that. */
import { displayConfigProblem, type DisplayConfig } from '../display/display.ts';
import { MIB_BYTES, RAM_GRANULE, RAM_MAX, RAM_MIN } from './memory-map.ts';

export interface VmConfig {
  /** For logs and messages. */
  readonly name: string;
  /** RAM, a multiple of 2. */
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** Path of a bzImage (or ELF) with a 64-bit entry. */
  readonly kernel: string;
  readonly initrd?: string;
  readonly cmdline: string;
  /** Raw images, in the order in which the guest finds them. */
  readonly disks: readonly { readonly path: string; readonly readOnly: boolean }[];
  /** Screen, keyboard and pointer; absent: the VM has none. */
  readonly display?: DisplayConfig;
}

export class VmConfigError extends Error {
  readonly code = 'machine.config';
  constructor(message: string) {
    super(message);
    this.name = 'VmConfigError';
  }
}

/** x86 without x2APIC ids above 255; and what one main loop can serve. */
const MAX_VCPUS = 128;
/** What the x86 boot protocol's command line may take. */
const MAX_CMDLINE_BYTES = 2047;

/** Throws VmConfigError with what is wrong and what would be right. */
export function checkConfig(config: VmConfig): void {
  const bytes = config.memoryMiB * MIB_BYTES;
  if (!Number.isInteger(bytes / RAM_GRANULE) || bytes < RAM_MIN || bytes > RAM_MAX) {
    throw new VmConfigError(
      `memoryMiB is ${config.memoryMiB}: give an even number from ${RAM_MIN / MIB_BYTES} to ${RAM_MAX / MIB_BYTES}`,
    );
  }
  if (!Number.isInteger(config.vcpus) || config.vcpus < 1 || config.vcpus > MAX_VCPUS) {
    throw new VmConfigError(`vcpus is ${config.vcpus}: give a whole number from 1 to ${MAX_VCPUS}`);
  }
  if (Buffer.byteLength(config.cmdline) > MAX_CMDLINE_BYTES || config.cmdline.includes('\0')) {
    throw new VmConfigError(`cmdline must be at most ${MAX_CMDLINE_BYTES} bytes of text`);
  }
  const problem = config.display && displayConfigProblem(config.display);
  if (problem !== undefined) throw new VmConfigError(problem);
}
