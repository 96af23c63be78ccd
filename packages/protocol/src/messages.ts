/**
 * The messages of a device channel as the program sees them: checked, with names instead of numbers. The names
 * are those of @farport/usb, which this package does not import: the types fit by their shape.
 *
 * Parsing happens once, here; a value that is outside its range or limit is a ProtocolError.
 */
import type { Decoded } from './frame-codec.ts';
import { farport } from './generated/wire.js';
import { ProtocolError, type ProtocolErrorCode } from './errors.ts';
import * as limits from './limits.ts';

export type WireSpeed = 'low' | 'full' | 'high' | 'super' | 'super-plus';
export type WireTransferType = 'control' | 'isochronous' | 'bulk' | 'interrupt';
export type WireStatus =
  | 'completed'
  | 'stall'
  | 'cancelled'
  | 'babble'
  | 'timeout'
  | 'transaction-error'
  | 'no-device'
  | 'invalid'
  | 'no-resources';
/** What an operation may answer. */
export type WireOperationStatus = Exclude<WireStatus, 'cancelled' | 'babble' | 'no-resources'>;
export type DetachReason =
  'unspecified' | 'unplugged' | 'released' | 'reenumerated' | 'vm-stopped' | 'failed';

const { Speed, TransferType, Status, DetachReason } = farport.v1;

const SPEED_NUMBERS: Readonly<Record<WireSpeed, farport.v1.Speed>> = {
  low: Speed.SPEED_LOW,
  full: Speed.SPEED_FULL,
  high: Speed.SPEED_HIGH,
  super: Speed.SPEED_SUPER,
  'super-plus': Speed.SPEED_SUPER_PLUS,
};
const TRANSFER_TYPE_NUMBERS: Readonly<Record<WireTransferType, farport.v1.TransferType>> = {
  control: TransferType.TRANSFER_TYPE_CONTROL,
  isochronous: TransferType.TRANSFER_TYPE_ISOCHRONOUS,
  bulk: TransferType.TRANSFER_TYPE_BULK,
  interrupt: TransferType.TRANSFER_TYPE_INTERRUPT,
};
const STATUS_NUMBERS: Readonly<Record<WireStatus, farport.v1.Status>> = {
  completed: Status.STATUS_COMPLETED,
  stall: Status.STATUS_STALL,
  cancelled: Status.STATUS_CANCELLED,
  babble: Status.STATUS_BABBLE,
  timeout: Status.STATUS_TIMEOUT,
  'transaction-error': Status.STATUS_TRANSACTION_ERROR,
  'no-device': Status.STATUS_NO_DEVICE,
  invalid: Status.STATUS_INVALID,
  'no-resources': Status.STATUS_NO_RESOURCES,
};
const DETACH_REASON_NUMBERS: Readonly<Record<DetachReason, farport.v1.DetachReason>> = {
  unspecified: DetachReason.DETACH_REASON_UNSPECIFIED,
  unplugged: DetachReason.DETACH_REASON_UNPLUGGED,
  released: DetachReason.DETACH_REASON_RELEASED,
  reenumerated: DetachReason.DETACH_REASON_REENUMERATED,
  'vm-stopped': DetachReason.DETACH_REASON_VM_STOPPED,
  failed: DetachReason.DETACH_REASON_FAILED,
};

/** The names by number. */
function byNumber<Name extends string>(
  numbers: Readonly<Record<Name, number>>,
): readonly (Name | undefined)[] {
  const names: (Name | undefined)[] = [];
  for (const name of Object.keys(numbers) as Name[]) names[numbers[name]] = name;
  return names;
}

const SPEEDS = byNumber(SPEED_NUMBERS);
const TRANSFER_TYPES = byNumber(TRANSFER_TYPE_NUMBERS);
const STATUSES = byNumber(STATUS_NUMBERS);
const DETACH_REASONS = byNumber(DETACH_REASON_NUMBERS);

/** Here is a device: its descriptors as it gave them, unparsed. */
export interface AttachMessage {
  /** 18 bytes. */
  readonly deviceDescriptor: Uint8Array;
  /** Each with all that follows it (wTotalLength), in index order; 1 … 8 of them. */
  readonly configurationDescriptors: readonly Uint8Array[];
  /** With its capabilities; empty for none. */
  readonly bosDescriptor: Uint8Array;
  readonly speed: WireSpeed;
  /** "bus-port.port…" */
  readonly portPath: string;
  readonly serial: string;
  readonly manufacturer: string;
  readonly product: string;
  /** bConfigurationValue that is set now; 0 for none. */
  readonly activeConfiguration: number;
}

/** One URB. OUT data travels beside it as the payload. */
export interface SubmitMessage {
  /** 1 … 2^32 - 1. */
  readonly id: number;
  /** bEndpointAddress; for endpoint 0, bit 7 is the direction of the data stage. */
  readonly endpoint: number;
  readonly type: WireTransferType;
  /** IN: bytes wanted. OUT: 0, the payload tells. */
  readonly length: number;
  /** Control: the 8 bytes of the SETUP packet; else undefined. */
  readonly setup: Uint8Array | undefined;
  readonly zeroPacket: boolean;
  readonly shortNotOk: boolean;
  readonly streamId: number;
  /**
   * The id of a URB that was sent before: this one begins when that has completed (OUT: with all its data; IN: also with
   * less), and is cancelled where it ends otherwise. 0 for none. Only where both sides have CAPABILITY_SUBMIT_AFTER.
   */
  readonly after: number;
}

function malformed(detail: string): ProtocolError {
  return new ProtocolError('protocol.malformed', `malformed message: ${detail}`);
}

function named<Name>(names: readonly (Name | undefined)[], value: number, what: string): Name {
  const name = names[value];
  if (name === undefined) throw malformed(`${what} ${value} does not exist`);
  return name;
}

/** Refuses a string above the limit of its name. */
export function checkString(value: string, name: limits.LimitedString): string {
  const most = limits.STRING_LIMITS[name];
  if (value.length > most) {
    const what = name.replaceAll('_', ' ');
    throw new ProtocolError(
      `protocol.${name}_too_long`,
      `${what} of ${value.length} characters, at most ${most}`,
    );
  }
  return value;
}

function checkLength(bytes: Uint8Array, most: number, what: string, code: ProtocolErrorCode): void {
  if (bytes.length > most) throw new ProtocolError(code, `${what} of ${bytes.length} bytes, at most ${most}`);
}

/** An id of a URB or operation: 0 is what a missing field reads as, so it names nothing. */
export function checkId(id: number): number {
  if (id === 0) throw malformed('id 0');
  return id;
}

export function checkEndpoint(endpoint: number): number {
  if (endpoint > 0xff || (endpoint & 0x70) !== 0) throw malformed(`endpoint address ${endpoint}`);
  return endpoint;
}

export function checkByte(value: number, what: string): number {
  if (value > 0xff) throw malformed(`${what} ${value} is above 255`);
  return value;
}

export function statusFromWire(status: number): WireStatus {
  return named(STATUSES, status, 'status');
}

export function operationStatusFromWire(value: number): WireOperationStatus {
  const status = statusFromWire(value);
  if (status === 'cancelled' || status === 'babble' || status === 'no-resources') {
    throw malformed(`status ${status} is no answer to an operation`);
  }
  return status;
}

export function statusToWire(status: WireStatus): farport.v1.Status {
  return STATUS_NUMBERS[status];
}

export function detachReasonFromWire(reason: number): DetachReason {
  // A reason of a later version still is a detach.
  return DETACH_REASONS[reason] ?? 'unspecified';
}

export function detachReasonToWire(reason: DetachReason): farport.v1.DetachReason {
  return DETACH_REASON_NUMBERS[reason];
}

export function attachFromWire(attach: Decoded<farport.v1.Attach.$Properties>): AttachMessage {
  if (attach.deviceDescriptor.length !== limits.DEVICE_DESCRIPTOR_LENGTH) {
    throw malformed(`a device descriptor of ${attach.deviceDescriptor.length} bytes, not 18`);
  }
  const { configurationDescriptors } = attach;
  if (configurationDescriptors.length === 0) throw malformed('a device without configuration descriptors');
  if (configurationDescriptors.length > limits.MAX_CONFIGURATIONS) {
    throw new ProtocolError(
      'protocol.too_many_configurations',
      `${configurationDescriptors.length} configuration descriptors, at most ${limits.MAX_CONFIGURATIONS}`,
    );
  }
  for (const configuration of configurationDescriptors) {
    checkLength(
      configuration,
      limits.MAX_CONFIGURATION_LENGTH,
      'configuration descriptor',
      'protocol.configuration_too_large',
    );
  }
  checkLength(attach.bosDescriptor, limits.MAX_BOS_LENGTH, 'BOS descriptor', 'protocol.bos_too_large');
  return {
    deviceDescriptor: attach.deviceDescriptor,
    configurationDescriptors,
    bosDescriptor: attach.bosDescriptor,
    speed: named(SPEEDS, attach.speed, 'speed'),
    portPath: checkString(attach.portPath, 'port_path'),
    serial: checkString(attach.serial, 'serial'),
    manufacturer: checkString(attach.manufacturer, 'manufacturer'),
    product: checkString(attach.product, 'product'),
    activeConfiguration: checkByte(attach.activeConfiguration, 'active configuration'),
  };
}

/** Refuses the same as `attachFromWire`, so that a sender learns of it before the other side does. */
export function attachToWire(message: AttachMessage): Decoded<farport.v1.Attach.$Properties> {
  const wire = {
    deviceDescriptor: message.deviceDescriptor,
    configurationDescriptors: [...message.configurationDescriptors],
    bosDescriptor: message.bosDescriptor,
    speed: SPEED_NUMBERS[message.speed],
    portPath: message.portPath,
    serial: message.serial,
    manufacturer: message.manufacturer,
    product: message.product,
    activeConfiguration: message.activeConfiguration,
  };
  attachFromWire(wire);
  return wire;
}

/** `payloadLength`: bytes of the frame's payload. `maxPayload`: the longest transfer this side announced. */
export function submitFromWire(
  submit: Decoded<farport.v1.Submit.$Properties>,
  payloadLength: number,
  maxPayload: number,
): SubmitMessage {
  const id = checkId(submit.id);
  const endpoint = checkEndpoint(submit.endpoint);
  const type = named(TRANSFER_TYPES, submit.type, 'transfer type');
  if (submit.length > maxPayload) {
    throw new ProtocolError(
      'protocol.transfer_too_large',
      `a transfer of ${submit.length} bytes, at most ${maxPayload}`,
    );
  }
  if ((endpoint & 0x80) !== 0 ? payloadLength !== 0 : submit.length !== 0) {
    throw malformed('a length or data against the direction of the transfer');
  }
  if (submit.setup.length !== (type === 'control' ? limits.SETUP_LENGTH : 0)) {
    throw malformed(`a ${type} transfer with a SETUP packet of ${submit.setup.length} bytes`);
  }
  if (submit.streamId > 0xffff) throw malformed(`stream ${submit.streamId}`);
  if (submit.after === id) throw malformed(`URB ${id} after itself`);
  return {
    id,
    endpoint,
    type,
    length: submit.length,
    setup: type === 'control' ? submit.setup : undefined,
    zeroPacket: submit.zeroPacket,
    shortNotOk: submit.shortNotOk,
    streamId: submit.streamId,
    after: submit.after,
  };
}

export function submitToWire(message: SubmitMessage): farport.v1.Submit.$Properties {
  return {
    id: message.id,
    endpoint: message.endpoint,
    type: TRANSFER_TYPE_NUMBERS[message.type],
    length: message.length,
    setup: message.setup ?? null,
    zeroPacket: message.zeroPacket,
    shortNotOk: message.shortNotOk,
    streamId: message.streamId,
    after: message.after,
  };
}
