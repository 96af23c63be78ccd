/**
 * MFINDEX: microframes since the controller ran, and the event each time the counter wraps (xHCI 1.2 sections 4.14.2
 * and 5.5.1). Owns its timer.
 */
import type { Clock, Timer } from '../../machine/clock.ts';

const MICROFRAME_US = 125;
/** 14 bits. */
const STEPS = 0x4000;
const ROUND_US = STEPS * MICROFRAME_US;

export class Microframes {
  readonly #clock: Clock;
  readonly #wrapped: () => void;
  #startedUs = 0;
  #timer: Timer | undefined;

  /** `wrapped` is called at each wrap while `watch` was asked for. */
  constructor(clock: Clock, wrapped: () => void) {
    this.#clock = clock;
    this.#wrapped = wrapped;
  }

  /** The controller begins to run. */
  start(): void {
    this.#startedUs = this.#clock.nowUs();
  }

  /** MFINDEX of a running controller. */
  get index(): number {
    return Math.floor((this.#clock.nowUs() - this.#startedUs) / MICROFRAME_US) % STEPS;
  }

  /** Whether wraps are to be told. Harmless when nothing changes. */
  watch(wanted: boolean): void {
    if (!wanted) {
      this.#timer?.cancel();
      this.#timer = undefined;
      return;
    }
    const intoRound = (this.#clock.nowUs() - this.#startedUs) % ROUND_US;
    this.#timer ??= this.#clock.after(ROUND_US - intoRound, () => {
      this.#timer = undefined;
      this.#wrapped();
      this.watch(true);
    });
  }
}
