/**
 * The clients' connections, in TypeScript's terms: the addon's gate has the TLS and the sockets to the network, this has what
 * comes out of it. A connection is a socket like any other here until it is spliced; then its bytes never come by again. Checks
 * nothing: who may be spliced to what is the gateway's.
 */
import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { Gate, type GateEvent } from '@farport/native';
import { errorCode, errorMessage, ServiceError } from '../errors.ts';
import type { Identity } from '../tls/certificate.ts';
import type { Carried } from './client-side.ts';
import type { ChannelTraffic } from './open-channels.ts';

/** Of all kinds at once, also those still in their TLS handshake. */
export const maxConnections = 2048;
/** What one address may have of them, so that it cannot have them all. */
export const maxPerAddress = 1536;
const handshakeMs = 10_000;
/** After one side has ended its half, how long the other may stay silent before both are closed. */
const silenceMs = 30_000;
const keepAliveMs = 15_000;

export interface Listen {
  readonly address: string;
  readonly port: number;
}

export interface SpliceEnd extends Carried {
  /** Why: "closed" when both sides ended, "cut" when it was cut here, else what went wrong. */
  readonly reason: string;
  readonly ms: number;
}

/** Who hears of what comes. */
export interface GateOwner {
  connected(socket: ClientSocket): void;
  /** A TLS handshake failed; so many others before it were not told. */
  failed(address: string, message: string, others: number): void;
}

/** A client's connection without its TLS: one end of a pair of unix sockets. */
export class ClientSocket extends Socket {
  readonly id: number;
  /** What Node's TLS sockets say of themselves. */
  readonly encrypted = true;

  constructor({ id, fd, address, port }: NonNullable<GateEvent['opened']>) {
    // A WebSocket's peer may close one direction first; what flows the other way must still arrive.
    super({ fd, readable: true, writable: true, allowHalfOpen: true });
    this.id = id;
    // The pair has no address: the client's.
    Object.defineProperties(this, {
      remoteAddress: { value: address },
      remotePort: { value: port },
      remoteFamily: { value: address.includes(':') ? 'IPv6' : 'IPv4' },
    });
  }
}

export class TlsGate {
  readonly #gate: Gate;
  readonly #owner: GateOwner;
  /** Those that are not spliced. */
  readonly #sockets = new Set<ClientSocket>();
  readonly #splices = new Map<number, (end: SpliceEnd) => void>();
  #closed = false;

  /** Listens. @throws ServiceError port.in_use, port.not_permitted, port.not_usable, tls.identity_invalid */
  constructor(identity: Identity, { address, port }: Listen, owner: GateOwner) {
    this.#owner = owner;
    const options = {
      address,
      port,
      certificate: identity.certificate,
      key: identity.key,
      maxConnections,
      maxPerAddress,
      handshakeMs,
      silenceMs,
      keepAliveMs,
    };
    try {
      this.#gate = new Gate(options, () => {
        this.#drain();
      });
    } catch (cause) {
      throw startError(address, port, cause);
    }
  }

  get address(): Listen {
    return this.#gate.address();
  }

  /** Connects to what the client's connection is to be spliced to. @throws where nothing listens at `path` */
  connect(socket: ClientSocket, path: string): void {
    this.#gate.connect(socket.id, path);
  }

  /** It will not be spliced after all. */
  disconnect(socket: ClientSocket): void {
    this.#gate.disconnect(socket.id);
  }

  /**
   * Splices a connection to what it was connected to, which gets `first` before anything else, and calls `done` once when that
   * is over. Takes the socket, of which nobody may read or write any more.
   */
  splice(socket: ClientSocket, first: Buffer, done: (end: SpliceEnd) => void): void {
    const { id } = socket;
    this.#splices.set(id, done);
    const chunks = [first];
    let over = false;
    const allHere = (): void => {
      if (over) return;
      over = true;
      socket.destroy();
      try {
        this.#gate.splice(id, Buffer.concat(chunks));
      } catch (cause) {
        this.#ended({ id, reason: errorMessage(cause), toVm: 0, toClient: 0, ms: 0 });
      }
    };
    // What the client sent behind its request may be on its way here: it is all here when the socket ends.
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', allHere);
    socket.on('close', allHere);
    socket.on('error', () => undefined);
    this.#gate.detach(id);
    if (socket.readableEnded || socket.destroyed) allHere();
    else socket.resume();
  }

  /** What a splice has carried so far, and how far away its client is. */
  carried(id: number): ChannelTraffic {
    return this.#gate.traffic(id) ?? { toVm: 0, toClient: 0 };
  }

  /** Ends a splice at once. */
  cut(id: number): void {
    this.#gate.cut(id);
  }

  /** Stops listening and ends every connection. What was written to a socket before still goes out. */
  close(): void {
    this.#closed = true;
    this.#gate.close();
    this.#drain();
    for (const socket of this.#sockets) socket.destroy();
    for (const id of [...this.#splices.keys()]) {
      this.#ended({ id, reason: 'the agent stopped', toVm: 0, toClient: 0, ms: 0 });
    }
  }

  #drain(): void {
    for (let event = this.#gate.take(); event !== null; event = this.#gate.take()) {
      const { opened, ended, failed, broken } = event;
      if (opened !== undefined) this.#opened(opened);
      else if (ended !== undefined) this.#ended(ended);
      else if (failed !== undefined) this.#owner.failed(failed.address, failed.message, failed.others);
      else if (broken !== undefined) throw new ServiceError('gateway.broken', broken);
    }
  }

  #opened(opened: NonNullable<GateEvent['opened']>): void {
    if (this.#closed) {
      closeSync(opened.fd);
      return;
    }
    const socket = new ClientSocket(opened);
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    this.#owner.connected(socket);
  }

  #ended({ id, reason, toVm, toClient, ms }: NonNullable<GateEvent['ended']>): void {
    const done = this.#splices.get(id);
    this.#splices.delete(id);
    done?.({ reason, toVm, toClient, ms });
  }
}

function startError(address: string, port: number, cause: unknown): ServiceError {
  const where = `${address}:${port}`;
  switch (errorCode(cause)) {
    case 'gate.address_in_use': {
      const message = `port ${port} of ${address} is in use by another program: stop that one (ss -ltnp "sport = :${port}" names it), or set another "listen" in the configuration`;
      return new ServiceError('port.in_use', message, { cause });
    }
    case 'gate.address_not_permitted': {
      const message = `this user may not listen on ${where}: choose a port above 1023, or give it CAP_NET_BIND_SERVICE`;
      return new ServiceError('port.not_permitted', message, { cause });
    }
    case 'gate.address_not_available': {
      const message = `${address} is no address of this machine: set another "listen" in the configuration ("ip address" shows them)`;
      return new ServiceError('port.not_usable', message, { cause });
    }
    case 'gate.identity':
      return new ServiceError('tls.identity_invalid', errorMessage(cause), { cause });
    default:
      return new ServiceError('port.not_usable', `cannot listen on ${where}: ${errorMessage(cause)}`, {
        cause,
      });
  }
}
