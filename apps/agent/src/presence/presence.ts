/**
 * Which clients are connected to this agent, and what they have: writes down what they report, and asks for every device
 * that this is about to be looked at again. What should happen to a device is the reconciler's.
 */
import { reportedDeviceSchema } from '@farport/fleet';
import { MAX_SEEN_DEVICES, ProtocolError, type SeenDevice } from '@farport/protocol/control';
import * as v from 'valibot';
import type { WebSocket } from 'ws';
import { AccessError } from '../access/errors.ts';
import { errorMessage } from '../errors.ts';
import type { Log } from '../log.ts';
import { systemContext, type ChangeContext, type Store } from '../store/store.ts';
import { ClientLink, type ClientLinkEvents, type ClientLinkOf, type ClientReport } from './client-link.ts';
import type { Orders } from './orders.ts';
import { listedNames } from './usb-id-list.ts';

const tickMs = 1_000;
/** How long the farewell may take when the agent stops. */
const farewellMs = 200;

type Reported = v.InferOutput<typeof reportedDeviceSchema>;
type Report<Kind extends ClientReport['kind']> = Extract<ClientReport, { kind: Kind }>;

export interface PresenceOptions {
  readonly store: Store;
  readonly host: string;
  readonly orders: Orders;
  readonly log: Log;
  /** Look at this device again. */
  readonly look: (deviceId: string) => void;
  /** Attach a device along with the change that reports it, where it should be. */
  readonly attachAlong: (
    deviceId: () => string | undefined,
  ) => Promise<{ readonly fence: number; readonly vm: string } | undefined>;
  /** An order was carried out. */
  readonly attached: (deviceId: string) => void;
  /** An order came to nothing. */
  readonly failed: (deviceId: string, fence: number, code: string, message: string) => Promise<void>;
}

export class ClientPresence {
  readonly #options: PresenceOptions;
  readonly #links = new Map<string, ClientLink>();
  /** Clients that have gone, until the store knows. */
  readonly #gone = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  readonly #events: ClientLinkEvents;
  #closing = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#events = {
      report: (link, report) => this.#report(link, report),
      closed: (link, code) => {
        this.#closed(link, code);
      },
    };
    this.#timer = setInterval(() => {
      const now = performance.now();
      for (const link of this.#links.values()) link.tick(now);
      if (this.#gone.size > 0) this.#writeGone();
    }, tickMs);
    this.#timer.unref();
  }

  get connected(): number {
    return this.#links.size;
  }

  /** Whether the client is here and has said what it has. */
  isOnline(clientId: string): boolean {
    return this.#links.get(clientId)?.isOpen === true;
  }

  /** A client that was let in. Of two with the same key, the later one is meant: the earlier has lost its link. */
  accept(socket: WebSocket, of: ClientLinkOf): void {
    if (this.#closing) {
      socket.on('error', () => undefined);
      socket.close(1013, 'agent.stopping');
      return;
    }
    const before = this.#links.get(of.clientId);
    const link = new ClientLink(socket, of, this.#events);
    this.#links.set(of.clientId, link);
    this.#gone.delete(of.clientId);
    if (before === undefined) return;
    this.#options.orders.linkGone(before);
    before.fail('client.replaced', 'the same client has connected again: is its key on two machines?', 4009);
  }

  /** Ends the connection of a client that may no longer be here. */
  drop(clientId: string): void {
    this.#links.get(clientId)?.fail('client.unknown', 'this client was switched off or removed', 1008);
  }

  /** Ends every connection; what the store says of them stays until the agent starts again. */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#timer);
    const links = [...this.#links.values()];
    for (const link of links) link.fail('agent.stopping', 'the agent is stopping: come back soon', 1001);
    if (links.length > 0) await new Promise((resolve) => setTimeout(resolve, farewellMs));
    for (const link of links) link.terminate();
    await this.#writing;
  }

  async #report(link: ClientLink, report: ClientReport): Promise<void> {
    if (this.#closing || this.#links.get(link.clientId) !== link) return;
    switch (report.kind) {
      case 'list':
        return this.#list(link, report);
      case 'plugged':
        return this.#plugged(link, report);
      case 'unplugged':
        return this.#unplugged(link, report);
      case 'progress':
        return this.#progress(link, report);
      case 'ticket_request':
        return this.#ticketRequest(link, report);
    }
  }

  async #list(link: ClientLink, { devices }: Report<'list'>): Promise<void> {
    const { store, host, orders, look, log } = this.#options;
    const reported = devices.map((device) => ({ ...checkedDevice(device), fresh: device.fresh }));
    if (new Set(devices.map(({ key }) => key)).size < devices.length) throw twice();
    const known = await store.change(contextOf(link), async (tx) => {
      const client = await tx.clients.get(link.clientId);
      if (client?.enabled !== true)
        throw new AccessError('client.unknown', 'this client was switched off or removed');
      if (client.connectedHost !== host) await tx.clients.setConnected(link.clientId, host);
      return tx.devices.reportAll(link.clientId, reported);
    });
    if (new Set(known.map(({ id }) => id)).size < known.length) throw twice();
    log.info('client.connected', { client: link.clientName, address: link.address, devices: known.length });
    if (this.#links.get(link.clientId) !== link) return;
    for (const [index, { id }] of known.entries()) {
      const seen = devices[index];
      if (seen !== undefined) orders.seen(link, seen.key, id, seen.fence);
    }
    for (const { id } of known) look(id);
  }

  async #plugged(link: ClientLink, { device }: Report<'plugged'>): Promise<void> {
    const { store, orders, look, attachAlong } = this.#options;
    if (orders.countOf(link) >= MAX_SEEN_DEVICES) {
      throw new ProtocolError(
        'protocol.too_many_devices',
        `a client has at most ${MAX_SEEN_DEVICES} devices`,
      );
    }
    if (orders.byKey(link, device.key) !== undefined) throw twice();
    const reported = checkedDevice(device);
    let known: string | undefined;
    const reporting = store.change(contextOf(link), async (tx) => {
      known = undefined;
      const { id } = await tx.devices.reportPlugged(link.clientId, reported);
      known = id;
      return id;
    });
    const attaching = attachAlong(() => known).catch(() => undefined);
    const id = await reporting;
    const order = await attaching;
    if (this.#links.get(link.clientId) !== link) return;
    orders.seen(link, device.key, id, 0);
    if (order !== undefined) orders.give(id, order.fence, order.vm);
    look(id);
  }

  async #unplugged(link: ClientLink, { key }: Report<'unplugged'>): Promise<void> {
    const { store, host, orders, look } = this.#options;
    const device = orders.byKey(link, key);
    if (device === undefined) return;
    orders.withdraw(device.deviceId, 'unplugged');
    orders.gone(device);
    await store.change(contextOf(link), async (tx) => {
      await tx.devices.reportUnplugged(device.deviceId);
      const lease = await tx.leases.get(device.deviceId);
      if (lease?.host === host) await tx.leases.release(device.deviceId, lease.fence, 'unplugged');
    });
    look(device.deviceId);
  }

  async #progress(link: ClientLink, report: Report<'progress'>): Promise<void> {
    const { orders, look, attached, failed } = this.#options;
    const device = orders.byKey(link, report.key);
    // Of a lease that is over: nothing follows from it.
    if (device?.fence !== report.fence) return;
    switch (report.progress) {
      case 'attached':
        attached(device.deviceId);
        return;
      case 'reconnecting':
        return;
      case 'failed':
        await failed(device.deviceId, report.fence, report.code, report.message);
        return;
      case 'taken_back':
        await this.#takenBack(link, device.deviceId);
        look(device.deviceId);
        return;
    }
  }

  /** A person at the client wants it back: it stays with the client until somebody attaches it again. */
  async #takenBack(link: ClientLink, deviceId: string): Promise<void> {
    await this.#options.store.change(contextOf(link), async (tx) => {
      const device = await tx.devices.get(deviceId);
      if (device === undefined || device.wanted.kind === 'detached') return;
      await tx.devices.setWanted(deviceId, device.version, { kind: 'detached', by: null, since: Date.now() });
    });
  }

  async #ticketRequest(link: ClientLink, { key, fence }: Report<'ticket_request'>): Promise<void> {
    const { store, host, orders, look } = this.#options;
    const device = orders.byKey(link, key);
    if (device === undefined) return;
    const { lease, vm } = await store.read(async (tx) => {
      const lease = await tx.leases.get(device.deviceId);
      return { lease, vm: lease === undefined ? undefined : (await tx.vms.get(lease.vmId))?.name };
    });
    if (orders.live(device.deviceId) !== device) return;
    if (lease?.fence === fence && lease.host === host && vm !== undefined) {
      device.fence = fence;
      orders.again(device, vm);
      return;
    }
    if (lease === undefined) {
      // It may have run out while nothing could be written: who looks finds out, and gives the ticket or ends it.
      device.fence = fence;
      device.told = false;
    } else {
      link.send({ kind: 'release', key, fence, reason: 'the lease is over' });
    }
    look(device.deviceId);
  }

  #closed(link: ClientLink, code: string): void {
    const { orders, log } = this.#options;
    log.info('client.disconnected', { client: link.clientName, code });
    orders.linkGone(link);
    if (this.#links.get(link.clientId) !== link) return;
    this.#links.delete(link.clientId);
    if (this.#closing) return;
    this.#gone.add(link.clientId);
    this.#writeGone();
  }

  /** Until it succeeds: on a full disk a client that has gone must not stay "here" for ever. */
  #writeGone(): void {
    const { store, log } = this.#options;
    const gone = [...this.#gone];
    this.#gone.clear();
    this.#writing = Promise.all([
      this.#writing,
      ...gone.map((id) => this.#writeOffline(id, store, log)),
    ]).then(() => undefined);
  }

  async #writeOffline(clientId: string, store: Store, log: Log): Promise<void> {
    try {
      await store.change(systemContext, async (tx) => {
        // Removed meanwhile, or here again.
        if (this.#links.has(clientId) || (await tx.clients.get(clientId)) === undefined) return;
        await tx.clients.setConnected(clientId, null);
      });
    } catch (error) {
      log.warn('client.offline_not_written', { client: clientId, message: errorMessage(error) });
      if (!this.#closing && !this.#links.has(clientId)) this.#gone.add(clientId);
    }
  }
}

function contextOf(link: ClientLink): ChangeContext {
  return {
    actor: { kind: 'client', id: link.clientId, name: link.clientName },
    address: link.address,
  };
}

/** @throws ProtocolError protocol.malformed */
function checkedDevice(device: SeenDevice): Reported {
  const { vendorId, productId, serial, portPath, deviceVersion, deviceClass, interfaces } = device;
  const { manufacturer, product, speed } = device;
  const result = v.safeParse(reportedDeviceSchema, {
    facts: { vendorId, productId, serial, portPath, deviceVersion, deviceClass, interfaces },
    manufacturer,
    product,
    speed,
  });
  if (result.success) return { ...result.output, ...listedNames.of(vendorId, productId, result.output) };
  throw new ProtocolError('protocol.malformed', `no device: ${result.issues[0].message}`);
}

function twice(): ProtocolError {
  return new ProtocolError('protocol.malformed', 'the same device is there twice');
}
