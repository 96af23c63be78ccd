/**
 * The channels that are spliced now, devices' and screens': by whose right, from where, since when, how much they have carried,
 * and how to end one. Bounded by the connections that the gateway lets in; decides nothing.
 */
import type { ChannelRight } from '../fleet/admissions.ts';
import type { Carried } from './client-side.ts';
import type { ChannelKind } from './upgrade-request.ts';

export interface ChannelEnd extends Carried {
  /** "closed": by both sides, in order. "cut": by this agent. Else what went wrong; with the link, it begins with "client:". */
  readonly reason: string;
}

export interface ChannelTraffic extends Carried {
  /** Of the connection to the client, microseconds; undefined where it is not known. */
  readonly roundTripUs?: number | undefined;
}

/** What is known of one before it is spliced. */
export type ChannelFacts = Pick<OpenChannel, 'id' | 'vm' | 'kind' | 'ticketId' | 'address' | 'right'>;

/** What the gate can do with a splice. */
export interface Splice {
  cut(): void;
  traffic(): ChannelTraffic;
}

export class OpenChannel {
  /** As its VM knows it, where that asks about it. */
  readonly id: string;
  /** The VM's name. */
  readonly vm: string;
  readonly kind: ChannelKind;
  readonly ticketId: string;
  readonly address: string;
  /** Undefined: a ticket of the server's administrator, for whatever its holder brings. */
  readonly right: ChannelRight | undefined;
  /** By the clock on the wall. */
  readonly since = Date.now();
  readonly #splice: Splice;
  #end: ChannelEnd | undefined;
  #listeners: ((end: ChannelEnd) => void)[] = [];

  constructor({ id, vm, kind, ticketId, address, right }: ChannelFacts, splice: Splice) {
    this.id = id;
    this.vm = vm;
    this.kind = kind;
    this.ticketId = ticketId;
    this.address = address;
    this.right = right;
    this.#splice = splice;
  }

  cut(): void {
    if (this.#end === undefined) this.#splice.cut();
  }

  traffic(): ChannelTraffic {
    return this.#end ?? this.#splice.traffic();
  }

  /** Calls `listener` when it is over: at once where it is. */
  whenClosed(listener: (end: ChannelEnd) => void): void {
    if (this.#end === undefined) this.#listeners.push(listener);
    else listener(this.#end);
  }

  closed(end: ChannelEnd): void {
    this.#end = end;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener(end);
  }
}

export class OpenChannels {
  readonly #open = new Map<string, OpenChannel>();

  [Symbol.iterator](): Iterator<OpenChannel> {
    return this.#open.values();
  }

  get(id: string): OpenChannel | undefined {
    return this.#open.get(id);
  }

  opened(channel: OpenChannel): void {
    this.#open.set(channel.id, channel);
    channel.whenClosed(() => this.#open.delete(channel.id));
  }
}
