/** The surface of a browser: one OffscreenCanvas for each head. Owns what is on them. */
import type { CursorShapeMessage } from '@farport/protocol/display';
import type { JpegDecoder } from '../decode/frame-decoder.ts';
import type { Area, Picture } from '../decode/picture.ts';
import type { CursorPicture } from '../messages.ts';
import type { Surface } from './playback.ts';

/** More areas than this are shown as the one that holds them all: each call has its price. */
const MANY_AREAS = 64;

export class CanvasSurface implements Surface {
  readonly #first: readonly OffscreenCanvas[];
  /** Where each head is shown now. */
  readonly #canvases: OffscreenCanvas[];
  readonly #contexts: OffscreenCanvasRenderingContext2D[];
  readonly #tellCursor: (cursor: CursorPicture | undefined) => void;
  #cursorNumber = 0;

  constructor(canvases: readonly OffscreenCanvas[], tellCursor: (cursor: CursorPicture | undefined) => void) {
    this.#first = canvases;
    this.#canvases = [...canvases];
    this.#contexts = canvases.map((canvas) => contextOf(canvas, { alpha: false }));
    this.#tellCursor = tellCursor;
  }

  resize(head: number, width: number, height: number): void {
    const canvas = this.#canvases[head];
    if (canvas === undefined) return;
    canvas.width = Math.max(1, width);
    canvas.height = Math.max(1, height);
  }

  /** Shows a head on another canvas, with the picture it has; undefined: on its first one again. */
  showOn(head: number, canvas: OffscreenCanvas | undefined): void {
    const from = this.#canvases[head];
    const to = canvas ?? this.#first[head];
    if (from === undefined || to === undefined || from === to) return;
    // Ours has its context already; one that is new gets it here.
    const context = contextOf(to, { alpha: false });
    to.width = from.width;
    to.height = from.height;
    context.drawImage(from, 0, 0);
    this.#canvases[head] = to;
    this.#contexts[head] = context;
  }

  show(head: number, picture: Picture, areas: readonly Area[]): void {
    const context = this.#contexts[head];
    if (context === undefined || areas.length === 0) return;
    const image = new ImageData(picture.bytes, picture.width, picture.height);
    for (const { x, y, width, height } of areas.length > MANY_AREAS ? [around(areas)] : areas) {
      context.putImageData(image, 0, 0, x, y, width, height);
    }
  }

  cursor(shape: CursorShapeMessage, pixels: Uint8ClampedArray<ArrayBuffer> | undefined): void {
    this.#cursorNumber += 1;
    if (pixels === undefined) {
      this.#tellCursor(undefined);
      return;
    }
    const { width, height, hotX, hotY } = shape;
    const number = this.#cursorNumber;
    const canvas = new OffscreenCanvas(width, height);
    contextOf(canvas, { willReadFrequently: true }).putImageData(new ImageData(pixels, width, height), 0, 0);
    void canvas.convertToBlob().then((image) => {
      if (number === this.#cursorNumber) this.#tellCursor({ image, width, height, hotX, hotY });
    });
  }

  /** A PNG file of what a head shows. */
  async screenshot(head: number): Promise<Blob | undefined> {
    return this.#canvases[head]?.convertToBlob();
  }
}

function around(areas: readonly Area[]): Area {
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
  for (const { x, y, width, height } of areas) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function contextOf(
  canvas: OffscreenCanvas,
  settings: CanvasRenderingContext2DSettings,
): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', settings);
  if (context === null) throw new Error('this browser has no 2d context for an OffscreenCanvas');
  return context;
}

/** JPEG files by the browser's own decoder. */
export function browserJpegDecoder(): JpegDecoder {
  return 'ImageDecoder' in globalThis ? decodedFrame : viaCanvas();
}

/** By WebCodecs (ImageDecoder, section 10.3): straight to pixels, in less than half the time of the way over a canvas. */
async function decodedFrame(
  file: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
): Promise<Uint32Array> {
  const decoder = new ImageDecoder({ data: file, type: 'image/jpeg', colorSpaceConversion: 'none' });
  try {
    const { image } = await decoder.decode();
    try {
      if (image.displayWidth !== width || image.displayHeight !== height) throw new Error(otherSize);
      const pixels = new Uint32Array(width * height);
      await image.copyTo(pixels, {
        format: 'RGBX',
        rect: { x: 0, y: 0, width, height },
        layout: [{ offset: 0, stride: width * 4 }],
      });
      return pixels;
    } finally {
      image.close();
    }
  } finally {
    decoder.close();
  }
}

const otherSize = 'another size than it said';

/** For browsers without WebCodecs. */
function viaCanvas(): JpegDecoder {
  const canvas = new OffscreenCanvas(1, 1);
  const context = contextOf(canvas, { alpha: false, willReadFrequently: true });
  return async (file, width, height) => {
    const bitmap = await createImageBitmap(new Blob([file], { type: 'image/jpeg' }), {
      colorSpaceConversion: 'none',
      premultiplyAlpha: 'none',
    });
    try {
      if (bitmap.width !== width || bitmap.height !== height) throw new Error(otherSize);
      if (canvas.width < width || canvas.height < height) {
        canvas.width = width;
        canvas.height = height;
      }
      context.drawImage(bitmap, 0, 0);
      return new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
    } finally {
      bitmap.close();
    }
  };
}
