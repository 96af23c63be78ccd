/**
 * A distance between two ends of TCP connections, in user space: half of a round trip each way and, where asked for, so
 * many bits a second each way. Both contestants' bytes go through it alike. Owns their count. Reads none of them.
 *
 * It stands for `tc netem`, which not every kernel has. What it cannot do: it ends TCP on both sides, so that loss and
 * TCP's own ramp-up are not part of it. What waits for its turn is bounded, and beyond that its sender waits.
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface LinkShape {
  /** Added to the round trip. */
  readonly roundTripMs: number;
  /** Each way; Infinity: as fast as it goes. */
  readonly bitsPerSecond: number;
}

/** The link's own buffer, as a router has one. */
const QUEUE_BYTES = 64 << 10;
/** What goes at once. */
const PIECE_BYTES = 4 << 10;

interface Piece {
  readonly bytes: Buffer;
  readonly dueMs: number;
  readonly leavesMs: number;
}

/** One direction of one connection. */
class Way {
  readonly #shape: LinkShape;
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #pieces: Piece[] = [];
  #freeMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(from: Socket, to: Socket, shape: LinkShape, count: (bytes: number) => void) {
    this.#from = from;
    this.#to = to;
    this.#shape = shape;
    from.on('data', (bytes: Buffer) => {
      count(bytes.length);
      this.#push(bytes);
    });
    from.on('end', () => {
      this.#ended = true;
      this.#run();
    });
    to.on('drain', () => {
      this.#run();
    });
  }

  #push(bytes: Buffer): void {
    const { roundTripMs, bitsPerSecond } = this.#shape;
    const now = performance.now();
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      this.#freeMs = Math.max(now, this.#freeMs) + (piece.length * 8000) / bitsPerSecond;
      this.#pieces.push({ bytes: piece, leavesMs: this.#freeMs, dueMs: this.#freeMs + roundTripMs / 2 });
    }
    this.#run();
  }

  #run(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    for (let [piece] = this.#pieces; piece !== undefined && piece.dueMs <= now; [piece] = this.#pieces) {
      this.#pieces.shift();
      if (!this.#to.destroyed) this.#to.write(piece.bytes);
    }
    const [next] = this.#pieces;
    if (next !== undefined) {
      this.#timer = setTimeout(() => {
        this.#run();
      }, next.dueMs - now);
    } else if (this.#ended) this.#to.end();
    const waitingMs = Math.max(0, this.#freeMs - now);
    const waiting = Number.isFinite(this.#shape.bitsPerSecond)
      ? (waitingMs * this.#shape.bitsPerSecond) / 8000
      : this.#to.writableLength;
    if (waiting > QUEUE_BYTES) this.#from.pause();
    else this.#from.resume();
  }
}

export class Link {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #bytes = 0;

  private constructor(server: Server, shape: LinkShape, to: number) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (near) => {
      const far = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(socket);
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          this.#sockets.delete(socket);
          if (socket.errored !== null) other.destroy();
        });
        new Way(socket, other, shape, (bytes) => {
          this.#bytes += bytes;
        });
      }
    });
  }

  /** From a port of its own to this port of 127.0.0.1. */
  static async start(to: number, shape: LinkShape): Promise<Link> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Link(server, shape, to);
  }

  /** Payload of TCP that went either way. */
  get bytes(): number {
    return this.#bytes;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
