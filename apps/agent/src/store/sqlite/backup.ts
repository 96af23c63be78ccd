/** Copies of the database: made while it is used, checked before they count, and put back. Owns the copies' files. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { backup } from 'node:sqlite';
import { errorMessage } from '../../errors.ts';
import { StoreClock } from '../clock.ts';
import { StoreError } from '../errors.ts';
import { systemContext } from '../store.ts';
import { checkBackup } from './backup-check.ts';
import { checkApart } from './check-apart.ts';
import { openAsIs, openForReading, openForWriting } from './open.ts';
import { Scope } from './scope.ts';
import { namedError, type Sql } from './sql.ts';

const sideFiles = ['-wal', '-shm', '-journal'] as const;
/** Fencing numbers go on this far beyond those of the backup: none that was given out since is given out again. */
const fenceGap = 1_000_000_000;

/**
 * Copies the database to `target`, which must not exist, as it is at one moment. Changes go on meanwhile; copying and
 * checking are done on other threads. The copy is there, whole, checked and on disk, or not at all.
 * @throws StoreError
 */
export async function backupDatabase(file: string, target: string): Promise<void> {
  if (existsSync(target)) {
    throw new StoreError('store.cannot_open', `${target} is there already: name a file that is not`);
  }
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    makeEmpty(temporary);
    const source = openForReading(file);
    try {
      // All pages in one step: another connection's changes would begin a copy in several steps again.
      await backup(source.database, temporary, { rate: 0x7fffffff });
    } catch (error) {
      throw namedError(error, temporary);
    } finally {
      source.close();
    }
    // A backup is one file that can be read where nothing can be written.
    leaveWal(temporary);
    await checkApart({ file: temporary, what: 'backup' });
    putInPlace(temporary, target);
  } finally {
    for (const suffix of ['', ...sideFiles]) rmSync(`${temporary}${suffix}`, { force: true });
  }
}

/**
 * Puts a backup in the place of the database, which no process may have open. What was there is kept beside it, as
 * FILE.replaced-TIME. Leases and sessions of the backup are over, and an audit record tells of it.
 * @throws StoreError store.restore, store.locked, …
 */
export function restoreDatabase(
  backupFile: string,
  file: string,
  now: Date = new Date(),
): { readonly kept: string | null } {
  checkBackup(backupFile);
  const there = existsSync(file);
  if (there) needAlone(file);
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    copyFileSync(backupFile, temporary);
    chmodSync(temporary, 0o600);
    beginAnew(temporary, backupFile);
    const kept = there ? `${file}.replaced-${now.toISOString().replaceAll(':', '-')}` : null;
    if (kept !== null) {
      // A second name for what is there, and the new one over the first: at no moment is there no database. What stands in
      // side files belongs to the old one; needAlone has left none of a file that could be read.
      alsoNamed(file, kept);
      for (const suffix of sideFiles) {
        if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${kept}${suffix}`);
      }
      flush(dirname(file));
    }
    putInPlace(temporary, file);
    return { kept };
  } finally {
    for (const suffix of ['', ...sideFiles]) rmSync(`${temporary}${suffix}`, { force: true });
  }
}

/** A database that leaves WAL mode is open nowhere else; one that is damaged cannot say, and is let go. */
function needAlone(file: string): void {
  let sql: Sql | undefined;
  try {
    sql = openAsIs(file);
    sql.exec('PRAGMA journal_mode = DELETE');
  } catch (error) {
    if (error instanceof StoreError && error.code === 'store.locked') {
      throw new StoreError('store.locked', `${file} is in use: stop the agent first`, { cause: error });
    }
  } finally {
    sql?.close();
  }
}

/** Another name for a file; a copy where the file system knows no second names. */
function alsoNamed(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    copyFileSync(file, name, constants.COPYFILE_EXCL);
    flush(name);
  }
}

function leaveWal(file: string): void {
  const sql = openAsIs(file);
  try {
    sql.exec('PRAGMA journal_mode = DELETE');
  } finally {
    sql.close();
  }
}

/** What must not live on in a copy of the past: its leases, its sessions, the numbers that others have seen since. */
function beginAnew(file: string, origin: string): void {
  const sql = openForWriting(file, { keepCopy: false });
  try {
    const clock = new StoreClock();
    const scope = new Scope(sql, clock, systemContext, false);
    clock.advanceTo(scope.lastNumber('store_time'));
    sql.exec('BEGIN IMMEDIATE');
    scope.run('DELETE FROM leases');
    scope.run('DELETE FROM sessions');
    scope.run('UPDATE clients SET connected_host = NULL');
    scope.run("UPDATE meta SET number = number + :gap WHERE key = 'fence'", { gap: fenceGap });
    scope.run("UPDATE meta SET text = lower(hex(randomblob(8))) WHERE key = 'epoch'");
    scope.audit({ action: 'database.restored', outcome: 'ok', details: { from: origin } });
    scope.saveTime();
    sql.exec('COMMIT');
    // All in one file, so that it can be renamed.
    sql.exec('PRAGMA journal_mode = DELETE');
  } finally {
    sql.close();
  }
}

function makeEmpty(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (cause) {
    throw new StoreError('store.cannot_open', `${file} cannot be made: ${errorMessage(cause)}`, { cause });
  }
}

/** On disk, under its name, or not at all. */
function putInPlace(temporary: string, target: string): void {
  flush(temporary);
  renameSync(temporary, target);
  flush(dirname(target));
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
