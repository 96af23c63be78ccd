/**
 * Tickets that go with orders: each lets one client open the channel of one device to one VM, once and soon. In memory
 * only: an agent that starts anew gives out new ones. Knows nothing of HTTP.
 */
import { createHash, randomBytes } from 'node:crypto';

/** How long a client may take to use one, milliseconds. */
export const ORDER_TICKET_MS = 60_000;

export interface OrderTicket {
  readonly deviceId: string;
  readonly clientId: string;
  readonly fence: number;
  /** The VM's name. */
  readonly vm: string;
}

interface Entry extends OrderTicket {
  readonly sha256: string;
  readonly expiresAt: number;
}

function hashOf(ticket: string): string {
  return createHash('sha256').update(ticket, 'utf8').digest('hex');
}

export class OrderTickets {
  readonly #now: () => number;
  /** By hash. A device has one at most: the next replaces it. */
  readonly #tickets = new Map<string, Entry>();
  readonly #ofDevice = new Map<string, string>();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get size(): number {
    return this.#tickets.size;
  }

  /** A new ticket; the device's one before is good for nothing from here on. */
  create(order: OrderTicket): string {
    this.#forgetOld();
    this.revoke(order.deviceId);
    const ticket = randomBytes(32).toString('base64url');
    const sha256 = hashOf(ticket);
    this.#tickets.set(sha256, { ...order, sha256, expiresAt: this.#now() + ORDER_TICKET_MS });
    this.#ofDevice.set(order.deviceId, sha256);
    return ticket;
  }

  /** Looks a ticket up without using it; undefined where it is none of these, for another VM, or over. */
  find(ticket: string, vm: string): (OrderTicket & { readonly sha256: string }) | undefined {
    const entry = this.#tickets.get(hashOf(ticket));
    if (entry?.vm !== vm) return undefined;
    return entry.expiresAt > this.#now() ? entry : undefined;
  }

  /** Uses it up; undefined where somebody else did before. */
  use(sha256: string): OrderTicket | undefined {
    const entry = this.#tickets.get(sha256);
    if (entry !== undefined) this.revoke(entry.deviceId);
    return entry;
  }

  revoke(deviceId: string): void {
    const sha256 = this.#ofDevice.get(deviceId);
    if (sha256 === undefined) return;
    this.#ofDevice.delete(deviceId);
    this.#tickets.delete(sha256);
  }

  /** Oldest first, and all live equally long. */
  #forgetOld(): void {
    const now = this.#now();
    for (const entry of this.#tickets.values()) {
      if (entry.expiresAt > now) return;
      this.revoke(entry.deviceId);
    }
  }
}
