/** The connection under a channel: a peer that does not read, that falls silent, that goes without a word. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bulk, FakeClock, FakeVm, SAMPLE_DEVICE } from './channel-fakes.ts';
import * as limits from './limits.ts';
import { createMemoryPair, MemorySocket } from './message-socket.ts';
import { attachToWire } from './messages.ts';
import { ended, HELLO, rawClient, RawPeer, settle, WINDOW } from './testing/raw-peer.ts';

describe('a peer that does not read', () => {
  /** A connection on which as many bytes wait as the test says. */
  class FakeStalledSocket extends MemorySocket {
    waiting = 0;
    override get bufferedAmount(): number {
      return this.waiting;
    }
  }

  const stalled = async (): Promise<{ peer: RawPeer; vm: FakeVm; socket: FakeStalledSocket }> => {
    const left = new MemorySocket({});
    const socket = new FakeStalledSocket({});
    left.join(socket);
    socket.join(left);
    const vm = new FakeVm(socket);
    const peer = new RawPeer(left);
    peer.send({ credit: WINDOW, hello: HELLO });
    peer.send({ seq: 1, attach: attachToWire(SAMPLE_DEVICE) });
    await settle();
    return { peer, vm, socket };
  };

  it('and asks for what needs no credit ends with protocol.congested', async () => {
    const { peer, vm, socket } = await stalled();
    socket.waiting = limits.MAX_UNSENT;
    peer.send({ ping: { nonce: 1 } });
    await settle();
    assert.equal(vm.channel.state, 'open');
    socket.waiting += 1;
    peer.send({ ping: { nonce: 2 } });
    await settle();
    ended(peer, 'protocol.congested', vm.log.lines);
  });

  it('is waited for as long as its credit explains what waits', async () => {
    const { peer, vm, socket } = await stalled();
    vm.channel.submit(bulk(1, 2), [new Uint8Array(5000)]);
    socket.waiting = limits.MAX_UNSENT + 5000;
    peer.send({ ping: { nonce: 1 } });
    await settle();
    assert.equal(vm.channel.state, 'open');
    // It has read the data and let it go: now nothing explains them.
    peer.send({ ack: 2, credit: WINDOW + 5000, ping: { nonce: 2 } });
    await settle();
    ended(peer, 'protocol.congested', vm.log.lines);
  });
});

describe('a connection that ends without a word', () => {
  const ends: [string, string, (socket: MemorySocket) => void][] = [
    [
      'breaks: protocol.link',
      'closed by link: protocol.link',
      (socket) => {
        socket.terminate();
      },
    ],
    [
      'is closed by what is no Farport: protocol.link',
      'closed by remote: protocol.link',
      (socket) => {
        socket.close(1011, 'proxy');
      },
    ],
    [
      'is closed in order: channel.closed',
      'closed by remote: channel.closed',
      (socket) => {
        socket.close(1000, '');
      },
    ],
  ];
  for (const [what, line, end] of ends) {
    it(what, async () => {
      const [left, right] = createMemoryPair();
      const vm = new FakeVm(right);
      new RawPeer(left).send({ credit: WINDOW, hello: HELLO });
      await settle();
      end(left);
      await settle();
      assert.equal(vm.log.lines.at(-1), line);
      assert.equal(vm.channel.state, 'closed');
    });
  }
});

describe('heartbeat', () => {
  it('asks after silence, and gives up after 30 s of it', async () => {
    const clock = new FakeClock();
    const { peer, vm } = await rawClient(clock);
    peer.send({ credit: WINDOW, hello: HELLO });
    await settle();
    clock.advance(limits.HEARTBEAT_INTERVAL_MS);
    await settle();
    assert.equal(peer.frames.at(-1)?.ping?.nonce, 1);
    peer.send({ pong: { nonce: 1 } });
    await settle();
    clock.advance(limits.HEARTBEAT_DEAD_MS);
    await settle();
    assert.equal(vm.log.lines.at(-1), 'closed by local: protocol.timeout');
  });

  it('does not call the peer dead where this process was the one that paused', async () => {
    const clock = new FakeClock();
    const { peer, vm } = await rawClient(clock);
    peer.send({ credit: WINDOW, hello: HELLO });
    await settle();
    clock.jump(60_000);
    await settle();
    assert.equal(vm.channel.state, 'open');
    peer.send({ ping: { nonce: 7 } });
    await settle();
    assert.equal(peer.frames.at(-1)?.pong?.nonce, 7);
    clock.advance(limits.HEARTBEAT_INTERVAL_MS);
    assert.equal(vm.channel.state, 'open');
  });

  it('acknowledges on its own after a short time, and at once after many messages', async () => {
    const clock = new FakeClock();
    const { peer } = await rawClient(clock);
    peer.send({ credit: WINDOW, hello: HELLO });
    // Bodies of a later version: numbered, and nothing else.
    peer.sendBytes(0x08, 1);
    await settle();
    assert.equal(peer.frames.length, 1);
    clock.advance(limits.ACKNOWLEDGE_AFTER_MS);
    await settle();
    assert.deepEqual([peer.frames.length, peer.frames.at(-1)?.ack], [2, 1]);
    for (let seq = 2; seq <= 1 + limits.ACKNOWLEDGE_EVERY; seq++) peer.sendBytes(0x08, seq);
    await settle();
    assert.deepEqual([peer.frames.length, peer.frames.at(-1)?.ack], [3, 1 + limits.ACKNOWLEDGE_EVERY]);
  });
});
