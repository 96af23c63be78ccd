/** Owns how long to wait before the next try: doubling from 0.2 s to 5 s, or longer where the other side asks for it. */

const FIRST_MS = 200;
const LONGEST_MS = 5000;

export class Backoff {
  #next = FIRST_MS;

  reset(): void {
    this.#next = FIRST_MS;
  }

  /** Waits, for `atLeast` milliseconds; returns early, without an error, when the signal fires. */
  async wait(signal: AbortSignal, atLeast = 0): Promise<void> {
    const delay = Math.max(this.#next, atLeast);
    this.#next = Math.min(this.#next * 2, LONGEST_MS);
    await sleep(delay, signal);
  }
}

/** Resolves after `delay` milliseconds or when the signal fires, whichever is first. */
export function sleep(delay: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, delay);
    signal.addEventListener('abort', done, { once: true });
  });
}
