/**
 * One channel: its states, the order and credit of its messages, and the way it ends. What both sides agree on is
 * greeting.ts, what was sent and granted ledger.ts, the sign of life heartbeat.ts.
 *
 * Owns the state of the session (connecting, hello, open, closing, closed). Knows of a USB message only whether
 * it is numbered and how many payload bytes it carries; device-channel.ts and host-channel.ts know the rest.
 */
import { systemClock, type ChannelClock, type ChannelTimer } from './channel-clock.ts';
import type { ChannelClosed, ChannelOptions, ChannelSession, ChannelState } from './channel-types.ts';
import { ChannelUsageError, CLOSE_CODE_APPLICATION, ProtocolError } from './errors.ts';
import {
  usbFrames,
  type Decoded,
  type FrameCodec,
  type FrameProperties,
  type ReceivedFrame,
} from './frame-codec.ts';
import type { farport } from './generated/wire.js';
import { agree, helloOf, termsOf, type ChannelRole, type Terms } from './greeting.ts';
import { Heartbeat } from './heartbeat.ts';
import { Ledger } from './ledger.ts';
import * as limits from './limits.ts';
import { checkString } from './messages.ts';
import type { MessageSocket } from './message-socket.ts';
import { ReceivedPayload } from './received-payload.ts';
import { SendQueue } from './send-queue.ts';

export interface ChannelEvents {
  opened(session: ChannelSession): void;
  /** A numbered message, in order. May throw ProtocolError. */
  message(frame: ReceivedFrame, payload: ReceivedPayload | undefined): void;
  /** Called once, as soon as the channel is `closing` or `closed`, from the microtask queue. */
  closed(cause: ChannelClosed): void;
}

const NO_PAYLOAD: readonly Uint8Array[] = Object.freeze([]);

export class Channel {
  readonly #socket: MessageSocket;
  readonly #role: ChannelRole;
  readonly #events: ChannelEvents;
  readonly #terms: Terms;
  readonly #clock: ChannelClock;
  readonly #codec: FrameCodec;

  #state: ChannelState = 'connecting';
  #session: ChannelSession | undefined;
  #handshakeTimer: ChannelTimer | undefined;
  #acknowledgeTimer: ChannelTimer | undefined;
  #closeTimer: ChannelTimer | undefined;

  readonly #ledger: Ledger;
  readonly #queue = new SendQueue();

  readonly #heartbeat: Heartbeat;

  /** `codec`: the frames of this kind of channel; those of a redirected device when absent. */
  constructor(
    socket: MessageSocket,
    role: ChannelRole,
    events: ChannelEvents,
    options: ChannelOptions,
    codec: FrameCodec = usbFrames,
  ) {
    this.#socket = socket;
    this.#codec = codec;
    this.#role = role;
    this.#events = events;
    this.#clock = options.clock ?? systemClock;
    this.#terms = termsOf(options);
    this.#ledger = new Ledger(this.#terms.window);
    this.#heartbeat = new Heartbeat(
      this.#clock,
      { intervalMs: this.#terms.heartbeatIntervalMs, deadMs: this.#terms.heartbeatDeadMs },
      {
        ask: (nonce) => {
          this.#sendSession({ ping: { nonce } });
        },
        dead: (silenceMs) => {
          this.fail(
            new ProtocolError('protocol.timeout', `nothing heard for ${Math.round(silenceMs / 1000)} s`),
          );
          this.#socket.terminate();
        },
      },
    );
    this.#handshakeTimer = this.#clock.after(limits.HANDSHAKE_TIMEOUT_MS, () => {
      this.fail(
        new ProtocolError(
          'protocol.hello_timeout',
          `no agreement within ${limits.HANDSHAKE_TIMEOUT_MS / 1000} s`,
        ),
      );
    });
    socket.bind({
      opened: () => {
        this.#transportOpened();
      },
      message: (fragments) => {
        this.#guard(() => {
          this.#receive(fragments);
        });
      },
      failed: (error) => {
        this.fail(error);
      },
      closed: (code, reason) => {
        this.#transportClosed(code, reason);
      },
    });
    if (socket.isOpen) this.#transportOpened();
  }

  get state(): ChannelState {
    return this.#state;
  }

  get session(): ChannelSession | undefined {
    return this.#session;
  }

  /** Highest number given to a message of this side. */
  get sentSeq(): number {
    return this.#ledger.sentSeq;
  }

  /** Highest own number the other side has acknowledged. */
  get peerAck(): number {
    return this.#ledger.peerAck;
  }

  get maxPayload(): number {
    return this.#terms.maxPayload;
  }

  get maxUrbs(): number {
    return this.#terms.maxUrbs;
  }

  /** Messages that wait for credit. */
  get queuedMessages(): number {
    return this.#queue.length;
  }

  /**
   * Sends a numbered message, or queues it behind those that wait for credit. `frame` belongs to the channel from
   * now on; the payload's views must stay as they are until `written`, which is called once, also when nothing was
   * sent. `key` finds the message again while it waits (`withdraw`). Returns the number that the message has, or will
   * have when none before it is withdrawn: it has gone once `sentSeq` is there. Sends nothing, and returns 0, when the
   * channel is not open.
   */
  send(
    frame: FrameProperties,
    payload: readonly Uint8Array[] = NO_PAYLOAD,
    key = 0,
    written?: () => void,
  ): number {
    if (this.#state !== 'open') {
      written?.();
      return 0;
    }
    let length = 0;
    for (const part of payload) length += part.length;
    const most = this.#session?.peerMaxPayload ?? 0;
    if (length > most) {
      throw new ChannelUsageError(`payload of ${length} bytes, the other side takes at most ${most}`);
    }
    if (this.#queue.length === 0 && this.#ledger.fits(length))
      this.#transmit(frame, payload, length, written);
    else this.#queue.push({ frame, payload, length, key, written });
    return this.#ledger.sentSeq + this.#queue.length;
  }

  /** Sends a numbered message without payload at once, past all that wait for credit. */
  sendUrgent(frame: FrameProperties): void {
    if (this.#state === 'open') this.#transmit(frame, NO_PAYLOAD, 0);
  }

  /** Takes back a message that still waits. False when it has been sent, or never was. */
  withdraw(key: number): boolean {
    const found = this.#queue.remove(key);
    if (found) this.#drain();
    return found;
  }

  /** Takes back every message that still waits. */
  withdrawAll(): void {
    this.#queue.clear();
  }

  /** Ends the channel in good order. */
  close(message = ''): void {
    this.#end({ by: 'local', code: 'channel.closed', message }, 1000, 'channel.closed');
  }

  /** Ends the channel with a named error, which the other side is told. Harmless when it has ended already. */
  fail(error: { readonly code: string; readonly message: string; readonly closeCode?: number }): void {
    const code = error.code.slice(0, limits.MAX_ERROR_CODE);
    const message = error.message.slice(0, limits.MAX_ERROR_MESSAGE);
    if (this.#state === 'hello' || this.#state === 'open') this.#sendSession({ error: { code, message } });
    this.#end({ by: 'local', code, message, error }, error.closeCode ?? CLOSE_CODE_APPLICATION, code);
  }

  /** As `fail`, without the closing handshake: no memory that was given to `send` is read any more. */
  cut(error: { readonly code: string; readonly message: string; readonly closeCode?: number }): void {
    this.fail(error);
    this.#socket.terminate();
  }

  // --- states ---------------------------------------------------------------------------------------------

  #transportOpened(): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'hello';
    this.#heartbeat.heard();
    if (this.#role.kind === 'dialler') this.#sendSession(helloOf(this.#terms, this.#role.ticket));
  }

  #transportClosed(code: number, reason: string): void {
    this.#closeTimer?.cancel();
    if (this.#state !== 'closing' && this.#state !== 'closed') {
      const orderly = code === 1000 || code === 1001;
      this.#end(
        {
          by: code === 1006 ? 'link' : 'remote',
          code: orderly ? 'channel.closed' : 'protocol.link',
          message:
            code === 1006
              ? `the connection broke ${reason}`.trimEnd()
              : `the connection was closed (${code} ${reason})`,
        },
        1000,
        '',
      );
      this.#closeTimer?.cancel();
    }
    this.#state = 'closed';
  }

  #end(cause: ChannelClosed, closeCode: number, reason: string): void {
    if (this.#state === 'closing' || this.#state === 'closed') return;
    this.#state = 'closing';
    this.#queue.clear();
    this.#handshakeTimer?.cancel();
    this.#heartbeat.stop();
    this.#acknowledgeTimer?.cancel();
    this.#closeTimer = this.#clock.after(limits.CLOSE_TIMEOUT_MS, () => {
      this.#socket.terminate();
    });
    this.#socket.close(closeCode, reason);
    queueMicrotask(() => {
      this.#events.closed(cause);
    });
  }

  /** Runs what a peer's bytes set off: whatever it throws ends this channel only. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof ProtocolError) this.fail(error);
      else {
        this.#sendSession({ error: { code: 'channel.internal', message: 'this side failed' } });
        const message = error instanceof Error ? error.message : String(error);
        this.#end({ by: 'local', code: 'channel.internal', message, error }, 1011, 'channel.internal');
      }
    }
  }

  // --- receiving ------------------------------------------------------------------------------------------

  #receive(fragments: readonly Uint8Array[]): void {
    if (this.#state !== 'hello' && this.#state !== 'open') return;
    this.#heartbeat.heard();
    const { frame, payload, payloadLength } = this.#codec.decode(fragments);
    if (this.#ledger.takeAcknowledgement(frame)) this.#drain();
    if (frame.error != null) {
      this.#remoteError(frame.error);
    } else if (this.#state === 'hello') {
      this.#greet(frame, payloadLength);
    } else if (frame.seq === 0) {
      this.#sessionMessage(frame, payloadLength);
    } else {
      this.#numbered(frame, payload, payloadLength);
    }
  }

  #remoteError(error: Decoded<farport.v1.Error.$Properties>): void {
    const code = checkString(error.code, 'error_code');
    const message = checkString(error.message, 'error_message');
    this.#end({ by: 'remote', code, message }, 1000, '');
  }

  #greet(frame: ReceivedFrame, payloadLength: number): void {
    const { session, answer } = agree(this.#role, this.#terms, frame, payloadLength);
    this.#ledger.open(session.peerMaxPayload);
    if (answer !== undefined) this.#sendSession(answer);
    this.#handshakeTimer?.cancel();
    this.#state = 'open';
    this.#session = session;
    this.#heartbeat.start();
    this.#events.opened(session);
  }

  #sessionMessage(frame: ReceivedFrame, payloadLength: number): void {
    if (payloadLength !== 0) throw new ProtocolError('protocol.sequence', 'data in a message without number');
    if (frame.ping != null) {
      this.#sendSession({ pong: { nonce: frame.ping.nonce } });
    } else if (frame.pong == null && frame.acknowledge == null) {
      const known = frame.body !== undefined;
      if (frame.hello != null || frame.welcome != null) {
        throw new ProtocolError('protocol.unexpected', 'a second hello or welcome');
      }
      // What a later version adds without a number may be ignored.
      if (known) throw new ProtocolError('protocol.sequence', 'a message that needs a number has none');
    }
  }

  #numbered(frame: ReceivedFrame, payload: readonly Uint8Array[], payloadLength: number): void {
    if (isSessionMessage(frame)) {
      throw new ProtocolError('protocol.sequence', 'a message of the session with a number');
    }
    if (payloadLength > this.#terms.maxPayload) {
      throw new ProtocolError(
        'protocol.payload_too_large',
        `payload of ${payloadLength} bytes, at most ${this.#terms.maxPayload}`,
      );
    }
    this.#ledger.receive(frame.seq, payloadLength);
    const received =
      payloadLength === 0 ? undefined : new ReceivedPayload(payload, payloadLength, this.#released);
    this.#events.message(frame, received);
    received?.handled();
    this.#acknowledgeSoon();
  }

  readonly #released = (length: number): void => {
    this.#ledger.release(length);
    this.#acknowledgeSoon();
  };

  /** Sees to it that the other side learns of what it sent, and of its credit, at the latest after a short time. */
  #acknowledgeSoon(): void {
    if (this.#state !== 'open') return;
    const { owed } = this.#ledger;
    if (owed === 'nothing') return;
    if (owed === 'now') {
      this.#sendSession({ acknowledge: {} });
      return;
    }
    const { acknowledgesLazily: lazily } = this.#terms;
    const afterMs = lazily ? limits.LAZY_ACKNOWLEDGE_AFTER_MS : limits.ACKNOWLEDGE_AFTER_MS;
    this.#acknowledgeTimer ??= this.#clock.after(afterMs, () => {
      this.#acknowledgeTimer = undefined;
      if (this.#state === 'open' && this.#ledger.owed !== 'nothing') {
        this.#sendSession({ acknowledge: {} });
      }
    });
  }

  // --- sending --------------------------------------------------------------------------------------------

  #drain(): void {
    for (let next = this.#queue.first; next !== undefined; next = this.#queue.first) {
      if (this.#state !== 'open' || !this.#ledger.fits(next.length)) return;
      this.#queue.shift();
      this.#transmit(next.frame, next.payload, next.length, next.written);
    }
  }

  #transmit(
    frame: FrameProperties,
    payload: readonly Uint8Array[],
    length: number,
    written?: () => void,
  ): void {
    frame.seq = this.#ledger.number(length);
    if (this.#terms.acknowledgesLazily) this.#ledger.announceIfWorth(frame);
    else this.#ledger.announce(frame);
    this.#write(frame, payload, written);
  }

  #sendSession(frame: FrameProperties): void {
    this.#ledger.announce(frame);
    this.#write(frame, NO_PAYLOAD);
  }

  #write(frame: FrameProperties, payload: readonly Uint8Array[], written?: () => void): void {
    this.#socket.send(this.#codec.encode(frame, payload), written);
    // Payload is bounded by credit; whatever else piles up here is a peer that asks and does not read.
    const bound = this.#ledger.unreleasedBytes + limits.MAX_UNSENT;
    if (this.#socket.bufferedAmount > bound && frame.error == null) {
      this.fail(
        new ProtocolError(
          'protocol.congested',
          `${this.#socket.bufferedAmount} bytes wait for the other side`,
        ),
      );
    }
  }
}

function isSessionMessage(frame: ReceivedFrame): boolean {
  return (
    frame.hello != null ||
    frame.welcome != null ||
    frame.ping != null ||
    frame.pong != null ||
    frame.acknowledge != null
  );
}
