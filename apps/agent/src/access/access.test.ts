import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { OPERATIONS, permission, ROLES, type Role, type User } from '@farport/fleet';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { systemContext, type Store } from '../store/store.ts';
import { FakeClock } from '../store/testing/fake-clock.ts';
import { TemporaryDirectory } from '../store/testing/sqlite-place.ts';
import { createFirstAdministrator, createLocalUser, resetPassword, unlockAccount } from './accounts.ts';
import { authenticateToken, createApiToken } from './api-tokens.ts';
import { authenticateClient, CODE_MS, createEnrolmentCode, Enrolment } from './enrolment.ts';
import { lockMs } from './lockout.ts';
import { checkNewPassword, PasswordHasher } from './passwords.ts';
import { authorize, contextOf, type Principal } from './principal.ts';
import { hashEnrolmentCode, hashSecret, newEnrolmentCode, newOneTimePassword, newSecret } from './secrets.ts';
import { authenticateSession, IDLE_MS, SESSION_MS } from './sessions.ts';
import { SignIn } from './sign-in.ts';

/** As cheap as argon2 gets: these tests are about what is done with it. */
const cheap = { memory: 8, passes: 1, parallelism: 1 };
const password = 'correct horse battery';
const from = { address: '192.0.2.1', userAgent: 'test' };

let directory: TemporaryDirectory;
let clock: FakeClock;
let store: Store;
let hasher: PasswordHasher;
let signIn: SignIn;
let alice: User;

beforeEach(async () => {
  directory = new TemporaryDirectory();
  clock = new FakeClock();
  store = SqliteStore.open(directory.file, { clock });
  hasher = new PasswordHasher(cheap);
  signIn = new SignIn(store, hasher);
  alice = await makeUser('alice', 'administrator');
});
afterEach(async () => {
  await store.close();
  directory[Symbol.dispose]();
});

async function makeUser(name: string, role: Role, mustChange = false): Promise<User> {
  const hash = await hasher.hash(password);
  return store.change(systemContext, async (tx) => {
    const user = await tx.users.create({ name, displayName: name, role });
    await tx.credentials.setPassword(user.id, hash, mustChange);
    return user;
  });
}

const enter = (name = 'alice', word = password, address = from.address) =>
  signIn.signIn({ ...from, name, password: word, address });

async function principalOf(name = 'alice'): Promise<Principal> {
  return authenticateSession(store, (await enter(name)).token, from.address);
}

async function lastAudit(): Promise<{ action: string; outcome: string; reason: string | null }> {
  const [record] = (await store.read((tx) => tx.audit.list({ limit: 1 }))).items;
  assert.ok(record);
  return { action: record.action, outcome: record.outcome, reason: record.reason };
}

describe('passwords', () => {
  it('are hashed by argon2id as RFC 9106, section 5.3, has it', () => {
    const tag = argon2Sync('argon2id', {
      message: Buffer.alloc(32, 1),
      nonce: Buffer.alloc(16, 2),
      secret: Buffer.alloc(8, 3),
      associatedData: Buffer.alloc(12, 4),
      memory: 32,
      passes: 3,
      parallelism: 4,
      tagLength: 32,
    });
    assert.equal(tag.toString('hex'), '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
  });

  it('are hashed with a salt of their own at the cost that is set', async () => {
    const [one, two] = [await hasher.hash(password), await hasher.hash(password)];
    assert.match(one, /^\$argon2id\$v=19\$m=8,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    assert.notEqual(one, two);
    assert.equal(await hasher.verify(password, one), true);
    assert.equal(await hasher.verify(`${password} `, one), false);
  });

  it('that were made elsewhere by the same rules are known', () => {
    // phc-winner-argon2's test vector: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
    const tag = argon2Sync('argon2id', {
      message: 'password',
      nonce: 'somesalt',
      memory: 65_536,
      passes: 2,
      parallelism: 1,
      tagLength: 32,
    });
    assert.equal(tag.toString('hex'), '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7');
  });

  it('are the same whichever way an accent was typed', async () => {
    assert.equal(
      await hasher.verify(
        'caf\u00e9 caf\u00e9 caf\u00e9',
        await hasher.hash('cafe\u0301 cafe\u0301 cafe\u0301'),
      ),
      true,
    );
  });

  for (const stored of [
    '',
    'x',
    '$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA',
    '$argon2id$v=19$m=99999999,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA',
  ]) {
    it(`that are stored as ${JSON.stringify(stored.slice(0, 30))} are refused at no cost`, async () => {
      await assert.rejects(hasher.verify(password, stored), { code: 'password.invalid_hash' });
    });
  }

  for (const [weak, why] of [
    ['short', 'needs 12'],
    ['x'.repeat(257), 'at most'],
    ['alice-likes-sticks', 'your name'],
    ['aaaaaaaaaaaaaaaa', 'tried first'],
    ['Password123456', 'tried first'],
    ['123456123456', 'tried first'],
  ] as const) {
    it(`like ${weak.slice(0, 20)} are not chosen`, () => {
      assert.throws(
        () => {
          checkNewPassword(weak, 'alice');
        },
        { code: 'password.weak', message: new RegExp(why) },
      );
    });
  }

  it('like four random words, or what we make ourselves, may be chosen', () => {
    checkNewPassword(password, 'alice');
    checkNewPassword('正确的马电池订书针很好用吗', 'alice');
    checkNewPassword(newOneTimePassword(), 'alice');
  });

  it('are hashed a few at a time, and too many are refused', async () => {
    const results = await Promise.allSettled(Array.from({ length: 80 }, () => hasher.hash(password)));
    const refused = results.filter((result) => result.status === 'rejected');
    assert.equal(refused.length, 80 - 66);
    assert.equal((refused[0]?.reason as { code?: string }).code, 'access.busy');
    await hasher.hash(password);
  });
});

describe('signing in', () => {
  it('opens a session, and the audit says so', async () => {
    const { token, user, mustChangePassword } = await enter('ALICE');
    assert.equal(user.id, alice.id);
    assert.equal(mustChangePassword, false);
    assert.deepEqual(await lastAudit(), { action: 'session.signed_in', outcome: 'ok', reason: null });
    assert.equal((await authenticateSession(store, token, null)).user.name, 'alice');
  });

  it('says the same of a wrong name, a wrong password and an account that is off', async () => {
    const bob = await makeUser('bob', 'user');
    await store.change(systemContext, (tx) => tx.users.update(bob.id, bob.version, { enabled: false }));
    const same = { code: 'access.wrong_credentials', status: 401, message: 'name or password is wrong' };
    await assert.rejects(enter('alice', 'wrong wrong wrong'), same);
    assert.deepEqual(await lastAudit(), {
      action: 'session.sign_in',
      outcome: 'denied',
      reason: 'wrong password',
    });
    await assert.rejects(enter('nobody'), same);
    assert.equal((await lastAudit()).reason, 'unknown name');
    await assert.rejects(enter('bob'), same);
    assert.equal((await lastAudit()).reason, 'account is switched off');
  });

  it('writes no unknown name down: it may be a password in the wrong field', async () => {
    await assert.rejects(enter('my secret password'));
    const { items } = await store.read((tx) => tx.audit.list({}));
    assert.equal(JSON.stringify(items).includes('my secret'), false);
  });

  for (const what of ['switched off', 'given another password'] as const) {
    it(`fails where the account is ${what} while the password is hashed`, async () => {
      await makeUser('bob', 'administrator');
      const hash = await hasher.hash('another horse battery');
      /** Stands for an administrator who is faster: acts when the password has been found right. */
      class FakeSlowHasher extends PasswordHasher {
        override async verify(word: string, stored: string): Promise<boolean> {
          const right = await super.verify(word, stored);
          clock.advance(1);
          await store.change(systemContext, async (tx) => {
            if (what === 'switched off') await tx.users.update(alice.id, alice.version, { enabled: false });
            else await tx.credentials.setPassword(alice.id, hash, true);
          });
          return right;
        }
      }
      signIn = new SignIn(store, new FakeSlowHasher(cheap));
      await assert.rejects(enter(), { code: 'access.wrong_credentials' });
      assert.deepEqual(await store.read((tx) => tx.sessions.ofUser(alice.id)), []);
    });
  }

  it('locks an account after 5 failures, for longer each time, whether it exists or not', async () => {
    for (const name of ['alice', 'nobody']) {
      const wrong = (n: number) => enter(name, 'wrong wrong wrong', `198.51.100.${n}`);
      for (let n = 0; n < 4; n++) await assert.rejects(wrong(n), { code: 'access.wrong_credentials' }, name);
      await assert.rejects(wrong(4), { code: 'access.locked', retryAfter: 30 });
      await assert.rejects(enter(name, password, '198.51.100.5'), { code: 'access.locked' });
      clock.advance(30_000);
      await assert.rejects(wrong(6), { code: 'access.locked', retryAfter: 60 });
      clock.advance(60_000);
    }
    await enter();
    assert.equal((await store.read((tx) => tx.credentials.get(alice.id)))?.failures, 0);
  });

  it('gives no more guesses to many at once than to one after another', async () => {
    const many = Array.from({ length: 20 }, (_, n) => enter('alice', 'wrong wrong wrong', `203.0.113.${n}`));
    const codes = (await Promise.allSettled(many)).map((result) =>
      result.status === 'rejected' ? (result.reason as { code?: string }).code : 'in',
    );
    assert.equal(codes.filter((code) => code === 'access.wrong_credentials').length, 4);
    assert.equal(codes.filter((code) => code === 'access.locked').length, 16);
  });

  it('of one address at once is no more guesses than one after another, and each is hashed', async () => {
    let hashed = 0;
    class CountingHasher extends PasswordHasher {
      override verifyNothing(word: string): Promise<false> {
        hashed++;
        return super.verifyNothing(word);
      }
    }
    signIn = new SignIn(store, new CountingHasher(cheap));
    const many = Array.from({ length: 60 }, (_, n) => enter(`nobody-${n}`));
    const codes = (await Promise.allSettled(many)).map((result) =>
      result.status === 'rejected' ? (result.reason as { code?: string }).code : 'in',
    );
    assert.equal(codes.filter((code) => code === 'access.wrong_credentials').length, 10);
    assert.equal(codes.filter((code) => code === 'access.throttled').length, 50);
    assert.equal(hashed, 10);
  });

  it('of many people behind one address lets all of them in, two at a time', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `person-${n}`);
    for (const name of names) await makeUser(name, 'user');
    const [elsewhere, ...all] = await Promise.all([
      enter('alice', password, '203.0.113.1'),
      ...names.map((name) => enter(name)),
    ]);
    assert.deepEqual(
      all.map(({ user }) => user.name),
      names,
    );
    assert.equal(elsewhere.user.name, 'alice');
    const more = Array.from({ length: 130 }, () => enter());
    const refused = (await Promise.allSettled(more)).filter(({ status }) => status === 'rejected');
    assert.equal(refused.length, 130 - 64 - 2);
    assert.equal(((refused[0] as PromiseRejectedResult).reason as { code: string }).code, 'access.busy');
    await enter();
  });

  it('is refused where too many wait', async () => {
    const many = Array.from({ length: 501 }, (_, n) =>
      enter('nobody', 'wrong wrong wrong', `203.0.113.${n % 100}`),
    );
    const codes = (await Promise.allSettled(many)).map((result) =>
      result.status === 'rejected' ? (result.reason as { code?: string }).code : 'in',
    );
    assert.equal(codes.filter((code) => code === 'access.busy').length, 1);
  });

  it('stays locked over a restart and a clock that is set back', async () => {
    for (let n = 0; n < 5; n++) await assert.rejects(enter('alice', 'wrong wrong wrong'));
    await store.close();
    clock.setWall(-86_400_000);
    clock.restart(0);
    store = SqliteStore.open(directory.file, { clock });
    signIn = new SignIn(store, hasher);
    await assert.rejects(enter(), { code: 'access.locked' });
    clock.advance(30_000);
    await enter();
  });

  it('is throttled by address before anything is hashed', async () => {
    for (let n = 0; n < 10; n++) await assert.rejects(enter(`nobody${n}`));
    await assert.rejects(enter(), { code: 'access.throttled', status: 429 });
    await enter('alice', password, '192.0.2.99');
    clock.advance(6_000);
    await enter();
  });

  it('brings a hash of an older cost up to date', async () => {
    signIn = new SignIn(store, new PasswordHasher({ memory: 16, passes: 2, parallelism: 1 }));
    await enter();
    assert.match(
      (await store.read((tx) => tx.credentials.get(alice.id)))?.passwordHash ?? '',
      /m=16,t=2,p=1/,
    );
    await enter();
  });

  it('with a one-time password lets nothing be done but to change it', async () => {
    await makeUser('new', 'administrator', true);
    const { token } = await enter('new');
    const principal = await authenticateSession(store, token, null);
    assert.throws(
      () => {
        authorize(principal, 'vm.read', false);
      },
      { code: 'access.must_change_password', status: 403 },
    );
    authorize(principal, 'password.change', true);
    const newPassword = 'another horse battery';
    await signIn.changePassword({ ...from, name: 'new', password, newPassword, sessionId: principal.via.id });
    authorize(await authenticateSession(store, token, null), 'vm.read', false);
    await assert.rejects(enter('new'), { code: 'access.wrong_credentials' });
    await enter('new', newPassword);
  });

  it('elsewhere ends when the password is changed', async () => {
    const [here, there] = [await enter(), await enter()];
    await signIn.changePassword({
      ...from,
      name: 'alice',
      password,
      newPassword: 'another horse battery',
      sessionId: here.session.id,
    });
    await authenticateSession(store, here.token, null);
    await assert.rejects(authenticateSession(store, there.token, null), { code: 'session.unknown' });
  });

  it('leaves no password and no token in the database', async () => {
    const { token } = await enter();
    const { token: api } = await createApiToken(store, await principalOf(), {
      name: 'ci',
      scopes: ['fleet:read'],
      ttlMs: null,
    });
    const { code } = await createEnrolmentCode(store, await principalOf(), null);
    await store.backup(`${directory.path}/copy.db`);
    const { readFileSync } = await import('node:fs');
    const bytes = readFileSync(`${directory.path}/copy.db`);
    for (const secret of [password, token, api, code, code.replaceAll('-', '')]) {
      assert.equal(bytes.includes(secret), false);
    }
  });
});

describe('a session', () => {
  it('ends at its time however much it is used', async () => {
    const { token } = await enter();
    for (let passed = 0; passed + IDLE_MS / 2 < SESSION_MS; passed += IDLE_MS / 2) {
      await authenticateSession(store, token, null);
      clock.advance(IDLE_MS / 2);
    }
    clock.advance(IDLE_MS / 2);
    await assert.rejects(authenticateSession(store, token, null), { code: 'session.expired', status: 401 });
  });

  it('ends when it is not used', async () => {
    const { token } = await enter();
    clock.advance(IDLE_MS);
    await assert.rejects(authenticateSession(store, token, null), { code: 'session.expired' });
  });

  it('ends when a clock jumps forward, and lives no longer when one is set back', async () => {
    const { token } = await enter();
    clock.setWall(-86_400_000);
    clock.advance(IDLE_MS);
    await assert.rejects(authenticateSession(store, token, null), { code: 'session.expired' });
    const other = await enter();
    clock.setWall(3 * 86_400_000);
    await assert.rejects(authenticateSession(store, other.token, null), { code: 'session.expired' });
  });

  it('ends when its user is switched off', async () => {
    await makeUser('bob', 'administrator');
    const { token } = await enter();
    await store.change(systemContext, (tx) => tx.users.update(alice.id, alice.version, { enabled: false }));
    await assert.rejects(authenticateSession(store, token, null), { code: 'session.unknown' });
  });

  it('follows its user’s role at once', async () => {
    await makeUser('bob', 'administrator');
    const { token } = await enter();
    await store.change(systemContext, (tx) =>
      tx.users.update(alice.id, alice.version, { role: 'help_desk' }),
    );
    assert.equal((await authenticateSession(store, token, null)).role, 'help_desk');
  });

  it('makes room: a user has 50 at most, and the oldest goes', async () => {
    const first = await enter();
    for (let n = 0; n < 50; n++) {
      clock.advance(1);
      await enter();
    }
    await assert.rejects(authenticateSession(store, first.token, null), { code: 'session.unknown' });
    assert.equal((await store.read((tx) => tx.sessions.ofUser(alice.id))).length, 50);
  });

  for (const forged of [
    '',
    'x',
    'fps_',
    newSecret('session'),
    newSecret('token'),
    `fps_${'A'.repeat(100_000)}`,
    'fps_\0',
  ]) {
    it(`is not opened by ${JSON.stringify(forged.slice(0, 8))} of length ${forged.length}`, async () => {
      await assert.rejects(authenticateSession(store, forged, null), { code: 'session.unknown' });
    });
  }
});

describe('an API token', () => {
  it('has the scopes it was given, and no more than its user', async () => {
    const { token } = await createApiToken(store, await principalOf(), {
      name: 'ci',
      scopes: ['devices:operate'],
      ttlMs: null,
    });
    const principal = await authenticateToken(store, token, from.address);
    authorize(principal, 'device.attach', false);
    assert.throws(
      () => {
        authorize(principal, 'vm.read', false);
      },
      { code: 'access.denied', message: /this token does not allow vm.read/ },
    );
    assert.deepEqual(contextOf(principal).actor, { kind: 'token', id: alice.id, name: 'alice (token ci)' });
  });

  it('expires, is revoked, and dies with its user', async () => {
    const make = async (ttlMs: number | null) =>
      createApiToken(store, await principalOf(), { name: 'ci', scopes: [], ttlMs });
    const short = await make(1_000);
    const revoked = await make(null);
    const orphan = await make(null);
    clock.advance(1_000);
    await assert.rejects(authenticateToken(store, short.token, null), { code: 'token.expired', status: 401 });
    await store.change(systemContext, (tx) => tx.tokens.revoke(revoked.apiToken.id));
    await assert.rejects(authenticateToken(store, revoked.token, null), { code: 'token.unknown' });
    await makeUser('bob', 'administrator');
    await store.change(systemContext, (tx) => tx.users.delete(alice.id, alice.version));
    await assert.rejects(authenticateToken(store, orphan.token, null), { code: 'token.unknown' });
  });

  it('of who signs in elsewhere works for as long as they do', async () => {
    const day = 86_400_000;
    const identity = { issuer: 'https://login.example.com', subject: 's1' };
    const dora = await store.change(systemContext, (tx) =>
      tx.users.createFromOidc({ name: 'dora', displayName: 'Dora', role: 'operator' }, identity),
    );
    const make = async (user: User) =>
      (
        await createApiToken(
          store,
          { ...(await principalOf()), user },
          { name: 'ci', scopes: [], ttlMs: null },
        )
      ).token;
    const [theirs, local] = [await make(dora), await make(alice)];
    clock.advance(30 * day - 1);
    assert.equal((await authenticateToken(store, theirs, null, 30 * day)).user.name, 'dora');
    clock.advance(1);
    await assert.rejects(authenticateToken(store, theirs, null, 30 * day), {
      code: 'token.away',
      status: 401,
    });
    await authenticateToken(store, local, null, 30 * day);
    await store.change(systemContext, (tx) =>
      tx.users.followProvider(dora.id, { displayName: 'Dora', role: 'operator' }),
    );
    await authenticateToken(store, theirs, null, 30 * day);
  });

  it('is no session, and a session is no token', async () => {
    const { token } = await createApiToken(store, await principalOf(), {
      name: 'ci',
      scopes: [],
      ttlMs: null,
    });
    await assert.rejects(authenticateSession(store, token, null), { code: 'session.unknown' });
    await assert.rejects(authenticateToken(store, (await enter()).token, null), { code: 'token.unknown' });
  });
});

describe('enrolment', () => {
  const machine = {
    name: 'reception-3',
    platform: 'linux x64',
    softwareVersion: '0.1.0',
    address: '192.0.2.50',
  };
  const enrol = (code: string, change: Partial<typeof machine> = {}) =>
    new Enrolment(store).enrol({ ...machine, ...change, code });
  const newCode = async (name: string | null = null) =>
    (await createEnrolmentCode(store, await principalOf(), name)).code;

  it('lets a client in by a code, once, and knows it by its key', async () => {
    const code = await newCode();
    const { client, key } = await enrol(code);
    assert.equal((await authenticateClient(store, key)).id, client.id);
    await assert.rejects(enrol(code, { name: 'another' }), { code: 'enrolment.used', status: 403 });
    assert.deepEqual(await lastAudit(), {
      action: 'client.enrolment',
      outcome: 'denied',
      reason: 'enrolment.used',
    });
    assert.equal(await store.read((tx) => tx.clients.count()), 1);
  });

  it('of two with the same code at once lets one in', async () => {
    const code = await newCode();
    const results = await Promise.allSettled([enrol(code, { name: 'a' }), enrol(code, { name: 'b' })]);
    assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  });

  it('takes a code as people type it', async () => {
    const code = await newCode();
    await enrol(` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `);
  });

  it('refuses a code that has expired, is for another name, or is none', async () => {
    const late = await newCode();
    clock.advance(CODE_MS);
    await assert.rejects(enrol(late), { code: 'enrolment.expired' });
    await assert.rejects(enrol(await newCode('reception-4')), { code: 'enrolment.wrong_name' });
    for (const none of ['', 'x', newEnrolmentCode(), 'A'.repeat(10_000)]) {
      await assert.rejects(enrol(none), { code: 'enrolment.unknown' });
    }
  });

  it('does not use a code up where the name is taken', async () => {
    await enrol(await newCode());
    const code = await newCode();
    await assert.rejects(enrol(code), { code: 'store.name_taken' });
    await enrol(code, { name: 'reception-4' });
  });

  it('is throttled by address', async () => {
    const door = new Enrolment(store);
    const guess = () => door.enrol({ ...machine, code: newEnrolmentCode() });
    for (let n = 0; n < 10; n++) await assert.rejects(guess(), { code: 'enrolment.unknown' });
    await assert.rejects(guess(), { code: 'access.throttled' });
  });

  it('ends for a client that is switched off or removed', async () => {
    const { client, key } = await enrol(await newCode());
    const off = await store.change(systemContext, (tx) =>
      tx.clients.update(client.id, 1, { enabled: false }),
    );
    await assert.rejects(authenticateClient(store, key), { code: 'client.unknown' });
    await store.change(systemContext, (tx) => tx.clients.delete(client.id, off.version));
    await assert.rejects(authenticateClient(store, key), { code: 'client.unknown', status: 401 });
  });
});

describe('secrets', () => {
  it('are of one kind each', () => {
    const token = newSecret('token');
    assert.match(hashSecret('token', token) ?? '', /^[0-9a-f]{64}$/);
    assert.equal(hashSecret('session', token), undefined);
    assert.notEqual(newSecret('token'), token);
  });
  it('that are codes have no letters that look like digits', () => {
    for (let n = 0; n < 100; n++)
      assert.match(newEnrolmentCode(), /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    assert.equal(hashEnrolmentCode('k7qf-2m9d-xa4t'), hashEnrolmentCode('K7QF 2M9D XA4T'));
  });
});

describe('a lock', () => {
  it('comes after the fifth failure, doubles, and ends', () => {
    assert.deepEqual(
      [1, 4, 5, 6, 7, 8, 9, 10, 11, 1000].map(lockMs),
      [0, 0, 30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000, 900_000],
    );
  });
});

describe('the door', () => {
  it('lets every role do what the table says, and nothing else', async () => {
    for (const role of ROLES) {
      await makeUser(role, role);
      const principal = await principalOf(role);
      for (const operation of OPERATIONS) {
        for (const own of [true, false]) {
          const may = permission(role, operation);
          const expected = may === 'all' || (may === 'own' && own);
          const attempt = (): void => {
            authorize(principal, operation, own);
          };
          if (expected) assert.doesNotThrow(attempt, `${role} ${operation}`);
          else assert.throws(attempt, { code: 'access.denied', status: 403 }, `${role} ${operation}`);
        }
      }
    }
  });
});

describe('the first administrator', () => {
  it('is made once, in an empty fleet, with a password that must be changed', async () => {
    using empty = new TemporaryDirectory();
    const fresh = SqliteStore.open(empty.file);
    const made = await Promise.all([
      createFirstAdministrator(fresh, hasher),
      createFirstAdministrator(fresh, hasher),
    ]);
    const [first, ...others] = made.filter((each) => each !== undefined);
    assert.ok(first);
    assert.equal(others.length, 0);
    const opened = await new SignIn(fresh, hasher).signIn({
      ...from,
      name: 'admin',
      password: first.password,
    });
    assert.equal(opened.mustChangePassword, true);
    assert.equal(opened.user.role, 'administrator');
    assert.equal(await createFirstAdministrator(fresh, hasher), undefined);
    await fresh.close();
    assert.equal(await createFirstAdministrator(store, hasher), undefined);
  });
});

describe('an account', () => {
  it('is made with a one-time password, which is changed at the first sign-in', async () => {
    const wanted = { name: 'carol', displayName: 'Carol', role: 'operator' } as const;
    const made = await createLocalUser(store, hasher, systemContext, wanted);
    assert.equal((await enter('carol', made.password)).mustChangePassword, true);
    await assert.rejects(createLocalUser(store, hasher, systemContext, wanted), { code: 'store.name_taken' });
  });

  it('that is given another password has no session and no lock left', async () => {
    const { token } = await enter();
    for (let n = 0; n < 5; n++) await assert.rejects(enter('alice', 'wrong wrong wrong'));
    const made = await resetPassword(store, hasher, systemContext, alice.id);
    await assert.rejects(authenticateSession(store, token, null), { code: 'session.unknown' });
    assert.equal((await enter('alice', made.password)).mustChangePassword, true);
    await assert.rejects(resetPassword(store, hasher, systemContext, 'none'), { code: 'store.not_found' });
  });

  it('is unlocked by an administrator, and the audit says so', async () => {
    for (let n = 0; n < 5; n++) await assert.rejects(enter('alice', 'wrong wrong wrong'));
    await assert.rejects(enter(), { code: 'access.locked' });
    await unlockAccount(store, systemContext, alice.id);
    assert.equal((await lastAudit()).action, 'user.unlocked');
    await enter();
  });
});
