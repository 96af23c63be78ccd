import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreError } from '../store/errors.ts';
import { unlessStuck } from './last-used.ts';

describe('writing down when somebody was here', () => {
  for (const code of ['store.full', 'store.locked', 'store.busy'] as const) {
    it(`keeps nobody out where the store says ${code}`, async () => {
      await unlessStuck(Promise.reject(new StoreError(code, 'not now')));
    });
  }

  it('hides no other trouble', async () => {
    const corrupt = new StoreError('store.corrupt', 'damaged');
    await assert.rejects(unlessStuck(Promise.reject(corrupt)), corrupt);
  });
});
