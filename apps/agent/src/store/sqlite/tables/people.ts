/** Users and groups in SQLite. */
import { LIMITS, nameKey, ROLES, type Group, type User } from '@farport/fleet';
import type { GroupTable, UserTable } from '../../tables.ts';
import { StoreError } from '../../errors.ts';
import { definedOf, differences, found, pageLimit, toPage, type Scope } from '../scope.ts';
import { flag, integer, text, type Params, type Row } from '../sql.ts';
import { needUnnamed } from './policies.ts';

function oneOf<T extends string>(row: Row, column: string, words: readonly T[]): T {
  const value = text(row, column);
  const word = words.find((each) => each === value);
  if (word === undefined) throw new StoreError('store.corrupt', `column ${column} holds "${value}"`);
  return word;
}

export function userOf(row: Row): User {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    displayName: text(row, 'display_name'),
    role: oneOf(row, 'role', ROLES),
    enabled: flag(row, 'enabled'),
    source: oneOf(row, 'source', ['local', 'oidc'] as const),
    createdAt: integer(row, 'created_at'),
    version: integer(row, 'version'),
  };
}

function groupOf(row: Row): Group {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    description: text(row, 'description'),
    createdAt: integer(row, 'created_at'),
    version: integer(row, 'version'),
  };
}

/** Names as the audit shows them; the id where there is none (any more). */
export function nameOf(scope: Scope, table: 'users' | 'clients' | 'vms' | 'groups', id: string): string {
  const row = scope.get(`SELECT name FROM ${table} WHERE id = :id`, { id });
  return row === undefined ? id : text(row, 'name');
}

export function userTable(scope: Scope): UserTable {
  const get: UserTable['get'] = (id) => {
    const row = scope.get('SELECT * FROM users WHERE id = :id', { id });
    return row === undefined ? undefined : userOf(row);
  };
  const countAdministrators: UserTable['countAdministrators'] = () =>
    scope.count("users WHERE role = 'administrator' AND enabled = 1");
  const needAnotherAdministrator = (user: User): void => {
    if (user.role === 'administrator' && user.enabled && countAdministrators() <= 1) {
      throw new StoreError(
        'store.reference',
        'this is the last administrator: make somebody else one first, or nobody can undo it',
      );
    }
  };
  const insert = (
    user: { readonly name: string; readonly displayName: string; readonly role: User['role'] },
    source: User['source'],
  ): User => {
    scope.needRoom('users', 'users', LIMITS.users);
    const id = scope.newId();
    scope.run(
      `INSERT INTO users (id, name, name_key, display_name, role, enabled, source, created_at, version)
       VALUES (:id, :name, :key, :displayName, :role, 1, :source, :now, 1)`,
      { ...user, id, key: nameKey(user.name), source, now: scope.wall() },
    );
    scope.changed('user', id, 'created');
    scope.audit({
      action: 'user.created',
      outcome: 'ok',
      user: { id, name: user.name },
      details: { role: user.role, source },
    });
    return found(get(id), 'user');
  };
  const endSessions = (id: string): void => {
    scope.changedAll('session', 'deleted', 'SELECT id FROM sessions WHERE user_id = :id', { id });
    scope.run('DELETE FROM sessions WHERE user_id = :id', { id });
  };
  /** Beside the user: when the provider last gave them a place, and "out" where it then took it away. */
  const providerKey = (id: string): string => `oidc_user ${id}`;
  const provider: UserTable['provider'] = (id) => {
    const row = scope.get('SELECT number, text FROM meta WHERE key = :key', { key: providerKey(id) });
    return row === undefined
      ? { provedAt: 0, isOut: false }
      : { provedAt: integer(row, 'number'), isOut: text(row, 'text') === 'out' };
  };
  const setProvider = (id: string, provedAt: number, isOut: boolean): void => {
    scope.run(
      `INSERT INTO meta (key, number, text) VALUES (:key, :provedAt, :text)
       ON CONFLICT (key) DO UPDATE SET number = :provedAt, text = :text`,
      { key: providerKey(id), provedAt, text: isOut ? 'out' : '' },
    );
  };
  return {
    get,
    provider,
    byName(name) {
      const row = scope.get('SELECT * FROM users WHERE name_key = :key', { key: nameKey(name) });
      return row === undefined ? undefined : userOf(row);
    },
    byOidc(issuer, subject) {
      const row = scope.get(
        `SELECT users.* FROM users JOIN oidc_identities ON user_id = id
         WHERE issuer = :issuer AND subject = :subject`,
        { issuer, subject },
      );
      return row === undefined ? undefined : userOf(row);
    },
    list(page) {
      const limit = pageLimit(page);
      const search = nameKey(page.search ?? '');
      const rows = scope.all(
        `SELECT * FROM users WHERE name_key > :after AND substr(name_key, 1, length(:search)) = :search
         ORDER BY name_key LIMIT :limit`,
        { after: page.after ?? '', search, limit: limit + 1 },
      );
      return toPage(rows, limit, userOf, (row) => text(row, 'name_key'));
    },
    count: () => scope.count('users'),
    countAdministrators,
    create: (user) => insert(user, 'local'),
    createFromOidc(user, { issuer, subject }) {
      const created = insert(user, 'oidc');
      scope.run('INSERT INTO oidc_identities (issuer, subject, user_id) VALUES (:issuer, :subject, :id)', {
        issuer,
        subject,
        id: created.id,
      });
      setProvider(created.id, scope.latestTime(), false);
      return created;
    },
    followProvider(id, place) {
      const before = found(get(id), 'user');
      const { provedAt, isOut } = provider(id);
      if (!before.enabled && !isOut) return before;
      if (place !== null) setProvider(id, scope.latestTime(), false);
      else if (before.enabled) setProvider(id, provedAt, true);
      const change = place === null ? { enabled: false } : { ...place, enabled: true };
      const details = differences(before, change);
      if (Object.keys(details).length === 0) return before;
      scope.updateVersioned('users', 'user', id, before.version, {
        enabled: place === null ? 0 : 1,
        ...(place === null ? {} : { display_name: place.displayName, role: place.role }),
      });
      if (place === null) endSessions(id);
      scope.changed('user', id, 'updated');
      scope.audit({
        action: 'user.changed',
        outcome: 'ok',
        user: { id, name: before.name },
        reason: place === null ? 'the provider gives them no place here any more' : 'as the provider says',
        details,
      });
      return found(get(id), 'user');
    },
    update(id, version, change) {
      const before = found(get(id), 'user');
      const stays = (change.role ?? before.role) === 'administrator' && (change.enabled ?? before.enabled);
      if (!stays && before.version === version) needAnotherAdministrator(before);
      const columns: Params = {};
      if (change.name !== undefined)
        Object.assign(columns, { name: change.name, name_key: nameKey(change.name) });
      if (change.displayName !== undefined) columns['display_name'] = change.displayName;
      if (change.role !== undefined) columns['role'] = change.role;
      if (change.enabled !== undefined) columns['enabled'] = change.enabled ? 1 : 0;
      scope.updateVersioned('users', 'user', id, version, columns);
      if (change.enabled === false) endSessions(id);
      // Somebody here has decided: whether they are let in is not the provider's alone any more.
      const { provedAt, isOut } = provider(id);
      if (change.enabled !== undefined && isOut) setProvider(id, provedAt, false);
      scope.changed('user', id, 'updated');
      scope.audit({
        action: 'user.changed',
        outcome: 'ok',
        user: { id, name: before.name },
        details: differences(before, change),
      });
      return found(get(id), 'user');
    },
    delete(id, version) {
      const before = found(get(id), 'user');
      if (before.version === version) needAnotherAdministrator(before);
      needUnnamed(scope, 'users', id, before.name);
      scope.changedAll('assignment', 'deleted', 'SELECT id FROM assignments WHERE user_id = :id', { id });
      scope.changedAll('session', 'deleted', 'SELECT id FROM sessions WHERE user_id = :id', { id });
      scope.changedAll('token', 'deleted', 'SELECT id FROM api_tokens WHERE user_id = :id', { id });
      scope.changedAll('vm', 'updated', 'SELECT vm_id AS id FROM vm_grants WHERE user_id = :id', { id });
      scope.changedAll('group', 'updated', 'SELECT group_id AS id FROM group_members WHERE user_id = :id', {
        id,
      });
      scope.changedAll('lease', 'updated', 'SELECT device_id AS id FROM leases WHERE user_id = :id', { id });
      scope.deleteVersioned('users', 'user', id, version);
      scope.run('DELETE FROM meta WHERE key = :key', { key: providerKey(id) });
      scope.changed('user', id, 'deleted');
      scope.audit({ action: 'user.deleted', outcome: 'ok', user: { id, name: before.name } });
    },
  };
}

export function groupTable(scope: Scope): GroupTable {
  const get: GroupTable['get'] = (id) => {
    const row = scope.get('SELECT * FROM groups WHERE id = :id', { id });
    return row === undefined ? undefined : groupOf(row);
  };
  const membership = (groupId: string, userId: string, action: string): void => {
    scope.changed('group', groupId, 'updated');
    scope.audit({
      action,
      outcome: 'ok',
      user: { id: userId, name: nameOf(scope, 'users', userId) },
      details: { group: nameOf(scope, 'groups', groupId) },
    });
  };
  return {
    get,
    byName(name) {
      const row = scope.get('SELECT * FROM groups WHERE name_key = :key', { key: nameKey(name) });
      return row === undefined ? undefined : groupOf(row);
    },
    list(page) {
      const limit = pageLimit(page);
      const rows = scope.all('SELECT * FROM groups WHERE name_key > :after ORDER BY name_key LIMIT :limit', {
        after: page.after ?? '',
        limit: limit + 1,
      });
      return toPage(rows, limit, groupOf, (row) => text(row, 'name_key'));
    },
    create(group) {
      scope.needRoom('groups', 'groups', LIMITS.groups);
      const id = scope.newId();
      scope.run(
        `INSERT INTO groups (id, name, name_key, description, created_at, version)
         VALUES (:id, :name, :key, :description, :now, 1)`,
        { ...group, id, key: nameKey(group.name), now: scope.wall() },
      );
      scope.changed('group', id, 'created');
      scope.audit({ action: 'group.created', outcome: 'ok', details: { group: group.name } });
      return found(get(id), 'group');
    },
    update(id, version, change) {
      const before = found(get(id), 'group');
      const columns: Params = Object.fromEntries(definedOf(change)) as Params;
      if (change.name !== undefined) columns['name_key'] = nameKey(change.name);
      scope.updateVersioned('groups', 'group', id, version, columns);
      scope.changed('group', id, 'updated');
      scope.audit({
        action: 'group.changed',
        outcome: 'ok',
        details: { group: before.name, ...differences(before, change) },
      });
      return found(get(id), 'group');
    },
    delete(id, version) {
      const before = found(get(id), 'group');
      needUnnamed(scope, 'groups', id, before.name);
      scope.changedAll('vm', 'updated', 'SELECT vm_id AS id FROM vm_grants WHERE group_id = :id', { id });
      scope.deleteVersioned('groups', 'group', id, version);
      scope.changed('group', id, 'deleted');
      scope.audit({ action: 'group.deleted', outcome: 'ok', details: { group: before.name } });
    },
    members(groupId, page) {
      const limit = pageLimit(page);
      const rows = scope.all(
        `SELECT users.* FROM group_members JOIN users ON users.id = user_id
         WHERE group_id = :groupId AND name_key > :after ORDER BY name_key LIMIT :limit`,
        { groupId, after: page.after ?? '', limit: limit + 1 },
      );
      return toPage(rows, limit, userOf, (row) => text(row, 'name_key'));
    },
    ofUser: (userId) =>
      scope
        .all(
          `SELECT groups.* FROM group_members JOIN groups ON groups.id = group_id
           WHERE user_id = :userId ORDER BY name_key LIMIT :limit`,
          { userId, limit: LIMITS.groupsOfUser },
        )
        .map(groupOf),
    addMember(groupId, userId) {
      scope.needRoom(
        'members of this group',
        'group_members WHERE group_id = :groupId',
        LIMITS.membersOfGroup,
        {
          groupId,
        },
      );
      scope.needRoom('groups of this user', 'group_members WHERE user_id = :userId', LIMITS.groupsOfUser, {
        userId,
      });
      const added = scope.run(
        'INSERT INTO group_members (group_id, user_id) VALUES (:groupId, :userId) ON CONFLICT DO NOTHING',
        { groupId, userId },
      );
      if (added > 0) membership(groupId, userId, 'group.member_added');
      return added > 0;
    },
    removeMember(groupId, userId) {
      const removed = scope.run('DELETE FROM group_members WHERE group_id = :groupId AND user_id = :userId', {
        groupId,
        userId,
      });
      if (removed > 0) membership(groupId, userId, 'group.member_removed');
      return removed > 0;
    },
  };
}
