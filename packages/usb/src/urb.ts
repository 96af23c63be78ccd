/**
 * The USB request block that both ends of a redirection share: what is asked of a device, and the one answer.
 *
 * Rules (docs/decisions/usb-rules.md):
 * - exactly one terminal completion per URB, cancelled or not, with the true actual length, status and data;
 * - a cancel has its own answer, and an id is free again only when both have arrived;
 * - SET_ADDRESS, SET_CONFIGURATION, SET_INTERFACE and CLEAR_FEATURE(ENDPOINT_HALT) never travel as control URBs.
 */

export type TransferType = 'control' | 'isochronous' | 'bulk' | 'interrupt';

/**
 * How a URB ended.
 * - `completed`: all is well; `actualLength` may be short on IN.
 * - `stall`: the endpoint answered STALL and is halted until the guest clears it.
 * - `cancelled`: ended by a cancel; `actualLength` bytes had moved before.
 * - `babble`: the device sent more than was asked.
 * - `timeout`, `transaction-error`: the device did not answer, or with errors on the bus.
 * - `no-device`: the device is gone.
 * - `invalid`: this end refused the request (no such endpoint, bad length); nothing moved.
 * - `no-resources`: the capturing host had no memory or bandwidth for it; nothing moved.
 */
export type UrbStatus =
  | 'completed'
  | 'stall'
  | 'cancelled'
  | 'babble'
  | 'timeout'
  | 'transaction-error'
  | 'no-device'
  | 'invalid'
  | 'no-resources';

/** What an operation other than a URB (reset, set configuration, …) may answer. */
export type OperationStatus =
  'completed' | 'stall' | 'timeout' | 'transaction-error' | 'no-device' | 'invalid';

/** bmRequestType and the rest of a SETUP packet: USB 2.0, section 9.3. Always 8 bytes on the wire. */
export interface SetupPacket {
  readonly requestType: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  readonly length: number;
}

/** Bit 7 of an endpoint address or of bmRequestType: device to host. */
export const DIRECTION_IN = 0x80;

/** Upper bound of one URB's data in bytes, at every edge: protocol, controllers, capture. */
export const MAX_URB_LENGTH = 16 * 1024 * 1024;

/** Upper bound of URBs in flight for one device. */
export const MAX_URBS_IN_FLIGHT = 1024;
