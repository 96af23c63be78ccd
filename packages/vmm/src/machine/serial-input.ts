/**
 * Bytes typed at a VM's console, on their way into the serial port's FIFO of 16 bytes or so.
 *
 * Owns what the port has not taken yet, up to a bound; more is dropped, as a real terminal line would.
 */
import type { Clock, Timer } from './clock.ts';

const MAX_WAITING_BYTES = 64 * 1024;
/** A guest at 115200 baud empties a FIFO in about this time … */
const FIRST_RETRY_US = 2_000;
/** … and one that does not read its port at all is asked ever more rarely. */
const LAST_RETRY_US = 128_000;

export class SerialInput {
  readonly #put: (bytes: Uint8Array) => number;
  readonly #clock: Clock;
  #waiting = new Uint8Array(0);
  #timer: Timer | undefined;
  #retryUs = FIRST_RETRY_US;

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
    const taken = this.#put(this.#waiting);
    this.#waiting = this.#waiting.slice(taken);
    this.#retryUs = taken > 0 ? FIRST_RETRY_US : Math.min(2 * this.#retryUs, LAST_RETRY_US);
    if (this.#waiting.length === 0) return;
    this.#timer = this.#clock.after(this.#retryUs, () => {
      this.#push();
    });
  }
}
