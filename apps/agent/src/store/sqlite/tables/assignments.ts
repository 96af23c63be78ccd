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

/**
 * Those that may be about devices of a client, parsed once for each change of them: every look at a device asks. Owns what is
 * kept; a mark in the database tells whether it is still so.
 */
class KeptAssignments {
  readonly #scope: Scope;
  #everywhere: { readonly mark: string; readonly items: ReadonlyMap<string, Assignment> } | undefined;
  #atClients: { readonly mark: string; readonly byClient: Map<string, readonly Assignment[]> } | undefined;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  forClient(clientId: string): readonly Assignment[] {
    const marks = new Map(
      this.#scope
        .all("SELECT key, text FROM meta WHERE key IN ('assignments_everywhere', 'assignments_at_clients')")
        .map((row) => [text(row, 'key'), text(row, 'text')]),
    );
    const own = this.#ofClient(marks.get('assignments_at_clients') ?? '', clientId);
    return [...own, ...this.#ofAll(marks.get('assignments_everywhere') ?? '')];
  }

  #ofAll(mark: string): Iterable<Assignment> {
    if (this.#everywhere?.mark !== mark) {
      const before = this.#everywhere?.items;
      const items = new Map<string, Assignment>();
      for (const row of this.#scope.all('SELECT * FROM assignments WHERE client_id IS NULL')) {
        const now = assignmentOf(row);
        // The same object as long as it is the same: what was made of its filter is kept by it.
        const known = before?.get(now.id);
        items.set(now.id, known !== undefined && isSame(known, now) ? known : now);
      }
      this.#everywhere = { mark, items };
    }
    return this.#everywhere.items.values();
  }

  #ofClient(mark: string, clientId: string): readonly Assignment[] {
    if (this.#atClients?.mark !== mark) this.#atClients = { mark, byClient: new Map() };
    const { byClient } = this.#atClients;
    let items = byClient.get(clientId);
    if (items === undefined) {
      items = this.#scope
        .all('SELECT * FROM assignments WHERE client_id = :clientId', { clientId })
        .map(assignmentOf);
      byClient.set(clientId, items);
    }
    return items;
  }
}

function isSame(left: Assignment, right: Assignment): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
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
  const kept = new KeptAssignments(scope);
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
    forClient: (clientId) => kept.forClient(clientId),
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
