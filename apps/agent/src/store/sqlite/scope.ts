/**
 * What the tables share within one transaction: statements, the clocks, who does it, and the two logs that every change
 * is written to. Owns the numbering of both logs; knows no table of the fleet.
 */
import { randomUUID } from 'node:crypto';
import { LIMITS } from '@farport/fleet';
import { chainHash, encodeRecord, GENESIS_HASH, makeRecord } from '../audit/audit-record.ts';
import type { AuditEntry, AuditHead, AuditRecord } from '../audit/audit-record.ts';
import type { StoreClock } from '../clock.ts';
import { StoreError } from '../errors.ts';
import type { ChangeContext } from '../store.ts';
import type { ChangedKind, Page, PageRequest } from '../tables.ts';
import { integer, text, type Params, type Row, type Sql } from './sql.ts';

export class Scope {
  readonly #sql: Sql;
  readonly #clock: StoreClock;
  readonly #readOnly: boolean;
  /** Set for each piece of work; a batch has several. */
  context: ChangeContext;

  constructor(sql: Sql, clock: StoreClock, context: ChangeContext, readOnly: boolean) {
    this.#sql = sql;
    this.#clock = clock;
    this.context = context;
    this.#readOnly = readOnly;
  }

  wall(): number {
    return this.#clock.wall();
  }

  storeTime(): number {
    return this.#clock.storeTime();
  }

  latestTime(): number {
    return this.#clock.latest();
  }

  newId(): string {
    return randomUUID();
  }

  get(statement: string, params?: Params): Row | undefined {
    return this.#sql.get(statement, params);
  }

  all(statement: string, params?: Params): Row[] {
    return this.#sql.all(statement, params);
  }

  /** Changes something; gives how many rows. @throws StoreError store.read_only in a read transaction */
  run(statement: string, params?: Params): number {
    if (this.#readOnly) throw new StoreError('store.read_only', 'a read transaction changes nothing');
    // After some errors of the disk SQLite has undone all; whoever goes on regardless must not write outside of any.
    if (!this.#sql.inTransaction) {
      throw new StoreError('store.transaction', 'this transaction was undone by an earlier error');
    }
    return this.#sql.run(statement, params);
  }

  count(from: string, params?: Params): number {
    return integer(this.get(`SELECT count(*) AS n FROM ${from}`, params) ?? {}, 'n');
  }

  /** @throws StoreError store.limit where there are `limit` already */
  needRoom(what: string, from: string, limit: number, params?: Params): void {
    if (this.count(from, params) >= limit) {
      throw new StoreError('store.limit', `there are ${limit} ${what} already: remove some first`);
    }
  }

  /**
   * Sets columns of the row that is still at `version`, and its version to the next.
   * @throws StoreError store.not_found, store.conflict
   */
  updateVersioned(table: string, what: string, id: string, version: number, columns: Params): void {
    const sets = Object.keys(columns).map((column) => `${column} = :${column}, `);
    const changed = this.run(
      `UPDATE ${table} SET ${sets.join('')}version = version + 1 WHERE id = :id AND version = :expected`,
      { ...columns, id, expected: version },
    );
    if (changed === 0) throw this.#missed(table, what, id);
  }

  /** @throws StoreError store.not_found, store.conflict, store.reference */
  deleteVersioned(table: string, what: string, id: string, version: number): void {
    const deleted = this.run(`DELETE FROM ${table} WHERE id = :id AND version = :expected`, {
      id,
      expected: version,
    });
    if (deleted === 0) throw this.#missed(table, what, id);
  }

  /** A number that grows by one each time, and is never given out twice. */
  nextNumber(counter: 'fence' | 'change'): number {
    this.run('UPDATE meta SET number = number + 1 WHERE key = :key', { key: counter });
    return this.#meta(counter).number;
  }

  lastNumber(counter: 'fence' | 'change' | 'store_time'): number {
    return this.#meta(counter).number;
  }

  /** Writes an entry of the change log. */
  changed(kind: ChangedKind, id: string, op: 'created' | 'updated' | 'deleted'): void {
    this.run('INSERT INTO changes (seq, at, kind, id, op) VALUES (:seq, :at, :kind, :id, :op)', {
      seq: this.nextNumber('change'),
      at: this.wall(),
      kind,
      id,
      op,
    });
  }

  /** Writes an entry for each row of a query that gives ids: what a deletion takes along, or changes on the way. */
  changedAll(kind: ChangedKind, op: 'updated' | 'deleted', query: string, params: Params): void {
    for (const row of this.all(query, params)) this.changed(kind, text(row, 'id'), op);
  }

  /** Writes a record of the audit log. */
  audit(entry: AuditEntry): AuditRecord {
    const head = this.auditHead();
    const seq = head.seq + 1;
    const { actor, address } = this.context;
    const record = makeRecord(entry, { seq, at: this.wall(), actor, address });
    const encoded = encodeRecord(record);
    const hash = chainHash(head.hash, encoded);
    this.run('INSERT INTO audit (seq, text, previous_hash, hash) VALUES (:seq, :text, :previous, :hash)', {
      seq,
      text: encoded,
      previous: head.hash,
      hash,
    });
    this.run("UPDATE meta SET number = :seq, text = :hash WHERE key = 'audit_head'", { seq, hash });
    return record;
  }

  auditHead(): AuditHead {
    const { number, text: hash } = this.#meta('audit_head');
    return number === 0 ? { seq: 0, hash: GENESIS_HASH } : { seq: number, hash };
  }

  epoch(): string {
    return this.#meta('epoch').text;
  }

  /** Writes down how late it is, so that the store's time never goes back over a restart. */
  saveTime(): void {
    this.run("UPDATE meta SET number = max(number, :now) WHERE key = 'store_time'", {
      now: this.storeTime(),
    });
  }

  #meta(key: string): { number: number; text: string } {
    const row = this.get('SELECT number, text FROM meta WHERE key = :key', { key });
    if (row === undefined)
      throw new StoreError('store.corrupt', `the database lacks "${key}": restore a backup`);
    return { number: integer(row, 'number'), text: text(row, 'text') };
  }

  #missed(table: string, what: string, id: string): StoreError {
    if (this.get(`SELECT 1 FROM ${table} WHERE id = :id`, { id }) === undefined) return notFound(what);
    return new StoreError(
      'store.conflict',
      `the ${what} was changed by somebody else meanwhile: look at it again, then decide`,
    );
  }
}

export function notFound(what: string): StoreError {
  return new StoreError('store.not_found', `there is no such ${what} (any more)`);
}

/** @throws StoreError store.not_found */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw notFound(what);
  return value;
}

/** How many items a page may have. @throws StoreError store.invalid */
export function pageLimit(request: PageRequest): number {
  const limit = request.limit ?? LIMITS.pageDefault;
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMITS.page) {
    throw new StoreError('store.invalid', `a page has 1 to ${LIMITS.page} items`);
  }
  return limit;
}

/** A cursor that is a number. @throws StoreError store.invalid */
export function numberCursor(request: PageRequest, without: number): number {
  if (request.after === undefined) return without;
  const value = Number(request.after);
  if (!/^[0-9]{1,15}$/.test(request.after) || !Number.isSafeInteger(value)) {
    throw new StoreError('store.invalid', 'this is no cursor of that list: begin at its first page');
  }
  return value;
}

/** The page of rows that were asked for with one more than the limit. */
export function toPage<T>(
  rows: readonly Row[],
  limit: number,
  map: (row: Row) => T,
  cursor: (row: Row) => string,
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items: items.map(map), next: rows.length > limit && last !== undefined ? cursor(last) : null };
}

/** Those of `change` that are set, for updates and for the audit. */
export function definedOf(change: object): [string, unknown][] {
  return Object.entries(change).filter(([, value]) => value !== undefined);
}

/** What changed, as the audit tells it: "before → after". */
export function differences(before: object, change: object): Record<string, string> {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    definedOf(change)
      .filter(([key, value]) => JSON.stringify(old.get(key)) !== JSON.stringify(value))
      .map(([key, value]) => [key, `${words(old.get(key))} → ${words(value)}`]),
  );
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
