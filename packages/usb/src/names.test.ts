import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  classifyControl,
  comparePortPaths,
  decodeSetup,
  encodeSetup,
  findSameDevice,
  formatIdentity,
  formatPortPath,
  formatSelector,
  isControlUrb,
  parsePortPath,
  parseSelector,
  selectorMatches,
  type DeviceNames,
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
      '00-1',
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

const stick: DeviceNames = { vendorId: 0x0781, productId: 0x5583, serial: '4C53', portPath: '1-2.3' };

describe('selector', () => {
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
      const selector = parseSelector(text);
      assert.ok(selector);
      assert.equal(formatSelector(selector), means);
    });
  }

  it('is none where nothing is named', () => {
    for (const text of ['', 'serial:', 'port:x']) assert.equal(parseSelector(text), undefined, text);
  });

  it('is read again as it was written, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const selector = parseSelector(text);
        if (selector !== undefined) assert.deepEqual(parseSelector(formatSelector(selector)), selector);
      }),
    );
  });

  it('fits its device and no other', () => {
    const others: [string, DeviceNames][] = [
      ['0781:5583', { ...stick, productId: 1 }],
      ['0781:5583/4C53', { ...stick, serial: '4C54' }],
      ['serial:4C53', { ...stick, serial: '' }],
      ['1-2.3', { ...stick, portPath: '1-2' }],
    ];
    for (const [text, other] of others) {
      const selector = parseSelector(text);
      assert.ok(selector);
      assert.equal(selectorMatches(selector, stick), true, text);
      assert.equal(selectorMatches(selector, other), false, text);
    }
  });
});

describe('identity (rule 8)', () => {
  it('is one line', () => {
    const portPath = { bus: 1, ports: [2, 3] };
    assert.equal(formatIdentity({ ...stick, portPath }), '0781:5583 4C53 at 1-2.3');
    assert.equal(formatIdentity({ ...stick, portPath, serial: '' }), '0781:5583 at 1-2.3');
  });

  it('is VID:PID and serial number, at any port', () => {
    const moved = { ...stick, portPath: '3-4' };
    assert.equal(findSameDevice(stick, [moved]), moved);
    assert.equal(findSameDevice(stick, [{ ...stick, serial: 'other' }]), undefined);
  });

  it('is VID:PID and port where there is no serial number', () => {
    const plain = { ...stick, serial: '' };
    assert.equal(findSameDevice(plain, [{ ...plain, portPath: '3-4' }]), undefined);
    assert.deepEqual(findSameDevice(plain, [{ ...plain }]), plain);
  });

  it('prefers its own port where two have one serial number', () => {
    assert.equal(findSameDevice(stick, [{ ...stick, portPath: '3-4' }, stick]), stick);
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

  it('means the same with either direction bit where it has no data stage (USB 2.0, table 9-2)', () => {
    const setup = (...bytes: number[]) => decodeSetup(Uint8Array.from(bytes));
    assert.equal(classifyControl(setup(0x80, 9, 2, 0, 0, 0, 0, 0)).kind, 'set-configuration');
    assert.equal(classifyControl(setup(0x82, 1, 0, 0, 0x81, 0, 0, 0)).kind, 'clear-endpoint-halt');
    assert.equal(classifyControl(setup(0x80, 9, 2, 0, 0, 0, 1, 0)).kind, 'other');
  });

  it('is a control URB unless it is an operation (rule 2)', () => {
    const isUrb = (...bytes: number[]): boolean => isControlUrb(decodeSetup(Uint8Array.from(bytes)));
    assert.equal(isUrb(0x80, 6, 0, 1, 0, 0, 18, 0), true);
    assert.equal(isUrb(0x21, 9, 0, 0, 0, 0, 0, 0), true);
    assert.equal(isUrb(0x00, 5, 7, 0, 0, 0, 0, 0), false);
    assert.equal(isUrb(0x00, 9, 1, 0, 0, 0, 0, 0), false);
    assert.equal(isUrb(0x01, 11, 1, 0, 0, 0, 0, 0), false);
    assert.equal(isUrb(0x02, 1, 0, 0, 0x81, 0, 0, 0), false);
  });

  it('comes back from its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
        assert.deepEqual(encodeSetup(decodeSetup(bytes)), bytes);
      }),
    );
  });
});
