/**
 * The change log as it grows, read once for all who follow it: keeps the latest changes in memory, wakes followers, and
 * counts how many there are. Knows no HTTP; what a follower may see is event-stream.ts's.
 */
import { RequestError } from '../../errors.ts';
import type { Store } from '../../store/store.ts';
import type { ChangeRecord } from '../../store/tables.ts';

export const LIMITS_OF_STREAMS = { all: 512, perUser: 32 } as const;
/** Changes that are kept in memory; who is further behind reads the store. */
const kept = 4096;
const step = 500;

/** What is not in the change log, because it is not a change of the store: a VM's process came or went. */
export interface LiveEvent {
  readonly kind: 'vm';
  readonly name: string;
}

export interface Follower {
  /** There is more; also when the hub closes. */
  wake(): void;
  live(event: LiveEvent): void;
}

export class EventHub {
  readonly #store: Store;
  readonly #followers = new Set<Follower>();
  readonly #perUser = new Map<string, number>();
  readonly #unsubscribe: () => void;
  /** In order and without gaps; the last is #last. */
  #recent: ChangeRecord[] = [];
  #last: number | undefined;
  #epoch = '';
  #isReading = false;
  #again = false;
  #closed = false;

  constructor(store: Store) {
    this.#store = store;
    this.#unsubscribe = store.onChange(() => {
      if (this.#followers.size > 0) this.#catchUp();
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  get followers(): number {
    return this.#followers.size;
  }

  /**
   * Takes a follower in until the function that it gives is called.
   * @throws RequestError events.too_many
   */
  follow(userId: string, follower: Follower): () => void {
    const mine = this.#perUser.get(userId) ?? 0;
    if (this.#followers.size >= LIMITS_OF_STREAMS.all || mine >= LIMITS_OF_STREAMS.perUser) {
      throw new RequestError(
        'events.too_many',
        429,
        `there are too many event streams (${LIMITS_OF_STREAMS.perUser} for each user, ${LIMITS_OF_STREAMS.all} in all): close some`,
      );
    }
    this.#perUser.set(userId, mine + 1);
    this.#followers.add(follower);
    return () => {
      if (!this.#followers.delete(follower)) return;
      const left = (this.#perUser.get(userId) ?? 1) - 1;
      if (left > 0) this.#perUser.set(userId, left);
      else this.#perUser.delete(userId);
      if (this.#followers.size === 0) this.#forget();
    };
  }

  /** The last change there is, and the word that its number belongs to. */
  now(): Promise<{ readonly epoch: string; readonly seq: number }> {
    return this.#store.read(async (tx) => ({
      epoch: await tx.changes.epoch(),
      seq: await tx.changes.last(),
    }));
  }

  /**
   * What comes after change `seq`, at most a few hundred at a time; empty where there is nothing.
   * @throws ChangeGapError
   */
  async since(seq: number): Promise<readonly ChangeRecord[]> {
    const first = this.#recent[0]?.seq;
    if (first !== undefined && this.#last !== undefined && seq + 1 >= first && seq <= this.#last) {
      return this.#recent.slice(seq + 1 - first, seq + 1 - first + step);
    }
    return this.#since(seq);
  }

  publish(event: LiveEvent): void {
    for (const follower of this.#followers) follower.live(event);
  }

  close(): void {
    this.#closed = true;
    this.#unsubscribe();
    for (const follower of [...this.#followers]) follower.wake();
  }

  #catchUp(): void {
    this.#again = true;
    if (!this.#isReading) void this.#read();
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        const { epoch, seq } = await this.now();
        // The first look: whoever is behind reads the store once.
        let last = this.#last ?? Math.max(0, seq - step);
        if (epoch !== this.#epoch) this.#recent = [];
        this.#epoch = epoch;
        while (last < seq) {
          const more: readonly ChangeRecord[] = await this.#since(last);
          if (more.length === 0) break;
          this.#recent = [...this.#recent, ...more].slice(-kept);
          last = more.at(-1)?.seq ?? seq;
        }
        this.#last = last;
      } catch {
        // Followers read for themselves, and are told there what is wrong.
        this.#forget();
      }
      for (const follower of [...this.#followers]) follower.wake();
    }
    // In the turn of the last look at #again: a change between the two would go unnoticed.
    this.#isReading = false;
  }

  #since(seq: number): Promise<readonly ChangeRecord[]> {
    return this.#store.read((tx) => tx.changes.since(seq, step));
  }

  #forget(): void {
    this.#recent = [];
    this.#last = undefined;
  }
}
