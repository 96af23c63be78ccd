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

/** JPEG files of a part that are decoded ahead, in pixels: each costs its picture in memory. */
const AHEAD_PIXELS = 1 << 20;

/** What an operation has for itself behind the deflated bytes. */
interface OwnBytes {
  readonly operation: OperationMessage;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class FrameDecoder {
  readonly #inflater = new Inflater();
  readonly #colours = new Colours();
  readonly #exact = new ExactDecoder();
  readonly #decodeJpeg: JpegDecoder;
  readonly #pictures: Picture[] = [];

  constructor(decodeJpeg: JpegDecoder) {
    this.#decodeJpeg = decodeJpeg;
  }

  picture(head: number): Picture {
    return (this.#pictures[head] ??= new Picture());
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
    const files = filesOf(operations, fragments, deflated);
    const jpegs = new JpegsAhead(
      files.filter(({ operation }) => operation.codec === 'jpeg'),
      this.#decodeJpeg,
    );
    let file = 0;
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
          this.#exact.draw(picture, operation, files[file++]?.bytes ?? new Uint8Array(0));
          break;
        case 'jpeg':
          place(picture, operation, await jpegs.next());
          file += 1;
          break;
      }
    }
  }
}

/** Decodes the files of a part in order, some ahead of the one that is asked for. */
class JpegsAhead {
  readonly #files: readonly OwnBytes[];
  readonly #decode: JpegDecoder;
  readonly #begun: Promise<Uint32Array>[] = [];
  #started = 0;
  #pixels = 0;
  #taken = 0;

  constructor(files: readonly OwnBytes[], decode: JpegDecoder) {
    this.#files = files;
    this.#decode = decode;
    this.#start();
  }

  async next(): Promise<Uint32Array> {
    const pixels = await this.#begun.shift();
    const file = this.#files[this.#taken++];
    if (pixels === undefined || file === undefined)
      throw new ViewerError('display.jpeg', 'a file is missing');
    this.#pixels -= file.operation.width * file.operation.height;
    this.#start();
    return pixels;
  }

  #start(): void {
    for (;;) {
      const file = this.#files[this.#started];
      if (file === undefined || (this.#begun.length > 0 && this.#pixels > AHEAD_PIXELS)) return;
      this.#started += 1;
      const { width, height } = file.operation;
      this.#pixels += width * height;
      const begun = decodeChecked(file, this.#decode);
      // Where an earlier one fails, nobody waits for this one.
      begun.catch(() => undefined);
      this.#begun.push(begun);
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

function filesOf(
  operations: readonly OperationMessage[],
  fragments: readonly Uint8Array[],
  deflated: number,
): OwnBytes[] {
  const files: OwnBytes[] = [];
  let at = deflated;
  for (const operation of operations) {
    if (operation.codec !== 'jpeg' && operation.codec !== 'exact') continue;
    files.push({ operation, bytes: joined(cut(fragments, at, at + operation.value)) });
    at += operation.value;
  }
  return files;
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
