/** Work that must succeed one day: tried again, later and later, until it does or nobody wants it any more. */
import { setTimeout as delay } from 'node:timers/promises';

export interface RetryTimes {
  readonly firstMs: number;
  readonly longestMs: number;
}

const defaultTimes: RetryTimes = { firstMs: 1_000, longestMs: 30_000 };

/**
 * Resolves when `work` has succeeded. `failed` hears of each failure.
 * @throws the last failure, once `signal` is aborted
 */
export async function retried(
  work: () => Promise<void>,
  failed: (error: unknown) => Promise<void>,
  signal: AbortSignal,
  { firstMs, longestMs }: RetryTimes = defaultTimes,
): Promise<void> {
  for (let pause = firstMs; ; pause = Math.min(longestMs, pause * 2)) {
    try {
      await work();
      return;
    } catch (error) {
      await failed(error);
      if (!signal.aborted) await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) throw error;
    }
  }
}
