/**
 * One Frame to and from the fragments of one WebSocket message. The payload is never copied: what is sent are
 * the caller's own views behind a header, what is received are views of what arrived.
 *
 * Owns the wire format at the level of fields; knows no state of a channel and no meaning of a message.
 */
import protobuf from 'protobufjs/minimal.js';
import { farport } from './generated/wire.js';
import { ProtocolError } from './errors.ts';
import { MAX_FRAGMENTS, MAX_HEADER, MAX_PAYLOAD } from './limits.ts';

const { Frame, Ping, Pong } = farport.v1;

// Where the package long is installed, the generated defaults of 64-bit fields are Longs, which equal no number.
Object.assign(Frame.prototype, { seq: 0, ack: 0, credit: 0 });
Object.assign(Ping.prototype, { nonce: 0 });
Object.assign(Pong.prototype, { nonce: 0 });
export type FrameProperties = farport.v1.Frame.$Properties;

/** A message as the generated code decodes it: every field is there, with its default where it was not sent. */
export type Decoded<Properties> = {
  [Key in Exclude<keyof Properties, '$unknowns'>]-?: NonNullable<Properties[Key]>;
};

type FrameBody = Exclude<keyof FrameProperties, 'seq' | 'ack' | 'credit' | 'payload' | 'body' | '$unknowns'>;

/** A decoded frame without its payload. At most one of the bodies is there, and `body` names it. */
export type ReceivedFrame = {
  readonly [Key in FrameBody]?: Decoded<NonNullable<FrameProperties[Key]>> | null;
} & {
  readonly seq: number;
  readonly ack: number;
  readonly credit: number;
  readonly body?: FrameBody;
};

/** A decoded frame: its fields, and its payload as views of the message it came in, in order. */
export interface DecodedFrame {
  readonly frame: ReceivedFrame;
  readonly payload: readonly Uint8Array[];
  readonly payloadLength: number;
}

/**
 * How a channel reads and writes its frames. All kinds of frames have the session's fields, by the same numbers;
 * these types name a device channel's bodies, and a codec of another kind has others in their place.
 */
export interface FrameCodec {
  encode(frame: FrameProperties, payload?: readonly Uint8Array[]): readonly Uint8Array[];
  decode(fragments: readonly Uint8Array[]): DecodedFrame;
}

const NO_PAYLOAD: readonly Uint8Array[] = Object.freeze([]);
const PAYLOAD_FIELD = 100;
const PAYLOAD_TAG = (PAYLOAD_FIELD << 3) | 2;
/** Fields of the oneof `body`; a frame has at most one of them. */
const FIRST_BODY_FIELD = 4;
const LAST_BODY_FIELD = 27;
const LAST_SESSION_FIELD = 9;
const FIRST_USB_FIELD = 16;

/** Below this many bytes in all, one copied fragment costs less than several written ones. */
const JOIN_BELOW = 2048;

/** A reader whose 64-bit values are numbers, and that refuses those which a number cannot hold. */
class SafeReader extends protobuf.BufferReader {
  override discardUnknown = true;

  // The generated code asks for a number (--force-number); the base class would make a Long.
  override uint64(): never {
    return readSafeUint64(this) as never;
  }
}

/** A 64-bit number of protobuf, at the reader's place. Throws ProtocolError where a JavaScript number cannot hold it. */
export function readSafeUint64(reader: Pick<protobuf.Reader, 'buf' | 'pos' | 'len'>): number {
  let value = 0;
  let scale = 1;
  for (let i = 0; i < 10; i++) {
    if (reader.pos >= reader.len) throw malformed('a number ends outside its message');
    const byte = reader.buf[reader.pos++] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      if (!Number.isSafeInteger(value)) throw malformed('a number is above 2^53 - 1');
      return value;
    }
    scale *= 128;
  }
  throw malformed('a number is longer than 10 bytes');
}

function malformed(detail: string): ProtocolError {
  return new ProtocolError('protocol.malformed', `malformed message: ${detail}`);
}

/**
 * The fragments of one message: the header up to and including the payload's tag and length, then the payload's
 * own views, untouched. Short messages are joined into one fragment. Throws ProtocolError
 * `protocol.header_too_large` or `protocol.payload_too_large`; then nothing may be sent.
 */
export function encodeFrame(
  frame: FrameProperties,
  payload: readonly Uint8Array[] = NO_PAYLOAD,
): readonly Uint8Array[] {
  return joinFragments(Frame.encode(frame), payload);
}

/** Ends a message whose fields before the payload `writer` has: as `encodeFrame`, for any frame. */
export function joinFragments(
  writer: protobuf.Writer,
  payload: readonly Uint8Array[],
): readonly Uint8Array[] {
  let payloadLength = 0;
  for (const part of payload) payloadLength += part.length;
  if (payloadLength > MAX_PAYLOAD) {
    throw new ProtocolError(
      'protocol.payload_too_large',
      `payload of ${payloadLength} bytes, at most ${MAX_PAYLOAD}`,
    );
  }
  if (payloadLength > 0) writer.uint32(PAYLOAD_TAG).uint32(payloadLength);
  const header = writer.finish();
  if (header.length > MAX_HEADER) {
    throw new ProtocolError(
      'protocol.header_too_large',
      `header of ${header.length} bytes, at most ${MAX_HEADER}`,
    );
  }
  if (payloadLength === 0) return [header];
  if (header.length + payloadLength > JOIN_BELOW && payload.length < MAX_FRAGMENTS) {
    return [header, ...payload.filter((part) => part.length > 0)];
  }
  const joined = new Uint8Array(header.length + payloadLength);
  joined.set(header);
  let at = header.length;
  for (const part of payload) {
    joined.set(part, at);
    at += part.length;
  }
  return [joined];
}

/**
 * Reads a message that arrived as `fragments`, however it was cut. The payload's views live as long as the
 * fragments do. Throws ProtocolError `protocol.malformed` or one of those, nothing else.
 */
export function decodeFrame(fragments: readonly Uint8Array[]): DecodedFrame {
  let total = 0;
  for (const fragment of fragments) total += fragment.length;

  const { head, layout } = findPayload(fragments, total, isBody);
  let frame: ReceivedFrame;
  try {
    const reader = new SafeReader(asBuffer(head.subarray(0, layout.headerEnd)));
    frame = Frame.decode(reader) as unknown as ReceivedFrame;
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    throw malformed(error instanceof Error ? error.message : String(error));
  }
  if (layout.payloadLength === 0) return { frame, payload: NO_PAYLOAD, payloadLength: 0 };
  const payload = tail(fragments, layout.payloadStart);
  return { frame, payload, payloadLength: layout.payloadLength };
}

/**
 * Finds the header of a message, in one piece, and its payload. `isBody`: which fields are of the frame's oneof.
 * Throws as `decodeFrame` does.
 */
export function findPayload(
  fragments: readonly Uint8Array[],
  total: number,
  isBody: (field: number) => boolean,
): { readonly head: Uint8Array; readonly layout: Layout } {
  // The header is nearly always whole in the first fragment. Where it is not, ever longer heads are joined.
  let head: Uint8Array = fragments[0] ?? new Uint8Array(0);
  let layout = scan(head, total, isBody);
  for (let length = 4096; layout === undefined; length *= 8) {
    head = joinHead(fragments, Math.min(length, total, MAX_HEADER));
    layout = scan(head, total, isBody);
    if (layout === undefined && head.length === Math.min(total, MAX_HEADER)) {
      throw new ProtocolError('protocol.header_too_large', `header of more than ${MAX_HEADER} bytes`);
    }
  }
  return { head, layout };
}

export interface Layout {
  /** Where the payload's tag begins, or the message ends. */
  readonly headerEnd: number;
  readonly payloadStart: number;
  readonly payloadLength: number;
}

/**
 * Walks the top-level fields of a message of `total` bytes of which `head` is the beginning. Undefined when more
 * of the message is needed to find the payload.
 */
function scan(head: Uint8Array, total: number, isBody: (field: number) => boolean): Layout | undefined {
  let at = 0;
  let bodies = 0;
  // One step per field: a varint of up to `most` bytes at `at`; moves `at`. -1 when it goes on behind `head`.
  const varint = (most: number): number => {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < most; i++) {
      if (at >= total) throw malformed('it ends in the middle of a number');
      if (at >= head.length) return -1;
      const byte = head[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw malformed(`a number is longer than ${most} bytes`);
  };

  while (at < total) {
    const start = at;
    if (start > MAX_HEADER) {
      throw new ProtocolError('protocol.header_too_large', `header of more than ${MAX_HEADER} bytes`);
    }
    const tag = varint(5);
    if (tag < 0) return undefined;
    if (tag > 0xffffffff) throw malformed('a field number is above 2^29 - 1');
    const field = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (field === 0) throw malformed('field number 0');
    if (field === PAYLOAD_FIELD) {
      if (wireType !== 2) throw malformed(`the payload has wire type ${wireType}`);
      const length = varint(5);
      if (length < 0) return undefined;
      if (at > MAX_HEADER) {
        throw new ProtocolError('protocol.header_too_large', `header of more than ${MAX_HEADER} bytes`);
      }
      if (at + length > total) throw malformed('the payload ends outside the message');
      if (at + length < total) throw malformed('something follows the payload');
      if (length > MAX_PAYLOAD) {
        throw new ProtocolError(
          'protocol.payload_too_large',
          `payload of ${length} bytes, at most ${MAX_PAYLOAD}`,
        );
      }
      return { headerEnd: start, payloadStart: at, payloadLength: length };
    }
    if (isBody(field) && ++bodies > 1) throw malformed('more than one body');
    checkWireType(field, wireType, isBody(field));
    switch (wireType) {
      case 0:
        if (varint(10) < 0) return undefined;
        break;
      case 1:
        at += 8;
        break;
      case 2: {
        const length = varint(5);
        if (length < 0) return undefined;
        at += length;
        break;
      }
      case 5:
        at += 4;
        break;
      default:
        throw malformed(`field ${field} has wire type ${wireType}`);
    }
    if (at > total) throw malformed(`field ${field} ends outside the message`);
    if (at > MAX_HEADER) {
      throw new ProtocolError('protocol.header_too_large', `header of more than ${MAX_HEADER} bytes`);
    }
    if (at > head.length) return undefined;
  }
  return { headerEnd: total, payloadStart: total, payloadLength: 0 };
}

function isBody(field: number): boolean {
  return (
    (field >= FIRST_BODY_FIELD && field <= LAST_SESSION_FIELD) ||
    (field >= FIRST_USB_FIELD && field <= LAST_BODY_FIELD)
  );
}

function checkWireType(field: number, wireType: number, body: boolean): void {
  const expected = field < FIRST_BODY_FIELD ? 0 : body ? 2 : wireType;
  if (wireType !== expected) throw malformed(`field ${field} has wire type ${wireType}`);
}

function joinHead(fragments: readonly Uint8Array[], length: number): Uint8Array {
  const head = new Uint8Array(length);
  let at = 0;
  for (const fragment of fragments) {
    if (at >= length) break;
    const part = fragment.subarray(0, length - at);
    head.set(part, at);
    at += part.length;
  }
  return head;
}

/** Views of everything from byte `start` of the message on. */
export function tail(fragments: readonly Uint8Array[], start: number): Uint8Array[] {
  const views: Uint8Array[] = [];
  let skip = start;
  for (const fragment of fragments) {
    if (skip >= fragment.length) {
      skip -= fragment.length;
      continue;
    }
    views.push(skip > 0 ? fragment.subarray(skip) : fragment);
    skip = 0;
  }
  return views;
}

/** protobufjs reads bytes of a Buffer as Buffers; anything else would be slower. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The frames of a redirected device's channel. */
export const usbFrames: FrameCodec = { encode: encodeFrame, decode: decodeFrame };
