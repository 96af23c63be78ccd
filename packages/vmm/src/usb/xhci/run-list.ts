/**
 * The endpoints that have something to do, and the turns in which they do it.
 *
 * Owns the order of work and its bound: a turn reads a limited number of TRBs, whatever the rings hold, and the rest
 * follows in later turns, so that everything else of the process goes on between. Never looks into a ring.
 */
import type { Clock, Timer } from '../../machine/clock.ts';

/** TRBs read in one turn over all endpoints, and at most one TD more. */
const TRBS_PER_TURN = 4096;

/** An endpoint as the run list sees it. */
export interface Runnable {
  /** In the run list. */
  kicked: boolean;
  /** Works until it has read `budget` TRBs; returns how many it has. With `budget` or more it is run again. */
  run(budget: number): number;
}

/** What comes first in each turn: the command ring. */
export interface FirstInTurn {
  run(): void;
  readonly hasMore: boolean;
}

export class RunList {
  /** Inside a register write or a turn: its end looks for work, no timer is needed. */
  turnFollows = false;
  readonly #clock: Clock;
  readonly #first: FirstInTurn;
  #kicked: Runnable[] = [];
  #job: Timer | undefined;

  constructor(clock: Clock, first: FirstInTurn) {
    this.#clock = clock;
    this.#first = first;
  }

  /** Runs `endpoint` in a turn soon, never from inside this call. */
  kick(endpoint: Runnable): void {
    this.#add(endpoint);
    this.wake();
  }

  /** Asks for a turn soon. */
  wake(): void {
    if (this.turnFollows) return;
    this.#job ??= this.#clock.after(0, () => {
      this.#job = undefined;
      this.turn();
    });
  }

  /** Forgets every endpoint. */
  clear(): void {
    this.#kicked = [];
  }

  /** One bounded turn: commands first, then each kicked endpoint once, as far as the budget goes. */
  turn(): void {
    this.turnFollows = true;
    this.#first.run();
    const kicked = this.#kicked;
    this.#kicked = [];
    let budget = TRBS_PER_TURN;
    const share = Math.ceil(TRBS_PER_TURN / Math.max(1, kicked.length));
    const again: Runnable[] = [];
    for (const endpoint of kicked) {
      endpoint.kicked = false;
      const allowed = Math.min(share, budget);
      if (allowed <= 0) {
        // First in the next turn: a ring that uses up every budget must not keep the others waiting.
        this.#add(endpoint);
        continue;
      }
      const read = endpoint.run(allowed);
      budget -= read;
      if (read >= allowed) again.push(endpoint);
    }
    for (const endpoint of again) this.#add(endpoint);
    this.turnFollows = false;
    if (this.#kicked.length === 0 && !this.#first.hasMore) {
      this.#job?.cancel();
      this.#job = undefined;
    } else {
      this.wake();
    }
  }

  #add(endpoint: Runnable): void {
    if (endpoint.kicked) return;
    endpoint.kicked = true;
    this.#kicked.push(endpoint);
  }
}
