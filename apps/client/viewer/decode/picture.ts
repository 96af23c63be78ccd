/** What one head shows, in memory. Owns the pixels; knows no codec and no canvas. */

/** A place in a picture, in its pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A pixel as an ImageData has it: red in the first byte, then green, blue, and opacity, which is always full. */
export function pixelOf(red: number, green: number, blue: number): number {
  return (0xff00_0000 | (blue << 16) | (green << 8) | red) >>> 0;
}

export const BLACK = 0xff00_0000;

/** 0x00RRGGBB as a pixel. */
export function pixelOfColour(colour: number): number {
  return pixelOf((colour >> 16) & 0xff, (colour >> 8) & 0xff, colour & 0xff);
}

export class Picture {
  #memory = new ArrayBuffer(0);
  #width = 0;
  #height = 0;
  #pixels = new Uint32Array(this.#memory);
  #bytes = new Uint8ClampedArray(this.#memory);

  get width(): number {
    return this.#width;
  }

  get height(): number {
    return this.#height;
  }

  /** Row by row. */
  get pixels(): Uint32Array<ArrayBuffer> {
    return this.#pixels;
  }

  /** The same as bytes, for an ImageData. */
  get bytes(): Uint8ClampedArray<ArrayBuffer> {
    return this.#bytes;
  }

  /** Another size, or the same, and black. Memory is used again where it is not far too large. */
  reset(width: number, height: number): void {
    const bytes = width * height * 4;
    const had = this.#memory.byteLength;
    if (bytes > had || bytes < had / 4) this.#memory = new ArrayBuffer(bytes);
    this.#width = width;
    this.#height = height;
    this.#pixels = new Uint32Array(this.#memory, 0, width * height);
    this.#bytes = new Uint8ClampedArray(this.#memory, 0, bytes);
    this.#pixels.fill(BLACK);
  }
}
