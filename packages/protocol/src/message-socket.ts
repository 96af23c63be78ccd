/**
 * What a channel asks of a transport: whole messages, each handed over as a list of fragments. Two in-memory
 * ends of one such transport are here as well, for tests and for a device server inside the same process.
 */
import type { ProtocolError } from './errors.ts';

export interface MessageSocketEvents {
  /** Messages may be sent from now on. */
  opened(): void;
  /** One message. The fragments are the receiver's for as long as it likes; nobody writes to them again. */
  message(fragments: readonly Uint8Array[]): void;
  /** The transport refuses what the other side sent (too large, a text message): the channel ends with this. */
  failed(error: ProtocolError): void;
  /** The last event. `code` is a WebSocket close code (1006: the link broke without a goodbye). */
  closed(code: number, reason: string): void;
}

export interface MessageSocket {
  readonly isOpen: boolean;
  /** Bytes handed to `send` that have not left this process. */
  readonly bufferedAmount: number;
  /**
   * Registers the one receiver of events; called once, before any event is due. `opened` is not called where
   * `isOpen` is already true.
   */
  bind(events: MessageSocketEvents): void;
  /**
   * Sends the fragments as one message without copying them. They must stay as they are until `written` is called,
   * once, also where they could not be sent; never from inside this call. Never throws and never calls an event
   * from inside; on a socket that is not open nothing is sent.
   */
  send(fragments: readonly Uint8Array[], written?: () => void): void;
  /** Starts the closing handshake. Harmless when already closing. */
  close(code: number, reason: string): void;
  /** Cuts the connection at once. */
  terminate(): void;
}

/** How messages travel through a memory pair: `cut` may re-fragment each one, as a network would. */
export interface MemoryPairOptions {
  readonly cut?: (fragments: readonly Uint8Array[]) => readonly Uint8Array[];
  /** Runs a delivery later; default `queueMicrotask`. */
  readonly later?: (task: () => void) => void;
}

/** Two ends of one connection in memory. Each message is copied once, as a network would. */
export function createMemoryPair(options: MemoryPairOptions = {}): [MemorySocket, MemorySocket] {
  const left = new MemorySocket(options);
  const right = new MemorySocket(options);
  left.join(right);
  right.join(left);
  return [left, right];
}

export class MemorySocket implements MessageSocket {
  #peer: MemorySocket | undefined;
  #events: MessageSocketEvents | undefined;
  #inbox: (() => void)[] = [];
  #state: 'open' | 'closing' | 'closed' = 'open';
  #bufferedAmount = 0;
  readonly #cut: (fragments: readonly Uint8Array[]) => readonly Uint8Array[];
  readonly #later: (task: () => void) => void;

  constructor(options: MemoryPairOptions) {
    this.#cut = options.cut ?? ((fragments) => fragments);
    this.#later = options.later ?? queueMicrotask;
  }

  /** For createMemoryPair. */
  join(peer: MemorySocket): void {
    this.#peer = peer;
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  get bufferedAmount(): number {
    return this.#bufferedAmount;
  }

  bind(events: MessageSocketEvents): void {
    this.#events = events;
    const waiting = this.#inbox;
    this.#inbox = [];
    for (const task of waiting) this.#later(task);
  }

  send(fragments: readonly Uint8Array[], written?: () => void): void {
    if (written !== undefined) queueMicrotask(written);
    if (this.#state !== 'open') return;
    const copies = this.#cut(fragments.map((fragment) => fragment.slice()));
    let bytes = 0;
    for (const copy of copies) bytes += copy.length;
    this.#bufferedAmount += bytes;
    this.#peer?.deliver(() => {
      this.#bufferedAmount -= bytes;
      this.#peer?.receive(copies);
    });
  }

  close(code: number, reason: string): void {
    if (this.#state !== 'open') return;
    this.#state = 'closing';
    this.#peer?.deliver(() => {
      this.#peer?.finish(code, reason);
      this.deliver(() => {
        this.finish(code, reason);
      });
    });
  }

  terminate(): void {
    this.#peer?.deliver(() => {
      this.#peer?.finish(1006, '');
    });
    this.deliver(() => {
      this.finish(1006, '');
    });
  }

  /** For the other end. */
  deliver(task: () => void): void {
    if (this.#events === undefined) this.#inbox.push(task);
    else this.#later(task);
  }

  /** For the other end. */
  receive(fragments: readonly Uint8Array[]): void {
    if (this.#state !== 'closed') this.#events?.message(fragments);
  }

  /** For the other end. */
  finish(code: number, reason: string): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#events?.closed(code, reason);
  }
}
