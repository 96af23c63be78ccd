/**
 * The clocks of the store. `wall` is the time of day, for people; it may jump. `storeTime` is what leases end by: it
 * begins as the time of day, but goes on with a clock that cannot be set, and never goes back, not even over a restart.
 */

export interface ClockSource {
  /** Milliseconds since 1970, as the machine says now. */
  wall(): number;
  /** Milliseconds of a clock that only goes forward. */
  monotonic(): number;
}

export const systemClock: ClockSource = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
};

/** A jump of the wall's clock that is worth telling of, milliseconds. */
export const JUMP_MS = 5_000;

export class StoreClock {
  readonly #source: ClockSource;
  #base: number;
  #origin: number;
  /** Wall minus monotonic when last looked at. */
  #offset: number;

  /** `atLeast`: the latest store time that is on disk. */
  constructor(source: ClockSource = systemClock, atLeast = 0) {
    this.#source = source;
    this.#origin = source.monotonic();
    this.#base = Math.max(Math.floor(source.wall()), atLeast);
    this.#offset = source.wall() - this.#origin;
  }

  /** Whole milliseconds, never less than before. */
  storeTime(): number {
    return this.#base + Math.floor(this.#source.monotonic() - this.#origin);
  }

  /** Whole milliseconds since 1970. */
  wall(): number {
    return Math.floor(this.#source.wall());
  }

  /** What sessions, tokens and codes end by: the later of both, so that no clock that is set back lets anybody in. */
  latest(): number {
    return Math.max(this.storeTime(), this.wall());
  }

  /** Goes on from a store time that another process has written. */
  advanceTo(atLeast: number): void {
    if (this.storeTime() < atLeast) {
      this.#base = atLeast;
      this.#origin = this.#source.monotonic();
    }
  }

  /** How far the wall's clock has jumped since this was last asked, milliseconds; 0 where that is not worth telling. */
  takeJump(): number {
    const offset = this.#source.wall() - this.#source.monotonic();
    const jump = Math.round(offset - this.#offset);
    if (Math.abs(jump) < JUMP_MS) return 0;
    this.#offset = offset;
    return jump;
  }
}
