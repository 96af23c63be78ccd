/**
 * How long a command of the guest may wait for a client. Owns one timer, which runs only while something is waited for:
 * a URB that ends by itself never touches it.
 */
import type { ChannelClock, ChannelTimer } from '@farport/protocol';

/**
 * Linux gives a command of an xHCI controller 5 s and then takes the whole controller for dead, with every device on it.
 * Stopping endpoints is such a command. This is what one device may take of that.
 */
export const ANSWER_WITHIN_MS = 3_000;

/** A timer that comes this late means that this process was busy: the answer may be here, unread. */
const LATE_MS = 250;
/** What is then left to read it. */
const GRACE_MS = 250;

export class AnswerDeadline {
  readonly #clock: ChannelClock;
  readonly #awaitedSinceMs: () => number | undefined;
  readonly #expired: () => void;
  #timer: ChannelTimer | undefined;

  /** `awaitedSinceMs`: since when the longest wait lasts, undefined when nothing is waited for. */
  constructor(clock: ChannelClock, awaitedSinceMs: () => number | undefined, expired: () => void) {
    this.#clock = clock;
    this.#awaitedSinceMs = awaitedSinceMs;
    this.#expired = expired;
  }

  /** Something is waited for from now on. Harmless when armed already. */
  arm(): void {
    this.#timer ??= this.#after(ANSWER_WITHIN_MS);
  }

  disarm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #after(delayMs: number): ChannelTimer {
    const dueMs = this.#clock.nowMs() + delayMs;
    return this.#clock.after(delayMs, () => {
      this.#timer = undefined;
      this.#look(this.#clock.nowMs() - dueMs > LATE_MS);
    });
  }

  #look(late: boolean): void {
    const since = this.#awaitedSinceMs();
    if (since === undefined) return;
    const left = since + ANSWER_WITHIN_MS - this.#clock.nowMs();
    if (left > 0) this.#timer = this.#after(left);
    else if (late) this.#timer = this.#after(GRACE_MS);
    else this.#expired();
  }
}
