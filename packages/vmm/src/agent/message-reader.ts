/**
 * Bytes of an agent's port, made into messages: chunks, and messages in them, cut anywhere. Owns the bound on what is
 * kept. A message that is too large is left out, and told of; what is not this protocol at all is an AgentProtocolError.
 */
import { GrowingBytes } from '@farport/protocol/display';
import {
  CHUNK_HEADER_BYTES,
  CLIENT_PORT,
  CLIPBOARD,
  MESSAGE_HEADER_BYTES,
  PROTOCOL,
} from './vd-agent-protocol.ts';

/** What is in the port is not the agent protocol. */
export class AgentProtocolError extends Error {
  readonly code = 'agent.protocol';
  constructor(message: string) {
    super(`the guest's agent does not keep its protocol: ${message}`);
    this.name = 'AgentProtocolError';
  }
}

export interface AgentMessages {
  /** `data` is a copy. */
  message(type: number, data: Uint8Array): void;
  /** A message was left out, because it has more bytes than are taken; these are its first ones. */
  tooLarge(type: number, start: Uint8Array): void;
}

/** Messages other than of the clipboard: far more than any that is used. */
const MAX_SMALL = 4096;
/** Of a clipboard that is too large, what tells which one it is. */
const MAX_START = 64;

export class AgentMessageReader {
  readonly #messages: AgentMessages;
  readonly #maxClipboard: number;
  readonly #chunkHeader = new Uint8Array(CHUNK_HEADER_BYTES);
  #chunkHeaderBytes = 0;
  /** Bytes of the chunk that are still to come, and whether they are the client's. */
  #chunkLeft = 0;
  #ours = false;
  readonly #header = new Uint8Array(MESSAGE_HEADER_BYTES);
  #headerBytes = 0;
  #type = 0;
  #messageLeft = 0;
  #keep = 0;
  readonly #kept = new GrowingBytes();
  #left = false;

  /** `maxClipboard`: bytes of a clipboard message, its numbers included. */
  constructor(messages: AgentMessages, maxClipboard: number) {
    this.#messages = messages;
    this.#maxClipboard = maxClipboard;
  }

  /** The port was opened anew. */
  reset(): void {
    this.#chunkHeaderBytes = this.#chunkLeft = this.#headerBytes = this.#messageLeft = 0;
    this.#kept.take();
  }

  /** Throws AgentProtocolError; then nothing more can be read before `reset`. */
  read(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#chunkLeft === 0) {
        at += this.#readChunkHeader(bytes.subarray(at));
        continue;
      }
      const piece = bytes.subarray(at, at + this.#chunkLeft);
      this.#chunkLeft -= piece.length;
      at += piece.length;
      if (this.#ours) this.#readPiece(piece);
    }
  }

  #readChunkHeader(bytes: Uint8Array): number {
    const piece = bytes.subarray(0, CHUNK_HEADER_BYTES - this.#chunkHeaderBytes);
    this.#chunkHeader.set(piece, this.#chunkHeaderBytes);
    this.#chunkHeaderBytes += piece.length;
    if (this.#chunkHeaderBytes === CHUNK_HEADER_BYTES) {
      this.#chunkHeaderBytes = 0;
      const view = new DataView(this.#chunkHeader.buffer);
      const port = view.getUint32(0, true);
      if (port === 0 || port > CLIENT_PORT + 1) throw new AgentProtocolError(`a chunk for port ${port}`);
      this.#ours = port === CLIENT_PORT;
      this.#chunkLeft = view.getUint32(4, true);
    }
    return piece.length;
  }

  #readPiece(piece: Uint8Array): void {
    let rest = piece;
    // A message without data ends with its header; a piece is at least a byte, so this ends.
    while (rest.length > 0) {
      if (this.#headerBytes < MESSAGE_HEADER_BYTES) {
        const part = rest.subarray(0, MESSAGE_HEADER_BYTES - this.#headerBytes);
        this.#header.set(part, this.#headerBytes);
        this.#headerBytes += part.length;
        rest = rest.subarray(part.length);
        if (this.#headerBytes < MESSAGE_HEADER_BYTES) return;
        this.#begin();
      } else {
        const part = rest.subarray(0, this.#messageLeft);
        this.#messageLeft -= part.length;
        rest = rest.subarray(part.length);
        this.#collect(part);
      }
      if (this.#messageLeft === 0) this.#end();
    }
  }

  #begin(): void {
    const view = new DataView(this.#header.buffer);
    const protocol = view.getUint32(0, true);
    if (protocol !== PROTOCOL) throw new AgentProtocolError(`protocol ${protocol}, not ${PROTOCOL}`);
    this.#type = view.getUint32(4, true);
    this.#messageLeft = view.getUint32(16, true);
    const most = this.#type === CLIPBOARD ? this.#maxClipboard : MAX_SMALL;
    this.#left = this.#messageLeft > most;
    this.#keep = this.#left ? MAX_START : most;
  }

  #collect(part: Uint8Array): void {
    const wanted = part.subarray(0, this.#keep - this.#kept.length);
    if (wanted.length > 0) this.#kept.append(wanted);
  }

  #end(): void {
    const data = this.#kept.take();
    const [type, left] = [this.#type, this.#left];
    this.#headerBytes = 0;
    if (left) this.#messages.tooLarge(type, data);
    else this.#messages.message(type, data);
  }
}
