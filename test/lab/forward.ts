// A port of the lab's own 127.0.0.1, reached from the host: what a test's client on the host dials. Owns the listener
// and one command in the lab for each connection. Understands no byte of what passes.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Lab } from './lab.ts';

export class ForwardedPort {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(lab: Lab, port: number) {
    this.#server = createServer({ allowHalfOpen: false }, (socket) => {
      const way = lab.spawn(['busybox', 'nc', '127.0.0.1', String(port)]);
      this.#sockets.add(socket);
      const end = (): void => {
        socket.destroy();
      };
      socket.setNoDelay(true).on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        way.kill('SIGKILL');
      });
      way.stdin.on('error', end);
      way.ended.then(end, end);
      socket.pipe(way.stdin, { end: false });
      way.stdout.pipe(socket);
    });
  }

  /**
   * Forwards a port of the host's 127.0.0.1 to that port of the lab's: a free one, or `hostPort`, where who listens in
   * the lab looks at the address that it was asked by.
   */
  static async open(lab: Lab, port: number, hostPort = 0): Promise<ForwardedPort> {
    const forwarded = new ForwardedPort(lab, port);
    forwarded.#server.listen(hostPort, '127.0.0.1');
    await once(forwarded.#server, 'listening');
    return forwarded;
  }

  /** Of the host. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends the listener and every connection. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
