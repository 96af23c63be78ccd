import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bundleFaults } from './descriptor-faults.ts';

const device = [18, 1, 0, 2, 0xff, 0, 0, 64, 0x81, 0x07, 0x83, 0x55, 0, 1, 1, 2, 3, 1];
const oneInterface = [9, 4, 0, 0, 1, 0xff, 0, 0, 0];
const endpoint = [7, 5, 0x81, 2, 0, 2, 0];
const configuration = (total: number, ...rest: number[][]) => [
  ...device,
  ...[9, 2, total & 0xff, total >> 8, 1, 1, 0, 0x80, 50],
  ...rest.flat(),
];

describe('the faults of descriptors', () => {
  it('are none where all is well', () => {
    assert.deepEqual(bundleFaults(Uint8Array.from(configuration(25, oneInterface, endpoint))), []);
  });

  const wrong: [string, number[], RegExp][] = [
    [
      'claims more than is there',
      configuration(200, oneInterface),
      /wTotalLength is 200, 18 bytes are there/,
    ],
    ['claims less than its head', configuration(4), /wTotalLength is 4/],
    [
      'cuts an endpoint',
      configuration(20, oneInterface, endpoint.slice(0, 2)),
      /configuration 1: .*bLength is 7/,
    ],
    ['has an interface of no length', configuration(18, [0, ...oneInterface.slice(1)]), /bLength is 0/],
    ['has an endpoint of 2 bytes', configuration(20, oneInterface, [2, 5]), /endpoint of 2 bytes/],
    ['is no device', [1, 2, 3], /a device descriptor of 3 bytes/],
  ];
  for (const [name, bytes, fault] of wrong) {
    it(`name what ${name}`, () => {
      const faults = bundleFaults(Uint8Array.from(bytes));
      assert.equal(faults.length, 1);
      assert.match(faults[0] ?? '', fault);
    });
  }

  it('are told of any bytes, without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        bundleFaults(bytes);
        bundleFaults(Uint8Array.from([...device, ...bytes]));
      }),
    );
  });
});
