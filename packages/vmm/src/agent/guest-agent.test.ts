/** The agent's port at the level of bytes: a guest that the test plays, against the protocol's own numbers. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ConsolePort } from '../console/virtio-console.ts';
import { GuestAgent } from './guest-agent.ts';

const CAPABILITIES = 6;
const GRAB = 7;
const REQUEST = 8;
const RELEASE = 9;
const DATA = 4;
const TEXT = 1;
const PNG = 2;
const BMP = 3;
/** Monitors, replies, clipboard by demand, selections, sparse monitors, a limit: what spice-vdagentd of Debian 12 says. */
const VDAGENTD = (1 << 1) | (1 << 2) | (1 << 5) | (1 << 6) | (1 << 7) | (1 << 8) | (1 << 10) | (1 << 16);
const CRLF = 1 << 9;
const MAX = 1000;

const words = (...values: readonly number[]) => Buffer.from(Uint32Array.from(values).buffer);

function message(type: number, data: Uint8Array, port = 1): Buffer {
  const header = Buffer.concat([words(1, type, 0, 0, data.length), data]);
  return Buffer.concat([words(port, header.length), header]);
}

/** Stands for the port of a virtio-console: `sent` is what the guest reads. */
class FakePort {
  handlers: ConsolePort['handlers'] = {
    data: () => true,
    guestOpen: () => undefined,
    drained: () => undefined,
  };
  guestIsOpen = false;
  hostIsOpen = false;
  room = Infinity;
  /** The guest makes so much room again as soon as there is none. */
  reads = 0;
  sent = Buffer.alloc(0);

  setOpen(open: boolean): void {
    this.hostIsOpen = open;
  }

  write(bytes: Uint8Array): number {
    const taken = Math.min(bytes.length, this.room);
    this.sent = Buffer.concat([this.sent, bytes.subarray(0, taken)]);
    this.room -= taken;
    if (this.reads > 0 && taken < bytes.length) {
      this.room = this.reads;
      this.handlers.drained();
    }
    return taken;
  }

  open(open: boolean): void {
    this.guestIsOpen = open;
    this.handlers.guestOpen(open);
  }

  /** Messages since the last call: type and data. Checks what agents insist on: small chunks, one message in each. */
  heard(): [number, string][] {
    const messages: [number, string][] = [];
    let whole = Buffer.alloc(0);
    for (let at = 0; at < this.sent.length;) {
      const size = this.sent.readUInt32LE(at + 4);
      assert.equal(this.sent.readUInt32LE(at), 1);
      assert.ok(size > 0 && size <= 2048, `a chunk of ${size}`);
      whole = Buffer.concat([whole, this.sent.subarray(at + 8, at + 8 + size)]);
      at += 8 + size;
      const length = whole.readUInt32LE(16);
      assert.ok(whole.length <= 20 + length, 'two messages in a chunk');
      if (whole.length < 20 + length) continue;
      assert.equal(whole.readUInt32LE(0), 1);
      messages.push([whole.readUInt32LE(4), whole.subarray(20).toString('hex')]);
      whole = Buffer.alloc(0);
    }
    this.sent = Buffer.alloc(0);
    return messages;
  }
}

function setUp(capabilities = VDAGENTD) {
  const port = new FakePort();
  const log: string[] = [];
  const agent = new GuestAgent(
    port as unknown as ConsolePort,
    {
      present: (present) => log.push(`present ${present}`),
      offered: (kinds) => log.push(`offered ${kinds.join(',')}`),
      requested: (kind) => log.push(`requested ${kind}`),
      received: (kind, bytes) =>
        log.push(`received ${kind} ${bytes === undefined ? 'nothing' : Buffer.from(bytes).toString()}`),
      broken: () => log.push('broken'),
    },
    MAX,
  );
  const say = (...bytes: readonly Uint8Array[]) => {
    for (const each of bytes) port.handlers.data(Uint8Array.from(each));
  };
  const meet = () => {
    port.open(true);
    say(message(CAPABILITIES, words(1, capabilities)));
    port.heard();
    log.length = 0;
  };
  return { port, agent, log, say, meet };
}

const selected = (...values: readonly number[]) => words(0, ...values);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('the port of a guest’s agent', () => {
  it('is met with capabilities, asked for and answered, and the size of a clipboard', () => {
    const { port, agent, log, say } = setUp();
    assert.ok(port.hostIsOpen);
    assert.deepEqual(port.heard(), []);
    port.open(true);
    const ours = (1 << 1) | (1 << 2) | (1 << 5) | (1 << 6) | (1 << 16);
    assert.deepEqual(port.heard(), [[CAPABILITIES, hex(words(1, ours))]]);
    say(message(CAPABILITIES, words(1, VDAGENTD)));
    assert.deepEqual(port.heard(), [
      [CAPABILITIES, hex(words(0, ours))],
      [14, hex(words(MAX))],
    ]);
    assert.deepEqual(log, ['present true']);
    assert.ok(agent.present);
    say(message(CAPABILITIES, words(0, VDAGENTD)));
    assert.deepEqual(port.heard(), []);
    port.open(false);
    assert.deepEqual(log, ['present true', 'present false']);
  });

  it('tells what the guest copied, asks for it, and gets it', () => {
    const { port, agent, log, say, meet } = setUp();
    meet();
    say(message(GRAB, selected(TEXT, PNG, BMP, 4, 77)));
    agent.request('text');
    assert.deepEqual(port.heard(), [[REQUEST, hex(selected(TEXT))]]);
    say(message(DATA, Buffer.concat([selected(TEXT), Buffer.from('grüße')])));
    say(message(RELEASE, selected()));
    assert.deepEqual(log, ['offered text,png,bmp', 'received text grüße', 'offered ']);
  });

  it('tells the guest what the viewer copied, and gives it when asked', () => {
    const { port, agent, log, say, meet } = setUp();
    meet();
    agent.offer(['text', 'png']);
    say(message(REQUEST, selected(PNG)));
    agent.send('png', Buffer.from('P'));
    agent.send('text', undefined);
    agent.offer([]);
    assert.deepEqual(log, ['requested png']);
    assert.deepEqual(port.heard(), [
      [GRAB, hex(selected(TEXT, PNG))],
      [DATA, hex(Buffer.concat([selected(PNG), Buffer.from('P')]))],
      [DATA, hex(selected(0))],
      [RELEASE, hex(selected())],
    ]);
  });

  it('cuts what is long into chunks of 2048 bytes, and waits where the guest does not read', () => {
    const { port, agent, meet } = setUp();
    meet();
    const picture = Buffer.alloc(10_000, 'x');
    port.room = 3000;
    agent.send('png', picture);
    assert.equal(port.sent.length, 3000);
    port.room = Infinity;
    port.handlers.drained();
    assert.deepEqual(port.heard(), [[DATA, hex(Buffer.concat([selected(PNG), picture]))]]);
  });

  it('sends every byte once to a guest that reads while it is written to', () => {
    const { port, agent, meet } = setUp();
    meet();
    port.reads = 700;
    port.room = 500;
    const picture = Buffer.from(Uint8Array.from({ length: 9000 }, (_, n) => n % 251));
    agent.send('png', picture);
    assert.deepEqual(port.heard(), [[DATA, hex(Buffer.concat([selected(PNG), picture]))]]);
  });

  it('holds no more than its bound for a guest that never reads', () => {
    const { port, agent, meet } = setUp();
    meet();
    port.room = 0;
    for (let n = 0; n < 10_000; n += 1) agent.offer(['text']);
    port.room = Infinity;
    port.handlers.drained();
    assert.equal(port.heard().length, 64);
  });

  it('holds two contents of the clipboard, however many the guest asks for and never reads', () => {
    const { port, agent, meet } = setUp();
    meet();
    port.room = 0;
    for (let n = 0; n < 60; n += 1) agent.send('png', Buffer.alloc(MAX - 100));
    port.room = Infinity;
    port.handlers.drained();
    assert.equal(port.heard().length, 2);
    agent.send('png', Buffer.alloc(MAX));
    assert.equal(port.heard().length, 1);
  });

  it('knows guests whose lines end with CR LF', () => {
    const { port, agent, log, say, meet } = setUp(VDAGENTD | CRLF);
    meet();
    say(message(DATA, Buffer.concat([selected(TEXT), Buffer.from('a\r\nb\rc\r\n')])));
    agent.send('text', Buffer.from('a\nb\r\nc'));
    assert.deepEqual(log, ['received text a\nb\rc\n']);
    assert.deepEqual(port.heard(), [
      [DATA, hex(Buffer.concat([selected(TEXT), Buffer.from('a\r\nb\r\nc')]))],
    ]);
  });

  it('knows agents without selections, and leaves the other selections alone', () => {
    const plain = setUp(1 << 5);
    plain.meet();
    plain.say(message(GRAB, words(TEXT)), message(REQUEST, words(TEXT)));
    plain.agent.offer(['text']);
    assert.deepEqual(plain.log, ['offered text', 'requested text']);
    assert.deepEqual(plain.port.heard(), [[GRAB, hex(words(TEXT))]]);
    const { port, log, say, meet } = setUp();
    meet();
    say(message(GRAB, words(1, TEXT)), message(RELEASE, words(2)), message(REQUEST, words(1, TEXT)));
    assert.deepEqual(log, []);
    // It would wait for an answer.
    assert.deepEqual(port.heard(), [[DATA, hex(words(1, 0))]]);
  });

  it('tells monitors as an agent knows them, and again to one that comes later', () => {
    const { port, agent, meet } = setUp();
    agent.setMonitors([{ x: 0, y: 0, width: 800, height: 600 }, undefined]);
    assert.deepEqual(port.heard(), []);
    const { say } = { say: (bytes: Uint8Array) => port.handlers.data(bytes) };
    port.open(true);
    say(message(CAPABILITIES, words(0, VDAGENTD)));
    const told = hex(words(2, 1, 600, 800, 32, 0, 0, 0, 0, 32, 0, 0));
    assert.deepEqual(port.heard().at(-1), [2, told]);
    meet();
    agent.setMonitors([{ x: 0, y: 0, width: 640, height: 480 }]);
    assert.deepEqual(port.heard(), [[2, hex(words(1, 1, 480, 640, 32, 0, 0))]]);
  });

  it('says nothing of the clipboard to an agent that has none', () => {
    const { port, agent, log, say, meet } = setUp(1 << 1);
    meet();
    agent.offer(['text']);
    agent.request('text');
    say(message(GRAB, selected(TEXT)), message(DATA, selected(TEXT)));
    assert.deepEqual([port.heard(), log], [[], []]);
  });
});

describe('a hostile agent', () => {
  it('is understood however its bytes are cut', () => {
    const bytes = Buffer.concat([
      message(GRAB, selected(TEXT)),
      message(99, Buffer.alloc(50)),
      message(DATA, Buffer.concat([selected(TEXT), Buffer.from('hello')]), 1),
      message(GRAB, selected(PNG), 2),
      message(RELEASE, selected()),
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (cuts) => {
        const { log, say, meet } = setUp();
        meet();
        for (let at = 0, n = 0; at < bytes.length; n += 1) {
          const length = cuts[n % cuts.length] ?? 1;
          say(bytes.subarray(at, at + length));
          at += length;
        }
        assert.deepEqual(log, ['offered text', 'received text hello', 'offered ']);
      }),
    );
  });

  it('has a message in many chunks, and many messages in one', () => {
    const { log, say, meet } = setUp();
    meet();
    const data = Buffer.concat([words(1, DATA, 0, 0, 8 + 3), selected(TEXT), Buffer.from('abc')]);
    for (const byte of data) say(words(1, 1), Uint8Array.of(byte));
    const two = Buffer.concat([
      words(1, GRAB, 0, 0, 8),
      selected(PNG),
      words(1, RELEASE, 0, 0, 4),
      selected(),
    ]);
    say(words(1, two.length), two);
    assert.deepEqual(log, ['received text abc', 'offered png', 'offered ']);
  });

  it('bringing more than a clipboard takes, brings nothing, and goes on', () => {
    const { log, say, meet } = setUp();
    meet();
    say(message(DATA, Buffer.concat([selected(TEXT), Buffer.alloc(MAX)])));
    say(message(DATA, Buffer.concat([selected(TEXT), Buffer.alloc(MAX + 1)])));
    say(message(DATA, Buffer.concat([selected(PNG), Buffer.alloc(100 * MAX)])));
    say(message(GRAB, Buffer.alloc(1 << 20)));
    say(message(DATA, Buffer.concat([selected(TEXT), Buffer.from('small')])));
    assert.equal(log.length, 4);
    assert.deepEqual(log.slice(1), ['received text nothing', 'received png nothing', 'received text small']);
  });

  it('promising four gigabytes, costs nothing until they come', () => {
    const { log, say, meet } = setUp();
    meet();
    say(words(1, 0xffff_ffff), words(1, DATA, 0, 0, 0xffff_ff00), selected(PNG));
    const before = process.memoryUsage().arrayBuffers;
    const bytes = new Uint8Array(1 << 20);
    for (let n = 0; n < 64; n += 1) say(bytes);
    assert.ok(process.memoryUsage().arrayBuffers - before < 80 << 20);
    assert.deepEqual(log, []);
  });

  it('that speaks something else, is no agent until it begins anew', () => {
    for (const rubbish of [words(3, 4, 0), words(0, 1), words(1, 24, 2, 4, 0, 0, 4)]) {
      const { agent, log, say, meet } = setUp();
      meet();
      say(rubbish);
      assert.deepEqual(log, ['broken', 'present false']);
      assert.equal(agent.present, false);
      meet();
      say(message(GRAB, selected(TEXT)));
      assert.deepEqual(log, ['offered text']);
    }
  });

  it('never makes us throw, or answer without end', () => {
    const word = fc.constantFrom(0, 1, 2, 4, 6, 7, 8, 9, 20, 24, 0xffff_ffff);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.array(word, { maxLength: 12 }), fc.array(fc.nat(255), { maxLength: 9 })), {
          maxLength: 40,
        }),
        fc.boolean(),
        (pieces, met) => {
          const { port, say, meet } = setUp();
          if (met) meet();
          else port.open(true);
          let said = 0;
          for (const piece of pieces) {
            const bytes = piece.length % 2 === 0 ? words(...piece) : Buffer.from(piece);
            said += bytes.length;
            say(bytes);
          }
          assert.ok(port.sent.length <= 200 + 4 * said);
        },
      ),
      { numRuns: 500 },
    );
  });
});
