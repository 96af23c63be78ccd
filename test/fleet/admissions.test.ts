/**
 * Devices at the door of a VM: real processes for agent and VM, real TLS, real USB channels that ask the agent; only the
 * machine in the VM is a fake, and the client, which may lie.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { startingPolicy, type PolicyRuleDocument } from '@farport/fleet';
import type { WebSocket } from 'ws';
import { UsbChannelClient, wrapWebSocket, type ChannelClosed } from '@farport/protocol';
import type { SeenDevice } from '@farport/protocol/control';
import { vmB, vmWith } from '../../apps/agent/src/testing/agent-under-test.ts';
import { seenStick } from '../../apps/agent/src/testing/fake-client.ts';
import { PresenceUnderTest } from '../../apps/agent/src/testing/presence-under-test.ts';

interface OfferedDevice {
  readonly serial?: string;
  /** Class, subclass, protocol of its one interface. */
  readonly interfaceClass?: readonly [number, number, number];
  /** The same, as it tells the guest. */
  readonly toGuest?: readonly [number, number, number];
}

const storage = [8, 6, 0x50] as const;
const keyboard = [3, 1, 1] as const;

/** As fake-client.ts's stick reports itself, unless said otherwise. */
const STICK: Partial<SeenDevice> = { speed: 'high', deviceVersion: 0x110 };

function attachMessage({ serial = 'S1', interfaceClass = storage }: OfferedDevice) {
  return {
    deviceDescriptor: Uint8Array.from([
      18, 1, 0, 2, 0, 0, 0, 64, 0x81, 0x07, 0x83, 0x55, 0x10, 1, 1, 2, 3, 1,
    ]),
    configurationDescriptors: [
      Uint8Array.from([...[9, 2, 18, 0, 1, 1, 0, 0x80, 50], ...[9, 4, 0, 0, 0, ...interfaceClass, 0]]),
    ],
    bosDescriptor: new Uint8Array(),
    speed: 'high' as const,
    portPath: '1-2',
    serial,
    manufacturer: 'SanDisk',
    product: 'Ultra',
    activeConfiguration: 1,
  };
}

describe('a device at the door of a VM', { timeout: 180_000 }, () => {
  let fleet: PresenceUnderTest;
  let userId: string;
  beforeEach(async () => {
    fleet = await PresenceUnderTest.start(`${vmWith('real-channels reads-descriptors')}${vmB}`);
    userId = fleet.under.fleet.of.user.user.id;
    await fleet.ask('PUT', `/vms/${fleet.vms.a}/grants/user/${userId}`);
  });
  afterEach(() => fleet[Symbol.asyncDispose]());

  /** Opens a channel and offers the device: "attached", or the code that it was refused with. */
  async function offer(
    ticket: string,
    device: OfferedDevice = {},
  ): Promise<{ said: string; ended: Promise<unknown>; over: Promise<string>; socket: WebSocket }> {
    const socket = fleet.under.agent.webSocket('a', ticket);
    const ended = once(socket, 'close');
    const said = Promise.withResolvers<string>();
    const over = Promise.withResolvers<string>();
    const nothing = (): void => undefined;
    const channel: UsbChannelClient = new UsbChannelClient(
      wrapWebSocket(socket),
      {
        opened: () => {
          channel.attach(attachMessage(device));
        },
        attached: () => {
          said.resolve('attached');
        },
        submit: ({ id, setup }) => {
          const { deviceDescriptor, configurationDescriptors } = attachMessage({
            ...device,
            interfaceClass: device.toGuest ?? device.interfaceClass ?? storage,
          });
          const answer = setup?.[3] === 1 ? deviceDescriptor : configurationDescriptors[0];
          if (answer !== undefined) channel.complete(id, 'completed', answer.length, [answer]);
        },
        closed: (cause: ChannelClosed) => {
          said.resolve(cause.code);
          over.resolve(cause.code);
        },
        ...{ detached: nothing, cancel: nothing, reset: nothing },
        ...{ setConfiguration: nothing, setInterface: nothing, clearHalt: nothing },
      },
      { agent: 'test', ticket },
    );
    return { said: await said.promise, ended, over: over.promise, socket };
  }

  async function ownTicket(): Promise<string> {
    const { session } = fleet.under.fleet.of.user;
    const answer = await fleet.under.api.ask({ session }, 'POST', `/vms/${fleet.vms.a}/ticket`);
    assert.equal(answer.status, 201, answer.text);
    return (answer.json as { ticket: string }).ticket;
  }

  /** A record that is about to be written. */
  async function audited(action: string): Promise<Record<string, unknown>> {
    for (let turn = 0; turn < 200; turn++) {
      const [record] = await fleet.audit(`action=${action}`);
      if (record !== undefined) return record;
      await delay(25);
    }
    return assert.fail(`there is no ${action}`);
  }

  async function firstRule(rule: Partial<PolicyRuleDocument>): Promise<void> {
    const { version } = await fleet.ask<{ version: number }>('GET', '/policy');
    const document = startingPolicy();
    const whole = { id: 'first', name: 'The first', enabled: true, effect: 'deny', ...rule };
    const changed = { ...document, rules: [whole, ...document.rules] };
    await fleet.ask('PUT', '/policy', { version, document: changed, comment: '' });
  }

  describe('with a ticket that somebody made by their account', () => {
    it('comes in where the policy lets it, and is in the audit with who brought it', async () => {
      assert.equal((await offer(await ownTicket())).said, 'attached');
      const [record] = await fleet.audit('action=device.attach');
      assert.partialDeepStrictEqual(record, {
        outcome: 'ok',
        user: { name: 'some-user' },
        vm: { name: 'a' },
        device: { name: 'SanDisk Ultra (0781:5583)' },
        rule: { name: 'Everything else' },
      });
    });

    it('is refused by the rule that denies it, by what its descriptors say', async () => {
      await firstRule({ name: 'No sticks', device: { classes: { any: ['08'] } } });
      const ticket = await ownTicket();
      assert.equal((await offer(ticket)).said, 'policy.denied');
      assert.equal((await offer(ticket, { interfaceClass: [0xff, 0, 0] })).said, 'attached');
      const [record] = await fleet.audit('action=device.attach&outcome=denied');
      assert.partialDeepStrictEqual(record, { rule: { name: 'No sticks' }, user: { name: 'some-user' } });
    });

    it('is judged for the VM it is brought to, and not for another', async () => {
      await firstRule({ name: 'Not to b', vms: [fleet.vms.b] });
      const ticket = await ownTicket();
      assert.equal((await offer(ticket)).said, 'attached');
      await firstRule({ name: 'Not to a', vms: [fleet.vms.a] });
      assert.equal((await offer(ticket)).said, 'policy.denied');
      const [record] = await fleet.audit('action=device.attach&outcome=denied');
      assert.partialDeepStrictEqual(record, { rule: { name: 'Not to a' }, vm: { name: 'a' } });
    });

    it('is thrown out where it is something else for the guest than it had said', async () => {
      await firstRule({ name: 'No keyboards at all', device: { classes: { any: ['03'] } } });
      const ticket = await ownTicket();
      const { said, over } = await offer(ticket, { toGuest: keyboard });
      assert.deepEqual([said, await over], ['attached', 'usb.descriptor_mismatch']);
      const record = await audited('device.disguised');
      assert.partialDeepStrictEqual(record, {
        outcome: 'denied',
        user: { name: 'some-user' },
        vm: { name: 'a' },
        device: { name: '0781:5583 SanDisk Ultra' },
      });
      assert.match(String(record['reason']), /class 03\/01\/01/);
    });

    it('is not asked about without end', async () => {
      const ticket = await ownTicket();
      const codes: string[] = [];
      for (let i = 0; i < 90 && codes.at(-1) !== 'admission.too_many'; i++) {
        const { said, socket, ended } = await offer(ticket);
        codes.push(said);
        socket.terminate();
        await ended;
      }
      assert.equal(codes.at(-1), 'admission.too_many');
      assert.ok(
        codes.length > 64 && codes.slice(0, -1).every((code) => code === 'attached'),
        codes.join(' '),
      );
      const { text } = await fleet.asked('GET', '/metrics');
      assert.match(text, /farport_admissions_limited_total 1\n/);
    });

    for (const [what, take] of [
      ['the grant', () => fleet.ask('DELETE', `/vms/${fleet.vms.a}/grants/user/${userId}`)],
      ['the user', () => fleet.ask('DELETE', `/users/${userId}?version=1`)],
      ['the role', () => fleet.ask('PATCH', `/users/${userId}`, { version: 1, role: 'auditor' })],
    ] as const) {
      it(`goes with ${what}: the channel is cut, and the ticket lets nobody in`, async () => {
        const ticket = await ownTicket();
        const { said, ended } = await offer(ticket);
        assert.equal(said, 'attached');
        await take();
        await ended;
        const refused = await fleet.under.agent.refusal('a', [`Authorization: Bearer ${ticket}`]);
        assert.equal(refused.code, 'ticket.unknown');
        const [record] = await fleet.audit('action=vm.ticket_revoked');
        assert.partialDeepStrictEqual(record, { user: { id: userId }, vm: { name: 'a' } });
      });
    }

    it('keeps its account over a restart of the agent', async () => {
      await firstRule({ name: 'No sticks', device: { classes: { any: ['08'] } } });
      const ticket = await ownTicket();
      await fleet.under.agent.signal('SIGKILL');
      await fleet.under.agent.start();
      assert.equal((await offer(ticket)).said, 'policy.denied');
    });
  });

  it('comes in with a ticket of the server’s administrator, whatever the policy says', async () => {
    await firstRule({ name: 'Nothing' });
    assert.equal((await offer(await fleet.under.agent.ticket('a'))).said, 'attached');
  });

  describe('by an order', () => {
    const ordered = async (seen: Partial<SeenDevice> = {}): Promise<string> => {
      const client = await fleet.client('kiosk-2', [seenStick('S1', { ...STICK, ...seen })]);
      await fleet.assignPort(client.id);
      const { ticket } = await client.next('attach', 'S1');
      return ticket;
    };

    it('comes in where it is what its client had reported', async () => {
      assert.equal((await offer(await ordered())).said, 'attached');
    });

    it('is thrown out, and its lease given back, where it is something else for the guest', async () => {
      const client = await fleet.client('kiosk-2', [seenStick('S1', STICK)]);
      await fleet.assignPort(client.id);
      const { ticket, fence } = await client.next('attach', 'S1');
      assert.equal(await (await offer(ticket, { toGuest: keyboard })).over, 'usb.descriptor_mismatch');
      assert.equal((await client.next('release', 'S1')).fence, fence);
      const record = await audited('device.disguised');
      assert.partialDeepStrictEqual(record, { client: { name: 'kiosk-2' }, vm: { name: 'a' } });
      const [failed] = await fleet.audit('action=device.attach&outcome=failed');
      assert.match(String(failed?.['reason']), /^usb\.descriptor_mismatch/);
    });

    it('is judged for the VM of its lease, and not for another', async () => {
      await firstRule({ name: 'Not to b', vms: [fleet.vms.b], device: { classes: { any: ['03'] } } });
      const ticket = await ordered();
      assert.equal((await offer(ticket, { interfaceClass: [3, 0, 0] })).said, 'attached');
    });

    it('is refused where it is another one', async () => {
      assert.equal((await offer(await ordered(), { serial: 'S2' })).said, 'policy.mismatch');
      const [record] = await fleet.audit('action=device.mismatch');
      assert.partialDeepStrictEqual(record, {
        outcome: 'denied',
        client: { name: 'kiosk-2' },
        vm: { name: 'a' },
      });
    });

    it('is judged by its descriptors where its client said something else', async () => {
      await firstRule({ name: 'No keyboards at all', device: { classes: { any: ['03'] } } });
      const ticket = await ordered();
      assert.equal((await offer(ticket, { interfaceClass: keyboard })).said, 'policy.denied');
      const [record] = await fleet.audit('action=device.mismatch');
      assert.match(String(record?.['reason']), /No keyboards at all/);
    });
  });
});
