/**
 * A 2D resource of virtio-gpu (virtio 1.3, 5.7.6.1): an image in the host's memory, and the guest's pages behind it.
 *
 * Owns the pixels and the list of pages. Every page was checked to be RAM when it was attached; budgets are the
 * device's. Copies run in TypeScript: docs/decisions/display.md has the figures.
 */
import type { GuestMemory } from '../machine/guest-memory.ts';
import type { PixelFormat } from './gpu-protocol.ts';
import type { Rect } from './screen.ts';

export const PIXEL_BYTES = 4;

/** Runs of guest RAM that are one after the other in a resource. */
export class Backing {
  /** Entries as the driver gave them, for the budget. */
  readonly entries: number;
  /** Bytes in all. */
  readonly length: number;
  /** Byte offset in guest memory of run n, and where it begins in the backing; one more start than runs. */
  readonly #offsets: Float64Array;
  readonly #starts: Float64Array;

  private constructor(entries: number, offsets: Float64Array, starts: Float64Array) {
    this.entries = entries;
    this.#offsets = offsets;
    this.#starts = starts;
    this.length = starts.at(-1) ?? 0;
  }

  /** `addresses` and `lengths` of equal length; undefined when any of it is not RAM. */
  static of(memory: GuestMemory, addresses: Float64Array, lengths: Uint32Array): Backing | undefined {
    const offsets = new Float64Array(addresses.length);
    const starts = new Float64Array(addresses.length + 1);
    let runs = 0;
    for (let n = 0; n < addresses.length; n += 1) {
      const length = lengths[n] ?? 0;
      const offset = memory.offsetOf(addresses[n] ?? -1, length);
      if (offset < 0) return undefined;
      if (length === 0) continue;
      const end = starts[runs] ?? 0;
      const continues = runs > 0 && (offsets[runs - 1] ?? 0) + end - (starts[runs - 1] ?? 0) === offset;
      if (!continues) {
        offsets[runs] = offset;
        runs += 1;
        starts[runs] = end;
      }
      starts[runs] = end + length;
    }
    return new Backing(addresses.length, offsets.slice(0, runs), starts.slice(0, runs + 1));
  }

  /** Copies `length` bytes from `from` on to `at` in `target`; the range lies inside. Returns how many pieces it took. */
  copy(memory: Uint8Array, from: number, length: number, target: Uint8Array, at: number): number {
    let run = this.#runAt(from);
    let done = 0;
    let pieces = 0;
    while (done < length) {
      const into = from + done - (this.#starts[run] ?? 0);
      const room = (this.#starts[run + 1] ?? 0) - (this.#starts[run] ?? 0) - into;
      const step = Math.min(room, length - done);
      const source = (this.#offsets[run] ?? 0) + into;
      target.set(memory.subarray(source, source + step), at + done);
      done += step;
      run += 1;
      pieces += 1;
    }
    return pieces;
  }

  #runAt(position: number): number {
    let low = 0;
    let high = this.#offsets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

export class Resource {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly format: PixelFormat;
  readonly stride: number;
  backing: Backing | undefined;
  #bytes: Uint8Array<ArrayBuffer>;

  /** Throws RangeError when the host has no memory for it. */
  constructor(id: number, width: number, height: number, format: PixelFormat) {
    this.id = id;
    this.width = width;
    this.height = height;
    this.format = format;
    this.stride = width * PIXEL_BYTES;
    this.#bytes = new Uint8Array(this.stride * height);
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Gives the memory back now, not when the garbage collector comes by: a driver may make and drop by the thousand. */
  free(): void {
    this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(0));
    this.backing = undefined;
  }

  offsetOf(x: number, y: number): number {
    return y * this.stride + x * PIXEL_BYTES;
  }

  /**
   * Copies `rect`, which is inside the image, from the backing, whose byte `offset` is the rectangle's first (rows
   * are a whole row of the image apart). Returns the number of pieces copied; undefined, and nothing copied, when the
   * backing does not reach so far.
   */
  transfer(memory: GuestMemory, rect: Rect, offset: number): number | undefined {
    const { backing, stride } = this;
    const rowBytes = rect.width * PIXEL_BYTES;
    if (rowBytes === 0 || rect.height === 0) return 0;
    const span = (rect.height - 1) * stride + rowBytes;
    if (backing === undefined || !(offset + span <= backing.length)) return undefined;
    const at = this.offsetOf(rect.x, rect.y);
    if (rowBytes === stride) return backing.copy(memory.bytes, offset, span, this.#bytes, at);
    let pieces = 0;
    for (let row = 0; row < rect.height; row += 1) {
      pieces += backing.copy(memory.bytes, offset + row * stride, rowBytes, this.#bytes, at + row * stride);
    }
    return pieces;
  }
}
