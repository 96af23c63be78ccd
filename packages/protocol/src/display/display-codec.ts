/**
 * One DisplayFrame to and from the fragments of one WebSocket message: the frames of a viewer's channel. Layout and
 * limits are those of a device channel (frame-codec.ts); the payload is never copied.
 *
 * Owns which bodies there are. Uses nothing that a browser's Worker does not have.
 */
import protobuf from 'protobufjs/minimal.js';
import { ProtocolError } from '../errors.ts';
import {
  findPayload,
  joinFragments,
  readSafeUint64,
  tail,
  type Decoded,
  type FrameCodec,
  type FrameProperties,
  type ReceivedFrame,
} from '../frame-codec.ts';
import { farport } from '../generated/wire.js';

const { DisplayFrame, Ping, Pong } = farport.v1;

// Where the package long is installed, the generated defaults of 64-bit fields are Longs, which equal no number.
Object.assign(DisplayFrame.prototype, { seq: 0, ack: 0, credit: 0 });
Object.assign(Ping.prototype, { nonce: 0 });
Object.assign(Pong.prototype, { nonce: 0 });

export type DisplayFrameProperties = farport.v1.DisplayFrame.$Properties;

type DisplayBody = Exclude<
  keyof DisplayFrameProperties,
  'seq' | 'ack' | 'credit' | 'payload' | 'body' | '$unknowns'
>;

/** A decoded frame without its payload. At most one of the bodies is there, and `body` names it. */
export type ReceivedDisplayFrame = {
  readonly [Key in DisplayBody]?: Decoded<NonNullable<DisplayFrameProperties[Key]>> | null;
} & { readonly seq: number; readonly body?: DisplayBody };

const NO_PAYLOAD: readonly Uint8Array[] = Object.freeze([]);
const SESSION_FIELDS = [4, 9] as const;
const DISPLAY_FIELDS = [16, 42] as const;

/** Fields of the oneof `body`. What a later version adds behind them is skipped. */
function isBody(field: number): boolean {
  return [SESSION_FIELDS, DISPLAY_FIELDS].some(([first, last]) => field >= first && field <= last);
}

/** A reader whose 64-bit values are numbers, and that refuses those which a number cannot hold. */
class SafeReader extends protobuf.Reader {
  override discardUnknown = true;

  // The generated code asks for a number (--force-number); the base class would make a Long.
  override uint64(): never {
    return readSafeUint64(this) as never;
  }
}

function malformed(detail: string): ProtocolError {
  return new ProtocolError('protocol.malformed', `malformed message: ${detail}`);
}

/** As `encodeFrame` of a device channel. */
export function encodeDisplayFrame(
  frame: DisplayFrameProperties,
  payload: readonly Uint8Array[] = NO_PAYLOAD,
): readonly Uint8Array[] {
  return joinFragments(DisplayFrame.encode(frame), payload);
}

/** As `decodeFrame` of a device channel. */
export function decodeDisplayFrame(fragments: readonly Uint8Array[]): {
  readonly frame: ReceivedDisplayFrame;
  readonly payload: readonly Uint8Array[];
  readonly payloadLength: number;
} {
  let total = 0;
  for (const fragment of fragments) total += fragment.length;
  const { head, layout } = findPayload(fragments, total, isBody);
  let frame: ReceivedDisplayFrame;
  try {
    frame = DisplayFrame.decode(
      new SafeReader(head.subarray(0, layout.headerEnd)),
    ) as unknown as ReceivedDisplayFrame;
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    throw malformed(error instanceof Error ? error.message : String(error));
  }
  const payload = layout.payloadLength === 0 ? NO_PAYLOAD : tail(fragments, layout.payloadStart);
  return { frame, payload, payloadLength: layout.payloadLength };
}

/**
 * For Channel, which knows the session's fields only: those are the same in both kinds of frames. The other bodies go
 * through it unseen and come out in `fromChannel`.
 */
export const displayFrames: FrameCodec = {
  encode: (frame, payload) => encodeDisplayFrame(frame as DisplayFrameProperties, payload),
  decode: (fragments) => {
    const { frame, payload, payloadLength } = decodeDisplayFrame(fragments);
    return { frame: frame as unknown as ReceivedFrame, payload, payloadLength };
  },
};

/** A frame of a display channel, for Channel's `send`. */
export function toChannel(frame: DisplayFrameProperties): FrameProperties {
  return frame as FrameProperties;
}

/** A frame that a channel with `displayFrames` received. */
export function fromChannel(frame: ReceivedFrame): ReceivedDisplayFrame {
  return frame as unknown as ReceivedDisplayFrame;
}
