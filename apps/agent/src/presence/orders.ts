/**
 * What connected clients were told to do with their devices, and which devices' channels are open: all that is known only
 * as long as the agent runs. Tells clients; decides nothing, and knows no store.
 */
import type { ClientLink } from './client-link.ts';
import { OrderTickets, type OrderTicket } from './order-tickets.ts';

/** How long a client may take to close a channel that is over by itself, milliseconds. */
const cutAfterMs = 2_000;

/** A device of a connected client. */
export interface LiveDevice {
  readonly deviceId: string;
  readonly link: ClientLink;
  /** The client's name of this plug-in. */
  readonly key: string;
  /** The lease that the client acts by. */
  fence: number;
  /** An order for that lease went over this connection. */
  told: boolean;
}

export interface LinkBytes {
  readonly toVm: number;
  readonly toClient: number;
}

/** A device's channel that is spliced to its VM. */
export interface OpenChannel {
  cut(): void;
  bytes(): LinkBytes;
}

/** One lease, as long as its device's channels carried anything. */
export interface DeviceSession extends LinkBytes {
  readonly deviceId: string;
  readonly clientId: string;
  readonly fence: number;
  readonly vm: string;
  /** When its first channel opened, by the clock on the wall. */
  readonly since: number;
  readonly linked: boolean;
  /** How often a channel was opened. */
  readonly links: number;
}

interface Kept extends OrderTicket {
  readonly since: number;
  before: LinkBytes;
  links: number;
  open: OpenChannel | undefined;
}

const nothing: LinkBytes = { toVm: 0, toClient: 0 };

export class Orders {
  readonly #tickets = new OrderTickets();
  readonly #live = new Map<string, LiveDevice>();
  readonly #ofLink = new Map<ClientLink, Map<string, LiveDevice>>();
  readonly #sessions = new Map<string, Kept>();
  readonly #linkChanged: (deviceId: string) => void;
  #given = 0;
  #carried: LinkBytes = nothing;

  /** `linkChanged` hears when a device's channel opens or closes. */
  constructor(linkChanged: (deviceId: string) => void) {
    this.#linkChanged = linkChanged;
  }

  /** For metrics. */
  get figures(): { readonly live: number; readonly linked: number; readonly given: number } & LinkBytes {
    let { toVm, toClient } = this.#carried;
    let linked = 0;
    for (const { open } of this.#sessions.values()) {
      if (open === undefined) continue;
      linked++;
      const now = open.bytes();
      toVm += now.toVm;
      toClient += now.toClient;
    }
    return { live: this.#live.size, linked, given: this.#given, toVm, toClient };
  }

  liveIds(): Iterable<string> {
    return this.#live.keys();
  }

  liveIdsOf(clientId: string): string[] {
    for (const [link, devices] of this.#ofLink) {
      if (link.clientId === clientId) return [...devices.values()].map(({ deviceId }) => deviceId);
    }
    return [];
  }

  live(deviceId: string): LiveDevice | undefined {
    return this.#live.get(deviceId);
  }

  byKey(link: ClientLink, key: string): LiveDevice | undefined {
    return this.#ofLink.get(link)?.get(key);
  }

  countOf(link: ClientLink): number {
    return this.#ofLink.get(link)?.size ?? 0;
  }

  /** A client has this device. `fence`: the lease by which it holds it; 0: none. */
  seen(link: ClientLink, key: string, deviceId: string, fence: number): void {
    const before = this.#live.get(deviceId);
    if (before !== undefined) this.#ofLink.get(before.link)?.delete(before.key);
    const device = { deviceId, link, key, fence, told: false };
    this.#live.set(deviceId, device);
    let devices = this.#ofLink.get(link);
    if (devices === undefined) this.#ofLink.set(link, (devices = new Map<string, LiveDevice>()));
    devices.set(key, device);
  }

  /** It was pulled out. */
  gone(device: LiveDevice): void {
    if (this.#live.get(device.deviceId) === device) this.#live.delete(device.deviceId);
    const devices = this.#ofLink.get(device.link);
    if (devices?.get(device.key) === device) devices.delete(device.key);
  }

  /** The client is away. What flows on the devices' own channels goes on. */
  linkGone(link: ClientLink): void {
    for (const device of this.#ofLink.get(link)?.values() ?? []) {
      if (this.#live.get(device.deviceId) === device) this.#live.delete(device.deviceId);
    }
    this.#ofLink.delete(link);
  }

  /** Tells the client of a device to bring it to the VM, unless it was told, or does so already. */
  give(deviceId: string, fence: number, vm: string): void {
    const device = this.#live.get(deviceId);
    if (device === undefined) return;
    if (device.fence === fence && (device.told || this.#openOf(deviceId, fence) !== undefined)) return;
    if (device.fence !== 0 && device.fence !== fence) this.withdraw(deviceId, 'another lease was given out');
    device.fence = fence;
    this.again(device, vm);
  }

  /** The same with a new ticket. */
  again(device: LiveDevice, vm: string): void {
    const { deviceId, link, key, fence } = device;
    device.told = true;
    const ticket = this.#tickets.create({ deviceId, clientId: link.clientId, fence, vm });
    link.send({ kind: 'attach', key, fence, vm, ticket });
    this.#given++;
  }

  /** Tells the client of a device, where it has an order, to take the device back; ends its channel. */
  withdraw(deviceId: string, reason: string): void {
    this.#tickets.revoke(deviceId);
    const device = this.#live.get(deviceId);
    if (device !== undefined && device.fence !== 0) {
      device.link.send({ kind: 'release', key: device.key, fence: device.fence, reason });
      device.fence = 0;
      device.told = false;
    }
    const open = this.#sessions.get(deviceId)?.open;
    if (open === undefined) return;
    // A client closes it in order; one that does not has no say.
    setTimeout(() => {
      open.cut();
    }, cutAfterMs).unref();
  }

  /** For the gateway: what a ticket is good for. */
  find(ticket: string, vm: string): (OrderTicket & { readonly sha256: string }) | undefined {
    return this.#tickets.find(ticket, vm);
  }

  use(sha256: string): OrderTicket | undefined {
    return this.#tickets.use(sha256);
  }

  /** A device's channel is spliced. Gives what to call when it has closed. */
  opened(order: OrderTicket, open: OpenChannel): (bytes: LinkBytes) => void {
    let kept = this.#sessions.get(order.deviceId);
    if (kept?.fence === order.fence) {
      // A client that dials anew has given up the one before.
      kept.open?.cut();
    } else {
      kept?.open?.cut();
      kept = { ...order, since: Date.now(), before: nothing, links: 0, open: undefined };
      this.#sessions.set(order.deviceId, kept);
    }
    const session = kept;
    session.links++;
    session.open = open;
    this.#linkChanged(order.deviceId);
    return (bytes) => {
      session.before = sum(session.before, bytes);
      this.#carried = sum(this.#carried, bytes);
      if (session.open !== open) return;
      session.open = undefined;
      this.#linkChanged(order.deviceId);
    };
  }

  isLinked(deviceId: string): boolean {
    return this.#sessions.get(deviceId)?.open !== undefined;
  }

  /** The leases that somebody here acts by: to be renewed. */
  *held(): Generator<{ readonly deviceId: string; readonly fence: number }> {
    for (const { deviceId, fence } of this.#live.values()) if (fence !== 0) yield { deviceId, fence };
    for (const { deviceId, fence, open } of this.#sessions.values()) {
      if (open !== undefined && this.#live.get(deviceId)?.fence !== fence) yield { deviceId, fence };
    }
  }

  /** The lease that somebody here acts by. */
  fenceOf(deviceId: string): number | undefined {
    const { fence = 0 } = this.#live.get(deviceId) ?? {};
    if (fence !== 0) return fence;
    const session = this.#sessions.get(deviceId);
    return session?.open === undefined ? undefined : session.fence;
  }

  session(deviceId: string): DeviceSession | undefined {
    const kept = this.#sessions.get(deviceId);
    return kept === undefined ? undefined : sessionOf(kept);
  }

  sessions(): DeviceSession[] {
    return [...this.#sessions.values()].map(sessionOf);
  }

  /** Its lease is over: forgets it and cuts what is left of it. */
  endSession(deviceId: string): void {
    const kept = this.#sessions.get(deviceId);
    this.#sessions.delete(deviceId);
    const open = kept?.open;
    if (open !== undefined) {
      setTimeout(() => {
        open.cut();
      }, cutAfterMs).unref();
    }
  }

  #openOf(deviceId: string, fence: number): OpenChannel | undefined {
    const kept = this.#sessions.get(deviceId);
    return kept?.fence === fence ? kept.open : undefined;
  }
}

function sessionOf({ before, open, deviceId, clientId, fence, vm, since, links }: Kept): DeviceSession {
  const bytes = sum(before, open?.bytes() ?? nothing);
  return { deviceId, clientId, fence, vm, since, links, linked: open !== undefined, ...bytes };
}

function sum(left: LinkBytes, right: LinkBytes): LinkBytes {
  return { toVm: left.toVm + right.toVm, toClient: left.toClient + right.toClient };
}
