/** Every rule of the wire, broken at the level of bytes by a peer that is no Farport, and the name it gets. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bulk, FakeClock, FakeDevice, SAMPLE_DEVICE } from './channel-fakes.ts';
import type { ProtocolErrorCode } from './errors.ts';
import * as limits from './limits.ts';
import { createMemoryPair } from './message-socket.ts';
import { attachToWire } from './messages.ts';
import {
  attachedClient,
  attachedVm,
  ended,
  HELLO,
  rawClient,
  RawPeer,
  settle,
  WINDOW,
  type Sent,
} from './testing/raw-peer.ts';

describe('a hello', () => {
  const cases: [string, ProtocolErrorCode, Sent][] = [
    ['of no version', 'protocol.version', { credit: WINDOW, hello: { ...HELLO, version: 0 } }],
    ['with a wrong ticket', 'protocol.ticket', { credit: WINDOW, hello: { ...HELLO, ticket: 'x' } }],
    [
      'with too long a ticket',
      'protocol.ticket_too_long',
      { credit: WINDOW, hello: { ...HELLO, ticket: 'x'.repeat(513) } },
    ],
    [
      'with too long a name',
      'protocol.agent_too_long',
      { credit: WINDOW, hello: { ...HELLO, agent: 'x'.repeat(256) } },
    ],
    [
      'with too many capabilities',
      'protocol.too_many_capabilities',
      { credit: WINDOW, hello: { ...HELLO, capabilities: Array<string>(65).fill('x') } },
    ],
    [
      'with too long a capability',
      'protocol.capability_too_long',
      { credit: WINDOW, hello: { ...HELLO, capabilities: ['x'.repeat(65)] } },
    ],
    ['that takes no payload', 'protocol.malformed', { credit: WINDOW, hello: { ...HELLO, maxPayload: 0 } }],
    ['that takes no URB', 'protocol.malformed', { credit: WINDOW, hello: { ...HELLO, maxUrbs: 0 } }],
    ['with less credit than one payload', 'protocol.credit', { credit: 1000, hello: HELLO }],
    ['with more credit than a window', 'protocol.credit', { credit: limits.MAX_WINDOW + 1, hello: HELLO }],
    ['with a number', 'protocol.unexpected', { seq: 1, credit: WINDOW, hello: HELLO }],
    ['that is none', 'protocol.unexpected', { ping: { nonce: 1 } }],
    ['that acknowledges', 'protocol.sequence', { ack: 1, credit: WINDOW, hello: HELLO }],
  ];
  for (const [what, code, frame] of cases) {
    it(`${what} ends with ${code}`, async () => {
      const { peer, vm } = await rawClient();
      peer.send(frame);
      await settle();
      ended(peer, code, vm.log.lines);
    });
  }

  it('that never comes ends with protocol.hello_timeout', async () => {
    const clock = new FakeClock();
    const { peer, vm } = await rawClient(clock);
    clock.advance(limits.HANDSHAKE_TIMEOUT_MS);
    await settle();
    ended(peer, 'protocol.hello_timeout', vm.log.lines);
  });

  it('of a later version is answered with ours', async () => {
    const { peer, vm } = await rawClient();
    peer.send({ credit: WINDOW, hello: { ...HELLO, version: 9 } });
    await settle();
    assert.equal(peer.frames[0]?.welcome?.version, 1);
    assert.equal(vm.channel.state, 'open');
  });

  it('answered with another version ends with protocol.version', async () => {
    const [left, right] = createMemoryPair();
    const device = new FakeDevice(left);
    const peer = new RawPeer(right);
    peer.send({ credit: WINDOW, welcome: { version: 2, maxPayload: 1, maxUrbs: 1 } });
    await settle();
    ended(peer, 'protocol.version', device.log.lines);
  });
});

it('a channel id above 64 bytes ends with protocol.channel_id_too_long', async () => {
  const [left, right] = createMemoryPair();
  const device = new FakeDevice(left);
  const peer = new RawPeer(right);
  const { version, maxPayload, maxUrbs } = HELLO;
  peer.send({ credit: WINDOW, welcome: { version, maxPayload, maxUrbs, channel: new Uint8Array(65) } });
  await settle();
  ended(peer, 'protocol.channel_id_too_long', device.log.lines);
});

describe('a client that breaks a rule', () => {
  const big = (length: number): Uint8Array => new Uint8Array(length);
  const attach = (change: object): Sent => ({
    seq: 3,
    attach: { ...attachToWire(SAMPLE_DEVICE), ...change },
  });
  const cases: [string, ProtocolErrorCode, Sent, Uint8Array[]?][] = [
    ['leaves a gap', 'protocol.sequence', { seq: 3, complete: { id: 1 } }],
    ['says a number twice', 'protocol.sequence', { seq: 1, complete: { id: 1 } }],
    ['numbers a ping', 'protocol.sequence', { seq: 2, ping: { nonce: 1 } }],
    ['leaves out a number', 'protocol.sequence', { complete: { id: 1 } }],
    ['acknowledges what was not sent', 'protocol.sequence', { seq: 2, ack: 9, complete: { id: 1 } }],
    ['takes credit back', 'protocol.credit', { seq: 2, credit: WINDOW - 1, complete: { id: 1 } }],
    ['grants credit without end', 'protocol.credit', { seq: 2, credit: WINDOW + 1, complete: { id: 1 } }],
    ['says hello twice', 'protocol.unexpected', { hello: HELLO }],
    ['speaks as a VM', 'protocol.unexpected', { seq: 2, submit: { id: 1 } }],
    ['offers a second device', 'protocol.unexpected', { seq: 2, attach: attachToWire(SAMPLE_DEVICE) }],
    ['puts data into a cancel', 'protocol.malformed', { seq: 2, cancelled: { id: 1 } }, [big(5)]],
    ['puts data into an acknowledgement', 'protocol.sequence', { acknowledge: {} }, [big(5)]],
    ['names id 0', 'protocol.malformed', { seq: 2, complete: {} }],
    ['invents a status', 'protocol.malformed', { seq: 2, complete: { id: 1, status: 99 } }],
    [
      'says too much at a detach',
      'protocol.detach_message_too_long',
      { seq: 2, detach: { message: 'x'.repeat(1025) } },
    ],
    ['fails under too long a name', 'protocol.error_code_too_long', { error: { code: 'x'.repeat(65) } }],
    [
      'fails with too long a message',
      'protocol.error_message_too_long',
      { error: { message: 'x'.repeat(1025) } },
    ],
    ['cancels an operation', 'protocol.malformed', { seq: 2, operationDone: { id: 1, status: 2 } }],
  ];
  for (const [what, code, frame, payload] of cases) {
    it(`${what}: ${code}`, async () => {
      const { peer, vm } = await attachedClient();
      peer.send(frame, payload);
      await settle();
      ended(peer, code, vm.log.lines);
    });
  }

  const devices: [string, ProtocolErrorCode, object][] = [
    ['a short device descriptor', 'protocol.malformed', { deviceDescriptor: big(17) }],
    ['no configuration', 'protocol.malformed', { configurationDescriptors: [] }],
    [
      '9 configurations',
      'protocol.too_many_configurations',
      { configurationDescriptors: Array(9).fill(big(9)) },
    ],
    [
      'a configuration of 64 KiB',
      'protocol.configuration_too_large',
      { configurationDescriptors: [big(0x10000)] },
    ],
    ['a BOS above 4 KiB', 'protocol.bos_too_large', { bosDescriptor: big(limits.MAX_BOS_LENGTH + 1) }],
    ['no speed', 'protocol.malformed', { speed: 0 }],
    ['a serial of 256 characters', 'protocol.serial_too_long', { serial: 'x'.repeat(256) }],
    ['a maker of 256 characters', 'protocol.manufacturer_too_long', { manufacturer: 'x'.repeat(256) }],
    ['a name of 256 characters', 'protocol.product_too_long', { product: 'x'.repeat(256) }],
    ['a port path of 65 characters', 'protocol.port_path_too_long', { portPath: 'x'.repeat(65) }],
    ['configuration 256', 'protocol.malformed', { activeConfiguration: 256 }],
  ];
  for (const [what, code, change] of devices) {
    it(`offers a device with ${what}: ${code}`, async () => {
      const { peer, vm } = await attachedClient();
      peer.send({ seq: 2, detach: { reason: 1 } });
      peer.send(attach(change));
      await settle();
      ended(peer, code, vm.log.lines);
    });
  }

  it('may offer a device of which every part is at its limit', async () => {
    const { peer, vm } = await attachedClient();
    peer.send({ seq: 2, detach: { reason: 1 } });
    const wide = '\u20ac'.repeat(255);
    peer.send(
      attach({
        configurationDescriptors: Array(8).fill(big(0xffff)),
        bosDescriptor: big(limits.MAX_BOS_LENGTH),
        ...{ serial: wide, manufacturer: wide, product: wide, portPath: wide.slice(0, 64) },
      }),
    );
    await settle();
    assert.equal(vm.log.lines.at(-1), `attach ${wide}`);
  });

  it('sends no protobuf: protocol.malformed', async () => {
    const { peer, vm } = await attachedClient();
    peer.sendBytes(0xff, 0xff, 0xff);
    await settle();
    ended(peer, 'protocol.malformed', vm.log.lines);
  });

  it('sends an empty message, or a body of a later version, and does no harm', async () => {
    const { peer, vm } = await attachedClient();
    peer.sendBytes();
    peer.sendBytes(0x08, 2, 0xc2, 0x02, 1, 7);
    peer.send({ seq: 3, detach: { reason: 77 } });
    await settle();
    assert.equal(vm.channel.state, 'open');
    assert.equal(vm.log.lines.at(-1), 'detached unspecified');
  });
});

describe('a VM that breaks a rule', () => {
  const data = (length: number): Uint8Array[] => [new Uint8Array(length)];
  const cases: [string, ProtocolErrorCode, Sent, Uint8Array[]?][] = [
    [
      'sends more than one payload',
      'protocol.payload_too_large',
      { seq: 2, submit: { id: 1, endpoint: 2, type: 2 } },
      data(1001),
    ],
    [
      'asks for more',
      'protocol.transfer_too_large',
      { seq: 2, submit: { id: 1, endpoint: 0x81, type: 2, length: 1001 } },
    ],
    [
      'sends data for IN',
      'protocol.malformed',
      { seq: 2, submit: { id: 1, endpoint: 0x81, type: 2 } },
      data(1),
    ],
    [
      'gives OUT a length',
      'protocol.malformed',
      { seq: 2, submit: { id: 1, endpoint: 2, type: 2, length: 1 } },
    ],
    [
      'lets a URB wait for itself',
      'protocol.malformed',
      { seq: 2, submit: { id: 1, endpoint: 2, type: 2, after: 1 } },
    ],
    ['invents a type', 'protocol.malformed', { seq: 2, submit: { id: 1, endpoint: 2, type: 4 } }],
    ['invents an endpoint', 'protocol.malformed', { seq: 2, submit: { id: 1, endpoint: 0x92, type: 2 } }],
    ['gives no SETUP packet', 'protocol.malformed', { seq: 2, submit: { id: 1, endpoint: 0 } }],
    [
      'gives a bulk URB one',
      'protocol.malformed',
      { seq: 2, submit: { id: 1, endpoint: 2, type: 2, setup: new Uint8Array(8) } },
    ],
    [
      'invents a stream',
      'protocol.malformed',
      { seq: 2, submit: { id: 1, endpoint: 2, type: 2, streamId: 65536 } },
    ],
    ['attaches twice', 'protocol.unexpected', { seq: 2, ack: 1, attached: { port: 1 } }],
    ['speaks as a client', 'protocol.unexpected', { seq: 2, complete: { id: 1 } }],
    ['sets configuration 256', 'protocol.malformed', { seq: 2, setConfiguration: { id: 1, value: 256 } }],
    ['resets id 0', 'protocol.malformed', { seq: 2, reset: {} }],
  ];
  for (const [what, code, frame, payload] of cases) {
    it(`${what}: ${code}`, async () => {
      const { peer, device } = await attachedVm();
      peer.send(frame, payload);
      await settle();
      ended(peer, code, device.log.lines);
    });
  }

  it('sends past its credit: protocol.credit', async () => {
    const { peer, device } = await attachedVm();
    device.retain = true;
    for (let id = 1; id <= 3; id++) {
      peer.send({ seq: id + 1, submit: { id, endpoint: 2, type: 2 } }, data(1000));
    }
    await settle();
    ended(peer, 'protocol.credit', device.log.lines);
    assert.equal(device.received.length, 2);
  });

  it('has more open than it may: protocol.too_many_urbs', async () => {
    const { peer, device } = await attachedVm(4);
    for (let id = 1; id <= 5; id++) {
      peer.send({ seq: id + 1, submit: { id, endpoint: 0x81, type: 2, length: 10 } });
    }
    await settle();
    ended(peer, 'protocol.too_many_urbs', device.log.lines);
  });

  it('uses an id that is open, or whose cancel is not answered: protocol.unexpected', async () => {
    const { peer, device } = await attachedVm();
    const submit = { id: 1, endpoint: 0x81, type: 2, length: 10 };
    peer.send({ seq: 2, submit });
    peer.send({ seq: 3, cancel: { id: 1 } });
    await settle();
    device.channel.complete(1, 'cancelled', 0);
    peer.send({ seq: 4, submit });
    await settle();
    ended(peer, 'protocol.unexpected', device.log.lines);
  });

  it('submits before it has attached: protocol.unexpected', async () => {
    const { peer, device } = await attachedVm();
    device.channel.detach('unplugged');
    device.channel.attach(SAMPLE_DEVICE);
    await settle();
    peer.send({ seq: 2, ack: 3, submit: { id: 1, endpoint: 0x81, type: 2, length: 10 } });
    await settle();
    ended(peer, 'protocol.unexpected', device.log.lines);
  });
});

describe('any peer', () => {
  const frame = fc.record(
    {
      seq: fc.nat(4),
      ack: fc.nat(3),
      credit: fc.constantFrom(0, WINDOW, WINDOW + 5),
      body: fc.constantFrom<Sent[]>(
        ...[
          { hello: HELLO },
          { welcome: HELLO },
          { ping: { nonce: 1 } },
          { acknowledge: {} },
          { detach: {} },
        ],
        ...[{ attach: attachToWire(SAMPLE_DEVICE) }, { attached: { port: 3 } }, { complete: { id: 1 } }],
        ...[
          { submit: { id: 1, endpoint: 0x81, type: 2, length: 3 } },
          { cancel: { id: 1 } },
          { reset: { id: 2 } },
        ],
        ...[{ cancelled: { id: 1 } }, { operationDone: { id: 2 } }, { error: { code: 'x' } }],
      ),
      payload: fc.uint8Array({ maxLength: 20 }),
      numbered: fc.boolean(),
    },
    { noNullPrototype: true },
  );

  it('ends its channel with a named error at most, whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 12 }), fc.boolean(), async (frames, greet) => {
        for (const side of [await rawClient(), await attachedVm()]) {
          const { peer } = side;
          const log = 'vm' in side ? side.vm.log.lines : side.device.log.lines;
          if (greet && 'vm' in side) peer.send({ credit: WINDOW, hello: HELLO });
          let next = 'vm' in side ? 1 : 2;
          for (const { seq, ack, credit, body, payload, numbered } of frames) {
            peer.send({ ...body, seq: numbered ? next++ : seq, ack, credit }, [payload]);
          }
          await settle();
          const end = log.filter((line) => line.startsWith('closed'));
          assert.ok(end.length <= 1);
          for (const line of end) assert.match(line, /^closed by (local: protocol\.|remote: x)/);
          if ('vm' in side) side.vm.channel.close();
          else side.device.channel.close();
        }
      }),
      { numRuns: 200 },
    );
  });
});

it('an acknowledged channel keeps nothing of a URB that was answered', async () => {
  const { peer, device } = await attachedVm();
  for (let i = 0; i < 50; i++) {
    peer.send({ seq: 2 + i, submit: { ...bulk(1, 0x81), type: 2, setup: null, length: 10 } });
    await settle();
    assert.ok(device.channel.complete(1, 'completed', 10, [new Uint8Array(10)]));
  }
  assert.equal(device.channel.openRequests, 0);
});
