/**
 * Stands for an agent with a few VMs, for tests of the app: a TLS server with a certificate of its own that knows one
 * account and one ticket, shows a painted screen, and takes or refuses devices.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  SERVER_SOCKET_OPTIONS,
  UsbChannelServer,
  wrapWebSocket,
  type MessageSocket,
} from '@farport/protocol';
import { WebSocketServer } from 'ws';
import { makeIdentity } from '../../apps/client/engine/session/fake/fake-agent.ts';
import { PaintedScreen } from '../viewer/painted-screen.ts';

export const ACCOUNT = { user: 'wang', password: 'correct horse' } as const;
export const TICKET = 'ticket-1';
export const VM = 'desktop-1';

interface Refusal {
  readonly code: string;
  readonly message: string;
}

const VMS = [
  { id: 'vm-1', name: VM, description: 'Debian 12', state: 'running' },
  { id: 'vm-2', name: 'build-farm', description: '', state: 'stopped' },
];

export class OfficeAgent {
  readonly screen: PaintedScreen;
  fingerprint: string;
  /** What devices were refused with, from now on. */
  refuseDevice: Refusal | undefined;
  /** VMs whose devices are attached now. */
  readonly attached: UsbChannelServer[] = [];
  /** What was asked of the API: "POST /api/v1/session". */
  readonly asked: string[] = [];
  vms = VMS.map((vm) => ({ ...vm }));
  /** What the policy forbids to whoever is signed in, by serial number: the rule's name, empty for "no rule allows it". */
  readonly forbids = new Map<string, string>();
  /** Whether it gives tickets to whoever is signed in. */
  givesTickets = true;
  /** Whether the account's password is a one-time one. */
  mustChangePassword = false;
  signOuts = 0;
  /** Ends every connection before it answers. */
  hangsUp = false;
  /** What asks to sign in waits for this before it is answered. */
  signsIn: Promise<unknown> = Promise.resolve();
  #session = 's1';
  /** Tickets that are good. */
  #tickets = new Set([TICKET]);
  #made = 1;
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();

  private constructor(server: Server, fingerprint: string, screen: PaintedScreen) {
    this.#server = server;
    this.fingerprint = fingerprint;
    this.screen = screen;
    server.on('connection', (socket) => {
      if (this.hangsUp) socket.destroy();
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.on('request', (request, response) => {
      void this.#answer(request, response);
    });
    const webSockets = new WebSocketServer({ ...SERVER_SOCKET_OPTIONS, noServer: true });
    server.on('upgrade', (request, socket, head) => {
      if (!this.#isGood(/^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1])) {
        const body = JSON.stringify({
          code: 'ticket.unknown',
          message: 'this agent gave out no such ticket',
        });
        socket.end(`HTTP/1.1 401 No\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
        return;
      }
      webSockets.handleUpgrade(request, socket, head, (webSocket) => {
        webSocket.on('error', () => undefined);
        if (request.url?.endsWith('/display') === true) this.#show(wrapWebSocket(webSocket));
        else this.#take(wrapWebSocket(webSocket));
      });
    });
  }

  static async start(screen = new PaintedScreen(640, 480)): Promise<OfficeAgent> {
    const { key, certificate } = await makeIdentity();
    const server = createServer({ key, cert: certificate, minVersion: 'TLSv1.3' });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new OfficeAgent(server, fingerprintOf(certificate), screen);
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    this.screen.close();
  }

  /** As when its clock goes on by a day, and it is started anew: no ticket is good any more, and nobody is connected. */
  ageTickets(): void {
    this.#tickets.clear();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** As when it is installed anew, at the same address. */
  async changeCertificate(): Promise<void> {
    const { key, certificate } = await makeIdentity();
    this.#server.setSecureContext({ key, cert: certificate, minVersion: 'TLSv1.3' });
    this.fingerprint = fingerprintOf(certificate);
    this.endSessions();
  }

  /** Nobody is signed in any more. */
  endSessions(): void {
    this.#session = 's2';
  }

  #isGood(ticket: string | undefined): boolean {
    return ticket !== undefined && this.#tickets.has(ticket);
  }

  #nextTicket(): string {
    const ticket = this.#tickets.has(TICKET) ? TICKET : `ticket-${(this.#made += 1)}`;
    this.#tickets.add(ticket);
    return ticket;
  }

  #show(socket: MessageSocket): void {
    this.screen.session.connect(socket, { agent: 'vm', acceptTicket: (ticket) => this.#isGood(ticket) });
  }

  #take(socket: MessageSocket): void {
    const nothing = (): void => undefined;
    const channel: UsbChannelServer = new UsbChannelServer(
      socket,
      {
        opened: nothing,
        attach: () => {
          if (this.refuseDevice !== undefined) {
            channel.fail(this.refuseDevice);
            return;
          }
          this.attached.push(channel);
          channel.attached(this.attached.length);
        },
        detached: nothing,
        complete: nothing,
        cancelled: nothing,
        operationDone: nothing,
        closed: () => {
          const at = this.attached.indexOf(channel);
          if (at >= 0) this.attached.splice(at, 1);
        },
      },
      { agent: 'office', acceptTicket: (ticket) => this.#isGood(ticket) },
    );
  }

  #verdict(serial: string): object {
    const rule = this.forbids.get(serial);
    if (rule === undefined)
      return { outcome: 'allow', decidedBy: { kind: 'rule', ruleId: 'r', ruleName: 'All' } };
    const decidedBy = rule === '' ? { kind: 'no_rule' } : { kind: 'rule', ruleId: 'r', ruleName: rule };
    return { outcome: 'deny', decidedBy };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString();
    const what = `${request.method ?? ''} ${request.url ?? ''}`;
    this.asked.push(what);
    const send = (status: number, value: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(value === undefined ? '' : JSON.stringify(value));
    };
    if (what === 'POST /api/v1/session') {
      const { name, password } = JSON.parse(body) as { name: string; password: string };
      await this.signsIn;
      if (name !== ACCOUNT.user || password !== ACCOUNT.password) {
        send(401, { code: 'access.wrong_credentials', message: 'name or password is wrong' });
        return;
      }
      const user = { name, displayName: 'Wang' };
      send(
        201,
        { user, mustChangePassword: this.mustChangePassword, csrfToken: 'csrf' },
        { 'set-cookie': `__Host-farport_session=${this.#session}; Path=/; Secure` },
      );
      return;
    }
    const signedIn =
      request.headers.cookie === `__Host-farport_session=${this.#session}` &&
      (request.method === 'GET' || request.headers['farport-csrf'] === 'csrf');
    if (!signedIn) send(401, { code: 'session.unknown', message: 'you are not signed in' });
    else if (what === 'GET /api/v1/vms') send(200, { items: this.vms, next: null });
    else if (what === 'POST /api/v1/vms/vm-1/device-verdicts') {
      const { devices } = JSON.parse(body) as { devices: { serial: string }[] };
      send(200, { items: devices.map(({ serial }) => this.#verdict(serial)) });
    } else if (what === 'POST /api/v1/vms/vm-1/ticket') {
      if (this.givesTickets) send(201, { ticket: this.#nextTicket() });
      else send(401, { code: 'session.expired', message: 'your session has ended: sign in again' });
    } else if (what === 'POST /api/v1/vms/vm-2/start') {
      this.vms = this.vms.map((vm) => (vm.id === 'vm-2' ? { ...vm, state: 'running' } : vm));
      send(202, this.vms[1]);
    } else if (what === 'DELETE /api/v1/session') {
      this.signOuts += 1;
      send(204, undefined);
    } else send(404, { code: 'http.not_found', message: 'there is nothing here' });
  }
}

function fingerprintOf(certificate: string): string {
  return `sha256:${createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex')}`;
}
