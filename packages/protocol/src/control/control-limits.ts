/** Limits of a client's control channel. docs/decisions/control-channel.md has the errors. */

/** The version this side speaks. */
export const CONTROL_VERSION = 1;

/** One whole message, bytes. Sixteen devices at their longest fit. */
export const MAX_CONTROL_MESSAGE = 64 * 1024;
/** Devices of one message; a longer list comes in several. */
export const DEVICES_OF_MESSAGE = 16;
/** Devices plugged in at one client. */
export const MAX_SEEN_DEVICES = 512;
/** Different classes that the interfaces of one device may have. */
export const MAX_SEEN_INTERFACES = 256;

/** Messages that a client may send at once, and how many more come with each second. */
export const CONTROL_BURST = 400;
export const CONTROL_PER_SECOND = 50;

/** Characters (UTF-16 units). One above is `protocol.NAME_too_long`. */
export const CONTROL_STRING_LIMITS = {
  agent: 255,
  capability: 64,
  client_name: 64,
  code: 64,
  key: 80,
  manufacturer: 126,
  message: 1024,
  port_path: 64,
  product: 126,
  reason: 1024,
  serial: 126,
  ticket: 128,
  vm: 63,
} as const;
export type ControlString = keyof typeof CONTROL_STRING_LIMITS;

export const CONTROL_HELLO_MS = 10_000;
/** A side that has heard nothing for this long asks … */
export const CONTROL_ASK_MS = 10_000;
/** … and gives up after this long. */
export const CONTROL_DEAD_MS = 30_000;
