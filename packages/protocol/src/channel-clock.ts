/** Time as a channel sees it. Tests bring their own. */

export interface ChannelTimer {
  cancel(): void;
}

export interface ChannelClock {
  /** Milliseconds since some fixed moment; never runs backwards. */
  nowMs(): number;
  /** Calls `expired` once, no sooner than `delayMs` from now and never from inside this call. */
  after(delayMs: number, expired: () => void): ChannelTimer;
}

/** The process's own clock. Its timers do not keep the process alive. */
export const systemClock: ChannelClock = {
  nowMs: () => performance.now(),
  after(delayMs, expired) {
    const timer = setTimeout(expired, delayMs);
    timer.unref();
    return {
      cancel: () => {
        clearTimeout(timer);
      },
    };
  },
};
