import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  createMemoryPair,
  UsbChannelClient,
  type AttachMessage,
  type SubmitMessage,
} from '@farport/protocol';
import type { Urb } from '../usb-device.ts';
import { PromisedDescriptors } from './promised-descriptors.ts';
import { FakeController, FakePorts, settle } from './remote-fakes.ts';
import { acceptUsbChannel, type RemoteDevicePort } from './remote-device-port.ts';

const word = (value: number): number[] => [value & 0xff, value >> 8];
const stick: AttachMessage = {
  deviceDescriptor: Uint8Array.from([
    ...[18, 1, ...word(0x0320), 0, 0, 0, 9],
    ...[...word(0x0781), ...word(0x5583), ...word(0x0100), 1, 2, 3, 1],
  ]),
  configurationDescriptors: [
    Uint8Array.from([...[9, 2, ...word(18), 1, 1, 0, 0x80, 50], ...[9, 4, 0, 0, 0, 8, 6, 0x50, 0]]),
  ],
  bosDescriptor: new Uint8Array(0),
  speed: 'super',
  portPath: '2-1',
  serial: '4C530001',
  manufacturer: 'SanDisk',
  product: 'Ultra\u0007 Fit',
  activeConfiguration: 1,
};

/** A client over memory whose device takes OUT data and gives zeros. */
function connect(
  ports: FakePorts,
  admit?: () => Promise<void>,
): {
  client: UsbChannelClient;
  port: RemoteDevicePort;
  log: string[];
  submitted: SubmitMessage[];
} {
  const [left, right] = createMemoryPair();
  const log: string[] = [];
  const submitted: SubmitMessage[] = [];
  const ignore = (): undefined => undefined;
  const port = acceptUsbChannel(right, ports, {
    acceptTicket: (ticket) => ticket === 'ticket',
    admit,
    events: {
      attached: (label, number) => log.push(`vm: attached ${label} at ${number}`),
      detached: (label, reason) => log.push(`vm: detached ${label}: ${reason}`),
      irregular: (label, faults) => log.push(`vm: irregular ${label}: ${faults.join('; ')}`),
      promiseBroken: (label, message) => log.push(`vm: promise broken ${label}: ${message}`),
      closed: (cause) => log.push(`vm: closed ${cause.by} ${cause.code}`),
    },
  });
  const client = new UsbChannelClient(
    left,
    {
      opened: ignore,
      attached: (number) => log.push(`attached ${number}`),
      detached: (reason) => log.push(`detached ${reason}`),
      submit: (urb) => submitted.push(urb),
      cancel: ignore,
      reset: ignore,
      setConfiguration: ignore,
      setInterface: ignore,
      clearHalt: ignore,
      closed: (cause) => log.push(`closed ${cause.by} ${cause.code}`),
    },
    { ticket: 'ticket', agent: 'test' },
  );
  return { client, port, log, submitted };
}

describe('remote device port', () => {
  it('puts a device on a port, and unplugs it with the client', async () => {
    const ports = new FakePorts(1);
    const { client, log, submitted } = connect(ports);
    await settle();
    client.attach(stick);
    await settle();
    const [device] = ports.devices;
    assert.equal(device?.label, '0781:5583 SanDisk Ultra Fit');
    const controller = new FakeController();
    const urb = controller.urb(0x81, [new Uint8Array(8)]);
    device.submit(urb);
    await settle();
    assert.equal(submitted.length, 1);
    client.close();
    await settle();
    assert.deepEqual(
      [urb.status, controller.completions.get(urb), ports.devices[0]],
      ['no-device', 1, undefined],
    );
    assert.deepEqual(log, [
      'vm: attached 0781:5583 SanDisk Ultra Fit at 1',
      'attached 1',
      'closed local channel.closed',
      'vm: detached 0781:5583 SanDisk Ultra Fit: channel closed',
      'vm: closed remote channel.closed',
    ]);
  });

  it('takes a device again after it was unplugged', async () => {
    const ports = new FakePorts(1);
    const { client, log } = connect(ports);
    await settle();
    client.attach(stick);
    await settle();
    client.detach('unplugged');
    client.attach(stick);
    await settle();
    assert.deepEqual(
      log.filter((line) => line.startsWith('attached')),
      ['attached 1', 'attached 1'],
    );
  });

  it('takes no device that was given back while it was asked about', async () => {
    const ports = new FakePorts(1);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const { client, port, log } = connect(ports, () => promise);
    await settle();
    client.attach(stick);
    await settle();
    port.detach('vm-stopped');
    resolve(undefined);
    await settle();
    assert.deepEqual([ports.devices, port.label], [[undefined], undefined]);
    assert.deepEqual(log, ['detached vm-stopped']);
  });

  it('ends the channel, and nothing else, where a device that was asked about cannot be attached', async () => {
    const ports = new FakePorts(1);
    ports.attach = () => {
      throw new Error('a fault');
    };
    const { client, log } = connect(ports, () => Promise.resolve());
    await settle();
    client.attach(stick);
    await settle();
    assert.deepEqual(log, ['vm: closed local channel.internal', 'closed remote channel.internal']);
  });

  it('gives the device back when the controller lets go of it, and when the VM ends', async () => {
    const ports = new FakePorts(1);
    const { client, port, log } = connect(ports);
    await settle();
    client.attach(stick);
    await settle();
    ports.devices[0]?.detached();
    await settle();
    client.attach(stick);
    await settle();
    port.close();
    await settle();
    assert.deepEqual(
      log.filter((line) => !line.startsWith('vm:')),
      [
        'attached 1',
        'detached vm-stopped',
        'attached 1',
        'detached vm-stopped',
        'closed remote channel.closed',
      ],
    );
    assert.equal(ports.devices[0], undefined);
  });

  const refusals: [string, string, Partial<AttachMessage>][] = [
    ['no port is free', 'usb.ports_full', {}],
    ['the speed does not fit', 'usb.speed_mismatch', { speed: 'high' }],
    ['the active configuration is none of it', 'usb.configuration_mismatch', { activeConfiguration: 2 }],
    [
      'a descriptor lies about its length',
      'descriptor.total_length',
      {
        configurationDescriptors: [Uint8Array.from([9, 2, ...word(200), 1, 1, 0, 0x80, 50])],
      },
    ],
    [
      'there are more configurations than it says',
      'usb.configuration_mismatch',
      {
        configurationDescriptors: [...stick.configurationDescriptors, ...stick.configurationDescriptors],
      },
    ],
    [
      'a configuration is shorter than its own header',
      'descriptor.truncated',
      { configurationDescriptors: [Uint8Array.from([9, 2, ...word(8), 1, 1, 0, 0x80])] },
    ],
    [
      'a configuration says that its header is shorter',
      'descriptor.length',
      { configurationDescriptors: [Uint8Array.from([8, 2, ...word(9), 1, 1, 0, 0x80, 50])] },
    ],
    [
      'a configuration is another descriptor',
      'descriptor.type',
      { configurationDescriptors: [Uint8Array.from([9, 4, ...word(9), 1, 1, 0, 0x80, 50])] },
    ],
  ];
  for (const [what, code, change] of refusals) {
    it(`ends the channel by name where ${what}`, async () => {
      const ports = new FakePorts(code === 'usb.ports_full' ? 0 : 1);
      const { client, log } = connect(ports);
      await settle();
      client.attach({ ...stick, ...change });
      await settle();
      assert.ok(log.includes(`closed remote ${code}`), log.join('; '));
      assert.deepEqual(
        ports.devices.filter((device) => device !== undefined),
        [],
      );
    });
  }

  // Linux works with all of these, so the guest does: it parses for itself.
  const [header] = stick.configurationDescriptors.map((bytes) => bytes.subarray(9));
  const withTail = (...tail: number[]): Partial<AttachMessage> => {
    const body = [...(header ?? []), ...tail];
    return {
      configurationDescriptors: [
        Uint8Array.from([9, 2, ...word(9 + body.length), 1, 1, 0, 0x80, 50, ...body]),
      ],
    };
  };
  const irregular: [string, Partial<AttachMessage>, RegExp][] = [
    ['zeros at the end of a configuration', withTail(0, 0, 0, 0), /^configuration 1: .*bLength is 0/],
    ['one odd byte at its end', withTail(5), /^configuration 1: .*bLength is 5/],
    ['reserved bits in an endpoint address', withTail(7, 5, 0xc1, 2, 0, 2, 0), /endpoint address 193/],
    ['bMaxBurst 16', withTail(7, 5, 0x81, 2, 0, 2, 0, 6, 0x30, 16, 0, 0, 0), /bMaxBurst is 16/],
    ['a companion without an endpoint', withTail(6, 0x30, 0, 0, 0, 0), /companion without an endpoint/],
    ['a BOS that is cut short', { bosDescriptor: Uint8Array.of(5, 15) }, /^BOS: .*2 bytes/],
    [
      'a short capability in its BOS',
      { bosDescriptor: Uint8Array.of(5, 15, 11, 0, 1, 6, 0x10, 2, 2, 0, 0) },
      /^BOS: .*USB 2.0 extension of 6 bytes/,
    ],
  ];
  for (const [what, change, fault] of irregular) {
    it(`takes a device with ${what}, and says so once`, async () => {
      const { client, log } = connect(new FakePorts(1));
      await settle();
      client.attach({ ...stick, ...change });
      await settle();
      assert.ok(log.includes('attached 1'), log.join('; '));
      const label = 'vm: irregular 0781:5583 SanDisk Ultra Fit: ';
      const told = log.filter((line) => line.startsWith(label));
      assert.equal(told.length, 1, log.join('; '));
      assert.match(told[0]?.slice(label.length) ?? '', fault);
      client.close();
    });
  }

  it('says nothing of a device whose descriptors are in order', async () => {
    const { client, log } = connect(new FakePorts(1));
    await settle();
    client.attach(stick);
    await settle();
    assert.ok(!log.some((line) => line.includes('irregular')), log.join('; '));
    client.close();
  });

  it('ends the channel of a client that miscounts, and completes what was open', async () => {
    const ports = new FakePorts(1);
    const { client, log, submitted } = connect(ports);
    await settle();
    client.attach(stick);
    await settle();
    const controller = new FakeController();
    const urbs = [controller.urb(0x81, [new Uint8Array(8)]), controller.urb(2, [new Uint8Array(8)])];
    for (const urb of urbs) ports.devices[0]?.submit(urb);
    await settle();
    client.complete(submitted[0]?.id ?? 0, 'completed', 8);
    await settle();
    assert.ok(log.includes('closed remote protocol.malformed'), log.join('; '));
    for (const urb of urbs) assert.deepEqual([urb.status, controller.completions.get(urb)], ['no-device', 1]);
  });

  describe('that was let in for what its descriptors said', () => {
    const [configuration = new Uint8Array()] = stick.configurationDescriptors;
    const keyboard = Uint8Array.from([
      ...[9, 2, ...word(27), 2, 1, 0, 0x80, 50],
      ...[9, 4, 0, 0, 0, 8, 6, 0x50, 0],
      ...[9, 4, 1, 0, 0, 3, 1, 1, 0],
    ]);
    const withByte = (bytes: Uint8Array, at: number, value: number): Uint8Array => bytes.with(at, value);

    /** The guest asks for a descriptor, and the client answers so, in fragments of 5 bytes. */
    async function ask(
      type: number,
      answer: Uint8Array,
    ): Promise<{ urb: Urb; memory: Uint8Array; log: string[]; ports: FakePorts; completions: number }> {
      const ports = new FakePorts(1);
      const { client, log, submitted } = connect(ports);
      await settle();
      client.attach(stick);
      await settle();
      const controller = new FakeController();
      const memory = new Uint8Array(255);
      const setup = { requestType: 0x80, request: 6, value: type << 8, index: 0, length: memory.length };
      const urb = Object.assign(controller.urb(0x80, [memory], 'control'), { setup });
      ports.devices[0]?.submit(urb);
      await settle();
      const parts = Array.from({ length: Math.ceil(answer.length / 5) }, (_, i) =>
        answer.subarray(i * 5, i * 5 + 5),
      );
      client.complete(submitted[0]?.id ?? 0, 'completed', answer.length, parts);
      await settle();
      return { urb, memory, log, ports, completions: controller.completions.get(urb) ?? 0 };
    }

    for (const [what, type, answer] of [
      ['its device descriptor', 1, stick.deviceDescriptor],
      ['the first 8 bytes of it', 1, stick.deviceDescriptor.subarray(0, 8)],
      ['a configuration', 2, configuration],
      ['the head of a configuration', 2, configuration.subarray(0, 9)],
      ['a configuration without its interfaces', 2, withByte(configuration.subarray(0, 9), 4, 0)],
      ['a string that looks like a keyboard', 3, keyboard],
    ] as const) {
      it(`may tell the guest ${what}`, async () => {
        const { urb, memory, log, ports } = await ask(type, answer);
        assert.deepEqual([urb.status, urb.actualLength], ['completed', answer.length], log.join('; '));
        assert.deepEqual(memory.subarray(0, answer.length), Uint8Array.from(answer));
        assert.notEqual(ports.devices[0], undefined);
      });
    }

    for (const [what, type, answer, said] of [
      ['vendor', 1, withByte(stick.deviceDescriptor, 9, 0x04), /was 0781:5583.*is 0481:5583/],
      ['product', 1, withByte(stick.deviceDescriptor, 10, 0x84), /was 0781:5583.*is 0781:5584/],
      ['version', 1, withByte(stick.deviceDescriptor, 12, 1), /version 0100.*version 0101/],
      [
        'class, in the first 8 bytes',
        1,
        withByte(stick.deviceDescriptor, 4, 3).subarray(0, 8),
        /class 03\/00\/00/,
      ],
      ['interface', 2, keyboard, /an interface of class 03\/01\/01/],
      ['protocol', 2, withByte(configuration, 16, 0x62), /class 08\/06\/62/],
      ['interface, cut behind its protocol', 2, keyboard.subarray(0, 26), /class 03\/01\/01/],
    ] as const) {
      it(`is detached, by name, before the guest sees another ${what}`, async () => {
        const { urb, memory, log, ports, completions } = await ask(type, answer);
        assert.deepEqual([urb.status, urb.actualLength, completions], ['no-device', 0, 1]);
        assert.deepEqual(memory, new Uint8Array(memory.length));
        assert.equal(ports.devices[0], undefined);
        assert.ok(log.includes('closed remote usb.descriptor_mismatch'), log.join('; '));
        const told = log.filter((line) => line.startsWith('vm: promise broken 0781:5583'));
        assert.equal(told.length, 1);
        assert.match(told[0] ?? '', said);
      });
    }

    it('is found out whatever a client makes of its answer', () => {
      const promised = new PromisedDescriptors(stick.deviceDescriptor, stick.configurationDescriptors);
      const setup = { requestType: 0x80, request: 6, value: 0x0200, index: 0, length: 255 };
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 64 }), (tail) => {
          const answer = Uint8Array.from([...configuration, ...keyboard.subarray(18), ...tail]);
          assert.match(promised.broken(setup, answer) ?? '', /class 03\/01\/01/);
        }),
      );
    });
  });
});
