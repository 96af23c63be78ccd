/**
 * Owns the rules of a redirected device at the client's end: every URB is completed exactly once, a cancel has its
 * own answer, a stalled endpoint stays halted, operations run alone and in order, and what is in flight is bounded.
 * Works between a CapturedDevice and a DeviceWire; never knows sockets, frames or numbering.
 */
import { isKnown, type SentMessage } from '@farport/protocol';
import type { OperationStatus, UrbStatus } from '@farport/usb';
import type { CapturedDevice, CaptureOwner } from '../capture/captured-device.ts';
import { Following } from './following.ts';
import { invalid, Slot, type SubmitRequest } from './urb-slot.ts';

/** How answers leave. Calls come from inside device callbacks and must not throw. */
export interface DeviceWire {
  /** The message; undefined where nobody waits for this completion any more. */
  complete(id: number, status: UrbStatus, actualLength: number, data: Uint8Array): SentMessage | undefined;
  cancelled(id: number, found: boolean): void;
  operationDone(id: number, status: OperationStatus): void;
  /** The device is gone; `duringReset` where it went while being reset, so that it may come back as another. */
  gone(duringReset: boolean): void;
  /** Bytes of completions that wait for the network. */
  readonly unsentBytes: number;
}

export type Operation =
  | { readonly kind: 'reset'; readonly id: number }
  | { readonly kind: 'set-configuration'; readonly id: number; readonly value: number }
  | {
      readonly kind: 'set-interface';
      readonly id: number;
      readonly interfaceNumber: number;
      readonly alternate: number;
    }
  | { readonly kind: 'clear-halt'; readonly id: number; readonly endpoint: number };

/** Data that long URBs of one device may hold in it and on the way out, whatever the machine's memory allows. */
const MAX_LONG_BYTES = 12 * 1024 * 1024;
const NOTHING = new Uint8Array();

export class DeviceServer implements CaptureOwner {
  readonly #device: CapturedDevice;
  readonly #wire: DeviceWire;
  /** Every id that is not answered yet: a URB, or an operation. The channel bounds them and refuses a second use. */
  readonly #ids = new Map<number, Slot | 'operation'>();
  readonly #free: Slot[] = [];
  /** Stalled, until the guest clears it (rule 3). */
  readonly #halted = new Set<number>();
  /** Paused by another error, until the VM knows of the completion that told of it. */
  readonly #paused = new Map<number, SentMessage>();
  /** Waiting behind an operation, in order. */
  #queue: (Slot | Operation)[] = [];
  /** Waiting for room, in order. */
  #held: Slot[] = [];
  readonly #following = new Following();
  #inDevice = 0;
  #longBytes = 0;
  #running: Operation | undefined;
  /** The running operation waits for the device to be idle. */
  #startWhenIdle: (() => void) | undefined;
  /** Operations the device has not answered: 0 or 1. */
  #operating = 0;
  #closed = false;
  #closing: Promise<void> | undefined;
  #closedIdle: (() => void) | undefined;

  readonly #freed = (): void => {
    this.#release();
  };

  constructor(device: CapturedDevice, wire: DeviceWire) {
    this.#device = device;
    this.#wire = wire;
  }

  /** URBs and operations that are not answered yet. */
  get open(): number {
    return this.#ids.size;
  }

  /**
   * A Submit. `data` is the payload of an OUT transfer in order, cut in any way, `dataLength` bytes in all; it stays
   * as it is until the completion. `ack`: what the VM knew of when it sent this.
   */
  submit(request: SubmitRequest, ack: number, data?: readonly Uint8Array[], dataLength = 0): void {
    if (this.#closed) return;
    const slot = this.#free.pop() ?? new Slot();
    slot.fill(request, data, dataLength);
    this.#ids.set(request.id, slot);
    if (!this.#mayGoOn(slot.endpoint, ack)) this.#finish(slot, 'cancelled', 0, NOTHING);
    else if (invalid(request, dataLength)) this.#failed(slot, 'invalid', 0, NOTHING);
    else if (this.#running !== undefined || this.#queue.length > 0) this.#queue.push(slot);
    else this.#route(slot);
  }

  /** A Cancel: answered at once; the URB's own completion comes before or after. */
  cancel(id: number): void {
    if (this.#closed) return;
    const slot = this.#ids.get(id);
    if (slot === undefined || slot === 'operation') {
      this.#wire.cancelled(id, false);
      return;
    }
    switch (slot.place) {
      case 'device':
        this.#wire.cancelled(id, this.#device.cancel(id));
        return;
      case 'ended':
        this.#wire.cancelled(id, false);
        return;
      case 'held':
        this.#held.splice(this.#held.indexOf(slot), 1);
        break;
      case 'following':
        this.#following.remove(slot);
        break;
      case 'queued':
        this.#queue.splice(this.#queue.indexOf(slot), 1);
        break;
    }
    this.#wire.cancelled(id, true);
    this.#finish(slot, 'cancelled', 0, NOTHING);
  }

  operate(operation: Operation): void {
    if (this.#closed) return;
    this.#ids.set(operation.id, 'operation');
    if (this.#running !== undefined || this.#queue.length > 0) this.#queue.push(operation);
    else this.#start(operation);
  }

  /** The network took some of what waited: held URBs may go on. */
  drained(): void {
    this.#release();
  }

  /**
   * Nothing is answered from now on, and what is in the device is cancelled. Resolves when the device is idle, so
   * that another owner may take it; at once where the device is gone.
   */
  close(): Promise<void> {
    if (this.#closing !== undefined) return this.#closing;
    this.#closed = true;
    this.#queue = [];
    this.#held = [];
    this.#following.takeAll();
    this.#startWhenIdle = undefined;
    this.#closing = new Promise((resolve) => {
      this.#closedIdle = resolve;
    });
    for (const [id, slot] of this.#ids) {
      if (slot === 'operation' || slot.place !== 'device') this.#ids.delete(id);
    }
    this.#cancelInDevice();
    this.#checkClosed();
    return this.#closing;
  }

  #checkClosed(): void {
    if (this.#inDevice === 0 && this.#operating === 0) this.#closedIdle?.();
  }

  urbCompleted(id: number, status: UrbStatus, actualLength: number, data: Uint8Array): void {
    const slot = this.#ids.get(id);
    if (slot === undefined || slot === 'operation' || slot.place !== 'device') return;
    this.#inDevice--;
    slot.place = 'ended';
    if (this.#closed) {
      this.#device.memory.give(slot.length, slot.isLong);
      this.#ids.delete(id);
      this.#checkClosed();
      return;
    }
    const { length, isLong } = slot;
    if (isLong) this.#longBytes -= length;
    if (status === 'completed') this.#finish(slot, status, actualLength, data);
    else if (status === 'cancelled') {
      this.#finish(slot, slot.haltedAway ? 'stall' : status, actualLength, data);
    } else this.#failed(slot, status, actualLength, data);
    // Only now: what waits may be behind an endpoint that has just halted.
    this.#device.memory.give(length, isLong);
    if (this.#held.length > 0) this.#release();
    if (this.#inDevice === 0) this.#idle();
  }

  deviceGone(): void {
    const before = this.#closed;
    const duringReset = this.#running?.kind === 'reset';
    void this.close();
    this.#closedIdle?.();
    if (!before) this.#wire.gone(duringReset);
  }

  #route(slot: Slot): void {
    if (slot.after !== 0) {
      const before = this.#ids.get(slot.after);
      if (before instanceof Slot) {
        this.#following.add(slot);
        return;
      }
      if (!this.#following.succeeded(slot.after)) {
        this.#finish(slot, 'cancelled', 0, NOTHING);
        return;
      }
    }
    if (this.#halted.has(slot.endpoint)) {
      this.#finish(slot, 'stall', 0, NOTHING);
      return;
    }
    // It came before the pause, and waited behind an operation.
    if (this.#paused.has(slot.endpoint)) {
      this.#finish(slot, 'cancelled', 0, NOTHING);
      return;
    }
    const behind = this.#held.length > 0 && this.#held.some((one) => one.endpoint === slot.endpoint);
    if (!behind && this.#takesMemory(slot)) {
      this.#toDevice(slot);
      return;
    }
    slot.place = 'held';
    this.#held.push(slot);
    this.#device.memory.whenFreed(this.#freed);
  }

  /** Takes the memory for a URB where there is room for it. */
  #takesMemory(slot: Slot): boolean {
    if (slot.isLong) {
      const busy = this.#longBytes + this.#wire.unsentBytes;
      if (busy > 0 && busy + slot.length > MAX_LONG_BYTES) return false;
    }
    if (!this.#device.memory.take(slot.length, slot.isLong)) return false;
    if (slot.isLong) this.#longBytes += slot.length;
    return true;
  }

  #toDevice(slot: Slot): void {
    slot.place = 'device';
    this.#inDevice++;
    this.#device.submit(slot);
  }

  /** Lets held URBs go on, keeping the order of each endpoint. */
  #release(): void {
    if (this.#closed || this.#held.length === 0 || this.#running !== undefined) return;
    const blocked = new Set<number>();
    const still: Slot[] = [];
    const go: Slot[] = [];
    for (const slot of this.#held) {
      if (!blocked.has(slot.endpoint) && this.#takesMemory(slot)) {
        go.push(slot);
      } else {
        blocked.add(slot.endpoint);
        still.push(slot);
      }
    }
    this.#held = still;
    for (const slot of go) this.#toDevice(slot);
    if (still.length > 0) this.#device.memory.whenFreed(this.#freed);
  }

  /** False for what was on its way when its endpoint was paused; else the pause, if there was one, is over. */
  #mayGoOn(endpoint: number, ack: number): boolean {
    const failure = this.#paused.get(endpoint);
    if (failure === undefined) return true;
    if (!isKnown(failure, ack)) return false;
    this.#paused.delete(endpoint);
    return true;
  }

  /**
   * After a bulk or interrupt URB that failed nothing of its endpoint moves (docs/decisions/usb-rules.md): after a stall
   * until the guest clears it, after any other error until the VM has heard of it, because a kernel goes on with
   * what is queued behind. That is cancelled before the VM hears of the failure.
   */
  #failed(slot: Slot, status: UrbStatus, actualLength: number, data: Uint8Array): void {
    const { endpoint } = slot;
    const stops = slot.type !== 'control' && (endpoint & 0x0f) !== 0 && status !== 'no-device';
    const stalls = status === 'stall';
    const isNews = stalls ? !this.#halted.has(endpoint) : !this.#isStopped(endpoint);
    if (!stops || slot.outlived || !isNews) {
      this.#finish(slot, status, actualLength, data);
      return;
    }
    if (stalls) this.#halted.add(endpoint);
    this.#cancelInDevice(endpoint, stalls);
    const message = this.#finish(slot, status, actualLength, data);
    if (!stalls && message !== undefined) this.#paused.set(endpoint, message);
    const held = this.#held.filter((one) => one.endpoint === endpoint);
    if (held.length === 0) return;
    this.#held = this.#held.filter((one) => one.endpoint !== endpoint);
    for (const one of held) this.#finish(one, stalls ? 'stall' : 'cancelled', 0, NOTHING);
  }

  #isStopped(endpoint: number): boolean {
    return this.#halted.has(endpoint) || this.#paused.has(endpoint);
  }

  /** Newest first, so that what still moves moves in order: of one endpoint that failed, or all. */
  #cancelInDevice(failed?: number, stalled = false): void {
    if (this.#inDevice === 0) return;
    const inDevice: Slot[] = [];
    for (const slot of this.#ids.values()) {
      if (slot === 'operation' || slot.place !== 'device') continue;
      if (failed === undefined || slot.endpoint === failed) inDevice.push(slot);
    }
    for (const slot of inDevice.reverse()) {
      slot.haltedAway ||= stalled;
      this.#device.cancel(slot.id);
    }
  }

  #finish(slot: Slot, status: UrbStatus, actualLength: number, data: Uint8Array): SentMessage | undefined {
    const { id, endpoint } = slot;
    const succeeded = status === 'completed' && (slot.isIn || actualLength === slot.length);
    this.#ids.delete(id);
    slot.data = undefined;
    slot.setup = undefined;
    this.#free.push(slot);
    const message = this.#wire.complete(id, status, actualLength, data);
    for (const follower of this.#following.ended(endpoint, id, succeeded)) this.#follow(follower, succeeded);
    return message;
  }

  /** The URB that this one was to follow has ended. */
  #follow(slot: Slot, goesOn: boolean): void {
    slot.after = 0;
    if (!goesOn) this.#finish(slot, 'cancelled', 0, NOTHING);
    else if (this.#running === undefined) this.#route(slot);
    else {
      slot.place = 'queued';
      this.#queue.push(slot);
    }
  }

  #start(operation: Operation): void {
    this.#running = operation;
    if (operation.kind === 'clear-halt' || operation.kind === 'set-interface') {
      this.#operate(operation);
      return;
    }
    // A reset or a new configuration ends every transfer; we end them first, so that each has a true answer.
    this.#cancelInDevice();
    for (const slot of [...this.#held.splice(0), ...this.#following.takeAll()])
      this.#finish(slot, 'cancelled', 0, NOTHING);
    if (this.#inDevice === 0) {
      this.#operate(operation);
    } else {
      this.#startWhenIdle = () => {
        this.#operate(operation);
      };
    }
  }

  #idle(): void {
    const start = this.#startWhenIdle;
    this.#startWhenIdle = undefined;
    start?.();
  }

  #operate(operation: Operation): void {
    this.#operating++;
    const done = (status: OperationStatus): void => {
      this.#operating--;
      if (this.#closed) this.#checkClosed();
      else this.#operated(operation, status);
    };
    switch (operation.kind) {
      case 'reset':
        this.#device.reset(done);
        return;
      case 'set-configuration':
        this.#device.setConfiguration(operation.value, done);
        return;
      case 'set-interface':
        this.#device.setInterface(operation.interfaceNumber, operation.alternate, done);
        return;
      case 'clear-halt':
        // USB 2.0, section 9.4.5: a halt of endpoint 0 is neither needed nor recommended, and clearing it no error.
        if ((operation.endpoint & 0x0f) === 0) done('completed');
        else this.#device.clearHalt(operation.endpoint, done);
        return;
    }
  }

  #operated(operation: Operation, status: OperationStatus): void {
    if (status === 'completed') {
      if (operation.kind === 'clear-halt') {
        this.#halted.delete(operation.endpoint);
        this.#paused.delete(operation.endpoint);
      }
      // USB 2.0, section 9.4.5 and 9.4.10: a new configuration or alternate setting begins with no endpoint halted.
      else {
        this.#halted.clear();
        this.#paused.clear();
        for (const slot of this.#ids.values()) {
          if (slot !== 'operation' && slot.place === 'device') slot.outlived = true;
        }
      }
    }
    if (operation.kind === 'reset' && status === 'no-device') {
      // Still running in `deviceGone`'s eyes: the device went because of this reset.
      this.deviceGone();
      return;
    }
    this.#running = undefined;
    this.#ids.delete(operation.id);
    this.#wire.operationDone(operation.id, status);
    this.#release();
    this.#next();
  }

  #next(): void {
    while (this.#running === undefined) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      if (next instanceof Slot) this.#route(next);
      else this.#start(next);
    }
  }
}
