/**
 * Keeps an eye on the store while the agent runs: tells the journal the head of the audit, so that whoever rewrites the log
 * would have to rewrite the journal too, and looks for damage now and then. Changes nothing.
 */
import { errorMessage } from '../errors.ts';
import type { Log } from '../log.ts';
import { formatAuditHead } from '../store/audit/verify.ts';
import type { Store } from '../store/store.ts';

export interface WatchTimes {
  readonly headEveryMs: number;
  readonly checkEveryMs: number;
}

const usual: WatchTimes = { headEveryMs: 3_600_000, checkEveryMs: 7 * 86_400_000 };

export class StoreWatch {
  readonly #store: Store;
  readonly #log: Log;
  readonly #timers: NodeJS.Timeout[];
  /** Numbers of records only grow. */
  #told = 0;
  #problems = 0;
  #checking: Promise<void> | undefined;

  /** `checkFirst`: the database was too large to be looked at before it was opened. */
  constructor(store: Store, log: Log, checkFirst: boolean, times: WatchTimes = usual) {
    this.#store = store;
    this.#log = log;
    const every = (ms: number, work: () => Promise<void>): NodeJS.Timeout =>
      setInterval(() => void work(), ms).unref();
    this.#timers = [
      every(times.headEveryMs, () => this.tellHead()),
      every(times.checkEveryMs, () => this.check()),
    ];
    if (checkFirst) void this.check();
  }

  /** What the last look for damage found. */
  get problems(): number {
    return this.#problems;
  }

  /** Writes the last record's number and hash into the log, where there are new ones. `audit verify --anchor` takes it. */
  async tellHead(): Promise<void> {
    try {
      const head = await this.#store.read((tx) => tx.audit.head());
      if (head.seq === this.#told) return;
      this.#told = head.seq;
      this.#log.info('audit.head', { seq: head.seq, anchor: formatAuditHead(head) });
    } catch (error) {
      this.#log.warn('audit.head_failed', { message: errorMessage(error) });
    }
  }

  /** Reads the whole database on a thread of its own. */
  check(): Promise<void> {
    this.#checking ??= this.#check().finally(() => (this.#checking = undefined));
    return this.#checking;
  }

  /** Tells the head a last time. The store is still open. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.tellHead();
  }

  async #check(): Promise<void> {
    try {
      const problems = await this.#store.check();
      this.#problems = problems.length;
      if (problems.length === 0) this.#log.info('database.checked');
      else this.#damaged(problems.slice(0, 3).join('; '));
    } catch (error) {
      this.#problems = 1;
      this.#damaged(errorMessage(error));
    }
  }

  #damaged(what: string): void {
    this.#log.error('database.damaged', {
      message: `${what}: stop the agent, keep a copy of fleet.db, and restore the last backup`,
    });
  }
}
