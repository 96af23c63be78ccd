/** What the API does, over real HTTPS against a real agent: lists and changes, versions, policy, devices, VMs, the audit. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startingPolicy } from '@farport/fleet';
import { ApiUnderTest } from '../testing/api-under-test.ts';
import type { ApiAnswer, ApiAsk } from '../testing/api-caller.ts';

let test: ApiUnderTest;
before(async () => {
  test = await ApiUnderTest.start();
});
after(() => test[Symbol.asyncDispose]());

type Json = Record<string, unknown> & { readonly items: Json[]; readonly next: string | null };

/** Asks as the administrator; fails the test unless the status is `status`. */
async function ask(
  status: number,
  method: string,
  path: string,
  body?: unknown,
  more: ApiAsk = {},
): Promise<Json> {
  const answer = await asked(method, path, { ...(body === undefined ? {} : { body }), ...more });
  assert.equal(answer.status, status, answer.text);
  return answer.json as Json;
}

function asked(method: string, path: string, ask: ApiAsk = {}): Promise<ApiAnswer> {
  return test.api.ask({ session: test.fleet.of.administrator.session }, method, path, ask);
}

describe('users and groups', () => {
  it('are made, found, changed by whoever saw the latest version, and deleted', async () => {
    const made = await ask(201, 'POST', '/users', { name: 'dora', displayName: 'Dora', role: 'user' });
    const { id } = made['user'] as { id: string };
    assert.match(String(made['password']), /^[0-9a-z-]{24}$/);
    const first = await asked('GET', `/users/${id}`);
    assert.equal(first.headers.etag, '"1"');
    const headers = { 'if-match': '"1"' };
    // The one-time password is a change of the credentials, not of the user.
    const changed = await ask(200, 'PATCH', `/users/${id}`, { displayName: 'Dora D.' }, { headers });
    assert.partialDeepStrictEqual(changed, { displayName: 'Dora D.', version: 2 });
    assert.equal(
      (await ask(409, 'PATCH', `/users/${id}`, { displayName: 'No' }, { headers }))['code'],
      'store.conflict',
    );
    assert.equal(
      (await ask(428, 'PATCH', `/users/${id}`, { displayName: 'No' }))['code'],
      'http.version_missing',
    );
    assert.equal(
      (await ask(400, 'PATCH', `/users/${id}`, { version: 2 }, { headers }))['code'],
      'http.invalid',
    );
    assert.equal((await ask(428, 'DELETE', `/users/${id}`))['code'], 'http.version_missing');
    await ask(204, 'DELETE', `/users/${id}?version=2`);
    assert.equal((await ask(404, 'GET', `/users/${id}`))['code'], 'store.not_found');
  });

  it('come in pages', async () => {
    const all = (await ask(200, 'GET', '/users')).items.map(({ name }) => name);
    const names: unknown[] = [];
    for (let after = ''; ;) {
      const page = await ask(200, 'GET', `/users?limit=2${after}`);
      assert.ok(page.items.length <= 2);
      names.push(...page.items.map(({ name }) => name));
      if (page.next === null) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    assert.deepEqual(names, all);
    for (const wrong of ['limit=0', 'limit=501', 'limit=x', 'nonsense=1']) {
      assert.equal((await ask(400, 'GET', `/users?${wrong}`))['code'], 'http.invalid');
    }
  });

  it('say who is locked after wrong passwords, and until when', async () => {
    const { id, name } = test.fleet.of.help_desk.user;
    const lock = async () => [
      (await ask(200, 'GET', `/users/${id}`))['lockedUntil'],
      (await ask(200, 'GET', '/users')).items.find((user) => user['id'] === id)?.['lockedUntil'],
    ];
    assert.deepEqual(await lock(), [null, null]);
    for (let n = 0; n < 5; n++) {
      await test.api.ask(undefined, 'POST', '/session', { body: { name, password: 'wrong wrong wrong' } });
    }
    const [until, listed] = await lock();
    assert.ok(Number(until) > Date.now() && Number(until) <= Date.now() + 30_000, String(until));
    assert.equal(listed, until);
    await ask(204, 'POST', `/users/${id}/unlock`);
    assert.deepEqual(await lock(), [null, null]);
  });

  it('never lose the last administrator', async () => {
    const { items } = await ask(200, 'GET', '/users');
    const administrators = items.filter(({ role }) => role === 'administrator');
    const [other, last] = administrators;
    await ask(200, 'PATCH', `/users/${String(other?.['id'])}`, {
      version: other?.['version'],
      role: 'operator',
    });
    const refused = await asked('PATCH', `/users/${String(last?.['id'])}`, {
      body: { version: last?.['version'], enabled: false },
    });
    assert.equal(refused.status, 409, refused.text);
    await ask(200, 'PATCH', `/users/${String(other?.['id'])}`, {
      version: Number(other?.['version']) + 1,
      role: 'administrator',
    });
  });

  it('belong together', async () => {
    const group = await ask(201, 'POST', '/groups', { name: 'sales', description: '' });
    const path = `/groups/${String(group['id'])}/members`;
    await ask(204, 'PUT', `${path}/${test.fleet.bob.id}`);
    assert.deepEqual(
      (await ask(200, 'GET', path)).items.map(({ name }) => name),
      ['bob'],
    );
    await ask(204, 'DELETE', `${path}/${test.fleet.bob.id}`);
    assert.deepEqual((await ask(200, 'GET', path)).items, []);
  });
});

describe('devices', () => {
  it('say in words how they stand, and who has them', async () => {
    const { stick, desktop, bob } = test.fleet;
    const device = await ask(200, 'GET', `/devices/${stick.id}`);
    assert.partialDeepStrictEqual(device, {
      portPath: '1-2',
      clientName: 'reception-3',
      state: { word: 'client_offline', by: 'bob' },
      lease: { vmId: desktop.id, userId: bob.id, host: 'elsewhere' },
    });
  });

  it('are wanted by a person until a person detaches them, unless the policy says no', async () => {
    const { stick, desktop } = test.fleet;
    const path = `/devices/${stick.id}`;
    const wanted = await ask(202, 'POST', `${path}/attach`, { version: 1, vmId: desktop.id });
    assert.partialDeepStrictEqual(wanted, { version: 2, wanted: { kind: 'attached', vmId: desktop.id } });
    const off = await ask(202, 'POST', `${path}/detach`, {}, { headers: { 'if-match': '2' } });
    assert.partialDeepStrictEqual(off, { wanted: { kind: 'detached' } });
    const policy = await ask(200, 'GET', '/policy');
    const document = {
      ...startingPolicy(),
      rules: [{ id: 'no', name: 'No sticks', enabled: true, effect: 'deny' }],
    };
    await ask(200, 'PUT', '/policy', { version: policy['version'], document, comment: 'no more' });
    const denied = await ask(403, 'POST', `${path}/attach`, { version: 3, vmId: desktop.id });
    assert.deepEqual(denied, {
      code: 'device.denied',
      message: 'the policy says no: denied by rule “No sticks”',
    });
    const { items } = await ask(200, 'GET', `/audit?action=device.attach&outcome=denied&device=${stick.id}`);
    assert.partialDeepStrictEqual(items[0], {
      rule: { name: 'No sticks' },
      actor: { name: 'some-administrator' },
    });
    const report = await ask(200, 'POST', '/policy/dry-run', { document: startingPolicy() });
    assert.partialDeepStrictEqual(report, { transitions: [{ before: 'deny', after: 'allow', count: 1 }] });
    await ask(200, 'PUT', '/policy', {
      version: Number(policy['version']) + 1,
      document: startingPolicy(),
      comment: '',
    });
  });

  it('are not moved by a user whose they are not', async () => {
    const { stick, server, of } = test.fleet;
    // The stick is in a VM that is theirs, but the other VM is not.
    const answer = await test.api.ask({ session: of.user.session }, 'POST', `/devices/${stick.id}/attach`, {
      body: { version: 3, vmId: server.id },
    });
    assert.deepEqual([answer.status, (answer.json as Json)['code']], [403, 'access.denied']);
  });

  it('are taken by force only with a reason, which stands in the audit', async () => {
    const path = `/leases/${test.fleet.stick.id}/force-release`;
    assert.equal((await ask(400, 'POST', path, { reason: '  ' }))['code'], 'http.invalid');
    await ask(200, 'POST', path, { reason: 'needed elsewhere' });
    assert.deepEqual((await ask(200, 'GET', '/leases')).items, []);
    const { items } = await ask(200, 'GET', '/audit?action=device.force_released');
    assert.partialDeepStrictEqual(items[0], { reason: 'needed elsewhere' });
  });

  it('go by assignments, of which there is a list', async () => {
    const { reception, desktop, stick } = test.fleet;
    const what = { kind: 'port', clientId: reception.id, portPath: '1-2' };
    const to = { kind: 'vm', vmId: desktop.id };
    const made = await ask(201, 'POST', '/assignments', { what, to, enabled: true, note: '' });
    assert.equal((await ask(200, 'GET', `/devices/${stick.id}`))['assignedVmId'], desktop.id);
    await ask(204, 'DELETE', `/assignments/${String(made['id'])}?version=1`);
    assert.equal((await ask(200, 'GET', `/devices/${stick.id}`))['assignedVmId'], null);
  });
});

describe('VMs', () => {
  it('of the configuration are there, start and stop, and show their console', async () => {
    const { items } = await ask(200, 'GET', '/vms');
    const vm = items.find(({ name }) => name === 'a');
    assert.partialDeepStrictEqual(vm, { state: 'stopped', configured: true, memoryMiB: 1024 });
    const path = `/vms/${String(vm?.['id'])}`;
    assert.partialDeepStrictEqual(await ask(202, 'POST', `${path}/start`), {
      state: 'running',
      wantedPower: 'on',
    });
    assert.equal((await ask(409, 'POST', `${path}/start`))['code'], 'vm.already_running');
    const log = await asked('GET', `${path}/console-log`);
    assert.equal(log.status, 200);
    assert.match(log.headers['content-type'] ?? '', /^text\/plain/);
    assert.partialDeepStrictEqual(await ask(202, 'POST', `${path}/stop`), {
      state: 'stopped',
      wantedPower: 'off',
    });
  });

  it('are shown to those they were granted to', async () => {
    const answer = await test.api.ask({ session: test.fleet.of.user.session }, 'GET', '/vms');
    assert.deepEqual(
      (answer.json as Json).items.map(({ name }) => name),
      ['desktop-7'],
    );
  });
});

describe('the policy', () => {
  it('is not replaced by one that cannot be, nor over somebody else’s change', async () => {
    const version = Number((await ask(200, 'GET', '/policy'))['version']);
    const wrong = { ...startingPolicy(), timeZone: 'Moon/Crater' };
    assert.equal(
      (await ask(400, 'PUT', '/policy', { version, document: wrong, comment: '' }))['code'],
      'policy.invalid',
    );
    const document = startingPolicy();
    assert.equal(
      (await ask(409, 'PUT', '/policy', { version: version - 1, document, comment: '' }))['code'],
      'store.conflict',
    );
  });

  it('comes from usbredir and goes there', async () => {
    const filter = '0x08,-1,-1,-1,1|-1,-1,-1,-1,0';
    const { rules } = await ask(200, 'POST', '/policy/usbredir/import', {
      filter,
      name: 'Import',
      idPrefix: 'i',
    });
    assert.ok(Array.isArray(rules) && rules.length > 0);
    assert.equal(
      (await ask(400, 'POST', '/policy/usbredir/import', { filter: 'x', name: 'I', idPrefix: 'i' }))['code'],
      'filter.usbredir',
    );
    const version = Number((await ask(200, 'GET', '/policy'))['version']);
    await ask(200, 'PUT', '/policy', {
      version,
      document: { ...startingPolicy(), rules },
      comment: 'from usbredir',
    });
    assert.equal((await ask(200, 'GET', '/policy/usbredir/export'))['filter'], filter);
  });
});

describe('the audit', () => {
  it('says who asked for what they may not, once a minute for the same', async () => {
    const { help_desk: helpDesk, user } = test.fleet.of;
    for (let n = 0; n < 3; n++) {
      assert.equal((await test.api.ask(helpDesk, 'POST', '/groups', { body: {} })).status, 403);
    }
    const bob = `/users/${test.fleet.bob.id}`;
    assert.equal((await test.api.ask({ session: user.session }, 'GET', bob)).status, 403);
    const { items } = await ask(200, 'GET', '/audit?action=api.denied');
    assert.partialDeepStrictEqual(items.slice(0, 2), [
      {
        outcome: 'denied',
        actor: { kind: 'user', name: 'some-user' },
        user: { name: 'some-user' },
        reason: 'your role (user) allows user.read only for what is yours',
        details: { method: 'GET', path: bob },
      },
      {
        actor: { kind: 'token', name: 'some-help_desk (token test)' },
        reason: 'this token does not allow group.change',
        details: { method: 'POST', path: '/groups' },
      },
    ]);
    const paths = items.map(({ details }) => (details as { path: string }).path);
    assert.equal(paths.filter((path) => path === '/groups').length, 1);
  });

  it('names the ticket that somebody made, and none that was not made', async () => {
    const { user } = test.fleet.of;
    const vm = test.fleet.desktop;
    const path = `/vms/${vm.id}/ticket`;
    assert.equal((await test.api.ask({ session: user.session }, 'POST', path)).status, 201);
    const [record] = (await ask(200, 'GET', '/audit?action=vm.ticket')).items;
    assert.partialDeepStrictEqual(record, { user: { name: 'some-user' }, vm: { name: vm.name } });
    const { tickets } = JSON.parse((await test.agent.cli('ticket', 'list', '--json')).stdout) as {
      tickets: { id: string }[];
    };
    assert.equal((record?.['details'] as { ticket?: string }).ticket, tickets.at(-1)?.id);
  });

  it('is exported as CSV in which no device runs a formula', async () => {
    await ask(201, 'POST', '/groups', { name: 'plus', description: '=1+1' });
    const csv = await asked('GET', '/audit.csv');
    assert.match(csv.headers['content-type'] ?? '', /^text\/csv/);
    assert.match(csv.text, /^\ufeff?seq,time,action/);
    assert.match(csv.text, /"group\.created"/);
  });

  it('is verified, also against a head that was kept', async () => {
    const { text } = await ask(200, 'GET', '/audit/head');
    assert.partialDeepStrictEqual(await ask(200, 'POST', '/audit/verify', { anchor: text }), { ok: true });
    const forged = `1 ${'0'.repeat(64)}`;
    assert.partialDeepStrictEqual(await ask(200, 'POST', '/audit/verify', { anchor: forged }), {
      ok: false,
      fault: 'anchor',
    });
  });
});

describe('what does not fit', () => {
  const cases: [what: string, ask: ApiAsk, status: number, code: string][] = [
    ['half a document', { raw: '{"name":' }, 400, 'http.bad_json'],
    ['a list', { raw: '[]' }, 400, 'http.invalid'],
    ['nothing', { raw: '' }, 400, 'http.invalid'],
    [
      'another type',
      { raw: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'http.media_type',
    ],
    ['more than may be', { raw: `{"name":"${'x'.repeat(70_000)}"}` }, 413, 'http.too_large'],
    ['a key too many', { body: { name: 'x', description: '', admin: true } }, 400, 'http.invalid'],
    ['a prototype', { raw: '{"name":"x","description":"","__proto__":{"admin":true}}' }, 400, 'http.invalid'],
    ['a version that is none', { body: {}, headers: { 'if-match': 'latest' } }, 400, 'http.invalid'],
  ];
  for (const [what, sent, status, code] of cases) {
    it(`is refused by name: ${what}`, async () => {
      const path = what.startsWith('a version') ? `/users/${test.fleet.bob.id}` : '/groups';
      const answer = await asked(path === '/groups' ? 'POST' : 'PATCH', path, sent);
      assert.deepEqual([answer.status, (answer.json as Json)['code']], [status, code], answer.text);
    });
  }

  it('is a missing body', async () => {
    assert.equal((await ask(400, 'POST', '/groups'))['code'], 'http.invalid');
    assert.equal((await ask(400, 'POST', '/policy/test'))['code'], 'http.invalid');
    // Of a change, the version alone is one: nothing else is asked for.
    const { id } = await ask(201, 'POST', '/groups', { name: 'empty', description: '' });
    const headers = { 'if-match': '"1"' };
    assert.equal((await ask(200, 'PATCH', `/groups/${String(id)}`, undefined, { headers }))['version'], 2);
    assert.equal((await ask(428, 'PATCH', `/groups/${String(id)}`))['code'], 'http.version_missing');
  });

  it('is told of with every mistake', async () => {
    const { message } = await ask(400, 'POST', '/users', { name: '-', role: 'king' });
    assert.match(String(message), /name: must be letters.*; displayName: is missing; role: must be/);
  });

  it('is not there', async () => {
    for (const path of ['/', '/nothing', '/users/a/b', '/users/%zz', `/users/${'x'.repeat(200)}`]) {
      const answer = await asked('GET', path);
      assert.ok([400, 404, 414].includes(answer.status), `${path} ${answer.status}`);
      assert.match(String((answer.json as Json)['code']), /^http\./);
    }
  });

  it('gets the same headers as everything else', async () => {
    for (const path of ['/nothing', '/users']) {
      const { headers } = await asked('GET', path);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['cache-control'], 'no-store');
      assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/);
    }
  });
});
