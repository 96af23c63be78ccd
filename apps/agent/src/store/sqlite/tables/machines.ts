/** Clients and VMs in SQLite. */
import {
  LIMITS,
  nameKey,
  vmSpecSchema,
  type Client,
  type Vm,
  type VmBuild,
  type VmSpec,
} from '@farport/fleet';
import * as v from 'valibot';
import { StoreError } from '../../errors.ts';
import type { ClientTable, VmTable } from '../../tables.ts';
import { definedOf, differences, found, pageLimit, toPage, type Scope } from '../scope.ts';
import { flag, integer, integerOrNull, text, textOrNull, type Params, type Row } from '../sql.ts';
import { nameOf } from './people.ts';
import { needUnnamed } from './policies.ts';

function clientOf(row: Row): Client {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    description: text(row, 'description'),
    enabled: flag(row, 'enabled'),
    platform: text(row, 'platform'),
    softwareVersion: text(row, 'software_version'),
    enrolledAt: integer(row, 'enrolled_at'),
    connectedHost: textOrNull(row, 'connected_host'),
    seenAt: integerOrNull(row, 'seen_at'),
    version: integer(row, 'version'),
  };
}

function vmOf(row: Row): Vm {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    description: text(row, 'description'),
    host: text(row, 'host'),
    wantedPower: text(row, 'wanted_power') === 'on' ? 'on' : 'off',
    build: buildOf(row),
    createdAt: integer(row, 'created_at'),
    version: integer(row, 'version'),
  };
}

function buildOf(row: Row): VmBuild | null {
  const spec = textOrNull(row, 'spec');
  if (spec === null) return null;
  const state = textOrNull(row, 'build_state');
  return {
    spec: specOf(spec),
    state: state === 'ready' || state === 'building' ? state : 'failed',
    message: text(row, 'build_message'),
  };
}

/** @throws StoreError store.corrupt */
function specOf(kept: string): VmSpec {
  try {
    return v.parse(vmSpecSchema, JSON.parse(kept));
  } catch (cause) {
    throw new StoreError('store.corrupt', 'the database has a VM that cannot be: restore a backup', {
      cause,
    });
  }
}

export function clientTable(scope: Scope): ClientTable {
  const get: ClientTable['get'] = (id) => {
    const row = scope.get('SELECT * FROM clients WHERE id = :id', { id });
    return row === undefined ? undefined : clientOf(row);
  };
  return {
    get,
    byName(name) {
      const row = scope.get('SELECT * FROM clients WHERE name_key = :key', { key: nameKey(name) });
      return row === undefined ? undefined : clientOf(row);
    },
    byKeyHash(hash) {
      const row = scope.get('SELECT * FROM clients WHERE key_hash = :hash', { hash });
      return row === undefined ? undefined : clientOf(row);
    },
    list(page) {
      const limit = pageLimit(page);
      const rows = scope.all('SELECT * FROM clients WHERE name_key > :after ORDER BY name_key LIMIT :limit', {
        after: page.after ?? '',
        limit: limit + 1,
      });
      return toPage(rows, limit, clientOf, (row) => text(row, 'name_key'));
    },
    count: () => scope.count('clients'),
    countOnline: () => scope.count('clients WHERE connected_host IS NOT NULL'),
    create(client) {
      scope.needRoom('clients', 'clients', LIMITS.clients);
      const id = scope.newId();
      scope.run(
        `INSERT INTO clients (id, name, name_key, description, enabled, platform, software_version, key_hash,
                              enrolled_at, connected_host, seen_at, version)
         VALUES (:id, :name, :key, :description, 1, :platform, :softwareVersion, :keyHash, :now, NULL, NULL, 1)`,
        { ...client, id, key: nameKey(client.name), now: scope.wall() },
      );
      scope.changed('client', id, 'created');
      scope.audit({
        action: 'client.enrolled',
        outcome: 'ok',
        client: { id, name: client.name },
        details: { platform: client.platform, version: client.softwareVersion },
      });
      return found(get(id), 'client');
    },
    update(id, version, change) {
      const before = found(get(id), 'client');
      const columns: Params = {};
      if (change.name !== undefined)
        Object.assign(columns, { name: change.name, name_key: nameKey(change.name) });
      if (change.description !== undefined) columns['description'] = change.description;
      if (change.enabled !== undefined) columns['enabled'] = change.enabled ? 1 : 0;
      scope.updateVersioned('clients', 'client', id, version, columns);
      scope.changed('client', id, 'updated');
      scope.audit({
        action: 'client.changed',
        outcome: 'ok',
        client: { id, name: before.name },
        details: differences(before, change),
      });
      return found(get(id), 'client');
    },
    setConnected(id, host) {
      const params = { id, host, now: scope.wall() };
      if (scope.run('UPDATE clients SET connected_host = :host, seen_at = :now WHERE id = :id', params) > 0) {
        scope.changed('client', id, 'updated');
      }
      return found(get(id), 'client');
    },
    disconnectAll(host) {
      const rows = scope.all('SELECT id FROM clients WHERE connected_host = :host', { host });
      scope.run('UPDATE clients SET connected_host = NULL WHERE connected_host = :host', { host });
      for (const row of rows) scope.changed('client', text(row, 'id'), 'updated');
      return rows.length;
    },
    delete(id, version) {
      const before = found(get(id), 'client');
      needUnnamed(scope, 'clients', id, before.name);
      scope.changedAll('assignment', 'deleted', 'SELECT id FROM assignments WHERE client_id = :id', { id });
      scope.changedAll('device', 'deleted', 'SELECT id FROM devices WHERE client_id = :id', { id });
      const ports = "SELECT client_id || ':' || path AS id FROM ports WHERE client_id = :id";
      scope.changedAll('port', 'deleted', ports, { id });
      scope.deleteVersioned('clients', 'client', id, version);
      scope.changed('client', id, 'deleted');
      scope.audit({ action: 'client.removed', outcome: 'ok', client: { id, name: before.name } });
    },
  };
}

export function vmTable(scope: Scope): VmTable {
  const get: VmTable['get'] = (id) => {
    const row = scope.get('SELECT * FROM vms WHERE id = :id', { id });
    return row === undefined ? undefined : vmOf(row);
  };
  const granted = (vmId: string, subject: { kind: 'user' | 'group'; id: string }, action: string): void => {
    const name = nameOf(scope, subject.kind === 'user' ? 'users' : 'groups', subject.id);
    scope.changed('vm', vmId, 'updated');
    scope.audit({
      action,
      outcome: 'ok',
      vm: { id: vmId, name: nameOf(scope, 'vms', vmId) },
      ...(subject.kind === 'user' ? { user: { id: subject.id, name } } : {}),
      details: { [subject.kind]: name },
    });
  };
  const usable = `id IN (SELECT vm_id FROM vm_grants WHERE user_id = :userId
    UNION SELECT vm_id FROM vm_grants JOIN group_members USING (group_id) WHERE group_members.user_id = :userId)`;
  return {
    get,
    byName(name) {
      const row = scope.get('SELECT * FROM vms WHERE name_key = :key', { key: nameKey(name) });
      return row === undefined ? undefined : vmOf(row);
    },
    list(page) {
      const limit = pageLimit(page);
      const rows = scope.all('SELECT * FROM vms WHERE name_key > :after ORDER BY name_key LIMIT :limit', {
        after: page.after ?? '',
        limit: limit + 1,
      });
      return toPage(rows, limit, vmOf, (row) => text(row, 'name_key'));
    },
    count: () => scope.count('vms'),
    create({ spec, ...vm }) {
      scope.needRoom('VMs', 'vms', LIMITS.vms);
      const id = scope.newId();
      scope.run(
        `INSERT INTO vms (id, name, name_key, description, host, wanted_power, created_at, version, spec, build_state)
         VALUES (:id, :name, :key, :description, :host, 'off', :now, 1, :spec, :state)`,
        {
          ...vm,
          id,
          key: nameKey(vm.name),
          now: scope.wall(),
          spec: spec === undefined ? null : JSON.stringify(spec),
          state: spec === undefined ? null : 'building',
        },
      );
      scope.changed('vm', id, 'created');
      scope.audit({
        action: 'vm.created',
        outcome: 'ok',
        vm: { id, name: vm.name },
        ...(spec === undefined ? {} : { details: detailsOf(spec) }),
      });
      return found(get(id), 'VM');
    },
    setBuild(id, { state, message }) {
      const params = { id, state, message: message.slice(0, LIMITS.text) };
      const changed = scope.run(
        'UPDATE vms SET build_state = :state, build_message = :message WHERE id = :id AND spec IS NOT NULL',
        params,
      );
      if (changed === 0) return undefined;
      const vm = found(get(id), 'VM');
      scope.changed('vm', id, 'updated');
      if (state !== 'building') {
        scope.audit({
          action: 'vm.built',
          outcome: state === 'ready' ? 'ok' : 'failed',
          vm: { id, name: vm.name },
          ...(message === '' ? {} : { reason: message }),
        });
      }
      return vm;
    },
    builtOn: (host) =>
      scope
        .all('SELECT * FROM vms WHERE spec IS NOT NULL AND host = :host ORDER BY name_key LIMIT :limit', {
          host,
          limit: LIMITS.vms,
        })
        .map(vmOf),
    update(id, version, change) {
      const before = found(get(id), 'VM');
      const { wantedPower, name, spec, ...rest } = change;
      const columns = Object.fromEntries(definedOf(rest)) as Params;
      if (name !== undefined) Object.assign(columns, { name, name_key: nameKey(name) });
      if (wantedPower !== undefined) columns['wanted_power'] = wantedPower;
      if (spec !== undefined) {
        if (before.build === null)
          throw new StoreError('store.invalid', `VM ${before.name} is not built by the fleet`);
        columns['spec'] = JSON.stringify(spec);
      }
      scope.updateVersioned('vms', 'VM', id, version, columns);
      scope.changed('vm', id, 'updated');
      const { spec: _, ...said } = change;
      scope.audit({
        action: 'vm.changed',
        outcome: 'ok',
        vm: { id, name: before.name },
        details: {
          ...differences(before, said),
          ...(spec === undefined ? {} : differences(before.build?.spec ?? {}, spec)),
        },
      });
      return found(get(id), 'VM');
    },
    delete(id, version) {
      const before = found(get(id), 'VM');
      needUnnamed(scope, 'vms', id, before.name);
      scope.changedAll('assignment', 'deleted', 'SELECT id FROM assignments WHERE vm_id = :id', { id });
      scope.changedAll('device', 'updated', 'SELECT id FROM devices WHERE wanted_vm_id = :id', { id });
      scope.deleteVersioned('vms', 'VM', id, version);
      scope.changed('vm', id, 'deleted');
      scope.audit({ action: 'vm.deleted', outcome: 'ok', vm: { id, name: before.name } });
    },
    grants(vmId, page) {
      const limit = pageLimit(page);
      const rows = scope.all(
        `SELECT vm_id, CASE WHEN user_id IS NULL THEN 'group' ELSE 'user' END AS kind,
                coalesce(user_id, group_id) AS subject
         FROM vm_grants WHERE vm_id = :vmId AND coalesce(user_id, group_id) > :after ORDER BY subject LIMIT :limit`,
        { vmId, after: page.after ?? '', limit: limit + 1 },
      );
      return toPage(
        rows,
        limit,
        (row) => ({
          vmId,
          subject: { kind: text(row, 'kind') === 'user' ? 'user' : 'group', id: text(row, 'subject') },
        }),
        (row) => text(row, 'subject'),
      );
    },
    grant(vmId, subject) {
      scope.needRoom('grants of this VM', 'vm_grants WHERE vm_id = :vmId', LIMITS.grantsOfVm, { vmId });
      const column = subject.kind === 'user' ? 'user_id' : 'group_id';
      const added = scope.run(
        `INSERT INTO vm_grants (vm_id, ${column}) VALUES (:vmId, :id) ON CONFLICT DO NOTHING`,
        { vmId, id: subject.id },
      );
      if (added > 0) granted(vmId, subject, 'vm.granted');
      return added > 0;
    },
    revoke(vmId, subject) {
      const column = subject.kind === 'user' ? 'user_id' : 'group_id';
      const removed = scope.run(`DELETE FROM vm_grants WHERE vm_id = :vmId AND ${column} = :id`, {
        vmId,
        id: subject.id,
      });
      if (removed > 0) granted(vmId, subject, 'vm.revoked');
      return removed > 0;
    },
    ofUser(userId, page) {
      const limit = pageLimit(page);
      const rows = scope.all(
        `SELECT * FROM vms WHERE name_key > :after AND ${usable} ORDER BY name_key LIMIT :limit`,
        { userId, after: page.after ?? '', limit: limit + 1 },
      );
      return toPage(rows, limit, vmOf, (row) => text(row, 'name_key'));
    },
    mayUse: (userId, vmId) =>
      scope.get(`SELECT 1 FROM vms WHERE id = :vmId AND ${usable}`, { userId, vmId }) !== undefined,
  };
}

/** What a new VM is built of, for the audit. */
function detailsOf(spec: VmSpec): Record<string, string> {
  return Object.fromEntries(
    definedOf(spec)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}
