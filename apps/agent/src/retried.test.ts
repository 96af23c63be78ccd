import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { retried } from './retried.ts';

const times = { firstMs: 1, longestMs: 4 };

describe('work that is tried again', () => {
  it('ends with the first success, and tells of every failure before', async () => {
    let tries = 0;
    const told: unknown[] = [];
    await retried(
      () => (++tries < 4 ? Promise.reject(new Error(`try ${tries}`)) : Promise.resolve()),
      (error) => {
        told.push((error as Error).message);
        return Promise.resolve();
      },
      new AbortController().signal,
      times,
    );
    assert.deepEqual([tries, told], [4, ['try 1', 'try 2', 'try 3']]);
  });

  it('ends with the last failure when nobody wants it any more', async () => {
    const stop = new AbortController();
    const work = retried(
      () => Promise.reject(new Error('never')),
      () => {
        stop.abort();
        return Promise.resolve();
      },
      stop.signal,
      { firstMs: 60_000, longestMs: 60_000 },
    );
    await assert.rejects(work, /never/);
  });
});
