import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  className,
  controlPacketSize,
  DescriptorError,
  MAX_INTERFACE_SETTINGS,
  parseBos,
  parseConfiguration,
  parseDeviceDescriptor,
  parseStringDescriptor,
  type DescriptorErrorCode,
} from './index.ts';

const word = (value: number): number[] => [value & 0xff, value >> 8];

/** A configuration header around `rest`, with the right wTotalLength. */
function configuration(...rest: readonly number[][]): Uint8Array {
  const body = rest.flat();
  return Uint8Array.from([9, 2, ...word(9 + body.length), 1, 1, 0, 0xa0, 50, ...body]);
}

const storageInterface = [9, 4, 0, 0, 2, 8, 6, 0x50, 0];
const bulkIn = [7, 5, 0x81, 2, ...word(1024), 0];
const bulkOut = [7, 5, 0x02, 2, ...word(1024), 0];
const companion = [6, 0x30, 15, 0, ...word(0)];

function refused(code: DescriptorErrorCode, offset: number, parse: () => unknown): void {
  assert.throws(parse, (error) => {
    assert.ok(error instanceof DescriptorError);
    assert.deepEqual({ code: error.code, offset: error.offset }, { code, offset });
    return true;
  });
}

describe('device descriptor', () => {
  const bytes = Uint8Array.from([
    ...[18, 1, ...word(0x0320), 0, 0, 0, 9],
    ...[...word(0x0781), ...word(0x5583), ...word(0x0100), 1, 2, 3, 1],
  ]);

  it('is parsed field by field', () => {
    assert.deepEqual(parseDeviceDescriptor(bytes), {
      usbVersion: 0x0320,
      classCode: 0,
      subclass: 0,
      protocol: 0,
      rawMaxPacketSize0: 9,
      vendorId: 0x0781,
      productId: 0x5583,
      deviceVersion: 0x0100,
      manufacturerIndex: 1,
      productIndex: 2,
      serialIndex: 3,
      configurationCount: 1,
    });
  });

  it('is refused when short, of another length or of another type', () => {
    refused('descriptor.truncated', 0, () => parseDeviceDescriptor(bytes.subarray(0, 17)));
    refused('descriptor.length', 0, () => parseDeviceDescriptor(bytes.with(0, 17)));
    refused('descriptor.type', 1, () => parseDeviceDescriptor(bytes.with(1, 2)));
  });

  it('gives the packet size of endpoint 0 only at the speeds it fits', () => {
    const device = parseDeviceDescriptor(bytes);
    assert.equal(controlPacketSize(device, 'super'), 512);
    assert.equal(controlPacketSize(device, 'high'), undefined);
    const high = parseDeviceDescriptor(bytes.with(7, 64).with(3, 2));
    assert.equal(controlPacketSize(high, 'high'), 64);
    assert.equal(controlPacketSize(high, 'super'), undefined);
    assert.equal(controlPacketSize(high, 'low'), undefined);
  });
});

describe('configuration', () => {
  it('is parsed with endpoints, companions and what is class-specific', () => {
    const raw = [5, 0x24, 1, 2, 3];
    const parsed = parseConfiguration(
      configuration(storageInterface, raw, bulkIn, companion, bulkOut, companion),
    );
    assert.equal(parsed.remoteWakeup, true);
    assert.equal(parsed.interfaces.length, 1);
    const [storage] = parsed.interfaces;
    assert.deepEqual(
      storage?.endpoints.map((each) => [each.address, each.type, each.companion?.maxBurst]),
      [
        [0x81, 'bulk', 15],
        [0x02, 'bulk', 15],
      ],
    );
    assert.deepEqual([...(storage.extra[0]?.bytes ?? [])], raw);
  });

  it('keeps every alternate setting and every association', () => {
    const alternate = [9, 4, 0, 1, 0, 8, 6, 0x62, 0];
    const association = [8, 0x0b, 0, 2, 1, 2, 3, 4];
    const parsed = parseConfiguration(configuration(association, storageInterface, alternate));
    assert.deepEqual(
      parsed.interfaces.map((each) => [each.number, each.alternate, className(each)]),
      [
        [0, 0, 'mass storage'],
        [0, 1, 'mass storage (UAS)'],
      ],
    );
    assert.equal(parsed.associations[0]?.interfaceCount, 2);
  });

  it('counts a repeated setting and a repeated endpoint once', () => {
    const parsed = parseConfiguration(
      configuration(storageInterface, bulkIn, bulkIn, storageInterface, bulkOut),
    );
    assert.equal(parsed.interfaces.length, 1);
    assert.deepEqual(
      parsed.interfaces[0]?.endpoints.map((each) => each.address),
      [0x81],
    );
  });

  it('names what is wrong, and where', () => {
    const good = configuration(storageInterface, bulkIn);
    refused('descriptor.truncated', 0, () => parseConfiguration(good.subarray(0, 8)));
    refused('descriptor.total_length', 2, () => parseConfiguration(good.subarray(0, good.length - 1)));
    refused('descriptor.total_length', 2, () => parseConfiguration(good.with(2, 200)));
    refused('descriptor.length', 0, () => parseConfiguration(good.with(0, 8)));
    refused('descriptor.type', 1, () => parseConfiguration(good.with(1, 4)));
    refused('descriptor.length', 9, () => parseConfiguration(good.with(9, 0)));
    refused('descriptor.truncated', 18, () => parseConfiguration(good.with(18, 8)));
    refused('descriptor.length', 9, () => parseConfiguration(configuration([8, 4, 0, 0, 0, 0, 0, 0])));
    refused('descriptor.order', 9, () => parseConfiguration(configuration(bulkIn)));
    refused('descriptor.order', 18, () => parseConfiguration(configuration(storageInterface, companion)));
    refused('descriptor.endpoint', 20, () => parseConfiguration(good.with(20, 0x80)));
    refused('descriptor.endpoint', 20, () => parseConfiguration(good.with(20, 0x91)));
    refused('descriptor.type', 9, () => parseConfiguration(configuration([4, 2, 0, 0])));
  });

  it('refuses thousands of interfaces', () => {
    const many = Array.from({ length: MAX_INTERFACE_SETTINGS + 1 }, () => storageInterface);
    refused('descriptor.too_many', 9 + 9 * MAX_INTERFACE_SETTINGS, () =>
      parseConfiguration(configuration(...many)),
    );
  });
});

describe('BOS', () => {
  const usb2 = [7, 0x10, 2, 2, 0, 0, 0];
  const superSpeed = [10, 0x10, 3, 0, ...word(0x0e), 1, 10, ...word(2047)];
  const bos = (...rest: number[][]): Uint8Array =>
    Uint8Array.from([5, 0x0f, ...word(5 + rest.flat().length), rest.length, ...rest.flat()]);

  it('is parsed with its capabilities', () => {
    const container = [20, 0x10, 4, 0, ...Array.from({ length: 16 }, (_, i) => i)];
    const plus = [20, 0x10, 0x0a, 0, 1, 0, 0, 0, ...word(0x1100), 0, 0, 1, 2, 3, 4, 5, 6, 7, 0x80];
    const { capabilities } = parseBos(bos(usb2, superSpeed, container, plus, [4, 0x10, 0x42, 9]));
    assert.deepEqual(
      capabilities.map((each) => each.kind),
      ['usb-2.0-extension', 'superspeed', 'container-id', 'superspeed-plus', 'other'],
    );
    assert.deepEqual(capabilities[3], {
      kind: 'superspeed-plus',
      attributes: 1,
      functionality: 0x1100,
      sublinkSpeeds: [0x04030201, 0x80070605],
    });
  });

  it('is refused where a capability is shorter than its kind', () => {
    refused('descriptor.length', 5, () => parseBos(bos([6, 0x10, 2, 0, 0, 0])));
    refused('descriptor.type', 6, () => parseBos(bos([7, 0x11, 2, 0, 0, 0, 0])));
    refused('descriptor.total_length', 2, () => parseBos(bos(usb2).with(2, 13)));
    // Two sublink speeds announced, room for one.
    refused('descriptor.length', 5, () =>
      parseBos(bos([16, 0x10, 0x0a, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])),
    );
  });
});

describe('string descriptor', () => {
  it('is UTF-16', () => {
    assert.equal(parseStringDescriptor(Uint8Array.from([6, 3, 0x41, 0, 0xac, 0x20])), 'A€');
    assert.equal(parseStringDescriptor(Uint8Array.from([4, 3, 0x00, 0xd8])), '\ufffd');
  });

  it('is refused when odd, of another type or short', () => {
    refused('descriptor.length', 0, () => parseStringDescriptor(Uint8Array.from([3, 3, 0x41])));
    refused('descriptor.type', 1, () => parseStringDescriptor(Uint8Array.from([2, 2])));
    refused('descriptor.truncated', 0, () => parseStringDescriptor(Uint8Array.from([6, 3, 0x41, 0])));
  });
});

describe('any bytes', () => {
  const parsers = [parseDeviceDescriptor, parseConfiguration, parseBos, parseStringDescriptor];
  const onlyDescriptorErrors = (bytes: Uint8Array): void => {
    for (const parse of parsers) {
      try {
        parse(bytes);
      } catch (error) {
        assert.ok(error instanceof DescriptorError, String(error));
      }
    }
  };

  it('give a result or a DescriptorError', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), onlyDescriptorErrors), { numRuns: 2000 });
  });

  it('give a result or a DescriptorError behind a right header, too', () => {
    const piece = fc.oneof(
      fc.constantFrom(storageInterface, bulkIn, bulkOut, companion, [8, 0x0b, 0, 2, 1, 2, 3, 4]),
      fc.array(fc.nat(255), { maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        onlyDescriptorErrors(configuration(...pieces));
        const body = pieces.flat();
        onlyDescriptorErrors(Uint8Array.from([5, 0x0f, ...word(5 + body.length), 0, ...body]));
      }),
      { numRuns: 2000 },
    );
  });

  it('give back what was encoded', () => {
    const encoded = fc.record(
      {
        number: fc.nat(255),
        alternate: fc.nat(255),
        endpoints: fc.uniqueArray(
          fc.record(
            {
              number: fc.integer({ min: 1, max: 15 }),
              isIn: fc.boolean(),
              attributes: fc.nat(255),
              size: fc.nat(0xffff),
              interval: fc.nat(255),
              burst: fc.option(fc.nat(15), { nil: undefined }),
            },
            { noNullPrototype: true },
          ),
          { selector: (each) => `${each.number} ${each.isIn}`, maxLength: 30 },
        ),
      },
      { noNullPrototype: true },
    );
    const settings = fc.uniqueArray(encoded, { selector: (each) => `${each.number}.${each.alternate}` });
    fc.assert(
      fc.property(settings, (interfaces) => {
        const bytes = interfaces.flatMap((each) => [
          [9, 4, each.number, each.alternate, each.endpoints.length, 8, 6, 0x50, 0],
          ...each.endpoints.flatMap((end) => [
            [7, 5, end.number | (end.isIn ? 0x80 : 0), end.attributes, ...word(end.size), end.interval],
            end.burst === undefined ? [] : [6, 0x30, end.burst, 0, 0, 0],
          ]),
        ]);
        const parsed = parseConfiguration(configuration(...bytes));
        assert.deepEqual(
          parsed.interfaces.map((each) => ({
            number: each.number,
            alternate: each.alternate,
            endpoints: each.endpoints.map((end) => ({
              number: end.address & 15,
              isIn: end.address > 127,
              attributes: end.attributes,
              size: end.rawMaxPacketSize,
              interval: end.rawInterval,
              burst: end.companion?.maxBurst,
            })),
          })),
          interfaces,
        );
      }),
    );
  });
});
