/** A clock that moves only when a test says so. */
import type { Clock, Timer } from '../../../machine/clock.ts';

interface Pending {
  readonly atUs: number;
  readonly expired: () => void;
}

export class ManualClock implements Clock {
  #nowUs = 0;
  #pending: Pending[] = [];

  nowUs(): number {
    return this.#nowUs;
  }

  after(delayUs: number, expired: () => void): Timer {
    const pending = { atUs: this.#nowUs + Math.max(0, delayUs), expired };
    this.#pending.push(pending);
    return {
      cancel: () => {
        this.#pending = this.#pending.filter((each) => each !== pending);
      },
    };
  }

  /** Number of timers that wait. */
  get waiting(): number {
    return this.#pending.length;
  }

  /** Lets `us` microseconds pass, firing timers in order; those set meanwhile too. At most `limit` fire. */
  advance(us: number, limit = 10_000): number {
    const end = this.#nowUs + us;
    let fired = 0;
    while (fired < limit) {
      const next = this.#earliest(end);
      if (next === undefined) break;
      this.#pending = this.#pending.filter((each) => each !== next);
      this.#nowUs = Math.max(this.#nowUs, next.atUs);
      fired++;
      next.expired();
    }
    this.#nowUs = end;
    return fired;
  }

  #earliest(end: number): Pending | undefined {
    let earliest: Pending | undefined;
    for (const each of this.#pending) {
      if (each.atUs <= end && (earliest === undefined || each.atUs < earliest.atUs)) earliest = each;
    }
    return earliest;
  }
}
