import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NodeClock } from './node-clock.ts';

function expiry(clock: NodeClock, delayUs: number): Promise<number> {
  const start = clock.nowUs();
  return new Promise((resolve) => {
    clock.after(delayUs, () => {
      resolve(clock.nowUs() - start);
    });
  });
}

describe('NodeClock', () => {
  it('never expires early, for delays below and above a millisecond', async () => {
    const clock = new NodeClock();
    for (const delay of [0, 40, 250, 1_500, 5_000]) assert.ok((await expiry(clock, delay)) >= delay);
  });

  it('never expires from inside the call', () => {
    const clock = new NodeClock();
    let expired = false;
    clock.after(0, () => {
      expired = true;
    });
    assert.equal(expired, false);
    clock.close();
  });

  it('expires in order of time, and in order of asking where the time is the same', async () => {
    const clock = new NodeClock();
    const order: string[] = [];
    const done = new Promise<void>((resolve) => clock.after(4_000, resolve));
    clock.after(3_000, () => order.push('late'));
    clock.after(100, () => order.push('soon'));
    clock.after(2_000, () => order.push('middle'));
    await done;
    assert.deepEqual(order, ['soon', 'middle', 'late']);
  });

  it('does not call a cancelled timer', async () => {
    const clock = new NodeClock();
    let called = false;
    clock
      .after(100, () => {
        called = true;
      })
      .cancel();
    await expiry(clock, 500);
    assert.equal(called, false);
  });

  it('goes on after a timer that throws', async () => {
    const errors: unknown[] = [];
    const clock = new NodeClock((error) => errors.push(error));
    clock.after(10, () => {
      throw new Error('a bug');
    });
    await expiry(clock, 500);
    assert.equal(errors.length, 1);
  });
});
