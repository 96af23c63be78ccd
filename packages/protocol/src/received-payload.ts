/** Payload as a handler gets it. Owns when its credit goes back, not how. */

/**
 * Payload that arrived. Its credit goes back to the sender when the handler it was given to returns, or, after
 * `retain`, when `release` is called.
 */
export class ReceivedPayload {
  readonly fragments: readonly Uint8Array[];
  /** Bytes in all. */
  readonly length: number;
  #state: 'delivered' | 'retained' | 'released' = 'delivered';
  readonly #released: (length: number) => void;

  constructor(fragments: readonly Uint8Array[], length: number, released: (length: number) => void) {
    this.fragments = fragments;
    this.length = length;
    this.#released = released;
  }

  /** Keeps the credit until `release`. Call it inside the handler. */
  retain(): void {
    if (this.#state === 'delivered') this.#state = 'retained';
  }

  /** The bytes are no longer held. Harmless when called twice. */
  release(): void {
    if (this.#state === 'released') return;
    this.#state = 'released';
    this.#released(this.length);
  }

  /** For the channel: the handler has returned. */
  handled(): void {
    if (this.#state === 'delivered') this.release();
  }
}
