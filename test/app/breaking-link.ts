/**
 * A link that breaks, for tests: stands before a TLS server and passes so many bytes of the server's on, then cuts the
 * connection; connections for which nothing is said pass whole. Understands no byte.
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class BreakingLink {
  /** Of the next connections, so many bytes of the server's pass. */
  readonly breaks: number[] = [];
  /** Connections that were cut so. */
  broken = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(port: number) {
    this.#server = createServer((near) => {
      let left = this.breaks.shift() ?? Infinity;
      const far = connect(port, '127.0.0.1');
      const end = (): void => {
        near.destroy();
        far.destroy();
      };
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', end).on('close', () => {
          this.#sockets.delete(socket);
          end();
        });
      }
      near.pipe(far);
      far.on('data', (bytes: Buffer) => {
        near.write(bytes.subarray(0, Math.min(left, bytes.length)));
        left -= bytes.length;
        if (left >= 0) return;
        this.broken += 1;
        // What was written before the cut arrives.
        near.destroySoon();
        far.destroy();
      });
    });
  }

  static async to(port: number): Promise<BreakingLink> {
    const link = new BreakingLink(port);
    link.#server.listen(0, '127.0.0.1');
    await once(link.#server, 'listening');
    return link;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
