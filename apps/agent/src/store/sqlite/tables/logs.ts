/** The audit log and the change log in SQLite, as they are read. Writing is the scope's. */
import { LIMITS } from '@farport/fleet';
import type { AuditRecord } from '../../audit/audit-record.ts';
import { ChangeGapError } from '../../errors.ts';
import type { AuditFilter, AuditTable, ChangeRecord, ChangeTable } from '../../tables.ts';
import { numberCursor, pageLimit, toPage, type Scope } from '../scope.ts';
import { integer, integerOrNull, json, text, type Params, type Row } from '../sql.ts';

function recordOf(row: Row): AuditRecord {
  return json(row, 'text') as AuditRecord;
}

/** Conditions and their parameters; with none, all records. */
function where(filter: AuditFilter): { conditions: string[]; params: Params } {
  const conditions: string[] = [];
  const params: Params = {};
  const add = (name: string, value: string | number | undefined, condition: string): void => {
    if (value === undefined) return;
    conditions.push(condition);
    params[name] = value;
  };
  if (filter.actions !== undefined) {
    conditions.push('action IN (SELECT value FROM json_each(:actions))');
    params['actions'] = JSON.stringify(filter.actions.slice(0, 100));
  }
  add('outcome', filter.outcome, 'outcome = :outcome');
  add('user', filter.user, '(actor_id = :user OR user_id = :user)');
  add('client', filter.client, 'client_id = :client');
  add('device', filter.device, 'device_id = :device');
  add('vm', filter.vm, 'vm_id = :vm');
  add('from', filter.from, 'at >= :from');
  add('to', filter.to, 'at < :to');
  return { conditions, params };
}

export function auditTable(scope: Scope): AuditTable {
  return {
    append: (entry) => scope.audit(entry),
    list(page) {
      const limit = pageLimit(page);
      const { conditions, params } = where(page.filter ?? {});
      const rows = scope.all(
        `SELECT seq, text FROM audit WHERE ${['seq < :before', ...conditions].join(' AND ')} ORDER BY seq DESC LIMIT :limit`,
        { ...params, before: numberCursor(page, Number.MAX_SAFE_INTEGER), limit: limit + 1 },
      );
      return toPage(rows, limit, recordOf, (row) => integer(row, 'seq').toString());
    },
    links: (afterSeq, limit) =>
      scope
        .all(
          'SELECT seq, text, previous_hash, hash FROM audit WHERE seq > :afterSeq ORDER BY seq LIMIT :limit',
          {
            afterSeq,
            limit: Math.min(limit, LIMITS.page),
          },
        )
        .map((row) => ({
          seq: integer(row, 'seq'),
          text: text(row, 'text'),
          previousHash: text(row, 'previous_hash'),
          hash: text(row, 'hash'),
        })),
    head: () => scope.auditHead(),
  };
}

export function changeTable(scope: Scope): ChangeTable {
  const last = (): number => scope.lastNumber('change');
  return {
    last,
    epoch: () => scope.epoch(),
    since(seq, limit) {
      const first = integerOrNull(scope.get('SELECT min(seq) AS first FROM changes') ?? {}, 'first');
      if (seq > last()) {
        throw new ChangeGapError(
          `change ${seq} has not happened here: this is another database; read everything anew`,
        );
      }
      if (seq < last() && (first === null || first > seq + 1)) {
        throw new ChangeGapError(`changes after ${seq} are no longer all kept: read everything anew`);
      }
      return scope
        .all('SELECT * FROM changes WHERE seq > :seq ORDER BY seq LIMIT :limit', {
          seq,
          limit: Math.min(Math.max(1, limit), LIMITS.page),
        })
        .map((row) => ({
          seq: integer(row, 'seq'),
          at: integer(row, 'at'),
          kind: text(row, 'kind') as ChangeRecord['kind'],
          id: text(row, 'id'),
          op: text(row, 'op') as ChangeRecord['op'],
        }));
    },
  };
}

/** Deletes changes that nobody can resume from any more; at most `step`. */
export function pruneChanges(scope: Scope, step: number): number {
  return scope.run(
    `DELETE FROM changes WHERE seq IN (
       SELECT seq FROM changes WHERE seq <= :last - :kept ORDER BY seq LIMIT :step)`,
    { last: scope.lastNumber('change'), kept: LIMITS.changes, step },
  );
}
