/**
 * By what the channels of devices were let in, by the names under which their VMs know them. Also remembers the last of those
 * that are over: what a VM says of one may come later than its end. Bounded; decides nothing.
 */
import type { ChannelRight } from '../fleet/admissions.ts';

interface Known {
  readonly vm: string;
  readonly right: ChannelRight;
}

/** Of all VMs; the one that is over for the longest is forgotten first. */
const mostOver = 1024;

export class ChannelRights {
  readonly #open = new Map<string, Known>();
  readonly #over = new Map<string, Known>();

  opened(channel: string, vm: string, right: ChannelRight): void {
    this.#open.set(channel, { vm, right });
  }

  closed(channel: string): void {
    const known = this.#open.get(channel);
    if (known === undefined) return;
    this.#open.delete(channel);
    this.#over.set(channel, known);
    const oldest = this.#over.size > mostOver ? this.#over.keys().next() : undefined;
    if (oldest?.done === false) this.#over.delete(oldest.value);
  }

  /** Of a channel that is open to this VM: no VM is told, or tells, of another's. */
  of(vm: string, channel: string): ChannelRight | undefined {
    return rightFor(vm, this.#open.get(channel));
  }

  /** The same of one that may be over already. */
  ofLate(vm: string, channel: string): ChannelRight | undefined {
    return this.of(vm, channel) ?? rightFor(vm, this.#over.get(channel));
  }
}

function rightFor(vm: string, known: Known | undefined): ChannelRight | undefined {
  return known?.vm === vm ? known.right : undefined;
}
