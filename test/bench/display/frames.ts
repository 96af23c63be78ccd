/**
 * A scenario's frames as files: NAME.raw has the pixels, NAME.txt which of them go where and when. Both contestants'
 * drawing programs replay the same files. Draws nothing.
 *
 *     width height period_us marker_x marker_y area_x area_y area_width area_height
 *     frame
 *     rect x y width height offset        (of each frame; offset in NAME.raw, rows without gaps, 32-bit xRGB)
 *
 * The first frame is the whole picture, before time counts. The last rectangle of each is its marker.
 */
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Rect } from '../../../packages/vmm/src/display/screen.ts';
import { drawMarker, MARKER_HEIGHT, MARKER_WIDTH } from '../screen/marker.ts';

export interface PlacedRect extends Rect {
  /** Of its first pixel, in bytes. */
  readonly offset: number;
}

export interface FrameFile {
  readonly width: number;
  readonly height: number;
  readonly periodUs: number;
  readonly markerX: number;
  readonly markerY: number;
  /** What changes, the marker left out: where fidelity is looked at. */
  readonly area: Rect;
  readonly frames: readonly (readonly PlacedRect[])[];
}

/** Writes frames as they are drawn. */
export class FrameWriter {
  readonly #path: string;
  readonly #raw: number;
  readonly #head: Omit<FrameFile, 'frames'>;
  readonly #lines: string[] = [];
  #offset = 0;
  #frames = 0;

  constructor(folder: string, name: string, head: Omit<FrameFile, 'frames'>) {
    this.#path = join(folder, name);
    this.#raw = openSync(`${this.#path}.raw`, 'w');
    this.#head = head;
  }

  /** RGBA bytes of each rectangle, one after the other. */
  add(rects: readonly Rect[], rgba: Buffer): void {
    this.#lines.push('frame');
    const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
    for (let n = 0; n < pixels.length; n += 1) {
      const pixel = pixels[n]!;
      pixels[n] = ((pixel & 255) << 16) | (pixel & 0xff00) | ((pixel >> 16) & 255);
    }
    let at = 0;
    for (const rect of rects) {
      const end = at + rect.width * rect.height;
      this.#rect(rect, pixels.subarray(at, end));
      at = end;
    }
    this.#frames += 1;
    const { markerX: x, markerY: y } = this.#head;
    this.#rect({ x, y, width: MARKER_WIDTH, height: MARKER_HEIGHT }, drawMarker(this.#frames));
  }

  end(): void {
    closeSync(this.#raw);
    const { width, height, periodUs, markerX, markerY, area } = this.#head;
    const head = [width, height, periodUs, markerX, markerY, area.x, area.y, area.width, area.height];
    writeFileSync(`${this.#path}.txt`, `${head.join(' ')}\n${this.#lines.join('\n')}\n`);
  }

  #rect({ x, y, width, height }: Rect, pixels: Uint32Array): void {
    const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    for (let at = 0; at < bytes.length;) at += writeSync(this.#raw, bytes, at);
    this.#lines.push(`rect ${x} ${y} ${width} ${height} ${this.#offset}`);
    this.#offset += bytes.length;
  }
}

export function readFrames(folder: string, name: string): FrameFile {
  const [head = '', ...lines] = readFileSync(join(folder, `${name}.txt`), 'utf8')
    .trimEnd()
    .split('\n');
  const numbers = (line: string): number[] => line.split(' ').map(Number);
  const [width = 0, height = 0, periodUs = 0, markerX = 0, markerY = 0, ...area] = numbers(head);
  const [areaX = 0, areaY = 0, areaWidth = 0, areaHeight = 0] = area;
  const frames: PlacedRect[][] = [];
  for (const line of lines) {
    if (line === 'frame') {
      frames.push([]);
      continue;
    }
    const [x = 0, y = 0, width = 0, height = 0, offset = 0] = numbers(line.slice('rect '.length));
    frames.at(-1)?.push({ x, y, width, height, offset });
  }
  return {
    ...{ width, height, periodUs, markerX, markerY, frames },
    area: { x: areaX, y: areaY, width: areaWidth, height: areaHeight },
  };
}

/** The smallest rectangle that holds them all. */
export function around(rects: readonly Rect[]): Rect {
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}
