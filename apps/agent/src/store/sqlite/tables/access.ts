/** Credentials, sessions, tokens and enrolment codes in SQLite. Only hashes of secrets come here. */
import { LIMITS, isScope } from '@farport/fleet';
import type {
  ApiToken,
  CredentialTable,
  EnrolmentCode,
  EnrolmentTable,
  Session,
  SessionTable,
  TokenTable,
} from '../../tables.ts';
import { found, pageLimit, toPage, type Scope } from '../scope.ts';
import { flag, integer, integerOrNull, json, text, textOrNull, type Params, type Row } from '../sql.ts';
import { nameOf, userOf } from './people.ts';

export function credentialTable(scope: Scope): CredentialTable {
  /** Whoever shows the user shows the lock, too. */
  const lockEnds = (userId: string): void => {
    const locked = 'SELECT user_id AS id FROM credentials WHERE user_id = :userId AND locked_until > 0';
    scope.changedAll('user', 'updated', locked, { userId });
  };
  return {
    get(userId) {
      const row = scope.get('SELECT * FROM credentials WHERE user_id = :userId', { userId });
      if (row === undefined) return undefined;
      return {
        userId,
        passwordHash: text(row, 'password_hash'),
        mustChange: flag(row, 'must_change'),
        changedAt: integer(row, 'changed_at'),
        failures: integer(row, 'failures'),
        lockedUntil: integer(row, 'locked_until'),
      };
    },
    lockOf(userId) {
      const lasts = 'SELECT locked_until FROM credentials WHERE user_id = :userId AND locked_until > :now';
      const row = scope.get(lasts, { userId, now: scope.latestTime() });
      return row === undefined ? null : integer(row, 'locked_until');
    },
    setPassword(userId, passwordHash, mustChange) {
      lockEnds(userId);
      scope.run(
        `INSERT INTO credentials (user_id, password_hash, must_change, changed_at, failures, locked_until)
         VALUES (:userId, :passwordHash, :mustChange, :now, 0, 0)
         ON CONFLICT (user_id) DO UPDATE SET password_hash = :passwordHash, must_change = :mustChange,
           changed_at = :now, failures = 0, locked_until = 0`,
        { userId, passwordHash, mustChange: mustChange ? 1 : 0, now: scope.wall() },
      );
      scope.audit({
        action: 'user.password_set',
        outcome: 'ok',
        user: { id: userId, name: nameOf(scope, 'users', userId) },
      });
    },
    rehash(userId, passwordHash) {
      scope.run('UPDATE credentials SET password_hash = :passwordHash WHERE user_id = :userId', {
        userId,
        passwordHash,
      });
    },
    recordFailure(userId, lockedUntil) {
      scope.run(
        `UPDATE credentials SET failures = failures + 1, locked_until = max(locked_until, :lockedUntil)
         WHERE user_id = :userId`,
        { userId, lockedUntil },
      );
      if (lockedUntil > 0) scope.changed('user', userId, 'updated');
      const row = scope.get('SELECT failures FROM credentials WHERE user_id = :userId', { userId });
      return row === undefined ? 0 : integer(row, 'failures');
    },
    clearFailures(userId) {
      lockEnds(userId);
      scope.run('UPDATE credentials SET failures = 0, locked_until = 0 WHERE user_id = :userId', { userId });
    },
  };
}

function sessionOf(row: Row): Session {
  return {
    id: text(row, 'id'),
    userId: text(row, 'user_id'),
    createdAt: integer(row, 'created_at'),
    expiresAt: integer(row, 'expires_at'),
    idleExpiresAt: integer(row, 'idle_expires_at'),
    seenAt: integer(row, 'seen_at'),
    address: text(row, 'address'),
    userAgent: text(row, 'user_agent'),
    clientId: textOrNull(row, 'client_id'),
  };
}

const over = '(expires_at <= :now OR idle_expires_at <= :now)';

export function sessionTable(scope: Scope): SessionTable {
  /** Who is at these clients changes along with sessions that a query finds. */
  const left = (where: string, params: Params): void => {
    const query = `SELECT DISTINCT client_id AS id FROM sessions WHERE client_id IS NOT NULL AND ${where}`;
    scope.changedAll('client', 'updated', query, params);
  };
  const audit = (action: string, row: Row, client: string): void => {
    scope.audit({
      action,
      outcome: 'ok',
      user: { id: text(row, 'user_id'), name: text(row, 'name') },
      client: { id: client, name: nameOf(scope, 'clients', client) },
    });
  };
  /** Takes a client from the sessions of those who sat there before. */
  const clear = (client: string, userId: string): void => {
    const before = scope.all(
      `SELECT sessions.id, user_id, name, ${over} AS over FROM sessions JOIN users ON users.id = user_id WHERE client_id = :client`,
      { client, now: scope.latestTime() },
    );
    scope.run('UPDATE sessions SET client_id = NULL WHERE client_id = :client', { client });
    const left = new Map<string, Row>();
    for (const row of before) {
      scope.changed('session', text(row, 'id'), 'updated');
      if (!flag(row, 'over') && text(row, 'user_id') !== userId) left.set(text(row, 'user_id'), row);
    }
    for (const row of left.values()) audit('session.left_client', row, client);
  };
  return {
    sitAt(id, clientId) {
      const before = scope.get(
        'SELECT sessions.*, users.name FROM sessions JOIN users ON users.id = user_id WHERE sessions.id = :id',
        { id },
      );
      if (before === undefined) return false;
      const was = textOrNull(before, 'client_id');
      if (was === clientId) return true;
      if (clientId !== null) clear(clientId, text(before, 'user_id'));
      scope.run('UPDATE sessions SET client_id = :clientId WHERE id = :id', { id, clientId });
      scope.changed('session', id, 'updated');
      for (const client of [was, clientId]) {
        if (client === null) continue;
        scope.changed('client', client, 'updated');
        audit(client === clientId ? 'session.at_client' : 'session.left_client', before, client);
      }
      return true;
    },
    atClient: (clientId) =>
      scope
        .all(
          `SELECT users.* FROM users JOIN (
             SELECT user_id, max(created_at) AS at FROM sessions WHERE client_id = :clientId AND NOT ${over} GROUP BY user_id
           ) ON user_id = users.id WHERE enabled = 1 ORDER BY at DESC, users.id LIMIT :limit`,
          { clientId, now: scope.latestTime(), limit: LIMITS.sessionsOfUser },
        )
        .map(userOf),
    clientOf(id) {
      const row = scope.get(`SELECT client_id FROM sessions WHERE id = :id AND NOT ${over}`, {
        id,
        now: scope.latestTime(),
      });
      return row === undefined ? null : textOrNull(row, 'client_id');
    },
    anyExpiredAtClient: () =>
      scope.get(`SELECT 1 FROM sessions WHERE client_id IS NOT NULL AND ${over} LIMIT 1`, {
        now: scope.latestTime(),
      }) !== undefined,
    leaveExpired(limit) {
      const params = { now: scope.latestTime(), limit };
      const some = `id IN (SELECT id FROM sessions WHERE client_id IS NOT NULL AND ${over} ORDER BY id LIMIT :limit)`;
      left(some, params);
      return scope.run(`UPDATE sessions SET client_id = NULL WHERE ${some}`, params) > 0;
    },
    get(id) {
      const row = scope.get('SELECT * FROM sessions WHERE id = :id', { id });
      return row === undefined ? undefined : sessionOf(row);
    },
    byTokenHash(hash) {
      const row = scope.get('SELECT * FROM sessions WHERE token_hash = :hash', { hash });
      return row === undefined ? undefined : sessionOf(row);
    },
    ofUser: (userId) =>
      scope
        .all(`SELECT * FROM sessions WHERE user_id = :userId AND NOT ${over} ORDER BY created_at DESC, id`, {
          userId,
          now: scope.latestTime(),
        })
        .map(sessionOf),
    list(page) {
      const limit = pageLimit(page);
      const rows = scope.all(
        `SELECT * FROM sessions WHERE id > :after AND NOT ${over} ORDER BY id LIMIT :limit`,
        { after: page.after ?? '', limit: limit + 1, now: scope.latestTime() },
      );
      return toPage(rows, limit, sessionOf, (row) => text(row, 'id'));
    },
    create(session) {
      const oldest = `SELECT id FROM sessions WHERE user_id = :userId
        ORDER BY ${over}, created_at DESC, id LIMIT -1 OFFSET :kept`;
      const room = { userId: session.userId, kept: LIMITS.sessionsOfUser - 1, now: scope.latestTime() };
      scope.changedAll('session', 'deleted', oldest, room);
      left(`id IN (${oldest})`, room);
      scope.run(`DELETE FROM sessions WHERE id IN (${oldest})`, room);
      const id = scope.newId();
      scope.run(
        `INSERT INTO sessions (id, token_hash, user_id, created_at, expires_at, idle_expires_at, seen_at, address, user_agent)
         VALUES (:id, :tokenHash, :userId, :now, :expiresAt, :idleExpiresAt, :now, :address, :userAgent)`,
        { ...session, id, now: scope.wall() },
      );
      scope.changed('session', id, 'created');
      return found(scope.all('SELECT * FROM sessions WHERE id = :id', { id }).map(sessionOf)[0], 'session');
    },
    touch(id, idleExpiresAt) {
      scope.run('UPDATE sessions SET seen_at = :now, idle_expires_at = :idleExpiresAt WHERE id = :id', {
        id,
        idleExpiresAt,
        now: scope.wall(),
      });
    },
    end(id, how = 'ended') {
      const session = scope.all('SELECT * FROM sessions WHERE id = :id', { id }).map(sessionOf)[0];
      if (session === undefined) return false;
      left('id = :id', { id });
      scope.run('DELETE FROM sessions WHERE id = :id', { id });
      scope.changed('session', id, 'deleted');
      const { userId, clientId, address } = session;
      scope.audit({
        action: how === 'signed_out' ? 'session.signed_out' : 'session.ended',
        outcome: 'ok',
        user: { id: userId, name: nameOf(scope, 'users', userId) },
        ...(clientId === null ? {} : { client: { id: clientId, name: nameOf(scope, 'clients', clientId) } }),
        details: { session: id, address },
      });
      return true;
    },
    endAllOf(userId, exceptId = '') {
      const rows = scope.all('SELECT id FROM sessions WHERE user_id = :userId AND id <> :exceptId', {
        userId,
        exceptId,
      });
      left('user_id = :userId AND id <> :exceptId', { userId, exceptId });
      scope.run('DELETE FROM sessions WHERE user_id = :userId AND id <> :exceptId', { userId, exceptId });
      for (const row of rows) scope.changed('session', text(row, 'id'), 'deleted');
      if (rows.length > 0) {
        scope.audit({
          action: 'session.ended',
          outcome: 'ok',
          user: { id: userId, name: nameOf(scope, 'users', userId) },
          details: { sessions: String(rows.length) },
        });
      }
      return rows.length;
    },
  };
}

function tokenOf(row: Row): ApiToken {
  const scopes = json(row, 'scopes');
  return {
    id: text(row, 'id'),
    userId: text(row, 'user_id'),
    name: text(row, 'name'),
    // A scope that this version does not know gives no right.
    scopes: Array.isArray(scopes) ? scopes.filter((each) => typeof each === 'string').filter(isScope) : [],
    createdAt: integer(row, 'created_at'),
    expiresAt: integerOrNull(row, 'expires_at'),
    lastUsedAt: integerOrNull(row, 'last_used_at'),
  };
}

export function tokenTable(scope: Scope): TokenTable {
  const get: TokenTable['get'] = (id) => {
    const row = scope.get('SELECT * FROM api_tokens WHERE id = :id', { id });
    return row === undefined ? undefined : tokenOf(row);
  };
  const record = (action: string, token: ApiToken): void => {
    scope.audit({
      action,
      outcome: 'ok',
      user: { id: token.userId, name: nameOf(scope, 'users', token.userId) },
      details: { token: token.name, scopes: token.scopes.join(' ') },
    });
  };
  const revoke: TokenTable['revoke'] = (id) => {
    const token = found(get(id), 'token');
    scope.run('DELETE FROM api_tokens WHERE id = :id', { id });
    scope.changed('token', id, 'deleted');
    record('token.revoked', token);
  };
  return {
    get,
    byTokenHash(hash) {
      const row = scope.get('SELECT * FROM api_tokens WHERE token_hash = :hash', { hash });
      return row === undefined ? undefined : tokenOf(row);
    },
    list(userId, page) {
      const limit = pageLimit(page);
      const rows = scope.all(
        `SELECT * FROM api_tokens WHERE id > :after AND (:userId IS NULL OR user_id = :userId) ORDER BY id LIMIT :limit`,
        { after: page.after ?? '', userId, limit: limit + 1 },
      );
      return toPage(rows, limit, tokenOf, (row) => text(row, 'id'));
    },
    create({ scopes, ...token }) {
      scope.needRoom('tokens of this user', 'api_tokens WHERE user_id = :userId', LIMITS.tokensOfUser, {
        userId: token.userId,
      });
      const id = scope.newId();
      scope.run(
        `INSERT INTO api_tokens (id, token_hash, user_id, name, scopes, created_at, expires_at)
         VALUES (:id, :tokenHash, :userId, :name, :scopes, :now, :expiresAt)`,
        { ...token, id, scopes: JSON.stringify(scopes), now: scope.wall() },
      );
      scope.changed('token', id, 'created');
      const created = found(get(id), 'token');
      record('token.created', created);
      return created;
    },
    touch(id) {
      scope.run('UPDATE api_tokens SET last_used_at = :now WHERE id = :id', { id, now: scope.wall() });
    },
    revoke,
    revokeAllOf(userId) {
      const rows = scope.all('SELECT id FROM api_tokens WHERE user_id = :userId ORDER BY id', { userId });
      for (const row of rows) revoke(text(row, 'id'));
      return rows.length;
    },
  };
}

function codeOf(row: Row): EnrolmentCode {
  return {
    id: text(row, 'id'),
    clientName: textOrNull(row, 'client_name'),
    createdBy: text(row, 'created_by'),
    createdAt: integer(row, 'created_at'),
    expiresAt: integer(row, 'expires_at'),
    usedAt: integerOrNull(row, 'used_at'),
  };
}

export function enrolmentTable(scope: Scope): EnrolmentTable {
  const get = (id: string): EnrolmentCode | undefined => {
    const row = scope.get('SELECT * FROM enrolment_codes WHERE id = :id', { id });
    return row === undefined ? undefined : codeOf(row);
  };
  return {
    byCodeHash(hash) {
      const row = scope.get('SELECT * FROM enrolment_codes WHERE code_hash = :hash', { hash });
      return row === undefined ? undefined : codeOf(row);
    },
    list(page) {
      const limit = pageLimit(page);
      const rows = scope.all('SELECT * FROM enrolment_codes WHERE id > :after ORDER BY id LIMIT :limit', {
        after: page.after ?? '',
        limit: limit + 1,
      });
      return toPage(rows, limit, codeOf, (row) => text(row, 'id'));
    },
    create(code) {
      const usable = 'enrolment_codes WHERE used_at IS NULL AND expires_at > :now';
      scope.needRoom('enrolment codes that can be used', usable, LIMITS.enrolmentCodes, {
        now: scope.latestTime(),
      });
      const id = scope.newId();
      scope.run(
        `INSERT INTO enrolment_codes (id, code_hash, client_name, created_by, created_at, expires_at)
         VALUES (:id, :codeHash, :clientName, :createdBy, :now, :expiresAt)`,
        { ...code, id, now: scope.wall() },
      );
      scope.changed('enrolment', id, 'created');
      scope.audit({
        action: 'enrolment.code_created',
        outcome: 'ok',
        details: { code: id, ...(code.clientName === null ? {} : { client: code.clientName }) },
      });
      return found(get(id), 'enrolment code');
    },
    use(id, clientId) {
      const used = scope.run(
        'UPDATE enrolment_codes SET used_at = :now, client_id = :clientId WHERE id = :id AND used_at IS NULL',
        { id, clientId, now: scope.wall() },
      );
      if (used > 0) scope.changed('enrolment', id, 'updated');
      return used > 0;
    },
    delete(id) {
      if (scope.run('DELETE FROM enrolment_codes WHERE id = :id', { id }) > 0) {
        scope.changed('enrolment', id, 'deleted');
        scope.audit({ action: 'enrolment.code_deleted', outcome: 'ok', details: { code: id } });
      }
    },
  };
}

/**
 * Deletes sessions and codes that are over. A code is remembered for a day, so that it is refused by its name; a session for as
 * long as a ticket lasts that was made by it, which would else look as if somebody had ended the session.
 */
export function pruneAccess(scope: Scope, step: number): number {
  const now = scope.latestTime();
  const sessions = scope.run(
    `DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE ${over} LIMIT :step)`,
    { now: now - LIMITS.ticketHours * 3_600_000, step },
  );
  const codes = scope.run(
    'DELETE FROM enrolment_codes WHERE id IN (SELECT id FROM enrolment_codes WHERE expires_at <= :before LIMIT :step)',
    { before: now - 86_400_000, step },
  );
  return sessions + codes;
}
