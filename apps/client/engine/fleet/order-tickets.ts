/** Owns the tickets of one order: the last that came, while it is fresh, and asking for the next. Sends nothing itself. */
import type { TicketSource } from '../service/redirection.ts';

/** The agent forgets a ticket after a minute. */
const FRESH_MS = 50_000;

export class OrderTickets implements TicketSource {
  readonly #ask: () => void;
  #ticket: string | undefined;
  #cameAt = 0;
  #wake: (() => void) | undefined;

  /** `ask`: ask the agent for one, where there is a connection; `askAgain` does over a new one. */
  constructor(ask: () => void) {
    this.#ask = ask;
  }

  put(ticket: string): void {
    this.#ticket = ticket;
    this.#cameAt = performance.now();
    this.#wake?.();
  }

  /**
   * Whoever waits may have asked while there was no connection. The agent brings a ticket with a new one where it knows that
   * the device's channel is gone: where only this end saw it break, it does not.
   */
  askAgain(): void {
    if (this.#wake !== undefined) this.#ask();
  }

  async next(signal: AbortSignal): Promise<string | undefined> {
    if (performance.now() - this.#cameAt > FRESH_MS) this.#ticket = undefined;
    if (this.#ticket === undefined && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener(
          'abort',
          () => {
            resolve();
          },
          { once: true },
        );
        this.#ask();
      });
      this.#wake = undefined;
    }
    if (signal.aborted) return undefined;
    const ticket = this.#ticket;
    this.#ticket = undefined;
    return ticket;
  }
}
