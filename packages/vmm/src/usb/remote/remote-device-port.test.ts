import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createMemoryPair,
  UsbChannelClient,
  type AttachMessage,
  type SubmitMessage,
} from '@farport/protocol';
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
function connect(ports: FakePorts): {
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
    events: {
      attached: (label, number) => log.push(`vm: attached ${label} at ${number}`),
      detached: (label, reason) => log.push(`vm: detached ${label}: ${reason}`),
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
    ['its BOS is cut short', 'descriptor.truncated', { bosDescriptor: Uint8Array.of(5, 15) }],
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
});
