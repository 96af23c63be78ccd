/** Devices of clients and their VMs: a real agent, real connections over TLS; the clients are simulated, the VM's machine fake. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { startingPolicy } from '@farport/fleet';
import { until } from '../testing/agent-under-test.ts';
import { FakeClient, seenStick } from '../testing/fake-client.ts';
import { PresenceUnderTest } from '../testing/presence-under-test.ts';

describe('a device of a connected client', { concurrency: 3 }, () => {
  it('is known with its state, and unplugged and gone with its client', async () => {
    await using fleet = await PresenceUnderTest.start();
    const client = await fleet.client('kiosk-2', [seenStick('S1')]);
    const device = await fleet.device(client.id);
    assert.deepEqual([device.state, device.arrival], [{ word: 'available' }, 'existing']);
    client.unplug('S1');
    await fleet.device(client.id, ({ state }) => state.word === 'unplugged');
    client.plug(seenStick('S1'));
    const again = await fleet.device(client.id, ({ plugged }) => plugged);
    assert.equal(again.arrival, 'new');
    client.cut();
    await fleet.device(client.id, ({ state }) => state.word === 'client_offline');
  });

  it('goes to the VM that its port is assigned to, by itself', async () => {
    await using fleet = await PresenceUnderTest.start();
    const client = await fleet.client('kiosk-2');
    await fleet.assignPort(client.id);
    client.plug(seenStick('S1'));
    const order = await client.next('attach', 'S1');
    assert.equal(order.vm, 'a');
    const device = await fleet.device(client.id, ({ lease }) => lease !== null);
    assert.equal(device.lease?.fence, order.fence);
    const channel = await client.openChannel(fleet.port, order);
    client.progress(order, 'attached');
    await fleet.device(client.id, ({ state }) => state.word === 'in_use_by' && state.by === 'a');
    channel.close();
    const [attached] = await fleet.audit('action=device.attached');
    assert.deepEqual(attached?.['rule'], {
      id: 'everything-else',
      name: (attached?.['rule'] as { name: string }).name,
      policyVersion: 1,
    });
  });

  it('goes when it is assigned later, too, and once', async () => {
    await using fleet = await PresenceUnderTest.start();
    const client = await fleet.client('kiosk-2', [seenStick('S1')]);
    await fleet.device(client.id);
    await fleet.assignPort(client.id);
    await client.next('attach', 'S1');
    await fleet.assignPort(client.id);
    await fleet.device(client.id, ({ lease }) => lease !== null);
    assert.deepEqual(client.unasked('attach'), []);
  });

  it('is kept out by a rule, which the state, the audit and the dry run name, once', async () => {
    await using fleet = await PresenceUnderTest.start();
    const rules = [
      { id: 'no-sticks', name: 'No sticks', enabled: true, effect: 'deny', device: { ids: ['0781:*'] } },
      ...startingPolicy().rules,
    ];
    await fleet.ask('PUT', '/policy', { version: 1, document: { ...startingPolicy(), rules }, comment: '' });
    const client = await fleet.client('kiosk-2');
    await fleet.assignPort(client.id);
    client.plug(seenStick('S1'));
    await fleet.device(client.id, ({ state }) => state.word === 'blocked_by' && state.rule === 'No sticks');
    let [denied] = await fleet.audit('action=device.attach&outcome=denied');
    // Whoever asks how it stands decides for themselves: the reconciler may still be writing it down.
    for (let turn = 0; turn < 200 && denied === undefined; turn++) {
      await delay(50);
      [denied] = await fleet.audit('action=device.attach&outcome=denied');
    }
    assert.deepEqual(denied?.['rule'], { id: 'no-sticks', name: 'No sticks', policyVersion: 2 });
    assert.match(String(denied['reason']), /denied by rule “No sticks”/);
    await fleet.assignPort(client.id, fleet.vms.a, '1-9');
    await fleet.ask('PUT', '/policy', { version: 2, document: startingPolicy(), comment: '' });
    await client.next('attach', 'S1');
    assert.equal((await fleet.audit('action=device.attach&outcome=denied')).length, 1);
  });

  it('is kept out of one VM by a rule about that VM, and goes to another; the tester says the same', async () => {
    await using fleet = await PresenceUnderTest.start();
    await fleet.under.agent.admin.start('b');
    const { a, b } = fleet.vms;
    const rules = [
      { id: 'not-to-a', name: 'Not to a', enabled: true, effect: 'deny', vms: [a] },
      ...startingPolicy().rules,
    ];
    await fleet.ask('PUT', '/policy', { version: 1, document: { ...startingPolicy(), rules }, comment: '' });
    const client = await fleet.client('kiosk-2', [seenStick('S1')]);
    const assignment = await fleet.assignPort(client.id, a);
    const device = await fleet.device(client.id, ({ state }) => state.word === 'blocked_by');
    assert.equal(device.state.rule, 'Not to a');
    const test = async (vmId: string): Promise<string> =>
      (
        await fleet.ask<{ outcome: string }>('POST', '/policy/test', {
          ...{ deviceId: device.id, vmId, userId: null, trigger: 'manual' },
        })
      ).outcome;
    assert.deepEqual([await test(a), await test(b)], ['deny', 'allow']);
    await fleet.ask('DELETE', `/assignments/${assignment.id}?version=${assignment.version}`);
    await fleet.assignPort(client.id, b);
    assert.equal((await client.next('attach', 'S1')).vm, 'b');
  });

  it('waits for its VM, and goes when that runs', async () => {
    await using fleet = await PresenceUnderTest.start();
    const client = await fleet.client('kiosk-2', [seenStick('S1')]);
    await fleet.assignPort(client.id, fleet.vms.b);
    await fleet.device(client.id, ({ state }) => state.word === 'waiting' && state.for === 'vm');
    await fleet.under.agent.admin.start('b');
    assert.equal((await client.next('attach', 'S1')).vm, 'b');
    await fleet.under.agent.admin.stop('b', true);
    await client.next('release', 'S1');
    await fleet.device(client.id, ({ state }) => state.word === 'waiting' && state.for === 'vm');
  });

  it('is taken from its holder by force, for a reason in the audit, and stays with its client', async () => {
    await using fleet = await PresenceUnderTest.start();
    const client = await fleet.client('kiosk-2', [seenStick('S1')]);
    await fleet.assignPort(client.id);
    const order = await client.next('attach', 'S1');
    const channel = await client.openChannel(fleet.port, order);
    const cut = once(channel, 'close');
    const { id } = await fleet.device(client.id);
    await fleet.ask('POST', `/leases/${id}/force-release`, { reason: 'the auditor asked' });
    const release = await client.next('release', 'S1');
    assert.equal(release.fence, order.fence);
    await cut;
    const after = await fleet.device(client.id, ({ lease }) => lease === null);
    assert.deepEqual(after.state, { word: 'available' });
    assert.deepEqual(client.unasked('attach'), []);
    const [forced] = await fleet.audit('action=device.force_released');
    assert.equal(forced?.['reason'], 'the auditor asked');
    const [ended] = await fleet.audit('action=device.session_ended');
    assert.equal((ended?.['details'] as Record<string, string>)['fence'], String(order.fence));
  });

  it('stays detached where a person detached it, over a reconnect, until it is plugged in anew', async () => {
    await using fleet = await PresenceUnderTest.start();
    const { id, key } = await fleet.enrol('kiosk-2');
    await fleet.assignPort(id);
    const client = await FakeClient.connect(fleet.port, key, [seenStick('S1')]);
    await client.next('attach', 'S1');
    const device = await fleet.device(id, ({ lease }) => lease !== null);
    await fleet.ask('POST', `/devices/${device.id}/detach`, { version: device.version });
    await client.next('release', 'S1');
    client.cut();
    const again = await FakeClient.connect(fleet.port, key, [seenStick('S1')]);
    await fleet.device(id, ({ state }) => state.word === 'available');
    assert.deepEqual(again.unasked('attach'), []);
    again.unplug('S1');
    again.plug(seenStick('S1'));
    await again.next('attach', 'S1');
  });

  it('that a person at the client takes back stays there, and the audit says who', async () => {
    await using fleet = await PresenceUnderTest.start();
    const client = await fleet.client('kiosk-2', [seenStick('S1')]);
    await fleet.assignPort(client.id);
    client.progress(await client.next('attach', 'S1'), 'taken_back');
    await client.next('release', 'S1');
    await fleet.device(client.id, ({ state }) => state.word === 'available');
    const [unwanted] = await fleet.audit('action=device.unwanted');
    assert.deepEqual(unwanted?.['actor'], { kind: 'client', id: client.id, name: 'kiosk-2' });
  });

  it('moves where a person wants it, by another lease', async () => {
    await using fleet = await PresenceUnderTest.start();
    await fleet.under.agent.admin.start('b');
    const client = await fleet.client('kiosk-2', [seenStick('S1')]);
    await fleet.assignPort(client.id);
    const first = await client.next('attach', 'S1');
    const device = await fleet.device(client.id, ({ lease }) => lease !== null);
    await fleet.ask('POST', `/devices/${device.id}/attach`, { version: device.version, vmId: fleet.vms.b });
    assert.equal((await client.next('release', 'S1')).fence, first.fence);
    const second = await client.next('attach', 'S1');
    assert.deepEqual([second.vm, second.fence > first.fence], ['b', true]);
  });

  it('whose capture failed goes back, with the reason in the audit, and is tried again', async () => {
    await using fleet = await PresenceUnderTest.start();
    const client = await fleet.client('kiosk-2', [seenStick('S1')]);
    await fleet.assignPort(client.id);
    client.progress(await client.next('attach', 'S1'), 'failed', 'device.busy', 'a program holds it');
    await client.next('release', 'S1');
    const device = await fleet.device(client.id, ({ lease }) => lease === null);
    const [failed] = await fleet.audit('action=device.attach&outcome=failed');
    assert.equal(failed?.['reason'], 'device.busy: a program holds it');
    await fleet.ask('POST', `/devices/${device.id}/attach`, { version: device.version, vmId: fleet.vms.a });
    await client.next('attach', 'S1');
  });

  it('comes back after a lost link, by the same lease, with a ticket for each try', async () => {
    await using fleet = await PresenceUnderTest.start();
    const { id, key } = await fleet.enrol('kiosk-2');
    await fleet.assignPort(id);
    const client = await FakeClient.connect(fleet.port, key, [seenStick('S1')]);
    const order = await client.next('attach', 'S1');
    const channel = await client.openChannel(fleet.port, order);
    await assert.rejects(client.openChannel(fleet.port, order), /refused: 401/);
    channel.terminate();
    client.say({ kind: 'ticket_request', key: 'S1', fence: order.fence });
    const next = await client.next('attach', 'S1');
    assert.equal(next.fence, order.fence);
    assert.notEqual(next.ticket, order.ticket);
    client.cut();
    await fleet.device(id, ({ state }) => state.word === 'client_offline');
    const back = await FakeClient.connect(fleet.port, key, [seenStick('S1', { fence: order.fence })]);
    const again = await back.next('attach', 'S1');
    assert.equal(again.fence, order.fence);
    await back.openChannel(fleet.port, again);
    back.say({ kind: 'ticket_request', key: 'S1', fence: order.fence + 999 });
    assert.equal((await back.next('release', 'S1')).fence, order.fence + 999);
  });

  it('gets another channel by the same lease where its client alone saw the link break', async () => {
    await using fleet = await PresenceUnderTest.start();
    const { id, key } = await fleet.enrol('kiosk-2');
    await fleet.assignPort(id);
    const client = await FakeClient.connect(fleet.port, key, [seenStick('S1')]);
    const order = await client.next('attach', 'S1');
    const before = await client.openChannel(fleet.port, order);
    const cut = once(before, 'close');
    const back = await FakeClient.connect(fleet.port, key, [seenStick('S1', { fence: order.fence })]);
    back.say({ kind: 'ticket_request', key: 'S1', fence: order.fence });
    const again = await back.next('attach', 'S1');
    assert.equal(again.fence, order.fence);
    const after = await back.openChannel(fleet.port, again);
    await cut;
    assert.equal(after.readyState, after.OPEN);
    await fleet.device(id, ({ state, lease }) => state.word === 'in_use_by' && lease?.fence === order.fence);
  });

  it('that was plugged in anew while the link was down is a new one', async () => {
    await using fleet = await PresenceUnderTest.start();
    const { id, key } = await fleet.enrol('kiosk-2');
    const client = await FakeClient.connect(fleet.port, key, [seenStick('S1')]);
    const before = await fleet.device(id);
    await fleet.ask('POST', `/devices/${before.id}/detach`, { version: before.version });
    client.cut();
    await fleet.device(id, ({ state }) => state.word === 'client_offline');
    await FakeClient.connect(fleet.port, key, [seenStick('S1-again', { serial: 'S1', fresh: true })]);
    const after = await fleet.device(id, ({ state }) => state.word !== 'client_offline');
    assert.deepEqual([after.arrival, after.state.word], ['new', 'available']);
    await fleet.assignPort(id);
    await fleet.device(id, ({ lease }) => lease !== null);
  });

  it('goes on after the agent was killed, where it was, by the same lease', async () => {
    await using fleet = await PresenceUnderTest.start();
    const { agent } = fleet.under;
    const { id, key } = await fleet.enrol('kiosk-2');
    await fleet.assignPort(id);
    const client = await FakeClient.connect(fleet.port, key, [
      seenStick('S1'),
      seenStick('S2', { portPath: '1-3' }),
    ]);
    const order = await client.next('attach', 'S1');
    await client.openChannel(fleet.port, order);
    await agent.signal('SIGKILL');
    await client.end;
    await agent.start();
    await until('presence is up', () => agent.log.filter(({ event }) => event === 'api.ready')[1]);
    const back = await FakeClient.connect(agent.port, key, [
      seenStick('S1', { fence: order.fence }),
      seenStick('S2', { portPath: '1-3' }),
    ]);
    const again = await back.next('attach', 'S1');
    assert.deepEqual([again.fence, again.vm], [order.fence, 'a']);
    await back.openChannel(agent.port, again);
    assert.deepEqual(back.unasked('attach'), []);
  });
});
