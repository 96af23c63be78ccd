/** RFC 6455's frames by hand, and ws as the other side: its sender writes, its receiver says what is right. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CLOSE_CODES, ProtocolError, type ProtocolErrorCode } from './errors.ts';
import { MAX_FRAGMENTS, MAX_MESSAGE } from './limits.ts';
import { WebSocketReader } from './websocket-reader.ts';

const MIB = 1 << 20;

/** What one side of a connection read: "message 0102", "ping 05", "close 1000 why", at last "refused CODE". */
function readAll(masked: boolean, chunks: Iterable<Buffer>): { log: string[]; error: unknown } {
  const log: string[] = [];
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const reader = new WebSocketReader(masked, {
    message: (fragments) => log.push(`message ${hex(Buffer.concat(fragments))}`),
    ping: (payload) => log.push(`ping ${hex(payload)}`),
    close: (code, reason) => log.push(`close ${code} ${reason}`),
  });
  try {
    for (const chunk of chunks) reader.read(chunk);
  } catch (error) {
    for (const chunk of chunks) reader.read(chunk);
    return { log, error };
  }
  return { log, error: undefined };
}

/** The bytes cut into pieces of the given lengths, again and again; copies, because a reader may write to them. */
function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] ?? 1;
    parts.push(Buffer.from(bytes.subarray(at, at + length)));
    at += length;
  }
  return parts;
}

interface FrameParts {
  readonly first: number;
  readonly payload?: Uint8Array;
  /** Undefined: no mask. */
  readonly mask?: number;
  /** 0, 2 or 8 bytes of extended length; default: as few as do. */
  readonly lengthBytes?: number;
}

/** One frame as section 5.2 draws it. */
function frame({ first, payload = new Uint8Array(0), mask, lengthBytes }: FrameParts): Buffer {
  const { length } = payload;
  const extended = lengthBytes ?? (length < 126 ? 0 : length < 0x1_0000 ? 2 : 8);
  const head = Buffer.alloc(2 + extended + (mask === undefined ? 0 : 4));
  head[0] = first;
  head[1] = (mask === undefined ? 0 : 0x80) | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) head.writeUInt16BE(length, 2);
  if (extended === 8) head.writeBigUInt64BE(BigInt(length), 2);
  if (mask !== undefined) head.writeUInt32BE(mask, 2 + extended);
  const body = Buffer.from(payload);
  if (mask !== undefined)
    body.forEach((byte, i) => (body[i] = byte ^ ((mask >>> (24 - 8 * (i % 4))) & 0xff)));
  return Buffer.concat([head, body]);
}

const server = (...parts: FrameParts[]): { log: string[]; error: unknown } =>
  readAll(false, [Buffer.concat(parts.map(frame))]);

const FIN = 0x80;
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('a WebSocket', () => {
  it("reads the examples of the RFC's section 5.7, in binary", () => {
    const hello = Buffer.from('Hello');
    const unmasked = Buffer.from('820548656c6c6f', 'hex');
    assert.deepEqual(readAll(false, [unmasked]).log, [`message ${hello.toString('hex')}`]);
    const masked = Buffer.from('828537fa213d7f9f4d5158', 'hex');
    assert.deepEqual(readAll(true, [masked]).log, [`message ${hello.toString('hex')}`]);
    const fragments = Buffer.from('020348656c80026c6f', 'hex');
    assert.deepEqual(readAll(false, [fragments]).log, [`message ${hello.toString('hex')}`]);
    const ping = Buffer.from('890548656c6c6f', 'hex');
    assert.deepEqual(readAll(false, [ping]).log, [`ping ${hello.toString('hex')}`]);
  });

  it('hands out views of what arrived, not copies', () => {
    const chunk = frame({ first: FIN | 2, payload: new Uint8Array(100_000) });
    const seen: Uint8Array[] = [];
    const reader = new WebSocketReader(false, {
      message: (fragments) => seen.push(...fragments),
      ping: () => undefined,
      close: () => undefined,
    });
    reader.read(chunk.subarray(0, 60_000));
    reader.read(chunk.subarray(60_000));
    assert.deepEqual(
      seen.map((piece) => piece.length),
      [60_000 - 10, 40_010],
    );
    for (const piece of seen) assert.equal(piece.buffer, chunk.buffer);
  });

  it('takes control frames between the fragments of a message', () => {
    const { log, error } = server(
      { first: 2, payload: bytes(1) },
      { first: FIN | 9, payload: bytes(7) },
      { first: 0, payload: bytes() },
      { first: FIN | 10 },
      { first: FIN, payload: bytes(2) },
      { first: FIN | 2 },
    );
    assert.equal(error, undefined);
    assert.deepEqual(log, ['ping 07', 'message 0102', 'message ']);
  });

  it('reads nothing after a close', () => {
    const close = { first: FIN | 8, payload: Buffer.from([0x03, 0xe8, 0x62, 0x79, 0x65]) };
    assert.deepEqual(server(close, { first: FIN | 2 }, { first: 0xff }).log, ['close 1000 bye']);
    assert.deepEqual(server({ first: FIN | 8 }).log, ['close 1005 ']);
  });

  it('holds a message that comes byte by byte in little more than its bytes', () => {
    const payload = Buffer.alloc(100_000).map((_, i) => i % 251);
    let pieces: readonly Uint8Array[] = [];
    const reader = new WebSocketReader(true, {
      message: (fragments) => (pieces = fragments),
      ping: () => undefined,
      close: () => undefined,
    });
    for (const chunk of cut(frame({ first: FIN | 2, payload, mask: 0x01020304 }), [1])) reader.read(chunk);
    assert.ok(pieces.length < 1000, `${pieces.length} pieces`);
    assert.deepEqual(Buffer.concat(pieces), payload);
  });

  it('takes a message of the greatest length in the greatest number of frames', () => {
    const part = new Uint8Array(MAX_MESSAGE / MAX_FRAGMENTS);
    let length = 0;
    const reader = new WebSocketReader(false, {
      message: (fragments) => {
        fragments.forEach((each) => (length += each.length));
      },
      ping: () => undefined,
      close: () => undefined,
    });
    for (let i = 0; i < MAX_FRAGMENTS; i++) {
      const first = (i === 0 ? 2 : 0) | (i === MAX_FRAGMENTS - 1 ? FIN : 0);
      reader.read(frame({ first, payload: part }));
    }
    assert.equal(length, MAX_MESSAGE);
  });

  const most = { first: 2, payload: new Uint8Array(16 * MIB) };
  const rest = MAX_MESSAGE - 16 * MIB;
  const violations: [string, ProtocolErrorCode, FrameParts[]][] = [
    ['the first reserved bit', 'protocol.framing', [{ first: FIN | 0x42 }]],
    ['the second reserved bit', 'protocol.framing', [{ first: FIN | 0x22 }]],
    ['the third reserved bit', 'protocol.framing', [{ first: FIN | 0x12 }]],
    ['a reserved bit in a ping', 'protocol.framing', [{ first: FIN | 0x49 }]],
    ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode): [string, ProtocolErrorCode, FrameParts[]] => [
      `opcode ${opcode}`,
      'protocol.framing',
      [{ first: FIN | opcode }],
    ]),
    ['a text message', 'protocol.text', [{ first: FIN | 1, payload: bytes(65) }]],
    ['a continuation of nothing', 'protocol.framing', [{ first: FIN }]],
    ['a continuation after the end', 'protocol.framing', [{ first: FIN | 2 }, { first: FIN }]],
    ['a message inside another', 'protocol.framing', [{ first: 2 }, { first: FIN | 2 }]],
    ['a ping in fragments', 'protocol.framing', [{ first: 9 }]],
    ['a ping of 126 bytes', 'protocol.framing', [{ first: FIN | 9, payload: new Uint8Array(126) }]],
    ['a close of one byte', 'protocol.framing', [{ first: FIN | 8, payload: bytes(3) }]],
    ...[0, 999, 1004, 1005, 1006, 1015, 2999, 5000].map((code): [string, ProtocolErrorCode, FrameParts[]] => [
      `close code ${code}`,
      'protocol.framing',
      [{ first: FIN | 8, payload: bytes(code >> 8, code & 0xff) }],
    ]),
    ['a mask from a server', 'protocol.framing', [{ first: FIN | 2, mask: 0 }]],
    [
      '125 bytes in a 16-bit length',
      'protocol.framing',
      [{ first: FIN | 2, payload: new Uint8Array(125), lengthBytes: 2 }],
    ],
    [
      '65,535 bytes in a 64-bit length',
      'protocol.framing',
      [{ first: FIN | 2, payload: new Uint8Array(0xffff), lengthBytes: 8 }],
    ],
    [
      'a message of one byte too many',
      'protocol.message_too_large',
      [most, { first: FIN, payload: new Uint8Array(rest + 1) }],
    ],
    [
      'one frame too many',
      'protocol.too_many_fragments',
      [{ first: 2 }, ...Array<FrameParts>(MAX_FRAGMENTS).fill({ first: 0 })],
    ],
  ];
  for (const [what, code, frames] of violations) {
    it(`refuses ${what}: ${code}`, () => {
      const { log, error } = server(...frames);
      assert.ok(error instanceof ProtocolError, String(error));
      assert.equal(error.code, code);
      assert.equal(error.closeCode, CLOSE_CODES[code]);
      assert.deepEqual(
        log.filter((line) => line.startsWith('ping')),
        [],
      );
    });
  }

  it('refuses a client that does not mask, and a length above 2^63 before a byte of it has come', () => {
    for (const [masked, head] of [
      [true, [FIN | 2, 0]],
      [false, [FIN | 2, 127, 0x80, 0, 0, 0, 0, 0, 0, 0]],
    ] as const) {
      const { error } = readAll(masked, [Buffer.from(head)]);
      assert.ok(error instanceof ProtocolError && error.code === 'protocol.framing');
    }
    const { error } = readAll(false, [Buffer.from([FIN | 2, 127, 0, 0x20, 0, 0, 0, 0, 0, 0])]);
    assert.ok(error instanceof ProtocolError && error.code === 'protocol.message_too_large');
  });
});

/** Parts of ws that its types leave out. */
interface WsParts {
  readonly Sender: new (
    stream: Writable,
    extensions: object,
    mask: (mask: Buffer) => void,
  ) => {
    send(data: Uint8Array, options: object, done?: () => void): void;
    ping(data: Uint8Array, mask: boolean): void;
    close(code: number, data: string, mask: boolean): void;
  };
  readonly Receiver: new (options: object) => Writable;
}
const ws = createRequire(import.meta.url)('ws') as WsParts;

describe('a WebSocket whose other side is ws', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 4 });

  it('reads what it sends, however it is cut and masked', () => {
    const fragment = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 125, max: 70_000 }).map((length) => new Uint8Array(length).fill(length)),
    );
    const said = fc.oneof(
      fc.record({ message: fc.array(fragment, { minLength: 1, maxLength: 5 }) }),
      fc.record({ ping: fc.uint8Array({ maxLength: 125 }) }),
    );
    fc.assert(
      fc.property(
        fc.array(said, { maxLength: 6 }),
        lengths,
        fc.boolean(),
        fc.nat(),
        (all, sizes, masked, seed) => {
          const sent: Buffer[] = [];
          const stream = new Writable({
            write: (chunk: Buffer, _encoding, done) => {
              sent.push(Buffer.from(chunk));
              done();
            },
          });
          let key = seed;
          const sender = new ws.Sender(stream, {}, (mask) =>
            mask.writeUInt32BE((key = (key * 69069 + 1) >>> 0)),
          );
          const expected: string[] = [];
          for (const each of all) {
            if ('ping' in each) {
              sender.ping(Buffer.from(each.ping), masked);
              expected.push(`ping ${Buffer.from(each.ping).toString('hex')}`);
              continue;
            }
            for (const [i, part] of each.message.entries()) {
              const fin = i === each.message.length - 1;
              sender.send(Buffer.from(part), { fin, binary: true, compress: false, mask: masked });
            }
            expected.push(`message ${Buffer.concat(each.message).toString('hex')}`);
          }
          sender.close(4001, 'enough', masked);
          const { log, error } = readAll(masked, cut(Buffer.concat(sent), sizes));
          assert.equal(error, undefined);
          assert.deepEqual(log, [...expected, 'close 4001 enough']);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('agrees with it on what is right, frame by frame, and where it ends', async () => {
    const part = fc.record(
      {
        first: fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom(0x02, 0x82, 0x00, 0x80, 0x89, 0x8a) },
          // A text message is right for ws, and refused here (tested above).
          { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }).filter((first) => (first & 15) !== 1) },
          { weight: 1, arbitrary: fc.constant(0x88) },
        ),
        payload: fc.oneof(
          fc.uint8Array({ maxLength: 130 }),
          fc.constantFrom(bytes(), bytes(3, 232), bytes(0x0f, 0xa1, 65), bytes(3, 237)),
        ),
        mask: fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom(0, 0x12345678, 0xff00ff00) },
          { weight: 1, arbitrary: fc.constant(undefined) },
        ),
      },
      { noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), lengths, async (parts, sizes) => {
        const sent = Buffer.concat(
          parts.map(({ first, payload, mask }) =>
            frame({ first, payload, ...(mask === undefined ? {} : { mask }) }),
          ),
        );
        const theirs: string[] = [];
        const receiver = new ws.Receiver({
          isServer: true,
          maxPayload: MAX_MESSAGE,
          skipUTF8Validation: true,
        });
        let refused = false;
        receiver.on('error', () => (refused = true));
        receiver.on('message', (data: Buffer) => theirs.push(`message ${data.toString('hex')}`));
        receiver.on('ping', (data: Buffer) => theirs.push(`ping ${data.toString('hex')}`));
        receiver.on('conclude', (code: number, reason: Buffer) =>
          theirs.push(`close ${code} ${reason.toString()}`),
        );
        const ended = new Promise((resolve) => receiver.on('close', resolve));
        receiver.end(Buffer.from(sent));
        await ended;
        const { log, error } = readAll(true, cut(sent, sizes));
        assert.deepEqual(log, theirs);
        assert.equal(error !== undefined, refused);
      }),
      { numRuns: 500 },
    );
  });
});
