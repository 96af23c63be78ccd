/**
 * The ids of one remote device: which are taken, by what, and when each is free again.
 *
 * An id of a cancelled URB is free when both its completion and the answer to its cancel have arrived
 * (docs/decisions/usb-rules.md, rule 1). A URB goes back to its owner when it is answered and its OUT data has left
 * this process: until then the socket reads guest memory. Knows nothing of channels or controllers.
 */
import { ProtocolError } from '@farport/protocol';
import type { OperationDone, Urb } from '../usb-device.ts';

interface Slot {
  readonly id: number;
  /** What the id stands for until its one answer has come; undefined after. */
  request: Urb | OperationDone | undefined;
  taken: boolean;
  cancelUnanswered: boolean;
  /** When somebody began to wait for the end of the request, in ms; undefined while nobody does. */
  awaitedSinceMs: number | undefined;
  /** OUT data is on its way out of this process. */
  unwritten: boolean;
  /** Answered, and kept until its data has left. */
  kept: Urb | undefined;
  /** Called when the data has left; one for the life of the slot, so that a URB costs no closure. */
  readonly written: () => void;
}

export class RequestTable {
  readonly #slots: Slot[] = [];
  readonly #free: Slot[] = [];
  readonly #byUrb = new Map<Urb, Slot>();
  readonly #capacity: number;
  readonly #released: (urb: Urb) => void;
  #keptUrbs = 0;

  /** At most `capacity` ids, 1 … capacity. `released`: the data of a URB that was kept has left. */
  constructor(capacity: number, released: (urb: Urb) => void) {
    this.#capacity = capacity;
    this.#released = released;
  }

  get full(): boolean {
    return this.#free.length === 0 && this.#slots.length >= this.#capacity;
  }

  /** URBs that are answered, and wait for their data to leave. */
  get keptUrbs(): number {
    return this.#keptUrbs;
  }

  /** Takes a free id. The caller has checked `full`. */
  open(request: Urb | OperationDone, awaitedSinceMs?: number): number {
    const slot = this.#free.pop() ?? this.#add();
    slot.taken = true;
    slot.request = request;
    slot.awaitedSinceMs = awaitedSinceMs;
    if (typeof request !== 'function') this.#byUrb.set(request, slot);
    return slot.id;
  }

  /** OUT data of a URB is about to be sent: what to call, once, when it has left. */
  sending(id: number): (() => void) | undefined {
    const slot = this.#slots[id - 1];
    if (slot === undefined) return undefined;
    slot.unwritten = true;
    return slot.written;
  }

  /** The id of an open URB that no cancel has been sent for; undefined for any other. */
  cancellable(urb: Urb): number | undefined {
    const slot = this.#byUrb.get(urb);
    return slot === undefined || slot.cancelUnanswered ? undefined : slot.id;
  }

  /** The id of an open URB; 0 for any other. */
  idOf(urb: Urb): number {
    return this.#byUrb.get(urb)?.id ?? 0;
  }

  /** A cancel for the id has been sent. */
  cancelSent(id: number, nowMs: number): void {
    const slot = this.#slots[id - 1];
    if (slot === undefined) return;
    slot.cancelUnanswered = true;
    slot.awaitedSinceMs = nowMs;
  }

  /** Somebody waits for the operations that are open. False when there is none. */
  awaitOperations(nowMs: number): boolean {
    let found = false;
    for (const slot of this.#slots) {
      if (typeof slot.request !== 'function') continue;
      slot.awaitedSinceMs ??= nowMs;
      found = true;
    }
    return found;
  }

  /** Since when somebody waits for a request; the longest wait. Undefined when nobody waits. */
  get awaitedSinceMs(): number | undefined {
    let since: number | undefined;
    for (const slot of this.#slots) {
      if (slot.request === undefined || slot.awaitedSinceMs === undefined) continue;
      since = Math.min(since ?? slot.awaitedSinceMs, slot.awaitedSinceMs);
    }
    return since;
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

  /** Whether a URB that was completed under this id is kept for its data: `released` hands it over then. */
  isKept(id: number, urb: Urb): boolean {
    return this.#slots[id - 1]?.kept === urb;
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

  /**
   * Forgets everything: what still waited for an answer and can go back, in order of ids. URBs whose data has not
   * left are kept as `no-device`.
   */
  clear(): (Urb | OperationDone)[] {
    const open: (Urb | OperationDone)[] = [];
    for (const slot of this.#slots) {
      const { request } = slot;
      if (request === undefined) continue;
      slot.request = undefined;
      if (typeof request === 'function' || !slot.unwritten) {
        open.push(request);
        continue;
      }
      request.status = 'no-device';
      request.actualLength = 0;
      this.#keep(slot, request);
    }
    this.#slots.length = 0;
    this.#free.length = 0;
    this.#byUrb.clear();
    return open;
  }

  #add(): Slot {
    const slot: Slot = {
      id: this.#slots.length + 1,
      request: undefined,
      taken: true,
      cancelUnanswered: false,
      awaitedSinceMs: undefined,
      unwritten: false,
      kept: undefined,
      written: () => {
        this.#written(slot);
      },
    };
    this.#slots.push(slot);
    return slot;
  }

  #answered(slot: Slot): void {
    const { request } = slot;
    slot.request = undefined;
    if (request !== undefined && typeof request !== 'function') {
      this.#byUrb.delete(request);
      if (slot.unwritten) this.#keep(slot, request);
    }
    this.#release(slot);
  }

  #keep(slot: Slot, urb: Urb): void {
    slot.kept = urb;
    this.#keptUrbs++;
  }

  #written(slot: Slot): void {
    slot.unwritten = false;
    const { kept } = slot;
    if (kept === undefined) return;
    slot.kept = undefined;
    this.#keptUrbs--;
    this.#release(slot);
    this.#released(kept);
  }

  #release(slot: Slot): void {
    if (!slot.taken || slot.request !== undefined || slot.cancelUnanswered || slot.unwritten) return;
    slot.taken = false;
    this.#free.push(slot);
  }
}
