/**
 * Owns one URB of a redirected device between its Submit and its Complete, and the check of what a Submit may ask.
 * Never decides when it goes to the device.
 */
import { decodeSetup, DIRECTION_IN, isControlUrb, SETUP_LENGTH, type TransferType } from '@farport/usb';
import type { CaptureUrb } from '../capture/captured-device.ts';

/** What a Submit asks, as the channel hands it over: ids, ranges and limits are right, the rest is checked here. */
export interface SubmitRequest {
  readonly id: number;
  readonly type: TransferType;
  readonly endpoint: number;
  readonly length: number;
  readonly setup: Uint8Array | undefined;
  readonly zeroPacket: boolean;
  readonly shortNotOk: boolean;
  readonly streamId: number;
  /** The URB that has to complete first; 0 for none. */
  readonly after: number;
}

/** URBs up to this length do not wait for long ones. */
const SHORT_LENGTH = 64 * 1024;

/** A URB between its Submit and its Complete. Reused, so that a transfer allocates nothing here. */
export class Slot implements CaptureUrb {
  id = 0;
  type: TransferType = 'control';
  endpoint = 0;
  setup: Uint8Array | undefined;
  data: readonly Uint8Array[] | undefined;
  length = 0;
  zeroPacket = false;
  shortNotOk = false;
  streamId = 0;
  after = 0;
  place: 'queued' | 'following' | 'held' | 'device' | 'ended' = 'queued';
  /** Ended here because its endpoint stalled before it was done. */
  haltedAway = false;
  /** It was in the device when a new alternate setting ended it: its failure says nothing about the endpoint now. */
  outlived = false;

  get isIn(): boolean {
    return (this.endpoint & DIRECTION_IN) !== 0;
  }

  get isLong(): boolean {
    return this.length > SHORT_LENGTH;
  }

  fill(request: SubmitRequest, data: readonly Uint8Array[] | undefined, dataLength: number): void {
    this.id = request.id;
    this.type = request.type;
    this.endpoint = request.endpoint;
    this.setup = request.setup;
    const isIn = (request.endpoint & DIRECTION_IN) !== 0;
    this.data = isIn ? undefined : data;
    this.length = isIn ? request.length : dataLength;
    this.zeroPacket = request.zeroPacket;
    this.shortNotOk = request.shortNotOk;
    this.streamId = request.streamId;
    this.after = request.after;
    this.place = 'queued';
    this.haltedAway = false;
    this.outlived = false;
  }
}

/** What no device may be asked, whoever asks. */
export function invalid(request: SubmitRequest, dataLength: number): boolean {
  const isIn = (request.endpoint & DIRECTION_IN) !== 0;
  if ((request.endpoint & 0x70) !== 0 || request.endpoint > 0xff) return true;
  if (isIn ? dataLength > 0 : request.length > 0) return true;
  if (request.type !== 'control') return request.setup !== undefined || (request.endpoint & 0x0f) === 0;
  if (request.setup?.length !== SETUP_LENGTH || (request.endpoint & 0x0f) !== 0) return true;
  return invalidSetup(request.setup, isIn, isIn ? request.length : dataLength);
}

function invalidSetup(bytes: Uint8Array, isIn: boolean, length: number): boolean {
  const setup = decodeSetup(bytes);
  if (setup.length !== length) return true;
  // Without a data stage the direction bit has no meaning (USB 2.0, table 9-2).
  if (length > 0 && ((setup.requestType & DIRECTION_IN) !== 0) !== isIn) return true;
  return !isControlUrb(setup);
}
