/**
 * The database's schema as numbered steps. A step that was released is never changed: a later one changes what it made.
 * PRAGMA user_version is the number of the last one. Runs them forwards only, each in a transaction of its own.
 */
import { existsSync, rmSync } from 'node:fs';
import { errorMessage } from '../../errors.ts';
import { StoreError } from '../errors.ts';
import { fleetSchema } from './migrations/001-fleet.ts';
import { accessSchema } from './migrations/002-access.ts';
import { builtVmsSchema } from './migrations/003-built-vms.ts';
import { peopleAtClientsSchema } from './migrations/004-people-at-clients.ts';
import { broughtDevicesSchema } from './migrations/005-brought-devices.ts';
import { integer, type Sql } from './sql.ts';

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
  { name: 'brought devices', sql: broughtDevicesSchema },
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
 * Brings the schema up to date. A file that is not new is copied first, to FILE.before-schema-N, where `keep`.
 * @throws StoreError store.migration; the file is then as it was before the step that failed
 */
export function migrate(sql: Sql, migrations: readonly Migration[] = MIGRATIONS, keep = true): void {
  const from = schemaVersion(sql);
  if (from >= migrations.length) return;
  if (from > 0 && keep) keepCopy(sql, `${sql.file}.before-schema-${migrations.length}`);
  for (const [index, migration] of migrations.entries()) {
    if (index >= from) step(sql, migration, index + 1);
  }
}

function step(sql: Sql, migration: Migration, version: number): void {
  sql.exec('BEGIN EXCLUSIVE');
  try {
    sql.exec(migration.sql);
    const broken = sql.all('PRAGMA foreign_key_check').length;
    if (broken > 0) throw new Error(`${broken} references would lead nowhere`);
    sql.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}; COMMIT`);
  } catch (cause) {
    if (sql.inTransaction) sql.exec('ROLLBACK');
    throw new StoreError(
      'store.migration',
      `${sql.file} could not be brought to schema ${version} (${migration.name}): ${errorMessage(cause)}. It is as it was; go on with the older version of the agent, and report this`,
      { cause },
    );
  }
}

function keepCopy(sql: Sql, path: string): void {
  if (existsSync(path)) rmSync(path);
  sql.run('VACUUM INTO :path', { path });
}
