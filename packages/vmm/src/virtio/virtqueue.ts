/**
 * A split virtqueue served on the main loop (virtio 1.3, section 2.7): available buffers in, used buffers out.
 *
 * Owns the two ring indexes and the walk of a descriptor chain. Everything the driver wrote is read once and checked:
 * a chain that loops, leaves RAM or breaks the order of 2.7.4 is a VirtqueueError, after which the device asks for a
 * reset. Knows nothing of what is in the buffers. Offers neither indirect descriptors nor event indexes.
 */
import type { GuestMemory } from '../machine/guest-memory.ts';
import type { VirtQueue } from './backend.ts';

const DESC_BYTES = 16;
const DESC_NEXT = 1;
const DESC_WRITE = 2;
/** Driver area: flags, idx, ring (2.7.6). */
const AVAIL_IDX = 2;
const AVAIL_RING = 4;
const NO_INTERRUPT = 1;
/** Device area: flags, idx, ring of id and length (2.7.8). */
const USED_IDX = 2;
const USED_RING = 4;
const USED_BYTES = 8;

/** The driver broke a rule of the ring. */
export class VirtqueueError extends Error {
  readonly code = 'virtio.queue';
  constructor(queue: number, message: string) {
    super(`queue ${queue}: ${message}`);
    this.name = 'VirtqueueError';
  }
}

/** One buffer of the driver: first the bytes to read, then those to write. Filled by `take`, reused. */
export class DescriptorChain {
  head = 0;
  /** Bytes that the device may read, and may write. */
  readable = 0;
  writable = 0;
  readonly #memory: GuestMemory;
  /** Byte offsets in memory and lengths of the parts; the first `#reads` of `#count` are readable. */
  readonly #offsets: Float64Array;
  readonly #lengths: Float64Array;
  #count = 0;
  #reads = 0;

  constructor(memory: GuestMemory, most: number) {
    this.#memory = memory;
    this.#offsets = new Float64Array(most);
    this.#lengths = new Float64Array(most);
  }

  clear(head: number): void {
    this.head = head;
    this.readable = this.writable = this.#count = this.#reads = 0;
  }

  /** Adds a part; false when a readable one comes after a writable one (2.7.4.2). */
  add(offset: number, length: number, writable: boolean): boolean {
    if (!writable && this.#reads !== this.#count) return false;
    this.#offsets[this.#count] = offset;
    this.#lengths[this.#count] = length;
    this.#count += 1;
    if (writable) this.writable += length;
    else {
      this.#reads += 1;
      this.readable += length;
    }
    return true;
  }

  /** Copies readable bytes from `start` on into `target`; returns how many there were. */
  read(start: number, target: Uint8Array): number {
    return this.#move(0, this.#reads, start, target.length, (offset, length, done) => {
      target.set(this.#memory.bytes.subarray(offset, offset + length), done);
    });
  }

  /** Copies `source` to the writable bytes from `start` on; returns how many found room. */
  write(start: number, source: Uint8Array): number {
    return this.#move(this.#reads, this.#count, start, source.length, (offset, length, done) => {
      this.#memory.bytes.set(source.subarray(done, done + length), offset);
    });
  }

  #move(
    from: number,
    to: number,
    start: number,
    wanted: number,
    copy: (offset: number, length: number, done: number) => void,
  ): number {
    let skip = start;
    let done = 0;
    for (let part = from; part < to && done < wanted; part += 1) {
      const length = this.#lengths[part] ?? 0;
      if (skip >= length) {
        skip -= length;
        continue;
      }
      const step = Math.min(length - skip, wanted - done);
      copy((this.#offsets[part] ?? 0) + skip, step, done);
      skip = 0;
      done += step;
    }
    return done;
  }
}

export class Virtqueue {
  readonly index: number;
  readonly #queue: VirtQueue;
  readonly #memory: GuestMemory;
  readonly #raise: (gsi: number) => void;
  /** Ring indexes, modulo 2^16: next to take, next to give. */
  #taken = 0;
  #used = 0;
  /** Used entries written but not told of yet. */
  #untold = false;

  constructor(queue: VirtQueue, memory: GuestMemory, raise: (gsi: number) => void) {
    this.index = queue.index;
    this.#queue = queue;
    this.#memory = memory;
    this.#raise = raise;
  }

  get size(): number {
    return this.#queue.size;
  }

  /** How many buffers the driver has made available that were not taken. */
  available(): number {
    const count = (this.#read16(this.#queue.driver + AVAIL_IDX) - this.#taken) & 0xffff;
    if (count > this.#queue.size) throw this.#broken(`${count} buffers available, ${this.#queue.size} exist`);
    return count;
  }

  /** Takes the next buffer into `chain`; false when there is none. Throws VirtqueueError. */
  take(chain: DescriptorChain): boolean {
    if (this.available() === 0) return false;
    const slot = this.#queue.driver + AVAIL_RING + 2 * (this.#taken % this.#queue.size);
    this.#walk(this.#read16(slot), chain);
    this.#taken = (this.#taken + 1) & 0xffff;
    return true;
  }

  /** Gives a buffer back with `written` bytes in it. The driver sees it after `publish`. */
  give(head: number, written: number): void {
    const at = this.#queue.device + USED_RING + USED_BYTES * (this.#used % this.#queue.size);
    this.#memory.writeU32(at, head);
    this.#memory.writeU32(at + 4, written);
    this.#used = (this.#used + 1) & 0xffff;
    this.#untold = true;
  }

  /** Shows the driver all buffers given back since the last call, at once, and interrupts it if it wants that. */
  publish(): void {
    if (!this.#untold) return;
    this.#untold = false;
    // Ordered stores: the entries are there before the index, and the index before the flags are read (2.7.7.1).
    this.#memory.writeU16(this.#queue.device + USED_IDX, this.#used);
    if ((this.#read16(this.#queue.driver) & NO_INTERRUPT) === 0) this.#raise(this.#queue.gsi);
  }

  #walk(head: number, chain: DescriptorChain): void {
    const { size, desc } = this.#queue;
    chain.clear(head);
    let index = head;
    for (let steps = 0; ; steps += 1) {
      if (index >= size) throw this.#broken(`descriptor ${index}, ${size} exist`);
      if (steps >= size) throw this.#broken('a descriptor chain without end');
      const at = desc + DESC_BYTES * index;
      const address = this.#read32(at + 4) * 2 ** 32 + this.#read32(at);
      const length = this.#read32(at + 8);
      const flagsAndNext = this.#read32(at + 12);
      const offset = this.#memory.offsetOf(address, length);
      if (offset < 0)
        throw this.#broken(`a buffer of ${length} bytes at ${address.toString(16)}h, not all RAM`);
      if ((flagsAndNext & ~(DESC_NEXT | DESC_WRITE) & 0xffff) !== 0) throw this.#broken('unknown flags');
      if (!chain.add(offset, length, (flagsAndNext & DESC_WRITE) !== 0)) {
        throw this.#broken('a buffer to read after one to write');
      }
      if ((flagsAndNext & DESC_NEXT) === 0) return;
      index = flagsAndNext >>> 16;
    }
  }

  // Ring parts were checked to lie in RAM when the queue was set up, and stay there.
  #read16(at: number): number {
    return this.#memory.readU16(at) ?? 0;
  }

  #read32(at: number): number {
    return this.#memory.readU32(at) ?? 0;
  }

  #broken(message: string): VirtqueueError {
    return new VirtqueueError(this.index, message);
  }
}
