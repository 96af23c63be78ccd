/** What one end of a viewer's channel can make the other one hold, and for how long: a peer by hand at either end. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CLOSE_CODES } from '../errors.ts';
import { MAX_WINDOW } from '../limits.ts';
import { createMemoryPair, type MemorySocket } from '../message-socket.ts';
import { DisplayChannelClient } from './display-client.ts';
import { decodeDisplayFrame, encodeDisplayFrame, type ReceivedDisplayFrame } from './display-codec.ts';
import { MAX_QUEUED_MESSAGES, MIN_DISPLAY_PAYLOAD } from './display-limits.ts';
import { DisplayChannelServer } from './display-server.ts';

const nothing = (): void => undefined;
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const MIB = 1 << 20;

/** Sends what it likes, and grants credit only where told. */
class RawPeer {
  readonly frames: ReceivedDisplayFrame[] = [];
  closeCode = 0;
  readonly #socket: MemorySocket;
  #seq = 0;

  constructor(socket: MemorySocket) {
    this.#socket = socket;
    socket.bind({
      opened: nothing,
      message: (fragments) => {
        this.frames.push(decodeDisplayFrame(fragments).frame);
      },
      failed: nothing,
      closed: (code) => {
        this.closeCode = code;
      },
    });
  }

  greet(as: 'hello' | 'welcome', maxPayload: number, credit = maxPayload): void {
    const greeting = { version: 1, capabilities: [], agent: 'raw', maxPayload, maxUrbs: 1, ticket: 't' };
    this.#socket.send(encodeDisplayFrame({ credit, [as]: greeting }));
  }

  send(frame: object): void {
    this.#socket.send(encodeDisplayFrame({ seq: (this.#seq += 1), ...frame }));
  }

  grant(credit: number): void {
    this.#socket.send(encodeDisplayFrame({ credit, acknowledge: {} }));
  }

  count(body: string): number {
    return this.frames.filter((frame) => frame.body === body).length;
  }
}

function handlers() {
  const log: string[] = [];
  const note =
    (name: string) =>
    (...args: unknown[]): void => {
      log.push([name, ...args.filter((each) => typeof each === 'string')].join(' '));
    };
  const noted = {
    ...{ opened: note('opened'), presented: note('presented'), clipboardRequested: note('requested') },
    ...{ refresh: nothing, monitors: nothing, key: nothing, pointer: nothing, motion: nothing },
    ...{ wheel: nothing, releaseAll: nothing, scanout: nothing, draw: nothing, leds: nothing },
    ...{ cursorShape: nothing, cursorPosition: nothing },
    closed: ({ code }: { readonly code: string }) => {
      log.push(`closed ${code}`);
    },
  };
  return { log, noted };
}

/** A VM, and a viewer by hand. */
async function vm(maxPayload = MIN_DISPLAY_PAYLOAD, credit?: number) {
  const [left, right] = createMemoryPair();
  const { log, noted } = handlers();
  const server = new DisplayChannelServer(right, noted, { agent: 'vm', acceptTicket: () => true });
  const peer = new RawPeer(left);
  peer.greet('hello', maxPayload, credit);
  await settle();
  return { server, peer, log };
}

/** A viewer, and a VM by hand. */
async function viewer(maxPayload: number) {
  const [left, right] = createMemoryPair();
  const { log, noted } = handlers();
  new DisplayChannelClient(left, noted, { agent: 'viewer', ticket: 't' });
  const peer = new RawPeer(right);
  await settle();
  peer.greet('welcome', maxPayload);
  await settle();
  return { peer, log };
}

const DRAW = { head: 0, more: false, operations: [], restart: false, lazy: false };
const part = () => [new Uint8Array(MIB)];

describe('a greeting that takes less than a display channel sends', () => {
  const tooLittle = MIN_DISPLAY_PAYLOAD - 1;
  for (const [what, greet] of [
    ['of a viewer', () => vm(tooLittle)],
    ['of a VM', () => viewer(tooLittle)],
    ['of a viewer that takes a byte', () => vm(1)],
    ['of a VM that takes a byte', () => viewer(1)],
  ] as const) {
    it(`${what} ends the channel before anybody hears of it`, async () => {
      const { peer, log } = await greet();
      assert.deepEqual(log, ['closed protocol.malformed']);
      assert.equal(peer.closeCode, CLOSE_CODES['protocol.malformed']);
    });
  }

  it('is one byte less than what is enough', async () => {
    assert.deepEqual((await vm()).log, ['opened']);
    assert.deepEqual((await viewer(MIN_DISPLAY_PAYLOAD)).log, ['opened']);
  });
});

describe('a viewer that gives no credit', () => {
  it('has not seen what waits for it: to say so ends the channel', async () => {
    const { server, peer, log } = await vm();
    for (let frame = 1; frame <= 5; frame += 1) assert.equal(server.draw(DRAW, part()), frame);
    assert.equal(server.queuedMessages, 1);
    peer.send({ presented: { frame: 4 } });
    await settle();
    assert.deepEqual(log, ['opened', 'presented']);
    peer.send({ presented: { frame: 5 } });
    await settle();
    assert.equal(log.at(-1), 'closed protocol.sequence');
  });

  it('may say so once it has got it', async () => {
    const { server, peer, log } = await vm();
    for (let frame = 1; frame <= 5; frame += 1) server.draw(DRAW, part());
    peer.grant(MIN_DISPLAY_PAYLOAD + MIB);
    await settle();
    peer.send({ presented: { frame: 5 } });
    await settle();
    assert.deepEqual(log, ['opened', 'presented']);
    assert.equal(server.framesInFlight, 0);
  });

  it('has seen a frame of several parts with the last of them', async () => {
    const { server, peer, log } = await vm();
    for (let n = 0; n < 4; n += 1) server.draw({ ...DRAW, more: true }, part());
    server.draw(DRAW, part());
    peer.send({ presented: { frame: 1 } });
    await settle();
    assert.equal(log.at(-1), 'closed protocol.sequence');
  });

  it('is let go when very many messages wait for it', async () => {
    const { server, log } = await vm();
    for (let n = 0; n < 5; n += 1) server.draw(DRAW, part());
    for (let n = 0; n < MAX_QUEUED_MESSAGES; n += 1)
      server.scanout({ head: 0, width: 0, height: 0, x: 0, y: 0 });
    await settle();
    assert.equal(log.at(-1), 'closed protocol.congested');
    assert.equal(server.queuedMessages, 0);
  });
});

describe('a question for the clipboard', () => {
  const ask = { clipboardRequest: { kind: 0 } };

  it('may not come again before its answer has gone, whole', async () => {
    const { server, peer, log } = await vm();
    peer.send(ask);
    await settle();
    server.clipboard.answer('text', new Uint8Array(2 * MIN_DISPLAY_PAYLOAD));
    for (let n = 0; n < 200; n += 1) await settle();
    // All that its credit lets through: the rest waits.
    assert.equal(peer.count('clipboardData'), MIN_DISPLAY_PAYLOAD / (64 << 10));
    peer.send(ask);
    await settle();
    assert.deepEqual(log, ['opened', 'requested text', 'closed protocol.unexpected']);
  });

  it('may come again as soon as the last part of its answer has come', async () => {
    const { server, peer, log } = await vm(MIN_DISPLAY_PAYLOAD, MAX_WINDOW);
    for (let n = 0; n < 3; n += 1) {
      peer.send(ask);
      await settle();
      server.clipboard.answer('text', new Uint8Array(MIB));
      server.clipboard.answer('text', new Uint8Array(MIB));
      for (let turns = 0; turns < 40; turns += 1) await settle();
    }
    assert.deepEqual(log, ['opened', 'requested text', 'requested text', 'requested text']);
    assert.equal(peer.count('clipboardData'), 3 * 16);
  });
});
