/**
 * What connected clients were told to do with their devices, and which devices' channels are open: all that is known only
 * as long as the agent runs. Tells clients; decides nothing, and knows no store.
 */
import type { ClientLink } from './client-link.ts';
import type { ChannelEnd, ChannelTraffic, OpenChannel } from '../gateway/open-channels.ts';
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
export type DeviceChannel = Pick<OpenChannel, 'cut' | 'traffic' | 'whenClosed'>;

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
  /** Somebody brought it by a ticket of their own. */
  readonly brought: boolean;
  /** To the client and back, milliseconds; null where no channel is open, or it is not known. */
  readonly roundTripMs: number | null;
}

/** One channel of one lease, from when the device came by it: another may have come by it before. */
interface Link {
  readonly channel: DeviceChannel;
  readonly base: LinkBytes;
}

interface Kept extends OrderTicket {
  readonly since: number;
  readonly brought: boolean;
  before: LinkBytes;
  links: number;
  open: Link | undefined;
  /** The last channel was ended on purpose, not by its link. */
  isEnded: boolean;
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
      const now = bytesOf(open);
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
    const session = this.#sessions.get(deviceId);
    // What a person has brought goes by no order.
    if (session?.brought === false) cutSoon(session);
  }

  /** For the gateway: what a ticket is good for. */
  find(ticket: string, vm: string): (OrderTicket & { readonly sha256: string }) | undefined {
    return this.#tickets.find(ticket, vm);
  }

  use(sha256: string): OrderTicket | undefined {
    return this.#tickets.use(sha256);
  }

  /** A device's channel is spliced; `brought`: by whoever brought the device, not by an order. */
  opened(order: OrderTicket, channel: DeviceChannel, brought = false): void {
    let kept = this.#sessions.get(order.deviceId);
    // A client that dials anew has given up the one before.
    if (kept?.open !== undefined && kept.open.channel !== channel) kept.open.channel.cut();
    if (kept?.fence !== order.fence) {
      const since = Date.now();
      kept = { ...order, brought, since, before: nothing, links: 0, open: undefined, isEnded: false };
      this.#sessions.set(order.deviceId, kept);
    }
    const session = kept;
    const link = { channel, base: bytesIn(channel.traffic()) };
    session.links++;
    session.open = link;
    this.#linkChanged(order.deviceId);
    channel.whenClosed((end) => {
      this.#closed(session, link, end);
    });
  }

  /** It has left its channel, which goes on: another device came by it. */
  left(deviceId: string): void {
    const session = this.#sessions.get(deviceId);
    if (session?.open === undefined) return;
    const { channel } = session.open;
    this.#closed(session, session.open, { ...channel.traffic(), reason: 'left' });
  }

  /** Whether what a person brought has been taken away again, and not only lost its link. */
  isGone(deviceId: string): boolean {
    const session = this.#sessions.get(deviceId);
    return session?.open === undefined && session?.isEnded === true;
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
    if (kept !== undefined) cutSoon(kept);
  }

  #closed(session: Kept, link: Link, end: ChannelEnd): void {
    if (session.open !== link) return;
    const bytes = less(end, link.base);
    session.before = sum(session.before, bytes);
    this.#carried = sum(this.#carried, bytes);
    session.open = undefined;
    session.isEnded = !end.reason.startsWith('client:');
    this.#linkChanged(session.deviceId);
  }

  #openOf(deviceId: string, fence: number): Link | undefined {
    const kept = this.#sessions.get(deviceId);
    return kept?.fence === fence ? kept.open : undefined;
  }
}

function sessionOf({
  before,
  open,
  deviceId,
  clientId,
  fence,
  vm,
  since,
  links,
  brought,
}: Kept): DeviceSession {
  const bytes = sum(before, open === undefined ? nothing : bytesOf(open));
  const linked = open !== undefined;
  const roundTripMs = roundTripOf(open?.channel.traffic() ?? nothing);
  return { deviceId, clientId, fence, vm, since, links, linked, brought, roundTripMs, ...bytes };
}

/** In milliseconds, as people read it; null where it is not known. */
export function roundTripOf({ roundTripUs }: ChannelTraffic): number | null {
  return roundTripUs === undefined ? null : Math.round(roundTripUs / 10) / 100;
}

/** A client closes it in order; one that does not has no say. Nobody has told whoever brought something. */
function cutSoon({ open, brought }: Kept): void {
  if (open === undefined) return;
  const { channel } = open;
  if (brought) channel.cut();
  else
    setTimeout(() => {
      channel.cut();
    }, cutAfterMs).unref();
}

function bytesIn({ toVm, toClient }: LinkBytes): LinkBytes {
  return { toVm, toClient };
}

function bytesOf({ channel, base }: Link): LinkBytes {
  return less(channel.traffic(), base);
}

function less(left: LinkBytes, right: LinkBytes): LinkBytes {
  return { toVm: left.toVm - right.toVm, toClient: left.toClient - right.toClient };
}

function sum(left: LinkBytes, right: LinkBytes): LinkBytes {
  return { toVm: left.toVm + right.toVm, toClient: left.toClient + right.toClient };
}
