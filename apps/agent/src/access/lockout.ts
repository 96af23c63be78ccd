/** How long an account is locked after failures. Pure; who counts them is somebody else. */

/** Failures in a row that cost nothing: people mistype. */
export const FREE_FAILURES = 4;
const firstLockMs = 30_000;
const longestLockMs = 15 * 60_000;

/** The lock after the n-th failure in a row, milliseconds: none, then 30 s, doubling, up to 15 minutes. */
export function lockMs(failures: number): number {
  if (failures <= FREE_FAILURES) return 0;
  return Math.min(longestLockMs, firstLockMs * 2 ** Math.min(20, failures - FREE_FAILURES - 1));
}

/** Failures under names that do not exist, so that those lock too, and nobody learns which names do. */
export class UnknownNames {
  readonly #failures = new Map<string, { failures: number; lockedUntil: number }>();
  /** The longest quiet one is forgotten first. */
  readonly #most = 4096;

  lockedUntil(name: string): number {
    return this.#failures.get(name)?.lockedUntil ?? 0;
  }

  /** Counts a failure; gives when the lock ends. */
  failed(name: string, now: number): number {
    const failures = (this.#failures.get(name)?.failures ?? 0) + 1;
    const lockedUntil = now + lockMs(failures);
    this.#failures.delete(name);
    this.#failures.set(name, { failures, lockedUntil });
    if (this.#failures.size > this.#most) {
      const [oldest] = this.#failures.keys();
      if (oldest !== undefined) this.#failures.delete(oldest);
    }
    return lockedUntil;
  }
}
