/** The event stream: over real HTTPS against a real agent, and against a reader who does not read. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { systemContext } from '../../store/store.ts';
import { SqliteStore } from '../../store/sqlite/sqlite-store.ts';
import { furnish } from '../../store/testing/small-office.ts';
import { TemporaryDirectory } from '../../store/testing/sqlite-place.ts';
import { ApiUnderTest } from '../../testing/api-under-test.ts';
import { EventReader } from '../../testing/event-reader.ts';
import { EventHub, LIMITS_OF_STREAMS } from './event-hub.ts';
import { streamEvents } from './event-stream.ts';

describe('the event stream', () => {
  let test: ApiUnderTest;
  before(async () => {
    test = await ApiUnderTest.start();
  });
  after(() => test[Symbol.asyncDispose]());

  let groups = 0;
  const makeGroup = async (): Promise<string> => {
    const answer = await test.api.ask({ token: test.fleet.of.administrator.token }, 'POST', '/groups', {
      body: { name: `group-${groups++}`, description: '' },
    });
    return (answer.json as { id: string }).id;
  };

  it('tells of changes as they are made, and is resumed without a gap', async () => {
    const who = { session: test.fleet.of.operator.session };
    const first = await EventReader.open(test.api, who);
    const hello = await first.next();
    assert.equal(hello?.event, 'hello');
    const one = await makeGroup();
    const seen = await first.next();
    assert.partialDeepStrictEqual(seen, { event: 'change', data: { kind: 'group', id: one, op: 'created' } });
    first.close();
    const missed = [await makeGroup(), await makeGroup()];
    const second = await EventReader.open(test.api, who, seen?.id);
    assert.equal((await second.next())?.event, 'hello');
    assert.deepEqual([(await second.next())?.data['id'], (await second.next())?.data['id']], missed);
    second.close();
  });

  for (const last of ['another-epoch.1', 'rubbish', '', '\u00e9']) {
    it(`begins anew where it cannot be resumed from ${JSON.stringify(last)}`, async () => {
      const reader = await EventReader.open(test.api, { token: test.fleet.of.auditor.token }, last);
      assert.equal((await reader.next())?.event, 'reset');
      reader.close();
    });
  }

  it('begins anew where the number lies in the future', async () => {
    const overview = await test.api.ask({ token: test.fleet.of.auditor.token }, 'GET', '/overview');
    const { epoch } = (overview.json as { changes: { epoch: string } }).changes;
    const reader = await EventReader.open(
      test.api,
      { token: test.fleet.of.auditor.token },
      `${epoch}.999999`,
    );
    assert.equal((await reader.next())?.event, 'reset');
    reader.close();
  });

  it('tells a user only of what is theirs', async () => {
    const { user, session } = test.fleet.of.user;
    const reader = await EventReader.open(test.api, { session });
    await makeGroup();
    const admin = { token: test.fleet.of.administrator.token };
    const change = { version: user.version, displayName: 'Somebody' };
    assert.equal((await test.api.ask(admin, 'PATCH', `/users/${user.id}`, { body: change })).status, 200);
    const event = await reader.find(({ event }) => event === 'change');
    assert.partialDeepStrictEqual(event.data, { kind: 'user', id: user.id });
    reader.close();
  });

  it('ends with the session', async () => {
    const { session, user } = test.fleet.of.help_desk;
    const reader = await EventReader.open(test.api, { session });
    await reader.next();
    const admin = { token: test.fleet.of.administrator.token };
    const change = { version: user.version, enabled: false };
    await test.api.ask(admin, 'PATCH', `/users/${user.id}`, { body: change });
    await reader.find(({ event }) => event === 'ended');
    assert.equal(await reader.next(), undefined);
  });

  it('ends with the role, so that nobody sees on what they may no more', async () => {
    const { user, session } = test.fleet.of.auditor;
    const reader = await EventReader.open(test.api, { session });
    await reader.next();
    const admin = { token: test.fleet.of.administrator.token };
    const changed = await test.api.ask(admin, 'PATCH', `/users/${user.id}`, {
      body: { version: user.version, role: 'user' },
    });
    assert.equal(changed.status, 200, changed.text);
    await reader.find(({ event }) => event === 'ended');
    assert.equal(await reader.next(), undefined);
    const back = { version: user.version + 1, role: 'auditor' };
    await test.api.ask(admin, 'PATCH', `/users/${user.id}`, { body: back });
  });

  it('is refused to one who has too many, and to nobody else', async () => {
    const who = { token: test.fleet.of.operator.token };
    const agent = test.api.another(64);
    const readers = await Promise.all(
      Array.from({ length: LIMITS_OF_STREAMS.perUser }, () => EventReader.open(agent, who)),
    );
    const refused = await test.api.ask(who, 'GET', '/events');
    assert.equal(refused.status, 429);
    assert.equal((refused.json as { code: string }).code, 'events.too_many');
    (await EventReader.open(agent, { token: test.fleet.of.auditor.token })).close();
    for (const reader of readers) reader.close();
    agent.close();
  });

  it('ends when the agent stops', async () => {
    const reader = await EventReader.open(test.api, { token: test.fleet.of.auditor.token });
    await reader.next();
    assert.equal(await test.agent.signal('SIGTERM'), 0);
    assert.equal(await reader.next(), undefined);
  });
});

describe('a reader who does not read', () => {
  it('holds one batch at most, and is cut off', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(directory.file);
    const { reception } = await furnish(store);
    const hub = new EventHub(store);
    const begun = Promise.withResolvers<{ response: ServerResponse; ended: Promise<void> }>();
    const server = createServer((_, response) => {
      const { ended } = streamEvents({
        hub,
        takeOver: () => response,
        userId: 'u',
        from: undefined,
        stillAllowed: () => Promise.resolve(true),
        visible: (changes) => Promise.resolve(changes),
        visibleLive: () => Promise.resolve(true),
        times: { beatMs: 60_000, stuckMs: 300 },
      });
      begun.resolve({ response, ended });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const asked = request({ port: (server.address() as AddressInfo).port, path: '/' }).end();
    asked.on('error', () => undefined);
    const [incoming] = (await once(asked, 'response')) as [IncomingMessage];
    incoming.pause();
    const { response, ended } = await begun.promise;
    let most = 0;
    for (let n = 0; hub.followers > 0 && n < 1000; n++) {
      await store.change(systemContext, async (tx) => {
        for (let i = 0; i < 400; i++) await tx.clients.setConnected(reception.id, `h${i % 2}`);
      });
      most = Math.max(most, response.writableLength);
    }
    await ended;
    assert.ok(response.destroyed);
    assert.equal(hub.followers, 0);
    assert.ok(most < 256 << 10, `${most} bytes were held`);
    incoming.destroy();
    server.close();
    hub.close();
    await store.close();
  });
});
