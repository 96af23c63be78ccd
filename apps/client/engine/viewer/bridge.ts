/**
 * Lets a browser on this machine see a VM's screen: serves the viewer's page on 127.0.0.1, and joins the page's WebSocket
 * to one of its own to the agent, whose certificate it pins, as a browser cannot. Owns who may come in: the address has a
 * random part that is good for one window; what follows needs that window's cookie. Understands no message.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { SERVER_SOCKET_OPTIONS, wrapWebSocket } from '@farport/protocol';
import { WebSocketServer } from 'ws';
import { EngineError, messageOf } from '../errors.ts';
import type { Target } from '../session/dial.ts';
import { VERSION } from '../version.ts';
import { Door, refuseUpgrade } from './door.ts';
import type { ViewerFiles } from './files.ts';
import { relay } from './relay.ts';

/** Sockets of a page that connects again and again while old ones still close. */
const MAX_SOCKETS = 8;
const MAX_CONNECTIONS = 32;

export class ViewerBridge {
  readonly #target: Target;
  readonly #files: ViewerFiles;
  readonly #server: Server;
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    ...SERVER_SOCKET_OPTIONS,
    clientTracking: true,
  });
  readonly #door = new Door(
    '/view/',
    'This address was opened already, or is not whole. Start "farport view" again.',
  );
  readonly #stopped = new AbortController();

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
    bridge.#door.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return bridge;
  }

  /** What to open; good for one window. */
  get address(): string {
    return this.#door.address;
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

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.#door.admit(request, response) === 'answered') return;
    const { headers } = this.#door;
    const path = request.url?.split('?')[0] ?? '';
    if (path === '/view/session.json') {
      const { vm, ticket } = this.#target;
      response.writeHead(200, { ...headers, 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ vm, ticket, agent: `farport-viewer/${VERSION}` }));
      return;
    }
    const file = path.startsWith('/view/') ? this.#files.get(path.slice('/view/'.length)) : undefined;
    if (file === undefined) {
      this.#door.refuse(response, 404, 'there is nothing here');
      return;
    }
    response.writeHead(200, { ...headers, 'Content-Type': file.type });
    response.end(file.bytes);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => undefined);
    const allowed =
      request.url === '/view/display' &&
      this.#door.admitsSocket(request) &&
      this.#webSockets.clients.size < MAX_SOCKETS;
    if (!allowed) {
      refuseUpgrade(socket);
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      relay(wrapWebSocket(webSocket), this.#target, this.#stopped.signal);
    });
  }
}
