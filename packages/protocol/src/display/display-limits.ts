/** Limits of a viewer's channel, beside those of every channel (limits.ts). docs/decisions/display.md has the errors. */

export const MAX_HEADS = 4;
/** Pixels each way of a picture, and of a place in it. */
export const MAX_SIDE = 16_384;
/** Where a monitor may stand. */
export const MAX_PLACE = 4 * MAX_SIDE;
export const MAX_MILLIMETRES = 10_000;
/** Operations of one message, so that its header stays below 256 KiB. */
export const MAX_OPERATIONS = 8192;
/** What the deflated part and the exact pixels of one message may grow to. */
export const MAX_INFLATED = 16 * 1024 * 1024;
export const MAX_CURSOR_SIDE = 256;
/** Its pixels and some for what cannot be deflated. */
export const MAX_CURSOR_BYTES = 4 * MAX_CURSOR_SIDE * MAX_CURSOR_SIDE + 1024;
/** Last key of a keyboard (linux/input-event-codes.h). */
export const MAX_KEY = 255;
export const ALL_BUTTONS = 0b1_1111;
/** Steps of a mouse, and parts of a notch, in one message. */
export const MAX_STEPS = 0x7fff;
/** Bytes of one content of a clipboard, whatever the VM's keeper says. */
export const MAX_CLIPBOARD_BYTES = 32 * 1024 * 1024;
export const MAX_CLIPBOARD_KINDS = 8;
/** Frames on their way that the client has not presented. */
export const MAX_FRAMES_IN_FLIGHT = 3;
/**
 * What each side must take as one payload (max_payload of its greeting): the longest part of a frame, with room. It is
 * 512 KiB and what one operation or one JPEG file of 512 x 256 pixels goes beyond that.
 */
export const MIN_DISPLAY_PAYLOAD = 4 * 1024 * 1024;
/** Messages that wait for the viewer's credit: a frame of all screens has some hundred. */
export const MAX_QUEUED_MESSAGES = 4096;
