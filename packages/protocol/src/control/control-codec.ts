/** One message of a client's control channel to and from the bytes of one WebSocket message. Keeps nothing. */
import protobuf from 'protobufjs/minimal.js';
import { ProtocolError } from '../errors.ts';
import { readSafeUint64 } from '../frame-codec.ts';
import { farport } from '../generated/wire.js';
import { MAX_CONTROL_MESSAGE } from './control-limits.ts';
import {
  agentMessageOf,
  clientMessageOf,
  messageToFrame,
  refused,
  type AgentMessage,
  type ClientMessage,
  type DecodedFrame,
} from './control-messages.ts';

const { ControlFrame, Ping, Pong, SeenDevice, DeviceProgress, TicketRequest, AttachOrder, ReleaseOrder } =
  farport.v1;

// Where the package long is installed, the generated defaults of 64-bit fields are Longs, which equal no number.
for (const each of [Ping, Pong]) Object.assign(each.prototype, { nonce: 0 });
for (const each of [SeenDevice, DeviceProgress, TicketRequest, AttachOrder, ReleaseOrder]) {
  Object.assign(each.prototype, { fence: 0 });
}

/** A reader whose 64-bit values are numbers, and that refuses those which a number cannot hold. */
class SafeReader extends protobuf.BufferReader {
  override discardUnknown = true;

  // The generated code asks for a number (--force-number); the base class would make a Long.
  override uint64(): never {
    return readSafeUint64(this) as never;
  }
}

/** @throws ProtocolError */
function decode(bytes: Buffer): DecodedFrame {
  if (bytes.length > MAX_CONTROL_MESSAGE) {
    throw refused('protocol.message_too_large', `a message of ${bytes.length} bytes is too large`);
  }
  let frame: object;
  try {
    needOneBody(bytes);
    frame = ControlFrame.decode(new SafeReader(bytes));
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    throw refused(
      'protocol.malformed',
      `malformed message: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return Object.fromEntries(
    Object.entries(frame).filter(([, body]) => typeof body === 'object' && body !== null),
  );
}

/** The generated code would keep the last of several, and merge what comes twice. */
function needOneBody(bytes: Buffer): void {
  const reader = new protobuf.BufferReader(bytes);
  let fields = 0;
  while (reader.pos < reader.len) {
    reader.skipType(reader.uint32() & 7);
    fields++;
  }
  if (fields > 1) throw refused('protocol.malformed', 'a message with two bodies');
}

/** What a client sent. @throws ProtocolError */
export function decodeClientMessage(bytes: Buffer): ClientMessage {
  return clientMessageOf(decode(bytes));
}

/** What the agent sent. @throws ProtocolError */
export function decodeAgentMessage(bytes: Buffer): AgentMessage {
  return agentMessageOf(decode(bytes));
}

export function encodeControlMessage(message: ClientMessage | AgentMessage): Uint8Array {
  return ControlFrame.encode(messageToFrame(message)).finish();
}
