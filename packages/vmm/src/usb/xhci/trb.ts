/**
 * Transfer Request Blocks: 16 bytes in guest memory become one typed variant, once. No raw bits travel further.
 *
 * Owns the bit layout of xHCI 1.2 section 6.4. Never follows a ring and never judges whether a TRB is in the
 * right place: that is for the rings and for whoever executes them.
 */
import type { GuestMemory } from '../../machine/guest-memory.ts';

export const TRB_SIZE = 16;

/** Section 6.4.6, table 6-91. */
export const TrbType = {
  normal: 1,
  setupStage: 2,
  dataStage: 3,
  statusStage: 4,
  isoch: 5,
  link: 6,
  eventData: 7,
  noOp: 8,
  enableSlot: 9,
  disableSlot: 10,
  addressDevice: 11,
  configureEndpoint: 12,
  evaluateContext: 13,
  resetEndpoint: 14,
  stopEndpoint: 15,
  setTrDequeuePointer: 16,
  resetDevice: 17,
  forceEvent: 18,
  negotiateBandwidth: 19,
  setLatencyTolerance: 20,
  getPortBandwidth: 21,
  forceHeader: 22,
  noOpCommand: 23,
  getExtendedProperty: 24,
  setExtendedProperty: 25,
  transferEvent: 32,
  commandCompletionEvent: 33,
  portStatusChangeEvent: 34,
  hostControllerEvent: 37,
  deviceNotificationEvent: 38,
  mfindexWrapEvent: 39,
} as const;

/** Section 6.4.5, table 6-90. */
export const CompletionCode = {
  invalid: 0,
  success: 1,
  dataBufferError: 2,
  babbleDetected: 3,
  usbTransactionError: 4,
  trbError: 5,
  stallError: 6,
  resourceError: 7,
  bandwidthError: 8,
  noSlotsAvailable: 9,
  invalidStreamType: 10,
  slotNotEnabled: 11,
  endpointNotEnabled: 12,
  shortPacket: 13,
  ringUnderrun: 14,
  ringOverrun: 15,
  parameterError: 17,
  contextStateError: 19,
  eventRingFull: 21,
  incompatibleDevice: 22,
  commandRingStopped: 24,
  commandAborted: 25,
  stopped: 26,
  stoppedLengthInvalid: 27,
  stoppedShortPacket: 28,
  undefinedError: 33,
  invalidStreamId: 34,
} as const;

export type CompletionCode = (typeof CompletionCode)[keyof typeof CompletionCode];

/** The four words of a TRB, copied out of guest memory: the guest can no longer change them under us. */
export interface RawTrb {
  readonly low: number;
  readonly high: number;
  readonly status: number;
  readonly control: number;
}

/** Reads a TRB; the control word, with the cycle bit, first. Undefined when `pointer` is not RAM. */
export function readTrb(memory: GuestMemory, pointer: number): RawTrb | undefined {
  const control = memory.readU32(pointer + 12);
  const low = memory.readU32(pointer);
  const high = memory.readU32(pointer + 4);
  const status = memory.readU32(pointer + 8);
  if (control === undefined || low === undefined || high === undefined || status === undefined) {
    return undefined;
  }
  return { low, high, status, control };
}

export function cycleBit(raw: RawTrb): boolean {
  return (raw.control & 1) !== 0;
}

/**
 * A 64-bit guest physical address as a number. Above 2^53 neighbouring addresses are no longer told apart, which
 * is harmless: no RAM is there and every use is checked against RAM.
 */
export function address64(low: number, high: number): number {
  return (high >>> 0) * 0x1_0000_0000 + (low >>> 0);
}

/** Section 6.4.4.1. */
export interface LinkTrb {
  readonly kind: 'link';
  readonly segment: number;
  readonly toggleCycle: boolean;
  readonly chain: boolean;
  readonly interruptOnCompletion: boolean;
  readonly interrupterTarget: number;
}

/** Flags that every transfer TRB has, where its type defines them; else false. */
interface TransferTrbFlags {
  readonly chain: boolean;
  readonly interruptOnCompletion: boolean;
  readonly blockEventInterrupt: boolean;
  readonly interrupterTarget: number;
}

/** A TRB that moves data: Normal (6.4.1.1) and Data Stage (6.4.1.2.2). */
export interface DataTrb extends TransferTrbFlags {
  readonly kind: 'normal' | 'dataStage';
  /** Guest physical address; meaningless with immediate data. */
  readonly buffer: number;
  /** 0 … 65536. */
  readonly length: number;
  readonly interruptOnShortPacket: boolean;
  /** The bytes themselves, `length` (at most 8) of them, where the TRB carries them (IDT). */
  readonly immediate: Uint8Array | undefined;
  /** Data Stage only: device to host. */
  readonly directionIn: boolean;
}

/** Section 6.4.1.2.1. The eight bytes of the SETUP packet travel in the TRB. */
export interface SetupStageTrb extends TransferTrbFlags {
  readonly kind: 'setupStage';
  readonly packet: RawTrb;
  /** TRT: 0 no data stage, 2 OUT, 3 IN. */
  readonly transferType: number;
}

/** Sections 6.4.1.2.3 and 6.4.1.4. */
export interface PlainTrb extends TransferTrbFlags {
  readonly kind: 'statusStage' | 'noOp';
}

/** Section 6.4.4.2. */
export interface EventDataTrb extends TransferTrbFlags {
  readonly kind: 'eventData';
  readonly dataLow: number;
  readonly dataHigh: number;
}

/** Section 6.4.1.3; executed in its own issue, parsed so that it gets a defined answer. */
export interface IsochTrb extends TransferTrbFlags {
  readonly kind: 'isoch';
  readonly length: number;
}

/** A TRB that must not be executed: unknown type, or a field outside the limits of its type. TRB Error. */
export interface BadTrb extends TransferTrbFlags {
  readonly kind: 'bad';
  readonly why: string;
}

export type TransferTrb = DataTrb | SetupStageTrb | PlainTrb | EventDataTrb | IsochTrb | BadTrb | LinkTrb;

/** Section 4.11.2.1: a TRB points at no more than 64 KiB. */
const MAX_TRB_LENGTH = 0x1_0000;

export function trbType(raw: RawTrb): number {
  return (raw.control >>> 10) & 0x3f;
}

/** The Link TRB in `raw`, or undefined when it is of another type. */
export function parseLink(raw: RawTrb): LinkTrb | undefined {
  if (trbType(raw) !== TrbType.link) return undefined;
  return {
    kind: 'link',
    segment: address64(raw.low & ~0xf, raw.high),
    toggleCycle: (raw.control & 2) !== 0,
    chain: (raw.control & 0x10) !== 0,
    interruptOnCompletion: (raw.control & 0x20) !== 0,
    interrupterTarget: raw.status >>> 22,
  };
}

export function parseTransferTrb(raw: RawTrb): TransferTrb {
  const { low, high, status, control } = raw;
  const type = trbType(raw);
  const chain = (control & 0x10) !== 0;
  const interruptOnCompletion = (control & 0x20) !== 0;
  const blockEventInterrupt = (control & 0x200) !== 0;
  const interrupterTarget = status >>> 22;
  const flags = { chain, interruptOnCompletion, blockEventInterrupt, interrupterTarget };
  const length = status & 0x1ffff;
  switch (type) {
    case TrbType.normal:
    case TrbType.dataStage: {
      const isImmediate = (control & 0x40) !== 0;
      if (length > MAX_TRB_LENGTH) return { kind: 'bad', why: 'longer than 64 KiB', ...flags };
      if (isImmediate && length > 8) return { kind: 'bad', why: 'more than 8 immediate bytes', ...flags };
      return {
        kind: type === TrbType.normal ? 'normal' : 'dataStage',
        buffer: address64(low, high),
        length,
        interruptOnShortPacket: (control & 4) !== 0,
        immediate: isImmediate ? wordsToBytes(low, high).subarray(0, length) : undefined,
        directionIn: (control & 0x1_0000) !== 0,
        ...flags,
      };
    }
    case TrbType.setupStage: {
      if ((control & 0x40) === 0) return { kind: 'bad', why: 'Setup Stage without IDT', ...flags };
      if (length !== 8) return { kind: 'bad', why: 'Setup Stage is not 8 bytes', ...flags };
      const transferType = (control >>> 16) & 3;
      if (transferType === 1) return { kind: 'bad', why: 'reserved Transfer Type', ...flags };
      return { kind: 'setupStage', packet: raw, transferType, ...flags, chain: false };
    }
    case TrbType.statusStage:
      return { kind: 'statusStage', ...flags, blockEventInterrupt: false };
    case TrbType.noOp:
      return { kind: 'noOp', ...flags, blockEventInterrupt: false };
    case TrbType.eventData:
      return { kind: 'eventData', dataLow: low, dataHigh: high, ...flags };
    case TrbType.isoch:
      return { kind: 'isoch', length, ...flags };
    case TrbType.link: {
      const link = parseLink(raw);
      return link ?? { kind: 'bad', why: 'not a link', ...flags };
    }
    default:
      return { kind: 'bad', why: `TRB type ${type} on a transfer ring`, ...flags };
  }
}

function wordsToBytes(low: number, high: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, low >>> 0, true);
  view.setUint32(4, high >>> 0, true);
  return bytes;
}

/** Section 6.4.3: the commands this controller executes. */
export type CommandTrb =
  | { readonly kind: 'enableSlot'; readonly slotType: number }
  | { readonly kind: 'disableSlot' | 'resetDevice'; readonly slotId: number }
  | {
      readonly kind: 'addressDevice';
      readonly slotId: number;
      readonly inputContext: number;
      /** BSR: no SET_ADDRESS, the slot goes to Default only. */
      readonly blockSetAddress: boolean;
    }
  | {
      readonly kind: 'configureEndpoint';
      readonly slotId: number;
      readonly inputContext: number;
      readonly deconfigure: boolean;
    }
  | { readonly kind: 'evaluateContext'; readonly slotId: number; readonly inputContext: number }
  | {
      readonly kind: 'resetEndpoint';
      readonly slotId: number;
      readonly endpointId: number;
      readonly transferStatePreserve: boolean;
    }
  | { readonly kind: 'stopEndpoint'; readonly slotId: number; readonly endpointId: number }
  | {
      readonly kind: 'setTrDequeuePointer';
      readonly slotId: number;
      readonly endpointId: number;
      readonly dequeuePointer: number;
      readonly dequeueCycleState: boolean;
      readonly streamId: number;
    }
  | {
      readonly kind: 'getPortBandwidth';
      readonly slotId: number;
      readonly context: number;
      /** Device speed as a Protocol Speed ID. */
      readonly speed: number;
    }
  | { readonly kind: 'noOp' }
  | { readonly kind: 'bad'; readonly why: string };

export function parseCommandTrb(raw: RawTrb): CommandTrb {
  const slotId = raw.control >>> 24;
  const endpointId = (raw.control >>> 16) & 0x1f;
  const inputContext = address64(raw.low & ~0xf, raw.high);
  const flag9 = (raw.control & 0x200) !== 0;
  switch (trbType(raw)) {
    case TrbType.enableSlot:
      return { kind: 'enableSlot', slotType: endpointId };
    case TrbType.disableSlot:
      return { kind: 'disableSlot', slotId };
    case TrbType.resetDevice:
      return { kind: 'resetDevice', slotId };
    case TrbType.addressDevice:
      return { kind: 'addressDevice', slotId, inputContext, blockSetAddress: flag9 };
    case TrbType.configureEndpoint:
      return { kind: 'configureEndpoint', slotId, inputContext, deconfigure: flag9 };
    case TrbType.evaluateContext:
      return { kind: 'evaluateContext', slotId, inputContext };
    case TrbType.resetEndpoint:
      return { kind: 'resetEndpoint', slotId, endpointId, transferStatePreserve: flag9 };
    case TrbType.stopEndpoint:
      return { kind: 'stopEndpoint', slotId, endpointId };
    case TrbType.setTrDequeuePointer:
      return {
        kind: 'setTrDequeuePointer',
        slotId,
        endpointId,
        dequeuePointer: inputContext,
        dequeueCycleState: (raw.low & 1) !== 0,
        streamId: raw.status >>> 16,
      };
    case TrbType.getPortBandwidth:
      return { kind: 'getPortBandwidth', slotId, context: inputContext, speed: endpointId & 0xf };
    case TrbType.noOpCommand:
      return { kind: 'noOp' };
    default:
      return { kind: 'bad', why: `TRB type ${trbType(raw)} on the command ring` };
  }
}

/** An Event TRB (section 6.4.2) before its cycle bit: the event ring adds that. */
export interface EventTrb {
  readonly low: number;
  readonly high: number;
  readonly status: number;
  readonly control: number;
  /** BEI of the TRB that caused it: the event waits for the next interrupt. */
  readonly blockInterrupt: boolean;
}

function low32(address: number): number {
  return (address % 0x1_0000_0000) >>> 0;
}

function high32(address: number): number {
  return Math.floor(address / 0x1_0000_0000) >>> 0;
}

/** Section 6.4.2.1, for the TRB at `pointer`; `length` is the residual in bytes. */
export function transferEvent(
  pointer: number,
  code: CompletionCode,
  length: number,
  slotId: number,
  endpointId: number,
  blockInterrupt = false,
): EventTrb {
  return {
    low: low32(pointer),
    high: high32(pointer),
    status: (length & 0xff_ffff) | (code << 24),
    control: (TrbType.transferEvent << 10) | (endpointId << 16) | (slotId << 24),
    blockInterrupt,
  };
}

/** Section 6.4.2.1 with ED set: caused by an Event Data TRB; `length` is the EDTLA. */
export function eventDataEvent(
  trb: EventDataTrb,
  code: CompletionCode,
  length: number,
  slotId: number,
  endpointId: number,
): EventTrb {
  return {
    low: trb.dataLow,
    high: trb.dataHigh,
    status: (length & 0xff_ffff) | (code << 24),
    control: (TrbType.transferEvent << 10) | (endpointId << 16) | (slotId << 24) | 4,
    blockInterrupt: trb.blockEventInterrupt,
  };
}

/** Section 6.4.2.2. */
export function commandCompletionEvent(pointer: number, code: CompletionCode, slotId: number): EventTrb {
  return {
    low: low32(pointer),
    high: high32(pointer),
    status: code << 24,
    control: (TrbType.commandCompletionEvent << 10) | (slotId << 24),
    blockInterrupt: false,
  };
}

/** Section 6.4.2.3. */
export function portStatusChangeEvent(port: number): EventTrb {
  return {
    low: port << 24,
    high: 0,
    status: CompletionCode.success << 24,
    control: TrbType.portStatusChangeEvent << 10,
    blockInterrupt: false,
  };
}

/** Sections 6.4.2.6 and 6.4.2.8. */
export function hostEvent(type: 'hostControllerEvent' | 'mfindexWrapEvent', code: CompletionCode): EventTrb {
  return { low: 0, high: 0, status: code << 24, control: TrbType[type] << 10, blockInterrupt: false };
}
