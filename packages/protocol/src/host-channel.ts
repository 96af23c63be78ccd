/**
 * The VM's end of a channel: it answers the dial, takes a device and sends it URBs.
 *
 * Owns the order of attach and detach. Which ids are open, and what they mean, is the caller's: it throws
 * ProtocolError from a handler where the client lies, and the channel ends with it.
 */
import { Channel } from './channel.ts';
import type { ChannelClosed, ChannelOptions, ChannelSession, ChannelState } from './channel-types.ts';
import { ChannelUsageError, ProtocolError } from './errors.ts';
import type { Decoded, ReceivedFrame } from './frame-codec.ts';
import type { farport } from './generated/wire.js';
import { MAX_ERROR_MESSAGE } from './limits.ts';
import type { MessageSocket } from './message-socket.ts';
import {
  attachFromWire,
  checkId,
  checkString,
  detachReasonFromWire,
  detachReasonToWire,
  operationStatusFromWire,
  statusFromWire,
  submitToWire,
  type AttachMessage,
  type DetachReason,
  type SubmitMessage,
  type WireOperationStatus,
  type WireStatus,
} from './messages.ts';
import type { ReceivedPayload } from './received-payload.ts';

/** What the client says, in the order in which it was sent. */
export interface UsbChannelServerHandlers {
  opened(session: ChannelSession): void;
  /** Here is a device: answer with `attached`, `detach` or `fail`, now or later. */
  attach(device: AttachMessage): void;
  /** The device is gone: every open URB and operation is void and gets no answer. An `attach` may follow. */
  detached(reason: DetachReason, message: string): void;
  /** IN data is in `data`; its credit returns when this handler returns unless it calls `data.retain()`. */
  complete(id: number, status: WireStatus, actualLength: number, data: ReceivedPayload | undefined): void;
  cancelled(id: number, found: boolean): void;
  operationDone(id: number, status: WireOperationStatus): void;
  /** The last call: as after `detached`, every open URB and operation is void. */
  closed(cause: ChannelClosed): void;
}

export interface UsbChannelServerOptions extends ChannelOptions {
  /** Whether this is the ticket that the channel was opened for. */
  readonly acceptTicket: (ticket: string) => boolean;
}

/** none -> offered (attach received) -> attached -> none. */
export type OfferState = 'none' | 'offered' | 'attached';

export class UsbChannelServer {
  readonly #channel: Channel;
  readonly #handlers: UsbChannelServerHandlers;
  #attachment: OfferState = 'none';

  constructor(socket: MessageSocket, handlers: UsbChannelServerHandlers, options: UsbChannelServerOptions) {
    this.#handlers = handlers;
    this.#channel = new Channel(
      socket,
      { kind: 'answerer', acceptTicket: options.acceptTicket },
      {
        opened: (session) => {
          handlers.opened(session);
        },
        message: (frame, payload) => {
          this.#message(frame, payload);
        },
        closed: (cause) => {
          this.#attachment = 'none';
          handlers.closed(cause);
        },
      },
      options,
    );
  }

  get state(): ChannelState {
    return this.#channel.state;
  }

  get session(): ChannelSession | undefined {
    return this.#channel.session;
  }

  get attachment(): OfferState {
    return this.#attachment;
  }

  /** The guest sees the device on this port of its controller. */
  attached(port: number): void {
    if (this.#attachment !== 'offered') throw new ChannelUsageError('no device is offered');
    this.#attachment = 'attached';
    this.#channel.sendUrgent({ attached: { port } });
  }

  /**
   * Sends a URB. OUT data is `payload`; its views are read until `written` is called: once, possibly from inside, also
   * when nothing is sent. That may be after the completion, of a client that answers what it has not read. Sends
   * nothing when no device is attached.
   */
  submit(urb: SubmitMessage, payload?: readonly Uint8Array[], written?: () => void): void {
    if (this.#attachment === 'attached') {
      this.#channel.send({ submit: submitToWire(urb) }, payload, urb.id, written);
    } else written?.();
  }

  /**
   * Asks for an early end. False where the URB still waited for credit and was taken back: the client never saw
   * it and will answer neither it nor the cancel.
   */
  cancel(id: number): boolean {
    if (this.#attachment !== 'attached') return true;
    if (this.#channel.withdraw(id)) return false;
    // Past all that waits for credit: the URB it is about has left already.
    this.#channel.sendUrgent({ cancel: { id } });
    return true;
  }

  reset(id: number): void {
    if (this.#attachment === 'attached') this.#channel.send({ reset: { id } });
  }

  setConfiguration(id: number, value: number): void {
    if (this.#attachment === 'attached') this.#channel.send({ setConfiguration: { id, value } });
  }

  setInterface(id: number, interfaceNumber: number, alternate: number): void {
    if (this.#attachment === 'attached') {
      this.#channel.send({ setInterface: { id, interface: interfaceNumber, alternate } });
    }
  }

  clearHalt(id: number, endpoint: number): void {
    if (this.#attachment === 'attached') this.#channel.send({ clearHalt: { id, endpoint } });
  }

  /** Gives the device back. The client answers nothing more. Harmless when none is attached. */
  detach(reason: DetachReason, message = ''): void {
    if (this.#attachment === 'none') return;
    this.#attachment = 'none';
    this.#channel.withdrawAll();
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

  /** Ends the channel with a named error and cuts the connection: every `written` is called soon. */
  cut(error: { readonly code: string; readonly message: string }): void {
    this.#channel.cut(error);
  }

  #message(frame: ReceivedFrame, payload: ReceivedPayload | undefined): void {
    if (payload !== undefined && frame.complete == null && frame.body !== undefined) {
      throw new ProtocolError('protocol.malformed', `malformed message: data in a ${frame.body} message`);
    }
    if (frame.attach != null) {
      if (this.#attachment !== 'none') {
        throw new ProtocolError('protocol.unexpected', 'a second device on one channel');
      }
      const attach = attachFromWire(frame.attach);
      this.#attachment = 'offered';
      this.#handlers.attach(attach);
    } else if (frame.detach != null) {
      this.#detached(frame.detach);
    } else if (frame.complete != null || frame.cancelled != null || frame.operationDone != null) {
      if (this.#attachment === 'offered') {
        throw new ProtocolError('protocol.unexpected', 'an answer before the device is attached');
      }
      // In state none it was sent before the client knew of our detach, and is void.
      if (this.#attachment === 'attached') this.#answer(frame, payload);
    } else if (frame.body !== undefined) {
      throw new ProtocolError('protocol.unexpected', `a ${frame.body} message from the client's side`);
    }
  }

  #detached(detach: Decoded<farport.v1.Detach.$Properties>): void {
    const message = checkString(detach.message, 'detach_message');
    if (this.#attachment === 'none') return;
    this.#attachment = 'none';
    this.#channel.withdrawAll();
    this.#handlers.detached(detachReasonFromWire(detach.reason), message);
  }

  #answer(frame: ReceivedFrame, payload: ReceivedPayload | undefined): void {
    if (frame.complete != null) {
      const { id, status, actualLength } = frame.complete;
      this.#handlers.complete(checkId(id), statusFromWire(status), actualLength, payload);
    } else if (frame.cancelled != null) {
      const { id, found } = frame.cancelled;
      this.#handlers.cancelled(checkId(id), found);
    } else if (frame.operationDone != null) {
      const { id, status } = frame.operationDone;
      this.#handlers.operationDone(checkId(id), operationStatusFromWire(status));
    }
  }
}
