/**
 * Brings what the guest shows to a viewer, and what the viewer does to the guest: one viewer at a time, the newest.
 *
 * Owns the viewer's channel, the grants that the encoder gets, and what of cursor and lights the viewer has been told.
 * Everything merges while the viewer is busy: only the newest picture, cursor and wish for monitors counts.
 */
import { deflateRawSync } from 'node:zlib';
import type { DisplayEncoder, EncodedPart } from '@farport/native';
import type { MessageSocket } from '@farport/protocol';
import {
  DisplayChannelServer,
  type MonitorMessage,
  type OperationCodec,
  type OperationMessage,
  type PresentedMessage,
} from '@farport/protocol/display';
import type { InputDevices } from '../input/devices.ts';
import type { GuestAgent } from '../agent/guest-agent.ts';
import type { Clock, Timer } from '../machine/clock.ts';
import { ClipboardLink, DEFAULT_CLIPBOARD, type ClipboardConfig } from './clipboard-link.ts';
import type { PixelOrder } from './gpu-protocol.ts';
import { Pacer } from './pacer.ts';
import { tabletPlace, type PlacedHead } from './pointer-map.ts';
import type { CursorShape, PixelSource, Rect, ScreenSink } from './screen.ts';
import type { Monitor } from './virtio-gpu.ts';

/** The part of the native encoder that a session uses. */
export type Encoder = Pick<DisplayEncoder, 'setMode' | 'update' | 'restart' | 'grant' | 'take' | 'close'>;

export interface ViewerOptions {
  /** Program and version, for the viewer's logs. */
  readonly agent: string;
  readonly acceptTicket: (ticket: string) => boolean;
  /** The viewer is gone. */
  readonly closed?: () => void;
}

export interface DisplaySessionOptions {
  readonly heads: number;
  readonly input: InputDevices;
  readonly clock: Clock;
  readonly createEncoder: (heads: number, wake: () => void) => Encoder;
  /** The viewer would like these monitors. */
  readonly setMonitors: (monitors: readonly (Monitor | undefined)[]) => void;
  readonly monitors: () => readonly (Monitor | undefined)[];
  /** The guest's agent is told of monitors too; its clipboard is `DisplaySession.clipboard`'s to share. */
  readonly agentMonitors?: GuestAgent['setMonitors'];
  readonly clipboard?: ClipboardConfig;
}

const ORDERS: Readonly<Record<PixelOrder, number>> = { bgrx: 0, xrgb: 1, rgbx: 2, xbgr: 3 };
const CODECS: readonly OperationCodec[] = ['fill', 'copy', 'palette', 'lossless', 'jpeg', 'exact'];
const OPERATION_BYTES = 32;

/** Cursor and lights are told at most so often, a new size is passed on at most so often, a refresh done. */
const CURSOR_EVERY_US = 8_000;
const MONITORS_EVERY_US = 100_000;
const REFRESH_EVERY_US = 500_000;

interface Head extends PlacedHead {
  cursor: CursorShape | undefined;
  cursorX: number;
  cursorY: number;
  width: number;
  height: number;
  /** What the viewer has not been told. */
  shapeDue: boolean;
  placeDue: boolean;
}

/** Someone who looks. */
interface Viewer {
  readonly channel: DisplayChannelServer;
  readonly pacer: Pacer;
  /** Frames that the encoder may still make. */
  granted: number;
  /** The deflate stream begins with the next part. */
  restart: boolean;
  frameBytes: number;
  /** Of a frame whose last part has not come yet. */
  frameHead: number | undefined;
  open: boolean;
}

export class DisplaySession implements ScreenSink {
  readonly #options: DisplaySessionOptions;
  readonly #encoder: Encoder;
  readonly #heads: Head[];
  /** Between guest and viewer. */
  readonly clipboard: ClipboardLink;
  #viewer: Viewer | undefined;
  #ledsDue = false;
  #tellTimer: Timer | undefined;
  #monitorsTimer: Timer | undefined;
  #wantedMonitors: readonly MonitorMessage[] = [];
  #refreshTimer: Timer | undefined;

  constructor(options: DisplaySessionOptions) {
    this.#options = options;
    this.#heads = Array.from({ length: options.heads }, () => ({
      x: 0,
      y: 0,
      width: 0,
      height: 0,
      cursor: undefined,
      cursorX: 0,
      cursorY: 0,
      shapeDue: false,
      placeDue: false,
    }));
    this.#encoder = options.createEncoder(options.heads, () => {
      this.#drain();
    });
    this.clipboard = new ClipboardLink(options.clipboard ?? DEFAULT_CLIPBOARD, options.clock, () => {
      this.#tellSoon();
    });
    options.input.onLeds = () => {
      this.#ledsDue = true;
      this.#tellSoon();
    };
  }

  get hasViewer(): boolean {
    return this.#viewer?.open === true;
  }

  /** Takes a viewer's socket. One that was there is told `display.taken_over`, once the new one is let in. */
  connect(socket: MessageSocket, options: ViewerOptions): void {
    const { input } = this.#options;
    const viewer: Viewer = {
      channel: new DisplayChannelServer(
        socket,
        {
          opened: () => {
            this.#opened(viewer);
          },
          closed: () => {
            this.#closed(viewer);
            options.closed?.();
          },
          presented: (message) => {
            this.#presented(viewer, message);
          },
          refresh: () => {
            this.#refresh(viewer);
          },
          monitors: (monitors) => {
            if (this.#viewer === viewer) this.#monitors(monitors);
          },
          key: (code, down) => {
            if (this.#viewer === viewer) input.key(code, down);
          },
          pointer: ({ head, x, y, buttons }) => {
            const place = tabletPlace(this.#heads, head, x, y);
            if (this.#viewer === viewer && place !== undefined) input.pointAt(place.x, place.y, buttons);
          },
          motion: (dx, dy, buttons) => {
            if (this.#viewer === viewer) input.moveBy(dx, dy, buttons);
          },
          wheel: (horizontal, vertical, relative) => {
            if (this.#viewer === viewer) input.wheel(horizontal, vertical, relative);
          },
          releaseAll: () => {
            if (this.#viewer === viewer) input.releaseAll();
          },
          clipboardOffered: (kinds) => {
            if (this.#viewer === viewer) this.clipboard.clipboardOffered(kinds);
          },
          clipboardRequested: (kind) => {
            if (this.#viewer === viewer) this.clipboard.clipboardRequested(kind);
          },
          clipboardReceived: (kind, bytes) => {
            if (this.#viewer === viewer) this.clipboard.clipboardReceived(kind, bytes);
          },
        },
        { agent: options.agent, acceptTicket: options.acceptTicket },
      ),
      pacer: new Pacer(),
      granted: 0,
      restart: true,
      frameBytes: 0,
      frameHead: undefined,
      open: false,
    };
  }

  setMode(head: number, width: number, height: number): void {
    const state = this.#heads[head];
    if (state === undefined) return;
    const monitor = this.#options.monitors()[head];
    this.#heads[head] = { ...state, width, height, x: monitor?.x ?? 0, y: monitor?.y ?? 0 };
    this.#encoder.setMode(head, width, height);
  }

  update(head: number, rect: Rect, source: PixelSource): void {
    const { bytes, offset, stride, order } = source;
    this.#encoder.update(head, rect.x, rect.y, rect.width, rect.height, bytes, offset, stride, ORDERS[order]);
  }

  setCursor(head: number, shape: CursorShape | undefined): void {
    const state = this.#heads[head];
    if (state === undefined || (shape === undefined && state.cursor === undefined)) return;
    state.cursor = shape;
    state.shapeDue = true;
    this.#tellSoon();
  }

  moveCursor(head: number, x: number, y: number): void {
    const state = this.#heads[head];
    if (state === undefined || (state.cursorX === x && state.cursorY === y)) return;
    state.cursorX = x;
    state.cursorY = y;
    state.placeDue = true;
    this.#tellSoon();
  }

  /** The VM ends. */
  close(): void {
    for (const timer of [this.#tellTimer, this.#monitorsTimer, this.#refreshTimer]) timer?.cancel();
    this.#viewer?.channel.close('the VM stopped');
    this.#encoder.close();
  }

  #opened(viewer: Viewer): void {
    const before = this.#viewer;
    this.#viewer = viewer;
    viewer.open = true;
    this.#options.input.releaseAll();
    before?.channel.fail({
      code: 'display.taken_over',
      message: 'the screen is shown elsewhere now: connect again to take it back',
    });
    this.clipboard.viewerOpened(viewer.channel.clipboard);
    // So the viewer knows how many there are; those that are on follow with their pictures.
    this.#heads.forEach(({ width }, head) => {
      if (width === 0) viewer.channel.scanout({ head, width: 0, height: 0, x: 0, y: 0 });
    });
    this.#startAnew(viewer);
  }

  #closed(viewer: Viewer): void {
    viewer.open = false;
    if (this.#viewer !== viewer) return;
    this.#viewer = undefined;
    this.clipboard.viewerClosed();
    this.#options.input.releaseAll();
  }

  /** The viewer has nothing: everything goes out again. */
  #startAnew(viewer: Viewer): void {
    this.#encoder.restart();
    this.#endFrame(viewer);
    viewer.restart = true;
    viewer.granted = 0;
    for (const head of this.#heads) {
      head.shapeDue = head.cursor !== undefined;
      head.placeDue = true;
    }
    this.#ledsDue = true;
    this.#grant(viewer);
    this.#tellSoon();
  }

  /** Of a frame that was being said no more comes. */
  #endFrame(viewer: Viewer): void {
    if (viewer.frameHead === undefined) return;
    const last = {
      head: viewer.frameHead,
      more: false,
      operations: [],
      restart: viewer.restart,
      lazy: false,
    };
    viewer.pacer.sent(viewer.channel.draw(last, []), viewer.frameBytes, this.#options.clock.nowUs());
    viewer.restart = false;
    viewer.frameHead = undefined;
    viewer.frameBytes = 0;
  }

  #refresh(viewer: Viewer): void {
    if (this.#viewer !== viewer) return;
    this.#refreshTimer ??= this.#options.clock.after(REFRESH_EVERY_US, () => {
      this.#refreshTimer = undefined;
      if (this.#viewer?.open === true) this.#startAnew(this.#viewer);
    });
  }

  #grant(viewer: Viewer): void {
    const { pacer } = viewer;
    const more = Math.max(0, pacer.window - pacer.framesInFlight - viewer.granted);
    viewer.granted += more;
    this.#encoder.grant(more, pacer.quality, pacer.refreshBytes);
  }

  #presented(viewer: Viewer, { frame, decodeUs, presentUs, heldUs }: PresentedMessage): void {
    viewer.pacer.presented(frame, this.#options.clock.nowUs() - heldUs, decodeUs + presentUs);
    if (this.#viewer === viewer) this.#grant(viewer);
  }

  /** Sends what the encoder has made. */
  #drain(): void {
    for (let output = this.#encoder.take(); output !== null; output = this.#encoder.take()) {
      const viewer = this.#viewer;
      if (viewer?.open !== true) continue;
      const { head, mode, part } = output;
      this.#guard(viewer, () => {
        if (mode !== undefined) {
          const { x = 0, y = 0 } = this.#heads[head] ?? {};
          viewer.channel.scanout({ head, ...mode, x, y });
        }
        if (part !== undefined) this.#sendPart(viewer, head, part);
      });
    }
  }

  /** What cannot be sent to a viewer ends that viewer: a frame half said cannot go on, and a VM does not end of it. */
  #guard(viewer: Viewer, work: () => void): void {
    try {
      work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      viewer.channel.fail({ code: 'channel.internal', message });
    }
  }

  #sendPart(viewer: Viewer, head: number, part: EncodedPart): void {
    const { payload, last } = part;
    const { restart } = viewer;
    viewer.restart = false;
    viewer.frameBytes += payload.length + part.operations.length / 4;
    const lazy = last && viewer.pacer.mayWait(viewer.frameBytes);
    const operations = operationsOf(part.operations);
    const data = payload.length === 0 ? [] : [payload];
    const frame = viewer.channel.draw({ head, more: !last, operations, restart, lazy }, data);
    viewer.frameHead = last ? undefined : head;
    if (!last) return;
    viewer.granted = Math.max(0, viewer.granted - 1);
    viewer.pacer.sent(frame, viewer.frameBytes, this.#options.clock.nowUs());
    viewer.frameBytes = 0;
  }

  #tellSoon(): void {
    if (this.#viewer?.open !== true) return;
    this.#tellTimer ??= this.#options.clock.after(CURSOR_EVERY_US, () => {
      this.#tellTimer = undefined;
      const viewer = this.#viewer;
      if (viewer?.open !== true) return;
      this.#guard(viewer, () => {
        this.#tell(viewer);
      });
    });
  }

  /** Tells cursor and lights as they are now. */
  #tell(viewer: Viewer): void {
    if (viewer.channel.queuedMessages > 0) {
      // The viewer does not keep up: later, and then only what is newest.
      this.#tellSoon();
      return;
    }
    this.#heads.forEach((state, head) => {
      if (state.shapeDue) this.#tellShape(viewer, head, state.cursor);
      if (state.placeDue) viewer.channel.cursorPosition(head, state.cursorX, state.cursorY);
      state.shapeDue = state.placeDue = false;
    });
    if (this.#ledsDue) {
      const { num, caps, scroll } = this.#options.input.leds;
      viewer.channel.leds(num, caps, scroll);
      this.#ledsDue = false;
    }
    this.#tellClipboard(viewer);
  }

  #tellClipboard({ channel }: Viewer): void {
    const { clipboard } = this;
    if (clipboard.stateDue) channel.clipboardState(clipboard.state);
    if (clipboard.offerDue) channel.clipboard.offer(clipboard.offer);
    clipboard.stateDue = clipboard.offerDue = false;
  }

  #tellShape(viewer: Viewer, head: number, shape: CursorShape | undefined): void {
    const { width, height, hotX, hotY } = shape ?? { width: 0, height: 0, hotX: 0, hotY: 0 };
    const picture = shape === undefined ? new Uint8Array(0) : deflateRawSync(shape.rgba);
    viewer.channel.cursorShape({ head, width, height, hotX, hotY }, picture);
  }

  #monitors(monitors: readonly MonitorMessage[]): void {
    this.#wantedMonitors = monitors;
    this.#monitorsTimer ??= this.#options.clock.after(MONITORS_EVERY_US, () => {
      this.#monitorsTimer = undefined;
      const monitors = this.#wantedMonitors.map(({ x, y, width, height, widthMm, heightMm }) => {
        if (width === 0) return undefined;
        const size = widthMm > 0 && heightMm > 0 ? { widthMm, heightMm } : {};
        return { x, y, width, height, ...size };
      });
      this.#options.setMonitors(monitors);
      this.#placeHeads();
      this.#options.agentMonitors?.(monitors.slice(0, this.#heads.length));
    });
  }

  /** A head moves with its monitor, also where its own size stays and the guest says nothing. */
  #placeHeads(): void {
    const monitors = this.#options.monitors();
    this.#heads.forEach((state, head) => {
      const { x = state.x, y = state.y } = monitors[head] ?? {};
      if (state.width === 0 || (x === state.x && y === state.y)) return;
      this.#heads[head] = { ...state, x, y };
      if (this.#viewer?.open === true) this.#viewer.channel.headPlace(head, x, y);
    });
  }
}

function operationsOf(bytes: Uint8Array): OperationMessage[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const operations: OperationMessage[] = [];
  for (let at = 0; at < bytes.length; at += OPERATION_BYTES) {
    const word = (n: number) => view.getUint32(at + 4 * n, true);
    operations.push({
      codec: CODECS[word(0)] ?? 'fill',
      x: word(1),
      y: word(2),
      width: word(3),
      height: word(4),
      value: word(5),
      more: word(6),
    });
  }
  return operations;
}
