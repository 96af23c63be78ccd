/**
 * The ticket of a VM that is open for an account: gets another long before it is over, and when it is refused after all.
 * Only for as long as the session lasts; keeps no password.
 */
import { EngineError } from '../../engine/errors.ts';
import type { TicketRenewal } from '../../engine/service/redirection.ts';

/** Sessions and tickets last for 12 h: the last ticket that a session gets outlives it by 11 at least. */
const RENEW_MS = 3_600_000;
/** A renewed ticket that is refused so soon is refused for a reason that holds for the next one too. */
const FRESH_MS = 60_000;

export interface RenewedTicketOptions {
  readonly first: string;
  /** Another one, from the agent. */
  readonly ask: () => Promise<string>;
  /** What became of asking early: undefined where it went well. */
  readonly asked?: (error: unknown) => void;
  readonly renewMs?: number;
  readonly freshMs?: number;
}

export class RenewedTicket implements TicketRenewal {
  readonly #options: RenewedTicketOptions;
  readonly #timer: NodeJS.Timeout;
  #now: string;
  #renewedAt = -Infinity;
  #asking: Promise<string> | undefined;

  constructor(options: RenewedTicketOptions) {
    this.#options = options;
    this.#now = options.first;
    this.#timer = setInterval(() => {
      this.#ask().then(
        () => options.asked?.(undefined),
        (error: unknown) => options.asked?.(error),
      );
    }, options.renewMs ?? RENEW_MS);
    this.#timer.unref();
  }

  get now(): string {
    return this.#now;
  }

  /**
   * Another ticket than the one that was refused. Throws `agent.ticket_refused` where another would be refused too, and what
   * the agent says where it gives none.
   */
  async renew(refused: string): Promise<string> {
    if (this.#now !== refused) return this.#now;
    if (performance.now() - this.#renewedAt < (this.#options.freshMs ?? FRESH_MS)) {
      throw new EngineError('agent.ticket_refused', 'the agent refuses a ticket that it has just given out');
    }
    return this.#ask();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #ask(): Promise<string> {
    this.#asking ??= this.#options
      .ask()
      .then((ticket) => {
        this.#now = ticket;
        this.#renewedAt = performance.now();
        return ticket;
      })
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }
}
