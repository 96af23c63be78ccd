/**
 * The viewer's end of a display channel: it dials, is shown pictures, and says what its person does.
 *
 * Owns the check of what the VM says against the scanouts it named. Decodes and draws nothing. Runs in a browser's
 * Worker too, with a clock and a socket of that place.
 */
import { Channel } from '../channel.ts';
import type { ChannelClosed, ChannelOptions, ChannelSession, ChannelState } from '../channel-types.ts';
import { ProtocolError } from '../errors.ts';
import type { MessageSocket } from '../message-socket.ts';
import type { ReceivedPayload } from '../received-payload.ts';
import {
  ClipboardExchange,
  clipboardStateFromWire,
  type ClipboardHandlers,
  type ClipboardStateMessage,
} from './clipboard.ts';
import {
  displayFrames,
  fromChannel,
  toChannel,
  type DisplayFrameProperties,
  type ReceivedDisplayFrame,
} from './display-codec.ts';
import {
  checkDisplaySession,
  checkHead,
  cursorShapeFromWire,
  drawFromWire,
  headPlaceFromWire,
  scanoutFromWire,
  type CursorShapeMessage,
  type DrawMessage,
  type HeadPlaceMessage,
  type MonitorMessage,
  type PointerMessage,
  type PresentedMessage,
  type ScanoutMessage,
} from './display-messages.ts';

/** What the VM says, in order. */
export interface DisplayClientHandlers extends Partial<ClipboardHandlers> {
  opened(session: ChannelSession): void;
  scanout(message: ScanoutMessage): void;
  /** A head that is on stands elsewhere; its picture goes on. */
  headMoved?(head: number, x: number, y: number): void;
  /**
   * A part of a frame: every operation lies inside its scanout. Answer the last part of each frame (`more` false) with
   * `presented` once it is on the screen. The payload's credit returns when the handler returns, unless it calls
   * `payload.retain()`.
   */
  draw(message: DrawMessage, payload: ReceivedPayload | undefined): void;
  /** `picture`: red, green, blue, opacity, deflated by itself; undefined where the cursor is hidden. */
  cursorShape(message: CursorShapeMessage, picture: ReceivedPayload | undefined): void;
  cursorPosition(head: number, x: number, y: number): void;
  leds(num: boolean, caps: boolean, scroll: boolean): void;
  clipboardState?(message: ClipboardStateMessage): void;
  /** The last call. */
  closed(cause: ChannelClosed): void;
}

export interface DisplayClientOptions extends ChannelOptions {
  /** The ticket that the upgrade request carried. */
  readonly ticket: string;
}

export class DisplayChannelClient {
  readonly #channel: Channel;
  readonly #handlers: DisplayClientHandlers;
  /** Offers, requests and answers. */
  readonly clipboard: ClipboardExchange;
  readonly #scanouts = new Map<number, ScanoutMessage>();
  #frame = 0;
  #frameHead: number | undefined;

  /** `socket` may still be connecting. */
  constructor(socket: MessageSocket, handlers: DisplayClientHandlers, options: DisplayClientOptions) {
    this.#handlers = handlers;
    this.clipboard = new ClipboardExchange(
      (frame, payload, written) => this.#channel.send(toChannel(frame), payload, 0, written),
      () => this.#channel.sentSeq,
      handlers,
    );
    this.#channel = new Channel(
      socket,
      { kind: 'dialler', ticket: options.ticket },
      {
        opened: (session) => {
          checkDisplaySession(session);
          handlers.opened(session);
        },
        message: (frame, payload) => {
          this.#message(fromChannel(frame), payload);
        },
        closed: (cause) => {
          handlers.closed(cause);
        },
      },
      { ...options, acknowledgesLazily: true },
      displayFrames,
    );
  }

  get state(): ChannelState {
    return this.#channel.state;
  }

  presented(message: PresentedMessage): void {
    this.#send({ presented: { ...message } });
  }

  refresh(): void {
    this.#send({ refresh: {} });
  }

  /** At most MAX_HEADS. */
  monitors(monitors: readonly MonitorMessage[]): void {
    this.#send({ monitors: { monitors: monitors.map((monitor) => ({ ...monitor })) } });
  }

  key(code: number, down: boolean): void {
    this.#send({ key: { code, down } });
  }

  pointer(message: PointerMessage): void {
    this.#send({ pointer: { ...message } });
  }

  motion(dx: number, dy: number, buttons: number): void {
    this.#send({ motion: { dx, dy, buttons } });
  }

  wheel(horizontal: number, vertical: number, relative: boolean): void {
    this.#send({ wheel: { horizontal, vertical, relative } });
  }

  releaseAll(): void {
    this.#send({ releaseAll: {} });
  }

  close(message?: string): void {
    this.#channel.close(message);
  }

  /** Ends the channel with a named error. */
  fail(error: { readonly code: string; readonly message: string }): void {
    this.#channel.fail(error);
  }

  #send(frame: DisplayFrameProperties): void {
    this.#channel.send(toChannel(frame));
  }

  #message(frame: ReceivedDisplayFrame, payload: ReceivedPayload | undefined): void {
    if (this.clipboard.message(frame, payload)) return;
    if (frame.draw != null) {
      const draw = drawFromWire(frame.draw, payload?.length ?? 0);
      this.#checkDraw(draw);
      this.#handlers.draw(draw, payload);
    } else if (frame.cursorShape != null) {
      this.#handlers.cursorShape(cursorShapeFromWire(frame.cursorShape, payload?.length ?? 0), payload);
    } else if (payload !== undefined && frame.body !== undefined) {
      throw new ProtocolError('protocol.malformed', `malformed message: data in a ${frame.body} message`);
    } else if (frame.scanout != null) {
      if (this.#frameHead !== undefined) {
        throw new ProtocolError('protocol.unexpected', 'a scanout inside a frame');
      }
      const scanout = scanoutFromWire(frame.scanout);
      this.#scanouts.set(scanout.head, scanout);
      this.#handlers.scanout(scanout);
    } else if (frame.headPlace != null) {
      this.#moveHead(headPlaceFromWire(frame.headPlace));
    } else if (frame.cursorPosition != null) {
      const { head, x, y } = frame.cursorPosition;
      this.#handlers.cursorPosition(checkHead(head), x, y);
    } else if (frame.leds != null) {
      this.#handlers.leds(frame.leds.num, frame.leds.caps, frame.leds.scroll);
    } else if (frame.clipboardState != null) {
      const state = clipboardStateFromWire(frame.clipboardState);
      this.clipboard.maxBytes = state.maxBytes;
      this.#handlers.clipboardState?.(state);
    } else if (frame.body !== undefined) {
      throw new ProtocolError('protocol.unexpected', `a ${frame.body} message from a VM`);
    }
  }

  #moveHead({ head, x, y }: HeadPlaceMessage): void {
    const scanout = this.#scanouts.get(head);
    if (scanout === undefined || scanout.width === 0) return;
    this.#scanouts.set(head, { ...scanout, x, y });
    this.#handlers.headMoved?.(head, x, y);
  }

  #checkDraw(draw: DrawMessage): void {
    if (draw.frame !== this.#frame + 1 || (this.#frameHead ?? draw.head) !== draw.head) {
      throw new ProtocolError('protocol.sequence', `frame ${draw.frame} after frame ${this.#frame}`);
    }
    const { width, height } = this.#scanouts.get(draw.head) ?? { width: 0, height: 0 };
    const outside = (x: number, y: number, operation: { width: number; height: number }) =>
      x + operation.width > width || y + operation.height > height;
    for (const operation of draw.operations) {
      const { codec, x, y, value, more } = operation;
      if (outside(x, y, operation) || (codec === 'copy' && outside(value, more, operation))) {
        throw new ProtocolError('protocol.malformed', `malformed message: a ${codec} outside its picture`);
      }
    }
    this.#frameHead = draw.more ? draw.head : undefined;
    if (!draw.more) this.#frame = draw.frame;
  }
}
