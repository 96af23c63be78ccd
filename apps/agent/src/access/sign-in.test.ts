import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { systemContext } from '../store/store.ts';
import { createApiToken } from './api-tokens.ts';
import { createEnrolmentCode } from './enrolment.ts';
import { FailureLog } from './failure-log.ts';
import { lockMs } from './lockout.ts';
import { PasswordHasher } from './passwords.ts';
import { authorize } from './principal.ts';
import { authenticateSession } from './sessions.ts';
import { SignIn } from './sign-in.ts';
import { AccessUnderTest, cheap, from, password } from './testing/access-under-test.ts';

let access: AccessUnderTest;

beforeEach(async () => {
  access = await AccessUnderTest.open();
});
afterEach(() => access.close());

describe('signing in', () => {
  it('opens a session, and the audit says so', async () => {
    const { token, user, mustChangePassword } = await access.enter('ALICE');
    assert.equal(user.id, access.alice.id);
    assert.equal(mustChangePassword, false);
    assert.deepEqual(await access.lastAudit(), { action: 'session.signed_in', outcome: 'ok', reason: null });
    assert.equal((await authenticateSession(access.store, token, null)).user.name, 'alice');
  });

  it('says the same of a wrong name, a wrong password and an account that is off', async () => {
    const bob = await access.makeUser('bob', 'user');
    await access.store.change(systemContext, (tx) =>
      tx.users.update(bob.id, bob.version, { enabled: false }),
    );
    const same = { code: 'access.wrong_credentials', status: 401, message: 'name or password is wrong' };
    await assert.rejects(access.enter('alice', 'wrong wrong wrong'), same);
    assert.deepEqual(await access.lastAudit(), {
      action: 'session.sign_in',
      outcome: 'denied',
      reason: 'wrong password',
    });
    await assert.rejects(access.enter('nobody'), same);
    assert.equal((await access.lastAudit()).reason, 'unknown name');
    await assert.rejects(access.enter('bob'), same);
    assert.equal((await access.lastAudit()).reason, 'account is switched off');
  });

  it('writes no unknown name down: it may be a password in the wrong field', async () => {
    await assert.rejects(access.enter('my secret password'));
    const { items } = await access.store.read((tx) => tx.audit.list({}));
    assert.equal(JSON.stringify(items).includes('my secret'), false);
  });

  for (const what of ['switched off', 'given another password'] as const) {
    it(`fails where the account is ${what} while the password is hashed`, async () => {
      await access.makeUser('bob', 'administrator');
      const hash = await access.hasher.hash('another horse battery');
      /** Stands for an administrator who is faster: acts when the password has been found right. */
      class FakeSlowHasher extends PasswordHasher {
        override async verify(word: string, stored: string): Promise<boolean> {
          const right = await super.verify(word, stored);
          access.clock.advance(1);
          await access.store.change(systemContext, async (tx) => {
            if (what === 'switched off')
              await tx.users.update(access.alice.id, access.alice.version, { enabled: false });
            else await tx.credentials.setPassword(access.alice.id, hash, true);
          });
          return right;
        }
      }
      access.signIn = new SignIn(access.store, new FakeSlowHasher(cheap), access.failures);
      await assert.rejects(access.enter(), { code: 'access.wrong_credentials' });
      assert.deepEqual(await access.store.read((tx) => tx.sessions.ofUser(access.alice.id)), []);
    });
  }

  it('locks an account after 5 failures, for longer each time, whether it exists or not', async () => {
    for (const name of ['alice', 'nobody']) {
      const wrong = (n: number) => access.enter(name, 'wrong wrong wrong', `198.51.100.${n}`);
      for (let n = 0; n < 4; n++) await assert.rejects(wrong(n), { code: 'access.wrong_credentials' }, name);
      await assert.rejects(wrong(4), { code: 'access.locked', retryAfter: 30 });
      await assert.rejects(access.enter(name, password, '198.51.100.5'), { code: 'access.locked' });
      access.clock.advance(30_000);
      await assert.rejects(wrong(6), { code: 'access.locked', retryAfter: 60 });
      access.clock.advance(60_000);
    }
    await access.enter();
    assert.equal((await access.store.read((tx) => tx.credentials.get(access.alice.id)))?.failures, 0);
  });

  it('gives no more guesses to many at once than to one after another', async () => {
    const many = Array.from({ length: 20 }, (_, n) =>
      access.enter('alice', 'wrong wrong wrong', `203.0.113.${n}`),
    );
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
    access.signIn = new SignIn(access.store, new CountingHasher(cheap), access.failures);
    const many = Array.from({ length: 60 }, (_, n) => access.enter(`nobody-${n}`));
    const codes = (await Promise.allSettled(many)).map((result) =>
      result.status === 'rejected' ? (result.reason as { code?: string }).code : 'in',
    );
    assert.equal(codes.filter((code) => code === 'access.wrong_credentials').length, 10);
    assert.equal(codes.filter((code) => code === 'access.throttled').length, 50);
    assert.equal(hashed, 10);
  });

  it('that fails again and again is in the audit once a minute, with a count, and the account that is locked', async () => {
    for (let n = 0; n < 6; n++) await assert.rejects(access.enter('alice', 'wrong wrong wrong'));
    for (let n = 0; n < 20; n++) await assert.rejects(access.enter(`nobody-${n}`));
    await access.failures.flush();
    const { items } = await access.store.read((tx) => tx.audit.list({ filter: { outcome: 'denied' } }));
    assert.deepEqual(
      items.toReversed().map(({ reason, user, details }) => [reason, user?.name, { ...details }]),
      [
        ['wrong password', 'alice', {}],
        ['wrong password', 'alice', { locked: 'yes' }],
        ['account is locked', 'alice', {}],
        ['unknown name', undefined, {}],
        ['too many failures from this address', undefined, {}],
        ['wrong password', 'alice', { more: '3' }],
        ['unknown name', undefined, { more: '4' }],
        ['too many failures from this address', undefined, { more: '14' }],
      ],
    );
  });

  it('of many people behind one address lets all of them in, two at a time', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `person-${n}`);
    for (const name of names) await access.makeUser(name, 'user');
    const [elsewhere, ...all] = await Promise.all([
      access.enter('alice', password, '203.0.113.1'),
      ...names.map((name) => access.enter(name)),
    ]);
    assert.deepEqual(
      all.map(({ user }) => user.name),
      names,
    );
    assert.equal(elsewhere.user.name, 'alice');
    const more = Array.from({ length: 130 }, () => access.enter());
    const refused = (await Promise.allSettled(more)).filter(({ status }) => status === 'rejected');
    assert.equal(refused.length, 130 - 64 - 2);
    assert.equal(((refused[0] as PromiseRejectedResult).reason as { code: string }).code, 'access.busy');
    await access.enter();
  });

  it('is refused where too many wait', async () => {
    const many = Array.from({ length: 501 }, (_, n) =>
      access.enter('nobody', 'wrong wrong wrong', `203.0.113.${n % 100}`),
    );
    const codes = (await Promise.allSettled(many)).map((result) =>
      result.status === 'rejected' ? (result.reason as { code?: string }).code : 'in',
    );
    assert.equal(codes.filter((code) => code === 'access.busy').length, 1);
  });

  it('stays locked over a restart and a clock that is set back', async () => {
    for (let n = 0; n < 5; n++) await assert.rejects(access.enter('alice', 'wrong wrong wrong'));
    await access.store.close();
    access.clock.setWall(-86_400_000);
    access.clock.restart(0);
    access.store = SqliteStore.open(access.directory.file, { clock: access.clock });
    access.signIn = new SignIn(access.store, access.hasher, new FailureLog(access.store));
    await assert.rejects(access.enter(), { code: 'access.locked' });
    access.clock.advance(30_000);
    await access.enter();
  });

  it('is throttled by address before anything is hashed', async () => {
    for (let n = 0; n < 10; n++) await assert.rejects(access.enter(`nobody${n}`));
    await assert.rejects(access.enter(), { code: 'access.throttled', status: 429 });
    await access.enter('alice', password, '192.0.2.99');
    access.clock.advance(6_000);
    await access.enter();
  });

  it('brings a hash of an older cost up to date', async () => {
    access.signIn = new SignIn(
      access.store,
      new PasswordHasher({ memory: 16, passes: 2, parallelism: 1 }),
      access.failures,
    );
    await access.enter();
    assert.match(
      (await access.store.read((tx) => tx.credentials.get(access.alice.id)))?.passwordHash ?? '',
      /m=16,t=2,p=1/,
    );
    await access.enter();
  });

  it('with a one-time password lets nothing be done but to change it', async () => {
    await access.makeUser('new', 'administrator', true);
    const { token } = await access.enter('new');
    const principal = await authenticateSession(access.store, token, null);
    assert.throws(
      () => {
        authorize(principal, 'vm.read', false);
      },
      { code: 'access.must_change_password', status: 403 },
    );
    authorize(principal, 'password.change', true);
    const newPassword = 'another horse battery';
    await access.signIn.changePassword({
      ...from,
      name: 'new',
      password,
      newPassword,
      sessionId: principal.via.id,
    });
    authorize(await authenticateSession(access.store, token, null), 'vm.read', false);
    await assert.rejects(access.enter('new'), { code: 'access.wrong_credentials' });
    await access.enter('new', newPassword);
  });

  it('elsewhere ends when the password is changed', async () => {
    const [here, there] = [await access.enter(), await access.enter()];
    await access.signIn.changePassword({
      ...from,
      name: 'alice',
      password,
      newPassword: 'another horse battery',
      sessionId: here.session.id,
    });
    await authenticateSession(access.store, here.token, null);
    await assert.rejects(authenticateSession(access.store, there.token, null), { code: 'session.unknown' });
  });

  it('leaves no password and no token in the database', async () => {
    const { token } = await access.enter();
    const { token: api } = await createApiToken(access.store, await access.principalOf(), {
      name: 'ci',
      scopes: ['fleet:read'],
      ttlMs: null,
    });
    const { code } = await createEnrolmentCode(access.store, await access.principalOf(), null);
    await access.store.backup(`${access.directory.path}/copy.db`);
    const { readFileSync } = await import('node:fs');
    const bytes = readFileSync(`${access.directory.path}/copy.db`);
    for (const secret of [password, token, api, code, code.replaceAll('-', '')]) {
      assert.equal(bytes.includes(secret), false);
    }
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
