/** The picture of a guest's cursor, from the wire to what an ImageData holds. */
import type { CursorShapeMessage } from '@farport/protocol/display';
import { ViewerError } from './errors.ts';
import { inflateAlone } from './inflater.ts';

/**
 * Red, green, blue, opacity of each pixel, colours no longer multiplied with it. Throws ViewerError `display.cursor`.
 */
export function cursorPixels(
  { width, height }: CursorShapeMessage,
  deflated: readonly Uint8Array[],
): Uint8ClampedArray<ArrayBuffer> {
  let bytes: Uint8Array;
  try {
    bytes = inflateAlone(deflated, width * height * 4);
  } catch (cause) {
    throw new ViewerError('display.cursor', `the picture of the cursor is broken: ${String(cause)}`, {
      cause,
    });
  }
  const pixels = new Uint8ClampedArray(bytes);
  for (let at = 0; at < pixels.length; at += 4) {
    const opacity = pixels[at + 3] ?? 0;
    if (opacity === 0xff || opacity === 0) continue;
    for (let n = at; n < at + 3; n += 1) pixels[n] = ((pixels[n] ?? 0) * 255) / opacity;
  }
  return pixels;
}
