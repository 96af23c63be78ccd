/**
 * Lets a browser on this machine see a VM's screen: serves the viewer's page on 127.0.0.1, and joins the page's WebSocket
 * to one of its own to the agent, whose certificate it pins, as a browser cannot. Owns who may come in: the address has a
 * random part that is good for one window; what follows needs that window's cookie. Understands no message.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { SERVER_SOCKET_OPTIONS, wrapWebSocket } from '@farport/protocol';
import { WebSocketServer } from 'ws';
import { EngineError, messageOf } from '../errors.ts';
import type { Target } from '../session/dial.ts';
import { VERSION } from '../version.ts';
import type { ViewerFiles } from './files.ts';
import { relay } from './relay.ts';

/** Sockets of a page that connects again and again while old ones still close. */
const MAX_SOCKETS = 8;
const MAX_CONNECTIONS = 32;

const SECURITY_HEADERS = {
  // Everything comes from here; the cursor and pictures to keep are blobs of the page's own.
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
} as const;

export class ViewerBridge {
  readonly #target: Target;
  readonly #files: ViewerFiles;
  readonly #server: Server;
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    ...SERVER_SOCKET_OPTIONS,
    clientTracking: true,
  });
  /** In the address, until somebody came with it; in the cookie from then on. */
  #invitation: string | undefined = secret();
  readonly #cookie = secret();
  readonly #stopped = new AbortController();
  #origin = '';

  private constructor(target: Target, files: ViewerFiles) {
    this.#target = target;
    this.#files = files;
    this.#server = createServer({ maxHeaderSize: 8 << 10, headersTimeout: 10_000 }, (request, response) => {
      this.#answer(request, response);
    });
    this.#server.maxConnections = MAX_CONNECTIONS;
    this.#server.on('upgrade', (request, socket, head) => {
      this.#upgrade(request, socket, head);
    });
  }

  /** Listens on a free port. Errors: `viewer.port`. */
  static async start(target: Target, files: ViewerFiles): Promise<ViewerBridge> {
    const bridge = new ViewerBridge(target, files);
    const server = bridge.#server;
    server.listen({ host: '127.0.0.1', port: 0 });
    try {
      await once(server, 'listening');
    } catch (cause) {
      throw new EngineError('viewer.port', `no port of 127.0.0.1 can be used: ${messageOf(cause)}`, {
        cause,
      });
    }
    bridge.#origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return bridge;
  }

  /** What to open; good for one window. */
  get address(): string {
    return `${this.#origin}/open/${this.#invitation ?? 'used'}`;
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    this.#stopped.abort(new Error('the bridge was closed'));
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const client of this.#webSockets.clients) client.terminate();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Only this origin, whatever names lead to 127.0.0.1. */
  #isOwnHost(request: IncomingMessage): boolean {
    return request.headers.host === this.#origin.slice('http://'.length);
  }

  #isInvited(request: IncomingMessage): boolean {
    const cookie = /(?:^|; )farport=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    return isSame(cookie, this.#cookie);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const refuse = (status: number, text: string): void => {
      response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`${text}\n`);
    };
    if (!this.#isOwnHost(request)) {
      refuse(421, 'this is not the address of the viewer');
      return;
    }
    if (request.method !== 'GET') {
      refuse(405, 'there is nothing to change here');
      return;
    }
    const path = request.url?.split('?')[0] ?? '';
    const invitation = path.startsWith('/open/') ? path.slice('/open/'.length) : undefined;
    if (invitation !== undefined && this.#invitation !== undefined && isSame(invitation, this.#invitation)) {
      this.#invitation = undefined;
      const cookie = `farport=${this.#cookie}; Path=/; HttpOnly; SameSite=Strict`;
      response.writeHead(303, { ...SECURITY_HEADERS, Location: '/view/', 'Set-Cookie': cookie }).end();
      return;
    }
    if (!this.#isInvited(request)) {
      refuse(403, 'This address was opened already, or is not whole. Start "farport view" again.');
      return;
    }
    if (invitation !== undefined) {
      response.writeHead(303, { ...SECURITY_HEADERS, Location: '/view/' }).end();
      return;
    }
    if (path === '/view/session.json') {
      const { vm, ticket } = this.#target;
      response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ vm, ticket, agent: `farport-viewer/${VERSION}` }));
      return;
    }
    const file = path.startsWith('/view/') ? this.#files.get(path.slice('/view/'.length)) : undefined;
    if (file === undefined) {
      refuse(404, 'there is nothing here');
      return;
    }
    response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': file.type });
    response.end(file.bytes);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => undefined);
    const allowed =
      request.url === '/view/display' &&
      this.#isOwnHost(request) &&
      request.headers.origin === this.#origin &&
      this.#isInvited(request) &&
      this.#webSockets.clients.size < MAX_SOCKETS;
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      relay(wrapWebSocket(webSocket), this.#target, this.#stopped.signal);
    });
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
