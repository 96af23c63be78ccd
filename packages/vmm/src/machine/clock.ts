/** Time as devices see it: monotonic, in microseconds, with timers. Tests and fuzzing bring their own. */

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Microseconds since some fixed moment; never runs backwards. */
  nowUs(): number;
  /** Calls `expired` once, no sooner than `delayUs` from now, from the main loop and never from inside this call. */
  after(delayUs: number, expired: () => void): Timer;
}
