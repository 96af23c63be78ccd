/**
 * Counts failed attempts by address, so that guessing and noise cost the guesser more than us. A right ticket is
 * never held up by somebody else's wrong ones behind the same address.
 */
import { isIPv6 } from 'node:net';

/** Failures an address may make at once; they come back one every `refillMs`. */
export const burst = 10;
const refillMs = 6_000;
/** Addresses remembered; the longest quiet one is forgotten first. */
const maxAddresses = 4096;

interface Bucket {
  failures: number;
  at: number;
}

/** An IPv6 customer has a /64; an IPv4 address in IPv6 clothes is the IPv4 address. */
export function addressKey(address: string): string {
  if (address.startsWith('::ffff:')) return address.slice(7);
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::')
    ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
    : [];
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

export class AttemptLimiter {
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** `now`: of a clock that nobody sets, milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether `address` is at its limit now; counts nothing. For doors that are dear to try. */
  isOver(address: string): boolean {
    return this.left(address) <= 0;
  }

  /** How many failures `address` may have before it is at its limit: `burst` at most, 0 or less there. */
  left(address: string): number {
    const bucket = this.#buckets.get(addressKey(address));
    if (bucket === undefined) return burst;
    const recovered = Math.floor((this.#now() - bucket.at) / refillMs);
    return burst - Math.max(0, bucket.failures - recovered);
  }

  /** Counts a failure of `address`. True when it is over its limit. */
  failed(address: string): boolean {
    const key = addressKey(address);
    const now = this.#now();
    const before = this.#buckets.get(key);
    const recovered = before === undefined ? 0 : Math.floor((now - before.at) / refillMs);
    const failures = Math.max(0, (before?.failures ?? 0) - recovered) + 1;
    // A refill that is under way is kept: the time since the last whole one goes on counting.
    const at = before === undefined || recovered >= before.failures ? now : before.at + recovered * refillMs;
    this.#buckets.delete(key);
    this.#buckets.set(key, { failures: Math.min(failures, burst + 1), at });
    if (this.#buckets.size > maxAddresses) {
      const oldest = this.#buckets.keys().next();
      if (oldest.done !== true) this.#buckets.delete(oldest.value);
    }
    return failures > burst;
  }
}
