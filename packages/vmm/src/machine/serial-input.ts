/**
 * Bytes typed at a VM's console, on their way into the serial port's FIFO of 16 bytes or so.
 *
 * Owns what the port has not taken yet, up to a bound; more is dropped, as a real terminal line would.
 */
import type { Clock, Timer } from './clock.ts';

const MAX_WAITING_BYTES = 64 * 1024;
/** A guest at 115200 baud empties a FIFO in about this time. */
const RETRY_US = 2_000;

export class SerialInput {
  readonly #put: (bytes: Uint8Array) => number;
  readonly #clock: Clock;
  #waiting = new Uint8Array(0);
  #timer: Timer | undefined;

  /** `put` gives bytes to the port and returns how many it took. */
  constructor(put: (bytes: Uint8Array) => number, clock: Clock) {
    this.#put = put;
    this.#clock = clock;
  }

  write(bytes: Uint8Array): void {
    const room = MAX_WAITING_BYTES - this.#waiting.length;
    const all = new Uint8Array(this.#waiting.length + Math.min(room, bytes.length));
    all.set(this.#waiting);
    all.set(bytes.subarray(0, room), this.#waiting.length);
    this.#waiting = all;
    if (this.#timer === undefined) this.#push();
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#waiting = new Uint8Array(0);
  }

  #push(): void {
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    this.#waiting = this.#waiting.slice(this.#put(this.#waiting));
    if (this.#waiting.length === 0) return;
    this.#timer = this.#clock.after(RETRY_US, () => {
      this.#push();
    });
  }
}
