import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { makeEdid } from './edid.ts';

const sum = (bytes: Uint8Array) => bytes.reduce((total, byte) => (total + byte) & 0xff, 0);
const at = (bytes: Uint8Array, index: number) => bytes[index] ?? 0;

/** Width and height of the first detailed timing (E-EDID 1.4, 3.10.2). */
const detailed = (edid: Uint8Array) => [
  at(edid, 56) | ((at(edid, 58) >> 4) << 8),
  at(edid, 59) | ((at(edid, 61) >> 4) << 8),
];

describe('an EDID (E-EDID 1.4)', () => {
  it('begins with the header, is version 1.4, names a digital screen', () => {
    const edid = makeEdid({ width: 1024, height: 768 }, 0);
    assert.equal(Buffer.from(edid.subarray(0, 8)).toString('hex'), '00ffffffffffff00');
    assert.deepEqual([...edid.subarray(18, 20)], [1, 4]);
    assert.equal(at(edid, 20) & 0x80, 0x80);
  });

  it('has the wanted mode as its preferred timing, to the pixel', () => {
    for (const [width, height] of [
      [1024, 768],
      [1366, 768],
      [1921, 1081],
      [64, 64],
      [3840, 2160],
    ] as const) {
      const edid = makeEdid({ width, height }, 0);
      assert.equal(edid.length, 128);
      assert.deepEqual(detailed(edid), [width, height]);
    }
  });

  it('has the clock of CVT with reduced blanking: 1920 x 1080 at 60 Hz is 138.5 MHz', () => {
    const edid = makeEdid({ width: 1920, height: 1080 }, 0);
    const clock = (at(edid, 54) | (at(edid, 55) << 8)) / 100;
    assert.ok(Math.abs(clock - 138.5) < 1, String(clock));
  });

  it('tells the size of the picture in millimetres and centimetres', () => {
    const edid = makeEdid({ width: 1920, height: 1080, widthMm: 600, heightMm: 340 }, 0);
    assert.deepEqual([at(edid, 21), at(edid, 22)], [60, 34]);
    assert.equal(at(edid, 66) | ((at(edid, 68) >> 4) << 8), 600);
  });

  it('says a mode too large for a base block in a DisplayID extension, and a small one in the base block', () => {
    const edid = makeEdid({ width: 7680, height: 4320 }, 0);
    assert.equal(edid.length, 256);
    assert.equal(at(edid, 126), 1);
    assert.deepEqual(detailed(edid), [1920, 1080]);
    const block = new DataView(edid.buffer, 128);
    assert.equal(block.getUint8(0), 0x70);
    assert.equal(block.getUint8(8 + 3) & 0x80, 0x80, 'preferred');
    assert.deepEqual([block.getUint16(12, true) + 1, block.getUint16(20, true) + 1], [7680, 4320]);
    assert.equal(sum(edid.subarray(129, 129 + 5 + 23 + 1)), 0, 'the section has its own checksum');
  });

  it('has blocks that each sum to 0, for any mode', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16_384 }),
        fc.integer({ min: 1, max: 16_384 }),
        fc.nat(3),
        (width, height, head) => {
          const edid = makeEdid({ width, height }, head);
          for (let block = 0; block < edid.length; block += 128) {
            assert.equal(sum(edid.subarray(block, block + 128)), 0);
          }
        },
      ),
    );
  });
});
