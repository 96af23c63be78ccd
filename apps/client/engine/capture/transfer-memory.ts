/**
 * Owns who of this engine's devices may hold how much of the memory that the system has for USB transfers: on Linux
 * usbfs has one limit for all programs and refuses what is above it. Counts only; allocates nothing.
 *
 * A device may hold at most three times what is then left free, so that one alone gets three quarters, and none, nor
 * several together, can leave nothing to the others, even with transfers that never end.
 */

/** Bytes that usbfs counts beside a URB's data, with room for what it adds for long ones. */
const OVERHEAD = 1024;
/** Kept from the limit: other programs, and what is not counted exactly. */
const RESERVED_PART = 1 / 16;
const LONG_FACTOR = 3;

export class TransferMemory {
  readonly #limit: number;
  #used = 0;
  readonly #waiting = new Set<() => void>();

  /** `limit` in bytes, as the system has it; Infinity where it has none. */
  constructor(limit: number) {
    this.#limit = limit * (1 - RESERVED_PART);
  }

  /** What is held now, in bytes with overhead. */
  get used(): number {
    return this.#used;
  }

  get free(): number {
    return this.#limit - this.#used;
  }

  /** One captured device's part. */
  share(): MemoryShare {
    return new MemoryShare(this);
  }

  /** For shares: `change` bytes more, or less, are held. */
  hold(change: number): void {
    this.#used += change;
    if (change >= 0 || this.#waiting.size === 0) return;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const freed of waiting) freed();
  }

  /** For shares: calls `freed` once, when something is given back. */
  wait(freed: () => void): void {
    this.#waiting.add(freed);
  }

  forget(freed: () => void): void {
    this.#waiting.delete(freed);
  }
}

/** What one device holds. Ends with the device: what it held then is free. */
export class MemoryShare {
  readonly #memory: TransferMemory;
  #held = 0;
  /** The part of `#held` that is in short URBs. */
  #heldShort = 0;
  #closed = false;
  #freed: () => void = () => undefined;

  constructor(memory: TransferMemory) {
    this.#memory = memory;
  }

  /**
   * Takes memory for a URB of `length` bytes, if there is some for this device now. Short ones have a measure of
   * their own, so that they need not wait for long ones.
   */
  take(length: number, isLong: boolean): boolean {
    if (this.#closed) return true;
    const cost = length + OVERHEAD;
    if (!this.#mayHold(cost, isLong)) return false;
    this.#held += cost;
    if (!isLong) this.#heldShort += cost;
    this.#memory.hold(cost);
    return true;
  }

  /** The URB has ended. */
  give(length: number, isLong: boolean): void {
    if (this.#closed) return;
    const cost = length + OVERHEAD;
    this.#held -= cost;
    if (!isLong) this.#heldShort -= cost;
    this.#memory.hold(-cost);
  }

  /** Calls `freed` once, when memory was given back by whomever. Another call takes the place of the first. */
  whenFreed(freed: () => void): void {
    this.#memory.forget(this.#freed);
    this.#freed = freed;
    if (!this.#closed) this.#memory.wait(freed);
  }

  /** The device is released, its URBs have ended or will never be heard of. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#memory.forget(this.#freed);
    this.#memory.hold(-this.#held);
    this.#held = 0;
    this.#heldShort = 0;
  }

  #mayHold(cost: number, isLong: boolean): boolean {
    const free = this.#memory.free - cost;
    // A URB that is above the limit by itself is for the system to judge.
    if (this.#memory.used === 0) return true;
    if (free < 0) return false;
    if (this.#held === 0) return true;
    return isLong ? this.#held + cost <= LONG_FACTOR * free : this.#heldShort + cost <= free;
  }
}
