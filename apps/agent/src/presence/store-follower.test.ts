/** Following the change log, where changes come at the worst moments. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { ChangeGapError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { ChangeRecord } from '../store/tables.ts';
import { createLog } from '../log.ts';
import { StoreFollower } from './store-follower.ts';

/** Stands for a store whose changes come exactly when the test says. */
class FakeChangeLog {
  readonly changes: ChangeRecord[] = [];
  /** Changes before this number are no longer kept. */
  firstKept = 1;
  afterRead: () => void = () => undefined;
  #listener: () => void = () => undefined;

  readonly store = {
    read: async (work: (tx: unknown) => Promise<unknown>): Promise<unknown> => {
      const result = await work({
        changes: {
          last: () => Promise.resolve(this.changes.length),
          since: (seq: number) =>
            seq + 1 < this.firstKept
              ? Promise.reject(new ChangeGapError('no longer kept'))
              : Promise.resolve(this.changes.slice(seq)),
        },
      });
      this.afterRead();
      return result;
    },
    onChange: (listener: () => void) => {
      this.#listener = listener;
      return () => undefined;
    },
  } as unknown as Store;

  change(): void {
    const seq = this.changes.length + 1;
    this.changes.push({ seq, at: 0, kind: 'user', id: `u${seq}`, op: 'updated' });
    this.#listener();
  }
}

const log = createLog('silent');

/** Runs `work` after so many turns of the microtask queue. */
function later(turns: number, work: () => void): void {
  if (turns === 0) work();
  else
    queueMicrotask(() => {
      later(turns - 1, work);
    });
}

describe('whoever follows the change log', () => {
  it('misses no change, in whatever turn after a look it comes', async () => {
    for (let turns = 0; turns < 30; turns++) {
      const fake = new FakeChangeLog();
      const seen: number[] = [];
      const follower = await StoreFollower.start(
        fake.store,
        {
          changed: (changes) => {
            seen.push(...changes.map(({ seq }) => seq));
            return Promise.resolve();
          },
          gap: () => Promise.resolve(),
        },
        log,
      );
      for (let n = 0; n < 5; n++) await turn();
      // The look after this one finds nothing, and then, turns later, there is a change.
      let isFirst = true;
      fake.afterRead = () => {
        if (!isFirst) return;
        isFirst = false;
        later(turns, () => {
          fake.change();
        });
      };
      fake.change();
      for (let n = 0; n < 10; n++) await turn();
      assert.deepEqual(seen, [1, 2], `${turns} turns later`);
      await follower.close();
    }
  });

  it('meets a gap again where it could not be dealt with', async () => {
    const fake = new FakeChangeLog();
    const gaps: string[] = [];
    const follower = await StoreFollower.start(
      fake.store,
      {
        changed: () => Promise.resolve(),
        gap: () => {
          gaps.push('gap');
          return gaps.length === 1 ? Promise.reject(new Error('the disk is away')) : Promise.resolve();
        },
      },
      log,
    );
    for (let n = 0; n < 5; n++) await turn();
    fake.firstKept = 3;
    for (let n = 0; n < 4; n++) fake.change();
    for (let n = 0; n < 5; n++) await turn();
    fake.change();
    for (let n = 0; n < 5; n++) await turn();
    assert.deepEqual(gaps, ['gap', 'gap']);
    await follower.close();
  });
});
