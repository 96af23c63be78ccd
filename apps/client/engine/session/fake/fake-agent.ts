/**
 * Stands for an agent with one running VM, for tests of the client's end: a real TLS server with a certificate of
 * its own, a real WebSocket server, and the VM's end of the channel. No guest: the test plays it.
 */
import { createHash, webcrypto, X509Certificate as Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import 'reflect-metadata';
import { X509CertificateGenerator } from '@peculiar/x509';
import {
  type AttachMessage,
  SERVER_SOCKET_OPTIONS,
  UsbChannelServer,
  type WireStatus,
  wrapWebSocket,
} from '@farport/protocol';
import { WebSocketServer } from 'ws';
import type { Target } from '../dial.ts';

const TICKET = 'ticket-1';

/** What the VM heard, in order: "attach 0781:5583", "complete 1 completed 3", "detach unplugged", "closed". */
type Heard = (line: string) => void;

export class FakeAgent {
  readonly heard: string[] = [];
  /** What `complete` brought, by id. */
  readonly data = new Map<number, Uint8Array>();
  /** Refuse upgrades with this status, and what the agent says of it where it does. */
  refuse: number | { readonly status: number; readonly code: string } | undefined;
  /** Answer an attach by `attached`. */
  takes = true;
  /** Answer an attach by this error, as a VM does that cannot take the device. */
  refuseDevice: { readonly code: string; readonly message: string } | undefined;
  /** Ticket seen in upgrade requests, in order. */
  readonly tickets: string[] = [];
  channel: UsbChannelServer | undefined;
  readonly fingerprint: string;
  readonly #server: Server;
  readonly #listeners = new Set<Heard>();

  private constructor(key: string, certificate: string) {
    this.fingerprint = `sha256:${createHash('sha256').update(new Certificate(certificate).raw).digest('hex')}`;
    this.#server = createServer({ key, cert: certificate, minVersion: 'TLSv1.3' });
    const sockets = new WebSocketServer({ ...SERVER_SOCKET_OPTIONS, noServer: true });
    this.#server.on('upgrade', (request, socket, head) => {
      this.tickets.push(request.headers.authorization ?? '');
      const refusal = this.refuse ?? (request.url === '/v1/vms/a/usb' ? undefined : 404);
      if (refusal !== undefined) {
        const { status, code } = typeof refusal === 'number' ? { status: refusal, code: '' } : refusal;
        const body = code === '' ? '' : JSON.stringify({ code, message: 'so it is' });
        socket.end(
          `HTTP/1.1 ${status} No\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
        );
        return;
      }
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        this.channel = this.#serve(wrapWebSocket(webSocket));
      });
    });
  }

  static async start(port = 0, identity?: { key: string; certificate: string }): Promise<FakeAgent> {
    const { key, certificate } = identity ?? (await makeIdentity());
    const agent = new FakeAgent(key, certificate);
    agent.#server.listen(port, '127.0.0.1');
    await once(agent.#server, 'listening');
    return agent;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  target(change: Partial<Target> = {}): Target {
    const agent = { host: '127.0.0.1', port: this.port };
    return { agent, fingerprint: this.fingerprint, vm: 'a', ticket: TICKET, ...change };
  }

  /** Resolves when the VM has heard a line that begins so, from the `from`-th on. */
  async hears(beginning: string, from = 0): Promise<string> {
    for (;;) {
      const found = this.heard.slice(from).find((line) => line.startsWith(beginning));
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.#listeners.delete(listener);
          resolve();
        };
        this.#listeners.add(listener);
      });
    }
  }

  /** Breaks every connection, as a cut cable does, and stops listening. */
  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    this.channel?.fail({ code: 'test.stopped', message: 'the agent stops' });
    await closed;
  }

  #note(line: string): void {
    this.heard.push(line);
    for (const listener of [...this.#listeners]) listener(line);
  }

  #serve(socket: ReturnType<typeof wrapWebSocket>): UsbChannelServer {
    const channel: UsbChannelServer = new UsbChannelServer(
      socket,
      {
        opened: () => undefined,
        attach: (device) => {
          this.#note(`attach ${idsOf(device)} ${device.speed} ${device.serial}`);
          if (this.refuseDevice !== undefined) channel.fail(this.refuseDevice);
          else if (this.takes) channel.attached(3);
        },
        detached: (reason) => {
          this.#note(`detach ${reason}`);
        },
        complete: (id: number, status: WireStatus, actual, data) => {
          if (data !== undefined) this.data.set(id, Buffer.concat(data.fragments));
          this.#note(`complete ${id} ${status} ${actual}`);
        },
        cancelled: (id, found) => {
          this.#note(`cancelled ${id} ${found}`);
        },
        operationDone: (id, status) => {
          this.#note(`done ${id} ${status}`);
        },
        closed: () => {
          this.#note('closed');
        },
      },
      { agent: 'fake', acceptTicket: (ticket) => ticket === TICKET },
    );
    return channel;
  }
}

function idsOf(device: AttachMessage): string {
  const bytes = Buffer.from(device.deviceDescriptor);
  const hex = (at: number): string => bytes.readUInt16LE(at).toString(16).padStart(4, '0');
  return `${hex(8)}:${hex(10)}`;
}

export async function makeIdentity(): Promise<{ key: string; certificate: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=farport test',
    keys: keys as never,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
    signingAlgorithm: algorithm,
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
    certificate: certificate.toString('pem'),
  };
}
