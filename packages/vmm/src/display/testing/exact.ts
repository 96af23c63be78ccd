/** For tests: exact pixels of photographs as docs/decisions/display.md says them, and nothing cleverer. Owns what was learnt. */

const CONTEXTS = 365;

interface Context {
  count: number;
  sizes: number;
  bias: number;
  correction: number;
}

function step(from: number, to: number): number {
  const size = Math.abs(to - from);
  return Math.sign(to - from) * [1, 3, 7, 21].filter((least) => size >= least).length;
}

function median(left: number, up: number, corner: number): number {
  if (corner >= Math.max(left, up)) return Math.min(left, up);
  if (corner <= Math.min(left, up)) return Math.max(left, up);
  return left + up - corner;
}

function learn(context: Context, difference: number): void {
  context.sizes += Math.abs(difference);
  context.bias += difference;
  if (context.count === 64) {
    context.sizes >>= 1;
    context.bias >>= 1;
    context.count >>= 1;
  }
  context.count += 1;
  if (context.bias <= -context.count) {
    context.bias = Math.max(context.bias + context.count, 1 - context.count);
    context.correction = Math.max(context.correction - 1, -128);
  } else if (context.bias > 0) {
    context.bias = Math.min(context.bias - context.count, 0);
    context.correction = Math.min(context.correction + 1, 127);
  }
}

export class Exact {
  readonly #contexts = Array.from({ length: 3 * CONTEXTS }, () => ({
    count: 1,
    sizes: 4,
    bias: 0,
    correction: 0,
  }));

  /** Colours, 0x00RRGGBB, row by row. */
  colours(bytes: Uint8Array, width: number, height: number): number[] {
    let at = 0;
    const number = (bits: number): number => {
      let value = 0;
      for (let n = 0; n < bits; n += 1, at += 1)
        value = 2 * value + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
      return value;
    };
    const values = new Uint8Array(3 * width * height);
    for (let n = 0; n < values.length; n += 1) {
      const channel = n % 3;
      const [x, y] = [Math.floor(n / 3) % width, Math.floor(n / 3 / width)];
      const value = (column: number, row: number): number =>
        values[3 * (row * width + column) + channel] ?? 0;
      const left = x > 0 ? value(x - 1, y) : y > 0 ? value(0, y - 1) : 128;
      const up = y > 0 ? value(x, y - 1) : left;
      const corner = x > 0 && y > 0 ? value(x - 1, y - 1) : left;
      const right = y > 0 && x + 1 < width ? value(x + 1, y - 1) : up;
      const mirrored = 81 * step(up, right) + 9 * step(corner, up) + step(left, corner);
      const sign = mirrored < 0 ? -1 : 1;
      const context = this.#contexts[channel * CONTEXTS + Math.abs(mirrored)];
      if (context === undefined) throw new RangeError('no such context');
      const expected = Math.min(255, Math.max(0, median(left, up, corner) + sign * context.correction));
      let plain = 0;
      while (context.count << plain < context.sizes) plain += 1;
      let zeros = 0;
      while (number(1) === 0) zeros += 1;
      const folded = zeros < 23 ? zeros * 2 ** plain + number(plain) : number(8);
      const difference = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
      learn(context, difference);
      values[n] = expected + sign * difference;
    }
    return Array.from({ length: width * height }, (_, n) => {
      const [green = 0, red = 0, blue = 0] = values.subarray(3 * n);
      return (((red - 128 + green) & 0xff) << 16) | (green << 8) | ((blue - 128 + green) & 0xff);
    });
  }
}
