/**
 * One connection's frames, from the channel to the surface: queued as they come, decoded in order, shown whole, and
 * acknowledged when the browser has painted. Owns the queue and its bounds. Knows no socket and no canvas.
 */
import type { ChannelClock, ChannelTimer, ReceivedPayload } from '@farport/protocol/browser';
import type {
  CursorShapeMessage,
  DrawMessage,
  PresentedMessage,
  ScanoutMessage,
} from '@farport/protocol/display';
import { cursorPixels } from '../decode/cursor.ts';
import { ViewerError } from '../decode/errors.ts';
import { FrameDecoder, type JpegDecoder } from '../decode/frame-decoder.ts';
import { FrameLimits } from '../decode/frame-limits.ts';
import type { Area, Picture } from '../decode/picture.ts';
import { HeadCursors } from './head-cursors.ts';
import type { Meter } from './meter.ts';

/** Where pictures become visible. */
export interface Surface {
  resize(head: number, width: number, height: number): void;
  /** These areas of the picture changed. */
  show(head: number, picture: Picture, areas: readonly Area[]): void;
  /** Undefined: hidden. */
  cursor(shape: CursorShapeMessage, pixels: Uint8ClampedArray<ArrayBuffer> | undefined): void;
}

/** What a browser gives, so that tests can give it too. */
export interface Place {
  readonly clock: ChannelClock;
  readonly surface: Surface;
  readonly decodeJpeg: JpegDecoder;
  /** Calls once, when what was shown until now is about to be painted; not while nobody can see it. */
  readonly nextPaint: (painted: () => void) => void;
  /** Resolves in a later turn: what waits meanwhile, a key for example, comes first. */
  readonly laterTurn: () => Promise<void>;
}

export interface PlaybackEvents {
  presented(message: PresentedMessage): void;
  /** What came cannot be shown: nothing else is. */
  failed(error: ViewerError): void;
}

type Item =
  | { readonly kind: 'scanout'; readonly message: ScanoutMessage }
  | {
      readonly kind: 'draw';
      readonly message: DrawMessage;
      readonly payload: ReceivedPayload | undefined;
      readonly arrivedMs: number;
    };

/** Changes of size that wait; each stands for a message that nothing else bounds. */
const MAX_ITEMS = 65_536;
/** Decodes so long before it lets others have a turn. */
const TURN_MS = 8;
/** An acknowledgement that may wait does so no longer. */
const HELD_MS = 250;

export class Playback {
  readonly #place: Place;
  readonly #events: PlaybackEvents;
  readonly #meter: Meter;
  readonly #decoder: FrameDecoder;
  readonly #limits = new FrameLimits();
  readonly #cursors = new HeadCursors();
  #items: Item[] = [];
  #working = false;
  #ended = false;
  /** Areas of the frame that is being decoded. */
  #areas: Area[] = [];
  #decoded = 0;
  /** Decoded, and not painted yet. */
  #shown: { frame: number; count: number; arrivedMs: number; decodedMs: number; lazy: boolean } | undefined;
  /** Painted, and not acknowledged yet. */
  #held: { readonly message: PresentedMessage; readonly sinceMs: number } | undefined;
  #heldTimer: ChannelTimer | undefined;
  #paintAsked = false;
  /** Sizes that nothing was drawn in yet, by head: of many, only the last before a paint costs memory. */
  readonly #sizes = new Map<number, ScanoutMessage>();

  constructor(place: Place, events: PlaybackEvents, meter: Meter) {
    this.#place = place;
    this.#events = events;
    this.#meter = meter;
    this.#decoder = new FrameDecoder(place.decodeJpeg);
  }

  /** Shows nothing any more, and calls nothing. */
  end(): void {
    this.#ended = true;
    this.#heldTimer?.cancel();
    for (const item of this.#items) if (item.kind === 'draw') item.payload?.release();
    this.#items = [];
  }

  scanout(message: ScanoutMessage): void {
    this.#limits.scanout(message);
    this.#push({ kind: 'scanout', message });
  }

  draw(message: DrawMessage, payload: ReceivedPayload | undefined): void {
    this.#limits.draw(message);
    payload?.retain();
    this.#decoder.came(message, payload?.fragments ?? []);
    this.#push({ kind: 'draw', message, payload, arrivedMs: this.#place.clock.nowMs() });
  }

  /** Only the newest one before a paint is decoded. */
  cursorShape(shape: CursorShapeMessage, picture: ReceivedPayload | undefined): void {
    const deflated = picture === undefined ? undefined : joined(picture.fragments, picture.length);
    this.#cursors.tell({ shape, deflated });
    this.#askPaint();
  }

  #push(item: Item): void {
    if (this.#items.length >= MAX_ITEMS) {
      throw new ViewerError('display.too_many_frames', `${this.#items.length} messages at once`);
    }
    this.#items.push(item);
    if (!this.#working) void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    const { clock, laterTurn } = this.#place;
    let began = clock.nowMs();
    try {
      for (let item = this.#items.shift(); item !== undefined; item = this.#items.shift()) {
        if (item.kind === 'scanout') {
          this.#sizes.set(item.message.head, item.message);
          this.#askPaint();
        } else await this.#decode(item);
        if (clock.nowMs() - began < TURN_MS) continue;
        await laterTurn();
        began = clock.nowMs();
      }
    } catch (error) {
      this.#fail(error);
    }
    this.#working = false;
  }

  #fail(error: unknown): void {
    if (this.#ended) return;
    this.end();
    this.#events.failed(
      error instanceof ViewerError
        ? error
        : new ViewerError('display.too_much_drawing', `this browser could not show it: ${String(error)}`),
    );
  }

  #resize(head: number): void {
    const size = this.#sizes.get(head);
    if (size === undefined) return;
    this.#sizes.delete(head);
    this.#decoder.picture(head).reset(size.width, size.height);
    this.#place.surface.resize(head, size.width, size.height);
  }

  async #decode({ message, payload, arrivedMs }: Item & { kind: 'draw' }): Promise<void> {
    this.#resize(message.head);
    await this.#decoder.draw(message, payload?.fragments ?? []);
    payload?.release();
    if (this.#ended) return;
    for (const { x, y, width, height } of message.operations) this.#areas.push({ x, y, width, height });
    if (message.more) return;
    const { surface, clock } = this.#place;
    surface.show(message.head, this.#decoder.picture(message.head), this.#areas);
    this.#areas = [];
    this.#decoded += 1;
    const count = (this.#shown?.count ?? 0) + 1;
    const { frame, lazy } = message;
    this.#shown = { frame, count, arrivedMs, decodedMs: clock.nowMs(), lazy };
    this.#askPaint();
  }

  #askPaint(): void {
    if (this.#paintAsked) return;
    this.#paintAsked = true;
    this.#place.nextPaint(() => {
      this.#paintAsked = false;
      if (!this.#ended) this.#painted();
    });
  }

  #painted(): void {
    try {
      for (const head of this.#sizes.keys()) this.#resize(head);
      this.#showCursor();
    } catch (error) {
      this.#fail(error);
      return;
    }
    const shown = this.#shown;
    if (shown === undefined) return;
    this.#shown = undefined;
    const { frame, count, arrivedMs, decodedMs, lazy } = shown;
    const nowMs = this.#place.clock.nowMs();
    this.#limits.shown(count);
    this.#meter.painted(count, nowMs - arrivedMs);
    const message = {
      frame,
      decoded: this.#decoded,
      decodeUs: microseconds(decodedMs - arrivedMs),
      presentUs: microseconds(nowMs - decodedMs),
      heldUs: 0,
    };
    if (lazy) this.#hold(message, nowMs);
    else this.#acknowledge(message);
  }

  /** Waits for the next frame's: it says that this one was shown too. */
  #hold(message: PresentedMessage, sinceMs: number): void {
    this.#held = { message, sinceMs };
    this.#heldTimer ??= this.#place.clock.after(HELD_MS, () => {
      this.#heldTimer = undefined;
      const held = this.#held;
      if (held === undefined) return;
      const heldUs = microseconds(this.#place.clock.nowMs() - held.sinceMs);
      this.#acknowledge({ ...held.message, heldUs });
    });
  }

  #acknowledge(message: PresentedMessage): void {
    this.#heldTimer?.cancel();
    this.#heldTimer = undefined;
    this.#held = undefined;
    this.#events.presented(message);
  }

  #showCursor(): void {
    const cursor = this.#cursors.take();
    if (cursor === undefined) return;
    const { shape, deflated } = cursor;
    const pixels = deflated === undefined ? undefined : cursorPixels(shape, [deflated]);
    this.#place.surface.cursor(shape, pixels);
  }
}

function microseconds(ms: number): number {
  return Math.min(0xffff_ffff, Math.max(0, Math.round(ms * 1000)));
}

/** A copy: what was received is not kept for it. */
function joined(fragments: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const fragment of fragments) {
    bytes.set(fragment, at);
    at += fragment.length;
  }
  return bytes;
}
