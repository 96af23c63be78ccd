import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fakeLocalDevice } from '../capture/fake/fake-captured-device.ts';
import { resolve, selectorOf } from './selector.ts';

describe('naming a device', () => {
  it('nothing is no name', () => {
    assert.throws(() => selectorOf(''), { code: 'device.selector' });
  });

  it('lists the candidates where several are meant', () => {
    const two = [fakeLocalDevice(), fakeLocalDevice({ portPath: '1-2', serial: 'S2' })];
    assert.throws(
      () => resolve(selectorOf('0781:5583'), two),
      (error: Error & { code?: string }) =>
        error.code === 'device.ambiguous' && /1-1 .*S1/.test(error.message) && /1-2 .*S2/.test(error.message),
    );
    assert.equal(resolve(selectorOf('S2'), two).portPath, '1-2');
  });
});
