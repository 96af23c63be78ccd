/**
 * The agent's state, shaped for two engines: SQLite on one host, PostgreSQL for several. Callers know only this. Every
 * change is one transaction, on disk when its promise resolves, and numbered in the change log without gaps.
 */
import type { Actor } from './audit/audit-record.ts';
import type { AuditHead } from './audit/audit-record.ts';
import type { AuditVerdict } from './audit/verify.ts';
import type { Tables } from './tables.ts';

/** The same methods, each with a promise of its result. */
export type Promised<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never;
};

export type Transaction = { readonly [K in keyof Tables]: Promised<Tables[K]> };

/** Transactions that change nothing have the same tables; what would change is refused (store.read_only). */
export type ReadTransaction = Transaction;

/** Who changes something, for the audit. */
export interface ChangeContext {
  readonly actor: Actor;
  /** Where they are, if they came over the network. */
  readonly address: string | null;
}

export const systemContext: ChangeContext = {
  actor: { kind: 'system', id: null, name: 'agent' },
  address: null,
};

export interface Store {
  /**
   * Reads from one moment: what others change meanwhile is not seen.
   * @throws StoreError
   */
  read<T>(work: (tx: ReadTransaction) => Promise<T>): Promise<T>;

  /**
   * Does `work` in one transaction: all of it is on disk when the promise resolves, or nothing of it ever. `work` may be
   * run more than once (another host was first; a batch failed): it awaits nothing but `tx` and has no other effects.
   * An error that the database itself gives (a name that is taken, a full disk) undoes all of it, also where `work`
   * catches it.
   * @throws StoreError, LeaseError, and whatever `work` throws
   */
  change<T>(context: ChangeContext, work: (tx: Transaction) => Promise<T>): Promise<T>;

  /** Calls after changes are on disk, with the last number of the change log. Only a hint: read changes.since. */
  onChange(listener: (lastSeq: number) => void): () => void;

  /** What leases end by, milliseconds (see StoreClock). */
  storeTime(): number;
  /** What sessions, tokens and codes end by. */
  latestTime(): number;

  /** Reads the whole audit log. `anchor`: a head that was kept elsewhere. */
  verifyAudit(anchor?: AuditHead): Promise<AuditVerdict>;
  /** Problems that the engine finds in its own files and references; empty: none. */
  check(): Promise<readonly string[]>;
  /** A copy that can be restored from, made while changes go on. `target` must not exist. */
  backup(target: string): Promise<void>;
  /** Forgets what is older than it must be kept (LIMITS), in small steps. Gives how many rows went. */
  prune(): Promise<number>;
  close(): Promise<void>;
}
