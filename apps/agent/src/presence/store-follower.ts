/**
 * Follows the store's change log from the moment it is made: every change is handed on once, in order. Where the log no
 * longer has what is missing, says so instead. Changes nothing, and keeps nothing.
 */
import { errorMessage } from '../errors.ts';
import type { Log } from '../log.ts';
import { ChangeGapError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { ChangeRecord } from '../store/tables.ts';

const step = 500;
const retryMs = 1_000;

export interface FollowerEvents {
  changed(changes: readonly ChangeRecord[]): Promise<void>;
  /** Anything may have changed. */
  gap(): Promise<void>;
}

export class StoreFollower {
  readonly #store: Store;
  readonly #events: FollowerEvents;
  readonly #log: Log;
  readonly #unsubscribe: () => void;
  #seq: number;
  #reading: Promise<void> = Promise.resolve();
  #isReading = false;
  #again = false;
  #closed = false;

  private constructor(store: Store, seq: number, events: FollowerEvents, log: Log) {
    this.#store = store;
    this.#seq = seq;
    this.#events = events;
    this.#log = log;
    this.#unsubscribe = store.onChange(() => {
      this.#wake();
    });
  }

  static async start(store: Store, events: FollowerEvents, log: Log): Promise<StoreFollower> {
    const follower = new StoreFollower(store, await store.read((tx) => tx.changes.last()), events, log);
    follower.#wake();
    return follower;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unsubscribe();
    await this.#reading;
  }

  #wake(): void {
    this.#again = true;
    if (!this.#isReading) this.#reading = this.#read();
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        const changes = await this.#store.read((tx) => tx.changes.since(this.#seq, step));
        const last = changes.at(-1);
        if (last === undefined) continue;
        await this.#events.changed(changes);
        this.#seq = last.seq;
        this.#again = true;
      } catch (error) {
        await this.#recover(error);
      }
    }
    // In the turn of the last look at #again: a wake-up between the two would be lost.
    this.#isReading = false;
  }

  async #recover(error: unknown): Promise<void> {
    try {
      if (!(error instanceof ChangeGapError)) throw error;
      const last = await this.#store.read((tx) => tx.changes.last());
      await this.#events.gap();
      // Only now: where that failed, the gap is met again.
      this.#seq = last;
      this.#again = true;
    } catch (cause) {
      if (this.#closed) return;
      this.#log.warn('presence.follow_failed', { message: errorMessage(cause) });
      setTimeout(() => {
        if (!this.#closed) this.#wake();
      }, retryMs).unref();
    }
  }
}
