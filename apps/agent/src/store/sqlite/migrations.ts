/**
 * The database's schema as numbered steps. A step that was released is never changed: a later one changes what it made.
 * PRAGMA user_version is the number of the last one. Runs them forwards only, all that are missing in one transaction.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { errorMessage } from '../../errors.ts';
import { StoreError } from '../errors.ts';
import { fleetSchema } from './migrations/001-fleet.ts';
import { accessSchema } from './migrations/002-access.ts';
import { builtVmsSchema } from './migrations/003-built-vms.ts';
import { peopleAtClientsSchema } from './migrations/004-people-at-clients.ts';
import { integer, Sql } from './sql.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** The n-th makes version n + 1 of n. */
export const MIGRATIONS: readonly Migration[] = [
  { name: 'fleet', sql: fleetSchema },
  { name: 'access', sql: accessSchema },
  { name: 'built VMs', sql: builtVmsSchema },
  { name: 'people at clients', sql: peopleAtClientsSchema },
];

/** PRAGMA application_id: "FarP". */
export const APPLICATION_ID = 0x46617250;

export function schemaVersion(sql: Sql): number {
  return integer(sql.get('PRAGMA user_version') ?? {}, 'user_version');
}

/**
 * Tells whether the file is one of ours (or empty), and of a version we know.
 * @throws StoreError store.not_ours, store.newer
 */
export function checkOurs(sql: Sql, migrations: readonly Migration[] = MIGRATIONS): void {
  const application = integer(sql.get('PRAGMA application_id') ?? {}, 'application_id');
  const tables = integer(sql.get('SELECT count(*) AS n FROM sqlite_schema') ?? {}, 'n');
  if (application !== APPLICATION_ID && (application !== 0 || tables > 0)) {
    throw new StoreError('store.not_ours', `${sql.file} is a database of another program: name another file`);
  }
  const version = schemaVersion(sql);
  if (version > migrations.length) {
    throw new StoreError(
      'store.newer',
      `${sql.file} was written by a newer version of the agent (schema ${version}; this one knows up to ${migrations.length}): install that version again, or restore a backup from before the upgrade`,
    );
  }
}

/**
 * Brings the schema up to date: by all steps or by none. A file that is not new is copied first, to FILE.schema-N (N: the
 * schema that it has), where `keep`; no copy is ever replaced, and the one of a failed attempt goes again.
 * @throws StoreError store.migration; the file is then as it was
 */
export function migrate(sql: Sql, migrations: readonly Migration[] = MIGRATIONS, keep = true): void {
  const from = schemaVersion(sql);
  if (from >= migrations.length) return;
  const copy = from > 0 && keep ? keepCopy(sql, from) : undefined;
  let at = from;
  sql.exec('BEGIN EXCLUSIVE');
  try {
    for (const migration of migrations.slice(from)) {
      at++;
      sql.exec(migration.sql);
    }
    const broken = sql.all('PRAGMA foreign_key_check').length;
    if (broken > 0) throw new Error(`${broken} references would lead nowhere`);
    sql.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}; COMMIT`);
  } catch (cause) {
    if (sql.inTransaction) sql.exec('ROLLBACK');
    if (copy?.made === true) rmSync(copy.path, { force: true });
    const name = migrations[at - 1]?.name ?? '';
    throw new StoreError(
      'store.migration',
      `${sql.file} could not be brought to schema ${at} (${name}): ${errorMessage(cause)}. It is as it was, of schema ${from}; go on with the older version of the agent, and report this`,
      { cause },
    );
  }
}

/**
 * Copies the file to FILE.schema-N, or to the next such name that is free. A copy of the very same state is there where an
 * attempt was killed: that one will do.
 */
function keepCopy(sql: Sql, schema: number): { readonly path: string; readonly made: boolean } {
  const first = `${sql.file}.schema-${schema}`;
  let path = first;
  for (let n = 2; existsSync(path); n++) {
    if (stateOf(new Sql(new DatabaseSync(path, { readOnly: true }), path)) === stateOf(sql, false)) {
      return { path, made: false };
    }
    path = `${first}-${n}`;
  }
  // Under its name only when it is whole.
  const temporary = `${path}.tmp`;
  rmSync(temporary, { force: true });
  sql.run('VACUUM INTO :path', { path: temporary });
  renameSync(temporary, path);
  return { path, made: true };
}

/** What tells states of one database apart: every change has a number, and every record of the audit a hash. */
function stateOf(sql: Sql, close = true): string {
  try {
    const rows = sql.all(
      "SELECT key, number, text FROM meta WHERE key IN ('change', 'audit_head') ORDER BY key",
    );
    return JSON.stringify([schemaVersion(sql), rows]);
  } catch (error) {
    // Whatever it is: it is not this state, and it is left alone.
    return `unreadable: ${errorMessage(error)}`;
  } finally {
    if (close) sql.close();
  }
}
