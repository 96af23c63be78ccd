/**
 * Fill, copy, palette and lossless, as docs/decisions/display.md has them. Each draws one
 * rectangle, which the caller has found to lie inside the picture; `bytes` are the operation's own, inflated.
 */
import { ViewerError } from './errors.ts';
import { BLACK, pixelOf, pixelOfColour, type Area, type Picture } from './picture.ts';

/** `colour` is 0x00RRGGBB. */
export function fill({ pixels, width }: Picture, area: Area, colour: number): void {
  const pixel = pixelOfColour(colour);
  for (let row = area.y; row < area.y + area.height; row += 1) {
    const at = row * width + area.x;
    pixels.fill(pixel, at, at + area.width);
  }
}

/** From (`fromX`, `fromY`), as the picture was before. */
export function copy({ pixels, width }: Picture, area: Area, fromX: number, fromY: number): void {
  // Downwards from the last row on, so that no row is overwritten before it is read; copyWithin minds the columns.
  const down = fromY < area.y;
  for (let n = 0; n < area.height; n += 1) {
    const row = down ? area.height - 1 - n : n;
    const from = (fromY + row) * width + fromX;
    pixels.copyWithin((area.y + row) * width + area.x, from, from + area.width);
  }
}

/** As many as an index byte can name. */
const TABLE = 256;

/** The table of colours that both ends of a channel keep. */
export class Colours {
  readonly #pixels = new Uint32Array(TABLE).fill(BLACK);
  #known = 0;

  /** Nothing is known. */
  clear(): void {
    this.#pixels.fill(BLACK);
    this.#known = 0;
  }

  /** Pixels by their index; black where there is none. */
  get pixels(): Uint32Array {
    return this.#pixels;
  }

  /** Takes `count` new ones from `bytes`: differences, from one to the next, of green, of red's and of blue's distance. */
  add(bytes: Uint8Array, count: number): void {
    // Where more would come than there is room for, it is emptied first.
    if (this.#known + count > TABLE) this.clear();
    let [green, red, blue] = [0, 0, 0];
    for (let n = 0; n < count; n += 1) {
      green = (green + (bytes[n] ?? 0)) & 0xff;
      red += bytes[count + n] ?? 0;
      blue += bytes[2 * count + n] ?? 0;
      this.#pixels[this.#known++] = pixelOf((red - 128 + green) & 0xff, green, (blue - 128 + green) & 0xff);
    }
  }
}

/** Throws ViewerError `display.palette`. */
export function palette({ pixels, width }: Picture, area: Area, bytes: Uint8Array, colours: Colours): void {
  const count = bytes[0] ?? 0;
  const indexes = 1 + 3 * count;
  if (bytes.length !== indexes + area.width * area.height) {
    throw new ViewerError(
      'display.palette',
      `a palette of ${bytes.length} bytes for ${area.width} by ${area.height} pixels, ${count} colours new`,
    );
  }
  colours.add(bytes.subarray(1, indexes), count);
  const table = colours.pixels;
  for (let row = 0; row < area.height; row += 1) {
    const from = indexes + row * area.width;
    const to = (area.y + row) * width + area.x;
    for (let column = 0; column < area.width; column += 1) {
      pixels[to + column] = table[bytes[from + column] ?? 0] ?? 0;
    }
  }
}

/** The row being decoded and the one above, three values for each pixel. */
let rowAbove = new Uint8Array(0);
let rowHere = new Uint8Array(0);

/** Throws ViewerError `display.deflate`. */
export function lossless({ pixels, width }: Picture, area: Area, bytes: Uint8Array): void {
  const rowBytes = 3 * area.width;
  if (bytes.length !== rowBytes * area.height) {
    throw new ViewerError(
      'display.deflate',
      `${bytes.length} bytes for ${area.width} by ${area.height} lossless pixels`,
    );
  }
  if (rowHere.length < rowBytes) {
    rowAbove = new Uint8Array(rowBytes);
    rowHere = new Uint8Array(rowBytes);
  }
  for (let row = 0; row < area.height; row += 1) {
    const here = rowHere;
    const above = rowAbove;
    const from = row * rowBytes;
    for (let n = 0; n < rowBytes; n += 1) {
      let foreseen: number;
      if (n < 3) foreseen = row === 0 ? 0 : (above[n] ?? 0);
      else if (row === 0) foreseen = here[n - 3] ?? 0;
      else foreseen = expected(here[n - 3] ?? 0, above[n] ?? 0, above[n - 3] ?? 0);
      here[n] = (bytes[from + n] ?? 0) + foreseen;
    }
    const to = (area.y + row) * width + area.x;
    for (let column = 0, n = 0; column < area.width; column += 1, n += 3) {
      const green = here[n] ?? 0;
      const red = ((here[n + 1] ?? 0) - 128 + green) & 0xff;
      const blue = ((here[n + 2] ?? 0) - 128 + green) & 0xff;
      pixels[to + column] = pixelOf(red, green, blue);
    }
    rowHere = above;
    rowAbove = here;
  }
}

function expected(left: number, up: number, corner: number): number {
  if (corner >= left && corner >= up) return left < up ? left : up;
  if (corner <= left && corner <= up) return left < up ? up : left;
  return left + up - corner;
}
