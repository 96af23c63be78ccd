/**
 * Clients, their devices and their VMs, brought together as long as the agent runs: makes the parts of this room, tells
 * them of what changes, and is what gateway and API see of them.
 */
import { LEASE_RENEW_MS } from '@farport/fleet';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Presence } from '../api/parts.ts';
import { errorMessage } from '../errors.ts';
import type { FleetState } from '../fleet/fleet-state.ts';
import type { ClientSide, DeviceTicket } from '../gateway/client-side.ts';
import type { Log } from '../log.ts';
import type { ReadTransaction } from '../store/store.ts';
import type { ChangeRecord } from '../store/tables.ts';
import type { Supervisor } from '../vms/supervisor.ts';
import { ClientDoor } from './client-door.ts';
import { Orders, type DeviceSession } from './orders.ts';
import { ClientPresence } from './presence.ts';
import { Reconciler } from './reconciler.ts';
import { StoreFollower } from './store-follower.ts';
import { RunningVms } from './vm-names.ts';

const refusedMs = 5_000;

export interface PresenceFigures {
  readonly clients: number;
  readonly devices: number;
  readonly linked: number;
  readonly orders: number;
  readonly toVm: number;
  readonly toClient: number;
  readonly waiting: number;
  readonly looks: number;
}

export class PresenceService implements Presence, ClientSide {
  readonly #fleet: FleetState;
  readonly #log: Log;
  readonly #orders: Orders;
  readonly #clients: ClientPresence;
  readonly #reconciler: Reconciler;
  readonly #door: ClientDoor;
  readonly #running: RunningVms;
  readonly #timers: NodeJS.Timeout[] = [];
  #follower: StoreFollower | undefined;
  /** What timers began; close waits for it. */
  #work: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(fleet: FleetState, supervisor: Supervisor, log: Log) {
    const { store, policies, host } = fleet;
    this.#fleet = fleet;
    this.#log = log;
    this.#running = new RunningVms(store, () => supervisor.runningNames());
    this.#orders = new Orders((deviceId) => {
      this.#reconciler.look(deviceId);
    });
    this.#reconciler = new Reconciler({
      store,
      policies,
      host,
      orders: this.#orders,
      log,
      now: () => ({ isOnline: (id) => this.#clients.isOnline(id), runningVmIds: this.#running.ids }),
    });
    this.#clients = new ClientPresence({
      store,
      host,
      orders: this.#orders,
      log,
      look: (id) => {
        this.#reconciler.look(id);
      },
      attachAlong: (deviceId) => this.#reconciler.attachAlong(deviceId),
      attached: (id) => {
        this.#reconciler.succeeded(id);
      },
      failed: (id, fence, code, message) => this.#reconciler.failed(id, fence, code, message),
    });
    this.#door = new ClientDoor(store, this.#clients);
    const vmsChanged = (): void => {
      this.#background('presence.vms_failed', () => this.#vmsChanged());
    };
    supervisor.onGone(vmsChanged);
    supervisor.onStarted(vmsChanged);
  }

  /** VMs must have been adopted. */
  static async start(fleet: FleetState, supervisor: Supervisor, log: Log): Promise<PresenceService> {
    const service = new PresenceService(fleet, supervisor, log);
    try {
      await service.#running.refresh();
      service.#follower = await StoreFollower.start(
        fleet.store,
        { changed: (changes) => service.#changed(changes), gap: () => service.#lookAtAll() },
        log,
      );
      await service.#lookAtAll();
    } catch (error) {
      // Whoever tries again makes another: two must not act at once.
      await service.close();
      throw error;
    }
    service.#every(LEASE_RENEW_MS, 'presence.renew_failed', () => service.#reconciler.renew());
    service.#every(refusedMs, 'presence.look_failed', () => {
      service.#reconciler.lookAtRefused();
      return Promise.resolve();
    });
    return service;
  }

  /** A device that came by an order was something else for the guest: as a failure, whatever its client says of it. */
  disguised(
    { deviceId, fence }: { readonly deviceId: string; readonly fence: number },
    message: string,
  ): Promise<void> {
    // Of a lease that is over already: nothing follows from it.
    if (this.#orders.session(deviceId)?.fence !== fence) return Promise.resolve();
    return this.#reconciler.failed(deviceId, fence, 'usb.descriptor_mismatch', message);
  }

  isLinked(deviceId: string): boolean {
    return this.#orders.isLinked(deviceId);
  }

  sessions(): readonly DeviceSession[] {
    return this.#orders.sessions();
  }

  figures(): PresenceFigures {
    const { live, linked, given, toVm, toClient } = this.#orders.figures;
    const clients = this.#clients.connected;
    return { clients, devices: live, linked, orders: given, toVm, toClient, ...this.#reconciler.figures };
  }

  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    return this.#door.upgrade(request, socket, head);
  }

  ticket(ticket: string, vm: string): DeviceTicket | undefined {
    const found = this.#orders.find(ticket, vm);
    if (found === undefined) return undefined;
    const { sha256 } = found;
    return {
      sha256,
      id: sha256.slice(0, 16),
      right: { kind: 'order', deviceId: found.deviceId, fence: found.fence },
      use: () => {
        const order = this.#orders.use(sha256);
        return order === undefined ? undefined : (open) => this.#orders.opened(order, open);
      },
    };
  }

  /** Resolves when nothing is left to look at. */
  settled(): Promise<void> {
    return this.#reconciler.settled();
  }

  /** Ends the clients' connections, and all that is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#follower?.close();
    await this.#clients.close();
    await this.#reconciler.close();
    await this.#work;
  }

  async #changed(changes: readonly ChangeRecord[]): Promise<void> {
    let all = false;
    const clients = new Set<string>();
    const vms = new Set<string>();
    const assignments: string[] = [];
    for (const { kind, id, op } of changes) {
      switch (kind) {
        case 'device':
        case 'lease':
          this.#reconciler.look(id);
          break;
        case 'client':
          clients.add(id);
          break;
        case 'vm':
          vms.add(id);
          break;
        case 'assignment':
          // What one was about before it was changed is not known any more.
          if (op === 'created') assignments.push(id);
          else all = true;
          break;
        case 'user':
        case 'group':
        case 'policy':
          all = true;
          break;
        default:
          break;
      }
    }
    if (clients.size > 0) await this.#clientsChanged(clients);
    if (vms.size > 0) await this.#running.refresh();
    if (!all) all = await this.#lookAtAssigned(assignments);
    if (all) await this.#lookAtAll();
    else if (vms.size > 0) await this.#lookAtAll((id) => this.#reconciler.isConcerned(id, vms));
  }

  /** Looks at the devices that new assignments are about; true where that may be any. */
  async #lookAtAssigned(ids: readonly string[]): Promise<boolean> {
    if (ids.length === 0) return false;
    const clientIds = await this.#fleet.store.read(async (tx) => {
      const found: (string | null)[] = [];
      for (const id of ids) found.push((await tx.assignments.get(id))?.what.clientId ?? null);
      return found;
    });
    for (const clientId of new Set(clientIds)) {
      if (clientId === null) return true;
      for (const id of this.#orders.liveIdsOf(clientId)) this.#reconciler.look(id);
    }
    return false;
  }

  /** Lets those go that are not, or no longer, let in, and looks at what the others have. */
  async #clientsChanged(ids: ReadonlySet<string>): Promise<void> {
    const out = await this.#fleet.store.read(async (tx) => {
      const found: string[] = [];
      for (const id of ids) if ((await tx.clients.get(id))?.enabled !== true) found.push(id);
      return found;
    });
    // Somebody else may sit there now, and rules and assignments are about people, too.
    for (const id of ids) for (const deviceId of this.#orders.liveIdsOf(id)) this.#reconciler.look(deviceId);
    if (out.length === 0) return;
    // Channels may go on without their client's own connection: what is held is looked at, whoever's it is.
    const devices = new Set([...this.#orders.held()].map(({ deviceId }) => deviceId));
    for (const id of out) {
      for (const deviceId of this.#orders.liveIdsOf(id)) devices.add(deviceId);
      this.#clients.drop(id);
      this.#door.forget(id);
    }
    for (const deviceId of devices) this.#reconciler.look(deviceId);
  }

  async #vmsChanged(): Promise<void> {
    const changed = await this.#running.refresh();
    if (changed.size > 0) await this.#lookAtAll((id) => this.#reconciler.isConcerned(id, changed));
  }

  /** Every device that is here, and every lease that this agent gave out; or those of them that are `concerned`. */
  async #lookAtAll(concerned: (deviceId: string) => boolean = () => true): Promise<void> {
    const leases = await this.#fleet.store.read((tx: ReadTransaction) => tx.leases.ofHost(this.#fleet.host));
    for (const { deviceId } of leases) if (concerned(deviceId)) this.#reconciler.look(deviceId);
    for (const id of this.#orders.liveIds()) if (concerned(id)) this.#reconciler.look(id);
  }

  #background(failed: string, work: () => Promise<unknown>): void {
    if (this.#closed) return;
    this.#work = this.#work.then(work).catch((error: unknown) => {
      this.#log.error(failed, { message: errorMessage(error) });
    });
  }

  /** None on top of itself. */
  #every(ms: number, failed: string, work: () => Promise<void>): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      this.#background(failed, () =>
        work().finally(() => {
          busy = false;
        }),
      );
    }, ms);
    timer.unref();
    this.#timers.push(timer);
  }
}
