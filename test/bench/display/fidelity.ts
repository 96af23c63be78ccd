/** How like the drawn frame a shown one is: SSIM (Wang and others, 2004) of the scenario's area, 1 where they are equal. */
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { ssim } from 'ssim.js';
import { readFrames } from './frames.ts';
import type { Picture } from '../screen/watch.ts';

export interface Fidelity {
  readonly ssim: number;
  /** Every pixel is equal. */
  readonly exact: boolean;
}

/** Of each picture, in order. Their numbers ascend. */
export function fidelityOf(folder: string, name: string, pictures: readonly Picture[]): Fidelity[] {
  const { width, height, area, frames } = readFrames(folder, name);
  const screen = new Uint32Array(width * height);
  const raw = openSync(join(folder, `${name}.raw`), 'r');
  const found: Fidelity[] = [];
  let done = 0;
  for (const { number, rgba } of pictures) {
    for (; done < number; done += 1) {
      for (const rect of frames[done] ?? []) {
        const pixels = new Uint32Array(rect.width * rect.height);
        readSync(raw, pixels, 0, pixels.byteLength, rect.offset);
        for (let row = 0; row < rect.height; row += 1) {
          screen.set(
            pixels.subarray(row * rect.width, (row + 1) * rect.width),
            (rect.y + row) * width + rect.x,
          );
        }
      }
    }
    const drawn = new Uint8ClampedArray(area.width * area.height * 4);
    let exact = true;
    for (let at = 0; at < drawn.length; at += 4) {
      const n = at / 4;
      const pixel = screen[(area.y + Math.floor(n / area.width)) * width + area.x + (n % area.width)]!;
      drawn[at] = (pixel >> 16) & 255;
      drawn[at + 1] = (pixel >> 8) & 255;
      drawn[at + 2] = pixel & 255;
      drawn[at + 3] = 255;
      exact &&= rgba[at] === drawn[at] && rgba[at + 1] === drawn[at + 1] && rgba[at + 2] === drawn[at + 2];
    }
    const size = { width: area.width, height: area.height };
    const shown = { ...size, data: new Uint8ClampedArray(rgba) };
    const { mssim } = ssim({ ...size, data: drawn }, shown, {
      ssim: 'bezkrovny',
      downsample: false,
    });
    found.push({ ssim: mssim, exact });
  }
  closeSync(raw);
  return found;
}
