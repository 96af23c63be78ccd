/**
 * For tests: the other end of a channel by hand, which sends whatever bytes it is told. It stands for a peer that is
 * no Farport.
 */
import assert from 'node:assert/strict';
import { FakeDevice, FakeVm, SAMPLE_DEVICE, type FakeClock } from '../channel-fakes.ts';
import { CLOSE_CODES, type ProtocolErrorCode } from '../errors.ts';
import { decodeFrame, encodeFrame, type ReceivedFrame } from '../frame-codec.ts';
import * as limits from '../limits.ts';
import { createMemoryPair, type MemorySocket } from '../message-socket.ts';
import { attachToWire } from '../messages.ts';

/** A message as a stranger may send it: any number for any enumeration. */
export type Sent = object;

/** The other end of a channel, by hand. */
export class RawPeer {
  readonly frames: ReceivedFrame[] = [];
  closeCode = 0;
  readonly #socket: MemorySocket;

  constructor(socket: MemorySocket) {
    this.#socket = socket;
    socket.bind({
      opened: () => undefined,
      message: (fragments) => {
        this.frames.push(decodeFrame(fragments).frame);
      },
      failed: () => undefined,
      closed: (code) => {
        this.closeCode = code;
      },
    });
  }

  send(frame: Sent, payload?: readonly Uint8Array[]): void {
    this.#socket.send(encodeFrame(frame, payload));
  }

  sendBytes(...bytes: number[]): void {
    this.#socket.send([Uint8Array.from(bytes)]);
  }
}

export const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

export const WINDOW = limits.DEFAULT_WINDOW;
export const HELLO = {
  version: 1,
  capabilities: [] as string[],
  ticket: 'ticket',
  agent: 'raw',
  maxPayload: 1 << 20,
  maxUrbs: 16,
};

export async function rawClient(clock?: FakeClock): Promise<{ peer: RawPeer; vm: FakeVm }> {
  const [left, right] = createMemoryPair();
  const vm = new FakeVm(right, clock === undefined ? {} : { clock });
  const peer = new RawPeer(left);
  await settle();
  return { peer, vm };
}

/** A raw client of which the VM's end has taken a device; its next message is number 2. */
export async function attachedClient(): Promise<{ peer: RawPeer; vm: FakeVm }> {
  const both = await rawClient();
  both.peer.send({ credit: WINDOW, hello: HELLO });
  both.peer.send({ seq: 1, attach: attachToWire(SAMPLE_DEVICE) });
  await settle();
  assert.equal(both.vm.channel.attachment, 'attached');
  return both;
}

/** A raw VM to which a client has attached its device; its next message is number 2. */
export async function attachedVm(maxUrbs = 4): Promise<{ peer: RawPeer; device: FakeDevice }> {
  const [left, right] = createMemoryPair();
  const device = new FakeDevice(left, { maxUrbs, maxPayload: 1000, window: 2000 });
  const peer = new RawPeer(right);
  const { version, capabilities, agent, maxPayload } = HELLO;
  peer.send({ credit: WINDOW, welcome: { version, capabilities, agent, maxPayload, maxUrbs: 16 } });
  await settle();
  device.channel.attach(SAMPLE_DEVICE);
  await settle();
  peer.send({ seq: 1, ack: 1, attached: { port: 1 } });
  await settle();
  assert.equal(device.channel.attachment, 'attached');
  return { peer, device };
}

export function ended(peer: RawPeer, code: ProtocolErrorCode, log: readonly string[]): void {
  assert.equal(log.at(-1), `closed by local: ${code}`);
  assert.equal(peer.frames.at(-1)?.error?.code, code);
  assert.equal(peer.closeCode, CLOSE_CODES[code]);
}
