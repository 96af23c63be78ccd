/** What SQLite itself finds wrong with a database. Reads; repairs nothing. */
import { text, type Sql } from './sql.ts';

/** What SQLite finds wrong with its file and its references; at most 100. */
export function integrityProblems(sql: Sql): string[] {
  const integrity = sql
    .all('PRAGMA integrity_check(100)')
    .map((row) => text(row, 'integrity_check'))
    .filter((line) => line !== 'ok');
  const references = sql
    .all('PRAGMA foreign_key_check')
    .slice(0, 100)
    .map((row) => `a reference from ${text(row, 'table')} to ${text(row, 'parent')} leads nowhere`);
  return [...integrity, ...references];
}
