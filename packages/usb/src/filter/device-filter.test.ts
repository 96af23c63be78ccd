import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseConfiguration } from '../configuration-descriptor.ts';
import { parseDeviceDescriptor } from '../device-descriptor.ts';
import {
  deviceFacts,
  filterMatches,
  filterMiss,
  formatDeviceFilter,
  parseClassPattern,
  parseDeviceFilter,
  parseIdPattern,
  parsePortPattern,
  parseSerialPattern,
  serialMatches,
  type DeviceFacts,
  type DeviceFilterText,
} from './index.ts';
import { anyDevice, anyFilterText } from './testing/arbitrary.ts';

const perInterface = { classCode: 0, subclass: 0, protocol: 0 };
const stick: DeviceFacts = {
  vendorId: 0x0781,
  productId: 0x5583,
  deviceVersion: 0x0110,
  serial: '4C530001',
  portPath: { bus: 1, ports: [2, 3] },
  deviceClass: perInterface,
  interfaces: [{ classCode: 0x08, subclass: 0x06, protocol: 0x50 }],
};
const headset: DeviceFacts = {
  ...stick,
  serial: '',
  interfaces: [
    { classCode: 0x01, subclass: 0x01, protocol: 0x00 },
    { classCode: 0x03, subclass: 0x00, protocol: 0x00 },
  ],
};

function matches(text: DeviceFilterText, device: DeviceFacts = stick): boolean {
  return filterMatches(parseDeviceFilter(text), device);
}

describe('a device filter', () => {
  it('without conditions matches every device', () => {
    assert.equal(matches({}), true);
  });

  for (const [pattern, expected] of [
    ['0781:5583', true],
    ['0781:*', true],
    ['*:5583', true],
    ['0781:55**', true],
    ['*781:*58*', true],
    ['0781:5583@0110', true],
    ['0781:5583@0100', false],
    ['0781:54**', false],
    ['0782:*', false],
  ] as const) {
    it(`by id ${pattern} ${expected ? 'matches' : 'does not match'} 0781:5583`, () => {
      assert.equal(matches({ ids: [pattern] }), expected);
    });
  }

  it('by class matches where any interface has it', () => {
    assert.equal(matches({ classes: { any: ['03'] } }, headset), true);
    assert.equal(matches({ classes: { any: ['08/06/50'] } }), true);
    assert.equal(matches({ classes: { any: ['08/06/62'] } }), false);
    assert.equal(matches({ classes: { any: ['08/*/50'] } }), true);
  });

  it('by every class matches where no interface has another', () => {
    assert.equal(matches({ classes: { every: ['01'] } }, headset), false);
    assert.equal(matches({ classes: { every: ['01', '03'] } }, headset), true);
  });

  it('can leave the volume buttons of a headset aside', () => {
    assert.equal(matches({ classes: { every: ['01'], ignoreSecondaryHid: true } }, headset), true);
    assert.equal(matches({ classes: { any: ['03'], ignoreSecondaryHid: true } }, headset), false);
  });

  it('judges a device that has nothing but such buttons by them', () => {
    const buttons: DeviceFacts = {
      ...headset,
      interfaces: [1, 2].map(() => ({ classCode: 3, subclass: 0, protocol: 0 })),
    };
    assert.equal(matches({ classes: { any: ['03'], ignoreSecondaryHid: true } }, buttons), true);
  });

  it('judges by the class of the device where that says one', () => {
    const hub: DeviceFacts = {
      ...stick,
      deviceClass: { classCode: 9, subclass: 0, protocol: 1 },
      interfaces: [],
    };
    assert.equal(matches({ classes: { any: ['09'] } }, hub), true);
  });

  it('finds no class, not even "every", in a device without any', () => {
    const empty: DeviceFacts = { ...stick, interfaces: [] };
    assert.equal(matches({ classes: { every: ['08'] } }, empty), false);
    assert.equal(matches({ classes: { any: ['00'] } }, empty), false);
  });

  it('by serial matches a device that has one', () => {
    assert.equal(matches({ serials: ['4C530001'] }), true);
    assert.equal(matches({ serials: ['4C*01'] }), true);
    assert.equal(matches({ serials: ['4c*'] }), false);
    assert.equal(matches({ serials: ['*'] }, headset), false);
  });

  it('by port matches that port, or the branch behind it', () => {
    assert.equal(matches({ ports: ['1-2.3'] }), true);
    assert.equal(matches({ ports: ['1-2'] }), false);
    assert.equal(matches({ ports: ['1-2.*'] }), true);
    assert.equal(matches({ ports: ['1-2.3.*'] }), true);
    assert.equal(matches({ ports: ['2-2.*'] }), false);
    assert.equal(matches({ ports: ['1-2.3.1'] }), false);
  });

  it('needs all its conditions, and says which one fails', () => {
    const filter = parseDeviceFilter({ ids: ['0781:*'], exceptIds: ['0781:5583'], ports: ['1-2.*'] });
    assert.deepEqual(filterMiss(filter, stick), {
      condition: 'except_id',
      wanted: 'not 0781:5583',
      actual: '0781:5583@0110',
    });
    assert.deepEqual(filterMiss(parseDeviceFilter({ classes: { any: ['03'] } }), stick), {
      condition: 'class',
      wanted: 'any of 03',
      actual: '08/06/50',
    });
  });

  it('is written as it is read', () => {
    fc.assert(
      fc.property(anyFilterText, anyDevice, (text, device) => {
        const filter = parseDeviceFilter(text);
        const again = parseDeviceFilter(formatDeviceFilter(filter));
        assert.deepEqual(again, filter);
        assert.deepEqual(formatDeviceFilter(again), formatDeviceFilter(filter));
        assert.equal(filterMatches(again, device), filterMatches(filter, device));
      }),
    );
  });
});

describe('the facts of a device', () => {
  const descriptor = parseDeviceDescriptor(
    Uint8Array.from([18, 1, 0x20, 3, 0, 0, 0, 9, 0x81, 0x07, 0x83, 0x55, 0x10, 0x01, 1, 2, 3, 1]),
  );
  /** One interface with the given class triples as its alternate settings. */
  const configuration = (...triples: number[][]) => {
    const settings = triples.flatMap((triple, alternate) => [9, 4, 0, alternate, 0, ...triple, 0]);
    return parseConfiguration(
      Uint8Array.from([9, 2, 9 + settings.length, 0, 1, 1, 0, 0x80, 50, ...settings]),
    );
  };
  const place = { serial: 'S1', portPath: { bus: 1, ports: [2] } };

  it('have the classes of every alternate setting and configuration, each once', () => {
    const configurations = [
      configuration([8, 6, 0x50], [8, 6, 0x62]),
      configuration([8, 6, 0x50], [3, 1, 1]),
    ];
    const facts = deviceFacts(descriptor, configurations, place);
    assert.deepEqual(facts, {
      vendorId: 0x0781,
      productId: 0x5583,
      deviceVersion: 0x0110,
      ...place,
      deviceClass: perInterface,
      interfaces: [
        { classCode: 8, subclass: 6, protocol: 0x50 },
        { classCode: 8, subclass: 6, protocol: 0x62 },
        { classCode: 3, subclass: 1, protocol: 1 },
      ],
    });
    assert.equal(matches({ classes: { any: ['03/01/01'] } }, facts), true, 'a keyboard that hides');
  });
});

describe('a pattern of serial numbers', () => {
  it('matches as the same pattern in a regular expression does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 8 });
    const serial = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(text, serial, (pattern, value) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(value);
        assert.equal(serialMatches(parseSerialPattern(pattern), value), expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is no filter', () => {
  for (const [code, parse, texts] of [
    [
      'filter.id',
      parseIdPattern,
      ['', '0781', '0781:', '781:5583', '0781:5583:1', '07g1:*', '0781:**', '0781:5583@1', '0781:5583@****'],
    ],
    ['filter.class', parseClassPattern, ['', '8', '*', '08/', '08/06/', '08/06/50/1', '0x08', '08/6']],
    ['filter.serial', parseSerialPattern, ['', 'x'.repeat(127)]],
    ['filter.port', parsePortPattern, ['', '1', '1-', '1-*', '*', '1-2.', '1-0.*', '1-2*']],
  ] as const) {
    for (const text of texts) {
      it(`${JSON.stringify(text.slice(0, 20))} is refused with ${code}`, () => {
        assert.throws(() => parse(text), { name: 'FilterError', code });
      });
    }
  }
});
