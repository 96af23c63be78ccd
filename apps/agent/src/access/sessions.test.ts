import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { systemContext } from '../store/store.ts';
import { newSecret } from './secrets.ts';
import { authenticateSession, IDLE_MS, SESSION_MS } from './sessions.ts';
import { AccessUnderTest } from './testing/access-under-test.ts';

let access: AccessUnderTest;

beforeEach(async () => {
  access = await AccessUnderTest.open();
});
afterEach(() => access.close());

describe('a session', () => {
  it('ends at its time however much it is used', async () => {
    const { token } = await access.enter();
    for (let passed = 0; passed + IDLE_MS / 2 < SESSION_MS; passed += IDLE_MS / 2) {
      await authenticateSession(access.store, token, null);
      access.clock.advance(IDLE_MS / 2);
    }
    access.clock.advance(IDLE_MS / 2);
    await assert.rejects(authenticateSession(access.store, token, null), {
      code: 'session.expired',
      status: 401,
    });
  });

  it('ends when it is not used', async () => {
    const { token } = await access.enter();
    access.clock.advance(IDLE_MS);
    await assert.rejects(authenticateSession(access.store, token, null), { code: 'session.expired' });
  });

  it('ends when a clock jumps forward, and lives no longer when one is set back', async () => {
    const { token } = await access.enter();
    access.clock.setWall(-86_400_000);
    access.clock.advance(IDLE_MS);
    await assert.rejects(authenticateSession(access.store, token, null), { code: 'session.expired' });
    const other = await access.enter();
    access.clock.setWall(3 * 86_400_000);
    await assert.rejects(authenticateSession(access.store, other.token, null), { code: 'session.expired' });
  });

  it('ends when its user is switched off', async () => {
    await access.makeUser('bob', 'administrator');
    const { token } = await access.enter();
    await access.store.change(systemContext, (tx) =>
      tx.users.update(access.alice.id, access.alice.version, { enabled: false }),
    );
    await assert.rejects(authenticateSession(access.store, token, null), { code: 'session.unknown' });
  });

  it('follows its user’s role at once', async () => {
    await access.makeUser('bob', 'administrator');
    const { token } = await access.enter();
    await access.store.change(systemContext, (tx) =>
      tx.users.update(access.alice.id, access.alice.version, { role: 'help_desk' }),
    );
    assert.equal((await authenticateSession(access.store, token, null)).role, 'help_desk');
  });

  it('makes room: a user has 50 at most, and the oldest goes', async () => {
    const first = await access.enter();
    for (let n = 0; n < 50; n++) {
      access.clock.advance(1);
      await access.enter();
    }
    await assert.rejects(authenticateSession(access.store, first.token, null), { code: 'session.unknown' });
    assert.equal((await access.store.read((tx) => tx.sessions.ofUser(access.alice.id))).length, 50);
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
      await assert.rejects(authenticateSession(access.store, forged, null), { code: 'session.unknown' });
    });
  }
});
