import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AttemptLimiter, burst } from './attempt-limiter.ts';

describe('failed attempts', () => {
  function exhausted(address: string): { limiter: AttemptLimiter; pass: (ms: number) => void } {
    let now = 0;
    const limiter = new AttemptLimiter(() => now);
    for (let failure = 0; failure < burst; failure++) assert.equal(limiter.failed(address), false);
    return { limiter, pass: (ms) => (now += ms) };
  }

  it('are over the limit after a burst', () => {
    const { limiter } = exhausted('10.0.0.1');
    assert.equal(limiter.failed('10.0.0.1'), true);
  });

  it('are counted for each address apart', () => {
    const { limiter } = exhausted('10.0.0.1');
    assert.equal(limiter.failed('10.0.0.2'), false);
  });

  it('can be asked for without being counted', () => {
    const { limiter, pass } = exhausted('10.0.0.1');
    assert.equal(limiter.isOver('10.0.0.1'), true);
    assert.equal(limiter.isOver('10.0.0.2'), false);
    pass(6_000);
    for (let asked = 0; asked < 20; asked++) assert.equal(limiter.isOver('10.0.0.1'), false);
    limiter.failed('10.0.0.1');
    assert.equal(limiter.isOver('10.0.0.1'), true);
  });

  it('are forgiven one every 6 seconds', () => {
    const { limiter, pass } = exhausted('10.0.0.1');
    pass(6_000);
    assert.equal(limiter.failed('10.0.0.1'), false);
    assert.equal(limiter.failed('10.0.0.1'), true);
  });

  it('do not pile up beyond what a minute forgives', () => {
    const { limiter, pass } = exhausted('10.0.0.1');
    for (let failure = 0; failure < 1000; failure++) limiter.failed('10.0.0.1');
    pass(60_000);
    assert.equal(limiter.failed('10.0.0.1'), false);
  });

  it('are those of a whole IPv6 /64', () => {
    const { limiter } = exhausted('2001:db8:1:2::3');
    assert.equal(limiter.failed('2001:db8:1:2:ffff::9'), true);
    assert.equal(limiter.failed('2001:db8:1:3::3'), false);
  });

  it('see through IPv4 addresses in IPv6', () => {
    const { limiter } = exhausted('::ffff:10.0.0.1');
    assert.equal(limiter.failed('10.0.0.1'), true);
  });

  it('of a hundred thousand addresses are held in bounded memory', () => {
    const { limiter } = exhausted('10.0.0.1');
    for (let address = 0; address < 100_000; address++)
      limiter.failed(`11.${address >> 16}.${address >> 8}.${address & 255}`);
    assert.equal(limiter.failed('10.0.0.1'), false, 'the quiet one was forgotten');
  });
});
