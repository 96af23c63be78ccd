/** Opens the database's file: checks that it is ours and whole, brings its schema up to date, sets how it is kept. */
import { accessSync, closeSync, constants, existsSync, openSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { errorCode, errorMessage } from '../../errors.ts';
import { StoreError } from '../errors.ts';
import { checkOurs, migrate, MIGRATIONS, type Migration } from './migrations.ts';
import { namedError, Sql, text } from './sql.ts';

/** SQLite waits this long for another process's lock, and nothing else happens meanwhile; we wait longer between. */
const busyTimeoutMs = 100;

/** Reading this much takes a second or two. A larger file is looked at while it is used: nobody waits for minutes. */
const checkedWhenOpenedBytes = 256 << 20;

/** Whether opening this file looks through all of it. */
export function isCheckedWhenOpened(file: string, most = checkedWhenOpenedBytes): boolean {
  const sizes = ['', '-wal'].map((side) => statSync(`${file}${side}`, { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0) <= most;
}

export interface OpenOptions {
  /** For tests of what comes later. */
  readonly migrations?: readonly Migration[];
  /** False where the file is a copy already: none is kept of it before its schema is brought up to date. */
  readonly keepCopy?: boolean;
  /** The file may grow to this many pages of 4 KiB (or to what it has already); then the disk counts as full. */
  readonly maxPages?: number;
  /** Bytes up to which all of the file is looked at before it is used. */
  readonly checkedBytes?: number;
}

/**
 * Opens or makes the database.
 * @throws StoreError store.cannot_open, store.read_only, store.not_ours, store.newer, store.corrupt, store.locked,
 *   store.migration
 */
export function openForWriting(file: string, options: OpenOptions = {}): Sql {
  makePrivate(file);
  needWritable(file);
  const check = isCheckedWhenOpened(file, options.checkedBytes);
  const sql = connect(file, false);
  try {
    checkOurs(sql, options.migrations);
    // WAL: readers and the writer do not wait for each other. FULL: a commit is on disk before it returns.
    sql.exec('PRAGMA journal_mode = WAL');
    sql.exec('PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA cell_size_check = ON');
    const problem = check ? quickCheck(sql) : undefined;
    if (problem !== undefined) {
      throw new StoreError(
        'store.corrupt',
        `${file} is damaged (${problem}): keep a copy of the file, and restore the last backup`,
      );
    }
    migrate(sql, options.migrations ?? MIGRATIONS, options.keepCopy ?? true);
    if (options.maxPages !== undefined) sql.exec(`PRAGMA max_page_count = ${Math.trunc(options.maxPages)}`);
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}

/** A connection to the file as it is: nothing is checked, nothing brought up to date. */
export function openAsIs(file: string): Sql {
  return connect(file, false);
}

/** A connection that can change nothing. */
export function openForReading(file: string): Sql {
  return connect(file, true);
}

function connect(file: string, readOnly: boolean): Sql {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(file, {
      readOnly,
      timeout: busyTimeoutMs,
      enableForeignKeyConstraints: true,
      enableDoubleQuotedStringLiterals: false,
      allowExtension: false,
      // Nothing that SQL can say may harm the file itself.
      defensive: true,
    });
  } catch (error) {
    throw namedError(error, file);
  }
  const sql = new Sql(database, file);
  try {
    sql.exec('PRAGMA trusted_schema = OFF');
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}

function quickCheck(sql: Sql): string | undefined {
  const [first] = sql.all('PRAGMA quick_check(1)');
  const answer = first === undefined ? 'no answer' : text(first, 'quick_check');
  return answer === 'ok' ? undefined : answer;
}

/** SQLite gives its side files the mode of the main one; that one is made here, for its owner only. */
function makePrivate(file: string): void {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST') return;
    throw new StoreError('store.cannot_open', `${file} cannot be made: ${errorMessage(cause)}`, { cause });
  }
}

/** SQLite opens for reading what it may not write, and says so only at the first change. */
function needWritable(file: string): void {
  try {
    accessSync(file, constants.W_OK);
  } catch (cause) {
    throw new StoreError(
      'store.read_only',
      `${file} may not be written by this user (${errorCode(cause) ?? errorMessage(cause)}): give it to the agent's user (chown), with mode 0600`,
      { cause },
    );
  }
}
