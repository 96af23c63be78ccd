/** The audit log as CSV, in pieces: memory is one page, however long the log is. */
import { LIMITS } from '@farport/fleet';
import type { Store } from '../store.ts';
import type { AuditFilter } from '../tables.ts';
import { csvHeader, csvLine } from './csv.ts';

/** Newest first, as the list shows it; what is written meanwhile is not in it. */
export async function* exportAuditCsv(
  store: Store,
  filter: AuditFilter = {},
): AsyncGenerator<string, void, void> {
  yield csvHeader();
  let after: string | undefined;
  do {
    const page = await store.read((tx) => tx.audit.list({ filter, after, limit: LIMITS.page }));
    yield page.items.map(csvLine).join('');
    after = page.next ?? undefined;
  } while (after !== undefined);
}
