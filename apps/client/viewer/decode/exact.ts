/**
 * Exact pixels of what looks like a photograph, as docs/decisions/display.md has them: the difference of each value from what its neighbours let expect,
 * by Golomb codes that learn. After LOCO-I (ITU-T T.87, annex A), without its runs.
 *
 * Owns what was learnt, which goes on from one operation to the next. The caller has found the area inside the picture.
 */
import { ViewerError } from './errors.ts';
import { pixelOf, type Area, type Picture } from './picture.ts';

/** Of each of the three values of a pixel. */
const CONTEXTS = 365;
/** Differences that a context counts before it forgets half. */
const RESET = 64;
/** So many zeros and a one mean that the whole difference follows. */
const MOST_ZEROS = 23;

/** Gradients from -255 on, in nine steps. */
const STEPS = Int8Array.from({ length: 511 }, (_, at) => {
  const gradient = at - 255;
  const size = Math.abs(gradient);
  const step = size === 0 ? 0 : size < 3 ? 1 : size < 7 ? 2 : size < 21 ? 3 : 4;
  return gradient < 0 ? -step : step;
});

export class ExactDecoder {
  // By channel and context: how many differences, the sum of their sizes, of themselves, and the correction.
  readonly #counts = new Int32Array(3 * CONTEXTS);
  readonly #sizes = new Int32Array(3 * CONTEXTS);
  readonly #biases = new Int32Array(3 * CONTEXTS);
  readonly #corrections = new Int32Array(3 * CONTEXTS);
  /** Three values for each pixel of the row above and of this one. */
  #above = new Uint8Array(0);
  #here = new Uint8Array(0);

  constructor() {
    this.clear();
  }

  /** Nothing is learnt. */
  clear(): void {
    this.#counts.fill(1);
    this.#sizes.fill(4);
    this.#biases.fill(0);
    this.#corrections.fill(0);
  }

  /** Throws ViewerError `display.exact` where the bytes end too early, or too late. */
  draw({ pixels, width }: Picture, area: Area, bytes: Uint8Array): void {
    const rowBytes = 3 * area.width;
    if (this.#here.length < rowBytes) {
      this.#above = new Uint8Array(rowBytes);
      this.#here = new Uint8Array(rowBytes);
    }
    // The next bits, the first in the highest, and how many they are: up to 31. Behind the last byte they are zeros.
    let held = 0;
    let bits = 0;
    let at = 0;
    let padded = 0;
    const end = bytes.length;
    const pad = (): number => {
      padded += 1;
      return 0;
    };
    const counts = this.#counts;
    const sizes = this.#sizes;
    const biases = this.#biases;
    const corrections = this.#corrections;
    for (let row = 0; row < area.height; row += 1) {
      const here = this.#here;
      const above = this.#above;
      for (let n = 0, channel = 0; n < rowBytes; n += 1) {
        let left: number;
        let up: number;
        let upLeft: number;
        let upRight: number;
        if (row === 0) {
          left = up = upLeft = upRight = n < 3 ? 128 : (here[n - 3] ?? 0);
        } else {
          up = above[n] ?? 0;
          left = n < 3 ? up : (here[n - 3] ?? 0);
          upLeft = n < 3 ? up : (above[n - 3] ?? 0);
          upRight = n + 3 < rowBytes ? (above[n + 3] ?? 0) : up;
        }
        const mirrored =
          81 * (STEPS[upRight - up + 255] ?? 0) +
          9 * (STEPS[up - upLeft + 255] ?? 0) +
          (STEPS[upLeft - left + 255] ?? 0);
        const sign = mirrored < 0 ? -1 : 1;
        const context = channel + sign * mirrored;
        let expected: number;
        if (upLeft >= left && upLeft >= up) expected = left < up ? left : up;
        else if (upLeft <= left && upLeft <= up) expected = left < up ? up : left;
        else expected = left + up - upLeft;
        expected += sign * (corrections[context] ?? 0);
        if (expected < 0) expected = 0;
        else if (expected > 255) expected = 255;

        let count = counts[context] ?? 0;
        let size = sizes[context] ?? 0;
        let plain = 0;
        while (plain < 8 && count << plain < size) plain += 1;
        for (; bits < 24; bits += 8) held = (held << 8) | (at < end ? (bytes[at++] ?? 0) : pad());
        const zeros = Math.clz32(held) - (32 - bits);
        if (zeros > MOST_ZEROS) throw new ViewerError('display.exact', 'a code that does not exist');
        bits -= zeros + 1;
        held &= (1 << bits) - 1;
        if (bits < 8) {
          held = (held << 8) | (at < end ? (bytes[at++] ?? 0) : pad());
          bits += 8;
        }
        if (zeros === MOST_ZEROS) plain = 8;
        bits -= plain;
        // Zeros of the longest code count for nothing: their bits lie above.
        const folded = ((zeros << plain) | (held >> bits)) & 0xff;
        held &= (1 << bits) - 1;
        const difference = (folded & 1) === 0 ? folded >> 1 : -((folded + 1) >> 1);
        here[n] = expected + sign * difference;

        size += difference < 0 ? -difference : difference;
        let bias = (biases[context] ?? 0) + difference;
        if (count === RESET) {
          size >>= 1;
          bias >>= 1;
          count >>= 1;
        }
        count += 1;
        if (bias <= -count) {
          bias += count;
          if (bias <= -count) bias = 1 - count;
          if ((corrections[context] ?? 0) > -128) corrections[context] = (corrections[context] ?? 0) - 1;
        } else if (bias > 0) {
          bias -= count;
          if (bias > 0) bias = 0;
          if ((corrections[context] ?? 0) < 127) corrections[context] = (corrections[context] ?? 0) + 1;
        }
        counts[context] = count;
        sizes[context] = size;
        biases[context] = bias;
        channel = channel === 2 * CONTEXTS ? 0 : channel + CONTEXTS;
      }
      const to = (area.y + row) * width + area.x;
      for (let column = 0, n = 0; column < area.width; column += 1, n += 3) {
        const green = here[n] ?? 0;
        const red = ((here[n + 1] ?? 0) - 128 + green) & 0xff;
        const blue = ((here[n + 2] ?? 0) - 128 + green) & 0xff;
        pixels[to + column] = pixelOf(red, green, blue);
      }
      this.#here = above;
      this.#above = here;
      if (8 * padded > bits) throw tooFew(area, bytes);
    }
    // Of the last byte some bits may be over.
    if (at - (bits >> 3) + padded !== end)
      throw new ViewerError('display.exact', 'bytes behind the last exact pixel');
  }
}

function tooFew({ width, height }: Area, { length }: Uint8Array): ViewerError {
  return new ViewerError('display.exact', `${length} bytes end before ${width} by ${height} exact pixels`);
}
