/**
 * One endpoint of a device slot: its state (xHCI 1.2 section 4.8.3), its place on the transfer ring, and the TDs in
 * flight, completed in ring order.
 *
 * Owns pipelining and its bounds, halting, stopping and resuming. Never runs the ring from inside a completion:
 * it asks its host to be run again.
 */
import { DIRECTION_IN, MAX_URB_LENGTH, classifyControl } from '@farport/usb';
import type { OperationStatus, TransferType } from '@farport/usb';
import type { GuestMemory } from '../../machine/guest-memory.ts';
import type { Urb, UrbOwner, UsbDevice } from '../usb-device.ts';
import { EndpointState } from './context.ts';
import type { DeviceContext, EndpointContext } from './context.ts';
import { KeptResults } from './kept-results.ts';
import { isThere, nextTd } from './ring.ts';
import type { PlacedTrb, RingPosition } from './ring.ts';
import { FROM_THE_START, Transfer } from './transfer.ts';
import type { TransferEventSink, TransferProgress } from './transfer.ts';
import { CompletionCode, transferEvent } from './trb.ts';

/** TDs in flight on one endpoint, and the bytes after which no further TD is started. */
const MAX_TDS_IN_FLIGHT = 64;
const MAX_BYTES_IN_FLIGHT = MAX_URB_LENGTH;

/** What an endpoint asks of the controller. */
export interface EndpointHost extends TransferEventSink {
  readonly memory: GuestMemory;
  /** False while halted or while an event ring is full: nothing is started and no event is made. */
  readonly mayRun: boolean;
  /** The device of the endpoint's slot, as long as it is there. */
  deviceOf(slotId: number): UsbDevice | undefined;
  /** Runs the endpoint soon, never from inside this call. */
  kick(endpoint: Endpoint): void;
  /** Host System Error: the ring is not in memory. */
  fatal(why: string): void;
  /** One more URB may be in flight for this slot. */
  reserveUrb(slotId: number): boolean;
  releaseUrb(slotId: number): void;
}

const TYPES: readonly (TransferType | undefined)[] = [
  undefined,
  'isochronous',
  'bulk',
  'interrupt',
  'control',
  'isochronous',
  'bulk',
  'interrupt',
];

/** The transfer type of an EP Type field, undefined for Not Valid. */
export function transferTypeOf(epType: number): TransferType | undefined {
  return TYPES[epType];
}

/** Stands for a TD that cannot be taken as a whole: a circle of links, or one without end. TRB Error. */
function unusable(at: RingPosition, why: string): PlacedTrb {
  const flags = { chain: false, interruptOnCompletion: false, blockEventInterrupt: false };
  return { ...at, trb: { kind: 'bad', why, interrupterTarget: 0, ...flags } };
}

export class Endpoint implements UrbOwner {
  readonly slotId: number;
  readonly dci: number;
  readonly type: TransferType;
  /** In the controller's run list. */
  kicked = false;
  readonly #host: EndpointHost;
  readonly #context: DeviceContext;
  readonly #address: number;
  #state: EndpointState = EndpointState.running;
  #position: RingPosition;
  #progress: TransferProgress = FROM_THE_START;
  /** The missing TRB of the TD that the ring stands at: a TD is not read again before it can be whole. */
  #incomplete: RingPosition | undefined;
  /** In ring order; the head may be done and wait for a halted controller. */
  #queue: Transfer[] = [];
  /** A TD in the queue has failed: nothing is started, and the failure is told when all behind it are answered. */
  #isFailing = false;
  readonly #kept = new KeptResults();
  #bytesInFlight = 0;
  /** Given to the device, not yet completed; also those abandoned. */
  #open = 0;
  #stopped: ((code: CompletionCode) => void) | undefined;
  #drained: (() => void)[] = [];

  constructor(
    host: EndpointHost,
    slotId: number,
    dci: number,
    input: EndpointContext,
    context: DeviceContext,
  ) {
    this.#host = host;
    this.slotId = slotId;
    this.dci = dci;
    this.type = transferTypeOf(input.type) ?? 'control';
    this.#context = context;
    this.#address = (dci >> 1) | (dci > 1 && dci % 2 === 1 ? DIRECTION_IN : 0);
    this.#position = { pointer: input.dequeuePointer, cycle: input.dequeueCycleState };
  }

  get state(): EndpointState {
    return this.#state;
  }

  /** URBs the device has not yet completed. */
  get open(): number {
    return this.#open;
  }

  /** Section 4.7: the doorbell starts a stopped endpoint, and is ignored by a halted one. */
  doorbell(): void {
    if (this.#stopped !== undefined) return;
    if (this.#state === EndpointState.stopped) this.#setState(EndpointState.running);
    if (this.#state === EndpointState.running) this.#host.kick(this);
  }

  /**
   * Finishes what is done and starts what is on the ring, until it has read `budget` TRBs. Returns how many it
   * read; when that is `budget` or more it has to be run again.
   */
  run(budget: number): number {
    if (this.#stopped !== undefined) this.#finishStop();
    this.#finishDone();
    let read = 0;
    while (read < budget && this.#mayStart()) {
      const position = this.#queue.at(-1)?.next ?? this.#position;
      const progress = this.#queue.length === 0 ? this.#progress : FROM_THE_START;
      if (this.#incomplete !== undefined && !isThere(this.#host.memory, this.#incomplete)) {
        read++;
        break;
      }
      const found = nextTd(this.#host.memory, position, this.type === 'control');
      read += found.read;
      this.#incomplete = found.kind === 'incomplete' ? found.missing : undefined;
      if (found.kind === 'empty' || found.kind === 'incomplete') break;
      if (found.kind === 'outside') {
        this.#host.fatal(`transfer ring of slot ${this.slotId} endpoint ${this.dci} is not in memory`);
        break;
      }
      const trbs = found.kind === 'td' ? found.trbs : [unusable(position, found.kind)];
      const next = found.kind === 'td' ? found.next : position;
      const transfer = new Transfer(this, this.type, this.#address, trbs, position, next, progress);
      transfer.prepare(this.#host.memory);
      this.#start(transfer);
    }
    this.#finishDone();
    return read;
  }

  urbCompleted(urb: Urb): void {
    if (!(urb instanceof Transfer) || urb.owner !== this || urb.done) return;
    this.#bytesInFlight -= urb.length;
    urb.completed();
    this.#open--;
    this.#host.releaseUrb(this.slotId);
    if (urb.abandoned) {
      // Its endpoint is gone.
    } else if (this.#stopped !== undefined) {
      this.#finishStop();
    } else {
      if (urb.hasFailed) this.#fail();
      this.#finishDone();
    }
    if (this.#open === 0) {
      const drained = this.#drained;
      this.#drained = [];
      for (const done of drained) done();
    }
    if (this.#state === EndpointState.running) this.#host.kick(this);
  }

  /**
   * Stop Endpoint (4.6.9). `done` is called when the devices have answered for every TD: what had moved is
   * reported, nothing is lost.
   */
  stop(done: (code: CompletionCode) => void): void {
    if (this.#state !== EndpointState.running) {
      done(CompletionCode.contextStateError);
      return;
    }
    // A Stop Endpoint that was aborted may still wait: this one waits in its place.
    this.#stopped = done;
    this.#cancelOpen(true);
    this.#finishStop();
  }

  /** Reset Endpoint (4.6.8). With `preserve` (TSP) the TD that failed goes on where it was. */
  reset(preserve: boolean): CompletionCode {
    if (this.#state !== EndpointState.halted) return CompletionCode.contextStateError;
    if (!preserve) this.#progress = FROM_THE_START;
    this.#setState(EndpointState.stopped);
    return CompletionCode.success;
  }

  /** Set TR Dequeue Pointer (4.6.10): in Stopped and Error only. */
  setDequeuePointer(position: RingPosition): CompletionCode {
    const allowed = this.#state === EndpointState.stopped || this.#state === EndpointState.error;
    if (!allowed || this.#stopped !== undefined) return CompletionCode.contextStateError;
    this.#position = position;
    this.#progress = FROM_THE_START;
    this.#setState(EndpointState.stopped);
    return CompletionCode.success;
  }

  /** The endpoint is gone: nothing more is reported. `drained` is called when the device has let go of all. */
  disable(drained: () => void): void {
    this.#abandon();
    this.#kept.clear();
    this.#state = EndpointState.disabled;
    this.#stopped = undefined;
    this.whenDrained(drained);
  }

  /** Calls `drained` when the device has completed every URB, at once if it has. */
  whenDrained(drained: () => void): void {
    if (this.#open === 0) drained();
    else this.#drained.push(drained);
  }

  /** Ends every TD in flight as an error on the bus; a reset of the port does this. */
  cancelAll(): void {
    this.#cancelOpen(false);
  }

  #mayStart(): boolean {
    return (
      this.#host.mayRun &&
      this.#state === EndpointState.running &&
      this.#stopped === undefined &&
      this.#queue.length < (this.type === 'control' ? 1 : MAX_TDS_IN_FLIGHT) &&
      this.#bytesInFlight < MAX_BYTES_IN_FLIGHT &&
      !this.#isFailing &&
      this.#queue.at(-1)?.failure === undefined
    );
  }

  #start(transfer: Transfer): void {
    this.#queue.push(transfer);
    const device = this.#host.deviceOf(this.slotId);
    if (transfer.local || transfer.failure !== undefined) {
      transfer.done = true;
    } else if (this.#kept.applyTo(transfer)) {
      transfer.done = true;
      if (transfer.hasFailed) this.#fail();
    } else if (device === undefined || !this.#host.reserveUrb(this.slotId)) {
      transfer.status = device === undefined ? 'no-device' : 'no-resources';
      transfer.done = true;
      this.#fail();
    } else {
      this.#open++;
      this.#bytesInFlight += transfer.length;
      this.#submit(device, transfer);
    }
  }

  #submit(device: UsbDevice, transfer: Transfer): void {
    const operation = transfer.setup === undefined ? undefined : classifyControl(transfer.setup);
    const done = (status: OperationStatus): void => {
      transfer.status = status;
      transfer.actualLength = 0;
      this.urbCompleted(transfer);
    };
    transfer.isOperation = true;
    switch (operation?.kind) {
      case 'set-configuration':
        device.setConfiguration(operation.value, done);
        break;
      case 'set-interface':
        device.setInterface(operation.interface, operation.alternate, done);
        break;
      case 'clear-endpoint-halt':
        // Endpoint 0 is never halted for longer than a transfer (USB 2.0, 8.5.3.4): nothing to clear.
        if ((operation.endpoint & 0x0f) === 0) done('completed');
        else device.clearHalt(operation.endpoint, done);
        break;
      case 'set-address':
        // The Address Device command is the only way to an address (4.6.5).
        done('stall');
        break;
      case 'get-descriptor':
      case 'other':
      case undefined:
        transfer.isOperation = false;
        device.submit(transfer);
        break;
    }
  }

  /** Newest first, so that what still moves moves in ring order. Operations run to their end; `awaited`, soon. */
  #cancelOpen(awaited: boolean): void {
    const device = this.#host.deviceOf(this.slotId);
    if (device === undefined) return;
    for (let i = this.#queue.length - 1; i >= 0; i--) {
      const transfer = this.#queue[i];
      if (transfer === undefined || transfer.done) continue;
      if (!transfer.isOperation) device.cancel(transfer);
      else if (awaited) device.awaitOperations();
    }
  }

  /** A TD has failed. What is behind it must not move before the guest has decided; what moves all the same is kept. */
  #fail(): void {
    if (this.#isFailing) return;
    this.#isFailing = true;
    this.#cancelOpen(true);
  }

  #abandon(): void {
    this.#cancelOpen(true);
    for (const transfer of this.#queue) {
      if (!transfer.done) transfer.abandoned = true;
    }
    this.#queue = [];
  }

  #finishDone(): void {
    while (this.#host.mayRun && this.#stopped === undefined) {
      const head = this.#queue[0];
      if (head?.done !== true) return;
      // The guest may take the buffers behind a failed TD: no late data must reach them.
      if (head.hasFailed && this.#queue.some((transfer) => !transfer.done)) return;
      this.#queue.shift();
      if (!this.#finish(head)) return;
    }
  }

  /** Reports one TD; false when that halted the endpoint. */
  #finish(transfer: Transfer): boolean {
    const end = transfer.finish(this.#host, this.slotId, this.dci);
    this.#position = end.position;
    this.#progress = end.progress;
    if (end.code === CompletionCode.success) return true;
    this.#kept.keep(transfer, this.#queue);
    this.#queue = [];
    this.#setState(end.code === CompletionCode.trbError ? EndpointState.error : EndpointState.halted);
    return false;
  }

  /** Reports every TD, in order, once the device has answered for all of them. */
  #finishStop(): void {
    const stopped = this.#stopped;
    if (stopped === undefined || this.#queue.some((transfer) => !transfer.done)) return;
    for (;;) {
      if (!this.#host.mayRun) return;
      const transfer = this.#queue.shift();
      if (transfer === undefined) break;
      if (transfer.status === 'cancelled') {
        const movedLater = this.#queue.some(
          (later) => later.status !== 'cancelled' || later.actualLength > 0,
        );
        if (!movedLater && !transfer.isComplete) {
          this.#stopIn(transfer, stopped);
          return;
        }
        // Data moved after it: it ended here, short, so that no byte is lost or seen out of order.
        transfer.status = 'completed';
      }
      if (!this.#finish(transfer)) {
        this.#stopped = undefined;
        stopped(CompletionCode.contextStateError);
        return;
      }
    }
    this.#stopped = undefined;
    // Between TDs: the Force Stopped Event says where the ring stands.
    this.#host.transferEvent(
      0,
      transferEvent(this.#position.pointer, CompletionCode.stoppedLengthInvalid, 0, this.slotId, this.dci),
    );
    this.#setState(EndpointState.stopped);
    stopped(CompletionCode.success);
  }

  #stopIn(transfer: Transfer, stopped: (code: CompletionCode) => void): void {
    const end = transfer.stop(this.#host, this.slotId, this.dci);
    this.#position = end.position;
    this.#progress = end.progress;
    this.#queue = [];
    this.#stopped = undefined;
    this.#setState(EndpointState.stopped);
    stopped(CompletionCode.success);
  }

  #setState(state: EndpointState): void {
    this.#state = state;
    // Nothing is in flight, and the ring may stand elsewhere.
    this.#isFailing = false;
    this.#incomplete = undefined;
    this.#context.writeEndpointState(this.dci, state, this.#position.pointer, this.#position.cycle);
  }
}
