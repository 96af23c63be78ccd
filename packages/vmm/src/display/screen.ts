/** What the guest's screens show, as the display device tells it to whoever encodes or watches them. */
import type { PixelOrder } from './gpu-protocol.ts';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels of one 32-bit image in memory. The bytes may be read only until the call returns. */
export interface PixelSource {
  readonly bytes: Uint8Array;
  /** Byte offset of the first pixel meant. */
  readonly offset: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
  readonly order: PixelOrder;
}

export interface CursorShape {
  readonly width: number;
  readonly height: number;
  /** The pixel that points. */
  readonly hotX: number;
  readonly hotY: number;
  /** width * height * 4 bytes: red, green, blue, opacity; colours are multiplied with it already. */
  readonly rgba: Uint8Array;
}

export interface ScreenSink {
  /** Head `head` now shows so many pixels, black until updated; 0 by 0: it is off. */
  setMode(head: number, width: number, height: number): void;
  /** The rectangle of the head, inside its mode, may look different: `source` is its first pixel. */
  update(head: number, rect: Rect, source: PixelSource): void;
  /** The pointer's picture; undefined: it is hidden. */
  setCursor(head: number, shape: CursorShape | undefined): void;
  /** Where the guest has put the pointer. */
  moveCursor(head: number, x: number, y: number): void;
}

/** The part of `rect` inside `bounds`, in the coordinates of both; undefined when there is none. */
export function intersect(rect: Rect, bounds: Rect): Rect | undefined {
  const x = Math.max(rect.x, bounds.x);
  const y = Math.max(rect.y, bounds.y);
  const width = Math.min(rect.x + rect.width, bounds.x + bounds.width) - x;
  const height = Math.min(rect.y + rect.height, bounds.y + bounds.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

/** True when `rect` lies wholly inside `width` by `height`. */
export function fits(rect: Rect, width: number, height: number): boolean {
  return rect.x + rect.width <= width && rect.y + rect.height <= height;
}
