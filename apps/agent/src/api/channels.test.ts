/** Screens and devices that are connected to a VM: seen, counted and ended by those who may, at a real agent. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Role } from '@farport/fleet';
import { closed, opened, vmA, vmB } from '../testing/agent-under-test.ts';
import type { ApiAnswer } from '../testing/api-caller.ts';
import { seenStick } from '../testing/fake-client.ts';
import { PresenceUnderTest } from '../testing/presence-under-test.ts';

interface Channel {
  readonly id: string;
  readonly kind: string;
  readonly by: string;
  readonly toVm: number;
  readonly toClient: number;
  readonly roundTripMs: number | null;
}

describe('what is connected to a VM', { timeout: 120_000 }, () => {
  let test: PresenceUnderTest;
  beforeEach(async () => {
    test = await PresenceUnderTest.start(`${vmA}display = {}\n${vmB}`);
    await test.ask('PUT', `/vms/${test.vms.a}/grants/user/${test.under.fleet.of.user.user.id}`);
  });
  afterEach(() => test[Symbol.asyncDispose]());

  const as = (role: Role, method: string, path: string, body?: unknown): Promise<ApiAnswer> =>
    test.under.api.ask({ session: test.under.fleet.of[role].session }, method, path, { body });
  const seenBy = async (role: Role): Promise<readonly Channel[]> =>
    ((await as(role, 'GET', '/channels')).json as { items: readonly Channel[] }).items;

  /** Looks at VM a by a ticket of their own. */
  async function look(role: Role = 'user') {
    const { json } = await as(role, 'POST', `/vms/${test.vms.a}/ticket`);
    const socket = test.under.agent.webSocket('a', (json as { ticket: string }).ticket, 'display');
    const end = closed(socket);
    await opened(socket);
    socket.send('hello');
    return { socket, end };
  }

  it('is shown with whose it is, what it has carried, and how far away it is', async () => {
    const { socket } = await look();
    const [channel] = await seenBy('help_desk');
    const { id: userId } = test.under.fleet.of.user.user;
    assert.partialDeepStrictEqual(channel, {
      kind: 'display',
      by: 'account',
      vm: { id: test.vms.a, name: 'a' },
      user: { id: userId, name: 'some-user' },
      client: null,
      device: null,
      address: '127.0.0.1',
    });
    assert.ok(channel !== undefined && channel.toVm > 0 && channel.toClient > 0);
    assert.ok(channel.roundTripMs !== null && channel.roundTripMs > 0 && channel.roundTripMs < 10_000);
    socket.terminate();
  });

  it('is ended for a reason, by who may, and the audit says so', async () => {
    const { end } = await look();
    const [{ id } = { id: '' }] = await seenBy('operator');
    const ask = (role: Role) => as(role, 'POST', `/channels/${id}/end`, { reason: 'maintenance' });
    assert.equal((await ask('help_desk')).status, 403);
    assert.equal((await as('operator', 'POST', `/channels/${id}/end`, { reason: ' ' })).status, 400);
    assert.equal((await ask('operator')).status, 204);
    await end;
    assert.deepEqual(await seenBy('operator'), []);
    assert.equal((await ask('operator')).status, 404);
    const [record] = await test.audit('action=screen.disconnected');
    assert.partialDeepStrictEqual(record, {
      actor: { name: 'some-operator' },
      user: { name: 'some-user' },
      vm: { name: 'a' },
      reason: 'maintenance',
      details: { address: '127.0.0.1' },
    });
  });

  it('is somebody’s own, to see and to end, or not shown', async () => {
    const mine = await look();
    await test.ask('PUT', `/vms/${test.vms.a}/grants/user/${test.under.fleet.of.operator.user.id}`);
    const other = await look('operator');
    const [own, ...more] = await seenBy('user');
    assert.deepEqual([more.length, (await seenBy('auditor')).length], [0, 2]);
    const others = (await seenBy('auditor')).find(({ id }) => id !== own?.id);
    const end = (id: string) => as('user', 'POST', `/channels/${id}/end`, { reason: 'I forgot it at home' });
    assert.equal((await end(others?.id ?? '')).status, 403);
    assert.equal((await end(own?.id ?? '')).status, 204);
    await mine.end;
    other.socket.terminate();
  });

  it('is released by force where it is a device of the fleet', async () => {
    const kiosk = await test.client('kiosk-9', [seenStick('S1')]);
    await test.assignPort(kiosk.id);
    const order = await kiosk.next('attach', 'S1');
    const channel = await kiosk.openChannel(test.port, order);
    const [shown] = await seenBy('operator');
    const { id } = await test.device(kiosk.id);
    assert.partialDeepStrictEqual(shown, {
      kind: 'usb',
      by: 'order',
      client: { name: 'kiosk-9' },
      device: { id, name: 'SanDisk Ultra (0781:5583 S1 at 1-2)' },
    });
    const refused = await as('operator', 'POST', `/channels/${shown?.id ?? ''}/end`, { reason: 'x' });
    assert.deepEqual([refused.status, (refused.json as { code: string }).code], [409, 'channel.leased']);
    const { items } = await test.ask<{ items: { roundTripMs: number | null }[] }>('GET', '/device-sessions');
    assert.ok((items[0]?.roundTripMs ?? 0) > 0);
    channel.terminate();
    kiosk.cut();
  });
});
