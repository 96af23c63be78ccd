/**
 * A USB device at the other end of a channel, as a controller of the VM sees it.
 *
 * Owns the URBs and operations that the controller has given and not got back: each is answered exactly once,
 * also when the client lies, falls silent or goes away. Never calls back from inside a call of the controller.
 */
import {
  ProtocolError,
  type ChannelClock,
  type ReceivedPayload,
  type UsbChannelServer,
  type WireOperationStatus,
} from '@farport/protocol';
import { DIRECTION_IN, encodeSetup, type UrbStatus, type UsbSpeed } from '@farport/usb';
import type { OperationDone, Urb, UsbDevice } from '../usb-device.ts';
import { AnswerDeadline } from './answer-deadline.ts';
import { BulkOnlyForesight } from './bulk-only-foresight.ts';
import type { PromisedDescriptors } from './promised-descriptors.ts';
import { AheadUrb } from './read-ahead.ts';
import { RequestTable } from './request-table.ts';
import { scatter } from './scatter.ts';

/** What the device needs of the VM's end of the channel. */
export type RemoteChannel = Pick<
  UsbChannelServer,
  'submit' | 'cancel' | 'reset' | 'setConfiguration' | 'setInterface' | 'clearHalt'
>;

export interface RemoteUsbDeviceOptions {
  readonly speed: UsbSpeed;
  readonly label: string;
  /** Whole configuration descriptors. */
  readonly configurations: readonly Uint8Array[];
  /** bConfigurationValue that is set now; 0 for none. */
  readonly activeConfiguration: number;
  /** The client lets a URB wait for another (CAPABILITY_SUBMIT_AFTER). */
  readonly mayFollow: boolean;
  /** What the client takes: unanswered requests, and bytes of one transfer. */
  readonly maxUrbs: number;
  readonly maxPayload: number;
  readonly clock: ChannelClock;
  /** The controller let go of the device, which was still there. */
  readonly released: () => void;
  /**
   * What a command of the guest waits for has not come in time (docs/decisions/usb-rules.md, "Time"): the device has to
   * be given up. After `end` it means that OUT data cannot leave: the connection has to be cut.
   */
  readonly unresponsive: (message: string) => void;
  /** What the device was let in for. */
  readonly promised: PromisedDescriptors;
  /** It tells the guest that it is something else: it has to go. The guest has not seen that answer, and will not. */
  readonly promiseBroken: (message: string) => void;
}

interface Waiting {
  readonly request: Urb | OperationDone;
  readonly send: (id: number) => void;
  /** As in the table: when somebody began to wait for it. */
  awaitedSinceMs: number | undefined;
}

export class RemoteUsbDevice implements UsbDevice {
  readonly speed: UsbSpeed;
  readonly label: string;
  readonly #channel: RemoteChannel;
  readonly #options: RemoteUsbDeviceOptions;
  readonly #table: RequestTable;
  readonly #deadline: AnswerDeadline;
  readonly #foresight: BulkOnlyForesight;
  /** Requests beyond what the client takes, or from before `start`, in order. */
  #backlog: Waiting[] = [];
  #state: 'new' | 'started' | 'ended' = 'new';
  #endedMs = 0;

  readonly #deferred: (() => void)[] = [];

  constructor(channel: RemoteChannel, options: RemoteUsbDeviceOptions) {
    this.#channel = channel;
    this.#options = options;
    this.speed = options.speed;
    this.label = options.label;
    this.#table = new RequestTable(options.maxUrbs, (urb) => {
      this.#later(() => {
        this.#pump();
        urb.owner.urbCompleted(urb);
      });
    });
    this.#deadline = new AnswerDeadline(
      options.clock,
      () => this.#awaitedSinceMs(),
      () => {
        const what = this.#state === 'ended' ? 'takes no more data' : 'does not answer';
        options.unresponsive(`the client ${what}: the guest cannot wait longer for ${this.label}`);
      },
    );
    const pipe = {
      submit: (urb: Urb) => {
        this.#submit(urb);
      },
      cancel: (urb: Urb) => {
        this.#cancel(urb);
      },
      later: (task: () => void) => {
        this.#later(task);
      },
    };
    const foreseeable = options.mayFollow ? options.configurations : [];
    this.#foresight = new BulkOnlyForesight(
      pipe,
      foreseeable,
      options.activeConfiguration,
      options.maxPayload,
    );
  }

  /** Guest memory of ended requests is still read by the socket. */
  get holdsMemory(): boolean {
    return this.#table.keptUrbs > 0;
  }

  // --- the controller's side ------------------------------------------------------------------------------

  submit(urb: Urb): void {
    if (this.#foresight.takes(urb)) return;
    this.#submit(urb);
    this.#foresight.sent(urb);
  }

  cancel(urb: Urb): void {
    if (!this.#foresight.cancels(urb)) this.#cancel(urb);
  }

  reset(done: OperationDone): void {
    this.#foresight.reset();
    this.#operate(done, (id) => {
      this.#channel.reset(id);
    });
  }

  setConfiguration(value: number, done: OperationDone): void {
    this.#foresight.configured(value);
    this.#operate(done, (id) => {
      this.#channel.setConfiguration(id, value);
    });
  }

  setInterface(interfaceNumber: number, alternate: number, done: OperationDone): void {
    this.#foresight.interfaceSet(interfaceNumber, alternate);
    this.#operate(done, (id) => {
      this.#channel.setInterface(id, interfaceNumber, alternate);
    });
  }

  clearHalt(endpoint: number, done: OperationDone): void {
    this.#foresight.haltCleared(endpoint);
    this.#operate(done, (id) => {
      this.#channel.clearHalt(id, endpoint);
    });
  }

  awaitOperations(): void {
    const now = this.#options.clock.nowMs();
    let waits = this.#table.awaitOperations(now);
    for (const entry of this.#backlog) {
      if (typeof entry.request !== 'function') continue;
      entry.awaitedSinceMs ??= now;
      waits = true;
    }
    if (waits) this.#deadline.arm();
  }

  detached(): void {
    if (this.#state === 'ended') return;
    this.end();
    this.#options.released();
  }

  // --- the channel's side ---------------------------------------------------------------------------------

  /** The client knows that the device is attached: requests may go out. */
  start(): void {
    if (this.#state !== 'new') return;
    this.#state = 'started';
    this.#pump();
  }

  /** The device is gone: every open request is answered `no-device`, soon. Nothing more goes out. */
  end(): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    const open = this.#table.clear();
    for (const waiting of this.#backlog) open.push(waiting.request);
    this.#backlog = [];
    for (const request of open) {
      if (typeof request === 'function')
        this.#later(() => {
          request('no-device');
        });
      else this.#defer(request, 'no-device');
    }
    this.#foresight.ended();
    if (this.#table.keptUrbs === 0) this.#deadline.disarm();
    else {
      this.#endedMs = this.#options.clock.nowMs();
      this.#deadline.arm();
    }
  }

  /** Throws ProtocolError where the client answers what was not asked, or against its own count. */
  completed(id: number, status: UrbStatus, actualLength: number, data: ReceivedPayload | undefined): void {
    if (this.#state === 'ended') return;
    const dataLength = data?.length ?? 0;
    const urb = this.#table.completed(id);
    try {
      checkLengths(urb, id, actualLength, dataLength);
    } catch (error) {
      // The id is answered, and the URB is not lost with the channel that ends now.
      if (this.#table.isKept(id, urb)) urb.status = 'no-device';
      else this.#defer(urb, 'no-device');
      throw error;
    }
    // A device that sends more than was asked babbles, whatever its host calls it.
    urb.status = dataLength > urb.length ? 'babble' : status;
    urb.actualLength = Math.min(actualLength, urb.length);
    const broken = data === undefined ? undefined : this.#brokenBy(urb, data);
    if (broken !== undefined) {
      this.#defer(urb, 'no-device');
      this.#options.promiseBroken(broken);
      return;
    }
    if (data !== undefined) {
      if (urb instanceof AheadUrb) urb.receive(data);
      else scatter(data.fragments, urb.buffers, urb.actualLength);
    }
    if (urb.status !== 'completed') this.#foresight.failed(urb);
    // A client may answer what it has not read: the socket still has views of the guest's memory then.
    if (this.#table.isKept(id, urb)) return;
    // The owner first: after a failure it takes back what waits here behind the failed URB.
    urb.owner.urbCompleted(urb);
    this.#pump();
  }

  /** Throws ProtocolError where no cancel was asked. */
  cancelAnswered(id: number): void {
    if (this.#state === 'ended') return;
    this.#table.cancelAnswered(id);
    this.#pump();
  }

  /** Throws ProtocolError where no such operation was asked. */
  operationDone(id: number, status: WireOperationStatus): void {
    if (this.#state === 'ended') return;
    const done = this.#table.operationDone(id);
    this.#pump();
    done(status);
  }

  // --------------------------------------------------------------------------------------------------------

  #submit(urb: Urb): void {
    urb.actualLength = 0;
    if (this.#state === 'ended') this.#defer(urb, 'no-device');
    else if (urb.length > this.#options.maxPayload) this.#defer(urb, 'no-resources');
    else if (urb.type === 'isochronous') this.#defer(urb, 'invalid');
    else
      this.#send(urb, (id) => {
        this.#sendUrb(id, urb);
      });
  }

  #cancel(urb: Urb): void {
    const id = this.#table.cancellable(urb);
    if (id !== undefined) {
      if (this.#channel.cancel(id)) {
        this.#table.cancelSent(id, this.#options.clock.nowMs());
        this.#deadline.arm();
        return;
      }
      this.#table.withdraw(urb);
      this.#defer(urb, 'cancelled');
      this.#later(() => {
        this.#pump();
      });
      return;
    }
    const waiting = this.#backlog.findIndex((entry) => entry.request === urb);
    if (waiting < 0) return;
    this.#backlog.splice(waiting, 1);
    this.#defer(urb, 'cancelled');
  }

  #operate(done: OperationDone, send: (id: number) => void): void {
    if (this.#state === 'ended')
      this.#later(() => {
        done('no-device');
      });
    else this.#send(done, send);
  }

  #send(request: Urb | OperationDone, send: (id: number) => void): void {
    if (this.#state === 'started' && this.#backlog.length === 0 && !this.#table.full) {
      send(this.#table.open(request));
    } else this.#backlog.push({ request, send, awaitedSinceMs: undefined });
  }

  #pump(): void {
    while (this.#state === 'started' && !this.#table.full) {
      const next = this.#backlog.shift();
      if (next === undefined) return;
      next.send(this.#table.open(next.request, next.awaitedSinceMs));
    }
  }

  /** Looked at before it is in the guest's memory, which the guest may change at any time. */
  #brokenBy({ setup, actualLength }: Urb, { fragments }: ReceivedPayload): string | undefined {
    const { promised } = this.#options;
    if (setup === undefined || !promised.concerns(setup)) return undefined;
    return promised.broken(setup, Buffer.concat(fragments, actualLength));
  }

  #awaitedSinceMs(): number | undefined {
    if (this.#state === 'ended') return this.#table.keptUrbs > 0 ? this.#endedMs : undefined;
    let since = this.#table.awaitedSinceMs;
    for (const { awaitedSinceMs } of this.#backlog) {
      if (awaitedSinceMs !== undefined) since = Math.min(since ?? awaitedSinceMs, awaitedSinceMs);
    }
    return since;
  }

  #sendUrb(id: number, urb: Urb): void {
    const isIn = (urb.endpoint & DIRECTION_IN) !== 0;
    const sendsData = !isIn && urb.length > 0;
    this.#channel.submit(
      {
        id,
        endpoint: urb.endpoint,
        type: urb.type,
        length: isIn ? urb.length : 0,
        setup: urb.setup === undefined ? undefined : encodeSetup(urb.setup),
        zeroPacket: urb.zeroPacket,
        shortNotOk: false,
        streamId: urb.streamId,
        after: urb instanceof AheadUrb && urb.after !== undefined ? this.#table.idOf(urb.after) : 0,
      },
      sendsData ? urb.buffers : undefined,
      sendsData ? this.#table.sending(id) : undefined,
    );
  }

  /** Completes a URB that moved nothing, after the present call. */
  #defer(urb: Urb, status: UrbStatus): void {
    this.#later(() => {
      urb.status = status;
      urb.actualLength = 0;
      urb.owner.urbCompleted(urb);
    });
  }

  #later(task: () => void): void {
    this.#deferred.push(task);
    if (this.#deferred.length > 1) return;
    queueMicrotask(() => {
      for (const next of this.#deferred.splice(0)) next();
    });
  }
}

/** What a client says of a URB must agree with itself and with what was asked. */
function checkLengths(urb: Urb, id: number, actualLength: number, dataLength: number): void {
  const isIn = (urb.endpoint & DIRECTION_IN) !== 0;
  if (isIn ? actualLength !== dataLength : dataLength !== 0) {
    throw new ProtocolError(
      'protocol.malformed',
      `completion of id ${id} counts ${actualLength} bytes and carries ${dataLength}`,
    );
  }
  if (!isIn && actualLength > urb.length) {
    throw new ProtocolError(
      'protocol.malformed',
      `completion of id ${id} counts ${actualLength} bytes of ${urb.length}`,
    );
  }
}
