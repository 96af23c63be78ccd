/**
 * The number of a frame as a small picture in it: a row of black and white cells, the number's bits and a check sum's.
 * Small, so that it adds little to what a frame costs, and read from the middles of its cells, so that it survives JPEG.
 */

/** Pixels of one cell's side. */
export const CELL = 4;
const NUMBER_BITS = 8;
const SUM_BITS = 4;
export const MARKER_CELLS = NUMBER_BITS + SUM_BITS;
export const MARKER_WIDTH = CELL * MARKER_CELLS;
export const MARKER_HEIGHT = CELL;
/** The largest number. */
export const MAX_NUMBER = 2 ** NUMBER_BITS - 1;

const sumOf = (number: number): number => ((number >> 4) + (number & 15) * 7 + 5) & 15;

/** The cells of a number as bits, the first the highest. Numbers are 0 to MAX_NUMBER. */
export const bitsOf = (number: number): number => (number << SUM_BITS) | sumOf(number);

/** 0x00RRGGBB of each pixel, row by row. */
export function drawMarker(number: number): Uint32Array {
  const bits = bitsOf(number);
  const pixels = new Uint32Array(MARKER_WIDTH * MARKER_HEIGHT);
  for (let n = 0; n < pixels.length; n += 1) {
    const cell = Math.floor((n % MARKER_WIDTH) / CELL);
    pixels[n] = ((bits >> (MARKER_CELLS - 1 - cell)) & 1) === 1 ? 0xff_ff_ff : 0;
  }
  return pixels;
}

/** Its cells as bits, the first the highest, of RGBA bytes. */
export function markerBits(rgba: Uint8Array): number {
  let bits = 0;
  for (let cell = 0; cell < MARKER_CELLS; cell += 1) {
    const green = rgba[((CELL >> 1) * MARKER_WIDTH + cell * CELL + (CELL >> 1)) * 4 + 1] ?? 0;
    bits = (bits << 1) | (green > 127 ? 1 : 0);
  }
  return bits;
}

/** The number; undefined where there is no marker, or half of one. */
export function markerNumber(bits: number): number | undefined {
  const number = bits >> SUM_BITS;
  return (bits & 15) === sumOf(number) ? number : undefined;
}
