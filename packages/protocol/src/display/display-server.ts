/**
 * The VM's end of a viewer's channel: it answers the dial, shows pictures, and hears of keys and pointer.
 *
 * Owns the numbers of frames and what of them the client says is on its screen. When a frame is made, and from what,
 * is the caller's.
 */
import { Channel } from '../channel.ts';
import type { ChannelClosed, ChannelOptions, ChannelSession, ChannelState } from '../channel-types.ts';
import { ProtocolError } from '../errors.ts';
import type { ReceivedPayload } from '../received-payload.ts';
import { ClipboardExchange, type ClipboardHandlers, type ClipboardStateMessage } from './clipboard.ts';
import type { MessageSocket } from '../message-socket.ts';
import { MAX_QUEUED_MESSAGES } from './display-limits.ts';
import {
  displayFrames,
  fromChannel,
  toChannel,
  type DisplayFrameProperties,
  type ReceivedDisplayFrame,
} from './display-codec.ts';
import {
  checkButtons,
  checkDisplaySession,
  checkKeyCode,
  checkSteps,
  drawToWire,
  monitorsFromWire,
  pointerFromWire,
  type CursorShapeMessage,
  type DrawMessage,
  type MonitorMessage,
  type PointerMessage,
  type PresentedMessage,
  type ScanoutMessage,
} from './display-messages.ts';

/** What the client says, in the order in which it was sent. */
export interface DisplayServerHandlers extends Partial<ClipboardHandlers> {
  opened(session: ChannelSession): void;
  /** A frame, and every one before it, is on the screen. Never the same frame twice. */
  presented(message: PresentedMessage): void;
  /** Send everything anew. */
  refresh(): void;
  monitors(monitors: readonly MonitorMessage[]): void;
  key(code: number, down: boolean): void;
  pointer(message: PointerMessage): void;
  motion(dx: number, dy: number, buttons: number): void;
  wheel(horizontal: number, vertical: number, relative: boolean): void;
  releaseAll(): void;
  /** The last call. */
  closed(cause: ChannelClosed): void;
}

export interface DisplayServerOptions extends ChannelOptions {
  /** Whether this is the ticket that the channel was opened for. */
  readonly acceptTicket: (ticket: string) => boolean;
}

export class DisplayChannelServer {
  readonly #channel: Channel;
  readonly #handlers: DisplayServerHandlers;
  /** Offers, requests and answers. */
  readonly clipboard: ClipboardExchange;
  #sentFrame = 0;
  #presentedFrame = 0;
  /** Numbers of the messages that end the frames after `#presentedFrame`. */
  readonly #ends: number[] = [];

  constructor(socket: MessageSocket, handlers: DisplayServerHandlers, options: DisplayServerOptions) {
    this.#handlers = handlers;
    this.clipboard = new ClipboardExchange(
      (frame, payload, written) => this.#channel.send(toChannel(frame), payload, 0, written),
      () => this.#channel.sentSeq,
      handlers,
    );
    this.#channel = new Channel(
      socket,
      { kind: 'answerer', acceptTicket: options.acceptTicket },
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

  /** Frames sent whole that the client has not said are on its screen. */
  get framesInFlight(): number {
    return this.#sentFrame - this.#presentedFrame;
  }

  /** Messages that wait for credit: a client that does not read. */
  get queuedMessages(): number {
    return this.#channel.queuedMessages;
  }

  scanout(message: ScanoutMessage): void {
    this.#send({ scanout: { ...message } });
  }

  /**
   * Sends a part of a frame; the payload's views must not change any more. Returns the frame's number: the next one
   * with the first part of a frame.
   */
  draw(message: Omit<DrawMessage, 'frame' | 'deflated'>, payload: readonly Uint8Array[]): number {
    const frame = this.#sentFrame + 1;
    const end = this.#send({ draw: drawToWire({ ...message, frame }) }, payload);
    if (!message.more) {
      this.#sentFrame = frame;
      this.#ends.push(end);
    }
    return frame;
  }

  /** `picture`: deflated red, green, blue, opacity; empty where the cursor is hidden. */
  cursorShape(message: CursorShapeMessage, picture: Uint8Array): void {
    this.#send({ cursorShape: { ...message } }, picture.length === 0 ? [] : [picture]);
  }

  /** Of a head that is on; one that is off gets its place with its next picture. */
  headPlace(head: number, x: number, y: number): void {
    this.#send({ headPlace: { head, x, y } });
  }

  cursorPosition(head: number, x: number, y: number): void {
    this.#send({ cursorPosition: { head, x, y } });
  }

  leds(num: boolean, caps: boolean, scroll: boolean): void {
    this.#send({ leds: { num, caps, scroll } });
  }

  /** Offers of the viewer above `maxBytes` end the channel from here on. */
  clipboardState(message: ClipboardStateMessage): void {
    this.clipboard.maxBytes = message.maxBytes;
    this.#send({ clipboardState: { ...message } });
  }

  close(message?: string): void {
    this.#channel.close(message);
  }

  /** Ends the channel with a named error. */
  fail(error: { readonly code: string; readonly message: string }): void {
    this.#channel.fail(error);
  }

  #send(frame: DisplayFrameProperties, payload?: readonly Uint8Array[]): number {
    const seq = this.#channel.send(toChannel(frame), payload);
    if (this.#channel.queuedMessages > MAX_QUEUED_MESSAGES) {
      this.#channel.fail(
        new ProtocolError(
          'protocol.congested',
          `${MAX_QUEUED_MESSAGES} messages wait for the viewer's credit`,
        ),
      );
    }
    return seq;
  }

  #message(frame: ReceivedDisplayFrame, payload: ReceivedPayload | undefined): void {
    const handlers = this.#handlers;
    if (this.clipboard.message(frame, payload)) return;
    if (payload !== undefined) throw new ProtocolError('protocol.malformed', 'data from a viewer');
    if (frame.presented != null) {
      this.#presented(frame.presented);
    } else if (frame.key != null) {
      handlers.key(checkKeyCode(frame.key.code), frame.key.down);
    } else if (frame.pointer != null) {
      handlers.pointer(pointerFromWire(frame.pointer));
    } else if (frame.motion != null) {
      const { dx, dy, buttons } = frame.motion;
      handlers.motion(checkSteps(dx), checkSteps(dy), checkButtons(buttons));
    } else if (frame.wheel != null) {
      const { horizontal, vertical, relative } = frame.wheel;
      handlers.wheel(checkSteps(horizontal), checkSteps(vertical), relative);
    } else if (frame.releaseAll != null) {
      handlers.releaseAll();
    } else if (frame.monitors != null) {
      handlers.monitors(monitorsFromWire(frame.monitors));
    } else if (frame.refresh != null) {
      handlers.refresh();
    } else if (frame.body !== undefined) {
      throw new ProtocolError('protocol.unexpected', `a ${frame.body} message from a viewer`);
    }
  }

  #presented(message: PresentedMessage): void {
    const count = message.frame - this.#presentedFrame;
    const end = this.#ends[count - 1];
    // What waits here for credit nobody can have seen, and frames that count as seen make room for more.
    if (end === undefined || end > this.#channel.sentSeq) {
      throw new ProtocolError(
        'protocol.sequence',
        `frame ${message.frame} presented after ${this.#presentedFrame}, before it had gone out`,
      );
    }
    this.#ends.splice(0, count);
    this.#presentedFrame = message.frame;
    this.#handlers.presented(message);
  }
}
