import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { systemContext } from '../store/store.ts';
import { TemporaryDirectory } from '../store/testing/sqlite-place.ts';
import { createFirstAdministrator, createLocalUser, resetPassword, unlockAccount } from './accounts.ts';
import { FailureLog } from './failure-log.ts';
import { authenticateSession } from './sessions.ts';
import { SignIn } from './sign-in.ts';
import { AccessUnderTest, from } from './testing/access-under-test.ts';

let access: AccessUnderTest;

beforeEach(async () => {
  access = await AccessUnderTest.open();
});
afterEach(() => access.close());

describe('the first administrator', () => {
  it('is made once, in an empty fleet, with a password that must be changed', async () => {
    using empty = new TemporaryDirectory();
    const fresh = SqliteStore.open(empty.file);
    const made = await Promise.all([
      createFirstAdministrator(fresh, access.hasher),
      createFirstAdministrator(fresh, access.hasher),
    ]);
    const [first, ...others] = made.filter((each) => each !== undefined);
    assert.ok(first);
    assert.equal(others.length, 0);
    const opened = await new SignIn(fresh, access.hasher, new FailureLog(fresh)).signIn({
      ...from,
      name: 'admin',
      password: first.password,
    });
    assert.equal(opened.mustChangePassword, true);
    assert.equal(opened.user.role, 'administrator');
    assert.equal(await createFirstAdministrator(fresh, access.hasher), undefined);
    await fresh.close();
    assert.equal(await createFirstAdministrator(access.store, access.hasher), undefined);
  });
});

describe('an account', () => {
  it('is made with a one-time password, which is changed at the first sign-in', async () => {
    const wanted = { name: 'carol', displayName: 'Carol', role: 'operator' } as const;
    const made = await createLocalUser(access.store, access.hasher, systemContext, wanted);
    assert.equal((await access.enter('carol', made.password)).mustChangePassword, true);
    await assert.rejects(createLocalUser(access.store, access.hasher, systemContext, wanted), {
      code: 'store.name_taken',
    });
  });

  it('that is given another password has no session and no lock left', async () => {
    const { token } = await access.enter();
    for (let n = 0; n < 5; n++) await assert.rejects(access.enter('alice', 'wrong wrong wrong'));
    const made = await resetPassword(access.store, access.hasher, systemContext, access.alice.id);
    await assert.rejects(authenticateSession(access.store, token, null), { code: 'session.unknown' });
    assert.equal((await access.enter('alice', made.password)).mustChangePassword, true);
    await assert.rejects(resetPassword(access.store, access.hasher, systemContext, 'none'), {
      code: 'store.not_found',
    });
  });

  const lock = () => access.store.read((tx) => tx.credentials.lockOf(access.alice.id));

  it('is locked for a time, and whoever shows it is told when that begins and is ended', async () => {
    const seq = await access.store.read((tx) => tx.changes.last());
    const told = async () => {
      const items = await access.store.read((tx) => tx.changes.since(seq, 100));
      return items.filter(({ kind, id }) => kind === 'user' && id === access.alice.id).length;
    };
    for (let n = 0; n < 4; n++) await assert.rejects(access.enter('alice', 'wrong wrong wrong'));
    assert.deepEqual([await lock(), await told()], [null, 0]);
    await assert.rejects(access.enter('alice', 'wrong wrong wrong'));
    assert.equal(await told(), 1);
    access.clock.advance(29_999);
    assert.notEqual(await lock(), null);
    access.clock.advance(1);
    assert.equal(await lock(), null);
    await access.enter();
    assert.equal(await told(), 2);
    await access.enter();
    assert.equal(await told(), 2);
  });

  it('is unlocked by an administrator, and the audit says so', async () => {
    for (let n = 0; n < 5; n++) await assert.rejects(access.enter('alice', 'wrong wrong wrong'));
    await assert.rejects(access.enter(), { code: 'access.locked' });
    assert.equal(await lock(), access.store.latestTime() + 30_000);
    await unlockAccount(access.store, systemContext, access.alice.id);
    assert.equal(await lock(), null);
    assert.equal((await access.lastAudit()).action, 'user.unlocked');
    await access.enter();
  });
});
