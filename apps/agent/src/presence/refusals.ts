/**
 * What was refused or failed, so that it is written down once, and tried again at a decent distance. Forgets what nobody
 * asks about any more. Holds marks and times; decides no policy.
 */

/** The first pause after a failure, and the longest, milliseconds. */
export const FIRST_PAUSE_MS = 5_000;
export const LONGEST_PAUSE_MS = 300_000;
/** How often a refusal is looked at again: a rule may depend on the time of day. */
export const REFUSED_AGAIN_MS = 30_000;
/** Devices that are remembered; the oldest is forgotten first. */
const most = 20_000;

interface Refusal {
  mark: string;
  failedAt: number;
  pause: number;
  /** Not before. */
  heldUntil: number;
  lookAt: number;
}

export class Refusals {
  readonly #refusals = new Map<string, Refusal>();

  /** Notes a refusal; true where the same was noted before. */
  refused(deviceId: string, mark: string, now: number): boolean {
    const refusal = this.#of(deviceId);
    refusal.lookAt = now + REFUSED_AGAIN_MS;
    if (refusal.mark === mark) return true;
    refusal.mark = mark;
    return false;
  }

  /** Notes a failure: each in a row makes the next pause twice as long. */
  failed(deviceId: string, now: number): void {
    const refusal = this.#of(deviceId);
    refusal.pause = Math.min(LONGEST_PAUSE_MS, refusal.pause === 0 ? FIRST_PAUSE_MS : refusal.pause * 2);
    refusal.failedAt = now;
    refusal.heldUntil = now + refusal.pause;
    refusal.lookAt = refusal.heldUntil;
  }

  /** Whether it failed not long ago. */
  isHeld(deviceId: string, now: number): boolean {
    const refusal = this.#refusals.get(deviceId);
    // A clock that was set back holds nothing for longer than the pause.
    return refusal !== undefined && now < refusal.heldUntil && refusal.heldUntil - now <= refusal.pause;
  }

  /** A person has said since then what they want: no pause any more. */
  wantedAt(deviceId: string, since: number): void {
    const refusal = this.#refusals.get(deviceId);
    if (refusal !== undefined && refusal.failedAt < since) refusal.pause = refusal.heldUntil = 0;
  }

  /** It is another matter from here on: plugged in anew, or attached. */
  forget(deviceId: string): void {
    this.#refusals.delete(deviceId);
  }

  /** What is to be looked at again. */
  *due(now: number): Generator<string> {
    for (const [deviceId, refusal] of this.#refusals) {
      if (now < refusal.lookAt && refusal.lookAt - now <= LONGEST_PAUSE_MS) continue;
      refusal.lookAt = now + Math.max(REFUSED_AGAIN_MS, refusal.pause);
      yield deviceId;
    }
  }

  #of(deviceId: string): Refusal {
    let refusal = this.#refusals.get(deviceId);
    if (refusal === undefined) {
      refusal = { mark: '', failedAt: 0, pause: 0, heldUntil: 0, lookAt: 0 };
      this.#refusals.set(deviceId, refusal);
      const oldest = this.#refusals.size > most ? this.#refusals.keys().next() : undefined;
      if (oldest?.done === false) this.#refusals.delete(oldest.value);
    }
    return refusal;
  }
}
