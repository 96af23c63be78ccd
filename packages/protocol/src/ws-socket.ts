/**
 * A channel's transport over a WebSocket: the ws package shakes hands, pings and closes; websocket-reader.ts reads messages,
 * and they are written here. Owns how bytes reach the socket, not what they say.
 */
import type { Duplex } from 'node:stream';
import { Socket } from 'node:net';
import type { ClientOptions, ServerOptions, WebSocket } from 'ws';
import { ChannelUsageError, ProtocolError } from './errors.ts';
import { MAX_MESSAGE, MAX_PENDING_PONGS } from './limits.ts';
import type { MessageSocket, MessageSocketEvents } from './message-socket.ts';
import { messageHeader, WebSocketReader } from './websocket-reader.ts';

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

/** What ws keeps under these names: its version is pinned, and the tests would tell. */
interface WithStream {
  readonly _socket: Duplex | null;
  readonly _isServer: boolean;
}

/**
 * Takes over the WebSocket: nobody else may send on it or listen to its messages. It may still be connecting; an open
 * one must be wrapped, and its channel made, in the same turn in which it opened, or messages are lost.
 */
export function wrapWebSocket(webSocket: WebSocket): MessageSocket {
  return new WsSocket(webSocket);
}

class WsSocket implements MessageSocket {
  readonly #webSocket: WebSocket;
  #stream: Duplex | undefined;
  #masks = false;
  #corked = false;
  #pongs = 0;
  #error = '';
  /** What the other side's close said. */
  #closed: { readonly code: number; readonly reason: string } | undefined;

  constructor(webSocket: WebSocket) {
    this.#webSocket = webSocket;
  }

  get isOpen(): boolean {
    return this.#webSocket.readyState === this.#webSocket.OPEN;
  }

  get bufferedAmount(): number {
    return this.#webSocket.bufferedAmount;
  }

  bind(events: MessageSocketEvents): void {
    const webSocket = this.#webSocket;
    if (this.isOpen) this.#takeStream(events);
    webSocket.on('open', () => {
      this.#takeStream(events);
      events.opened();
    });
    webSocket.on('error', (error: Error) => {
      this.#error = error.message;
    });
    webSocket.on('close', (code: number) => {
      // ws has seen no close frame: where one came, we have it.
      if (this.#closed !== undefined) events.closed(this.#closed.code, this.#closed.reason);
      else events.closed(code, this.#error);
    });
  }

  /** From here on what arrives goes to our own reader; ws still sends, and closes the connection. */
  #takeStream(events: MessageSocketEvents): void {
    const { _socket: stream, _isServer: isServer } = this.#webSocket as unknown as WithStream;
    if (stream === null) throw new ChannelUsageError('this WebSocket has no stream');
    this.#stream = stream;
    this.#masks = !isServer;
    if (stream instanceof Socket) stream.setNoDelay(true);
    const reader = new WebSocketReader(isServer, {
      message: (fragments) => {
        events.message(fragments);
      },
      ping: (payload) => {
        this.#answerPing(payload);
      },
      close: (code, reason) => {
        this.#closed = { code, reason };
        this.#finish(code === 1005 ? undefined : code);
      },
    });
    stream.removeAllListeners('data');
    stream.on('data', (chunk: Buffer) => {
      try {
        reader.read(chunk);
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        events.failed(error);
        this.#finish(error.closeCode);
      }
    });
  }

  #answerPing(payload: Uint8Array): void {
    if (!this.isOpen) return;
    if (this.#pongs >= MAX_PENDING_PONGS) {
      throw new ProtocolError('protocol.too_many_pings', `${this.#pongs} pings are not answered yet`);
    }
    this.#pongs++;
    this.#webSocket.pong(payload.slice(), undefined, () => {
      this.#pongs--;
    });
  }

  /** Says close, if that was not said yet, and nothing after it (section 5.5.1, 7.1.1). */
  #finish(code?: number): void {
    this.#webSocket.close(code);
    this.#stream?.end();
  }

  /**
   * One frame, whatever the message is cut into: 1 MiB of guest memory is 256 pages, and a frame for each costs both sides
   * more than the bytes. ws writes its own frames whole and at once, so none of them falls into this one.
   */
  send(fragments: readonly Uint8Array[], written?: () => void): void {
    const stream = this.#stream;
    if (!this.isOpen || stream === undefined) {
      if (written !== undefined) process.nextTick(written);
      return;
    }
    this.#cork();
    let length = 0;
    for (const fragment of fragments) length += fragment.length;
    const last = fragments.length - 1;
    stream.write(messageHeader(length, this.#masks), last < 0 ? written : undefined);
    for (let i = 0; i <= last; i++) {
      // Called back with an error where it cannot be sent; the memory is free then too.
      stream.write(fragments[i], i === last ? written : undefined);
    }
  }

  close(code: number, reason: string): void {
    this.#webSocket.close(code, reason);
  }

  terminate(): void {
    this.#webSocket.terminate();
  }

  /** Everything sent in one turn of the event loop leaves in one write. */
  #cork(): void {
    const stream = this.#stream;
    if (this.#corked || stream === undefined) return;
    this.#corked = true;
    stream.cork();
    process.nextTick(() => {
      this.#corked = false;
      stream.uncork();
    });
  }
}
