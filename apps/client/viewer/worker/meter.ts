/** Counts what the small overlay shows. Owns the counts of the second that runs. */
import type { ChannelClock } from '@farport/protocol/browser';
import type { Statistics } from '../messages.ts';

export class Meter {
  readonly #clock: ChannelClock;
  #sinceMs: number;
  #frames = 0;
  #bytes = 0;
  #frameMs: number | undefined;
  #reactionMs: number | undefined;
  #inputMs: number | undefined;

  constructor(clock: ChannelClock) {
    this.#clock = clock;
    this.#sinceMs = clock.nowMs();
  }

  received(bytes: number): void {
    this.#bytes += bytes;
  }

  /** A person pressed something. */
  input(): void {
    this.#inputMs ??= this.#clock.nowMs();
  }

  /** So many frames were painted; the newest of them came `tookMs` ago. */
  painted(frames: number, tookMs: number): void {
    this.#frames += frames;
    this.#frameMs = tookMs;
    if (this.#inputMs !== undefined) {
      this.#reactionMs = this.#clock.nowMs() - this.#inputMs;
      this.#inputMs = undefined;
    }
  }

  /** What was counted since the last call. */
  take(): Statistics {
    const nowMs = this.#clock.nowMs();
    const seconds = Math.max(0.001, (nowMs - this.#sinceMs) / 1000);
    const statistics = {
      framesPerSecond: this.#frames / seconds,
      bitsPerSecond: (8 * this.#bytes) / seconds,
      frameMs: this.#frameMs,
      reactionMs: this.#reactionMs,
    };
    this.#sinceMs = nowMs;
    this.#frames = 0;
    this.#bytes = 0;
    return statistics;
  }
}
