/**
 * How often devices may be offered by the tickets of one account: a burst, and so many more with time. Whatever they are
 * offered for and however many tickets, VMs and connections there are, it is one account's. Bounded; knows no device.
 */
import { FarportError } from '../errors.ts';

/** Offers at once: as many devices as one VM can have. */
export const attachBurst = 64;
/** One more after so many milliseconds. */
export const attachRefillMs = 1_000;
/** Accounts that are remembered; the one that was quiet for the longest is forgotten first. */
const mostAccounts = 4096;

/** Somebody's tickets are used without end. */
export class AttachRateError extends FarportError {
  constructor(seconds: number) {
    const message = `too many devices were offered with this account: try again in ${seconds} s`;
    super('admission.too_many', 429, message);
  }
}

interface Bucket {
  left: number;
  at: number;
  /** It has run dry, and is not full again yet. */
  dry: boolean;
}

export class AttachRate {
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** `now` in milliseconds, never falling. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Counts an offer. `first`: called where this is the first one too many since there was enough for a whole burst.
   * @throws AttachRateError admission.too_many
   */
  take(account: string, first: () => void): void {
    const now = this.#now();
    const bucket = this.#buckets.get(account) ?? { left: attachBurst, at: now, dry: false };
    this.#buckets.delete(account);
    this.#buckets.set(account, bucket);
    const oldest = this.#buckets.size > mostAccounts ? this.#buckets.keys().next() : undefined;
    if (oldest?.done === false) this.#buckets.delete(oldest.value);
    bucket.left = Math.min(attachBurst, bucket.left + (now - bucket.at) / attachRefillMs);
    bucket.at = now;
    if (bucket.left === attachBurst) bucket.dry = false;
    if (bucket.left >= 1) {
      bucket.left -= 1;
      return;
    }
    if (!bucket.dry) first();
    bucket.dry = true;
    throw new AttachRateError(Math.max(1, Math.ceil(((1 - bucket.left) * attachRefillMs) / 1000)));
  }
}
