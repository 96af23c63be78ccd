/**
 * IN transfers of one endpoint that the device is asked for before the guest's driver asks, because a command has
 * announced them. Each is a URB of the remote device like any other; the guest's URBs are answered from them.
 *
 * Keeps what a bus would have done (docs/decisions/usb-rules.md, "Reading ahead"): bytes reach the guest once, in order,
 * with the status they came with, and a transfer that nobody wants is cancelled before anything else moves. Never
 * decides what to read ahead.
 */
import type { ReceivedPayload } from '@farport/protocol';
import type { TransferType, UrbStatus } from '@farport/usb';
import type { Urb, UrbOwner } from '../usb-device.ts';
import { scatter } from './scatter.ts';

/** What reading ahead asks of the remote device; as of a UsbDevice, none calls back from inside. */
export interface AheadPipe {
  submit(urb: Urb): void;
  cancel(urb: Urb): void;
  /** Runs a task after the present call. */
  later(task: () => void): void;
}

/** A URB that was submitted for no URB of the guest, or for what one still lacks. */
export class AheadUrb implements Urb {
  readonly owner: UrbOwner;
  readonly type: TransferType = 'bulk';
  readonly endpoint: number;
  readonly setup = undefined;
  readonly length: number;
  readonly zeroPacket = false;
  readonly streamId = 0;
  /** The URB that has to complete first. */
  readonly after: Urb | undefined;
  status: UrbStatus = 'invalid';
  actualLength = 0;

  /** The guest's URB that gets its data, from byte `offset` of its buffers on. */
  target: Urb | undefined;
  offset = 0;
  answered = false;
  /** What it brings is void. */
  unwanted = false;
  /** The guest has cancelled the URB that gets its data. */
  givenUp = false;
  /** Bytes that a URB of the guest has had. */
  consumed = 0;
  #payload: ReceivedPayload | undefined;

  constructor(owner: UrbOwner, endpoint: number, length: number, after?: Urb) {
    this.owner = owner;
    this.after = after;
    this.endpoint = endpoint;
    this.length = length;
  }

  /** It ends as it would have ended for the guest's URB: not by a cancel of ours, and nobody has had a part of it. */
  get isWhole(): boolean {
    return this.consumed === 0 && !(this.answered && this.status === 'cancelled');
  }

  /** It was cancelled by nobody here: the URB that it waited for has failed. */
  get hasNotBegun(): boolean {
    const isCancelled = this.status === 'cancelled' && this.actualLength === 0;
    return isCancelled && !this.givenUp && this.after !== undefined;
  }

  /** None while it belongs to no URB of the guest: `receive` keeps the data then. */
  get buffers(): readonly Uint8Array[] {
    return this.target?.buffers ?? [];
  }

  /** `actualLength` bytes of data have come. */
  receive(data: ReceivedPayload): void {
    if (this.target !== undefined) scatter(data.fragments, this.buffers, this.actualLength, 0, this.offset);
    else if (!this.unwanted) {
      data.retain();
      this.#payload = data;
    }
  }

  /** Copies kept data into the guest's buffers, from their byte `at` on, as far as both reach. Its length. */
  give(urb: Urb, at: number): number {
    const count = Math.min(this.actualLength - this.consumed, urb.length - at);
    if (this.#payload !== undefined) scatter(this.#payload.fragments, urb.buffers, count, this.consumed, at);
    this.consumed += count;
    return count;
  }

  /** Its data is not needed any more. */
  release(): void {
    this.#payload?.release();
    this.#payload = undefined;
  }
}

export class ReadAhead implements UrbOwner {
  readonly #pipe: AheadPipe;
  readonly #endpoint: number;
  readonly #packetSize: number;
  /** In the order in which they were submitted; those with a target come first. */
  #entries: AheadUrb[] = [];
  /** URBs of the guest that wait until it is known what moved, in order. */
  #waiting: Urb[] = [];
  /** Cancels are on their way, and until they are answered nobody can say what the next URB gets. */
  #draining = false;
  #misses = 0;

  /** `endpoint`: an IN address; `packetSize`: bytes of a full packet of it. */
  constructor(pipe: AheadPipe, endpoint: number, packetSize: number) {
    this.#pipe = pipe;
    this.#endpoint = endpoint;
    this.#packetSize = packetSize;
  }

  /** How often the guest asked for something else than what was read ahead. */
  get misses(): number {
    return this.#misses;
  }

  /** Nothing that was asked for here is on its way, and no URB of the guest is here. */
  get isIdle(): boolean {
    return this.#entries.length === 0 && this.#waiting.length === 0;
  }

  /**
   * Asks for transfers of these lengths, each once the one before has completed, the first once `after` has. Does nothing
   * where the guest has not taken what was read before.
   */
  anticipate(after: Urb, ...lengths: number[]): void {
    if (this.#entries.length > 0 || this.#waiting.length > 0) return;
    let before = after;
    for (const length of lengths) {
      const entry = new AheadUrb(this, this.#endpoint, length, before);
      this.#submit(entry);
      before = entry;
    }
  }

  /** A URB of the guest for this endpoint: true where it is answered from here. */
  take(urb: Urb): boolean {
    if (this.#draining || this.#waiting.length > 0) {
      this.#waiting.push(urb);
      return true;
    }
    const next = this.#next();
    if (next === undefined) return false;
    if (next.length === urb.length && next.isWhole) {
      next.target = urb;
      if (next.answered) {
        this.#pipe.later(() => {
          next.give(urb, 0);
          this.#deliver(next, urb);
        });
      }
      return true;
    }
    if (next.length !== urb.length) this.#misses++;
    this.#waiting.push(urb);
    this.drain();
    return true;
  }

  /** A URB of the guest is to end early: true where it is one of those taken. */
  cancel(urb: Urb): boolean {
    const waiting = this.#waiting.indexOf(urb);
    if (waiting >= 0) {
      this.#waiting.splice(waiting, 1);
      this.#pipe.later(() => {
        complete(urb, 'cancelled', 0);
      });
      return true;
    }
    const entry = this.#entries.find(({ target }) => target === urb);
    if (entry === undefined) return false;
    entry.givenUp = true;
    if (entry.answered) return true;
    // What was read ahead behind it would take its data.
    this.drain();
    this.#pipe.cancel(entry);
    return true;
  }

  /** Ends what was read ahead and has not moved; what has moved is kept for the guest's next URBs. */
  drain(): void {
    if (this.#draining) return;
    const open = this.#open();
    if (open.length === 0 && this.#waiting.length === 0) return;
    this.#draining = true;
    // Newest first, so that what still moves moves in order.
    for (const entry of open.reverse()) this.#pipe.cancel(entry);
    if (open.length === 0)
      this.#pipe.later(() => {
        this.#drained();
      });
  }

  /** The guest sets the endpoint back: what was read ahead is void. */
  discard(): void {
    this.drain();
    for (const entry of this.#entries.filter(({ target }) => target === undefined)) {
      entry.unwanted = true;
      if (entry.answered) this.#remove(entry);
    }
  }

  urbCompleted(urb: Urb): void {
    const entry = this.#entries.find((one) => one === urb);
    if (entry === undefined) return;
    entry.answered = true;
    const { target } = entry;
    if (target !== undefined && entry.hasNotBegun) {
      // What it was to follow has failed; the guest's transfer waits for the device all the same.
      this.#remove(entry);
      this.#pipe.submit(target);
    } else if (target !== undefined) this.#deliver(entry, target);
    // Cancelled before anything moved: nobody has to know of it.
    else if (entry.unwanted || (entry.status === 'cancelled' && entry.actualLength === 0))
      this.#remove(entry);
    if (this.#draining && this.#open().length === 0) this.#drained();
  }

  /** The oldest that no URB of the guest has. */
  #next(): AheadUrb | undefined {
    return this.#entries.find(({ target, unwanted }) => target === undefined && !unwanted);
  }

  #open(): AheadUrb[] {
    return this.#entries.filter(({ target, answered }) => target === undefined && !answered);
  }

  #submit(entry: AheadUrb): void {
    this.#entries.push(entry);
    this.#pipe.submit(entry);
  }

  #remove(entry: AheadUrb): void {
    const at = this.#entries.indexOf(entry);
    if (at >= 0) this.#entries.splice(at, 1);
    entry.release();
  }

  #deliver(entry: AheadUrb, target: Urb): void {
    this.#remove(entry);
    complete(target, entry.status, entry.offset + entry.actualLength);
  }

  #drained(): void {
    this.#draining = false;
    for (let urb = this.#waiting.shift(); urb !== undefined; urb = this.#waiting.shift()) this.#fill(urb);
  }

  /** Answers a URB of the guest from what has moved, as the bus would have cut it; the device gives the rest. */
  #fill(urb: Urb): void {
    let at = 0;
    for (let entry = this.#next(); entry !== undefined; entry = this.#next()) {
      at += entry.give(urb, at);
      if (entry.consumed < entry.actualLength) {
        // The buffer is full. What of a packet does not fit is lost, and the device babbles.
        const over = urb.length % this.#packetSize;
        if (over !== 0) entry.consumed += this.#packetSize - over;
        if (entry.consumed >= entry.actualLength) this.#remove(entry);
        complete(urb, over === 0 ? 'completed' : 'babble', at);
        return;
      }
      const short = entry.status === 'completed' && entry.actualLength < entry.length;
      // The empty packet that ended the transfer is the next URB's.
      const empty = short && at === urb.length && entry.actualLength % this.#packetSize === 0 && at > 0;
      if (!empty) this.#remove(entry);
      const failed = entry.status !== 'completed' && entry.status !== 'cancelled';
      if (failed || short || at === urb.length) {
        complete(urb, failed ? entry.status : 'completed', at);
        return;
      }
    }
    if (at === 0) {
      this.#pipe.submit(urb);
      return;
    }
    const rest = new AheadUrb(this, this.#endpoint, urb.length - at);
    rest.target = urb;
    rest.offset = at;
    this.#submit(rest);
  }
}

function complete(urb: Urb, status: UrbStatus, actualLength: number): void {
  urb.status = status;
  urb.actualLength = actualLength;
  urb.owner.urbCompleted(urb);
}
