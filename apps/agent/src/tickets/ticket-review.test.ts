/** What ends a person's ticket: everything by which they had it, and not the mere end of a day. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { resetPassword } from '../access/accounts.ts';
import { authenticateToken, createApiToken } from '../access/api-tokens.ts';
import { PasswordHasher } from '../access/passwords.ts';
import { localPrincipal } from '../access/principal.ts';
import { IDLE_MS, openSession, type OpenedSession } from '../access/sessions.ts';
import { createLog } from '../log.ts';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { FakeClock } from '../store/testing/fake-clock.ts';
import { byAdmin, furnish, type SmallOffice } from '../store/testing/small-office.ts';
import { TemporaryDirectory } from '../store/testing/sqlite-place.ts';
import { until } from '../testing/agent-under-test.ts';
import { TicketReview } from './ticket-review.ts';
import { TicketStore, type TicketAccount } from './ticket-store.ts';

describe('a ticket that somebody made by their account', () => {
  let directory: TemporaryDirectory;
  let clock: FakeClock;
  let store: Store;
  let office: SmallOffice;
  let tickets: TicketStore;
  let review: TicketReview;
  let cut: string[];
  const log = createLog('silent');
  const hasher = new PasswordHasher({ memory: 8, passes: 1, parallelism: 1 });

  const startReview = async (): Promise<void> => {
    review = await TicketReview.start(store, tickets, (ids) => cut.push(...ids), log);
  };
  beforeEach(async () => {
    directory = new TemporaryDirectory();
    clock = new FakeClock();
    store = SqliteStore.open(directory.file, { clock });
    office = await furnish(store);
    cut = [];
    await store.change(byAdmin, (tx) => tx.vms.grant(office.desktop.id, { kind: 'user', id: office.bob.id }));
    tickets = TicketStore.load(join(directory.path, 'tickets.json'), () => store.latestTime());
    await startReview();
  });
  afterEach(async () => {
    await review.close();
    await store.close();
    directory[Symbol.dispose]();
  });

  const bobsSession = (): Promise<OpenedSession> =>
    store.change(byAdmin, (tx) =>
      openSession(tx, store.latestTime(), { user: office.bob, address: '192.0.2.1', userAgent: 'test' }),
    );
  const bobsToken = () =>
    createApiToken(store, { ...localPrincipal(), user: office.bob }, { name: 'ci', scopes: [], ttlMs: null });
  /** Of Bob, for the desktop. */
  const ticket = (by: Partial<TicketAccount>): Promise<{ readonly id: string }> =>
    tickets.create('desktop-7', 12 * 3600, null, {
      ...{ userId: office.bob.id, vmId: office.desktop.id, clientId: null },
      ...by,
    });
  /** Waits until these are good, and no others. What is followed is followed in order: whoever waits for a later end knows. */
  const remain = async (...ids: readonly string[]): Promise<void> => {
    const good = (): string =>
      tickets
        .list()
        .flatMap(({ id }) => id)
        .join(' ');
    await until('only these are good', () => good() === ids.join(' '), { patienceMs: 5_000, said: good });
  };

  it('ends with the client at which it was made, removed or switched off', async () => {
    const [here, there] = [await ticket({ clientId: office.reception.id }), await ticket({})];
    await store.change(byAdmin, (tx) => tx.clients.setConnected(office.reception.id, 'h1'));
    await remain(here.id, there.id);
    await store.change(byAdmin, (tx) => tx.clients.update(office.reception.id, 1, { enabled: false }));
    await remain(there.id);
    await until('what it opened is cut', () => cut.join(' ') === here.id);
    await review.close();
    const filter = { actions: ['vm.ticket_revoked'] };
    const [record] = (await store.read((tx) => tx.audit.list({ filter }))).items;
    assert.partialDeepStrictEqual(record, { user: { name: 'bob' }, vm: { name: 'desktop-7' } });
    assert.match(record?.reason ?? '', /client/);
  });

  it('ends with the session by which it was made: signed out, or ended by somebody', async () => {
    const [one, other] = [await bobsSession(), await bobsSession()];
    const mine = await ticket({ by: { kind: 'session', id: one.session.id } });
    const kept = await ticket({ by: { kind: 'session', id: other.session.id } });
    await store.change(byAdmin, (tx) => tx.sessions.end(one.session.id));
    await remain(kept.id);
    await until('what it opened is cut', () => cut.join(' ') === mine.id);
  });

  it('ends so also where the agent was away when that happened', async () => {
    const { session } = await bobsSession();
    await ticket({ by: { kind: 'session', id: session.id } });
    await review.close();
    await store.change(byAdmin, (tx) => tx.sessions.end(session.id));
    await startReview();
    await remain();
  });

  it('outlives a session that nobody ended, for its own twelve hours', async () => {
    const { session } = await bobsSession();
    const { id } = await ticket({ by: { kind: 'session', id: session.id } });
    clock.advance(IDLE_MS + 1);
    await store.prune();
    const next = await bobsSession();
    await ticket({ by: { kind: 'session', id: next.session.id } });
    await store.change(byAdmin, (tx) => tx.sessions.end(next.session.id));
    await remain(id);
    await bobsSession();
    assert.equal((await store.read((tx) => tx.sessions.ofUser(office.bob.id))).length, 1);
    assert.equal((await store.read((tx) => tx.sessions.list({}))).items.length, 1);
    clock.advance(12 * 3_600_000);
    await store.prune();
    await remain();
    assert.ok(!cut.includes(id));
  });

  it('ends with the token by which it was made', async () => {
    const { apiToken } = await bobsToken();
    await ticket({ by: { kind: 'token', id: apiToken.id } });
    await store.change(byAdmin, (tx) => tx.tokens.revoke(apiToken.id));
    await remain();
  });

  it('ends when its maker is given another password, and so do their tokens of the API', async () => {
    const { session } = await bobsSession();
    const { token } = await bobsToken();
    await ticket({ by: { kind: 'session', id: session.id } });
    await resetPassword(store, hasher, byAdmin, office.bob.id);
    await remain();
    await assert.rejects(authenticateToken(store, token, null), { code: 'token.unknown' });
    const { items } = await store.read((tx) => tx.audit.list({ filter: { actions: ['token.revoked'] } }));
    assert.partialDeepStrictEqual(items, [{ user: { name: 'bob' }, details: { token: 'ci' } }]);
  });
});
