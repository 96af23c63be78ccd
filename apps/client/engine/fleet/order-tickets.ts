/** Owns the tickets of one order: the last that came, while it is fresh, and asking for the next. Sends nothing itself. */
import type { TicketSource } from '../service/redirection.ts';

/** The agent forgets a ticket after a minute. */
const FRESH_MS = 50_000;

export class OrderTickets implements TicketSource {
  readonly #ask: () => void;
  #ticket: string | undefined;
  #cameAt = 0;
  #wake: (() => void) | undefined;

  /** `ask`: ask the agent for one, where there is a connection; a new connection brings one by itself. */
  constructor(ask: () => void) {
    this.#ask = ask;
  }

  put(ticket: string): void {
    this.#ticket = ticket;
    this.#cameAt = performance.now();
    this.#wake?.();
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
