/**
 * Draws parts of frames into the pictures of all heads, in the order in which they came. Owns pictures and the deflate
 * stream; shows nothing. A part is checked against its picture already (DisplayChannelClient).
 */
import type { DrawMessage, OperationMessage } from '@farport/protocol/display';
import { ViewerError } from './errors.ts';
import { Inflater } from './inflater.ts';
import { jpegSize } from './jpeg-size.ts';
import { ExactDecoder } from './exact.ts';
import { Colours, copy, fill, lossless, palette } from './operations.ts';
import { Picture } from './picture.ts';

/**
 * The pixels of a JPEG file of this size, row by row, red first. Rejects where the file is broken. The place's own
 * decoder: createImageBitmap in a browser.
 */
export type JpegDecoder = (
  file: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
) => Promise<Uint32Array>;

/** How each flush of the deflate stream ends (RFC 1951, section 3.2.4: an empty stored block): the VM leaves it out. */
const FLUSH_END = Uint8Array.of(0, 0, 0xff, 0xff);

/** JPEG files that are decoded ahead, in pixels: each costs its picture in memory. */
const AHEAD_PIXELS = 1 << 20;

/** What an operation has for itself behind the deflated bytes. */
export interface OwnBytes {
  readonly operation: OperationMessage;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class FrameDecoder {
  readonly #inflater = new Inflater();
  readonly #colours = new Colours();
  readonly #exact = new ExactDecoder();
  readonly #jpegs: JpegsAhead;
  /** What parts that came have behind their deflated bytes. */
  readonly #own = new WeakMap<DrawMessage, readonly OwnBytes[]>();
  readonly #pictures: Picture[] = [];

  constructor(decodeJpeg: JpegDecoder) {
    this.#jpegs = new JpegsAhead(decodeJpeg);
  }

  picture(head: number): Picture {
    return (this.#pictures[head] ??= new Picture());
  }

  /**
   * A part has come, and `draw` follows in its turn: its JPEG files are begun, as far as memory for them goes. Parts come in
   * the order in which they are drawn.
   */
  came(message: DrawMessage, fragments: readonly Uint8Array[]): readonly OwnBytes[] {
    const own = ownBytes(message.operations, fragments, message.deflated);
    this.#own.set(message, own);
    this.#jpegs.push(own.filter(({ operation }) => operation.codec === 'jpeg'));
    return own;
  }

  /** Does a part's operations. Rejects with ViewerError. Never called again before it has settled. */
  async draw(message: DrawMessage, fragments: readonly Uint8Array[]): Promise<void> {
    const { operations, deflated, restart } = message;
    if (restart) {
      this.#inflater.restart();
      this.#colours.clear();
      this.#exact.clear();
    }
    let expected = 0;
    for (const { codec, value } of operations) {
      if (codec === 'palette' || codec === 'lossless') expected += value;
    }
    const plain =
      deflated === 0
        ? new Uint8Array(0)
        : this.#inflater.inflate([...cut(fragments, 0, deflated), FLUSH_END], expected);
    const own = this.#own.get(message) ?? this.came(message, fragments);
    let next = 0;
    const picture = this.picture(message.head);
    let at = 0;
    for (const operation of operations) {
      const { codec, value, more } = operation;
      switch (codec) {
        case 'fill':
          fill(picture, operation, value);
          break;
        case 'copy':
          copy(picture, operation, value, more);
          break;
        case 'palette':
          palette(picture, operation, plain.subarray(at, at + value), this.#colours);
          at += value;
          break;
        case 'lossless':
          lossless(picture, operation, plain.subarray(at, at + value));
          at += value;
          break;
        case 'exact':
          this.#exact.draw(picture, operation, own[next++]?.bytes ?? new Uint8Array(0));
          break;
        case 'jpeg':
          place(picture, operation, await this.#jpegs.next());
          next += 1;
          break;
      }
    }
  }
}

/** Decodes files in the order in which they came, some ahead of the one that is asked for. */
class JpegsAhead {
  readonly #decode: JpegDecoder;
  readonly #waiting: OwnBytes[] = [];
  readonly #begun: { readonly pixels: number; readonly done: Promise<Uint32Array> }[] = [];
  /** Of those begun and not taken. */
  #pixels = 0;

  constructor(decode: JpegDecoder) {
    this.#decode = decode;
  }

  push(files: readonly OwnBytes[]): void {
    for (const file of files) this.#waiting.push(file);
    this.#start();
  }

  async next(): Promise<Uint32Array> {
    const first = this.#begun.shift();
    if (first === undefined) throw new ViewerError('display.jpeg', 'a file is missing');
    const decoded = await first.done;
    this.#pixels -= first.pixels;
    this.#start();
    return decoded;
  }

  #start(): void {
    while (this.#begun.length === 0 || this.#pixels <= AHEAD_PIXELS) {
      const file = this.#waiting.shift();
      if (file === undefined) return;
      const pixels = file.operation.width * file.operation.height;
      this.#pixels += pixels;
      const done = decodeChecked(file, this.#decode);
      // Where an earlier one fails, nobody waits for this one.
      done.catch(() => undefined);
      this.#begun.push({ pixels, done });
    }
  }
}

async function decodeChecked({ operation, bytes }: OwnBytes, decode: JpegDecoder): Promise<Uint32Array> {
  const { width, height } = operation;
  const size = jpegSize(bytes);
  if (size?.width !== width || size.height !== height) {
    const says = size === undefined ? 'is none' : `is of ${size.width} by ${size.height} pixels`;
    throw new ViewerError('display.jpeg', `a JPEG file for ${width} by ${height} pixels ${says}`);
  }
  try {
    return await decode(bytes, width, height);
  } catch (cause) {
    throw new ViewerError('display.jpeg', 'a JPEG file is broken', { cause });
  }
}

function ownBytes(
  operations: readonly OperationMessage[],
  fragments: readonly Uint8Array[],
  deflated: number,
): OwnBytes[] {
  const own: OwnBytes[] = [];
  let at = deflated;
  for (const operation of operations) {
    if (operation.codec !== 'jpeg' && operation.codec !== 'exact') continue;
    own.push({ operation, bytes: joined(cut(fragments, at, at + operation.value)) });
    at += operation.value;
  }
  return own;
}

function place({ pixels, width }: Picture, area: OperationMessage, from: Uint32Array): void {
  for (let row = 0; row < area.height; row += 1) {
    const line = from.subarray(row * area.width, (row + 1) * area.width);
    pixels.set(line, (area.y + row) * width + area.x);
  }
}

/** Views of the bytes from `start` to `end` of a payload. */
function cut(fragments: readonly Uint8Array[], start: number, end: number): Uint8Array[] {
  const views: Uint8Array[] = [];
  let before = 0;
  for (const fragment of fragments) {
    const view = fragment.subarray(Math.max(0, start - before), Math.max(0, end - before));
    if (view.length > 0) views.push(view);
    before += fragment.length;
  }
  return views;
}

/** In one piece: a view where it is one already. */
function joined(fragments: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const [only] = fragments;
  if (only !== undefined && fragments.length === 1 && only.buffer instanceof ArrayBuffer) {
    return new Uint8Array(only.buffer, only.byteOffset, only.length);
  }
  const bytes = new Uint8Array(fragments.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const fragment of fragments) {
    bytes.set(fragment, at);
    at += fragment.length;
  }
  return bytes;
}
