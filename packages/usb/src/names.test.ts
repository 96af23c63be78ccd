import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  classifyControl,
  comparePortPaths,
  decodeSetup,
  encodeSetup,
  formatIdentity,
  formatPortPath,
  formatSelector,
  parsePortPath,
  parseSelector,
  selectorMatches,
  type DeviceIdentity,
} from './index.ts';

describe('port path', () => {
  it('is parsed and written back', () => {
    assert.deepEqual(parsePortPath('1-2.3'), { bus: 1, ports: [2, 3] });
    assert.equal(formatPortPath({ bus: 12, ports: [1] }), '12-1');
  });

  it('is none where a part is missing, zero, or too deep', () => {
    for (const text of [
      '',
      '1',
      '1-',
      '-2',
      '0-1',
      '1-0',
      '1-2.',
      '1-2..3',
      '1-256',
      '1-1.1.1.1.1.1.1.1',
      'usb1',
    ]) {
      assert.equal(parsePortPath(text), undefined, text);
    }
  });

  it('is ordered by bus, then by port as a number', () => {
    const sorted = ['1-2', '1-2.1', '1-2.10', '1-10', '2-1'];
    const shuffled = sorted.toReversed().map((text) => parsePortPath(text));
    assert.ok(shuffled.every((path) => path !== undefined));
    assert.deepEqual(shuffled.sort(comparePortPaths).map(formatPortPath), sorted);
  });

  it('is parsed or undefined, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const path = parsePortPath(text);
        if (path !== undefined) assert.equal(formatPortPath(path), text);
      }),
    );
  });
});

describe('selector', () => {
  const device: DeviceIdentity = {
    vendorId: 0x0781,
    productId: 0x5583,
    serial: '4C530001',
    portPath: { bus: 1, ports: [2, 3] },
  };

  it('names by id, serial or place', () => {
    assert.deepEqual(parseSelector('0781:5583'), { kind: 'id', vendorId: 0x0781, productId: 0x5583 });
    assert.deepEqual(parseSelector('serial:1-2'), { kind: 'serial', serial: '1-2' });
    assert.deepEqual(parseSelector('1-2')?.kind, 'port');
    assert.deepEqual(parseSelector('4C530001'), { kind: 'serial', serial: '4C530001' });
    for (const text of ['', 'serial:', 'port:x']) assert.equal(parseSelector(text), undefined, text);
  });

  it('fits its device and no other', () => {
    for (const text of ['0781:5583', 'serial:4C530001', 'port:1-2.3']) {
      const selector = parseSelector(text);
      assert.ok(selector);
      assert.equal(formatSelector(selector), text);
      assert.equal(selectorMatches(selector, device), true);
      const other = { vendorId: 1, productId: 2, serial: '', portPath: { bus: 1, ports: [2] } };
      assert.equal(selectorMatches(selector, other), false);
    }
    assert.equal(formatIdentity(device), '0781:5583 4C530001 at 1-2.3');
  });
});

describe('SETUP packet', () => {
  it('is 8 bytes, little-endian', () => {
    const bytes = Uint8Array.of(0x80, 6, 0x00, 0x01, 0x09, 0x04, 0x12, 0x00);
    const setup = decodeSetup(bytes);
    assert.deepEqual(setup, { requestType: 0x80, request: 6, value: 0x100, index: 0x0409, length: 18 });
    assert.deepEqual(encodeSetup(setup), bytes);
    assert.throws(() => decodeSetup(bytes, 1), RangeError);
  });

  it('is told apart where it must not travel as it is', () => {
    const classify = (...bytes: number[]): unknown => classifyControl(decodeSetup(Uint8Array.from(bytes)));
    assert.deepEqual(classify(0x00, 5, 7, 0, 0, 0, 0, 0), { kind: 'set-address', address: 7 });
    assert.deepEqual(classify(0x00, 9, 2, 0, 0, 0, 0, 0), { kind: 'set-configuration', value: 2 });
    assert.deepEqual(classify(0x01, 11, 3, 0, 1, 0, 0, 0), {
      kind: 'set-interface',
      interface: 1,
      alternate: 3,
    });
    assert.deepEqual(classify(0x02, 1, 0, 0, 0x81, 0, 0, 0), {
      kind: 'clear-endpoint-halt',
      endpoint: 0x81,
    });
    assert.deepEqual(classify(0x80, 6, 0, 1, 0, 0, 18, 0), {
      kind: 'get-descriptor',
      type: 1,
      index: 0,
      language: 0,
      length: 18,
    });
  });

  it('travels where it is of a class, a vendor or another recipient', () => {
    const classify = (...bytes: number[]): string =>
      classifyControl(decodeSetup(Uint8Array.from(bytes))).kind;
    assert.equal(classify(0x20, 9, 2, 0, 0, 0, 0, 0), 'other');
    assert.equal(classify(0x40, 5, 7, 0, 0, 0, 0, 0), 'other');
    assert.equal(classify(0x00, 1, 1, 0, 0, 0, 0, 0), 'other');
    assert.equal(classify(0xa1, 0xfe, 0, 0, 0, 0, 1, 0), 'other');
  });

  it('comes back from its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
        assert.deepEqual(encodeSetup(decodeSetup(bytes)), bytes);
      }),
    );
  });
});
