/** The viewer's channel at the level of bytes, both ends together, and every rule broken by a peer that is no Farport. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CLOSE_CODES, ProtocolError, type ProtocolErrorCode } from '../errors.ts';
import * as limits from '../limits.ts';
import { createMemoryPair, type MemorySocket } from '../message-socket.ts';
import { DisplayChannelClient, type DisplayClientHandlers } from './display-client.ts';
import { decodeDisplayFrame, encodeDisplayFrame, type ReceivedDisplayFrame } from './display-codec.ts';
import { MAX_OPERATIONS, MAX_SIDE, MIN_DISPLAY_PAYLOAD } from './display-limits.ts';
import { DisplayChannelServer, type DisplayServerHandlers } from './display-server.ts';
import type { DrawMessage } from './display-messages.ts';
import { packOperations, unpackOperations, type OperationMessage } from './operations.ts';

const join = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** A handler for everything, which notes the call. */
function notes(): { handlers: DisplayServerHandlers & DisplayClientHandlers; log: string[] } {
  const log: string[] = [];
  const handlers = new Proxy({} as DisplayServerHandlers & DisplayClientHandlers, {
    get:
      (_, name) =>
      (...args: unknown[]) => {
        const text = args.map((each) => {
          if (name === 'opened') return '';
          if (name === 'closed') return (each as { by: string; code: string }).code;
          const length = (each as { fragments?: unknown; length?: number } | undefined)?.length;
          return length !== undefined && !Array.isArray(each) ? `${length} bytes` : JSON.stringify(each);
        });
        log.push(`${String(name)} ${text.join(' ')}`.trim());
      },
  });
  return { handlers, log };
}

const FILL: OperationMessage = { codec: 'fill', x: 0, y: 0, width: 8, height: 8, value: 0xff0000, more: 0 };
const DRAW: Omit<DrawMessage, 'frame' | 'deflated'> = {
  head: 0,
  more: false,
  operations: [FILL],
  restart: false,
  lazy: false,
};
const SCANOUT = { head: 0, width: 64, height: 48, x: 0, y: 0 };

async function pair() {
  const [left, right] = createMemoryPair();
  const vm = notes();
  const viewer = notes();
  const server = new DisplayChannelServer(right, vm.handlers, {
    agent: 'vm',
    acceptTicket: (ticket) => ticket === 'ticket',
  });
  const client = new DisplayChannelClient(left, viewer.handlers, { agent: 'viewer', ticket: 'ticket' });
  await settle();
  vm.log.length = viewer.log.length = 0;
  return { server, client, vm: vm.log, viewer: viewer.log };
}

describe('a display frame', () => {
  it('is plain protobuf with the payload as field 100', () => {
    const draw = {
      head: 0,
      frame: 7,
      more: false,
      operations: Uint8Array.of(5, 6),
      restart: true,
      lazy: false,
    };
    const parts = encodeDisplayFrame({ seq: 1, draw }, [Uint8Array.of(9, 8)]);
    // seq 1; draw (17): frame 7, operations, restart true, what is 0 or false left out; payload (100).
    assert.equal(
      Buffer.from(join(parts)).toString('hex'),
      ['0801', '8a0108', '1007', '22020506', '2801', 'a206020908'].join(''),
    );
  });

  it('of a key, a motion and a place is a few bytes', () => {
    const hex = (frame: object) => Buffer.from(join(encodeDisplayFrame(frame))).toString('hex');
    assert.equal(hex({ seq: 3, key: { code: 30, down: true } }), '0803' + '9a0204' + '081e1001');
    assert.equal(hex({ seq: 3, motion: { dx: -1, dy: 2 } }), '0803' + 'aa0204' + '08011004');
    assert.equal(hex({ seq: 3, pointer: { x: 300, y: 4 } }), '0803' + 'a20205' + '10ac021804');
  });

  it('is a frame or a ProtocolError, whatever the bytes', () => {
    const tags = fc.constantFrom(0x08, 0x8a, 1, 0x92, 0x9a, 2, 0xa2, 6, 0x22, 0);
    const soup = fc.array(fc.oneof(tags, fc.nat(255)), { maxLength: 200 });
    fc.assert(
      fc.property(soup, (bytes) => {
        try {
          decodeDisplayFrame([Uint8Array.from(bytes)]);
        } catch (error) {
          assert.ok(error instanceof ProtocolError, String(error));
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('operations, packed,', () => {
  const side = fc.integer({ min: 1, max: MAX_SIDE });
  const place = fc.integer({ min: 0, max: MAX_SIDE });
  const area = fc.record({ x: place, y: place, width: side, height: side });
  const operation: fc.Arbitrary<OperationMessage> = fc.oneof(
    fc
      .tuple(area, fc.integer({ min: 0, max: 0xff_ffff }))
      .map(([at, value]) => ({ codec: 'fill' as const, ...at, value, more: 0 })),
    fc.tuple(area, place, place).map(([at, value, more]) => ({ codec: 'copy' as const, ...at, value, more })),
    fc
      .tuple(
        area,
        fc.constantFrom('palette' as const, 'lossless' as const, 'jpeg' as const, 'exact' as const),
        fc.nat(),
      )
      .map(([at, codec, value]) => ({ codec, ...at, value, more: 0 })),
  );

  it('come out as they went in', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 20 }), (operations) => {
        assert.deepEqual(unpackOperations(packOperations(operations)), operations);
      }),
    );
  });

  it('are few bytes where they stand beside each other', () => {
    const letter: OperationMessage = {
      codec: 'palette',
      x: 221,
      y: 396,
      width: 11,
      height: 20,
      value: 300,
      more: 0,
    };
    const next = { ...letter, x: 232, value: 20 };
    assert.equal(
      Buffer.from(packOperations([letter, next])).toString('hex'),
      '02ba0398060b14ac02' + '3a0014',
    );
  });

  it('are operations or a ProtocolError, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          for (const { x, y, width, height } of unpackOperations(bytes)) {
            assert.ok(x <= MAX_SIDE && y <= MAX_SIDE && width > 0 && height > 0);
          }
        } catch (error) {
          assert.ok(error instanceof ProtocolError, String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a viewer and a VM', () => {
  it('understand each other', async () => {
    const { server, client, vm, viewer } = await pair();
    server.scanout(SCANOUT);
    assert.equal(server.draw({ ...DRAW, more: true }, []), 1);
    const jpeg = { ...FILL, codec: 'jpeg', value: 3 } as const;
    const palette = { ...FILL, codec: 'palette', value: 20 } as const;
    const data = [Uint8Array.of(1, 2, 3, 4), Uint8Array.of(5, 6, 7)];
    assert.equal(server.draw({ ...DRAW, operations: [palette, jpeg], restart: true }, data), 1);
    assert.equal(server.draw(DRAW, []), 2);
    server.cursorShape({ head: 0, width: 2, height: 2, hotX: 1, hotY: 0 }, Uint8Array.of(1));
    server.cursorShape({ head: 0, width: 0, height: 0, hotX: 0, hotY: 0 }, new Uint8Array(0));
    server.cursorPosition(0, -5, 7);
    server.leds(true, false, true);
    await settle();
    assert.deepEqual(
      viewer.map((line) => line.split(' ').slice(0, 1).join()),
      ['scanout', 'draw', 'draw', 'draw', 'cursorShape', 'cursorShape', 'cursorPosition', 'leds'],
    );
    assert.equal(
      viewer[2],
      `draw ${JSON.stringify({ head: 0, frame: 1, more: false, operations: [palette, jpeg], deflated: 4, restart: true, lazy: false })} 7 bytes`,
    );
    assert.equal(viewer[6], 'cursorPosition 0 -5 7');
    assert.equal(server.framesInFlight, 2);

    client.presented({ frame: 2, decoded: 2, decodeUs: 5, presentUs: 6, heldUs: 7 });
    client.key(30, true);
    client.pointer({ head: 1, x: 5, y: 6, buttons: 3 });
    client.motion(-1, 2, 0);
    client.wheel(0, -120, true);
    client.releaseAll();
    client.refresh();
    client.monitors([{ x: 0, y: 0, width: 800, height: 600, widthMm: 0, heightMm: 0 }]);
    await settle();
    assert.deepEqual(vm, [
      'presented {"frame":2,"decoded":2,"decodeUs":5,"presentUs":6,"heldUs":7}',
      'key 30 true',
      'pointer {"head":1,"x":5,"y":6,"buttons":3}',
      'motion -1 2 0',
      'wheel 0 -120 true',
      'releaseAll',
      'refresh',
      'monitors [{"x":0,"y":0,"width":800,"height":600,"widthMm":0,"heightMm":0}]',
    ]);
    assert.equal(server.framesInFlight, 0);
  });
});

/** The other end of a channel, by hand. */
class RawPeer {
  readonly frames: ReceivedDisplayFrame[] = [];
  closeCode = 0;
  readonly #socket: MemorySocket;

  constructor(socket: MemorySocket) {
    this.#socket = socket;
    socket.bind({
      opened: () => undefined,
      message: (fragments) => {
        this.frames.push(decodeDisplayFrame(fragments).frame);
      },
      failed: () => undefined,
      closed: (code) => {
        this.closeCode = code;
      },
    });
  }

  send(frame: object, payload?: readonly Uint8Array[]): void {
    this.#socket.send(encodeDisplayFrame(frame, payload));
  }
}

const GREETING = {
  version: 1,
  capabilities: [],
  agent: 'raw',
  maxPayload: MIN_DISPLAY_PAYLOAD,
  maxUrbs: 1,
};

async function rawViewer() {
  const [left, right] = createMemoryPair();
  const { handlers, log } = notes();
  const server = new DisplayChannelServer(right, handlers, { agent: 'vm', acceptTicket: () => true });
  const peer = new RawPeer(left);
  peer.send({ credit: limits.DEFAULT_WINDOW, hello: { ...GREETING, ticket: 't' } });
  await settle();
  server.scanout(SCANOUT);
  server.draw(DRAW, []);
  server.draw(DRAW, []);
  return { peer, log };
}

async function rawVm() {
  const [left, right] = createMemoryPair();
  const { handlers, log } = notes();
  new DisplayChannelClient(left, handlers, { agent: 'viewer', ticket: 't' });
  const peer = new RawPeer(right);
  peer.send({ credit: limits.DEFAULT_WINDOW, welcome: GREETING });
  peer.send({ seq: 1, scanout: SCANOUT });
  await settle();
  return { peer, log };
}

function ended(peer: RawPeer, log: readonly string[], code: ProtocolErrorCode): void {
  assert.equal(log.at(-1), `closed ${code}`);
  assert.equal(peer.closeCode, CLOSE_CODES[code]);
}

describe('a head that moves', () => {
  it('keeps its picture; of one that is off nothing is said', async () => {
    const { server, viewer } = await pair();
    server.scanout(SCANOUT);
    server.headPlace(0, 30, 40);
    server.headPlace(1, 50, 60);
    await settle();
    assert.deepEqual(viewer.slice(1), ['headMoved 0 30 40']);
  });
});

describe('a viewer that breaks a rule ends its channel by name', () => {
  const cases: [string, ProtocolErrorCode, object, (readonly Uint8Array[])?][] = [
    ['sends data', 'protocol.malformed', { key: { code: 1, down: true } }, [Uint8Array.of(1)]],
    ['presses key 0', 'protocol.malformed', { key: { code: 0 } }],
    ['presses key 256', 'protocol.malformed', { key: { code: 256 } }],
    ['has a sixth button', 'protocol.malformed', { pointer: { buttons: 32 } }],
    ['points at a fifth head', 'protocol.malformed', { pointer: { head: 4 } }],
    ['points a long way off', 'protocol.picture_too_large', { pointer: { x: 16_385 } }],
    ['moves very far', 'protocol.malformed', { motion: { dx: -0x8000 } }],
    ['turns a wheel very far', 'protocol.malformed', { wheel: { vertical: 0x8000 } }],
    ['has five monitors', 'protocol.too_many_monitors', { monitors: { monitors: [{}, {}, {}, {}, {}] } }],
    [
      'has a giant monitor',
      'protocol.picture_too_large',
      { monitors: { monitors: [{ width: 16_385, height: 1 }] } },
    ],
    ['has a monitor without height', 'protocol.malformed', { monitors: { monitors: [{ width: 1 }] } }],
    ['presents a frame to come', 'protocol.sequence', { presented: { frame: 3 } }],
    ['presents frame 0', 'protocol.sequence', { presented: { frame: 0 } }],
    ['draws', 'protocol.unexpected', { draw: { frame: 1 } }],
    ['sends lights', 'protocol.unexpected', { leds: {} }],
  ];
  for (const [what, code, body, payload] of cases) {
    it(what, async () => {
      const { peer, log } = await rawViewer();
      peer.send({ seq: 1, ...body }, payload);
      await settle();
      ended(peer, log, code);
    });
  }

  it('presents a frame twice', async () => {
    const { peer, log } = await rawViewer();
    peer.send({ seq: 1, presented: { frame: 2 } });
    peer.send({ seq: 2, presented: { frame: 2 } });
    await settle();
    ended(peer, log, 'protocol.sequence');
  });
});

describe('a VM that breaks a rule ends its channel by name', () => {
  const fill: OperationMessage = { codec: 'fill', x: 0, y: 0, width: 8, height: 8, value: 0, more: 0 };
  const draw = (operation: OperationMessage, more: object = {}) => ({
    draw: { frame: 1, operations: packOperations([operation]), ...more },
  });
  const cases: [string, ProtocolErrorCode, object, (readonly Uint8Array[])?][] = [
    ['a giant picture', 'protocol.picture_too_large', { scanout: { width: 16_385, height: 1 } }],
    ['a picture without height', 'protocol.malformed', { scanout: { width: 1 } }],
    ['a fifth head', 'protocol.malformed', { scanout: { head: 4, width: 1, height: 1 } }],
    ['frame 0', 'protocol.malformed', draw(fill, { frame: 0 })],
    ['a frame left out', 'protocol.sequence', draw(fill, { frame: 2 })],
    ['an operation on no pixels', 'protocol.malformed', draw({ ...fill, width: 0 })],
    ['an operation outside', 'protocol.malformed', draw({ ...fill, x: 57 })],
    ['an operation that wraps', 'protocol.picture_too_large', draw({ ...fill, x: 0xffff_ffff })],
    ['an operation on a head that is off', 'protocol.malformed', draw(fill, { head: 1 })],
    ['a copy from outside', 'protocol.malformed', draw({ ...fill, codec: 'copy', value: 57 })],
    ['a colour that is none', 'protocol.malformed', draw({ ...fill, value: 0x100_0000 })],
    [
      'a codec that is none',
      'protocol.malformed',
      { draw: { frame: 1, operations: Uint8Array.of(7, 0, 0, 8, 8, 0) } },
    ],
    [
      'half an operation',
      'protocol.malformed',
      { draw: { frame: 1, operations: Uint8Array.of(0, 0, 0, 8, 8) } },
    ],
    ['a JPEG that is not there', 'protocol.malformed', draw({ ...fill, codec: 'jpeg', value: 1 })],
    ['a palette without data', 'protocol.malformed', draw({ ...fill, codec: 'palette', value: 5 })],
    ['data for nothing', 'protocol.malformed', draw(fill), [Uint8Array.of(1)]],
    [
      'data that grows very large',
      'protocol.draw_too_large',
      draw({ ...fill, codec: 'palette', value: 0x7fff_ffff }),
      [Uint8Array.of(1)],
    ],
    [
      'very many pixels in a byte',
      'protocol.draw_too_large',
      draw({ ...fill, codec: 'exact', width: 8000, height: 1000, value: 1 }),
      [Uint8Array.of(1)],
    ],
    [
      'very many operations',
      'protocol.too_many_operations',
      {
        draw: {
          frame: 1,
          operations: packOperations(Array<OperationMessage>(MAX_OPERATIONS + 1).fill(fill)),
        },
      },
    ],
    [
      'a giant cursor',
      'protocol.cursor_too_large',
      { cursorShape: { width: 257, height: 1 } },
      [Uint8Array.of(1)],
    ],
    [
      'a cursor that points outside itself',
      'protocol.malformed',
      { cursorShape: { width: 2, height: 2, hotX: 2 } },
      [Uint8Array.of(1)],
    ],
    ['a cursor without a picture', 'protocol.malformed', { cursorShape: { width: 2, height: 2 } }],
    ['a picture of a hidden cursor', 'protocol.malformed', { cursorShape: {} }, [Uint8Array.of(1)]],
    ['lights with data', 'protocol.malformed', { leds: {} }, [Uint8Array.of(1)]],
    ['a place a long way off', 'protocol.malformed', { headPlace: { x: 65_537 } }],
    ['a key', 'protocol.unexpected', { key: { code: 1 } }],
  ];
  for (const [what, code, body, payload] of cases) {
    it(what, async () => {
      const { peer, log } = await rawVm();
      peer.send({ seq: 2, ...body }, payload);
      await settle();
      ended(peer, log, code);
    });
  }

  it('another head, or a new size, inside a frame', async () => {
    for (const [body, code] of [
      [draw(fill, { head: 1 }), 'protocol.sequence'],
      [{ scanout: SCANOUT }, 'protocol.unexpected'],
    ] as const) {
      const { peer, log } = await rawVm();
      peer.send({ seq: 2, ...draw(fill, { more: true }) });
      peer.send({ seq: 3, ...body });
      await settle();
      ended(peer, log, code);
    }
  });

  it('never makes the viewer throw, whatever it sends', async () => {
    const word = fc.constantFrom(0, 1, 2, 7, 8, 64, 255, 16_384, 0x7fff_ffff, 0xffff_ffff);
    const operation = fc.record({
      codec: fc.constantFrom('fill', 'copy', 'palette', 'lossless', 'jpeg', 'exact'),
      x: word,
      y: word,
      width: word,
      height: word,
      value: word,
      more: word,
    });
    const operations = fc.oneof(
      fc.array(operation, { maxLength: 4 }).map(packOperations),
      fc.uint8Array({ maxLength: 40 }),
    );
    const body = fc.oneof(
      fc.record({ scanout: fc.record({ head: word, width: word, height: word, x: word, y: word }) }),
      fc.record({
        draw: fc.record({
          head: word,
          frame: word,
          more: fc.boolean(),
          operations,
        }),
      }),
      fc.record({
        cursorShape: fc.record({ head: word, width: word, height: word, hotX: word, hotY: word }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(body, fc.uint8Array({ maxLength: 9 })), { maxLength: 8 }),
        async (messages) => {
          const { peer, log } = await rawVm();
          messages.forEach(([message, payload], n) => {
            peer.send({ seq: n + 2, ...message }, [payload]);
          });
          await settle();
          assert.ok(!log.some((line) => line.includes('channel.internal')), log.at(-1));
        },
      ),
      { numRuns: 200 },
    );
  });
});
