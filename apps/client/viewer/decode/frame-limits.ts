/**
 * How much a VM may ask of its viewer beyond the limits of the wire, checked when a part of a frame arrives and before
 * anything is done for it. Owns the counts. An encoder in its right mind stays far below all of them.
 */
import type { DrawMessage, ScanoutMessage } from '@farport/protocol/display';
import { ViewerError } from './errors.ts';

/** Pixels of all heads together; a VM has 34 Mi at most (docs/decisions/display.md). */
export const MAX_PIXELS = 36 << 20;
/** Frames that came and are not on the screen; a VM sends three. */
export const MAX_FRAMES_WAITING = 8;
/** A frame may draw each of its pixels so often; an encoder does so twice at most. */
const MOST_TIMES = 8;
/** Operations for each 64 x 64 tile of the picture; an encoder needs one, and some copies. */
const OPERATIONS_PER_TILE = 16;
const LEAST_OPERATIONS = 256;

export class FrameLimits {
  readonly #sizes = new Map<number, { readonly width: number; readonly height: number }>();
  #waiting = 0;
  #pixels = 0;
  #operations = 0;

  /** Throws ViewerError `display.screens_too_large`. */
  scanout({ head, width, height }: ScanoutMessage): void {
    this.#sizes.set(head, { width, height });
    let pixels = 0;
    for (const size of this.#sizes.values()) pixels += size.width * size.height;
    if (pixels > MAX_PIXELS) {
      throw new ViewerError(
        'display.screens_too_large',
        `screens of ${pixels} pixels, at most ${MAX_PIXELS}`,
      );
    }
  }

  /** Throws ViewerError `display.too_many_frames` or `display.too_much_drawing`. */
  draw({ head, more, operations }: DrawMessage): void {
    const { width, height } = this.#sizes.get(head) ?? { width: 0, height: 0 };
    for (const operation of operations) this.#pixels += operation.width * operation.height;
    this.#operations += Math.max(1, operations.length);
    const tiles = Math.ceil(width / 64) * Math.ceil(height / 64);
    const most = Math.max(LEAST_OPERATIONS, OPERATIONS_PER_TILE * tiles);
    if (this.#pixels > MOST_TIMES * width * height || this.#operations > most) {
      throw new ViewerError('display.too_much_drawing', 'a frame draws its picture over and over');
    }
    if (more) return;
    this.#pixels = 0;
    this.#operations = 0;
    this.#waiting += 1;
    if (this.#waiting > MAX_FRAMES_WAITING) {
      throw new ViewerError('display.too_many_frames', `${this.#waiting} frames at once`);
    }
  }

  /** So many frames are on the screen. */
  shown(frames: number): void {
    this.#waiting -= frames;
  }
}
