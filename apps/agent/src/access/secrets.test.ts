import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashEnrolmentCode, hashSecret, newEnrolmentCode, newSecret } from './secrets.ts';

describe('secrets', () => {
  it('are of one kind each', () => {
    const token = newSecret('token');
    assert.match(hashSecret('token', token) ?? '', /^[0-9a-f]{64}$/);
    assert.equal(hashSecret('session', token), undefined);
    assert.notEqual(newSecret('token'), token);
  });
  it('that are codes have no letters that look like digits', () => {
    for (let n = 0; n < 100; n++)
      assert.match(newEnrolmentCode(), /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    assert.equal(hashEnrolmentCode('k7qf-2m9d-xa4t'), hashEnrolmentCode('K7QF 2M9D XA4T'));
  });
});
