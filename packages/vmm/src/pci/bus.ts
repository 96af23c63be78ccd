/**
 * The root bus: which function is where, the addresses of their BARs, and the ECAM window that shows them
 * (PCI Express 6.0, 7.2.2).
 *
 * Owns device numbers and the allocation of PCI memory at power-on. Guests keep these addresses or move them.
 */
import { ECAM, ECAM_BYTES_PER_BUS, PCI_MMIO32 } from '../machine/memory-map.ts';
import type { RegionPlacer } from '../machine/region-map.ts';
import type { RegionHandler, RegisterRule } from '../machine/region.ts';
import { CONFIG_BYTES } from './config-space.ts';
import type { PciFunction } from './function.ts';

export const MAX_DEVICES = 32;
/** Every device has one function; the other seven places are empty. */
const BYTES_PER_DEVICE = CONFIG_BYTES * 8;
const ALL_ONES = 0xffff_ffff;

export class PciBusFullError extends Error {
  readonly code = 'machine.pci_full';
  constructor() {
    super(`a VM has room for ${MAX_DEVICES} PCI devices: give it fewer disks`);
    this.name = 'PciBusFullError';
  }
}

export class PciBus {
  readonly #functions: PciFunction[] = [];
  #mmioEnd = PCI_MMIO32.base;

  /** Gives the function the next device number and its BARs their addresses. Throws `machine.pci_full`. */
  add(pciFunction: PciFunction): void {
    if (this.#functions.length === MAX_DEVICES) throw new PciBusFullError();
    for (const bar of pciFunction.bars) {
      const base = Math.ceil(this.#mmioEnd / bar.spec.length) * bar.spec.length;
      if (base + bar.spec.length > PCI_MMIO32.base + PCI_MMIO32.length) throw new PciBusFullError();
      bar.assign(base);
      this.#mmioEnd = base + bar.spec.length;
    }
    this.#functions.push(pciFunction);
  }

  get functions(): readonly PciFunction[] {
    return this.#functions;
  }

  /** Puts ECAM and all BARs into the machine; call once, when every function has been added. */
  place(placer: RegionPlacer): void {
    placer.place('mmio', ECAM.base, new EcamWindow(this.#functions));
    for (const pciFunction of this.#functions) pciFunction.place(placer);
  }

  reset(): void {
    for (const pciFunction of this.#functions) pciFunction.reset();
  }
}

/**
 * Configuration space in memory: bus 0, `device << 15 | function << 12 | register`. Reads come from the shadow, so
 * that enumeration does not wait for TypeScript; only live dwords and writes do.
 */
class EcamWindow implements RegionHandler {
  readonly name = 'PCI configuration space';
  readonly length = ECAM.buses * ECAM_BYTES_PER_BUS;
  readonly rules: readonly RegisterRule[];
  readonly #functions: readonly PciFunction[];
  #high = 0;

  constructor(functions: readonly PciFunction[]) {
    this.#functions = functions;
    this.rules = shadowedRuns(this.length, liveDwords(functions)).map(({ start, end }) => ({
      offset: start,
      size: 4,
      count: (end - start) / 4,
      stride: 4,
      write: 'synchronous',
      read: 'shadow',
    }));
  }

  useShadow(shadow: DataView): void {
    const bytes = new Uint8Array(shadow.buffer, shadow.byteOffset, shadow.byteLength);
    bytes.fill(0xff);
    this.#functions.forEach((pciFunction, device) => {
      const at = device * BYTES_PER_DEVICE;
      pciFunction.config.useBytes(bytes.subarray(at, at + CONFIG_BYTES));
    });
  }

  read(offset: number, size: number): number {
    this.#high = size === 8 ? this.#readPart(offset + 4, 4) : 0;
    return this.#readPart(offset, Math.min(size, 4));
  }

  readHigh(): number {
    return this.#high;
  }

  write(offset: number, size: number, low: number, high: number): void {
    const config = this.#at(offset)?.config;
    config?.write(offset % CONFIG_BYTES, Math.min(size, 4), low);
    if (size === 8) config?.write((offset % CONFIG_BYTES) + 4, 4, high);
  }

  #readPart(offset: number, size: number): number {
    return this.#at(offset)?.config.read(offset % CONFIG_BYTES, size) ?? ALL_ONES;
  }

  #at(offset: number): PciFunction | undefined {
    const device = Math.floor(offset / BYTES_PER_DEVICE);
    return offset % BYTES_PER_DEVICE < CONFIG_BYTES ? this.#functions[device] : undefined;
  }
}

/** Offsets in the ECAM window of every dword that must be asked for, ascending. */
function liveDwords(functions: readonly PciFunction[]): number[] {
  return functions.flatMap((pciFunction, device) =>
    [...pciFunction.config.liveOffsets].sort((a, b) => a - b).map((at) => device * BYTES_PER_DEVICE + at),
  );
}

function shadowedRuns(length: number, live: readonly number[]): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  let start = 0;
  for (const at of [...live, length]) {
    if (at > start) runs.push({ start, end: at });
    start = at + 4;
  }
  return runs;
}
