/** Clients that are not who they say, or that break the rules of their control channel: each gets its named error, and the agent goes on. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { CONTROL_BURST, encodeControlMessage, type SeenDevice } from '@farport/protocol/control';
import { until } from '../testing/agent-under-test.ts';
import { FakeClient, seenStick } from '../testing/fake-client.ts';
import { PresenceUnderTest } from '../testing/presence-under-test.ts';

describe('a client of which we think no good', { timeout: 90_000 }, () => {
  let fleet: PresenceUnderTest;
  before(async () => {
    fleet = await PresenceUnderTest.start();
  });
  after(async () => {
    await fleet[Symbol.asyncDispose]();
  });

  let count = 0;
  /** One that was enrolled, and has said hello. */
  async function greeted(): Promise<FakeClient> {
    const { key } = await fleet.enrol(`client-${++count}`);
    const client = new FakeClient(fleet.port, key);
    await client.greet();
    return client;
  }
  async function endsWith(client: FakeClient, code: string, closeCode: number): Promise<void> {
    assert.deepEqual(await client.end, { code: closeCode, reason: code });
    assert.equal((await client.next('error')).code, code);
  }

  it('is not let in without a key, with another’s words for one, or with a key that was taken back', async () => {
    const refusal = async (headers: readonly string[]): Promise<[number, string]> => {
      const { status, code } = await fleet.under.agent.upgradeRefused('/v1/client', headers);
      return [status, code];
    };
    assert.deepEqual(await refusal([]), [401, 'client.unknown']);
    assert.deepEqual(await refusal([`Authorization: Bearer fpk_${'A'.repeat(43)}`]), [401, 'client.unknown']);
    const { administrator } = fleet.under.fleet.of;
    assert.deepEqual(await refusal([`Authorization: Bearer ${administrator.token}`]), [
      401,
      'client.unknown',
    ]);
    const { id, key } = await fleet.enrol('taken-back');
    const client = await FakeClient.connect(fleet.port, key, [seenStick('S1')]);
    await fleet.device(id);
    await fleet.ask('PATCH', `/clients/${id}`, { version: 1, enabled: false });
    await endsWith(client, 'client.unknown', 1008);
    assert.deepEqual(await refusal([`Authorization: Bearer ${key}`]), [401, 'client.unknown']);
  });

  it('that is switched off loses what its devices have', async () => {
    const { id, key } = await fleet.enrol('switched-off');
    const client = await FakeClient.connect(fleet.port, key, [seenStick('S1')]);
    await fleet.assignPort(id);
    await client.next('attach', 'S1');
    assert.equal((await fleet.device(id)).state.word, 'in_use_by');
    await fleet.ask('PATCH', `/clients/${id}`, { version: 1, enabled: false });
    await endsWith(client, 'client.unknown', 1008);
    for (let tries = 0; (await fleet.device(id)).lease !== null; tries++) {
      assert.ok(tries < 500, 'the lease is over');
      await delay(20);
    }
  });

  it('gets nothing for a code that was used, nor for a name that is taken', async () => {
    const code = async (): Promise<string> =>
      (await fleet.ask<{ code: string }>('POST', '/enrolment-codes', { clientName: null })).code;
    const used = await code();
    await FakeClient.enrol(fleet.port, used, 'twin');
    await assert.rejects(FakeClient.enrol(fleet.port, used, 'twin-2'), /"enrolment\.used"/);
    await assert.rejects(FakeClient.enrol(fleet.port, await code(), 'TWIN'), /"store\.name_taken"/);
  });

  it('that connects twice loses the earlier connection, and what it has stays', async () => {
    const { id, key } = await fleet.enrol('twice');
    const first = await FakeClient.connect(fleet.port, key, [seenStick('S1')]);
    await fleet.device(id);
    const second = await FakeClient.connect(fleet.port, key, [seenStick('S1')]);
    await endsWith(first, 'client.replaced', 4009);
    await fleet.assignPort(id);
    await second.next('attach', 'S1');
    assert.equal((await fleet.device(id)).state.word, 'in_use_by');
  });

  it('that connects again and again is told to wait', async () => {
    const { key } = await fleet.enrol('restless');
    const ends: number[] = [];
    for (let turn = 0; turn < 12; turn++) {
      const client = new FakeClient(fleet.port, key);
      const opened = once(client.socket, 'open').then(() => 0);
      ends.push(await Promise.race([opened, client.end.then(({ code }) => code)]));
      client.cut();
    }
    assert.deepEqual([ends[0], ends.at(-1)], [0, -429]);
  });

  it('that floods is cut off, and others are not', async () => {
    const quiet = await greeted();
    const client = await greeted();
    client.list([]);
    for (let i = 0; i <= CONTROL_BURST + 100; i++) client.unplug('nothing');
    await endsWith(client, 'protocol.too_many_messages', 1008);
    quiet.list([]);
    quiet.say({ kind: 'ping', nonce: 7 });
    await quiet.next('pong');
  });

  const breaches: [string, string, number, (client: FakeClient) => void][] = [
    [
      'says text',
      'protocol.text',
      1003,
      ({ socket }) => {
        socket.send('hello');
      },
    ],
    [
      'says no protobuf',
      'protocol.malformed',
      1002,
      ({ socket }) => {
        socket.send(Buffer.from([0xff, 0xff]));
      },
    ],
    [
      'says two things at once',
      'protocol.malformed',
      1002,
      ({ socket }) => {
        socket.send(
          Buffer.concat([
            encodeControlMessage({ kind: 'ping', nonce: 1 }),
            encodeControlMessage({ kind: 'pong', nonce: 1 }),
          ]),
        );
      },
    ],
    [
      'says hello twice',
      'protocol.unexpected',
      1002,
      (client) => {
        client.say({ kind: 'hello', version: 1, capabilities: [], agent: '' });
      },
    ],
    [
      'speaks of devices before it has told which it has',
      'protocol.unexpected',
      1002,
      (client) => {
        client.unplug('S1');
      },
    ],
    [
      'tells its list twice',
      'protocol.unexpected',
      1002,
      (client) => {
        client.list([]);
        client.list([]);
      },
    ],
    [
      'gives orders',
      'protocol.unexpected',
      1002,
      ({ socket }) => {
        socket.send(encodeControlMessage({ kind: 'release', key: 'S1', fence: 1, reason: 'I say so' }));
      },
    ],
    [
      'has more devices than ports',
      'protocol.too_many_devices',
      1009,
      (client) => {
        client.list(Array.from({ length: 513 }, (_, i) => seenStick(`S${i}`, { portPath: `${i + 1}-1` })));
      },
    ],
    [
      'has more devices in a message than fit',
      'protocol.too_many_devices',
      1009,
      (client) => {
        const devices = Array.from({ length: 17 }, (_, i) => seenStick(`S${i}`, { portPath: `${i + 1}-1` }));
        client.say({ kind: 'devices', devices, more: false });
      },
    ],
    ...devices([
      ['has a device at no port', 'protocol.malformed', 1002, { portPath: 'usb1' }],
      ['has a device with a name without end', 'protocol.key_too_long', 1009, { key: 'x'.repeat(81) }],
      [
        'has a device at a port without end',
        'protocol.port_path_too_long',
        1009,
        { portPath: '1'.repeat(65) },
      ],
      ['has a device of no name', 'protocol.malformed', 1002, { key: '' }],
      ['has a vendor above 16 bits', 'protocol.malformed', 1002, { vendorId: 0x1_0000 }],
    ]),
    [
      'has the same device twice',
      'protocol.malformed',
      1002,
      (client) => {
        client.list([seenStick('S1'), seenStick('S2', { serial: 'S1' })]);
      },
    ],
    [
      'asks for a ticket of no lease',
      'protocol.malformed',
      1002,
      (client) => {
        client.list([]);
        client.say({ kind: 'ticket_request', key: 'S1', fence: 0 });
      },
    ],
  ];
  for (const [what, code, closeCode, breach] of breaches) {
    it(`that ${what} is cut off with ${code}`, async () => {
      const client = await greeted();
      breach(client);
      await endsWith(client, code, closeCode);
    });
  }

  it('that says too much at once is cut off by the size alone', async () => {
    const client = await greeted();
    client.socket.send(Buffer.alloc(65_537));
    assert.equal((await client.end).code, 1009);
    await until('the log names it', () =>
      fleet.under.agent.log.find(({ code }) => code === 'protocol.message_too_large'),
    );
  });

  it('that says rubbish of any kind harms nobody but itself', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 20 }),
        async (messages) => {
          const client = await greeted();
          for (const message of messages) client.socket.send(message);
          client.say({ kind: 'ping', nonce: 3 });
          await Promise.race([client.next('pong'), client.end]).catch(() => undefined);
          client.cut();
        },
      ),
      { numRuns: 20 },
    );
    assert.equal((await fleet.asked('GET', '/health')).status < 500, true);
    assert.equal(fleet.under.agent.event('api.internal'), undefined);
  });

  function devices(
    cases: [string, string, number, Partial<SeenDevice>][],
  ): [string, string, number, (client: FakeClient) => void][] {
    return cases.map(([what, code, closeCode, change]) => [
      what,
      code,
      closeCode,
      (client) => {
        client.list([seenStick('S1', change)]);
      },
    ]);
  }
});
