/**
 * Whether the other side still lives: asks after some silence, gives up after more. Owns one timer; sends nothing
 * itself and knows no frame.
 */
import type { ChannelClock, ChannelTimer } from './channel-clock.ts';

export interface HeartbeatTimes {
  /** How often this looks; half of it in silence is asked about. */
  readonly intervalMs: number;
  /** Silence after which the other side counts as dead. */
  readonly deadMs: number;
}

export interface HeartbeatEvents {
  /** Ask the other side for a sign of life. `nonce` is 1, 2, 3, … */
  ask(nonce: number): void;
  /** Nothing was heard for `silenceMs`; the heartbeat has stopped. */
  dead(silenceMs: number): void;
}

export class Heartbeat {
  readonly #clock: ChannelClock;
  readonly #times: HeartbeatTimes;
  readonly #events: HeartbeatEvents;
  #timer: ChannelTimer | undefined;
  #lastHeardMs = 0;
  #dueMs = 0;
  #nonce = 0;

  constructor(clock: ChannelClock, times: HeartbeatTimes, events: HeartbeatEvents) {
    this.#clock = clock;
    this.#times = times;
    this.#events = events;
  }

  /** Something has come from the other side. */
  heard(): void {
    this.#lastHeardMs = this.#clock.nowMs();
  }

  /** Begins to look. Call `heard` before. */
  start(): void {
    const { intervalMs } = this.#times;
    this.#dueMs = this.#clock.nowMs() + intervalMs;
    this.#timer = this.#clock.after(intervalMs, () => {
      this.#look();
    });
  }

  /** Looks no more, and calls nothing. */
  stop(): void {
    this.#timer?.cancel();
  }

  #look(): void {
    const now = this.#clock.nowMs();
    const { intervalMs, deadMs } = this.#times;
    // A timer that comes this late means that this process was busy: what the peer sent is still unread.
    const late = now - this.#dueMs > intervalMs / 2;
    const silence = now - this.#lastHeardMs;
    if (silence >= deadMs && !late) {
      this.#events.dead(silence);
      return;
    }
    // Armed first: asking may end the channel, and with it this.
    this.start();
    if (silence >= intervalMs / 2) this.#events.ask(++this.#nonce);
  }
}
