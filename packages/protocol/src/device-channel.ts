/**
 * The device's end of a channel: the client, which dials, offers a device and answers URBs.
 *
 * Owns the order of attach and detach and which ids are open. Knows nothing of how a URB is carried out.
 */
import { Channel } from './channel.ts';
import type { ChannelClosed, ChannelOptions, ChannelSession, ChannelState } from './channel-types.ts';
import { ChannelUsageError, ProtocolError } from './errors.ts';
import type { Decoded, FrameProperties, ReceivedFrame } from './frame-codec.ts';
import type { farport } from './generated/wire.js';
import { MAX_ERROR_MESSAGE } from './limits.ts';
import type { MessageSocket } from './message-socket.ts';
import {
  attachToWire,
  checkByte,
  checkEndpoint,
  checkId,
  checkString,
  detachReasonFromWire,
  detachReasonToWire,
  statusToWire,
  submitFromWire,
  type AttachMessage,
  type DetachReason,
  type SubmitMessage,
  type WireOperationStatus,
  type WireStatus,
} from './messages.ts';
import type { ReceivedPayload } from './received-payload.ts';

/** What the VM asks. All are called in the order in which the VM sent them. */
export interface UsbChannelClientHandlers {
  /** The two sides agree; `attach` may be called. */
  opened(session: ChannelSession): void;
  /** The guest sees the device on this port of its controller. */
  attached(port: number): void;
  /** The VM gave the device back: every URB is void, none is to be answered. `attach` may be called again. */
  detached(reason: DetachReason, message: string): void;
  /**
   * A URB; answer with `complete`, once. `data` is there for OUT with data; its views may be kept for as long as
   * needed, its credit returns when this handler returns unless it calls `data.retain()`. `ack` is the highest number
   * of ours that the VM had received when it sent this; see `isKnown`.
   */
  submit(urb: SubmitMessage, data: ReceivedPayload | undefined, ack: number): void;
  /** End this open URB early. Answer with `cancelled`, and with the URB's own `complete`, in any order. */
  cancel(id: number): void;
  /** Operations of their own; answer each with `operationDone`, once. */
  reset(id: number): void;
  setConfiguration(id: number, value: number): void;
  setInterface(id: number, interfaceNumber: number, alternate: number): void;
  clearHalt(id: number, endpoint: number): void;
  /** The last call; the device goes back to its own drivers. */
  closed(cause: ChannelClosed): void;
}

export interface UsbChannelClientOptions extends ChannelOptions {
  /** The ticket that the upgrade request carried. */
  readonly ticket: string;
}

/** none -> attaching (attach sent) -> attached -> none. */
export type AttachmentState = 'none' | 'attaching' | 'attached';

/** A message that was sent, or waits for credit: its number is there once it has left. */
export type SentMessage = Pick<FrameProperties, 'seq'>;

/** Whether whoever sent a message with this `ack` knew of ours. */
export function isKnown(message: SentMessage, ack: number): boolean {
  return typeof message.seq === 'number' && ack >= message.seq;
}

type OpenKind = 'urb' | 'operation' | 'urb being cancelled' | 'unanswered cancel';

export class UsbChannelClient {
  readonly #channel: Channel;
  readonly #handlers: UsbChannelClientHandlers;
  readonly #open = new Map<number, OpenKind>();
  #attachment: AttachmentState = 'none';
  /** Number of the last attach: tells an answer to it from what the VM sent before it knew. */
  #attachSeq = 0;

  /** `socket` may still be connecting. */
  constructor(socket: MessageSocket, handlers: UsbChannelClientHandlers, options: UsbChannelClientOptions) {
    this.#handlers = handlers;
    this.#channel = new Channel(
      socket,
      { kind: 'dialler', ticket: options.ticket },
      {
        opened: (session) => {
          handlers.opened(session);
        },
        message: (frame, payload) => {
          this.#message(frame, payload);
        },
        closed: (cause) => {
          this.#forget();
          handlers.closed(cause);
        },
      },
      options,
    );
  }

  get state(): ChannelState {
    return this.#channel.state;
  }

  get attachment(): AttachmentState {
    return this.#attachment;
  }

  /** URBs and operations that are not answered. */
  get openRequests(): number {
    return this.#open.size;
  }

  /**
   * Offers the device. Throws ProtocolError when a part of `device` is above its limit, ChannelUsageError when a
   * device is attached already. Does nothing when the channel is not open.
   */
  attach(device: AttachMessage): void {
    if (this.#attachment !== 'none')
      throw new ChannelUsageError('a device is attached to this channel already');
    const attach = attachToWire(device);
    if (this.#channel.state !== 'open') return;
    this.#attachment = 'attaching';
    this.#channel.sendUrgent({ attach });
    this.#attachSeq = this.#channel.sentSeq;
  }

  /**
   * The one completion of a URB. `actualLength`: OUT: bytes the device took; IN: must be the payload's length.
   * The payload's views are sent without a copy, now or when credit allows, and must not change until `written` is
   * called: once, possibly from inside, also when nothing is sent. Undefined where nobody waits for this URB any more.
   */
  complete(
    id: number,
    status: WireStatus,
    actualLength: number,
    payload?: readonly Uint8Array[],
    written?: () => void,
  ): SentMessage | undefined {
    const kind = this.#open.get(id);
    if (kind !== 'urb' && kind !== 'urb being cancelled') {
      written?.();
      return undefined;
    }
    if (kind === 'urb') this.#open.delete(id);
    else this.#open.set(id, 'unanswered cancel');
    const frame: FrameProperties = { complete: { id, status: statusToWire(status), actualLength } };
    this.#channel.send(frame, payload, 0, written);
    return frame;
  }

  /** The answer to a cancel. `found`: false where the URB had ended already. */
  cancelled(id: number, found: boolean): boolean {
    const kind = this.#open.get(id);
    if (kind !== 'urb being cancelled' && kind !== 'unanswered cancel') return false;
    if (kind === 'unanswered cancel') this.#open.delete(id);
    else this.#open.set(id, 'urb');
    this.#channel.sendUrgent({ cancelled: { id, found } });
    return true;
  }

  /** The answer to reset, setConfiguration, setInterface and clearHalt. */
  operationDone(id: number, status: WireOperationStatus): boolean {
    if (this.#open.get(id) !== 'operation') return false;
    this.#open.delete(id);
    this.#channel.send({ operationDone: { id, status: statusToWire(status) } });
    return true;
  }

  /** Takes the device away; every open URB is void. Harmless when none is attached. */
  detach(reason: DetachReason, message = ''): void {
    if (this.#attachment === 'none') return;
    this.#forget();
    this.#channel.sendUrgent({
      detach: { reason: detachReasonToWire(reason), message: message.slice(0, MAX_ERROR_MESSAGE) },
    });
  }

  close(message?: string): void {
    this.#channel.close(message);
  }

  /** Ends the channel with a named error. */
  fail(error: { readonly code: string; readonly message: string }): void {
    this.#channel.fail(error);
  }

  #forget(): void {
    this.#attachment = 'none';
    this.#open.clear();
    this.#channel.withdrawAll();
  }

  #message(frame: ReceivedFrame, payload: ReceivedPayload | undefined): void {
    if (payload !== undefined && frame.submit == null && frame.body !== undefined) {
      throw new ProtocolError('protocol.malformed', `malformed message: data in a ${frame.body} message`);
    }
    if (frame.attached != null) this.#attached(frame.attached, frame.ack);
    else if (frame.detach != null) this.#detached(frame.detach, frame.ack);
    else if (frame.body === undefined) return;
    else if (!isRequest(frame)) {
      throw new ProtocolError('protocol.unexpected', `a ${frame.body} message from the VM's side`);
    } else if (this.#attachment === 'attached') this.#request(frame, payload);
    else if (frame.ack >= this.#attachSeq && this.#attachment === 'attaching') {
      throw new ProtocolError('protocol.unexpected', `a ${frame.body} message before the device is attached`);
    }
    // Anything else was sent before the VM knew of our detach, and is void.
  }

  #attached(attached: Decoded<farport.v1.Attached.$Properties>, ack: number): void {
    if (ack < this.#attachSeq || this.#attachment === 'none') return;
    if (this.#attachment === 'attached') throw new ProtocolError('protocol.unexpected', 'attached twice');
    this.#attachment = 'attached';
    this.#handlers.attached(checkByte(attached.port, 'port'));
  }

  #detached(detach: Decoded<farport.v1.Detach.$Properties>, ack: number): void {
    const message = checkString(detach.message, 'detach_message');
    // A detach of the attachment before this one: ours crossed it.
    if (this.#attachment === 'none' || ack < this.#attachSeq) return;
    this.#forget();
    this.#handlers.detached(detachReasonFromWire(detach.reason), message);
  }

  #request(frame: ReceivedFrame, payload: ReceivedPayload | undefined): void {
    if (frame.submit != null) {
      const submit = submitFromWire(frame.submit, payload?.length ?? 0, this.#channel.maxPayload);
      this.#begin(submit.id, 'urb');
      this.#handlers.submit(submit, payload, frame.ack);
    } else if (frame.cancel != null) {
      this.#cancel(checkId(frame.cancel.id));
    } else if (frame.reset != null) {
      const { id } = frame.reset;
      this.#begin(id, 'operation');
      this.#handlers.reset(id);
    } else if (frame.setConfiguration != null) {
      const { id, value } = frame.setConfiguration;
      checkByte(value, 'configuration');
      this.#begin(id, 'operation');
      this.#handlers.setConfiguration(id, value);
    } else if (frame.setInterface != null) {
      const { id, interface: number, alternate } = frame.setInterface;
      checkByte(number, 'interface');
      checkByte(alternate, 'alternate setting');
      this.#begin(id, 'operation');
      this.#handlers.setInterface(id, number, alternate);
    } else if (frame.clearHalt != null) {
      const { id, endpoint } = frame.clearHalt;
      checkEndpoint(endpoint);
      this.#begin(id, 'operation');
      this.#handlers.clearHalt(id, endpoint);
    }
  }

  #begin(id: number, kind: 'urb' | 'operation'): void {
    checkId(id);
    if (this.#open.has(id)) throw new ProtocolError('protocol.unexpected', `id ${id} is in use`);
    if (this.#open.size >= this.#channel.maxUrbs) {
      throw new ProtocolError(
        'protocol.too_many_urbs',
        `more than ${this.#channel.maxUrbs} unanswered requests`,
      );
    }
    this.#open.set(id, kind);
  }

  #cancel(id: number): void {
    const kind = this.#open.get(id);
    if (kind === 'urb') {
      this.#open.set(id, 'urb being cancelled');
      this.#handlers.cancel(id);
    } else if (kind === undefined) {
      // It crossed our completion.
      this.#channel.sendUrgent({ cancelled: { id, found: false } });
    } else {
      throw new ProtocolError('protocol.unexpected', `cancel of id ${id}, which is ${kind}`);
    }
  }
}

function isRequest(frame: ReceivedFrame): boolean {
  return (
    frame.submit != null ||
    frame.cancel != null ||
    frame.reset != null ||
    frame.setConfiguration != null ||
    frame.setInterface != null ||
    frame.clearHalt != null
  );
}
