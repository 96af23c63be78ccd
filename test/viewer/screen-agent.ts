/**
 * Stands for an agent with one VM, for tests of the viewer: a TLS server with a certificate of its own, and a WebSocket
 * whose other end the test plays, or a painted screen.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { SERVER_SOCKET_OPTIONS, wrapWebSocket, type MessageSocket } from '@farport/protocol';
import { WebSocketServer } from 'ws';
import { makeIdentity } from '../../apps/client/engine/session/fake/fake-agent.ts';
import type { Target } from '../../apps/client/engine/session/dial.ts';

export const VM = 'desktop-1';
export const TICKET = 'ticket-1';

export interface Refusal {
  readonly status: number;
  readonly code: string;
}

export class ScreenAgent {
  readonly target: Target;
  /** Refuse upgrades so. */
  refusal: Refusal | undefined;
  /** Takes each viewer's socket. */
  serve: (socket: MessageSocket) => void;
  /** Upgrade requests so far. */
  dials = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();

  private constructor(server: Server, target: Target, serve: (socket: MessageSocket) => void) {
    this.#server = server;
    this.target = target;
    this.serve = serve;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    const webSockets = new WebSocketServer({ ...SERVER_SOCKET_OPTIONS, noServer: true });
    server.on('upgrade', (request, socket, head) => {
      this.dials += 1;
      const known = request.url === `/v1/vms/${VM}/display`;
      const good = request.headers.authorization === `Bearer ${TICKET}`;
      const { status, code } = this.refusal ?? {
        status: known && good ? 0 : 404,
        code: 'vm.not_found',
      };
      if (status !== 0) {
        const body = JSON.stringify({ code, message: 'refused by the test' });
        socket.end(
          `HTTP/1.1 ${status} No\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
        );
        return;
      }
      webSockets.handleUpgrade(request, socket, head, (webSocket) => {
        webSocket.on('error', () => undefined);
        this.serve(wrapWebSocket(webSocket));
      });
    });
  }

  static async start(serve: (socket: MessageSocket) => void): Promise<ScreenAgent> {
    const { key, certificate } = await makeIdentity();
    const server = createServer({ key, cert: certificate, minVersion: 'TLSv1.3' });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const sha256 = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex');
    const agent = { host: '127.0.0.1', port };
    return new ScreenAgent(server, { agent, fingerprint: `sha256:${sha256}`, vm: VM, ticket: TICKET }, serve);
  }

  /** Of 127.0.0.1. */
  get port(): number {
    return this.target.agent.port;
  }

  /** Breaks every connection, as a cut cable does. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  }
}
