/** The store on SQLite: one connection that writes, one that reads. Owns both; the tables are in tables/. */
import { setImmediate as turn } from 'node:timers/promises';
import type { AuditHead } from '../audit/audit-record.ts';
import { AuditVerifier, type AuditVerdict } from '../audit/verify.ts';
import { StoreClock, systemClock, type ClockSource } from '../clock.ts';
import { StoreError } from '../errors.ts';
import {
  systemContext,
  type ChangeContext,
  type ReadTransaction,
  type Store,
  type Transaction,
} from '../store.ts';
import { backupDatabase } from './backup.ts';
import { checkApart } from './check-apart.ts';
import { openForReading, openForWriting, type OpenOptions } from './open.ts';
import { Scope } from './scope.ts';
import { integer, type Sql } from './sql.ts';
import { pruneAccess } from './tables/access.ts';
import { tablesOf } from './tables/index.ts';
import { pruneChanges } from './tables/logs.ts';
import { prunePolicies } from './tables/policies.ts';
import { transactionOver, type Gate } from './transaction.ts';
import { Writer, WRITER_LIMITS, type WriterLimits } from './writer.ts';

export interface SqliteStoreOptions extends OpenOptions {
  readonly clock?: ClockSource;
  readonly limits?: Partial<WriterLimits>;
}

/** Records of the audit that are read at once when it is verified. */
const verifyStep = 500;
/** Reads that follow each other let the rest of the process have a turn this often, milliseconds. */
const turnEveryMs = 10;
/** Rows that are deleted in one transaction. */
const pruneStep = 2_000;

export class SqliteStore implements Store {
  readonly #reader: Sql;
  readonly #readScope: Scope;
  readonly #readTables: ReturnType<typeof tablesOf>;
  readonly #writer: Writer;
  readonly #clock: StoreClock;
  readonly #listeners = new Set<(lastSeq: number) => void>();
  readonly #file: string;
  /** Reads take turns: one connection has one transaction. */
  #reading: Promise<unknown> = Promise.resolve();
  #lastTurn = performance.now();
  #closed = false;

  private constructor(file: string, writing: Sql, reading: Sql, options: SqliteStoreOptions) {
    this.#file = file;
    this.#reader = reading;
    const row = writing.get("SELECT number FROM meta WHERE key = 'store_time'");
    this.#clock = new StoreClock(options.clock ?? systemClock, integer(row ?? {}, 'number'));
    this.#readScope = new Scope(reading, this.#clock, systemContext, true);
    this.#readTables = tablesOf(this.#readScope);
    this.#writer = new Writer(writing, this.#clock, { ...WRITER_LIMITS, ...options.limits }, (last) => {
      // In a turn of its own: what a listener does wrong is not the writer's.
      for (const listener of this.#listeners)
        queueMicrotask(() => {
          listener(last);
        });
    });
  }

  /**
   * Opens the database, or makes it. Its directory must be there.
   * @throws StoreError store.cannot_open, store.not_ours, store.newer, store.corrupt, store.locked, store.migration
   */
  static open(file: string, options: SqliteStoreOptions = {}): SqliteStore {
    const writing = openForWriting(file, options);
    try {
      const reading = openForReading(file);
      try {
        return new SqliteStore(file, writing, reading, options);
      } catch (error) {
        reading.close();
        throw error;
      }
    } catch (error) {
      writing.close();
      throw error;
    }
  }

  read<T>(work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
    const turn = this.#reading.then(() => this.#read(work));
    this.#reading = turn.catch(() => undefined);
    return turn;
  }

  change<T>(context: ChangeContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#writer.change(context, work);
  }

  onChange(listener: (lastSeq: number) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  storeTime(): number {
    return this.#clock.storeTime();
  }

  latestTime(): number {
    return this.#clock.latest();
  }

  /** How far the wall's clock jumped since this was last asked, milliseconds; 0 where it did not. */
  takeClockJump(): number {
    return this.#clock.takeJump();
  }

  async verifyAudit(anchor?: AuditHead): Promise<AuditVerdict> {
    const verifier = new AuditVerifier(anchor);
    let after = 0;
    for (;;) {
      const verdict = await this.read(async (tx) => {
        const links = await tx.audit.links(after, verifyStep);
        const sound = links.every((link) => verifier.add(link));
        after = links.at(-1)?.seq ?? after;
        // The end and the head that is remembered are of one moment.
        return !sound || links.length < verifyStep ? verifier.finish(await tx.audit.head()) : undefined;
      });
      if (verdict !== undefined) return verdict;
    }
  }

  check(): Promise<readonly string[]> {
    return checkApart({ file: this.#file, what: 'integrity' });
  }

  async backup(target: string): Promise<void> {
    await backupDatabase(this.#file, target);
  }

  async prune(): Promise<number> {
    let total = 0;
    for (;;) {
      const gone = await this.#writer.maintain(
        (scope) =>
          prunePolicies(scope, pruneStep) + pruneAccess(scope, pruneStep) + pruneChanges(scope, pruneStep),
      );
      total += gone;
      if (gone < pruneStep) return total;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#reading;
    this.#reader.close();
    await this.#writer.close();
  }

  async #read<T>(work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreError('store.closed', 'the store is closed: the agent is stopping');
    if (performance.now() - this.#lastTurn > turnEveryMs) {
      await turn();
      this.#lastTurn = performance.now();
    }
    const gate: Gate = { open: true };
    this.#reader.run('BEGIN');
    try {
      return await work(transactionOver(this.#readTables, gate));
    } finally {
      gate.open = false;
      if (this.#reader.inTransaction) this.#reader.run('ROLLBACK');
    }
  }
}
