/** Tells whether a file is a backup that can be restored from. Reads all of it; changes nothing. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { errorMessage } from '../../errors.ts';
import type { AuditHead } from '../audit/audit-record.ts';
import { AuditVerifier, type AuditVerdict } from '../audit/verify.ts';
import { StoreClock } from '../clock.ts';
import { StoreError } from '../errors.ts';
import { systemContext } from '../store.ts';
import { integrityProblems } from './integrity.ts';
import { checkOurs } from './migrations.ts';
import { openForReading } from './open.ts';
import { Scope } from './scope.ts';
import type { Sql } from './sql.ts';
import { tablesOf } from './tables/index.ts';

/**
 * Tells whether a file can be restored from.
 * @throws StoreError store.restore, store.cannot_open, store.not_ours, store.newer, store.corrupt
 */
export function checkBackup(file: string): void {
  if (!existsSync(file)) throw new StoreError('store.restore', `${file} is not there: name a backup`);
  needDatabase(file);
  const sql = openForReading(file);
  try {
    checkOurs(sql);
    const [problem] = integrityProblems(sql);
    if (problem !== undefined) throw new StoreError('store.restore', `${file} is damaged: ${problem}`);
    checkAudit(sql, file);
  } finally {
    sql.close();
  }
}

/** Whatever SQLite wrote begins with this; another file is not damaged, but the wrong one. */
const HEADER = 'SQLite format 3\0';

function needDatabase(file: string): void {
  let start = '';
  // A pipe would be waited for.
  if (statSync(file).isFile()) {
    const bytes = Buffer.alloc(HEADER.length);
    let descriptor: number;
    try {
      descriptor = openSync(file, 'r');
    } catch (cause) {
      const message = `${file} cannot be read: ${errorMessage(cause)}`;
      throw new StoreError('store.cannot_open', message, { cause });
    }
    try {
      start = bytes.toString('latin1', 0, readSync(descriptor, bytes));
    } finally {
      closeSync(descriptor);
    }
  }
  if (start !== HEADER) {
    throw new StoreError(
      'store.not_ours',
      `${file} is no database of Farport's agent, or its beginning was overwritten: name a backup`,
    );
  }
}

function checkAudit(sql: Sql, file: string): void {
  const verdict = verdictOf(sql);
  if (!verdict.ok)
    throw new StoreError('store.restore', `the audit log in ${file} does not verify: ${verdict.message}`);
}

/**
 * Reads the audit log of a file that no agent needs to have open: a backup, or the database of an agent that is stopped.
 * Changes nothing. `anchor`: a head that was kept elsewhere.
 * @throws StoreError store.not_found, store.cannot_open, store.not_ours, store.newer, store.corrupt
 */
export function verifyAuditOf(file: string, anchor?: AuditHead): AuditVerdict {
  if (!existsSync(file)) throw new StoreError('store.not_found', `${file} is not there`);
  needDatabase(file);
  const sql = openForReading(file);
  try {
    checkOurs(sql);
    return verdictOf(sql, anchor);
  } finally {
    sql.close();
  }
}

function verdictOf(sql: Sql, anchor?: AuditHead): AuditVerdict {
  const { audit } = tablesOf(new Scope(sql, new StoreClock(), systemContext, true));
  const verifier = new AuditVerifier(anchor);
  for (let after = 0; ;) {
    const links = audit.links(after, 500);
    if (!links.every((link) => verifier.add(link)) || links.length === 0) break;
    after = links.at(-1)?.seq ?? after;
  }
  return verifier.finish(audit.head());
}
