/** A channel's transport over a WebSocket of the ws package. Owns how bytes reach the socket, not what they say. */
import type { Duplex } from 'node:stream';
import { Socket } from 'node:net';
import type { ClientOptions, RawData, ServerOptions, WebSocket } from 'ws';
import { ProtocolError } from './errors.ts';
import { MAX_MESSAGE } from './limits.ts';
import type { MessageSocket, MessageSocketEvents } from './message-socket.ts';

/** What a WebSocketServer that carries channels must be made with. */
export const SERVER_SOCKET_OPTIONS = {
  perMessageDeflate: false,
  maxPayload: MAX_MESSAGE,
  skipUTF8Validation: true,
} as const satisfies ServerOptions;

/**
 * What a client's WebSocket that carries a channel must be made with. Masking (RFC 6455, section 5.3) protects
 * intermediaries that see plain text from a script that chooses its bytes; a channel runs inside TLS, whose
 * endpoint is the agent, so the key is 0 and the payload is written without a copy.
 */
export const CLIENT_SOCKET_OPTIONS = {
  perMessageDeflate: false,
  maxPayload: MAX_MESSAGE,
  skipUTF8Validation: true,
  generateMask: (mask: Buffer): void => {
    mask.fill(0);
  },
} as const satisfies ClientOptions;

/** ws keeps the stream it writes to under this name; without it messages still flow, in more writes. */
interface WithStream {
  readonly _socket?: Duplex | null;
}

/**
 * Takes over the WebSocket: nobody else may send on it. It may still be connecting; an open one must be wrapped, and
 * its channel made, in the same turn in which it opened, or messages are lost.
 */
export function wrapWebSocket(webSocket: WebSocket): MessageSocket {
  return new WsSocket(webSocket);
}

class WsSocket implements MessageSocket {
  readonly #webSocket: WebSocket;
  #corked: Duplex | undefined;
  #error = '';

  constructor(webSocket: WebSocket) {
    this.#webSocket = webSocket;
    webSocket.binaryType = 'fragments';
  }

  get isOpen(): boolean {
    return this.#webSocket.readyState === this.#webSocket.OPEN;
  }

  get bufferedAmount(): number {
    return this.#webSocket.bufferedAmount;
  }

  bind(events: MessageSocketEvents): void {
    const webSocket = this.#webSocket;
    const opened = (): void => {
      const stream = this.#stream();
      if (stream instanceof Socket) stream.setNoDelay(true);
    };
    if (this.isOpen) opened();
    webSocket.on('open', () => {
      opened();
      events.opened();
    });
    webSocket.on('message', (data: RawData, isBinary: boolean) => {
      if (!isBinary) events.failed(new ProtocolError('protocol.malformed', 'a text message'));
      else if (Array.isArray(data)) events.message(data);
      else events.message([data instanceof ArrayBuffer ? new Uint8Array(data) : data]);
    });
    webSocket.on('error', (error: Error & { code?: string }) => {
      this.#error = error.message;
      // Errors of the stream are followed by 'close'; those of the peer's framing have a name of ws.
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
        events.failed(
          new ProtocolError('protocol.message_too_large', `a message of more than ${MAX_MESSAGE} bytes`),
        );
      } else if (error.code?.startsWith('WS_ERR_') === true) {
        events.failed(new ProtocolError('protocol.malformed', `WebSocket: ${error.message}`));
      }
    });
    webSocket.on('close', (code: number, reason: Buffer) => {
      events.closed(code, code === 1006 ? this.#error : reason.toString());
    });
  }

  send(fragments: readonly Uint8Array[], written?: () => void): void {
    const webSocket = this.#webSocket;
    if (!this.isOpen) {
      if (written !== undefined) process.nextTick(written);
      return;
    }
    this.#cork();
    const last = fragments.length - 1;
    for (let i = 0; i <= last; i++) {
      const fragment = fragments[i];
      if (fragment === undefined) continue;
      const options = { binary: true, compress: false, fin: i === last };
      // ws calls back with an error where it cannot send; the memory is free then too.
      if (i === last && written !== undefined) webSocket.send(fragment, options, written);
      else webSocket.send(fragment, options);
    }
  }

  close(code: number, reason: string): void {
    this.#webSocket.close(code, reason);
  }

  terminate(): void {
    this.#webSocket.terminate();
  }

  #stream(): Duplex | undefined {
    return (this.#webSocket as unknown as WithStream)._socket ?? undefined;
  }

  /** Everything sent in one turn of the event loop leaves in one write. */
  #cork(): void {
    if (this.#corked !== undefined) return;
    const stream = this.#stream();
    if (stream === undefined) return;
    this.#corked = stream;
    stream.cork();
    process.nextTick(() => {
      this.#corked = undefined;
      stream.uncork();
    });
  }
}
