/** What the `audit` commands do: read by filter, exported as CSV, verified, by the agent or on a file without one. */
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { auditHeadAnswer, auditRecordAnswer, auditVerdictAnswer, LIMITS, pageAnswer } from '@farport/fleet';
import type * as v from 'valibot';
import { FarportError } from '../errors.ts';
import type { AdminClient } from './admin-client.ts';
import { eitherWay } from './either-way.ts';
import { pastId } from './audit-past.ts';
import { notMade } from './file-errors.ts';
import { clientOf, deviceOf, userOf } from './names.ts';
import { formatTime, table } from './output.ts';
import { show, textOf, type Options } from './show.ts';

type Verdict = v.InferOutput<typeof auditVerdictAnswer>;
type AuditRecord = v.InferOutput<typeof auditRecordAnswer>;

/** The filter's part of a URL: names become ids, also of what is no more. @throws FarportError audit.not_found */
async function filterOf(client: AdminClient, options: Options): Promise<URLSearchParams> {
  const query = new URLSearchParams();
  for (const name of ['action', 'outcome', 'from', 'to'] as const) {
    const value = options[name];
    if (typeof value === 'string' || typeof value === 'number') query.set(name, String(value));
  }
  const find = {
    user: userOf,
    client: clientOf,
    device: deviceOf,
    vm: (asked: AdminClient, name: string) => asked.vm(name),
  } as const;
  for (const [name, of] of Object.entries(find)) {
    const text = textOf(options, name);
    if (text === '') continue;
    const id = await of(client, text).then(
      (found) => found.id,
      (error: unknown) => {
        if (error instanceof FarportError && error.status === 404) return pastId(client, name, text);
        throw error;
      },
    );
    query.set(name, id);
  }
  return query;
}

export async function listAudit(client: AdminClient, options: Options): Promise<void> {
  const query = await filterOf(client, options);
  const wanted = Number(options['limit']);
  const records: AuditRecord[] = [];
  for (let after: string | null = ''; after !== null && records.length < wanted;) {
    query.set('limit', String(Math.min(LIMITS.page, wanted - records.length)));
    if (after !== '') query.set('after', after);
    const page: { items: AuditRecord[]; next: string | null } = await client.api(
      pageAnswer(auditRecordAnswer),
      'GET',
      `/audit?${query.toString()}`,
    );
    records.push(...page.items);
    after = page.next;
  }
  show(options, { records }, () =>
    table(
      ['#', 'TIME', 'WHO', 'ACTION', 'OUTCOME', 'USER', 'CLIENT', 'DEVICE', 'VM', 'RULE', 'REASON'],
      records.map((record) => [
        String(record.seq),
        formatTime(record.at),
        record.actor.name,
        record.action,
        record.outcome,
        record.user?.name ?? '',
        record.client?.name ?? '',
        record.device?.name ?? '',
        record.vm?.name ?? '',
        record.rule?.name ?? '',
        record.reason ?? '',
      ]),
    ),
  );
}

/**
 * All that fits, as CSV: to standard output, or to a file that must not exist.
 * @throws FarportError file.exists, file.failed
 */
export async function exportAudit(client: AdminClient, options: Options): Promise<void> {
  const query = await filterOf(client, options);
  const file = textOf(options, 'output');
  const target = file === '' ? process.stdout : (await newFile(file)).createWriteStream();
  const source = await client.open('GET', `/audit.csv${query.size === 0 ? '' : `?${query.toString()}`}`);
  await pipeline(source, target, { end: file !== '' });
}

async function newFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (cause) {
    throw notMade(path, cause);
  }
}

export async function auditHead(client: AdminClient, options: Options): Promise<void> {
  const head = await client.api(auditHeadAnswer, 'GET', '/audit/head');
  show(options, head, () => head.text);
}

/**
 * Asks the agent; of a file, and where no agent runs, the log is read here.
 * @throws FarportError audit.broken, cli.usage
 */
export async function verifyAudit(client: AdminClient, options: Options): Promise<void> {
  const anchor = textOf(options, 'anchor');
  const file = textOf(options, 'file');
  const here = async (path: string): Promise<Verdict> => {
    const { verifyAuditOf } = await import('../store/sqlite/backup-check.ts');
    const { parseAuditHead } = await import('../store/audit/verify.ts');
    const head = anchor === '' ? undefined : parseAuditHead(anchor);
    if (anchor !== '' && head === undefined) {
      throw new FarportError('cli.usage', 400, '--anchor: must be "SEQ HASH", as "audit head" prints it');
    }
    return verifyAuditOf(path, head);
  };
  const body = anchor === '' ? {} : { anchor };
  const verdict =
    file === ''
      ? await eitherWay<Verdict>(
          () => client.api(auditVerdictAnswer, 'POST', '/audit/verify', body),
          () => here(join(client.dataDir, 'fleet.db')),
        )
      : await here(file);
  if (options['json'] === true || verdict.ok) {
    show(options, verdict, () => `the audit log is what was written: ${verdict.records ?? 0} records`);
  }
  if (!verdict.ok)
    throw new FarportError('audit.broken', 500, verdict.message ?? 'the audit log was changed');
}
