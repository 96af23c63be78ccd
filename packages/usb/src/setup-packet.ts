/** SETUP packets: their 8 bytes, and which of them never travel as control URBs (docs/decisions/usb-rules.md). */
import { byteAt, wordAt } from './descriptor-walk.ts';
import { DIRECTION_IN, type SetupPacket } from './urb.ts';

export const SETUP_LENGTH = 8;

/** Reads 8 bytes at `offset` (USB 2.0, section 9.3). Throws RangeError where there are fewer. */
export function decodeSetup(bytes: Uint8Array, offset = 0): SetupPacket {
  if (offset < 0 || offset + SETUP_LENGTH > bytes.length) {
    throw new RangeError(`a SETUP packet is ${SETUP_LENGTH} bytes, ${bytes.length - offset} are here`);
  }
  return {
    requestType: byteAt(bytes, offset),
    request: byteAt(bytes, offset + 1),
    value: wordAt(bytes, offset + 2),
    index: wordAt(bytes, offset + 4),
    length: wordAt(bytes, offset + 6),
  };
}

/** The packet's 8 bytes. */
export function encodeSetup(setup: SetupPacket): Uint8Array {
  return Uint8Array.of(
    setup.requestType,
    setup.request,
    setup.value,
    setup.value >> 8,
    setup.index,
    setup.index >> 8,
    setup.length,
    setup.length >> 8,
  );
}

/**
 * What a control request means to those between guest and device. The first four are never sent as they are
 * (`isControlUrb`): the controller answers `set-address`, and the others are operations of their own.
 */
export type ControlRequest =
  | { readonly kind: 'set-address'; readonly address: number }
  | { readonly kind: 'set-configuration'; readonly value: number }
  | { readonly kind: 'set-interface'; readonly interface: number; readonly alternate: number }
  | { readonly kind: 'clear-endpoint-halt'; readonly endpoint: number }
  | {
      readonly kind: 'get-descriptor';
      readonly type: number;
      readonly index: number;
      readonly language: number;
      readonly length: number;
    }
  | { readonly kind: 'other' };

const OTHER: ControlRequest = { kind: 'other' };

/**
 * bmRequestType and bRequest of the standard requests: USB 2.0, table 9-3 and table 9-4. Without a data stage the
 * direction bit has no meaning (table 9-2): a device takes 80h 09h for SET_CONFIGURATION too.
 */
export function classifyControl(setup: SetupPacket): ControlRequest {
  const { request, value, index, length } = setup;
  const requestType = length === 0 ? setup.requestType & ~DIRECTION_IN : setup.requestType;
  switch ((requestType << 8) | request) {
    case 0x0005:
      return { kind: 'set-address', address: value & 0x7f };
    case 0x0009:
      return { kind: 'set-configuration', value: value & 0xff };
    case 0x010b:
      return { kind: 'set-interface', interface: index & 0xff, alternate: value & 0xff };
    case 0x0201:
      // Feature selector ENDPOINT_HALT.
      return value === 0 ? { kind: 'clear-endpoint-halt', endpoint: index & 0x8f } : OTHER;
    case 0x8006:
      return { kind: 'get-descriptor', type: value >> 8, index: value & 0xff, language: index, length };
    default:
      return OTHER;
  }
}

/** Rule 2: whether a request may travel as a control URB. */
export function isControlUrb(setup: SetupPacket): boolean {
  const { kind } = classifyControl(setup);
  return kind === 'get-descriptor' || kind === 'other';
}
