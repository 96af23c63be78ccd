/**
 * Guest RAM as devices see it: checked views of one mapping, by guest physical address.
 *
 * Owns the translation from guest physical address to byte offset. Never hands out a view that reaches outside
 * RAM: device DMA cannot hit a register of the machine. What the guest can change while we look at it is the
 * caller's care: copy once, then check.
 */

/** One run of RAM: guest physical `gpa` is byte `offset` of the mapping, for `length` bytes. */
export interface RamRange {
  readonly gpa: number;
  readonly offset: number;
  readonly length: number;
}

export class GuestMemory {
  readonly bytes: Uint8Array;
  readonly #ranges: readonly RamRange[];
  /** What is within reach: all ranges or none. */
  #reach: readonly RamRange[];
  readonly #words: Int32Array;
  readonly #halves: Uint16Array;

  /** `buffer` holds every range; offsets, lengths and addresses are multiples of 4096. */
  constructor(buffer: ArrayBuffer | SharedArrayBuffer, ranges: readonly RamRange[]) {
    for (const range of ranges) {
      if (range.gpa % 4096 !== 0 || range.offset % 4096 !== 0 || range.length % 4096 !== 0) {
        throw new RangeError(`RAM range at ${range.gpa} is not page aligned`);
      }
      if (range.offset + range.length > buffer.byteLength) {
        throw new RangeError(
          `RAM range at ${range.gpa} ends outside the mapping of ${buffer.byteLength} bytes`,
        );
      }
    }
    this.#ranges = this.#reach = ranges;
    this.bytes = new Uint8Array(buffer);
    this.#words = new Int32Array(buffer, 0, Math.floor(buffer.byteLength / 4));
    this.#halves = new Uint16Array(buffer, 0, Math.floor(buffer.byteLength / 2));
  }

  /** Whether any of RAM is within reach. A device's own object follows the bus master bit of its function. */
  allow(reach: boolean): void {
    this.#reach = reach ? this.#ranges : [];
  }

  /** Byte offset of [gpa, gpa + length) in `bytes`, or -1 when any of it is not RAM of one range. */
  offsetOf(gpa: number, length: number): number {
    if (!(gpa >= 0) || !(length >= 0)) return -1;
    for (const range of this.#reach) {
      const into = gpa - range.gpa;
      if (into >= 0 && into + length <= range.length) return range.offset + into;
    }
    return -1;
  }

  /** A live view of [gpa, gpa + length), or undefined when any of it is not RAM. Crossing ranges is not RAM. */
  view(gpa: number, length: number): Uint8Array | undefined {
    const offset = this.offsetOf(gpa, length);
    return offset < 0 ? undefined : this.bytes.subarray(offset, offset + length);
  }

  /** Little-endian 32-bit word at a 4-byte aligned address, ordered against other word accesses; undefined outside RAM. */
  readU32(gpa: number): number | undefined {
    const offset = gpa % 4 === 0 ? this.offsetOf(gpa, 4) : -1;
    return offset < 0 ? undefined : Atomics.load(this.#words, offset / 4) >>> 0;
  }

  /** Writes a little-endian 32-bit word at a 4-byte aligned address, ordered; false outside RAM. */
  writeU32(gpa: number, value: number): boolean {
    const offset = gpa % 4 === 0 ? this.offsetOf(gpa, 4) : -1;
    if (offset < 0) return false;
    Atomics.store(this.#words, offset / 4, value | 0);
    return true;
  }

  /** Little-endian 16-bit word at a 2-byte aligned address, ordered as `readU32` is; undefined outside RAM. */
  readU16(gpa: number): number | undefined {
    const offset = gpa % 2 === 0 ? this.offsetOf(gpa, 2) : -1;
    return offset < 0 ? undefined : Atomics.load(this.#halves, offset / 2);
  }

  /** Writes a little-endian 16-bit word at a 2-byte aligned address, ordered; false outside RAM. */
  writeU16(gpa: number, value: number): boolean {
    const offset = gpa % 2 === 0 ? this.offsetOf(gpa, 2) : -1;
    if (offset < 0) return false;
    Atomics.store(this.#halves, offset / 2, value);
    return true;
  }
}
