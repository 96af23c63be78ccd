/**
 * The URBs that wait for another to complete (Submit.after; docs/decisions/wire.md, "URBs"). Owns which wait for
 * which, and what has become of the last URB of each endpoint; carries nothing out.
 */
import type { Slot } from './urb-slot.ts';

export class Following {
  /** In order of their Submits. */
  #slots: Slot[] = [];
  /** The last URB of each endpoint that ended, and whether others may follow it. */
  readonly #ended = new Map<number, { id: number; succeeded: boolean; order: number }>();
  /** Counts the URBs that have ended. */
  #order = 0;

  add(slot: Slot): void {
    slot.place = 'following';
    this.#slots.push(slot);
  }

  remove(slot: Slot): void {
    this.#slots.splice(this.#slots.indexOf(slot), 1);
  }

  /** All of them, which wait no more. */
  takeAll(): Slot[] {
    return this.#slots.splice(0);
  }

  /** Whether a URB that is not open lets others follow, as far as anybody can still ask. */
  succeeded(id: number): boolean {
    let latest = { succeeded: false, order: 0 };
    // An id is used again, for another endpoint too: the last URB that had it is meant.
    for (const last of this.#ended.values()) if (last.id === id && last.order > latest.order) latest = last;
    return latest.succeeded;
  }

  /** A URB has ended: those that waited for it, which wait no more. */
  ended(endpoint: number, id: number, succeeded: boolean): readonly Slot[] {
    const last = this.#ended.get(endpoint);
    const order = ++this.#order;
    if (last === undefined) this.#ended.set(endpoint, { id, succeeded, order });
    else {
      last.id = id;
      last.succeeded = succeeded;
      last.order = order;
    }
    if (this.#slots.length === 0) return NOBODY;
    const followers = this.#slots.filter(({ after }) => after === id);
    if (followers.length > 0) this.#slots = this.#slots.filter(({ after }) => after !== id);
    return followers;
  }
}

const NOBODY: readonly Slot[] = [];
