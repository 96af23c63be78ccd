import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FIRST_PAUSE_MS, LONGEST_PAUSE_MS, REFUSED_AGAIN_MS, Refusals } from './refusals.ts';

describe('what was refused or failed', () => {
  it('is noted once for each reason', () => {
    const refusals = new Refusals();
    assert.equal(refusals.refused('d', 'rule 1', 0), false);
    assert.equal(refusals.refused('d', 'rule 1', 1), true);
    assert.equal(refusals.refused('d', 'rule 2', 2), false);
    refusals.forget('d');
    assert.equal(refusals.refused('d', 'rule 2', 3), false);
  });

  it('is held for a pause that doubles with each failure, up to the longest', () => {
    const refusals = new Refusals();
    refusals.failed('d', 0);
    assert.equal(refusals.isHeld('d', FIRST_PAUSE_MS - 1), true);
    assert.equal(refusals.isHeld('d', FIRST_PAUSE_MS), false);
    refusals.failed('d', 0);
    assert.equal(refusals.isHeld('d', FIRST_PAUSE_MS), true);
    for (let failures = 0; failures < 20; failures++) refusals.failed('d', 0);
    assert.equal(refusals.isHeld('d', LONGEST_PAUSE_MS - 1), true);
    assert.equal(refusals.isHeld('d', LONGEST_PAUSE_MS), false);
  });

  it('is not held against what a person wants since', () => {
    const refusals = new Refusals();
    refusals.failed('d', 1000);
    refusals.wantedAt('d', 900);
    assert.equal(refusals.isHeld('d', 1001), true);
    refusals.wantedAt('d', 1001);
    assert.equal(refusals.isHeld('d', 1001), false);
  });

  it('is held no longer than its pause by a clock that was set back', () => {
    const refusals = new Refusals();
    refusals.failed('d', 1_000_000);
    assert.equal(refusals.isHeld('d', 0), false);
  });

  it('is due for another look, a refusal at its distance, a failure after its pause', () => {
    const refusals = new Refusals();
    refusals.refused('denied', 'rule', 0);
    refusals.failed('failed', 0);
    assert.deepEqual([...refusals.due(FIRST_PAUSE_MS - 1)], []);
    assert.deepEqual([...refusals.due(FIRST_PAUSE_MS)], ['failed']);
    assert.deepEqual([...refusals.due(REFUSED_AGAIN_MS)], ['denied']);
  });
});
