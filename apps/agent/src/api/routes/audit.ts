/** The audit log: read by filter, exported, verified. Nothing here changes it. */
import { Readable } from 'node:stream';
import {
  auditFilterSchema,
  auditHeadAnswer,
  auditPageSchema,
  auditRecordAnswer,
  auditVerdictAnswer,
  auditVerifySchema,
} from '@farport/fleet';
import type * as v from 'valibot';
import { exportAuditCsv } from '../../store/audit/export.ts';
import { formatAuditHead, parseAuditHead } from '../../store/audit/verify.ts';
import type { AuditFilter } from '../../store/tables.ts';
import { FewAtOnce } from '../few-at-once.ts';
import { route } from '../route.ts';
import { json, page } from './shapes.ts';

const tag = 'audit';
const exports_ = new FewAtOnce('an export', 4);
const verifications = new FewAtOnce('a verification', 1);

type AuditQuery = v.InferOutput<typeof auditFilterSchema>;

function filterOf({ action, ...rest }: AuditQuery): AuditFilter {
  return { ...rest, ...(action === undefined ? {} : { actions: action.split(',') }) };
}

export const auditRoutes = [
  route({
    method: 'GET',
    path: '/audit',
    access: 'audit.read',
    tag,
    summary: 'Records of the audit log, newest first',
    query: auditPageSchema,
    answer: page(auditRecordAnswer),
    handle: ({ query, parts }) => {
      const { after, limit, ...filter } = query;
      return parts.fleet.store.read((tx) => tx.audit.list({ after, limit, filter: filterOf(filter) }));
    },
  }),
  route({
    method: 'GET',
    path: '/audit.csv',
    access: 'audit.export',
    tag,
    summary: 'The same as CSV, all of it',
    query: auditFilterSchema,
    answer: { kind: 'text', type: 'text/csv; charset=utf-8' },
    handle: ({ query, parts, header }) => {
      const leave = exports_.enter();
      const stream = Readable.from(exportAuditCsv(parts.fleet.store, filterOf(query)), {
        objectMode: false,
        highWaterMark: 1,
      });
      stream.on('close', leave);
      header('content-disposition', 'attachment; filename="farport-audit.csv"');
      return stream;
    },
  }),
  route({
    method: 'GET',
    path: '/audit/head',
    access: 'audit.verify',
    tag,
    summary: 'The last record’s number and hash: keep it elsewhere, and verify against it later',
    answer: json(auditHeadAnswer),
    handle: async ({ parts }) => {
      const head = await parts.fleet.store.read((tx) => tx.audit.head());
      return { ...head, text: formatAuditHead(head) };
    },
  }),
  route({
    method: 'POST',
    path: '/audit/verify',
    access: 'audit.verify',
    tag,
    summary: 'Read the whole log and say whether it is what was written',
    body: auditVerifySchema,
    answer: json(auditVerdictAnswer),
    handle: ({ body, parts }) => {
      const anchor = body.anchor === undefined ? undefined : parseAuditHead(body.anchor);
      return verifications.run(() => parts.fleet.store.verifyAudit(anchor));
    },
  }),
];
