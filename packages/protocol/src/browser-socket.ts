/**
 * A channel's transport over the WebSocket of a browser, which shakes hands, masks and reads by itself. Owns how
 * messages get in and out of it, not what they say. Node has the same class; tests run on that.
 */
import { ProtocolError } from './errors.ts';
import { MAX_MESSAGE } from './limits.ts';
import type { MessageSocket, MessageSocketEvents } from './message-socket.ts';

/** The part of a browser's WebSocket that is used (https://websockets.spec.whatwg.org, section 3). */
export interface BrowserWebSocket {
  readonly readyState: number;
  readonly bufferedAmount: number;
  binaryType: string;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

/** A transport that remembers how the other side closed it: the reason says what a channel's end does not. */
export interface ClosedSocket extends MessageSocket {
  /** Undefined while it is open, and where the link broke without a goodbye. */
  readonly goodbye: { readonly code: number; readonly reason: string } | undefined;
}

const OPEN = 1;
/** RFC 6455, section 5.5: a close frame holds 125 bytes, two of them the code. */
const MAX_REASON_BYTES = 123;

/** Takes over the WebSocket: nobody else may send on it or set its handlers. It may still be connecting. */
export function wrapBrowserSocket(webSocket: BrowserWebSocket): ClosedSocket {
  return new BrowserSocket(webSocket);
}

class BrowserSocket implements ClosedSocket {
  readonly #webSocket: BrowserWebSocket;
  #events: MessageSocketEvents | undefined;
  #goodbye: { readonly code: number; readonly reason: string } | undefined;

  constructor(webSocket: BrowserWebSocket) {
    this.#webSocket = webSocket;
    webSocket.binaryType = 'arraybuffer';
  }

  get isOpen(): boolean {
    return this.#webSocket.readyState === OPEN;
  }

  get bufferedAmount(): number {
    return this.#webSocket.bufferedAmount;
  }

  get goodbye(): { readonly code: number; readonly reason: string } | undefined {
    return this.#goodbye;
  }

  bind(events: MessageSocketEvents): void {
    this.#events = events;
    const webSocket = this.#webSocket;
    webSocket.onopen = () => {
      this.#events?.opened();
    };
    webSocket.onmessage = ({ data }: { readonly data: unknown }) => {
      this.#message(data);
    };
    webSocket.onclose = ({ code, reason }: { readonly code: number; readonly reason: string }) => {
      if (code !== 1006 && this.#events !== undefined) this.#goodbye = { code, reason };
      this.#closed(code, reason);
    };
  }

  #message(data: unknown): void {
    if (!(data instanceof ArrayBuffer)) {
      this.#events?.failed(new ProtocolError('protocol.text', 'a text message: channels carry binary ones'));
    } else if (data.byteLength > MAX_MESSAGE) {
      const message = `a message of ${data.byteLength} bytes, at most ${MAX_MESSAGE}`;
      this.#events?.failed(new ProtocolError('protocol.message_too_large', message));
    } else this.#events?.message([new Uint8Array(data)]);
  }

  #closed(code: number, reason: string): void {
    const events = this.#events;
    this.#events = undefined;
    events?.closed(code, reason);
  }

  send(fragments: readonly Uint8Array[], written?: () => void): void {
    if (this.isOpen) this.#webSocket.send(joined(fragments));
    // The browser has copied the bytes, or dropped them.
    if (written !== undefined) queueMicrotask(written);
  }

  close(code: number, reason: string): void {
    // A browser's script may say 1000 and the private range only.
    const allowed = code === 1000 || (code >= 3000 && code <= 4999);
    const bytes = new TextEncoder().encode(reason);
    const fits = bytes.length <= MAX_REASON_BYTES ? reason : '';
    this.#webSocket.close(allowed ? code : 4000, fits);
  }

  /** A browser cannot cut a connection; it is left alone, and says nothing any more. */
  terminate(): void {
    this.#webSocket.close();
    queueMicrotask(() => {
      this.#closed(1006, '');
    });
  }
}

function joined(fragments: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const fragment of fragments) length += fragment.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const fragment of fragments) {
    bytes.set(fragment, at);
    at += fragment.length;
  }
  return bytes;
}
