/**
 * Devices that people bring by tickets of their own, while they are in a VM: which channel each came by, and what was taken from
 * them lately. In memory only; leases and the policy are the store's and the admissions'. Orders nobody.
 */
import type { BroughtThing, Bringing } from '../fleet/admissions.ts';
import { errorMessage } from '../errors.ts';
import type { Log } from '../log.ts';
import type { OpenChannel } from '../gateway/open-channels.ts';
import { systemContext, type Store } from '../store/store.ts';
import type { Orders } from './orders.ts';

/** A client whose device was taken tries again by itself within this time, milliseconds. */
const triesAgainMs = 60_000;
/** Things taken that are remembered: what was taken the longest ago is forgotten first. */
const mostTaken = 1024;

interface Taken {
  readonly because: string;
  readonly until: number;
}

export class BroughtDevices implements Bringing {
  readonly #store: Store;
  readonly #orders: Orders;
  readonly #log: Log;
  /** By the channel that they came by. */
  readonly #things = new Map<string, BroughtThing>();
  readonly #taken = new Map<string, Taken>();

  constructor(store: Store, orders: Orders, log: Log) {
    this.#store = store;
    this.#orders = orders;
    this.#log = log;
  }

  isLinked(deviceId: string): boolean {
    return this.#orders.isLinked(deviceId);
  }

  /** What came by a channel. */
  of(channelId: string): BroughtThing | undefined {
    return this.#things.get(channelId);
  }

  hold(thing: BroughtThing, channel: OpenChannel): void {
    this.#leave(channel);
    this.#things.set(channel.id, thing);
    const { lease } = thing;
    if (lease !== undefined) {
      const { deviceId, fence } = lease;
      const { clientId } = thing;
      this.#orders.opened({ deviceId, clientId, fence, vm: channel.vm }, channel, true);
    }
    const before = channel.traffic();
    const since = Date.now();
    channel.whenClosed(({ toVm, toClient, reason }) => {
      if (this.#things.get(channel.id) !== thing) return;
      this.#things.delete(channel.id);
      if (lease !== undefined) return;
      this.#tell(thing, `its connection has ended: ${reason}`, {
        seconds: Math.max(0, Math.round((Date.now() - since) / 1000)).toString(),
        bytesToVm: (toVm - before.toVm).toString(),
        bytesToClient: (toClient - before.toClient).toString(),
      });
    });
  }

  taken(key: string, because: string): void {
    this.#taken.delete(key);
    this.#taken.set(key, { because, until: performance.now() + triesAgainMs });
    const oldest = this.#taken.size > mostTaken ? this.#taken.keys().next() : undefined;
    if (oldest?.done === false) this.#taken.delete(oldest.value);
  }

  refusal(key: string): string | undefined {
    const taken = this.#taken.get(key);
    this.#taken.delete(key);
    return taken !== undefined && taken.until > performance.now() ? taken.because : undefined;
  }

  /** Another device comes by the same channel: the one before is not there any more. */
  #leave(channel: OpenChannel): void {
    const before = this.#things.get(channel.id);
    if (before === undefined) return;
    this.#things.delete(channel.id);
    if (before.lease === undefined) this.#tell(before, 'another device came by the same connection', {});
    else this.#orders.left(before.lease.deviceId);
  }

  /** The end of what has no lease: no client of the fleet has told of it. */
  #tell({ about }: BroughtThing, reason: string, carried: Record<string, string>): void {
    const details = { by: 'ticket', ...carried };
    this.#store
      .change(systemContext, (tx) =>
        tx.audit.append({ action: 'device.detached', outcome: 'ok', ...about, reason, details }),
      )
      .catch((error: unknown) => {
        this.#log.error('device.detach_not_recorded', { message: errorMessage(error) });
      });
  }
}
