/** Numbers of the SPICE agent protocol (spice-protocol, vd_agent.h), as far as they are used. All little endian. */

/** The virtio-console port by which agents find us. */
export const AGENT_PORT_NAME = 'com.redhat.spice.0';

/** VDIChunkHeader: port, size. */
export const CHUNK_HEADER_BYTES = 8;
/** The client's messages; the other one is the server's own. */
export const CLIENT_PORT = 1;
/** Of a chunk to the agent (VD_AGENT_MAX_DATA_SIZE). What comes from an agent is in chunks of any size. */
export const MAX_CHUNK_BYTES = 2048;

/** VDAgentMessage: protocol, type, opaque (64 bits), size. */
export const MESSAGE_HEADER_BYTES = 20;
export const PROTOCOL = 1;

export const MONITORS_CONFIG = 2;
export const REPLY = 3;
export const CLIPBOARD = 4;
export const ANNOUNCE_CAPABILITIES = 6;
export const CLIPBOARD_GRAB = 7;
export const CLIPBOARD_REQUEST = 8;
export const CLIPBOARD_RELEASE = 9;
export const MAX_CLIPBOARD = 14;

export const CAP_MONITORS_CONFIG = 1;
export const CAP_REPLY = 2;
export const CAP_CLIPBOARD_BY_DEMAND = 5;
/** A selection stands before everything else in a message of the clipboard. */
export const CAP_CLIPBOARD_SELECTION = 6;
/** Monitors that are off may be named, by 0 x 0. */
export const CAP_SPARSE_MONITORS_CONFIG = 7;
/** The guest's lines end with CR LF. */
export const CAP_GUEST_LINEEND_CRLF = 9;
export const CAP_MAX_CLIPBOARD = 10;
/** A grab replaces the one before; no release comes between. */
export const CAP_CLIPBOARD_NO_RELEASE_ON_REGRAB = 16;

export const CLIPBOARD_NONE = 0;
export const CLIPBOARD_UTF8_TEXT = 1;
export const CLIPBOARD_IMAGE_PNG = 2;
export const CLIPBOARD_IMAGE_BMP = 3;

/** The selection that people know as the clipboard; 1 and 2 are X11's primary and secondary. */
export const SELECTION_CLIPBOARD = 0;
export const SELECTION_BYTES = 4;

/** VDAgentMonitorsConfig: number, flags; VDAgentMonConfig: height, width, depth, x, y. */
export const MONITORS_HEADER_BYTES = 8;
export const MONITOR_BYTES = 20;
export const MONITORS_USE_POS = 1;
export const MONITOR_DEPTH = 32;
