/** Where on the tablet a pixel of a head is. Owns the arithmetic only. */
import { TABLET_MAX } from '../input/devices.ts';

export interface PlacedHead {
  readonly x: number;
  readonly y: number;
  /** 0: the head is off. */
  readonly width: number;
  readonly height: number;
}

/**
 * The tablet's range covers all heads together, as guests see it: a value at the middle of the pixel, so that every
 * rounding on the way leads back to it. Undefined where the head is off; places outside the head are moved to its edge.
 */
export function tabletPlace(
  heads: readonly PlacedHead[],
  head: number,
  x: number,
  y: number,
): { readonly x: number; readonly y: number } | undefined {
  const own = heads[head];
  if (own === undefined || own.width === 0 || own.height === 0) return undefined;
  const on = heads.filter((each) => each.width > 0);
  const scale = (pixel: number, total: number) => Math.floor(((pixel + 0.5) * (TABLET_MAX + 1)) / total);
  return {
    x: scale(own.x + Math.min(x, own.width - 1), Math.max(...on.map((each) => each.x + each.width))),
    y: scale(own.y + Math.min(y, own.height - 1), Math.max(...on.map((each) => each.y + each.height))),
  };
}
