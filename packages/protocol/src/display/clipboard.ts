/**
 * The clipboard on a viewer's channel, the same at both ends: what one side offers, the other asks for, and gets in
 * parts. Owns what was asked and not answered, and the joining of parts, bounded. What is in a clipboard, and whether
 * it may leave, is the caller's.
 */
import type { Decoded } from '../frame-codec.ts';
import { ProtocolError } from '../errors.ts';
import { farport } from '../generated/wire.js';
import type { ReceivedPayload } from '../received-payload.ts';
import type { DisplayFrameProperties, ReceivedDisplayFrame } from './display-codec.ts';
import { MAX_CLIPBOARD_BYTES, MAX_CLIPBOARD_KINDS } from './display-limits.ts';
import { GrowingBytes } from './growing-bytes.ts';

/** UTF-8 text whose lines end with LF, a PNG file, or a Windows bitmap file. */
export type ClipboardKind = 'text' | 'png' | 'bmp';

/** What the guest and the VM's keeper let the clipboard do. */
export interface ClipboardStateMessage {
  /** A program in the guest shares its clipboard. */
  readonly guest: boolean;
  readonly toGuest: boolean;
  readonly fromGuest: boolean;
  /** Bytes of one content, either way. */
  readonly maxBytes: number;
}

export interface ClipboardHandlers {
  /** The other side's clipboard has something new; no kinds: it is empty. */
  clipboardOffered(kinds: readonly ClipboardKind[]): void;
  /** The other side wants what was offered last. Answer with `answer`, always. */
  clipboardRequested(kind: ClipboardKind): void;
  /** The answer to a `request`; undefined: there is nothing. */
  clipboardReceived(kind: ClipboardKind, bytes: Uint8Array<ArrayBuffer> | undefined): void;
}

const { ClipboardKind: Wire } = farport.v1;
const KINDS: readonly ClipboardKind[] = ['text', 'png', 'bmp'];
const NUMBERS: Readonly<Record<ClipboardKind, farport.v1.ClipboardKind>> = {
  text: Wire.CLIPBOARD_KIND_TEXT,
  png: Wire.CLIPBOARD_KIND_PNG,
  bmp: Wire.CLIPBOARD_KIND_BMP,
};
/** So much goes out before whatever else waits has its turn. */
const PART_BYTES = 64 << 10;

function kindFromWire(wire: number): ClipboardKind {
  const kind = KINDS[wire];
  if (kind === undefined) {
    throw new ProtocolError('protocol.malformed', `malformed message: clipboard kind ${wire} does not exist`);
  }
  return kind;
}

export function clipboardStateFromWire(
  wire: Decoded<farport.v1.ClipboardState.$Properties>,
): ClipboardStateMessage {
  const { guest, toGuest, fromGuest, maxBytes } = wire;
  if (maxBytes > MAX_CLIPBOARD_BYTES) throw tooLarge(maxBytes, MAX_CLIPBOARD_BYTES);
  return { guest, toGuest, fromGuest, maxBytes };
}

function tooLarge(bytes: number, most: number): ProtocolError {
  return new ProtocolError('protocol.clipboard_too_large', `a clipboard of ${bytes} bytes, at most ${most}`);
}

/** `written` is called when the message has left this process, or never will. Returns the message's number. */
type Send = (frame: DisplayFrameProperties, payload: readonly Uint8Array[], written: () => void) => number;

/** A content that goes out. */
interface Answer {
  readonly kind: ClipboardKind;
  readonly bytes: Uint8Array;
  /** Bytes sent; -1: there is nothing to send. */
  at: number;
}

/** Not answered yet, or being answered, or the number of the message that ends the answer. */
type Debt = 'asked' | 'answering' | number;

export class ClipboardExchange {
  /** Bytes of one content that are taken from the other side. */
  maxBytes = MAX_CLIPBOARD_BYTES;
  readonly #send: Send;
  readonly #sentSeq: () => number;
  readonly #handlers: Partial<ClipboardHandlers>;
  /** Asked of the other side, and by it: until the last part of the answer has gone, so one of each kind is held. */
  readonly #asked = new Set<ClipboardKind>();
  readonly #owed = new Map<ClipboardKind, Debt>();
  readonly #bytes = new GrowingBytes();
  /** The kind of the answer that is coming in. */
  #coming: ClipboardKind | undefined;
  #answers: Answer[] = [];
  #sending = false;

  /** `sentSeq`: number of the last message that has gone. Without handlers, the other side is told that there is nothing. */
  constructor(send: Send, sentSeq: () => number, handlers: Partial<ClipboardHandlers>) {
    this.#send = send;
    this.#sentSeq = sentSeq;
    this.#handlers = handlers;
  }

  offer(kinds: readonly ClipboardKind[]): void {
    this.#send({ clipboardOffer: { kinds: kinds.map((kind) => NUMBERS[kind]) } }, [], () => undefined);
  }

  /** Asks for what the other side offered last; false while the answer to the same question is awaited. */
  request(kind: ClipboardKind): boolean {
    if (this.#asked.has(kind)) return false;
    this.#asked.add(kind);
    this.#send({ clipboardRequest: { kind: NUMBERS[kind] } }, [], () => undefined);
    return true;
  }

  /** Answers what was requested; `bytes` must not change any more. Undefined: there is nothing. */
  answer(kind: ClipboardKind, bytes: Uint8Array | undefined): void {
    if (this.#owed.get(kind) !== 'asked') return;
    this.#owed.set(kind, 'answering');
    this.#answers.push({ kind, bytes: bytes ?? new Uint8Array(0), at: bytes === undefined ? -1 : 0 });
    if (!this.#sending) this.#pump();
  }

  /** Takes a message if it is one of the clipboard's. Throws ProtocolError. */
  message(frame: ReceivedDisplayFrame, payload: ReceivedPayload | undefined): boolean {
    if (frame.clipboardData != null) {
      this.#take(frame.clipboardData, payload);
      return true;
    }
    const { clipboardOffer, clipboardRequest } = frame;
    if (clipboardOffer == null && clipboardRequest == null) return false;
    if (payload !== undefined)
      throw new ProtocolError('protocol.malformed', `data in a ${frame.body} message`);
    if (clipboardOffer != null) {
      if (clipboardOffer.kinds.length > MAX_CLIPBOARD_KINDS) {
        throw new ProtocolError(
          'protocol.malformed',
          `${clipboardOffer.kinds.length} kinds in one clipboard`,
        );
      }
      this.#handlers.clipboardOffered?.([...new Set(clipboardOffer.kinds.map(kindFromWire))]);
    } else if (clipboardRequest != null) {
      const kind = kindFromWire(clipboardRequest.kind);
      const debt = this.#owed.get(kind);
      if (debt !== undefined && !(typeof debt === 'number' && debt <= this.#sentSeq())) {
        throw new ProtocolError('protocol.unexpected', `asked for the clipboard's ${kind} twice`);
      }
      this.#owed.set(kind, 'asked');
      if (this.#handlers.clipboardRequested === undefined) this.answer(kind, undefined);
      else this.#handlers.clipboardRequested(kind);
    }
    return true;
  }

  #take(part: Decoded<farport.v1.ClipboardData.$Properties>, payload: ReceivedPayload | undefined): void {
    const kind = kindFromWire(part.kind);
    if (!this.#asked.has(kind) || (this.#coming ?? kind) !== kind) {
      throw new ProtocolError('protocol.unexpected', `clipboard data (${kind}) that nobody asked for`);
    }
    const length = payload?.length ?? 0;
    if ((part.more && length === 0) || (part.missing && (part.more || length > 0))) {
      throw new ProtocolError('protocol.malformed', 'malformed message: a part of a clipboard without bytes');
    }
    const total = this.#bytes.length + length;
    if (total > this.maxBytes) throw tooLarge(total, this.maxBytes);
    for (const fragment of payload?.fragments ?? []) this.#bytes.append(fragment);
    this.#coming = kind;
    if (part.more) return;
    const all = this.#bytes.take();
    this.#coming = undefined;
    this.#asked.delete(kind);
    this.#handlers.clipboardReceived?.(kind, part.missing ? undefined : all);
  }

  /** Sends part after part, each when the one before has left: frames and keys come between. */
  #pump(): void {
    this.#sending = true;
    for (let again = true; again;) {
      const answer = this.#answers[0];
      if (answer === undefined) {
        this.#sending = false;
        return;
      }
      const { kind, bytes, at } = answer;
      const missing = at < 0;
      const part = missing ? bytes : bytes.subarray(at, at + PART_BYTES);
      const end = Math.max(0, at) + part.length;
      const more = end < bytes.length;
      answer.at = end;
      if (!more) this.#answers.shift();
      // `written` may be called at once, and many times over would be a deep stack.
      let inside = true;
      again = false;
      const seq = this.#send(
        { clipboardData: { kind: NUMBERS[kind], more, missing } },
        part.length === 0 ? [] : [part],
        () => {
          if (inside) again = true;
          else this.#pump();
        },
      );
      inside = false;
      if (!more) this.#owed.set(kind, seq);
    }
  }
}
