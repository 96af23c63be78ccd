/** Every limit of the wire, in one place. docs/decisions/wire.md says which error each one gives. */

const KIB = 1024;
const MIB = 1024 * KIB;

/** The version this side speaks. */
export const PROTOCOL_VERSION = 1;
/** A Submit may wait for another (`SubmitMessage.after`). */
export const CAPABILITY_SUBMIT_AFTER = 'submit-after';

/** Payload of one message: the longest URB (MAX_URB_LENGTH of @farport/usb). */
export const MAX_PAYLOAD = 16 * MIB;
/**
 * Everything before the payload, its tag and length included. The longest is an attach with each of its parts at
 * its own limit: 8 configurations of 64 KiB.
 */
export const MAX_HEADER = 576 * KIB;
/** One whole message. */
export const MAX_MESSAGE = MAX_PAYLOAD + MAX_HEADER;
/** WebSocket frames of one message: a 16 MiB URB in 4 KiB pages, with room. */
export const MAX_FRAGMENTS = 8 * KIB;
/** Answers to WebSocket pings that have not left this process. */
export const MAX_PENDING_PONGS = 64;

/** URBs and operations that have not been answered (MAX_URBS_IN_FLIGHT of @farport/usb). */
export const MAX_URBS = 1024;

/** Payload bytes a receiver takes before it has to be asked again. At least its largest payload. */
export const DEFAULT_WINDOW = 32 * MIB;
/** The largest window a side may grant. */
export const MAX_WINDOW = 64 * MIB;
/** Bytes this side leaves in the socket beyond the window before it calls the peer congested. */
export const MAX_UNSENT = 8 * MIB;

export const DEVICE_DESCRIPTOR_LENGTH = 18;
export const SETUP_LENGTH = 8;
export const MAX_CONFIGURATIONS = 8;
/** wTotalLength is 16 bits wide. */
export const MAX_CONFIGURATION_LENGTH = 0xffff;
export const MAX_BOS_LENGTH = 4 * KIB;

export const MAX_CAPABILITIES = 64;
/** Bytes. */
export const MAX_CHANNEL_ID = 64;
export const MAX_ERROR_CODE = 64;
export const MAX_ERROR_MESSAGE = 1024;

/** Characters (UTF-16 units) of every string in a message. One above is `protocol.NAME_too_long`. */
export const STRING_LIMITS = {
  agent: 255,
  capability: 64,
  detach_message: MAX_ERROR_MESSAGE,
  error_code: MAX_ERROR_CODE,
  error_message: MAX_ERROR_MESSAGE,
  manufacturer: 255,
  port_path: 64,
  product: 255,
  serial: 255,
  ticket: 512,
} as const satisfies Readonly<Record<string, number>>;

export type LimitedString = keyof typeof STRING_LIMITS;

/** An acknowledgement of its own goes out after this many messages … */
export const ACKNOWLEDGE_EVERY = 64;
/** … or this many milliseconds, where nothing else carried it. */
export const ACKNOWLEDGE_AFTER_MS = 50;
/** The same on a channel that is not taken up again: nobody waits for it. */
export const LAZY_ACKNOWLEDGE_AFTER_MS = 5_000;

export const HANDSHAKE_TIMEOUT_MS = 10_000;
export const HEARTBEAT_INTERVAL_MS = 10_000;
export const HEARTBEAT_DEAD_MS = 30_000;
/** How long a closing handshake may take before the socket is cut. */
export const CLOSE_TIMEOUT_MS = 3_000;
