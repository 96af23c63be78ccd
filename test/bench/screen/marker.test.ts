import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawMarker, MARKER_WIDTH, markerBits, markerNumber, MAX_NUMBER } from './marker.ts';

const readMarker = (rgba: Uint8Array): number | undefined => markerNumber(markerBits(rgba));

const rgbaOf = (pixels: Uint32Array): Uint8Array =>
  Uint8Array.from({ length: pixels.length * 4 }, (_, n) =>
    n % 4 === 3 ? 255 : (pixels[n >> 2]! >> (16 - 8 * (n % 4))) & 255,
  );

describe('the marker of a frame', () => {
  it('reads back every number', () => {
    for (let number = 0; number <= MAX_NUMBER; number += 1) {
      assert.equal(readMarker(rgbaOf(drawMarker(number))), number);
    }
  });

  it('survives colours that are a little off', () => {
    const rgba = rgbaOf(drawMarker(0xa5)).map((value, n) => value + (value > 127 ? -1 : 1) * ((n * 37) % 90));
    assert.equal(readMarker(rgba), 0xa5);
  });

  it('is not read where it is not', () => {
    assert.equal(readMarker(new Uint8Array(MARKER_WIDTH * 16)), undefined);
  });

  it('is not read where it is half that of another frame', () => {
    const [one, other] = [rgbaOf(drawMarker(15)), rgbaOf(drawMarker(16))];
    const half = one.map((value, n) => ((n >> 2) % MARKER_WIDTH < MARKER_WIDTH / 3 ? value : other[n]!));
    assert.equal(readMarker(half), undefined);
  });
});
