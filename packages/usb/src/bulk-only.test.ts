import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bulkOnlyInterfaces, bulkOnlyReset, CBW_LENGTH, parseCommandBlockWrapper } from './bulk-only.ts';

const interfaceOf = (alternate: number, protocol: number, ...endpoints: number[]): number[] => [
  ...[9, 4, 0, alternate, endpoints.length, 8, 6, protocol, 0],
  ...endpoints.flatMap((address) => [7, 5, address, 2, 0x00, 0x02, 0]),
];
const configurationOf = (...interfaces: number[][]): Uint8Array => {
  const rest = interfaces.flat();
  return Uint8Array.from([9, 2, 9 + rest.length, 0, 1, 1, 0, 0x80, 50, ...rest]);
};

describe('Bulk-Only Transport', () => {
  it('is found in the alternate setting that speaks it', () => {
    const uas = interfaceOf(1, 0x62, 0x81, 0x02, 0x83, 0x04);
    const found = bulkOnlyInterfaces([configurationOf(interfaceOf(0, 0x50, 0x81, 0x02), uas)]);
    assert.deepEqual(found, [
      { configuration: 1, number: 0, alternate: 0, out: 0x02, in: 0x81, inPacketSize: 512 },
    ]);
  });

  it('is not found where an endpoint is missing, or nothing parses', () => {
    assert.deepEqual(bulkOnlyInterfaces([configurationOf(interfaceOf(0, 0x50, 0x81))]), []);
    assert.deepEqual(bulkOnlyInterfaces([Uint8Array.of(9, 2, 200, 0, 1, 1, 0, 0x80, 50)]), []);
  });

  it('announces the data stage of a command', () => {
    const wrapper = new Uint8Array(CBW_LENGTH);
    wrapper.set([0x55, 0x53, 0x42, 0x43, 1, 0, 0, 0, 0x00, 0x10, 0x00, 0x80, 0x80]);
    assert.deepEqual(parseCommandBlockWrapper(wrapper), { dataLength: 0x80001000, dataIn: true });
    wrapper[12] = 0;
    assert.equal(parseCommandBlockWrapper(wrapper)?.dataIn, false);
    wrapper[0] = 0x56;
    assert.equal(parseCommandBlockWrapper(wrapper), undefined);
    assert.equal(parseCommandBlockWrapper(wrapper.subarray(1)), undefined);
  });

  it('knows its reset from other requests', () => {
    const reset = { requestType: 0x21, request: 0xff, value: 0, index: 3, length: 0 };
    assert.equal(bulkOnlyReset(reset), 3);
    assert.equal(bulkOnlyReset({ ...reset, requestType: 0xa1, request: 0xfe, length: 1 }), undefined);
  });
});
