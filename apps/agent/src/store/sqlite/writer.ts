/**
 * Runs changes one after another on the connection that writes. Several that wait are committed together, so that one
 * flush of the disk serves them all; each has a savepoint of its own, so that one that fails takes no other with it.
 */
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { StoreClock } from '../clock.ts';
import { StoreError } from '../errors.ts';
import { systemContext, type ChangeContext, type Transaction } from '../store.ts';
import { Scope } from './scope.ts';
import type { Sql } from './sql.ts';
import { tablesOf } from './tables/index.ts';
import { transactionOver, type Gate } from './transaction.ts';

export interface WriterLimits {
  /** How long another process's lock is waited for, milliseconds. */
  readonly lockWaitMs: number;
  /** How long one piece of work may take. */
  readonly workMs: number;
  /** Changes that may wait. */
  readonly queue: number;
  /** Changes that are committed together, and how long no more than those that are begun, milliseconds. */
  readonly batch: number;
  readonly batchMs: number;
}

export const WRITER_LIMITS: WriterLimits = {
  lockWaitMs: 5_000,
  workMs: 10_000,
  queue: 20_000,
  batch: 64,
  batchMs: 10,
};
const lockRetryMs = 50;

/** Errors of the disk or the file: SQLite may have undone more than the statement that failed. */
const STORAGE_ERRORS = new Set<string>([
  'store.full',
  'store.io',
  'store.corrupt',
  'store.read_only',
  'store.failed',
]);

interface Job {
  readonly context: ChangeContext;
  readonly work: (tx: Transaction) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** How the jobs of a batch ended, and the last number of the change log where it grew. */
interface Settled {
  readonly done: { readonly job: Job; readonly value: unknown }[];
  readonly failed: { readonly job: Job; readonly error: unknown }[];
  /** Not begun: there was no time. */
  readonly rest: readonly Job[];
  readonly lastChange: number | undefined;
}

export class Writer {
  readonly #sql: Sql;
  readonly #clock: StoreClock;
  readonly #limits: WriterLimits;
  readonly #scope: Scope;
  readonly #tables: ReturnType<typeof tablesOf>;
  readonly #committed: (lastChange: number) => void;
  readonly #queue: Job[] = [];
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(sql: Sql, clock: StoreClock, limits: WriterLimits, committed: (lastChange: number) => void) {
    this.#sql = sql;
    this.#clock = clock;
    this.#limits = limits;
    this.#scope = new Scope(sql, clock, systemContext, false);
    this.#tables = tablesOf(this.#scope);
    this.#committed = committed;
  }

  change<T>(context: ChangeContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) throw new StoreError('store.closed', 'the store is closed: the agent is stopping');
      if (this.#queue.length >= this.#limits.queue) {
        throw new StoreError('store.busy', 'too many changes wait to be written: try again in a moment');
      }
      this.#queue.push({ context, work, resolve: resolve as (value: unknown) => void, reject });
      this.#running ??= this.#pump();
    });
  }

  /** Something of the engine's own, with all tables and the scope, in a transaction. */
  maintain<T>(work: (scope: Scope) => T): Promise<T> {
    return this.change(systemContext, () => Promise.resolve(work(this.#scope)));
  }

  /** Lets what waits be written, and how late it is, where that is possible at once; then closes the connection. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#running;
    try {
      this.#sql.run('BEGIN IMMEDIATE');
      this.#scope.saveTime();
      this.#sql.run('COMMIT');
    } catch {
      this.#rollback();
    }
    this.#sql.close();
  }

  async #pump(): Promise<void> {
    while (this.#queue.length > 0) {
      // SQLite answers at once, so nobody else would have a turn while changes follow each other. What is asked for
      // in the same turn is written together.
      await turn();
      await this.#runBatch(this.#queue.splice(0, this.#limits.batch));
    }
    this.#running = undefined;
  }

  /** Each job is settled when this resolves; it never rejects. */
  async #runBatch(jobs: readonly Job[]): Promise<void> {
    let settled: Settled;
    try {
      settled = await this.#commitBatch(jobs);
    } catch (error) {
      this.#rollback();
      // Nothing of the batch was written. One whose change is too much for the disk must not fail the others.
      if (jobs.length === 1 || isLocked(error)) for (const job of jobs) job.reject(error);
      else for (const job of jobs) await this.#runBatch([job]);
      return;
    }
    // The rest of the process wants its turn: these are the first of the next batch.
    this.#queue.unshift(...settled.rest);
    for (const { job, value } of settled.done) job.resolve(value);
    for (const { job, error } of settled.failed) job.reject(error);
    if (settled.lastChange !== undefined) this.#committed(settled.lastChange);
  }

  /** All that succeed are on disk when this resolves; where it rejects, none is. */
  async #commitBatch(jobs: readonly Job[]): Promise<Settled> {
    const done: Settled['done'] = [];
    const failed: Settled['failed'] = [];
    let rest: readonly Job[] = [];
    await this.#begin();
    const before = this.#scope.lastNumber('change');
    const enough = performance.now() + this.#limits.batchMs;
    for (const [index, job] of jobs.entries()) {
      if (index > 0 && performance.now() > enough) {
        rest = jobs.slice(index);
        break;
      }
      try {
        done.push({ job, value: await this.#runJob(job, jobs.length > 1) });
      } catch (error) {
        if (!this.#sql.inTransaction || isStorageError(error)) throw error;
        failed.push({ job, error });
      }
    }
    if (done.length === 0) {
      this.#rollback();
      return { done, failed, rest, lastChange: undefined };
    }
    this.#scope.saveTime();
    const last = this.#scope.lastNumber('change');
    this.#sql.run('COMMIT');
    return { done, failed, rest, lastChange: last > before ? last : undefined };
  }

  /** One of several has a savepoint; one alone is undone with its transaction. */
  async #runJob(job: Job, savepoint: boolean): Promise<unknown> {
    const gate: Gate = { open: true };
    this.#scope.context = job.context;
    if (savepoint) this.#sql.run('SAVEPOINT job');
    const tooLong = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      tooLong.reject(
        new StoreError(
          'store.transaction',
          `a change took more than ${this.#limits.workMs} ms: it must wait for nothing but the store`,
        ),
      );
    }, this.#limits.workMs);
    try {
      const value = await Promise.race([job.work(transactionOver(this.#tables, gate)), tooLong.promise]);
      if (gate.failure !== undefined) throw gate.failure;
      if (savepoint) this.#sql.run('RELEASE job');
      return value;
    } catch (error) {
      if (savepoint && this.#sql.inTransaction) {
        this.#sql.run('ROLLBACK TO job');
        this.#sql.run('RELEASE job');
      }
      throw error;
    } finally {
      gate.open = false;
      clearTimeout(timer);
    }
  }

  async #begin(): Promise<void> {
    const giveUp = performance.now() + this.#limits.lockWaitMs;
    for (;;) {
      try {
        this.#sql.run('BEGIN IMMEDIATE');
        break;
      } catch (error) {
        if (!isLocked(error) || performance.now() >= giveUp) throw error;
        await sleep(lockRetryMs);
      }
    }
    // Another process may have written meanwhile.
    this.#clock.advanceTo(this.#scope.lastNumber('store_time'));
  }

  #rollback(): void {
    try {
      if (this.#sql.inTransaction) this.#sql.run('ROLLBACK');
    } catch {
      // The error that led here says more; the next BEGIN fails with a reason of its own.
    }
  }
}

function isStorageError(error: unknown): boolean {
  return error instanceof StoreError && STORAGE_ERRORS.has(error.code) && error.cause !== undefined;
}

function isLocked(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'store.locked';
}
