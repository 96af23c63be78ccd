/**
 * The frames of a WebSocket (RFC 6455, section 5), as far as a channel needs them: binary messages, no extension. Hands out a message's payload as views of the chunks it arrived in, where ws would join every frame
 * first. Owns the framing, both ways, and its limits; knows no socket.
 */
import { ProtocolError } from './errors.ts';
import { MAX_FRAGMENTS, MAX_MESSAGE } from './limits.ts';

/**
 * The header of a frame that is a whole binary message of `length` bytes (section 5.2). `masked`: as a client must say, with
 * the key 0, which changes nothing (ws-socket.ts says why).
 */
export function messageHeader(length: number, masked: boolean): Buffer {
  const lengthBytes = length < 126 ? 0 : length < 0x1_0000 ? 2 : 8;
  const header = Buffer.alloc(2 + lengthBytes + (masked ? 4 : 0));
  const mask = masked ? 0x80 : 0;
  header[0] = 0x80 | BINARY;
  if (lengthBytes === 0) header[1] = mask | length;
  else if (lengthBytes === 2) {
    header[1] = mask | 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = mask | 127;
    header.writeUInt32BE(Math.floor(length / 0x1_0000_0000), 2);
    header.writeUInt32BE(length >>> 0, 6);
  }
  return header;
}

/** What a reader finds. None may call back into it. */
export interface WebSocketReaderEvents {
  message(fragments: readonly Uint8Array[]): void;
  /** The payload is valid only during the call. */
  ping(payload: Uint8Array): void;
  /** The other side's close; nothing is read after it. `code` is 1005 where it gave none (section 7.1.5). */
  close(code: number, reason: string): void;
}

// Section 5.2.
const CONTINUATION = 0x0;
const TEXT = 0x1;
const BINARY = 0x2;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;

/** Longest header: 2 bytes, 8 of length, 4 of mask. */
const MAX_FRAME_HEADER = 14;
/** Payload of a control frame (section 5.5). */
const MAX_CONTROL = 125;

/** So many pieces are joined where they are shorter than JOIN_BELOW on average: a view costs more than they hold. */
const JOIN_EVERY = 512;
const JOIN_BELOW = 1024;

function violation(detail: string): ProtocolError {
  return new ProtocolError('protocol.framing', `WebSocket: ${detail}`);
}

export class WebSocketReader {
  readonly #masked: boolean;
  readonly #events: WebSocketReaderEvents;
  #ended = false;

  // The frame being read.
  readonly #header = Buffer.alloc(MAX_FRAME_HEADER);
  #headerRead = 0;
  #headerLength = 2;
  #final = false;
  #opcode = CONTINUATION;
  #left = 0;
  /** Masking key, turned so that its first byte is the next to use; 0 changes nothing. */
  #key = 0;

  readonly #control = Buffer.alloc(MAX_CONTROL);
  #controlRead = 0;

  // The message being read.
  #inMessage = false;
  #frames = 0;
  #length = 0;
  #pieces: Uint8Array[] = [];
  /** Pieces that need not be looked at again. */
  #settled = 0;

  /** `masked`: the other side is a client, whose frames are masked (section 5.1). */
  constructor(masked: boolean, events: WebSocketReaderEvents) {
    this.#masked = masked;
    this.#events = events;
  }

  /**
   * Takes what the connection brought, which belongs to the reader and its messages from now on. After a close it
   * ignores everything. Throws ProtocolError where the other side breaks a rule, and takes nothing more then.
   */
  read(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && !this.#ended) {
      try {
        at =
          this.#headerRead < this.#headerLength ? this.#readHeader(chunk, at) : this.#readPayload(chunk, at);
      } catch (error) {
        this.#ended = true;
        this.#pieces = [];
        throw error;
      }
    }
  }

  #readHeader(chunk: Buffer, start: number): number {
    let at = start;
    while (at < chunk.length && this.#headerRead < this.#headerLength) {
      this.#header[this.#headerRead++] = chunk[at++] ?? 0;
      if (this.#headerRead === 2) this.#begin();
    }
    if (this.#headerRead < this.#headerLength) return at;
    this.#haveLength();
    if (this.#left === 0) this.#endFrame();
    return at;
  }

  /** The first two bytes are there. */
  #begin(): void {
    const [first = 0, second = 0] = this.#header;
    if ((first & 0x70) !== 0) throw violation('a reserved bit is set');
    this.#final = (first & 0x80) !== 0;
    this.#opcode = first & 0x0f;
    const short = second & 0x7f;
    switch (this.#opcode) {
      case CONTINUATION:
        if (!this.#inMessage) throw violation('a continuation of nothing');
        break;
      case TEXT:
        throw new ProtocolError('protocol.text', 'a text message');
      case BINARY:
        if (this.#inMessage) throw violation('a message inside another');
        break;
      case CLOSE:
      case PING:
      case PONG:
        if (!this.#final) throw violation('a control frame in fragments');
        if (short > MAX_CONTROL) throw violation(`a control frame of more than ${MAX_CONTROL} bytes`);
        break;
      default:
        throw violation(`opcode ${this.#opcode} is reserved`);
    }
    if (((second & 0x80) !== 0) !== this.#masked) {
      throw violation(this.#masked ? 'a frame of a client without mask' : 'a frame of a server with a mask');
    }
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    this.#headerLength = 2 + lengthBytes + (this.#masked ? 4 : 0);
  }

  /** The whole header is there. */
  #haveLength(): void {
    const header = this.#header;
    let length = (header[1] ?? 0) & 0x7f;
    if (length === 126) {
      length = header.readUInt16BE(2);
      if (length < 126) throw violation('a length in more bytes than it needs');
    } else if (length === 127) {
      if (header.readUInt32BE(2) >= 0x8000_0000) throw violation('a length above 2^63 - 1');
      length = header.readUInt32BE(2) * 0x1_0000_0000 + header.readUInt32BE(6);
      if (length < 0x1_0000) throw violation('a length in more bytes than it needs');
    }
    this.#left = length;
    this.#key = this.#masked ? header.readUInt32BE(this.#headerLength - 4) : 0;
    if (this.#opcode >= CLOSE) {
      this.#controlRead = 0;
      return;
    }
    this.#inMessage = true;
    this.#length += length;
    if (this.#length > MAX_MESSAGE) {
      throw new ProtocolError('protocol.message_too_large', `a message of more than ${MAX_MESSAGE} bytes`);
    }
    if (++this.#frames > MAX_FRAGMENTS) {
      throw new ProtocolError(
        'protocol.too_many_fragments',
        `a message in more than ${MAX_FRAGMENTS} WebSocket frames`,
      );
    }
  }

  #readPayload(chunk: Buffer, at: number): number {
    const count = Math.min(this.#left, chunk.length - at);
    const piece = chunk.subarray(at, at + count);
    if (this.#key !== 0) this.#unmask(piece);
    this.#left -= count;
    if (this.#opcode >= CLOSE) {
      this.#control.set(piece, this.#controlRead);
      this.#controlRead += count;
    } else {
      this.#pieces.push(piece);
      if (this.#pieces.length - this.#settled >= JOIN_EVERY) this.#settle();
    }
    if (this.#left === 0) this.#endFrame();
    return at + count;
  }

  /** Section 5.3. In place: the chunk is ours. */
  #unmask(piece: Buffer): void {
    let key = this.#key;
    for (let i = 0; i < piece.length; i++) {
      piece[i] = (piece[i] ?? 0) ^ (key >>> 24);
      key = ((key << 8) | (key >>> 24)) >>> 0;
    }
    this.#key = key;
  }

  /** Bounds what a message costs beside its bytes: a peer may send them one at a time. */
  #settle(): void {
    let bytes = 0;
    for (let i = this.#settled; i < this.#pieces.length; i++) bytes += this.#pieces[i]?.length ?? 0;
    if (bytes < JOIN_EVERY * JOIN_BELOW) {
      this.#pieces.push(Buffer.concat(this.#pieces.splice(this.#settled), bytes));
    }
    this.#settled = this.#pieces.length;
  }

  #endFrame(): void {
    this.#headerRead = 0;
    this.#headerLength = 2;
    if (this.#opcode >= CLOSE) {
      this.#endControl(this.#control.subarray(0, this.#controlRead));
    } else if (this.#final) {
      const message = this.#pieces;
      this.#inMessage = false;
      this.#frames = 0;
      this.#length = 0;
      this.#pieces = [];
      this.#settled = 0;
      this.#events.message(message);
    }
  }

  #endControl(payload: Buffer): void {
    if (this.#opcode === PING) {
      this.#events.ping(payload);
    } else if (this.#opcode === CLOSE) {
      if (payload.length === 1) throw violation('a close with half a code');
      const code = payload.length === 0 ? 1005 : payload.readUInt16BE(0);
      if (payload.length !== 0 && !isCloseCode(code)) throw violation(`close code ${code}`);
      this.#ended = true;
      this.#pieces = [];
      this.#events.close(code, payload.toString('utf8', 2));
    }
  }
}

/** Whether a close frame may carry this code (section 7.4; 1012 to 1014 were registered later). */
function isCloseCode(code: number): boolean {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}
