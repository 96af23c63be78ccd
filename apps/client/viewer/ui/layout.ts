/**
 * Where each head's picture stands in the window, and which pixel of it the pointer is at. Lengths are the window's
 * device pixels, so that one to one is exact on every display. Pure arithmetic.
 */
import type { MonitorMessage } from '@farport/protocol/display';
import type { HeadPlace } from '../messages.ts';

/** `fit`: as large as fits. `one`: a pixel for a pixel. `integer`: as `fit`, by whole numbers. */
export type ScaleMode = 'fit' | 'one' | 'integer';
export const SCALE_MODES: readonly ScaleMode[] = ['fit', 'one', 'integer'];

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface PlacedHead extends HeadPlace {
  readonly left: number;
  readonly top: number;
}

export interface Layout {
  /** Device pixels for each pixel of the guest. */
  readonly scale: number;
  /** All heads together. */
  readonly desk: Size;
  readonly heads: readonly PlacedHead[];
}

export function layOut(heads: readonly HeadPlace[], stage: Size, mode: ScaleMode): Layout {
  const left = Math.min(...heads.map(({ x }) => x));
  const top = Math.min(...heads.map(({ y }) => y));
  const width = Math.max(0, ...heads.map((head) => head.x + head.width)) - (heads.length === 0 ? 0 : left);
  const height = Math.max(0, ...heads.map((head) => head.y + head.height)) - (heads.length === 0 ? 0 : top);
  const scale = scaleOf({ width, height }, stage, mode);
  return {
    scale,
    desk: { width: width * scale, height: height * scale },
    heads: heads.map((head) => ({ ...head, left: (head.x - left) * scale, top: (head.y - top) * scale })),
  };
}

function scaleOf(desk: Size, stage: Size, mode: ScaleMode): number {
  if (mode === 'one' || desk.width === 0 || desk.height === 0) return 1;
  const fits = Math.min(stage.width / desk.width, stage.height / desk.height);
  return mode === 'fit' ? fits : Math.max(1, Math.floor(fits));
}

/** The pixel at (`x`, `y`) of the desk; outside of all heads, the nearest one. Undefined where there is no head. */
export function pixelAt(
  { heads, scale }: Layout,
  x: number,
  y: number,
): { readonly head: number; readonly x: number; readonly y: number } | undefined {
  let found: { head: number; x: number; y: number } | undefined;
  let nearest = Infinity;
  for (const head of heads) {
    const [inX, inY] = [(x - head.left) / scale, (y - head.top) / scale];
    const at = { head: head.head, x: within(inX, head.width), y: within(inY, head.height) };
    const distance = Math.hypot(outside(inX, head.width), outside(inY, head.height));
    if (distance < nearest) [found, nearest] = [at, distance];
  }
  return found;
}

function within(place: number, length: number): number {
  return Math.min(Math.max(Math.floor(place), 0), length - 1);
}

function outside(place: number, length: number): number {
  return place < 0 ? -place : Math.max(0, place - length);
}

const LEAST_SIDE = 64;
const MOST_SIDE = 8192;
const MM_PER_INCH = 25.4;
/** Of CSS, whatever the display has. */
const PIXELS_PER_INCH = 96;

/** The monitor that fills the stage. `pixelRatio`: device pixels for each CSS pixel. */
export function monitorFor(stage: Size, pixelRatio: number, mode: ScaleMode): MonitorMessage {
  // Whole numbers are chosen to have things larger on a fine display.
  const scale = mode === 'integer' ? Math.max(1, Math.floor(pixelRatio)) : 1;
  const side = (length: number): number =>
    Math.min(Math.max(Math.floor(length / scale), LEAST_SIDE), MOST_SIDE);
  const millimetres = (length: number): number =>
    Math.min(10_000, Math.round((length / pixelRatio / PIXELS_PER_INCH) * MM_PER_INCH));
  return {
    x: 0,
    y: 0,
    width: side(stage.width),
    height: side(stage.height),
    widthMm: millimetres(stage.width),
    heightMm: millimetres(stage.height),
  };
}
