import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attachBurst, AttachRate, AttachRateError, attachRefillMs } from './attach-rate.ts';

/** Offers `count` times; how many were let through, and how often it was told that it is too much. */
function offer(rate: AttachRate, account: string, count: number): { through: number; told: number } {
  let through = 0;
  let told = 0;
  for (let i = 0; i < count; i++) {
    try {
      rate.take(account, () => told++);
      through++;
    } catch (error) {
      assert.ok(error instanceof AttachRateError && error.code === 'admission.too_many');
      assert.match(String(error), /try again in 1 s/);
    }
  }
  return { through, told };
}

describe('the rate at which an account offers devices', () => {
  it('is a burst, then one a second, and told once', () => {
    let now = 0;
    const rate = new AttachRate(() => now);
    assert.deepEqual(offer(rate, 'u', 100), { through: attachBurst, told: 1 });
    now += 3 * attachRefillMs;
    assert.deepEqual(offer(rate, 'u', 100), { through: 3, told: 0 });
    now += attachBurst * attachRefillMs;
    assert.deepEqual(offer(rate, 'u', 100), { through: attachBurst, told: 1 });
  });

  it('is nobody else’s', () => {
    const rate = new AttachRate(() => 0);
    offer(rate, 'u', 100);
    assert.deepEqual(offer(rate, 'v', 1), { through: 1, told: 0 });
  });

  it('is remembered of 4,096 accounts', () => {
    const rate = new AttachRate(() => 0);
    offer(rate, 'u', 100);
    for (let i = 0; i < 4095; i++) offer(rate, `other ${i}`, 1);
    assert.equal(offer(rate, 'u', 1).through, 0);
    for (let i = 0; i < 4096; i++) offer(rate, `another ${i}`, 1);
    assert.equal(offer(rate, 'u', 1).through, 1);
  });
});
