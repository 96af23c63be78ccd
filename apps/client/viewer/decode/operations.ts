/**
 * Fill, copy and palette, as docs/decisions/display.md has them. Each draws one
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
