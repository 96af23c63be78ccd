import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kindOfDevice } from './device.ts';

describe('what a device is', () => {
  it('is told by its interfaces', () => {
    const kind = (...triples: (readonly [number, number, number])[]) =>
      kindOfDevice(
        0,
        triples.map(([classCode, subclass, protocol]) => ({ classCode, subclass, protocol })),
      );
    assert.equal(kind([3, 1, 1]), 'keyboard');
    assert.equal(kind([3, 1, 2]), 'mouse');
    assert.equal(kind([8, 6, 0x50]), 'storage');
    assert.equal(kind([1, 1, 0], [0x0e, 1, 0]), 'camera');
    assert.equal(kind([2, 6, 0]), 'network');
    assert.equal(kind([0xff, 0, 0]), 'other');
  });
  it('is told by its own class where no interface says it', () => {
    assert.equal(kindOfDevice(0x09, []), 'hub');
    assert.equal(kindOfDevice(0xe0, [{ classCode: 0xff, subclass: 0, protocol: 0 }]), 'wireless');
  });
});
