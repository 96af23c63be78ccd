/**
 * The ids of one remote device: which are taken, by what, and when each is free again.
 *
 * An id of a cancelled URB is free when both its completion and the answer to its cancel have arrived
 * (docs/decisions/usb-rules.md, rule 1). Knows nothing of channels or controllers.
 */
import { ProtocolError } from '@farport/protocol';
import type { OperationDone, Urb } from '../usb-device.ts';

type Slot = {
  readonly id: number;
  /** What the id stands for until its one answer has come; undefined after. */
  request: Urb | OperationDone | undefined;
  taken: boolean;
  cancelUnanswered: boolean;
};

export class RequestTable {
  readonly #slots: Slot[] = [];
  readonly #free: Slot[] = [];
  readonly #byUrb = new Map<Urb, Slot>();
  readonly #capacity: number;

  /** At most `capacity` ids, 1 … capacity. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get full(): boolean {
    return this.#free.length === 0 && this.#slots.length >= this.#capacity;
  }

  /** Takes a free id. The caller has checked `full`. */
  open(request: Urb | OperationDone): number {
    let slot = this.#free.pop();
    if (slot === undefined) {
      slot = { id: this.#slots.length + 1, request: undefined, taken: true, cancelUnanswered: false };
      this.#slots.push(slot);
    }
    slot.taken = true;
    slot.request = request;
    if (typeof request !== 'function') this.#byUrb.set(request, slot);
    return slot.id;
  }

  /** The id of an open URB that no cancel has been sent for; undefined for any other. */
  cancellable(urb: Urb): number | undefined {
    const slot = this.#byUrb.get(urb);
    return slot === undefined || slot.cancelUnanswered ? undefined : slot.id;
  }

  /** A cancel for the id has been sent. */
  cancelSent(id: number): void {
    const slot = this.#slots[id - 1];
    if (slot !== undefined) slot.cancelUnanswered = true;
  }

  /** The URB was never sent: its id is free at once. */
  withdraw(urb: Urb): void {
    const slot = this.#byUrb.get(urb);
    if (slot !== undefined) this.#answered(slot);
  }

  /** The one completion of a URB. Throws ProtocolError where no URB with this id waits for one. */
  completed(id: number): Urb {
    const slot = this.#slots[id - 1];
    const urb = slot?.request;
    if (slot === undefined || urb === undefined || typeof urb === 'function') {
      throw new ProtocolError('protocol.unexpected', `a completion of id ${id}, which is no open URB`);
    }
    this.#answered(slot);
    return urb;
  }

  /** The answer to a cancel. Throws ProtocolError where none was asked. */
  cancelAnswered(id: number): void {
    const slot = this.#slots[id - 1];
    if (slot?.cancelUnanswered !== true) {
      throw new ProtocolError('protocol.unexpected', `an answer to a cancel of id ${id} that was not asked`);
    }
    slot.cancelUnanswered = false;
    this.#release(slot);
  }

  /** The one answer of an operation. Throws ProtocolError where none with this id waits for one. */
  operationDone(id: number): OperationDone {
    const slot = this.#slots[id - 1];
    const done = slot?.request;
    if (slot === undefined || typeof done !== 'function') {
      throw new ProtocolError('protocol.unexpected', `the end of operation ${id}, which is not open`);
    }
    this.#answered(slot);
    return done;
  }

  /** Forgets everything; what still waited for an answer, in order of ids. */
  clear(): (Urb | OperationDone)[] {
    const open: (Urb | OperationDone)[] = [];
    for (const slot of this.#slots) if (slot.request !== undefined) open.push(slot.request);
    this.#slots.length = 0;
    this.#free.length = 0;
    this.#byUrb.clear();
    return open;
  }

  #answered(slot: Slot): void {
    if (slot.request !== undefined && typeof slot.request !== 'function') this.#byUrb.delete(slot.request);
    slot.request = undefined;
    this.#release(slot);
  }

  #release(slot: Slot): void {
    if (!slot.taken || slot.request !== undefined || slot.cancelUnanswered) return;
    slot.taken = false;
    this.#free.push(slot);
  }
}
