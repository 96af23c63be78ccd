import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { bulk, FakeDevice, FakeVm, SAMPLE_DEVICE } from './channel-fakes.ts';
import { isKnown, type UsbChannelClientOptions } from './device-channel.ts';
import { ChannelUsageError } from './errors.ts';
import type { UsbChannelServerOptions } from './host-channel.ts';
import { createMemoryPair, type MessageSocket } from './message-socket.ts';
import { CLIENT_SOCKET_OPTIONS, SERVER_SOCKET_OPTIONS, wrapWebSocket } from './ws-socket.ts';

type SocketPair = [MessageSocket, MessageSocket];

interface Options {
  readonly device?: Partial<UsbChannelClientOptions>;
  readonly vm?: Partial<UsbChannelServerOptions>;
}

/** The suite that every transport has to pass. */
function channelSuite(name: string, connect: () => Promise<SocketPair>): void {
  const open = async (options: Options = {}): Promise<{ device: FakeDevice; vm: FakeVm }> => {
    const [client, server] = await connect();
    return { vm: new FakeVm(server, options.vm), device: new FakeDevice(client, options.device) };
  };
  const attach = async (options: Options = {}): Promise<{ device: FakeDevice; vm: FakeVm }> => {
    const both = await open(options);
    await both.device.log.until(/^opened/);
    both.device.channel.attach(SAMPLE_DEVICE);
    await both.device.log.until(/^attached/);
    return both;
  };
  const end = async ({ device, vm }: { device: FakeDevice; vm: FakeVm }): Promise<void> => {
    device.channel.close();
    await Promise.all([device.log.until(/^closed/), vm.log.until(/^closed/)]);
  };

  describe(`channel over ${name}`, () => {
    it('agrees on what both sides can do', async () => {
      const both = await open({
        device: { capabilities: ['resume', 'a', 'b'] },
        vm: { capabilities: ['b', 'c', 'a'] },
      });
      await both.device.log.until(/^opened/);
      assert.deepEqual(both.device.log.lines, ['opened v1 [a,b]']);
      assert.deepEqual(both.vm.log.lines, ['opened v1 [a,b] fake-device/1']);
      await end(both);
    });

    it('refuses a wrong ticket by name', async () => {
      const { device, vm } = await open({ device: { ticket: 'stolen' } });
      await device.log.until(/^closed/);
      assert.deepEqual(device.log.lines, ['closed by remote: protocol.ticket']);
      assert.deepEqual(vm.log.lines, ['closed by local: protocol.ticket']);
    });

    it('carries URBs and operations there and back', async () => {
      const both = await attach();
      const { device, vm } = both;
      vm.channel.submit(bulk(1, 2), [new Uint8Array(31).fill(1)]);
      vm.channel.submit(bulk(2, 0x81, 70_000));
      vm.channel.reset(3);
      vm.channel.setConfiguration(4, 1);
      vm.channel.setInterface(5, 0, 1);
      vm.channel.clearHalt(6, 0x81);
      await device.log.until(/^clearHalt/);
      device.channel.complete(1, 'completed', 31);
      const data = new Uint8Array(70_000).map((_, i) => i % 251);
      device.channel.complete(2, 'completed', 70_000, [data.subarray(0, 1000), data.subarray(1000)]);
      for (const id of [3, 4, 5, 6]) device.channel.operationDone(id, 'completed');
      await vm.log.until(/^done 6/);
      assert.deepEqual(device.log.lines.slice(2), [
        'submit 1 31',
        'submit 2 70000',
        'reset 3',
        'setConfiguration 4 1',
        'setInterface 5 0 1',
        'clearHalt 6 129',
      ]);
      assert.deepEqual(vm.log.lines.slice(1), [
        'attach 4C530001',
        'complete 1 completed 31 0',
        'complete 2 completed 70000 70000',
        'done 3 completed',
        'done 4 completed',
        'done 5 completed',
        'done 6 completed',
      ]);
      assert.deepEqual(new Uint8Array(Buffer.concat(vm.received[0]?.fragments ?? [])), data);
      assert.equal(device.channel.openRequests, 0);
      await end(both);
    });

    it('carries a payload of 16 MiB, and refuses one byte more before it is sent', async () => {
      const both = await attach();
      const { device, vm } = both;
      const half = new Uint8Array(8 * 1024 * 1024).fill(9);
      vm.channel.submit(bulk(1, 2), [half, half]);
      await device.log.until(/^submit 1 16777216/);
      assert.throws(() => {
        vm.channel.submit(bulk(2, 2), [half, half, Uint8Array.of(1)]);
      }, ChannelUsageError);
      await end(both);
    });

    it('makes data wait for credit, lets a cancel pass, and takes back what never left', async () => {
      const both = await attach({ device: { window: 100_000, maxPayload: 60_000 } });
      const { device, vm } = both;
      device.retain = true;
      const data = [new Uint8Array(60_000)];
      for (const id of [1, 2, 3]) vm.channel.submit(bulk(id, 2), data);
      vm.channel.submit(bulk(4, 0x81, 10));
      assert.equal(vm.channel.cancel(3), false);
      assert.equal(vm.channel.cancel(1), true);
      await device.log.until(/^cancel 1/);
      assert.deepEqual(device.log.lines.slice(2), ['submit 1 60000', 'cancel 1']);
      device.received[0]?.release();
      await device.log.until(/^submit 4/);
      assert.deepEqual(device.log.lines.slice(2), [
        'submit 1 60000',
        'cancel 1',
        'submit 2 60000',
        'submit 4 10',
      ]);
      await end(both);
    });

    it('frees the memory of a completion exactly once, sent or not', async () => {
      const both = await attach();
      const { device, vm } = both;
      vm.channel.submit(bulk(1, 0x81, 10));
      await device.log.until(/^submit 1/);
      const written: number[] = [];
      const push = (id: number) => (): void => {
        written.push(id);
      };
      device.channel.complete(1, 'completed', 10, [new Uint8Array(10)], push(1));
      assert.equal(device.channel.complete(1, 'completed', 10, [new Uint8Array(10)], push(2)), undefined);
      await vm.log.until(/^complete 1/);
      await end(both);
      assert.deepEqual(written.sort(), [1, 2]);
    });

    it('tells of a URB whether the VM knew of an earlier completion when it sent it', async () => {
      const both = await attach({ vm: { window: 100, maxPayload: 100 } });
      const { device, vm } = both;
      const acks: number[] = [];
      device.onSubmit = (_urb, ack) => acks.push(ack);
      vm.retain = true;
      for (const id of [1, 2, 3]) vm.channel.submit(bulk(id, 0x81, 100));
      await device.log.until(/^submit 3/);
      const first = device.channel.complete(1, 'timeout', 100, [new Uint8Array(100)]);
      const waits = device.channel.complete(2, 'timeout', 100, [new Uint8Array(100)]);
      assert.ok(first !== undefined && waits !== undefined);
      await vm.log.until(/^complete 1/);
      vm.channel.submit(bulk(4, 0x81));
      await device.log.until(/^submit 4/);
      assert.deepEqual([isKnown(first, acks[2]!), isKnown(first, acks[3]!)], [false, true]);
      assert.equal(isKnown(waits, acks[3]!), false);
      await end(both);
    });

    it('answers a cancel that crossed the completion', async () => {
      const both = await attach();
      const { device, vm } = both;
      device.onSubmit = (urb) => {
        device.channel.complete(urb.id, 'completed', 0);
      };
      vm.channel.submit(bulk(1, 0x81, 10));
      assert.equal(vm.channel.cancel(1), true);
      await vm.log.until(/^cancelled 1/);
      assert.deepEqual(vm.log.lines.slice(2), ['complete 1 completed 0 0', 'cancelled 1 false']);
      await end(both);
    });

    it('takes the device again after a detach from either side', async () => {
      const both = await attach();
      const { device, vm } = both;
      vm.channel.submit(bulk(1, 0x81, 10));
      await device.log.until(/^submit 1/);
      device.channel.detach('unplugged');
      assert.equal(device.channel.complete(1, 'completed', 0), undefined);
      device.channel.attach(SAMPLE_DEVICE);
      await device.log.until(/^attached/, 2);
      vm.channel.detach('vm-stopped');
      await device.log.until(/^detached vm-stopped/);
      device.channel.attach(SAMPLE_DEVICE);
      await device.log.until(/^attached/, 3);
      assert.deepEqual(vm.log.lines.slice(1), [
        'attach 4C530001',
        'detached unplugged',
        'attach 4C530001',
        'attach 4C530001',
      ]);
      await end(both);
    });

    it('keeps the new attachment where the detaches of the old one cross', async () => {
      const both = await attach();
      const { device, vm } = both;
      // The VM does not know yet of what the client does here.
      device.channel.detach('unplugged');
      device.channel.attach(SAMPLE_DEVICE);
      vm.channel.submit(bulk(1, 0x81, 10));
      vm.channel.detach('vm-stopped');
      await device.log.until(/^attached/, 2);
      assert.deepEqual(device.log.lines.slice(1), ['attached 5', 'attached 5']);
      assert.deepEqual(vm.log.lines.slice(1), ['attach 4C530001', 'attach 4C530001']);
      assert.equal(vm.channel.attachment, 'attached');
      await end(both);
    });

    it('tells the other side the name of an error of a layer above', async () => {
      const { device, vm } = await attach();
      vm.channel.fail({ code: 'usb.ports_full', message: 'no free port' });
      await device.log.until(/^closed/);
      assert.equal(device.log.lines.at(-1), 'closed by remote: usb.ports_full');
      assert.equal(vm.log.lines.at(-1), 'closed by local: usb.ports_full');
    });
  });
}

channelSuite('a memory pair', () => Promise.resolve(createMemoryPair()));

channelSuite('a memory pair that cuts messages into small pieces', () => {
  const cut = (fragments: readonly Uint8Array[]): Uint8Array[] => {
    const message = Buffer.concat(fragments);
    const pieces: Uint8Array[] = [message.subarray(0, 1), message.subarray(1, 3)];
    for (let at = 3; at < message.length; at += 4099) pieces.push(message.subarray(at, at + 4099));
    return pieces;
  };
  return Promise.resolve(createMemoryPair({ cut }));
});

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...SERVER_SOCKET_OPTIONS });
after(() => {
  server.close();
});

channelSuite('a WebSocket', async () => {
  if (server.address() === null) await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const accepted = new Promise<MessageSocket>((resolve) => {
    server.once('connection', (webSocket) => {
      // The channel is made a few turns later in these tests: nothing may be lost before.
      webSocket.pause();
      const socket = wrapWebSocket(webSocket);
      resolve(socket);
      setImmediate(() => {
        webSocket.resume();
      });
    });
  });
  const client = wrapWebSocket(new WebSocket(`ws://127.0.0.1:${port}`, CLIENT_SOCKET_OPTIONS));
  return [client, await accepted];
});
