/**
 * Owns the tie between this machine and its fleet: keeps a control connection up, tells the agent what is plugged in, and
 * has the engine carry out what the agent orders. Decides nothing about devices: the agent does.
 */
import type { AttachOrder, ReleaseOrder } from '@farport/protocol/control';
import { DEVICES_OF_MESSAGE, MAX_SEEN_DEVICES } from '@farport/protocol/control';
import type { LocalDevice } from '../capture/local-device.ts';
import { codeOf, messageOf } from '../errors.ts';
import { Backoff, sleep } from '../service/backoff.ts';
import type { FleetStatus } from '../service/control-schema.ts';
import type { Engine } from '../service/engine.ts';
import { aborted } from '../service/session-events.ts';
import { ControlConnection, type ConnectionEnd } from './control-connection.ts';
import type { Credential } from './credential.ts';
import { EngineOrders } from './engine-orders.ts';
import { isTold, seenDevice, type ReadDescriptors } from './seen-device.ts';

/** Before the next try where a person has to do something first. */
const LONG_PAUSE_MS = 60_000;

export interface AgentLinkOptions {
  readonly engine: Engine;
  readonly credential: Credential;
  readonly descriptors: ReadDescriptors;
  /** Called when the state has changed. */
  readonly changed: (status: FleetStatus) => void;
  readonly longPauseMs?: number;
}

export class AgentLink {
  readonly #options: AgentLinkOptions;
  readonly #orders: EngineOrders;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #connection: ControlConnection | undefined;
  /** Keys of the plug-ins that the agent was told of; of those that were there when this began, too. */
  #told = new Set<string>();
  /** What is to be told over this connection has been. */
  #listed = false;
  #isTelling = false;
  #tellAgain = false;
  #unwatch: (() => void) | undefined;
  #status: FleetStatus;

  constructor(options: AgentLinkOptions) {
    this.#options = options;
    const { agent, name } = options.credential;
    this.#status = { agent, name, state: 'connecting', message: '' };
    this.#orders = new EngineOrders(options.engine, options.credential, (message) => {
      if (this.#connection?.isOpen !== true) return false;
      this.#connection.send(message);
      return true;
    });
  }

  get status(): FleetStatus {
    return this.#status;
  }

  start(): void {
    this.#told = new Set(this.#devices().map(({ key }) => key));
    this.#unwatch = this.#options.engine.watch(() => {
      this.#tell();
    });
    this.#running = this.#run();
  }

  /** Ends the connection, and gives back what the agent had ordered. */
  async stop(): Promise<void> {
    this.#unwatch?.();
    this.#stop.abort();
    this.#connection?.close();
    await this.#running;
    await this.#orders.dropAll();
  }

  async #run(): Promise<void> {
    const backoff = new Backoff();
    while (!this.#stop.signal.aborted) {
      const end = await this.#converse(backoff);
      if (end.code === 'stopped') return;
      this.#set('waiting', `${end.message} [${end.code}]`);
      // Another machine has this one's key, or the agent does not know it: nothing gets better by haste.
      const inVain = ['client.replaced', 'client.refused', 'client.unknown', 'agent.wrong_certificate'];
      if (inVain.includes(end.code)) {
        await sleep(this.#options.longPauseMs ?? LONG_PAUSE_MS, this.#stop.signal);
      } else {
        await backoff.wait(this.#stop.signal);
      }
    }
  }

  /** One connection from its beginning to its end. */
  async #converse(backoff: Backoff): Promise<ConnectionEnd> {
    const ended = Promise.withResolvers<ConnectionEnd>();
    if (this.#status.state !== 'waiting') this.#set('connecting', '');
    try {
      const connection = await ControlConnection.open(
        this.#options.credential,
        {
          order: (order) => {
            this.#ordered(order);
          },
          ended: ended.resolve,
        },
        this.#stop.signal,
      );
      this.#connection = connection;
      this.#listed = false;
      backoff.reset();
      this.#set('connected', '');
      this.#tell();
      const stopped = aborted(this.#stop.signal).then(() => ({ code: 'stopped', message: '' }));
      return await Promise.race([ended.promise, stopped]);
    } catch (error) {
      return { code: codeOf(error) ?? 'link', message: messageOf(error) };
    } finally {
      this.#connection = undefined;
    }
  }

  #ordered(order: AttachOrder | ReleaseOrder): void {
    if (order.kind === 'attach') this.#orders.attach(order);
    else this.#orders.release(order);
  }

  #devices(): readonly LocalDevice[] {
    return this.#options.engine.devices.filter(isTold).slice(0, MAX_SEEN_DEVICES);
  }

  /** Tells what has changed, one telling at a time; a change during one makes another follow. */
  #tell(): void {
    this.#tellAgain = true;
    if (!this.#isTelling) void this.#tellAll();
  }

  async #tellAll(): Promise<void> {
    this.#isTelling = true;
    while (this.#tellAgain) {
      this.#tellAgain = false;
      const connection = this.#connection;
      if (connection === undefined) break;
      if (!this.#listed) await this.#tellList(connection);
      else await this.#tellChanges(connection);
    }
    this.#isTelling = false;
  }

  async #tellList(connection: ControlConnection): Promise<void> {
    const devices = this.#devices();
    const seen = await Promise.all(devices.map((device) => this.#seen(device)));
    if (this.#connection !== connection) return;
    for (let at = 0; at === 0 || at < seen.length; at += DEVICES_OF_MESSAGE) {
      const more = at + DEVICES_OF_MESSAGE < seen.length;
      connection.send({ kind: 'devices', devices: seen.slice(at, at + DEVICES_OF_MESSAGE), more });
    }
    this.#listed = true;
    this.#told = new Set(devices.map(({ key }) => key));
    this.#orders.connected();
    // What happened while descriptors were read.
    this.#tellAgain = true;
  }

  async #tellChanges(connection: ControlConnection): Promise<void> {
    const devices = this.#devices();
    const now = new Set(devices.map(({ key }) => key));
    for (const key of this.#told) {
      if (now.has(key)) continue;
      connection.send({ kind: 'unplugged', key });
      this.#told.delete(key);
    }
    for (const device of devices) {
      if (this.#told.has(device.key)) continue;
      const seen = await this.#seen(device);
      if (this.#connection !== connection) return;
      connection.send({ kind: 'plugged', device: seen });
      this.#told.add(device.key);
    }
  }

  #seen(device: LocalDevice): ReturnType<typeof seenDevice> {
    return seenDevice(device, this.#options.descriptors, {
      fresh: !this.#told.has(device.key),
      fence: this.#orders.fenceOf(device.key),
    });
  }

  #set(state: FleetStatus['state'], message: string): void {
    const { agent, name } = this.#options.credential;
    this.#status = { agent, name, state, message };
    this.#options.changed(this.#status);
  }
}
