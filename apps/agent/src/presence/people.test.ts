/** People at clients: what follows from who sits where, with real clients' connections at a real agent. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startingPolicy } from '@farport/fleet';
import { vmA, vmB } from '../testing/agent-under-test.ts';
import type { ApiAnswer } from '../testing/api-caller.ts';
import { seenStick, type Enrolled, type FakeClient } from '../testing/fake-client.ts';
import { PresenceUnderTest } from '../testing/presence-under-test.ts';

describe('somebody who signs in at a client', { timeout: 180_000 }, () => {
  let test: PresenceUnderTest;
  let kiosk: FakeClient & Enrolled;
  let person: { readonly session: string };
  let userId: string;
  beforeEach(async () => {
    test = await PresenceUnderTest.start(`${vmA}${vmB}`);
    const { user, session } = test.under.fleet.of.user;
    [person, userId] = [{ session }, user.id];
    await test.ask('PUT', `/vms/${test.vms.a}/grants/user/${userId}`);
    kiosk = await test.client('kiosk-2', [seenStick('S1')]);
  });
  afterEach(async () => {
    kiosk.cut();
    await test[Symbol.asyncDispose]();
  });

  const mine = (method: string, path: string, body?: unknown): Promise<ApiAnswer> =>
    test.under.api.ask(person, method, path, body === undefined ? {} : { body });
  const sit = async (key = kiosk.key): Promise<void> => {
    const answer = await mine('PUT', '/session/client', { key });
    assert.equal(answer.status, 204, answer.text);
  };
  const toTheirVm = (what: object): Promise<unknown> =>
    test.ask('POST', '/assignments', { what, to: { kind: 'user', userId }, enabled: true, note: '' });
  const anyStick = { kind: 'rule', clientId: null, filter: { ids: ['0781:*'] } };

  it('is seen there, and sees and attaches the devices of that client and of no other', async () => {
    const other = await test.client('kiosk-3', [seenStick('S2')]);
    const { id } = await test.device(kiosk.id);
    const { id: otherId } = await test.device(other.id);
    assert.equal((await mine('GET', `/devices/${id}`)).status, 403);
    await sit();
    assert.partialDeepStrictEqual((await mine('GET', '/clients')).json, {
      items: [{ name: 'kiosk-2', users: [{ id: userId, name: 'some-user' }] }],
    });
    const { version } = (await mine('GET', `/devices/${id}`)).json as { version: number };
    assert.equal((await mine('POST', `/devices/${id}/attach`, { version, vmId: test.vms.a })).status, 202);
    await kiosk.next('attach', 'S1');
    assert.equal((await mine('GET', `/devices/${otherId}`)).status, 403);
    other.cut();
    const [record] = await test.audit('action=session.at_client');
    assert.partialDeepStrictEqual(record, { user: { name: 'some-user' }, client: { name: 'kiosk-2' } });
  });

  it('sees all that is theirs, wherever in a large fleet it is', async () => {
    // More than a page of others' devices: ids are random, so theirs are anywhere among them.
    const crowd = await test.client(
      'kiosk-3',
      Array.from({ length: 150 }, (_, index) =>
        seenStick(`X${index}`, { portPath: `1-${1 + (index % 7)}.${1 + Math.floor(index / 7)}` }),
      ),
    );
    await test.client('kiosk-4', [seenStick('S9')]);
    await sit();
    await test.device(crowd.id, ({ plugged }) => plugged);
    const { stick } = test.under.fleet;
    /** All by pages of one; beside theirs there is only what is in a VM of theirs. */
    const own = async (path: string, key: 'id' | 'deviceId'): Promise<string[]> => {
      const found: string[] = [];
      for (let after = ''; ;) {
        const { json } = await mine('GET', `${path}?limit=1${after}`);
        const { items, next } = json as { items: { id: string; deviceId: string }[]; next: string | null };
        found.push(...items.map((item) => item[key]));
        if (next === null) return found.filter((each) => each !== stick.id);
        after = `&after=${next}`;
      }
    };
    const { id } = await test.device(kiosk.id);
    assert.deepEqual(await own('/devices', 'id'), [id]);
    assert.deepEqual((await mine('GET', `/devices?client=${crowd.id}`)).json, { items: [], next: null });
    await test.ask('POST', `/vms/${test.vms.b}/start`);
    await test.assignPort(crowd.id, test.vms.b, '1-1.1');
    await test.assignPort(kiosk.id);
    await kiosk.next('attach', 'S1');
    await crowd.next('attach', 'X0');
    assert.deepEqual(await own('/leases', 'deviceId'), [id]);
    crowd.cut();
  });

  it('proves it with the client’s own key', async () => {
    const wrong = await mine('PUT', '/session/client', { key: `fpk_${'A'.repeat(43)}` });
    assert.deepEqual([wrong.status, (wrong.json as { code: string }).code], [401, 'client.unknown']);
    const { token } = test.under.fleet.of.user;
    const byToken = await test.under.api.ask({ token }, 'PUT', '/session/client', {
      body: { key: kiosk.key },
    });
    assert.equal((byToken.json as { code: string }).code, 'session.none');
  });

  it('has what is assigned to them by a rule, there and as long as they are', async () => {
    await toTheirVm(anyStick);
    const { id } = await test.device(kiosk.id, ({ state }) => state.word === 'available');
    await sit();
    await kiosk.next('attach', 'S1');
    const held = await test.device(kiosk.id, ({ lease }) => lease !== null);
    assert.equal(held.lease?.vmId, test.vms.a);
    assert.equal((await mine('DELETE', '/session')).status, 204);
    const { reason } = await kiosk.next('release', 'S1');
    assert.equal(reason, 'some-user has left the client');
    const [record] = await test.audit(`action=device.detached&device=${id}`);
    assert.equal(record?.['reason'], 'some-user has left the client');
  });

  it('is whom the policy asks about, also where an assignment names nobody', async () => {
    const group = await test.ask<{ id: string }>('POST', '/groups', { name: 'visitors', description: '' });
    await test.ask('PUT', `/groups/${group.id}/members/${userId}`);
    const { version } = await test.ask<{ version: number }>('GET', '/policy');
    const document = startingPolicy();
    const rule = {
      ...{ id: 'visitors', name: 'No sticks of visitors', enabled: true, effect: 'deny' },
      groups: [group.id],
    };
    await test.ask('PUT', '/policy', {
      version,
      document: { ...document, rules: [rule, ...document.rules] },
      comment: '',
    });
    await sit();
    await test.assignPort(kiosk.id);
    const device = await test.device(kiosk.id, ({ state }) => state.word === 'blocked_by');
    assert.equal(device.state.rule, 'No sticks of visitors');
    await mine('DELETE', '/session/client');
    await kiosk.next('attach', 'S1');
  });

  it('has the client to themselves: whoever sat there before has left', async () => {
    const { operator, user } = test.under.fleet.of;
    await test.under.agent.admin.start('b');
    await test.ask('PUT', `/vms/${test.vms.b}/grants/user/${operator.user.id}`);
    await toTheirVm(anyStick);
    await test.ask('POST', '/assignments', {
      ...{ what: anyStick, to: { kind: 'user', userId: operator.user.id }, enabled: true, note: '' },
    });
    const { id } = await test.device(kiosk.id);
    await sit();
    await kiosk.next('attach', 'S1');
    // Goes without signing out; another comes.
    const second = { session: operator.session };
    const answer = await test.under.api.ask(second, 'PUT', '/session/client', { body: { key: kiosk.key } });
    assert.equal(answer.status, 204, answer.text);
    assert.equal((await kiosk.next('release', 'S1')).reason, 'some-user has left the client');
    kiosk.plug(seenStick('S2', { portPath: '1-3' }));
    assert.equal((await kiosk.next('attach', 'S2')).vm, 'b');
    for (const who of [person, { token: user.token }]) {
      assert.equal((await test.under.api.ask(who, 'GET', `/devices/${id}`)).status, 403);
    }
    assert.deepEqual((await mine('GET', '/clients')).json, { items: [], next: null });
    const [record] = await test.audit('action=session.left_client');
    assert.partialDeepStrictEqual(record, {
      ...{ user: { name: 'some-user' }, client: { name: 'kiosk-2' }, actor: { name: 'some-operator' } },
    });
  });

  it('sits there by that session alone, not by their tokens and other sessions', async () => {
    await sit();
    const { id } = await test.device(kiosk.id);
    const { user, token } = test.under.fleet.of.user;
    const elsewhere = { token };
    assert.equal((await mine('GET', `/devices/${id}`)).status, 200);
    const { version } = await test.device(kiosk.id);
    for (const [method, path, body] of [
      ['GET', `/devices/${id}`, undefined],
      ['GET', `/clients/${kiosk.id}`, undefined],
      ['POST', `/devices/${id}/attach`, { version, vmId: test.vms.a }],
    ] as const) {
      const { status } = await test.under.api.ask(
        elsewhere,
        method,
        path,
        body === undefined ? {} : { body },
      );
      assert.equal(status, 403, `${method} ${path}`);
    }
    const listed = await test.under.api.ask(elsewhere, 'GET', '/clients');
    assert.deepEqual(listed.json, { items: [], next: null });
    assert.equal(user.id, userId);
  });

  it('loses a device with the grant of the VM it is in', async () => {
    await sit();
    const { id, version } = await test.device(kiosk.id);
    await mine('POST', `/devices/${id}/attach`, { version, vmId: test.vms.a });
    await kiosk.next('attach', 'S1');
    await test.ask('DELETE', `/vms/${test.vms.a}/grants/user/${userId}`);
    assert.equal((await kiosk.next('release', 'S1')).reason, 'some-user may not use the VM any more');
    await test.device(kiosk.id, ({ lease }) => lease === null);
  });

  it('loses it when they are switched off', async () => {
    await sit();
    await toTheirVm({ kind: 'port', clientId: kiosk.id, portPath: '1-2' });
    await kiosk.next('attach', 'S1');
    await test.ask('PATCH', `/users/${userId}`, { version: 1, enabled: false });
    assert.match((await kiosk.next('release', 'S1')).reason, /may not use the VM/);
  });
});
