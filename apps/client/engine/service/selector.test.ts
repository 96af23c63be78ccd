import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fakeLocalDevice } from '../capture/fake/fake-captured-device.ts';
import { findIdentity, formatSelector, identityOf, parseSelector, resolve } from './selector.ts';

describe('naming a device', () => {
  const cases: [string, string][] = [
    ['0781:5583', '0781:5583'],
    ['0781:55AB', '0781:55ab'],
    ['0781:5583/4C53', '0781:5583/4C53'],
    ['2-1.4', '2-1.4'],
    ['port:2-1.4', '2-1.4'],
    ['4C530001', 'serial:4C530001'],
    ['serial:2-1', 'serial:2-1'],
  ];
  for (const [text, means] of cases) {
    it(`"${text}" means ${means}`, () => {
      assert.equal(formatSelector(parseSelector(text)), means);
    });
  }

  it('nothing is no name', () => {
    assert.throws(() => parseSelector(''), { code: 'device.selector' });
  });

  it('lists the candidates where several are meant', () => {
    const two = [fakeLocalDevice(), fakeLocalDevice({ portPath: '1-2', serial: 'S2' })];
    assert.throws(
      () => resolve(parseSelector('0781:5583'), two),
      (error: Error & { code?: string }) =>
        error.code === 'device.ambiguous' && /1-1 .*S1/.test(error.message) && /1-2 .*S2/.test(error.message),
    );
    assert.equal(resolve(parseSelector('S2'), two).portPath, '1-2');
  });
});

describe('knowing a device again (rule 8)', () => {
  it('by VID:PID and serial number, at any port', () => {
    const moved = fakeLocalDevice({ portPath: '3-4', address: 9 });
    assert.equal(findIdentity(identityOf(fakeLocalDevice()), [moved]), moved);
  });

  it('without a serial number only at its own port', () => {
    const identity = identityOf(fakeLocalDevice({ serial: '' }));
    assert.equal(findIdentity(identity, [fakeLocalDevice({ serial: '', portPath: '1-2' })]), undefined);
    assert.equal(findIdentity(identity, [fakeLocalDevice({ serial: '', address: 9 })])?.address, 9);
  });

  it('prefers its own port where two have one serial number', () => {
    const twins = [fakeLocalDevice({ portPath: '1-2' }), fakeLocalDevice()];
    assert.equal(findIdentity(identityOf(fakeLocalDevice()), twins)?.portPath, '1-1');
  });
});
