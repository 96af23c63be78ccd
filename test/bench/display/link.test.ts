import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { Link, type LinkShape } from './link.ts';

/** What comes back from a server that echoes, and how long it took. */
async function echoed(context: TestContext, shape: LinkShape, sent: Buffer) {
  const server = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const link = await Link.start((server.address() as AddressInfo).port, shape);
  context.after(() => {
    link.close();
    server.close();
  });
  const began = performance.now();
  const socket = connect(link.port, '127.0.0.1');
  socket.end(sent);
  const got = await buffer(socket);
  return { got, tookMs: performance.now() - began, bytes: link.bytes };
}

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 7) ^ (n >> 8)));

describe('a link', () => {
  it('gives every byte in order, and counts them', async (context) => {
    const { got, bytes: counted } = await echoed(context, { roundTripMs: 0, bitsPerSecond: Infinity }, bytes);
    assert.deepEqual(got, bytes);
    assert.equal(counted, 2 * bytes.length);
  });

  it('is never faster than its shape', async (context) => {
    const { got, tookMs } = await echoed(context, { roundTripMs: 40, bitsPerSecond: 8e6 }, bytes);
    assert.deepEqual(got, bytes);
    // 300,000 bytes at a million a second, there and, as they come, back.
    assert.ok(tookMs >= 340, String(tookMs));
  });
});
