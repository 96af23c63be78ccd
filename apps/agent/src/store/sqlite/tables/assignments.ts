/** Assignments in SQLite. */
import { LIMITS, type AssignedThing, type Assignment, type Destination } from '@farport/fleet';
import { formatVidPid } from '@farport/usb';
import type { AssignmentTable } from '../../tables.ts';
import { differences, found, pageLimit, toPage, type Scope } from '../scope.ts';
import { flag, integer, json, text, textOrNull, type Params, type Row } from '../sql.ts';
import { nameOf } from './people.ts';

function assignmentOf(row: Row): Assignment {
  const vmId = textOrNull(row, 'vm_id');
  return {
    id: text(row, 'id'),
    what: json(row, 'what') as AssignedThing,
    to: vmId === null ? { kind: 'user', userId: text(row, 'user_id') } : { kind: 'vm', vmId },
    enabled: flag(row, 'enabled'),
    note: text(row, 'note'),
    createdAt: integer(row, 'created_at'),
    version: integer(row, 'version'),
  };
}

function whatColumns(what: AssignedThing): Params {
  return { what: JSON.stringify(what), client_id: what.clientId };
}

function toColumns(to: Destination): Params {
  return { vm_id: to.kind === 'vm' ? to.vmId : null, user_id: to.kind === 'user' ? to.userId : null };
}

function describeThing(what: AssignedThing): string {
  switch (what.kind) {
    case 'device':
      return `device ${formatVidPid(what.vendorId, what.productId)} ${what.serial} ${what.portPath ?? ''}`.trim();
    case 'port':
      return `port ${what.portPath}`;
    case 'rule':
      return `devices that fit ${JSON.stringify(what.filter)}`;
  }
}

export function assignmentTable(scope: Scope): AssignmentTable {
  const get: AssignmentTable['get'] = (id) => {
    const row = scope.get('SELECT * FROM assignments WHERE id = :id', { id });
    return row === undefined ? undefined : assignmentOf(row);
  };
  const record = (action: string, { what, to }: Assignment, details: Record<string, string>): void => {
    scope.audit({
      action,
      outcome: 'ok',
      ...(what.clientId === null
        ? {}
        : { client: { id: what.clientId, name: nameOf(scope, 'clients', what.clientId) } }),
      ...(to.kind === 'vm'
        ? { vm: { id: to.vmId, name: nameOf(scope, 'vms', to.vmId) } }
        : { user: { id: to.userId, name: nameOf(scope, 'users', to.userId) } }),
      details: { what: describeThing(what), ...details },
    });
  };
  return {
    get,
    list(page) {
      const limit = pageLimit(page);
      const rows = scope.all('SELECT * FROM assignments WHERE id > :after ORDER BY id LIMIT :limit', {
        after: page.after ?? '',
        limit: limit + 1,
      });
      return toPage(rows, limit, assignmentOf, (row) => text(row, 'id'));
    },
    forClient: (clientId) =>
      scope
        .all('SELECT * FROM assignments WHERE client_id = :clientId OR client_id IS NULL', { clientId })
        .map(assignmentOf),
    create(assignment) {
      scope.needRoom('assignments', 'assignments', LIMITS.assignments);
      const id = scope.newId();
      scope.run(
        `INSERT INTO assignments (id, what, client_id, vm_id, user_id, enabled, note, created_at, version)
         VALUES (:id, :what, :client_id, :vm_id, :user_id, :enabled, :note, :now, 1)`,
        {
          ...whatColumns(assignment.what),
          ...toColumns(assignment.to),
          id,
          enabled: assignment.enabled ? 1 : 0,
          note: assignment.note,
          now: scope.wall(),
        },
      );
      scope.changed('assignment', id, 'created');
      const created = found(get(id), 'assignment');
      record('assignment.created', created, {});
      return created;
    },
    update(id, version, change) {
      const before = found(get(id), 'assignment');
      scope.updateVersioned('assignments', 'assignment', id, version, {
        ...(change.what === undefined ? {} : whatColumns(change.what)),
        ...(change.to === undefined ? {} : toColumns(change.to)),
        ...(change.enabled === undefined ? {} : { enabled: change.enabled ? 1 : 0 }),
        ...(change.note === undefined ? {} : { note: change.note }),
      });
      scope.changed('assignment', id, 'updated');
      const after = found(get(id), 'assignment');
      record('assignment.changed', after, differences(before, change));
      return after;
    },
    delete(id, version) {
      const before = found(get(id), 'assignment');
      scope.deleteVersioned('assignments', 'assignment', id, version);
      scope.changed('assignment', id, 'deleted');
      record('assignment.deleted', before, {});
    },
  };
}
