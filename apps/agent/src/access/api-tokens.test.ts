import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type User } from '@farport/fleet';
import { systemContext } from '../store/store.ts';
import { authenticateToken, createApiToken } from './api-tokens.ts';
import { authorize, contextOf } from './principal.ts';
import { authenticateSession } from './sessions.ts';
import { AccessUnderTest, from } from './testing/access-under-test.ts';

let access: AccessUnderTest;

beforeEach(async () => {
  access = await AccessUnderTest.open();
});
afterEach(() => access.close());

describe('an API token', () => {
  it('has the scopes it was given, and no more than its user', async () => {
    const { token } = await createApiToken(access.store, await access.principalOf(), {
      name: 'ci',
      scopes: ['devices:operate'],
      ttlMs: null,
    });
    const principal = await authenticateToken(access.store, token, from.address);
    authorize(principal, 'device.attach', false);
    assert.throws(
      () => {
        authorize(principal, 'vm.read', false);
      },
      { code: 'access.denied', message: /this token does not allow vm.read/ },
    );
    assert.deepEqual(contextOf(principal).actor, {
      kind: 'token',
      id: access.alice.id,
      name: 'alice (token ci)',
    });
  });

  it('expires, is revoked, and dies with its user', async () => {
    const make = async (ttlMs: number | null) =>
      createApiToken(access.store, await access.principalOf(), { name: 'ci', scopes: [], ttlMs });
    const short = await make(1_000);
    const revoked = await make(null);
    const orphan = await make(null);
    access.clock.advance(1_000);
    await assert.rejects(authenticateToken(access.store, short.token, null), {
      code: 'token.expired',
      status: 401,
    });
    await access.store.change(systemContext, (tx) => tx.tokens.revoke(revoked.apiToken.id));
    await assert.rejects(authenticateToken(access.store, revoked.token, null), { code: 'token.unknown' });
    await access.makeUser('bob', 'administrator');
    await access.store.change(systemContext, (tx) => tx.users.delete(access.alice.id, access.alice.version));
    await assert.rejects(authenticateToken(access.store, orphan.token, null), { code: 'token.unknown' });
  });

  it('of who signs in elsewhere works for as long as they do', async () => {
    const day = 86_400_000;
    const identity = { issuer: 'https://login.example.com', subject: 's1' };
    const dora = await access.store.change(systemContext, (tx) =>
      tx.users.createFromOidc({ name: 'dora', displayName: 'Dora', role: 'operator' }, identity),
    );
    const make = async (user: User) =>
      (
        await createApiToken(
          access.store,
          { ...(await access.principalOf()), user },
          { name: 'ci', scopes: [], ttlMs: null },
        )
      ).token;
    const [theirs, local] = [await make(dora), await make(access.alice)];
    access.clock.advance(30 * day - 1);
    assert.equal((await authenticateToken(access.store, theirs, null, 30 * day)).user.name, 'dora');
    access.clock.advance(1);
    await assert.rejects(authenticateToken(access.store, theirs, null, 30 * day), {
      code: 'token.away',
      status: 401,
    });
    await authenticateToken(access.store, local, null, 30 * day);
    await access.store.change(systemContext, (tx) =>
      tx.users.followProvider(dora.id, { displayName: 'Dora', role: 'operator' }),
    );
    await authenticateToken(access.store, theirs, null, 30 * day);
  });

  it('is no session, and a session is no token', async () => {
    const { token } = await createApiToken(access.store, await access.principalOf(), {
      name: 'ci',
      scopes: [],
      ttlMs: null,
    });
    await assert.rejects(authenticateSession(access.store, token, null), { code: 'session.unknown' });
    await assert.rejects(authenticateToken(access.store, (await access.enter()).token, null), {
      code: 'token.unknown',
    });
  });
});
