/**
 * The agent's face to the network: HTTP on connections whose TLS the gate has, one health check, and the upgrade that becomes
 * a splice. Checks the ticket and finds the VM; the gate moves the bytes after that, and nobody here sees them.
 */
import { randomBytes } from 'node:crypto';
import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { FarportError, RequestError, TicketError, VmError, errorMessage } from '../errors.ts';
import { sendJson } from '../http/json-server.ts';
import type { Log } from '../log.ts';
import { AttemptLimiter } from '../tickets/attempt-limiter.ts';
import type { Admission, TicketStore } from '../tickets/ticket-store.ts';
import type { Identity } from '../tls/certificate.ts';
import type { Supervisor } from '../vms/supervisor.ts';
import { AccessError } from '../access/errors.ts';
import type { ChannelRight } from '../fleet/admissions.ts';
import { ChannelRights } from './channel-rights.ts';
import { isApiPath } from '../api/server-paths.ts';
import type { ClientSide, Carried, SplicedChannel } from './client-side.ts';
import type { ServeConsole } from '../console/console-files.ts';
import { ConnectionCounter } from './connection-counter.ts';
import { ClientSocket, TlsGate, type Listen } from './tls-gate.ts';
import { refuse, upgradeForVm, type ChannelKind } from './upgrade-request.ts';

export type { Listen } from './tls-gate.ts';

/** Where an enrolled client has its control channel. */
export const clientPath = '/v1/client';
export const maxPerVm = 64;
export const maxPerTicket = 32;
const lastWordsMs = 1_000;
/** Of a connection that is neither spliced nor a control channel, how long nothing may move: for clients that do not read. */
const stalledMs = 120_000;

/** Answers what is asked of the API. */
export type AnswerApi = (request: IncomingMessage, response: ServerResponse) => void;

export class Gateway {
  readonly #identity: Identity;
  readonly #server: Server;
  readonly #tickets: TicketStore;
  readonly #supervisor: Supervisor;
  readonly #log: Log;
  readonly #limiter = new AttemptLimiter();
  readonly #perVm = new ConnectionCounter(maxPerVm);
  readonly #perTicket = new ConnectionCounter(maxPerTicket);
  /** The connections that are spliced, with the VM each is for and the ticket it came by. */
  readonly #spliced = new Map<number, { readonly vm: string; readonly ticketId: string }>();
  /** Of channels whose devices are asked about. */
  readonly rights = new ChannelRights();
  /** From `listen` on. */
  #gate: TlsGate | undefined;
  #api: AnswerApi | undefined;
  #clients: ClientSide | undefined;
  #console: ServeConsole | undefined;

  constructor(identity: Identity, tickets: TicketStore, supervisor: Supervisor, log: Log) {
    this.#identity = identity;
    this.#tickets = tickets;
    this.#supervisor = supervisor;
    this.#log = log;
    supervisor.onGone((name) => {
      this.#dropLater(name);
    });
    const options = {
      maxHeaderSize: 8 << 10,
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
    };
    this.#server = createServer(options, (request, response) => {
      this.#answer(request, response);
    });
    this.#server.timeout = stalledMs;
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // http's types only promise a stream.
      if (socket instanceof ClientSocket) void this.#upgrade(request, socket, head);
      else socket.destroy();
    });
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
      refuseBadRequest(error, socket);
    });
  }

  /**
   * Binds, and gives the address in use.
   * @throws ServiceError port.in_use, port.not_permitted, port.not_usable, tls.identity_invalid
   */
  listen(where: Listen): Listen {
    this.#gate = new TlsGate(this.#identity, where, {
      connected: (socket) => {
        this.#server.emit('connection', socket);
      },
      failed: (address, message, others) => {
        this.#log.debug('gateway.tls_failed', { address, message, others });
      },
    });
    // It listens nowhere itself. Its time limits begin with this event.
    this.#server.emit('listening');
    return this.#gate.address;
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

  /** Ends every channel that was opened by one of these tickets. */
  cutTickets(ids: ReadonlySet<string>): void {
    for (const [id, { ticketId }] of [...this.#spliced]) if (ids.has(ticketId)) this.#gate?.cut(id);
  }

  /** Stops listening and ends every connection. */
  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#gate?.close();
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

  async #upgrade(request: IncomingMessage, client: ClientSocket, head: Buffer): Promise<void> {
    const address = client.remoteAddress ?? '?';
    // Until the splice takes over, a broken client needs a listener and nothing else.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    let release: (() => void) | undefined;
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
      this.#connectToVm(client, channel, name);
      // Taken last, so that a VM that is not there costs no use.
      const opened = order === undefined ? undefined : order.use();
      // Of no order, or of one that somebody else used just now: then it is unknown.
      if (opened === undefined) await this.#tickets.use(ticket, name);
      if (client.destroyed) throw new RequestError('http.gone', 499, 'the client has gone');
      // A ticket that was taken back meanwhile opens nothing.
      if (order === undefined) this.#tickets.assertKept(id);
      const asked = kind === 'usb' && right !== undefined ? randomBytes(16).toString('hex') : undefined;
      if (asked !== undefined && right !== undefined) this.rights.opened(asked, name, right);
      const over = release;
      const first = Buffer.concat([Buffer.from(upgradeForVm(request, kind, sha256, asked)), head]);
      this.#splice(
        client,
        first,
        { vm: name, kind, ticketId: id, address },
        () => {
          over();
          if (asked !== undefined) this.rights.closed(asked);
        },
        opened,
      );
    } catch (error) {
      release?.();
      this.#gate?.disconnect(client);
      this.#refuse(client, address, error);
    }
  }

  async #upgradeClient(request: IncomingMessage, client: ClientSocket, head: Buffer): Promise<void> {
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

  /** @throws VmError vm.not_running */
  #connectToVm(client: ClientSocket, path: string, name: string): void {
    try {
      this.#gate?.connect(client, path);
    } catch (cause) {
      const message = `VM ${name} does not answer: look at its state on the server`;
      throw new VmError('vm.not_running', 503, message, { cause });
    }
  }

  #splice(
    client: ClientSocket,
    first: Buffer,
    who: {
      readonly vm: string;
      readonly kind: ChannelKind;
      readonly ticketId: string;
      readonly address: string;
    },
    release: () => void,
    opened: ((open: SplicedChannel) => (carried: Carried) => void) | undefined,
  ): void {
    const gate = this.#gate;
    if (gate === undefined) return;
    const { id } = client;
    client.setTimeout(0);
    this.#spliced.set(id, { vm: who.vm, ticketId: who.ticketId });
    this.#log.info('channel.opened', who);
    const closed = opened?.({
      cut: () => {
        gate.cut(id);
      },
      bytes: () => gate.carried(id),
    });
    gate.splice(client, first, (end) => {
      release();
      closed?.(end);
      this.#spliced.delete(id);
      this.#log.info('channel.closed', { ...who, ...end });
    });
  }

  /** A VM process is gone. Its last words have a moment to reach a client that is slow; then its channels are cut. */
  #dropLater(name: string): void {
    const left = [...this.#spliced].filter(([, { vm }]) => vm === name);
    if (left.length === 0) return;
    setTimeout(() => {
      for (const [id] of left) this.#gate?.cut(id);
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
