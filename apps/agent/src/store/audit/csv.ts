/** The audit log as CSV (RFC 4180) that a spreadsheet opens without running anything in it. */
import type { AuditRecord } from './audit-record.ts';

const COLUMNS = [
  'seq',
  'time',
  'action',
  'outcome',
  'actor_kind',
  'actor',
  'address',
  'user',
  'client',
  'device',
  'vm',
  'rule',
  'policy_version',
  'reason',
  'details',
] as const;

/** First line of a file: a byte order mark, so that spreadsheets read UTF-8, and the columns. */
export function csvHeader(): string {
  return `\ufeff${COLUMNS.join(',')}\r\n`;
}

export function csvLine(record: AuditRecord): string {
  const details = Object.entries(record.details).map(([key, value]) => `${key}=${value}`);
  return `${[
    record.seq.toString(),
    new Date(record.at).toISOString(),
    record.action,
    record.outcome,
    record.actor.kind,
    record.actor.name,
    record.address ?? '',
    record.user?.name ?? '',
    record.client?.name ?? '',
    record.device?.name ?? '',
    record.vm?.name ?? '',
    record.rule?.name ?? '',
    record.rule?.policyVersion.toString() ?? '',
    record.reason ?? '',
    details.join('; '),
  ]
    .map(csvCell)
    .join(',')}\r\n`;
}

/**
 * One quoted cell. A cell that a spreadsheet would take for a formula (also behind white space, and by the full-width
 * signs) gets an apostrophe before it: a device may call itself =HYPERLINK(…). NUL ends nothing.
 */
export function csvCell(text: string): string {
  const safe = text.replaceAll('\0', '\ufffd');
  const guarded = /^[\s\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(safe) ? `'${safe}` : safe;
  return `"${guarded.replaceAll('"', '""')}"`;
}
