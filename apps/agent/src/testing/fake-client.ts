/**
 * Stands for an enrolled client in tests and benchmarks: a real control connection over real TLS, and real channels to
 * VMs; its devices are made up, and it does what the test says.
 */
import { once } from 'node:events';
import {
  decodeAgentMessage,
  DEVICES_OF_MESSAGE,
  encodeControlMessage,
  type AgentMessage,
  type ClientMessage,
  type SeenDevice,
} from '@farport/protocol/control';
import { WebSocket } from 'ws';
import { closed } from './agent-under-test.ts';
import { ApiCaller } from './api-caller.ts';

type Kind = AgentMessage['kind'];
export type Order<K extends Kind> = Extract<AgentMessage, { kind: K }>;

/** A USB stick, unless said otherwise. */
export function seenStick(key: string, change: Partial<SeenDevice> = {}): SeenDevice {
  return {
    key,
    vendorId: 0x0781,
    productId: 0x5583,
    deviceVersion: 0x0110,
    serial: key,
    portPath: '1-2',
    deviceClass: { classCode: 0, subclass: 0, protocol: 0 },
    interfaces: [{ classCode: 8, subclass: 6, protocol: 0x50 }],
    manufacturer: 'SanDisk',
    product: 'Ultra',
    speed: 'super',
    fresh: false,
    fence: 0,
    ...change,
  };
}

export interface Enrolled {
  readonly id: string;
  readonly key: string;
}

export class FakeClient {
  readonly socket: WebSocket;
  readonly end: Promise<{ code: number; reason: string }>;
  /** What came and was not asked for yet. */
  readonly #inbox: AgentMessage[] = [];
  readonly #waiting: {
    readonly fits: (message: AgentMessage) => boolean;
    readonly take: (message: AgentMessage) => void;
  }[] = [];
  /** Whether pings are answered. */
  isDeaf = false;

  constructor(port: number, key: string) {
    this.socket = new WebSocket(`wss://127.0.0.1:${port}/v1/client`, {
      rejectUnauthorized: false,
      headers: { authorization: `Bearer ${key}` },
      perMessageDeflate: false,
    });
    this.end = closed(this.socket);
    this.socket.on('message', (data: Buffer) => {
      this.#came(decodeAgentMessage(data));
    });
  }

  /** Comes in by a code. */
  static async enrol(port: number, code: string, name: string): Promise<Enrolled> {
    const api = new ApiCaller(port);
    try {
      const { status, json, text } = await api.ask(undefined, 'POST', '/enrolments', {
        body: { code, name, platform: 'simulated', softwareVersion: '0' },
      });
      if (status !== 201) throw new Error(text);
      const { client, key } = json as { client: { id: string }; key: string };
      return { id: client.id, key };
    } finally {
      api.close();
    }
  }

  /** Connected, greeted, and its devices told. */
  static async connect(port: number, key: string, devices: readonly SeenDevice[] = []): Promise<FakeClient> {
    const client = new FakeClient(port, key);
    await client.greet();
    client.list(devices);
    return client;
  }

  async greet(): Promise<Order<'welcome'>> {
    if (this.socket.readyState !== WebSocket.OPEN) await once(this.socket, 'open');
    this.say({ kind: 'hello', version: 1, capabilities: [], agent: 'simulated' });
    return this.next('welcome');
  }

  list(devices: readonly SeenDevice[]): void {
    for (let at = 0; at === 0 || at < devices.length; at += DEVICES_OF_MESSAGE) {
      const more = at + DEVICES_OF_MESSAGE < devices.length;
      this.say({ kind: 'devices', devices: devices.slice(at, at + DEVICES_OF_MESSAGE), more });
    }
  }

  plug(device: SeenDevice): void {
    this.say({ kind: 'plugged', device });
  }

  unplug(key: string): void {
    this.say({ kind: 'unplugged', key });
  }

  say(message: ClientMessage): void {
    this.socket.send(encodeControlMessage(message));
  }

  progress(
    order: Order<'attach'>,
    progress: 'attached' | 'failed' | 'taken_back',
    code = '',
    message = '',
  ): void {
    this.say({ kind: 'progress', key: order.key, fence: order.fence, progress, code, message });
  }

  /** The next message of this kind, about this device where a key is given; others wait for whoever asks for them. */
  next<K extends Kind>(kind: K, key?: string): Promise<Order<K>> {
    const fits = (message: AgentMessage): boolean =>
      message.kind === kind && (key === undefined || ('key' in message && message.key === key));
    const at = this.#inbox.findIndex(fits);
    const waiting = this.#inbox[at];
    if (waiting !== undefined) {
      this.#inbox.splice(at, 1);
      return Promise.resolve(waiting as Order<K>);
    }
    const { promise, resolve, reject } = Promise.withResolvers<Order<K>>();
    this.#waiting.push({
      fits,
      take: (message) => {
        resolve(message as Order<K>);
      },
    });
    void this.end.then(({ code, reason }) => {
      reject(new Error(`the connection ended (${code} ${reason}) before a message of kind ${kind} came`));
    });
    return promise;
  }

  /** What came of this kind and was not asked for. */
  unasked(kind: Kind): AgentMessage[] {
    return this.#inbox.filter((message) => message.kind === kind);
  }

  /** Opens the device's channel by an order; resolves when it is open. */
  async openChannel(port: number, { vm, ticket }: Order<'attach'>): Promise<WebSocket> {
    const socket = new WebSocket(`wss://127.0.0.1:${port}/v1/vms/${vm}/usb`, {
      rejectUnauthorized: false,
      headers: { authorization: `Bearer ${ticket}` },
      perMessageDeflate: false,
    });
    const refused = closed(socket);
    const opened = once(socket, 'open').then(() => undefined);
    const end = await Promise.race([opened, refused]);
    if (end !== undefined) throw new Error(`refused: ${-end.code}`);
    return socket;
  }

  /** Without a goodbye. */
  cut(): void {
    this.socket.terminate();
  }

  #came(message: AgentMessage): void {
    if (message.kind === 'ping') {
      if (!this.isDeaf) this.say({ kind: 'pong', nonce: message.nonce });
      return;
    }
    const at = this.#waiting.findIndex(({ fits }) => fits(message));
    const [waiting] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (waiting === undefined) this.#inbox.push(message);
    else waiting.take(message);
  }
}
