/**
 * What one end of a channel has sent, received, acknowledged and granted. Absolute counters from the channel's
 * start; a peer whose numbers do not fit them gets a ProtocolError. Sends nothing itself.
 */
import { ProtocolError } from './errors.ts';
import type { FrameProperties } from './frame-codec.ts';
import { ACKNOWLEDGE_EVERY, MAX_WINDOW } from './limits.ts';

export class Ledger {
  readonly #window: number;

  #sentSeq = 0;
  #receivedSeq = 0;
  /** Highest of our numbers that the other side has said it has. */
  #peerAck = 0;
  /** Highest of its numbers that we have said we have. */
  #announcedAck = 0;

  // Payload bytes of numbered messages.
  #sentBytes = 0;
  #peerCredit = 0;
  /** The other side's first credit: what it takes before it has released anything. */
  #peerWindow: number | undefined;
  #receivedBytes = 0;
  #releasedBytes = 0;
  #announcedCredit = 0;

  /** `window`: payload bytes that this side takes before it has released anything. */
  constructor(window: number) {
    this.#window = window;
  }

  get sentSeq(): number {
    return this.#sentSeq;
  }

  get peerAck(): number {
    return this.#peerAck;
  }

  /** Sent payload that the other side has not said it is done with. */
  get unreleasedBytes(): number {
    return this.#sentBytes - this.#peerCredit + (this.#peerWindow ?? this.#peerCredit);
  }

  /** Whether the other side is to hear of what it sent, or of its credit. */
  get owed(): 'nothing' | 'soon' | 'now' {
    const messages = this.#receivedSeq - this.#announcedAck;
    const credit = this.#releasedBytes + this.#window - this.#announcedCredit;
    if (messages === 0 && credit === 0) return 'nothing';
    return messages >= ACKNOWLEDGE_EVERY || credit >= this.#window / 4 ? 'now' : 'soon';
  }

  /** The greeting has come; its credit must let the longest payload through. */
  open(peerMaxPayload: number): void {
    if (this.#peerCredit < peerMaxPayload) {
      throw new ProtocolError(
        'protocol.credit',
        `a first credit of ${this.#peerCredit}, less than max_payload ${peerMaxPayload}`,
      );
    }
    if (this.#peerCredit > MAX_WINDOW) {
      throw new ProtocolError(
        'protocol.credit',
        `a first credit of ${this.#peerCredit}, at most ${MAX_WINDOW}`,
      );
    }
    this.#peerWindow = this.#peerCredit;
  }

  /** True when there is more credit than before. */
  takeAcknowledgement({ ack, credit }: { readonly ack: number; readonly credit: number }): boolean {
    if (ack > this.#sentSeq) {
      throw new ProtocolError(
        'protocol.sequence',
        `message ${ack} acknowledged, ${this.#sentSeq} was the last`,
      );
    }
    if (ack !== 0 && ack < this.#peerAck) {
      throw new ProtocolError(
        'protocol.sequence',
        `message ${ack} acknowledged after message ${this.#peerAck}`,
      );
    }
    if (credit !== 0 && credit < this.#peerCredit) {
      throw new ProtocolError('protocol.credit', `credit falls from ${this.#peerCredit} to ${credit}`);
    }
    if (this.#peerWindow !== undefined && credit > this.#sentBytes + this.#peerWindow) {
      throw new ProtocolError('protocol.credit', `credit ${credit} for what was never sent`);
    }
    if (ack !== 0) this.#peerAck = ack;
    const more = credit > this.#peerCredit;
    if (more) this.#peerCredit = credit;
    return more;
  }

  /** A numbered message with so much payload has come. */
  receive(seq: number, length: number): void {
    if (seq !== this.#receivedSeq + 1) {
      throw new ProtocolError('protocol.sequence', `message ${seq} after message ${this.#receivedSeq}`);
    }
    if (this.#receivedBytes + length > this.#announcedCredit) {
      throw new ProtocolError(
        'protocol.credit',
        `${this.#receivedBytes + length} payload bytes, ${this.#announcedCredit} were granted`,
      );
    }
    this.#receivedSeq = seq;
    this.#receivedBytes += length;
  }

  /** So much received payload is no longer held. */
  release(length: number): void {
    this.#releasedBytes += length;
  }

  /** Whether a message with so much payload may go now. Without payload it always may. */
  fits(length: number): boolean {
    return length === 0 || this.#sentBytes + length <= this.#peerCredit;
  }

  /** The number of the next message, which is sent now. */
  number(length: number): number {
    this.#sentBytes += length;
    return ++this.#sentSeq;
  }

  /** Writes into a frame that is about to leave what the other side is owed. */
  announce(frame: FrameProperties): void {
    this.#announceAck(frame);
    this.#announceCredit(frame);
  }

  /** The same, but only what has become worth its bytes: for channels that are not taken up again. */
  announceIfWorth(frame: FrameProperties): void {
    if (this.#receivedSeq - this.#announcedAck >= ACKNOWLEDGE_EVERY / 2) this.#announceAck(frame);
    const credit = this.#releasedBytes + this.#window - this.#announcedCredit;
    if (credit >= this.#window / 64) this.#announceCredit(frame);
  }

  #announceAck(frame: FrameProperties): void {
    this.#announcedAck = this.#receivedSeq;
    frame.ack = this.#announcedAck;
  }

  #announceCredit(frame: FrameProperties): void {
    this.#announcedCredit = this.#releasedBytes + this.#window;
    frame.credit = this.#announcedCredit;
  }
}
