import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { growth, paintTimes } from './replay.ts';

describe('the time from drawing to paint', () => {
  it('ends when the frame or a later one is seen', () => {
    const seen = [
      { number: 1, atUs: 500 },
      { number: 2, atUs: 12_000 },
      { number: 5, atUs: 50_000 },
    ];
    assert.deepEqual(paintTimes([10_000, 20_000, 30_000, 40_000], 2, seen), [2, 30, 20, 10]);
  });

  it('has no end where nothing is seen any more', () => {
    assert.throws(() => paintTimes([10, 20], 2, [{ number: 2, atUs: 15 }]), /frame 3 was never shown/);
  });

  it('grows where later frames wait longer', () => {
    assert.equal(growth([1, 1, 2, 2, 4, 4, 8, 8]), 6);
    assert.equal(growth([5, 5, 5, 5]), 0);
  });
});
