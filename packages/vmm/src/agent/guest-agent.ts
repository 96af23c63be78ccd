/**
 * The stock SPICE agent of a guest (spice-vdagent), over its virtio-console port: what it can do, its clipboard, and
 * the monitors that it is told of. Owns the agent's protocol; whose clipboard the other one is, and what may pass, is
 * the caller's (display/clipboard-link.ts).
 */
import type { ClipboardKind } from '@farport/protocol/display';
import type { ConsolePort } from '../console/virtio-console.ts';
import { withCrLf, withLf } from './line-ends.ts';
import { AgentMessageReader, AgentProtocolError } from './message-reader.ts';
import * as vd from './vd-agent-protocol.ts';

export interface AgentHandlers {
  /** An agent shares the guest's clipboard, or none does any more. */
  present(present: boolean): void;
  /** The guest's clipboard has something new; no kinds: it is empty. */
  offered(kinds: readonly ClipboardKind[]): void;
  /** The guest wants what it was offered. Answer with `send`, always. */
  requested(kind: ClipboardKind): void;
  /** What was asked for by `request`; undefined: there is nothing, or it is too large. */
  received(kind: ClipboardKind, bytes: Uint8Array | undefined): void;
  /** What came from the guest is not the agent's protocol. */
  broken?(message: string): void;
}

export interface AgentMonitor {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const TYPES: Readonly<Record<ClipboardKind, number>> = {
  text: vd.CLIPBOARD_UTF8_TEXT,
  png: vd.CLIPBOARD_IMAGE_PNG,
  bmp: vd.CLIPBOARD_IMAGE_BMP,
};
const KINDS = new Map<number, ClipboardKind>(
  Object.entries(TYPES).map(([kind, type]) => [type, kind as ClipboardKind]),
);
/** What we say that we can do. */
const CAPABILITIES = [
  vd.CAP_MONITORS_CONFIG,
  vd.CAP_REPLY,
  vd.CAP_CLIPBOARD_BY_DEMAND,
  vd.CAP_CLIPBOARD_SELECTION,
  vd.CAP_CLIPBOARD_NO_RELEASE_ON_REGRAB,
];
/** Messages that wait for an agent that does not read. */
const MAX_WAITING = 64;
/** Contents of the clipboard whose bytes may wait at once: one that is going, and the one that was asked for since. */
const MAX_WAITING_CONTENTS = 2;
/** Bytes of any message other than the clipboard's data, at most. */
const SMALL = 512;
const NO_BYTES = new Uint8Array(0);

export class GuestAgent {
  readonly #port: ConsolePort;
  readonly #handlers: AgentHandlers;
  readonly #reader: AgentMessageReader;
  readonly #maxBytes: number;
  /** The agent's own; undefined: it has not said. */
  #capabilities: ReadonlySet<number> | undefined;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** The port takes more, as far as is known; and we are in it. */
  #room = true;
  #writing = false;
  #monitors: readonly (AgentMonitor | undefined)[] | undefined;

  /** `maxBytes`: of one content of the clipboard. */
  constructor(port: ConsolePort, handlers: AgentHandlers, maxBytes: number) {
    this.#port = port;
    this.#handlers = handlers;
    this.#maxBytes = maxBytes;
    // Its numbers come before, and text may have twice as many ends of lines.
    this.#reader = new AgentMessageReader(
      {
        message: (type, data) => {
          this.#hear(type, data);
        },
        tooLarge: (type, start) => {
          if (type === vd.CLIPBOARD) this.#received(start, true);
        },
      },
      maxBytes + vd.SELECTION_BYTES + 4,
    );
    port.handlers = {
      data: (bytes) => {
        this.#read(bytes);
        return true;
      },
      guestOpen: (open) => {
        this.#guestOpen(open);
      },
      drained: () => {
        this.#write();
      },
    };
    port.setOpen(true);
  }

  /** An agent shares the guest's clipboard. */
  get present(): boolean {
    return this.#can(vd.CAP_CLIPBOARD_BY_DEMAND);
  }

  /** The other side has something new; no kinds: nothing. */
  offer(kinds: readonly ClipboardKind[]): void {
    if (kinds.length === 0) {
      this.#sendClipboard(vd.CLIPBOARD_RELEASE);
      return;
    }
    const types = new Uint8Array(4 * kinds.length);
    const view = new DataView(types.buffer);
    for (const [n, kind] of kinds.entries()) view.setUint32(4 * n, TYPES[kind], true);
    this.#sendClipboard(vd.CLIPBOARD_GRAB, types);
  }

  /** Asks for what the guest offered. */
  request(kind: ClipboardKind): void {
    this.#sendClipboard(vd.CLIPBOARD_REQUEST, word(TYPES[kind]));
  }

  /** Answers what the guest asked for; undefined: there is nothing. */
  send(kind: ClipboardKind, bytes: Uint8Array | undefined): void {
    if (bytes === undefined) {
      this.#sendClipboard(vd.CLIPBOARD, word(vd.CLIPBOARD_NONE));
      return;
    }
    const lines = kind === 'text' && this.#can(vd.CAP_GUEST_LINEEND_CRLF) ? withCrLf(bytes) : bytes;
    this.#sendClipboard(vd.CLIPBOARD, word(TYPES[kind]), lines);
  }

  /** The monitors that the person has, by head; told again to an agent that comes later. */
  setMonitors(monitors: readonly (AgentMonitor | undefined)[]): void {
    this.#monitors = monitors;
    this.#tellMonitors();
  }

  #tellMonitors(): void {
    if (this.#monitors === undefined || !this.#can(vd.CAP_MONITORS_CONFIG)) return;
    const sparse = this.#can(vd.CAP_SPARSE_MONITORS_CONFIG);
    const monitors = this.#monitors.filter((monitor) => sparse || monitor !== undefined);
    const view = new DataView(new ArrayBuffer(vd.MONITORS_HEADER_BYTES + vd.MONITOR_BYTES * monitors.length));
    view.setUint32(0, monitors.length, true);
    view.setUint32(4, vd.MONITORS_USE_POS, true);
    for (const [n, monitor] of monitors.entries()) {
      const { x, y, width, height } = monitor ?? { x: 0, y: 0, width: 0, height: 0 };
      const at = vd.MONITORS_HEADER_BYTES + vd.MONITOR_BYTES * n;
      view.setUint32(at, height, true);
      view.setUint32(at + 4, width, true);
      view.setUint32(at + 8, vd.MONITOR_DEPTH, true);
      view.setInt32(at + 12, x, true);
      view.setInt32(at + 16, y, true);
    }
    this.#send(vd.MONITORS_CONFIG, new Uint8Array(view.buffer));
  }

  #can(capability: number): boolean {
    return this.#capabilities?.has(capability) === true;
  }

  #guestOpen(open: boolean): void {
    this.#reader.reset();
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#forget();
    // Whoever comes first asks; an agent that was there before us answers this.
    if (open) this.#announce(true);
  }

  #forget(): void {
    const before = this.present;
    this.#capabilities = undefined;
    if (before) this.#handlers.present(false);
  }

  #read(bytes: Uint8Array): void {
    try {
      this.#reader.read(bytes);
    } catch (error) {
      if (!(error instanceof AgentProtocolError)) throw error;
      this.#handlers.broken?.(error.message);
      this.#reader.reset();
      this.#forget();
    }
  }

  #hear(type: number, data: Uint8Array): void {
    switch (type) {
      case vd.ANNOUNCE_CAPABILITIES:
        this.#hearCapabilities(data);
        return;
      case vd.CLIPBOARD_GRAB:
        this.#offered(data);
        return;
      case vd.CLIPBOARD_RELEASE:
        if (this.#selected(data) !== undefined) this.#handlers.offered([]);
        return;
      case vd.CLIPBOARD_REQUEST:
        this.#requested(data);
        return;
      case vd.CLIPBOARD:
        this.#received(data, false);
    }
  }

  #hearCapabilities(data: Uint8Array): void {
    const view = viewOf(data);
    if (data.length < 4) return;
    const capabilities = new Set<number>();
    for (let bit = 0; bit < 64 && 8 + 4 * (bit >> 5) <= data.length; bit += 1) {
      const bits = view.getUint32(4 + 4 * (bit >> 5), true);
      if (((bits >>> (bit & 31)) & 1) === 1) capabilities.add(bit);
    }
    const before = this.present;
    const first = this.#capabilities === undefined;
    this.#capabilities = capabilities;
    if (view.getUint32(0, true) !== 0) this.#announce(false);
    if (first && capabilities.has(vd.CAP_MAX_CLIPBOARD)) this.#send(vd.MAX_CLIPBOARD, word(this.#maxBytes));
    if (first) this.#tellMonitors();
    if (this.present !== before) this.#handlers.present(this.present);
  }

  /** The data behind the selection; undefined where another one is meant, or there is none. */
  #selected(data: Uint8Array): Uint8Array | undefined {
    if (!this.present) return undefined;
    if (!this.#can(vd.CAP_CLIPBOARD_SELECTION)) return data;
    if (data.length < vd.SELECTION_BYTES || data[0] !== vd.SELECTION_CLIPBOARD) return undefined;
    return data.subarray(vd.SELECTION_BYTES);
  }

  #offered(data: Uint8Array): void {
    const types = this.#selected(data);
    if (types === undefined) return;
    const view = viewOf(types);
    const kinds = new Set<ClipboardKind>();
    for (let at = 0; at + 4 <= types.length; at += 4) {
      const kind = KINDS.get(view.getUint32(at, true));
      if (kind !== undefined) kinds.add(kind);
    }
    this.#handlers.offered([...kinds]);
  }

  #requested(data: Uint8Array): void {
    const rest = this.#selected(data);
    const kind =
      rest === undefined || rest.length < 4 ? undefined : KINDS.get(viewOf(rest).getUint32(0, true));
    if (kind !== undefined) this.#handlers.requested(kind);
    // An agent waits for an answer whatever it asked for.
    else if (this.present) this.#refuse(data[0] ?? 0);
  }

  #refuse(selection: number): void {
    const has = this.#can(vd.CAP_CLIPBOARD_SELECTION);
    this.#send(vd.CLIPBOARD, has ? word(selection) : NO_BYTES, word(vd.CLIPBOARD_NONE));
  }

  #received(data: Uint8Array, tooLarge: boolean): void {
    const rest = this.#selected(data);
    if (rest === undefined || rest.length < 4) return;
    const type = viewOf(rest).getUint32(0, true);
    const bytes = rest.subarray(4);
    const kind = KINDS.get(type);
    // An agent that has nothing says so by no type, or by no bytes; it answers one question at a time.
    if (kind === undefined) {
      for (const each of KINDS.values()) this.#handlers.received(each, undefined);
    } else if (tooLarge || bytes.length === 0 || bytes.length > this.#maxBytes) {
      this.#handlers.received(kind, undefined);
    } else {
      const lf = kind === 'text' && this.#can(vd.CAP_GUEST_LINEEND_CRLF);
      this.#handlers.received(kind, lf ? withLf(bytes) : bytes);
    }
  }

  #announce(request: boolean): void {
    const view = new DataView(new ArrayBuffer(8));
    view.setUint32(0, request ? 1 : 0, true);
    view.setUint32(4, CAPABILITIES.reduce((bits, capability) => bits | (1 << capability), 0) >>> 0, true);
    this.#send(vd.ANNOUNCE_CAPABILITIES, new Uint8Array(view.buffer));
  }

  #sendClipboard(type: number, ...parts: readonly Uint8Array[]): void {
    if (!this.present) return;
    const selection = this.#can(vd.CAP_CLIPBOARD_SELECTION) ? [word(vd.SELECTION_CLIPBOARD)] : [];
    this.#send(type, ...selection, ...parts);
  }

  #send(type: number, ...parts: readonly Uint8Array[]): void {
    // An agent that does not read misses what is newest, and nothing of ours grows.
    if (!this.#port.guestIsOpen || this.#waiting.length >= MAX_WAITING) return;
    const bytes = parts.reduce((sum, part) => sum + part.length, 0);
    // All but the clipboard's own data is small: their number alone bounds the others.
    const most = MAX_WAITING_CONTENTS * this.#maxBytes;
    if (bytes > SMALL && this.#waitingBytes > 0 && this.#waitingBytes + bytes > most) return;
    const message = inChunks(type, parts);
    this.#waiting.push(message);
    this.#waitingBytes += message.length;
    this.#write();
  }

  /** Not from inside itself: a port may have room again before its `write` returns. */
  #write(): void {
    this.#room = true;
    if (this.#writing) return;
    this.#writing = true;
    for (let first = this.#waiting[0]; first !== undefined && this.#room; first = this.#waiting[0]) {
      this.#room = false;
      const taken = this.#port.write(first);
      // The guest may have closed the port meanwhile.
      if (this.#waiting[0] !== first) continue;
      this.#waitingBytes -= taken;
      if (taken < first.length) this.#waiting[0] = first.subarray(taken);
      else {
        this.#waiting.shift();
        this.#room = true;
      }
    }
    this.#writing = false;
  }
}

/** A message in chunks as an agent takes them: no chunk has parts of two messages. */
function inChunks(type: number, parts: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const part of parts) size += part.length;
  const message = new Uint8Array(vd.MESSAGE_HEADER_BYTES + size);
  const header = new DataView(message.buffer);
  header.setUint32(0, vd.PROTOCOL, true);
  header.setUint32(4, type, true);
  header.setUint32(16, size, true);
  let at = vd.MESSAGE_HEADER_BYTES;
  for (const part of parts) {
    message.set(part, at);
    at += part.length;
  }
  const chunks = Math.ceil(message.length / vd.MAX_CHUNK_BYTES);
  const bytes = new Uint8Array(message.length + chunks * vd.CHUNK_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  let to = 0;
  for (let from = 0; from < message.length; from += vd.MAX_CHUNK_BYTES) {
    const chunk = message.subarray(from, from + vd.MAX_CHUNK_BYTES);
    view.setUint32(to, vd.CLIENT_PORT, true);
    view.setUint32(to + 4, chunk.length, true);
    bytes.set(chunk, to + vd.CHUNK_HEADER_BYTES);
    to += vd.CHUNK_HEADER_BYTES + chunk.length;
  }
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function word(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value, true);
  return new Uint8Array(view.buffer);
}
