/**
 * One TD (on endpoint 0: the stages of one control transfer) as a URB, and the events its end makes.
 *
 * Owns the way from TRBs to buffers and from an actual length back to TRBs, residuals and EDTLA (xHCI 1.2 sections
 * 4.10 and 4.11). Never touches an endpoint's state: it says what happened.
 */
import { DIRECTION_IN, MAX_URB_LENGTH } from '@farport/usb';
import type { SetupPacket, TransferType, UrbStatus } from '@farport/usb';
import type { GuestMemory } from '../../machine/guest-memory.ts';
import type { Urb, UrbOwner } from '../usb-device.ts';
import type { PlacedTrb, RingPosition } from './ring.ts';
import { CompletionCode, eventDataEvent, transferEvent } from './trb.ts';
import type { DataTrb, EventTrb, RawTrb } from './trb.ts';

/** Where in a TD an endpoint stands: what a Stopped or Halted TD had already moved. */
export interface TransferProgress {
  /** Bytes of the first TRB that moved before. */
  readonly skip: number;
  /** Event Data Transfer Length Accumulator so far, section 4.11.5.2. */
  readonly edtla: number;
}

export const FROM_THE_START: TransferProgress = { skip: 0, edtla: 0 };

/** A TD that must not run: the TRB at fault and the code of its event. */
export interface TransferFailure {
  readonly index: number;
  readonly code: CompletionCode;
  readonly why: string;
}

export interface TransferEventSink {
  /** `target` is the Interrupter Target field of the TRB. */
  transferEvent(target: number, event: EventTrb): void;
}

/** How a TD ended, for the endpoint. */
export interface TransferEnd {
  /** `success` and `shortPacket` let the ring go on. */
  readonly code: CompletionCode;
  /** Where the ring stands then, and with what progress. */
  readonly position: RingPosition;
  readonly progress: TransferProgress;
}

type Refusal = Pick<TransferFailure, 'index' | 'why'>;

const NO_BUFFERS: readonly Uint8Array[] = [];

export class Transfer implements Urb {
  readonly owner: UrbOwner;
  readonly type: TransferType;
  endpoint: number;
  readonly streamId = 0;
  /** An explicit zero-length TD is how xHCI drivers end a transfer (4.10.3): never implied. */
  readonly zeroPacket = false;
  setup: SetupPacket | undefined = undefined;
  buffers: readonly Uint8Array[] = NO_BUFFERS;
  length = 0;
  status: UrbStatus = 'completed';
  actualLength = 0;

  readonly trbs: readonly PlacedTrb[];
  readonly start: RingPosition;
  readonly next: RingPosition;
  readonly progress: TransferProgress;
  failure: TransferFailure | undefined = undefined;
  /** True when nothing goes to the device: No Op and lone Event Data TDs. */
  local = false;
  /** Given to the device as an operation of its own: it cannot be cancelled. */
  isOperation = false;
  /** Its one completion has come, or it never needed one. */
  done = false;
  /** Bytes at its beginning that an earlier run has moved: the device is asked for the rest. */
  #movedBefore = 0;
  /** Let go by its endpoint: its completion is awaited, its result is not wanted. */
  abandoned = false;

  constructor(
    owner: UrbOwner,
    type: TransferType,
    endpointAddress: number,
    trbs: readonly PlacedTrb[],
    start: RingPosition,
    next: RingPosition,
    progress: TransferProgress,
  ) {
    this.owner = owner;
    this.type = type;
    this.endpoint = endpointAddress;
    this.trbs = trbs;
    this.start = start;
    this.next = next;
    this.progress = progress;
  }

  /** Checks the TRBs and gathers the buffers; `failure` is set where they must not run. */
  prepare(memory: GuestMemory): void {
    const refusal = this.#gather(memory) ?? this.#matchSetup();
    if (refusal === undefined) return;
    this.failure = { ...refusal, code: CompletionCode.trbError };
    this.buffers = NO_BUFFERS;
    this.length = 0;
  }

  #gather(memory: GuestMemory): Refusal | undefined {
    const buffers: Uint8Array[] = [];
    let stage: 'none' | 'data' | 'status' = 'none';
    this.local = true;
    for (const [index, { trb }] of this.trbs.entries()) {
      if (trb.kind === 'bad') return { index, why: trb.why };
      if (trb.kind === 'isoch') return { index, why: 'isochronous TD' };
      if (this.type === 'control') {
        if (trb.kind === 'setupStage') {
          if (stage !== 'none') return { index, why: 'Setup Stage inside a control transfer' };
          stage = 'data';
          this.setup = parseSetup(trb.packet);
          this.endpoint = this.setup.requestType & DIRECTION_IN;
          this.local = false;
        } else if (trb.kind === 'statusStage') {
          if (stage !== 'data') return { index, why: 'Status Stage without Setup Stage' };
          stage = 'status';
        } else if ((trb.kind === 'dataStage' || trb.kind === 'normal') && stage !== 'data') {
          return { index, why: 'data outside a Data Stage' };
        }
      } else if (trb.kind === 'setupStage' || trb.kind === 'statusStage' || trb.kind === 'dataStage') {
        return { index, why: 'control stage on another endpoint' };
      }
      if (trb.kind !== 'normal' && trb.kind !== 'dataStage') continue;
      this.local = false;
      const length = this.#lengthOf(index, trb);
      if (length === 0) continue;
      this.length += length;
      if (this.length > MAX_URB_LENGTH) return { index, why: 'TD longer than 16 MiB' };
      const skipped = trb.length - length;
      if (trb.immediate === undefined) {
        const view = memory.view(trb.buffer + skipped, length);
        if (view === undefined) return { index, why: 'buffer outside memory' };
        append(buffers, view);
      } else {
        if ((this.endpoint & DIRECTION_IN) !== 0) return { index, why: 'immediate data on an IN transfer' };
        buffers.push(trb.immediate.subarray(skipped));
      }
    }
    this.buffers = buffers;
    return undefined;
  }

  /** wLength and the Data Stage must agree before anything is stored or sent. */
  #matchSetup(): Refusal | undefined {
    if (this.setup === undefined) return undefined;
    const wanted = this.setup.length;
    if (wanted > this.length) return { index: 0, why: 'wLength is more than the Data Stage has' };
    const buffers: Uint8Array[] = [];
    let left = wanted;
    for (const buffer of this.buffers) {
      if (left === 0) break;
      buffers.push(buffer.subarray(0, left));
      left -= Math.min(left, buffer.byteLength);
    }
    this.buffers = buffers;
    this.length = wanted;
    return undefined;
  }

  /** Only what is behind the first `bytes` goes to the device, until `completed`. */
  continueAfter(bytes: number): void {
    this.#movedBefore = bytes;
    this.length -= bytes;
    let left = bytes;
    const rest: Uint8Array[] = [];
    for (const buffer of this.buffers) {
      const skipped = Math.min(left, buffer.byteLength);
      left -= skipped;
      if (skipped < buffer.byteLength) rest.push(skipped === 0 ? buffer : buffer.subarray(skipped));
    }
    this.buffers = rest;
  }

  /** The device has answered: `actualLength` and `length` are those of the whole TD from now on. */
  completed(): void {
    this.done = true;
    // What a device claims to have moved is never more than it was asked.
    if (!(this.actualLength >= 0 && this.actualLength <= this.length)) this.actualLength = this.length;
    this.actualLength += this.#movedBefore;
    this.length += this.#movedBefore;
    this.#movedBefore = 0;
  }

  /** It ended as an error on the bus, or of the device. */
  get hasFailed(): boolean {
    return this.done && !this.local && this.failure === undefined && this.status !== 'completed';
  }

  /** Reports the events of this TD, now done, by its status, length and data. */
  finish(sink: TransferEventSink, slotId: number, endpointId: number): TransferEnd {
    if (this.failure !== undefined) {
      return this.#endAt(sink, slotId, endpointId, this.failure.index, this.failure.code);
    }
    const code = this.local ? CompletionCode.success : completionCode(this.status, this.type);
    const errorIndex = code === CompletionCode.success ? -1 : this.#indexOfError();
    let left = this.actualLength;
    let edtla = this.progress.edtla;
    let short = false;
    for (const [index, { pointer, trb }] of this.trbs.entries()) {
      if (index === errorIndex) return this.#endAt(sink, slotId, endpointId, index, code);
      if (trb.kind === 'bad' || trb.kind === 'isoch') continue;
      if (trb.kind === 'eventData') {
        if (trb.interruptOnCompletion) {
          const eventCode = short ? CompletionCode.shortPacket : CompletionCode.success;
          sink.transferEvent(
            trb.interrupterTarget,
            eventDataEvent(trb, eventCode, edtla, slotId, endpointId),
          );
        }
        edtla = 0;
        continue;
      }
      let residual = 0;
      let wanted = trb.interruptOnCompletion;
      if (trb.kind === 'normal' || trb.kind === 'dataStage') {
        const length = this.#lengthOf(index, trb);
        const moved = Math.min(left, length);
        left -= moved;
        edtla += moved;
        residual = length - moved;
        // Section 4.10.1.1: an event where the packet was short (ISP), and one where the TD asks for it (IOC).
        if (residual > 0 && !short) {
          short = true;
          wanted ||= trb.interruptOnShortPacket;
        }
      } else if (trb.kind === 'statusStage') {
        short = false;
      }
      if (!wanted) continue;
      const eventCode = short ? CompletionCode.shortPacket : CompletionCode.success;
      const quiet = trb.kind !== 'link' && trb.blockEventInterrupt;
      sink.transferEvent(
        trb.interrupterTarget,
        transferEvent(pointer, eventCode, residual, slotId, endpointId, quiet),
      );
    }
    return { code: CompletionCode.success, position: this.next, progress: FROM_THE_START };
  }

  /** Everything that was asked for has moved: a cancel came too late. Not so where a Status Stage follows. */
  get isComplete(): boolean {
    return this.setup === undefined && this.length > 0 && this.actualLength === this.length;
  }

  /** Reports that Stop Endpoint met this TD (4.6.9): Stopped, with the residual of the TRB it stands in. */
  stop(sink: TransferEventSink, slotId: number, endpointId: number): TransferEnd {
    return this.#endAt(sink, slotId, endpointId, this.#indexOfError(), CompletionCode.stopped);
  }

  #endAt(
    sink: TransferEventSink,
    slotId: number,
    endpointId: number,
    index: number,
    code: CompletionCode,
  ): TransferEnd {
    const at = this.trbs[index];
    if (at === undefined) return { code, position: this.start, progress: this.progress };
    let before = 0;
    let edtla = this.progress.edtla;
    for (let i = 0; i < index; i++) {
      const trb = this.trbs[i]?.trb;
      if (trb === undefined) continue;
      if (trb.kind === 'normal' || trb.kind === 'dataStage') {
        const length = this.#lengthOf(i, trb);
        before += length;
        edtla += length;
      } else if (trb.kind === 'eventData') {
        if (trb.interruptOnCompletion) {
          sink.transferEvent(
            trb.interrupterTarget,
            eventDataEvent(trb, CompletionCode.success, edtla, slotId, endpointId),
          );
        }
        edtla = 0;
        continue;
      }
      if (trb.kind !== 'bad' && trb.kind !== 'isoch' && trb.interruptOnCompletion) {
        const event = transferEvent(
          this.trbs[i]?.pointer ?? 0,
          CompletionCode.success,
          0,
          slotId,
          endpointId,
        );
        sink.transferEvent(trb.interrupterTarget, event);
      }
    }
    const { trb, pointer, cycle } = at;
    const isData = trb.kind === 'normal' || trb.kind === 'dataStage';
    const length = isData ? this.#lengthOf(index, trb) : 0;
    const moved = Math.min(length, Math.max(0, this.actualLength - before));
    const event = transferEvent(pointer, code, length - moved, slotId, endpointId);
    sink.transferEvent(trb.interrupterTarget, event);
    // A control transfer cannot go on in its middle: if asked to, it begins again.
    if (this.type === 'control') return { code, position: this.start, progress: FROM_THE_START };
    const skip = (index === 0 ? this.progress.skip : 0) + moved;
    return { code, position: { pointer, cycle }, progress: { skip, edtla: edtla + moved } };
  }

  /** The TRB that was being executed when `actualLength` bytes had moved. */
  #indexOfError(): number {
    let left = this.actualLength;
    let last = 0;
    for (const [index, { trb }] of this.trbs.entries()) {
      if (trb.kind === 'statusStage') return index;
      if (trb.kind !== 'normal' && trb.kind !== 'dataStage') continue;
      const length = this.#lengthOf(index, trb);
      if (left < length || (length === 0 && this.length === 0)) return index;
      left -= length;
      last = index;
    }
    return last;
  }

  #lengthOf(index: number, trb: DataTrb): number {
    return index === 0 ? Math.max(0, trb.length - this.progress.skip) : trb.length;
  }
}

/** Adds a buffer; where it follows the last one in RAM they become one, which is one copy for whoever sends it. */
function append(buffers: Uint8Array[], view: Uint8Array): void {
  const last = buffers.at(-1);
  const adjacent = last?.buffer === view.buffer && last.byteOffset + last.byteLength === view.byteOffset;
  if (last === undefined || !adjacent) buffers.push(view);
  else
    buffers[buffers.length - 1] = new Uint8Array(
      view.buffer,
      last.byteOffset,
      last.byteLength + view.byteLength,
    );
}

function parseSetup(packet: RawTrb): SetupPacket {
  return {
    requestType: packet.low & 0xff,
    request: (packet.low >>> 8) & 0xff,
    value: packet.low >>> 16,
    index: packet.high & 0xffff,
    length: packet.high >>> 16,
  };
}

/** Section 6.4.5 for each way a URB of this type can end. */
export function completionCode(status: UrbStatus, type: TransferType): CompletionCode {
  switch (status) {
    case 'completed':
      return CompletionCode.success;
    case 'stall':
      return CompletionCode.stallError;
    case 'babble':
      return CompletionCode.babbleDetected;
    case 'invalid':
      // The capturing host knows of no such thing in this device, to which a device says STALL (USB 2.0, 9.2.7).
      return type === 'control' ? CompletionCode.stallError : CompletionCode.usbTransactionError;
    case 'no-resources':
    case 'cancelled':
    case 'timeout':
    case 'transaction-error':
    case 'no-device':
      return CompletionCode.usbTransactionError;
  }
}
