import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkBos, interfaceNumbers, packetSizes, splitDescriptors } from './descriptors.ts';
import { FAKE_DESCRIPTORS } from './fake/fake-captured-device.ts';

const configuration = FAKE_DESCRIPTORS.configurations[0]!;
const whole = Buffer.concat([FAKE_DESCRIPTORS.device, configuration, configuration]);

describe('descriptors as sysfs and usbfs give them', () => {
  it('are a device descriptor and every configuration', () => {
    const { device, configurations } = splitDescriptors(whole);
    assert.deepEqual([device.length, configurations.map((one) => one.length)], [18, [39, 39]]);
  });

  const malformed: [string, Uint8Array][] = [
    ['no bytes', new Uint8Array()],
    ['a device descriptor of another length', Buffer.concat([Buffer.of(17), whole.subarray(1)])],
    ['a configuration that is cut short', whole.subarray(0, whole.length - 1)],
    [
      'a configuration of no length',
      Buffer.concat([FAKE_DESCRIPTORS.device, Buffer.of(9, 2, 0, 0, 1, 1, 0, 0, 0)]),
    ],
    [
      'something else behind the device descriptor',
      Buffer.concat([FAKE_DESCRIPTORS.device, Buffer.alloc(20, 4)]),
    ],
  ];
  for (const [name, bytes] of malformed) {
    it(`refuse ${name}`, () => {
      assert.throws(() => splitDescriptors(bytes), { code: 'device.descriptors' });
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

  it('whatever a device sends ends in an error with a name, or in parts of what it sent', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
        const bytes = Buffer.concat([FAKE_DESCRIPTORS.device, tail]);
        interfaceNumbers(tail);
        packetSizes(tail);
        checkBos(tail);
        try {
          const { configurations } = splitDescriptors(bytes);
          assert.equal(Buffer.concat(configurations).length, tail.length);
        } catch (error) {
          assert.equal((error as { code?: string }).code, 'device.descriptors');
        }
      }),
    );
  });
});
