/**
 * The operations of a draw as bytes: each says how it differs from the one before it, so that most are six to nine bytes.
 * docs/decisions/display.md has the format.
 *
 * Owns that format, both ways. What of an operation fits its picture is the caller's. Knows no payload.
 */
import { ProtocolError } from '../errors.ts';
import * as limits from './display-limits.ts';

export type OperationCodec = 'fill' | 'copy' | 'palette' | 'lossless' | 'jpeg' | 'exact';

export interface OperationMessage {
  readonly codec: OperationCodec;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Fill: colour. Copy: x to copy from. Else: bytes. */
  readonly value: number;
  /** Copy: y to copy from. */
  readonly more: number;
}

const CODECS: readonly OperationCodec[] = ['fill', 'copy', 'palette', 'lossless', 'jpeg', 'exact'];
const CODEC_BITS = 0b0000_0111;
/** As the operation before has it. */
const SAME_Y = 0b0000_1000;
const SAME_WIDTH = 0b0001_0000;
const SAME_HEIGHT = 0b0010_0000;
const UNUSED = 0b1100_0000;
/** Codec, five numbers of up to five bytes. */
const LONGEST = 1 + 6 * 5;

function malformed(detail: string): ProtocolError {
  return new ProtocolError('protocol.malformed', `malformed message: ${detail}`);
}

/** A sign in the lowest bit. */
const folded = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unfolded = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

export function packOperations(operations: readonly OperationMessage[]): Uint8Array {
  const bytes = new Uint8Array(operations.length * LONGEST);
  let at = 0;
  const put = (value: number): void => {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes[at++] = (rest & 0x7f) | 0x80;
    bytes[at++] = rest;
  };
  let [right, lastY, lastWidth, lastHeight] = [0, 0, 0, 0];
  for (const { codec, x, y, width, height, value, more } of operations) {
    bytes[at++] =
      CODECS.indexOf(codec) |
      (y === lastY ? SAME_Y : 0) |
      (width === lastWidth ? SAME_WIDTH : 0) |
      (height === lastHeight ? SAME_HEIGHT : 0);
    put(folded(x - right));
    if (y !== lastY) put(folded(y - lastY));
    if (width !== lastWidth) put(width);
    if (height !== lastHeight) put(height);
    if (codec === 'copy') {
      put(folded(value - x));
      put(folded(more - y));
    } else put(value);
    [right, lastY, lastWidth, lastHeight] = [x + width, y, width, height];
  }
  return bytes.subarray(0, at);
}

/** Throws ProtocolError: where the bytes are none, an operation lies beyond every picture, or there are too many. */
export function unpackOperations(bytes: Uint8Array): OperationMessage[] {
  const operations: OperationMessage[] = [];
  let at = 0;
  const byte = (): number => {
    const value = bytes[at++];
    if (value === undefined) throw malformed('an operation ends outside its message');
    return value;
  };
  const take = (): number => {
    let value = 0;
    let scale = 1;
    for (let n = 0; n < 5; n += 1) {
      const next = byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) return value;
      scale *= 128;
    }
    throw malformed('a number of an operation is longer than 5 bytes');
  };
  let [right, lastY, lastWidth, lastHeight] = [0, 0, 0, 0];
  while (at < bytes.length) {
    if (operations.length === limits.MAX_OPERATIONS) {
      throw new ProtocolError(
        'protocol.too_many_operations',
        `more than ${limits.MAX_OPERATIONS} operations`,
      );
    }
    const first = byte();
    const codec = CODECS[first & CODEC_BITS];
    if (codec === undefined || (first & UNUSED) !== 0) throw malformed(`codec ${first} does not exist`);
    const x = checkPlace(right + unfolded(take()));
    const y = (first & SAME_Y) === 0 ? checkPlace(lastY + unfolded(take())) : lastY;
    const width = (first & SAME_WIDTH) === 0 ? checkPlace(take()) : lastWidth;
    const height = (first & SAME_HEIGHT) === 0 ? checkPlace(take()) : lastHeight;
    if (width === 0 || height === 0) throw malformed('an operation on no pixels');
    let value: number;
    let more = 0;
    if (codec === 'copy') {
      value = checkPlace(x + unfolded(take()));
      more = checkPlace(y + unfolded(take()));
    } else value = take();
    if (codec === 'fill' && value > 0xff_ffff) throw malformed(`colour ${value} is above 16777215`);
    operations.push({ codec, x, y, width, height, value, more });
    [right, lastY, lastWidth, lastHeight] = [x + width, y, width, height];
  }
  return operations;
}

/** Of a picture, or a length in one. */
function checkPlace(place: number): number {
  if (place < 0) throw malformed('an operation left of its picture, or above it');
  if (place > limits.MAX_SIDE) {
    throw new ProtocolError(
      'protocol.picture_too_large',
      `a side of ${place} pixels, at most ${limits.MAX_SIDE}`,
    );
  }
  return place;
}
