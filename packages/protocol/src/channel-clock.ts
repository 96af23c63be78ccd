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

/** The place's own clock: Node's, or a browser's. Its timers do not keep a process of Node alive. */
export const systemClock: ChannelClock = {
  nowMs: () => performance.now(),
  after(delayMs, expired) {
    // A number in a browser.
    const timer: NodeJS.Timeout | number = setTimeout(expired, delayMs);
    if (typeof timer === 'object') timer.unref();
    return {
      cancel: () => {
        clearTimeout(timer);
      },
    };
  },
};
