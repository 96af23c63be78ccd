/** One connection to SQLite: prepared statements by their text, typed rows, errors with a name. Knows no tables. */
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { errorCode, errorMessage } from '../../errors.ts';
import { StoreError } from '../errors.ts';

export type Row = Record<string, SQLOutputValue>;
export type Params = Record<string, SQLInputValue>;

/** Result codes (sqlite.org/rescode.html); the low byte of an extended one. */
const RESULT = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  tooBig: 18,
  constraint: 19,
  notADatabase: 26,
} as const;
/** Extended codes of SQLITE_CONSTRAINT. */
const CONSTRAINT = { foreignKey: 787, trigger: 1811, unique: 2067, primaryKey: 1555 } as const;
/** How many statements are kept prepared; there are fewer texts than this. */
const maxStatements = 500;

export class Sql {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
  }

  get database(): DatabaseSync {
    return this.#database;
  }

  get file(): string {
    return this.#file;
  }

  /** True between BEGIN and COMMIT; SQLite itself may have ended a transaction after an error. */
  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  get(text: string, params: Params = {}): Row | undefined {
    return this.#run(() => this.#prepare(text).get(params));
  }

  all(text: string, params: Params = {}): Row[] {
    return this.#run(() => this.#prepare(text).all(params));
  }

  /** Gives how many rows were changed. */
  run(text: string, params: Params = {}): number {
    return this.#run(() => Number(this.#prepare(text).run(params).changes));
  }

  /** One or more statements without parameters or results. */
  exec(text: string): void {
    this.#run(() => {
      this.#database.exec(text);
    });
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepare(text: string): StatementSync {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(text);
    if (this.#statements.size >= maxStatements) this.#statements.clear();
    this.#statements.set(text, statement);
    return statement;
  }

  #run<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw namedError(error, this.#file);
    }
  }
}

/** SQLite's error as one that says what to do; anything else as it is. */
export function namedError(error: unknown, file: string): unknown {
  if (errorCode(error) !== 'ERR_SQLITE_ERROR') return error;
  const extended = resultCode(error);
  const said = errorMessage(error);
  const make = (code: ConstructorParameters<typeof StoreError>[0], message: string): StoreError =>
    new StoreError(code, message, { cause: error });
  switch (extended & 0xff) {
    case RESULT.busy:
    case RESULT.locked:
      return make('store.locked', `${file} is held by another process: stop it, or wait until it is done`);
    case RESULT.readOnly:
      return make(
        'store.read_only',
        `${file} cannot be written (${said}): check its owner and its file system`,
      );
    case RESULT.full:
      return make(
        'store.full',
        `the disk of ${file} is full: nothing of this change was written; free some space`,
      );
    case RESULT.corrupt:
    case RESULT.notADatabase:
      return make(
        'store.corrupt',
        `${file} is damaged (${said}): stop the agent, keep a copy of the file, and restore the last backup`,
      );
    case RESULT.cannotOpen:
      return make(
        'store.cannot_open',
        `${file} cannot be opened: check that its directory is there and writable`,
      );
    case RESULT.io:
      return make('store.io', `reading or writing ${file} failed (${said}): check the disk`);
    case RESULT.tooBig:
      return make('store.invalid', 'a value is too big to be kept');
    case RESULT.constraint:
      return constraintError(extended, said, error);
    default:
      return make('store.failed', `the database said: ${said}`);
  }
}

function constraintError(extended: number, said: string, cause: unknown): StoreError {
  // ON DELETE RESTRICT comes as a trigger of SQLite's own.
  const restricted = extended === CONSTRAINT.trigger && said.startsWith('FOREIGN KEY');
  switch (restricted ? CONSTRAINT.foreignKey : extended) {
    case CONSTRAINT.unique:
    case CONSTRAINT.primaryKey:
      return new StoreError('store.name_taken', 'there is another one like it already: choose another name', {
        cause,
      });
    case CONSTRAINT.foreignKey:
      return new StoreError(
        'store.reference',
        'something else still needs it, or what it names is no longer there: look at both anew',
        { cause },
      );
    case CONSTRAINT.trigger:
      return new StoreError('store.invalid', said, { cause });
    default:
      return new StoreError('store.invalid', `a value is not one that can be kept (${said})`, { cause });
  }
}

function resultCode(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return 0;
  return typeof error.errcode === 'number' ? error.errcode : 0;
}

/** A column that holds text. @throws StoreError store.corrupt */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw wrongType(column);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

/** A column that holds a whole number. @throws StoreError store.corrupt */
export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw wrongType(column);
  return value;
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

export function flag(row: Row, column: string): boolean {
  return integer(row, column) !== 0;
}

/** A column that holds JSON that this store wrote: its shape is trusted, as far as it can be read. */
export function json(row: Row, column: string): unknown {
  try {
    return JSON.parse(text(row, column));
  } catch (cause) {
    throw new StoreError(
      'store.corrupt',
      `column ${column} does not hold what it should: restore the last backup`,
      {
        cause,
      },
    );
  }
}

function wrongType(column: string): StoreError {
  return new StoreError(
    'store.corrupt',
    `column ${column} does not hold what it should: the database was changed by something else; restore the last backup`,
  );
}
