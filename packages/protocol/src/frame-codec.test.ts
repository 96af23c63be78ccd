import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ProtocolError, type ProtocolErrorCode } from './errors.ts';
import { decodeFrame, encodeFrame } from './frame-codec.ts';
import { MAX_HEADER, MAX_PAYLOAD } from './limits.ts';

const join = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const bytes = (...values: number[]): Uint8Array[] => [Uint8Array.from(values)];

/** The message cut into pieces of the given lengths, again and again. */
function cut(message: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0, i = 0; at < message.length; i++) {
    const length = Math.max(1, lengths[i % lengths.length] ?? 1);
    parts.push(message.subarray(at, at + length));
    at += length;
  }
  return parts;
}

function refused(code: ProtocolErrorCode, detail: RegExp, fragments: readonly Uint8Array[]): void {
  assert.throws(
    () => decodeFrame(fragments),
    (error) => error instanceof ProtocolError && error.code === code && detail.test(error.message),
  );
}

// Tags: field number * 8 + wire type. 100 * 8 + 2 = 802 = a2 06.
const PAYLOAD = [0xa2, 0x06];

describe('frame', () => {
  it('is plain protobuf: header, then the payload as field 100', () => {
    const parts = encodeFrame({ seq: 1, cancel: { id: 5 } }, [Uint8Array.of(7, 8)]);
    assert.deepEqual([...join(parts)], [0x08, 1, 0xaa, 0x01, 2, 0x08, 5, ...PAYLOAD, 2, 7, 8]);
  });

  it("hands the payload's own views to the socket", () => {
    const payload = [new Uint8Array(4096), new Uint8Array(5000)];
    const parts = encodeFrame({ seq: 1, submit: { id: 5 } }, payload);
    assert.equal(parts.length, 3);
    assert.equal(parts[1], payload[0]);
    assert.equal(parts[2], payload[1]);
  });

  it('gives the payload as views of what arrived', () => {
    const [header, data] = encodeFrame({ seq: 1, complete: { id: 5 } }, [new Uint8Array(4096).fill(3)]);
    assert.ok(header && data);
    const { frame, payload, payloadLength } = decodeFrame([header, data]);
    assert.equal(frame.complete?.id, 5);
    assert.equal(payloadLength, 4096);
    assert.equal(payload[0], data);
  });

  it('comes back from any fragmentation', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 5 });
    const frames = fc.record({
      seq: fc.maxSafeNat(),
      ack: fc.maxSafeNat(),
      serial: fc.string(),
      configuration: fc.uint8Array({ maxLength: 9000 }),
      payload: fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(frames, sizes, ({ seq, ack, serial, configuration, payload }, lengths) => {
        const attach = { serial, configurationDescriptors: [configuration] };
        const message = join(encodeFrame({ seq, ack, attach }, payload));
        const decoded = decodeFrame(cut(message, lengths));
        assert.equal(decoded.frame.seq, seq);
        assert.equal(decoded.frame.ack, ack);
        assert.equal(decoded.frame.attach?.serial, serial.toWellFormed());
        assert.deepEqual(join(decoded.frame.attach.configurationDescriptors), configuration);
        assert.deepEqual(join(decoded.payload), join(payload));
      }),
    );
  });

  it('may have fields of a later version before the payload', () => {
    // Fields 50 (varint), 51 (64-bit), 52 (bytes), 53 (32-bit).
    const unknown = [0x90, 3, 1, 0x99, 3, 1, 2, 3, 4, 5, 6, 7, 8, 0xa2, 3, 1, 9, 0xad, 3, 1, 2, 3, 4];
    const { frame, payload } = decodeFrame(bytes(0x08, 1, ...unknown, ...PAYLOAD, 1, 6));
    assert.equal(frame.seq, 1);
    assert.deepEqual([...join(payload)], [6]);
  });

  it('is refused where the payload is not the last field, or comes twice', () => {
    refused('protocol.malformed', /follows the payload/, bytes(...PAYLOAD, 1, 6, 0x08, 1));
    refused('protocol.malformed', /follows the payload/, bytes(...PAYLOAD, 1, 6, ...PAYLOAD, 1, 6));
  });

  it('is refused where a length reaches outside', () => {
    refused('protocol.malformed', /payload ends outside/, bytes(...PAYLOAD, 2, 6));
    refused('protocol.malformed', /field 20 ends outside/, bytes(0xa2, 0x01, 9, 1));
    refused('protocol.malformed', /field 9 ends outside/, bytes(0x4a, 0xff, 0xff, 3));
    refused('protocol.malformed', /middle of a number/, bytes(0x08));
    refused('protocol.malformed', /middle of a number/, bytes(0x08, 0x80));
    // Inside a body: Cancel{id} that ends in its tag.
    refused('protocol.malformed', /./, bytes(0xaa, 0x01, 1, 0x08));
  });

  it('is refused where a number is too long or too large', () => {
    refused('protocol.malformed', /longer than 10 bytes/, bytes(0x08, ...Array<number>(11).fill(0x80)));
    refused('protocol.malformed', /above 2\^53/, bytes(0x08, ...Array<number>(9).fill(0xff), 1));
    refused('protocol.malformed', /longer than 5 bytes/, bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0));
    refused('protocol.malformed', /field number/, bytes(0xf8, 0xff, 0xff, 0xff, 0x7f, 1));
  });

  it('is refused where a wire type is wrong', () => {
    refused('protocol.malformed', /payload has wire type 0/, bytes(0xa0, 0x06, 1));
    refused('protocol.malformed', /field 1 has wire type 2/, bytes(0x0a, 0));
    refused('protocol.malformed', /field 4 has wire type 0/, bytes(0x20, 1));
    refused('protocol.malformed', /field 50 has wire type 3/, bytes(0x93, 3));
    refused('protocol.malformed', /field 50 has wire type 7/, bytes(0x97, 3));
    refused('protocol.malformed', /field number 0/, bytes(0x02, 0));
  });

  it('is refused with two bodies', () => {
    refused('protocol.malformed', /more than one body/, bytes(0x4a, 0, 0x4a, 0));
  });

  it('is refused above the limit of the header, however it is cut', () => {
    const message = Buffer.alloc(MAX_HEADER + 100, 0);
    // Field 50, bytes: one field that fills more than the header may.
    message.set([0x92, 3, 0x80, 0x80, 0x24]);
    refused('protocol.header_too_large', /header/, [message]);
    refused('protocol.header_too_large', /header/, cut(message, [1000]));
    // Very many small fields.
    const many = Buffer.alloc(MAX_HEADER + 10, Buffer.from([0x08, 1]));
    refused('protocol.header_too_large', /header/, [many]);
    refused('protocol.header_too_large', /header/, cut(many, [1]));
  });

  it('is refused above the limit of the payload, before anything is copied', () => {
    const part = new Uint8Array(MAX_PAYLOAD / 2);
    // 16 MiB + 1.
    const header = Uint8Array.of(...PAYLOAD, 0x81, 0x80, 0x80, 0x08);
    refused('protocol.payload_too_large', /payload/, [header, part, part, Uint8Array.of(0)]);
    assert.throws(
      () => encodeFrame({}, [part, part, Uint8Array.of(0)]),
      (error) => error instanceof ProtocolError && error.code === 'protocol.payload_too_large',
    );
    assert.throws(
      () => encodeFrame({ error: { message: 'x'.repeat(MAX_HEADER) } }),
      (error) => error instanceof ProtocolError && error.code === 'protocol.header_too_large',
    );
  });

  it('is a frame or a ProtocolError, whatever the bytes and however they are cut', () => {
    const tags = fc.constantFrom(0x08, 0x10, 0x18, 0x22, 0x2a, 0x32, 0x42, 0x4a, 0x82, 0x9a, 0xa2, 1, 6, 0);
    const soup = fc
      .array(fc.oneof(tags, fc.nat(255)), { maxLength: 200 })
      .map((each) => Uint8Array.from(each));
    fc.assert(
      fc.property(soup, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (message, lengths) => {
        const outcome = (fragments: readonly Uint8Array[]): unknown => {
          try {
            const { frame, payload } = decodeFrame(fragments);
            return { frame, payload: join(payload) };
          } catch (error) {
            assert.ok(error instanceof ProtocolError, String(error));
            return error.code;
          }
        };
        assert.deepEqual(outcome(cut(message, lengths)), outcome([message]));
      }),
      { numRuns: 3000 },
    );
  });
});
