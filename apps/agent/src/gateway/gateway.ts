/**
 * The agent's face to the network: HTTPS, one health check, and the upgrade that becomes a splice. Checks the
 * ticket and finds the VM; after that it moves bytes and parses none of them.
 */
import { createServer, type Server } from 'node:https';
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, Socket, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  FarportError,
  RequestError,
  ServiceError,
  TicketError,
  VmError,
  errorCode,
  errorMessage,
} from '../errors.ts';
import { sendJson } from '../http/json-server.ts';
import type { Log } from '../log.ts';
import { addressKey, AttemptLimiter } from '../tickets/attempt-limiter.ts';
import type { Admission, TicketStore } from '../tickets/ticket-store.ts';
import type { Identity } from '../tls/certificate.ts';
import type { Supervisor } from '../vms/supervisor.ts';
import { AccessError } from '../access/errors.ts';
import type { ChannelRight } from '../fleet/admissions.ts';
import { isApiPath } from '../api/server-paths.ts';
import type { ClientSide, Carried, SplicedChannel } from './client-side.ts';
import type { ServeConsole } from '../console/console-files.ts';
import { ConnectionCounter } from './connection-counter.ts';
import { splice } from './splice.ts';
import { refuse, upgradeForVm, type ChannelKind } from './upgrade-request.ts';

/** Sockets of all kinds at once, also those still in their TLS handshake. */
const maxConnections = 2048;
/** Where an enrolled client has its control channel. */
export const clientPath = '/v1/client';
/**
 * Of one address, so that no one machine keeps all others out. Many clients may sit behind one router, each with a connection
 * for every device. This machine itself is not counted: whoever is on it can do worse.
 */
export const maxPerAddress = 512;
export const maxPerVm = 64;
export const maxPerTicket = 32;
const vmConnectMs = 5_000;
const keepAliveMs = 15_000;
const lastWordsMs = 1_000;

export interface Listen {
  readonly address: string;
  readonly port: number;
}

/** Answers what is asked of the API. */
export type AnswerApi = (request: IncomingMessage, response: ServerResponse) => void;

export class Gateway {
  readonly #server: Server;
  readonly #tickets: TicketStore;
  readonly #supervisor: Supervisor;
  readonly #log: Log;
  readonly #limiter = new AttemptLimiter();
  readonly #perAddress = new ConnectionCounter(maxPerAddress);
  readonly #perVm = new ConnectionCounter(maxPerVm);
  readonly #perTicket = new ConnectionCounter(maxPerTicket);
  /** Clients' sockets that are spliced, with the VM each is for and the ticket it came by. */
  readonly #spliced = new Map<Socket, { readonly vm: string; readonly ticketId: string }>();
  /** By what channels were let in whose devices are asked about, by the names that their VMs know them by. */
  readonly #rights = new Map<string, ChannelRight>();
  #api: AnswerApi | undefined;
  #clients: ClientSide | undefined;
  #console: ServeConsole | undefined;

  constructor(identity: Identity, tickets: TicketStore, supervisor: Supervisor, log: Log) {
    this.#tickets = tickets;
    this.#supervisor = supervisor;
    this.#log = log;
    supervisor.onGone((name) => {
      this.#dropLater(name);
    });
    // tls.createServer takes net.Server's options too; https's types do not say so.
    const options = {
      key: identity.key,
      cert: identity.certificate,
      minVersion: 'TLSv1.3' as const,
      ALPNProtocols: ['http/1.1'],
      handshakeTimeout: 10_000,
      // A WebSocket's peer may close one direction first; what flows the other way must still arrive.
      allowHalfOpen: true,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveMs,
      maxHeaderSize: 8 << 10,
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
    };
    this.#server = createServer(options, (request, response) => {
      this.#answer(request, response);
    });
    this.#server.maxConnections = maxConnections;
    this.#server.on('connection', (socket: Socket) => {
      this.#countAddress(socket);
    });
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // A TLSSocket, which is a net.Socket; http's types only promise a stream.
      if (socket instanceof Socket) void this.#upgrade(request, socket, head);
      else socket.destroy();
    });
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
      refuseBadRequest(error, socket);
    });
    this.#server.on('tlsClientError', (error) => {
      this.#log.debug('gateway.tls_failed', { message: error.message });
    });
  }

  /** Binds. Resolves with the address in use. @throws ServiceError port.in_use, port.not_permitted, port.not_usable */
  async listen({ address, port }: Listen): Promise<Listen> {
    this.#server.listen({ host: address, port });
    try {
      await once(this.#server, 'listening');
    } catch (cause) {
      throw listenError(errorCode(cause), address, port, cause);
    }
    this.#server.on('error', (error) => {
      this.#log.error('gateway.error', { message: error.message });
    });
    const bound = this.#server.address() as AddressInfo;
    return { address: bound.address, port: bound.port };
  }

  /** Who answers the API; undefined: nobody now. */
  serveApi(api: AnswerApi | undefined): void {
    this.#api = api;
  }

  /** Who keeps the clients' connections; undefined: nobody now. */
  serveClients(clients: ClientSide | undefined): void {
    this.#clients = clients;
  }

  /** Who answers what a browser asks for outside the API. */
  serveConsole(serve: ServeConsole): void {
    this.#console = serve;
  }

  /** By what the channel of this name was let in; undefined where it is over. */
  rightOf(channel: string): ChannelRight | undefined {
    return this.#rights.get(channel);
  }

  /** Ends every channel that was opened by one of these tickets. */
  cutTickets(ids: ReadonlySet<string>): void {
    for (const [socket, { ticketId }] of [...this.#spliced]) if (ids.has(ticketId)) socket.destroy();
  }

  /** Stops listening and ends every connection. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    for (const socket of this.#spliced.keys()) socket.destroy();
    await closed;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url?.split('?')[0] ?? '';
    const send = (status: number, value: unknown): void => {
      sendJson(response, status, value);
    };
    if (path === '/healthz' && (request.method === 'GET' || request.method === 'HEAD'))
      send(200, { ok: true });
    else if (isApiPath(path)) {
      if (this.#api !== undefined) this.#api(request, response);
      else answerStarting(response);
    } else if (path === clientPath || channelOf(path) !== undefined) {
      send(426, { code: 'http.upgrade_required', message: 'this is a WebSocket: send an upgrade request' });
    } else if (this.#console?.(request, response, path) !== true) {
      send(404, { code: 'http.not_found', message: 'there is nothing here' });
    }
  }

  /** Also before the TLS handshake, which costs the most. */
  #countAddress(socket: Socket): void {
    const address = socket.remoteAddress;
    if (address === undefined || isThisMachine(address)) return;
    const key = addressKey(address);
    if (!this.#perAddress.take(key)) {
      this.#log.debug('gateway.too_many_of_address', { address });
      socket.destroy();
      return;
    }
    socket.once('close', () => {
      this.#perAddress.give(key);
    });
  }

  async #upgrade(request: IncomingMessage, client: Socket, head: Buffer): Promise<void> {
    const address = client.remoteAddress ?? '?';
    // Until the splice takes over, a broken client needs a listener and nothing else.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    let release: (() => void) | undefined;
    let vmSocket: Socket | undefined;
    try {
      const wanted = channelOf(request.url ?? '');
      if (wanted === undefined && request.url !== clientPath)
        throw new RequestError('http.not_found', 404, 'there is nothing here to upgrade to');
      if (request.method !== 'GET' || request.headers.upgrade?.toLowerCase() !== 'websocket') {
        throw new RequestError('http.upgrade_required', 426, 'only a WebSocket can be had here');
      }
      if (wanted === undefined) {
        await this.#upgradeClient(request, client, head);
        client.off('error', ignore);
        return;
      }
      const { vm: name, kind } = wanted;
      const ticket = bearerOf(request);
      const order = kind === 'usb' ? this.#clients?.ticket(ticket, name) : undefined;
      const { id, sha256, right } = order ?? accountRight(this.#tickets.check(ticket, name));
      const { channel } = this.#supervisor.sockets(name);
      release = this.#reserve(name, id);
      vmSocket = await connectToVm(channel, name);
      // Taken last, so that a VM that is not there costs no use.
      const opened = order === undefined ? undefined : order.use();
      // Of no order, or of one that somebody else used just now: then it is unknown.
      if (opened === undefined) await this.#tickets.use(ticket, name);
      if (client.destroyed) throw new RequestError('http.gone', 499, 'the client has gone');
      // A ticket that was taken back meanwhile opens nothing.
      if (order === undefined) this.#tickets.assertKept(id);
      const asked = kind === 'usb' && right !== undefined ? randomBytes(16).toString('hex') : undefined;
      if (asked !== undefined && right !== undefined) this.#rights.set(asked, right);
      const over = release;
      this.#splice(
        client,
        vmSocket,
        { vm: name, kind, ticketId: id, address },
        () => {
          over();
          if (asked !== undefined) this.#rights.delete(asked);
        },
        opened,
      );
      vmSocket.write(upgradeForVm(request, kind, sha256, asked));
      if (head.length > 0) vmSocket.write(head);
      client.off('error', ignore);
    } catch (error) {
      release?.();
      vmSocket?.destroy();
      this.#refuse(client, address, error);
    }
  }

  async #upgradeClient(request: IncomingMessage, client: Socket, head: Buffer): Promise<void> {
    if (this.#clients === undefined) {
      throw new RequestError(
        'agent.starting',
        503,
        'the agent is starting or stopping: try again in a moment',
      );
    }
    client.setTimeout(0);
    await this.#clients.upgrade(request, client, head);
  }

  #reserve(vm: string, ticket: string): () => void {
    if (!this.#perVm.take(vm)) {
      throw new VmError(
        'vm.too_many_channels',
        429,
        `this VM has its ${maxPerVm} connections: release a device first`,
      );
    }
    if (!this.#perTicket.take(ticket)) {
      this.#perVm.give(vm);
      const message = `this ticket has its ${maxPerTicket} connections: release a device first, or ask for another ticket`;
      throw new TicketError('ticket.too_many_channels', 429, message);
    }
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#perVm.give(vm);
      this.#perTicket.give(ticket);
    };
  }

  #splice(
    client: Socket,
    vm: Socket,
    who: {
      readonly vm: string;
      readonly kind: ChannelKind;
      readonly ticketId: string;
      readonly address: string;
    },
    release: () => void,
    opened: ((open: SplicedChannel) => (carried: Carried) => void) | undefined,
  ): void {
    const beganAt = Date.now();
    client.setTimeout(0);
    this.#spliced.set(client, { vm: who.vm, ticketId: who.ticketId });
    this.#log.info('channel.opened', who);
    const closed = opened?.({
      cut: () => client.destroy(),
      bytes: () => ({ toVm: vm.bytesWritten, toClient: vm.bytesRead }),
    });
    splice(client, vm, (end) => {
      release();
      closed?.(end);
      this.#spliced.delete(client);
      this.#log.info('channel.closed', { ...who, ...end, ms: Date.now() - beganAt });
    });
  }

  /**
   * A VM process is gone. On a unix socket its death looks like the end of one direction, so what is left of its
   * channels is cut here, after the last words had time to reach the client.
   */
  #dropLater(name: string): void {
    const left = [...this.#spliced].filter(([, { vm }]) => vm === name);
    if (left.length === 0) return;
    setTimeout(() => {
      for (const [socket] of left) socket.destroy();
    }, lastWordsMs);
  }

  #refuse(client: Socket, address: string, error: unknown): void {
    if (client.destroyed) return;
    if (!(error instanceof FarportError)) {
      this.#log.error('gateway.internal', { address, message: errorMessage(error) });
      refuse(client, new FarportError('internal', 500, 'an internal error; the agent’s log says more'));
      return;
    }
    const failedTicket =
      (error instanceof TicketError || error instanceof AccessError) &&
      (error.status === 401 || error.status === 403);
    if (failedTicket && this.#limiter.failed(address)) {
      // Not logged one by one: the log is not the guesser's to fill.
      const message = 'too many wrong tickets from this address: wait a minute, then try with a right one';
      refuse(client, new TicketError('ticket.too_many_attempts', 429, message), ['Retry-After: 60']);
      return;
    }
    this.#log.warn('channel.refused', { address, code: error.code });
    const challenge = error.status === 401 ? ['WWW-Authenticate: Bearer'] : [];
    refuse(client, error, challenge);
  }
}

/** 127.0.0.0/8 and ::1. */
export function isThisMachine(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}

/** The API is not there yet, or no longer. */
export function answerStarting(response: ServerResponse): void {
  response.setHeader('retry-after', '1');
  sendJson(response, 503, {
    code: 'agent.starting',
    message: 'the agent is starting or stopping: try again in a moment',
  });
}

/** What /v1/vms/NAME/usb and /v1/vms/NAME/display ask for. Whether there is such a VM is asked only after the ticket was good. */
function channelOf(url: string): { readonly vm: string; readonly kind: ChannelKind } | undefined {
  const [, vm, kind] = /^\/v1\/vms\/([A-Za-z0-9][A-Za-z0-9._-]{0,62})\/(usb|display)$/.exec(url) ?? [];
  return vm === undefined ? undefined : { vm, kind: kind === 'display' ? 'display' : 'usb' };
}

/** By what a ticket lets somebody in; an administrator's own lets in whatever its holder brings. */
function accountRight({ id, sha256, account }: Admission): {
  readonly id: string;
  readonly sha256: string;
  readonly right: ChannelRight | undefined;
} {
  return { id, sha256, right: account === undefined ? undefined : { kind: 'account', ...account } };
}

/** @throws TicketError ticket.missing */
function bearerOf(request: IncomingMessage): string {
  const match = /^bearer +([A-Za-z0-9_-]{1,128})$/i.exec(request.headers.authorization ?? '');
  if (match?.[1] === undefined) {
    throw new TicketError('ticket.missing', 401, 'send the ticket as "Authorization: Bearer TICKET"');
  }
  return match[1];
}

/** @throws VmError vm.not_running */
async function connectToVm(path: string, name: string): Promise<Socket> {
  const socket = connect({ path, allowHalfOpen: true });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(vmConnectMs) });
    return socket;
  } catch (cause) {
    socket.destroy();
    throw new VmError('vm.not_running', 503, `VM ${name} does not answer: look at its state on the server`, {
      cause,
    });
  }
}

function listenError(code: string | undefined, address: string, port: number, cause: unknown): ServiceError {
  const where = `${address}:${port}`;
  if (code === 'EADDRINUSE') {
    const message = `port ${port} of ${address} is in use by another program: stop that one (ss -ltnp "sport = :${port}" names it), or set another "listen" in the configuration`;
    return new ServiceError('port.in_use', message, { cause });
  }
  if (code === 'EACCES') {
    const message = `this user may not listen on ${where}: choose a port above 1023, or give it CAP_NET_BIND_SERVICE`;
    return new ServiceError('port.not_permitted', message, { cause });
  }
  if (code === 'EADDRNOTAVAIL') {
    const message = `${address} is no address of this machine: set another "listen" in the configuration ("ip address" shows them)`;
    return new ServiceError('port.not_usable', message, { cause });
  }
  return new ServiceError('port.not_usable', `cannot listen on ${where}: ${errorMessage(cause)}`, { cause });
}

/** A request that Node's parser gave up on. */
function refuseBadRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, status, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? (['http.headers_too_large', 431, 'the request’s headers are larger than 8 KiB'] as const)
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? (['http.timeout', 408, 'the request took too long'] as const)
        : (['http.bad_request', 400, STATUS_CODES[400] ?? ''] as const);
  refuse(socket, new RequestError(code, status, message));
}
