import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreClock } from './clock.ts';
import { FakeClock } from './testing/fake-clock.ts';

describe('the store’s clock', () => {
  it('begins as the time of day and goes on with time that passes', () => {
    const source = new FakeClock();
    const start = source.wall();
    const clock = new StoreClock(source);
    assert.equal(clock.storeTime(), start);
    source.advance(1_500);
    assert.equal(clock.storeTime(), start + 1_500);
  });

  it('is not moved by the clock on the wall', () => {
    const source = new FakeClock();
    const clock = new StoreClock(source);
    const before = clock.storeTime();
    source.setWall(86_400_000);
    assert.equal(clock.storeTime(), before);
    source.setWall(-2 * 86_400_000);
    assert.equal(clock.storeTime(), before);
  });

  it('goes on from what is on disk when the wall’s clock is behind', () => {
    const source = new FakeClock();
    const saved = source.wall() + 5_000;
    const clock = new StoreClock(source, saved);
    assert.equal(clock.storeTime(), saved);
    clock.advanceTo(saved - 1);
    assert.equal(clock.storeTime(), saved);
    clock.advanceTo(saved + 10);
    source.advance(5);
    assert.equal(clock.storeTime(), saved + 15);
  });

  it('lets nobody in for longer, whichever way the wall’s clock is set', () => {
    const source = new FakeClock();
    const start = source.wall();
    const clock = new StoreClock(source);
    source.setWall(-3_600_000);
    assert.equal(clock.latest(), start);
    source.setWall(7_200_000);
    assert.equal(clock.latest(), start + 3_600_000);
  });

  it('tells of a jump once, and of no drift', () => {
    const source = new FakeClock();
    const clock = new StoreClock(source);
    source.advance(1_000_000);
    source.setWall(4_999);
    assert.equal(clock.takeJump(), 0);
    source.setWall(1);
    assert.equal(clock.takeJump(), 5_000);
    assert.equal(clock.takeJump(), 0);
    source.setWall(-3_600_000);
    assert.equal(clock.takeJump(), -3_600_000);
  });
});
