/**
 * How many attempts of one address are looked at at once: as few as it may still get wrong, so that many at once are no more
 * guesses than one after another. Counts no failures itself; whoever does the work tells the limiter.
 */
import { addressKey, type AttemptLimiter } from '../tickets/attempt-limiter.ts';
import { AccessError } from './errors.ts';

/** Of one address. More would only wait for the same processors. */
const atOnce = 2;
/** That wait, of one address: the people of an office who come at nine. */
const mostWaiting = 64;

interface Place {
  running: number;
  waiting: (() => void)[];
  /** Running, waiting, or about to look again. */
  here: number;
}

export class AttemptGate {
  readonly #limiter: AttemptLimiter;
  readonly #places = new Map<string, Place>();

  constructor(limiter: AttemptLimiter) {
    this.#limiter = limiter;
  }

  /**
   * Does `work` when it is this address's turn.
   * @throws AccessError access.throttled: too many failures; access.busy: too many wait; and what `work` throws
   */
  async run<T>(address: string, work: () => Promise<T>): Promise<T> {
    const key = addressKey(address);
    const place = this.#places.get(key) ?? { running: 0, waiting: [], here: 0 };
    this.#places.set(key, place);
    place.here++;
    try {
      await this.#begin(address, place);
      try {
        return await work();
      } finally {
        place.running--;
        // All look again: there may be no more attempts left.
        for (const wake of place.waiting.splice(0)) wake();
      }
    } finally {
      place.here--;
      if (place.here === 0) this.#places.delete(key);
    }
  }

  /** Waits for its turn, and takes it. */
  async #begin(address: string, place: Place): Promise<void> {
    for (;;) {
      const left = this.#limiter.left(address);
      if (left <= 0) {
        throw new AccessError('access.throttled', 'too many failures from your address: wait a minute', 60);
      }
      if (place.running < Math.min(atOnce, left)) {
        place.running++;
        return;
      }
      if (place.waiting.length >= mostWaiting) {
        throw new AccessError(
          'access.busy',
          'too many people sign in from your address at this moment: try again in a few seconds',
          5,
        );
      }
      await new Promise<void>((resolve) => place.waiting.push(resolve));
    }
  }
}
