/**
 * The clock of a running VM: performance.now and timers of the main loop.
 *
 * Owns every timer of the VM's devices, as one list in order of expiry. Node's own timers count whole milliseconds,
 * too coarse for interrupt moderation (40 us is usual); so the last stretch before an expiry is waited out by
 * setImmediate, which lets sockets and accesses run in between and costs CPU only while such a timer is near.
 */
import type { Clock, Timer } from './clock.ts';

/** Closer than this to an expiry the loop polls; a Node timer may come this much late. */
const POLL_WITHIN_US = 1_000;
/** Longest delay that setTimeout takes. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

class Entry implements Timer {
  readonly dueUs: number;
  expired: (() => void) | undefined;

  constructor(dueUs: number, expired: () => void) {
    this.dueUs = dueUs;
    this.expired = expired;
  }

  cancel(): void {
    this.expired = undefined;
  }
}

export class NodeClock implements Clock {
  /** Soonest first; cancelled entries stay until they reach the front or the list is next sorted in. */
  #entries: Entry[] = [];
  #timeout: NodeJS.Timeout | undefined;
  #timeoutDueUs = Infinity;
  #immediate: NodeJS.Immediate | undefined;
  readonly #onError: (error: unknown) => void;

  /** `onError` gets what a timer's function throws; without it, that is thrown from the main loop. */
  constructor(onError?: (error: unknown) => void) {
    this.#onError =
      onError ??
      ((error) => {
        throw error;
      });
  }

  nowUs(): number {
    return performance.now() * 1_000;
  }

  after(delayUs: number, expired: () => void): Timer {
    const entry = new Entry(this.nowUs() + Math.max(0, delayUs), expired);
    const entries = this.#entries;
    let at = entries.length;
    while (at > 0 && (entries[at - 1]?.dueUs ?? 0) > entry.dueUs) at -= 1;
    entries.splice(at, 0, entry);
    if (at === 0) this.#arm();
    return entry;
  }

  /** Forgets every timer: nothing of this clock keeps the process alive or runs any more. */
  close(): void {
    this.#entries = [];
    clearTimeout(this.#timeout);
    clearImmediate(this.#immediate);
    this.#timeout = undefined;
    this.#immediate = undefined;
    this.#timeoutDueUs = Infinity;
  }

  /** Makes sure that the loop looks again in time for the first entry. */
  #arm(): void {
    while (this.#entries[0]?.expired === undefined && this.#entries.length > 0) this.#entries.shift();
    const first = this.#entries[0];
    if (first === undefined) {
      clearTimeout(this.#timeout);
      this.#timeout = undefined;
      this.#timeoutDueUs = Infinity;
      return;
    }
    if (this.#immediate !== undefined) return;
    const waitUs = first.dueUs - this.nowUs();
    if (waitUs <= POLL_WITHIN_US) {
      this.#immediate = setImmediate(this.#poll);
      return;
    }
    if (first.dueUs === this.#timeoutDueUs) return;
    clearTimeout(this.#timeout);
    const ms = Math.min(MAX_TIMEOUT_MS, Math.max(1, Math.floor((waitUs - POLL_WITHIN_US) / 1_000)));
    this.#timeoutDueUs = first.dueUs;
    this.#timeout = setTimeout(this.#timedOut, ms);
  }

  readonly #timedOut = (): void => {
    this.#timeout = undefined;
    this.#timeoutDueUs = Infinity;
    this.#expire();
  };

  readonly #poll = (): void => {
    this.#immediate = undefined;
    this.#expire();
  };

  #expire(): void {
    const now = this.nowUs();
    // What a timer adds is due later than `now`, so this ends.
    for (let first = this.#entries[0]; first !== undefined && first.dueUs <= now; first = this.#entries[0]) {
      this.#entries.shift();
      const expired = first.expired;
      first.expired = undefined;
      if (expired === undefined) continue;
      try {
        expired();
      } catch (error) {
        this.#arm();
        this.#onError(error);
      }
    }
    this.#arm();
  }
}
