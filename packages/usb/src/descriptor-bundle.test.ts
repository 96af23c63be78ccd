import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkBos, DescriptorError, interfaceNumbers, packetSizes, splitDescriptors } from './index.ts';

/** A vendor class device, high speed: USB 2.0, section 9.6. */
const device = Buffer.of(18, 1, 0, 2, 0xff, 0, 0, 64, 0x81, 0x07, 0x83, 0x55, 0, 1, 1, 2, 3, 1);
const configuration = Uint8Array.from([
  ...[9, 2, 39, 0, 1, 1, 0, 0x80, 50],
  ...[9, 4, 0, 0, 3, 0xff, 0, 0, 0],
  ...[7, 5, 0x81, 2, 0, 2, 0],
  ...[7, 5, 0x02, 2, 0, 2, 0],
  ...[7, 5, 0x83, 3, 8, 0, 4],
]);
const whole = Buffer.concat([device, configuration, configuration]);

describe('descriptors as sysfs and usbfs give them', () => {
  it('are a device descriptor and every configuration', () => {
    const split = splitDescriptors(whole);
    assert.deepEqual([split.device.length, split.configurations.map((one) => one.length)], [18, [39, 39]]);
  });

  const malformed: [string, Uint8Array][] = [
    ['no bytes', new Uint8Array()],
    ['a device descriptor of another length', Buffer.concat([Buffer.of(17), whole.subarray(1)])],
    ['a configuration that is cut short', whole.subarray(0, whole.length - 1)],
    ['a configuration of no length', Buffer.concat([device, Buffer.of(9, 2, 0, 0, 1, 1, 0, 0, 0)])],
    ['something else behind the device descriptor', Buffer.concat([device, Buffer.alloc(20, 4)])],
  ];
  for (const [name, bytes] of malformed) {
    it(`refuse ${name}`, () => {
      assert.throws(() => splitDescriptors(bytes), DescriptorError);
    });
  }

  it('tell interfaces and packet sizes', () => {
    assert.deepEqual(interfaceNumbers(configuration), [0]);
    assert.deepEqual(
      [...packetSizes(configuration)],
      [
        [0x81, 512],
        [0x02, 512],
        [0x83, 8],
      ],
    );
  });

  it('are looked through up to where they are malformed, as systems do', () => {
    const cut = Buffer.concat([configuration.subarray(0, 25), Buffer.of(0, 0, 0)]);
    assert.deepEqual([interfaceNumbers(cut), [...packetSizes(cut)]], [[0], [[0x81, 512]]]);
  });

  it('whatever a device sends ends in an error with a name, or in parts of what it sent', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
        const bytes = Buffer.concat([device, tail]);
        interfaceNumbers(tail);
        packetSizes(tail);
        checkBos(tail);
        try {
          const { configurations } = splitDescriptors(bytes);
          assert.equal(Buffer.concat(configurations).length, tail.length);
        } catch (error) {
          assert.ok(error instanceof DescriptorError, String(error));
        }
      }),
    );
  });
});
