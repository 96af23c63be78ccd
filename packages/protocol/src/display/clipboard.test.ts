/** The clipboard's part of a viewer's channel, both ends together, and each rule of it broken. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CLOSE_CODES, type ProtocolErrorCode } from '../errors.ts';
import { createMemoryPair } from '../message-socket.ts';
import type { ClipboardHandlers } from './clipboard.ts';
import { DisplayChannelClient, type DisplayClientHandlers } from './display-client.ts';
import { decodeDisplayFrame, encodeDisplayFrame } from './display-codec.ts';
import { MIN_DISPLAY_PAYLOAD } from './display-limits.ts';
import { DisplayChannelServer, type DisplayServerHandlers } from './display-server.ts';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const nothing = (): void => undefined;
const STATE = { guest: true, toGuest: true, fromGuest: false, maxBytes: 1 << 20 };

function notes() {
  const log: string[] = [];
  const handlers: ClipboardHandlers = {
    clipboardOffered: (kinds) => log.push(`offered ${kinds.join(',')}`),
    clipboardRequested: (kind) => log.push(`requested ${kind}`),
    clipboardReceived: (kind, bytes) => log.push(`received ${kind} ${bytes?.length}`),
  };
  return { log, handlers };
}

const deaf = { opened: nothing, closed: nothing, leds: nothing, key: nothing, pointer: nothing };
const vmHandlers = (
  own: Partial<ClipboardHandlers>,
  closed: (code: string) => void,
): DisplayServerHandlers => ({
  ...{ ...deaf, presented: nothing, refresh: nothing, monitors: nothing },
  ...{ motion: nothing, wheel: nothing, releaseAll: nothing },
  ...own,
  closed: ({ code }) => {
    closed(code);
  },
});
const viewerHandlers = (own: Partial<DisplayClientHandlers>): DisplayClientHandlers => ({
  ...{ ...deaf, scanout: nothing, draw: nothing, cursorShape: nothing, cursorPosition: nothing },
  ...own,
});

async function pair(own?: Partial<ClipboardHandlers>) {
  const [left, right] = createMemoryPair();
  const [vm, viewer] = [notes(), notes()];
  const server = new DisplayChannelServer(right, vmHandlers(own ?? vm.handlers, nothing), {
    agent: 'vm',
    acceptTicket: () => true,
  });
  const states: object[] = [];
  const client = new DisplayChannelClient(
    left,
    viewerHandlers({ ...viewer.handlers, clipboardState: (state) => states.push(state) }),
    { agent: 'viewer', ticket: 't' },
  );
  await settle();
  return { server, client, vm: vm.log, viewer: viewer.log, states };
}

describe('a clipboard on a viewer’s channel', () => {
  it('is offered, asked for and given, either way', async () => {
    const { server, client, vm, viewer, states } = await pair();
    server.clipboardState(STATE);
    server.clipboard.offer(['text', 'bmp']);
    client.clipboard.offer(['png']);
    await settle();
    assert.deepEqual(states, [STATE]);
    assert.ok(client.clipboard.request('text'));
    assert.ok(!client.clipboard.request('text'));
    server.clipboard.request('png');
    await settle();
    server.clipboard.answer('text', Buffer.from('hello'));
    server.clipboard.answer('text', Buffer.from('once only'));
    client.clipboard.answer('png', undefined);
    await settle();
    assert.deepEqual(viewer, ['offered text,bmp', 'requested png', 'received text 5']);
    assert.deepEqual(vm, ['offered png', 'requested text', 'received png undefined']);
    assert.ok(client.clipboard.request('text'));
  });

  it('comes whole, however long, and empty', async () => {
    const sizes = [0, 1, 65_535, 65_536, 65_537, 1 << 20];
    for (const size of sizes) {
      const got: Uint8Array[] = [];
      const { server, client } = await pair({
        clipboardReceived: (_, bytes) => got.push(bytes ?? new Uint8Array(1)),
      });
      const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, n) => n % 251));
      server.clipboard.request('png');
      await settle();
      client.clipboard.answer('png', bytes);
      for (let n = 0; n < 40; n += 1) await settle();
      assert.deepEqual(
        got.map((each) => Buffer.from(each)),
        [bytes],
      );
    }
  });

  it('lets other messages come between its parts', async () => {
    const { server, client } = await pair();
    client.clipboard.request('text');
    await settle();
    server.clipboard.answer('text', new Uint8Array(1 << 20));
    assert.ok(server.queuedMessages <= 1);
  });

  it('of a side without one is answered for it', async () => {
    const { client, viewer } = await pair({});
    client.clipboard.request('text');
    await settle();
    assert.deepEqual(viewer, ['received text undefined']);
  });
});

type RawFrame = readonly [object, (Uint8Array | undefined)?];

/** A viewer by hand before a VM that asked for its text and takes 10 bytes. */
async function rawViewer(...frames: readonly RawFrame[]) {
  const [left, right] = createMemoryPair();
  const { log, handlers } = notes();
  const server = new DisplayChannelServer(
    right,
    vmHandlers(handlers, (code) => log.push(`closed ${code}`)),
    { agent: 'vm', acceptTicket: () => true },
  );
  let closeCode = 0;
  left.bind({
    opened: nothing,
    message: (fragments) => decodeDisplayFrame(fragments),
    failed: nothing,
    closed: (code) => {
      closeCode = code;
    },
  });
  const greeting = {
    version: 1,
    capabilities: [],
    agent: 'raw',
    maxPayload: MIN_DISPLAY_PAYLOAD,
    maxUrbs: 1,
  };
  left.send(encodeDisplayFrame({ credit: 1 << 25, hello: { ...greeting, ticket: 't' } }));
  await settle();
  server.clipboardState({ ...STATE, maxBytes: 10 });
  server.clipboard.request('text');
  frames.forEach(([frame, payload], n) => {
    left.send(encodeDisplayFrame({ seq: n + 1, ...frame }, payload === undefined ? [] : [payload]));
  });
  await settle();
  return { log, closeCode };
}

describe('a side that breaks a rule of the clipboard ends its channel by name', () => {
  const data = (more: object = {}) => ({ clipboardData: { kind: 0, ...more } });
  const bytes = new Uint8Array(6);
  const cases: [string, ProtocolErrorCode, ...RawFrame[]][] = [
    ['gives what nobody asked for', 'protocol.unexpected', [data({ kind: 1 }), bytes]],
    ['gives it twice', 'protocol.unexpected', [data(), bytes], [data(), bytes]],
    [
      'gives another kind in the middle',
      'protocol.unexpected',
      [data({ more: true }), bytes],
      [data({ kind: 1 })],
    ],
    ['gives too much', 'protocol.clipboard_too_large', [data({ more: true }), bytes], [data(), bytes]],
    ['gives parts without bytes', 'protocol.malformed', [data({ more: true })]],
    ['gives bytes that are missing', 'protocol.malformed', [data({ missing: true }), bytes]],
    ['knows a kind that is none', 'protocol.malformed', [{ clipboardOffer: { kinds: [3] } }]],
    ['offers very many kinds', 'protocol.malformed', [{ clipboardOffer: { kinds: Array(9).fill(0) } }]],
    ['offers with data', 'protocol.malformed', [{ clipboardOffer: { kinds: [0] } }, bytes]],
    [
      'asks twice',
      'protocol.unexpected',
      [{ clipboardRequest: { kind: 0 } }],
      [{ clipboardRequest: { kind: 0 } }],
    ],
    ['says what is allowed', 'protocol.unexpected', [{ clipboardState: {} }]],
  ];
  for (const [what, code, ...frames] of cases) {
    it(what, async () => {
      const { log, closeCode } = await rawViewer(...frames);
      assert.equal(log.at(-1), `closed ${code}`);
      assert.equal(closeCode, CLOSE_CODES[code]);
    });
  }

  it('and never does worse, whatever it sends', async () => {
    const word = fc.constantFrom(0, 1, 2, 3, 0xffff_ffff);
    const body = fc.oneof(
      fc.record({ clipboardOffer: fc.record({ kinds: fc.array(word, { maxLength: 10 }) }) }),
      fc.record({ clipboardRequest: fc.record({ kind: word }) }),
      fc.record({ clipboardData: fc.record({ kind: word, more: fc.boolean(), missing: fc.boolean() }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(body, fc.option(fc.uint8Array({ maxLength: 9 }), { nil: undefined })), {
          maxLength: 8,
        }),
        async (frames) => {
          const { log } = await rawViewer(...frames);
          assert.ok(!log.some((line) => line.includes('channel.internal')), log.at(-1));
        },
      ),
      { numRuns: 200 },
    );
  });
});
