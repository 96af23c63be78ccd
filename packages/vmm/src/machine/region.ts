/**
 * How a device declares its registers to the machine: which accesses wait for TypeScript, which are queued, and
 * which are answered from a shadow without leaving the vCPU thread.
 */

export type AddressSpace = 'mmio' | 'pio';

/**
 * Rule for the registers at `offset`, `offset + stride`, … (`count` of them, each `size` bytes wide).
 * What no rule covers is synchronous both ways.
 */
export interface RegisterRule {
  readonly offset: number;
  /** Width of one register in bytes: 4 or 8. */
  readonly size: number;
  readonly count?: number;
  readonly stride?: number;
  /** `posted`: the vCPU goes on at once. `synchronous`: it waits until the write has taken effect. */
  readonly write: 'posted' | 'synchronous';
  /** `shadow`: answered from the region's shadow bytes at the same offset. `synchronous`: asks the device. */
  readonly read: 'shadow' | 'synchronous';
}

/** A window of registers that belongs to TypeScript. */
export interface RegionHandler {
  readonly name: string;
  /** Bytes; a power of two for BARs. */
  readonly length: number;
  readonly rules: readonly RegisterRule[];
  /** Bytes that shadow reads are answered from, `length` long; given by the machine before the first access. */
  useShadow(shadow: DataView): void;
  /**
   * Reads `size` (1, 2, 4 or 8) bytes at `offset`; offset + size <= length holds. The low 32 bits are returned;
   * for size 8 the high ones are read through `readHigh` right after.
   */
  read(offset: number, size: number): number;
  /** High 32 bits of the 8-byte read just made. */
  readHigh(): number;
  /** Writes `size` bytes at `offset`: `low` holds bits 0-31, `high` bits 32-63 of an 8-byte write, else 0. */
  write(offset: number, size: number, low: number, high: number): void;
  /** Called once after each batch of accesses that touched this region: the place to run rings that were kicked. */
  settle?(): void;
}

/** Where a device sends one interrupt message. Raising is an edge; the machine masks and routes. */
export interface InterruptMessage {
  raise(): void;
}
