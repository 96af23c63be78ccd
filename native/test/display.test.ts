import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { inflateRawSync, constants } from 'node:zlib';
import { DisplayEncoder, type EncodedOutput } from '../index.ts';

/** An encoder whose outputs can be waited for. */
function watched(context: TestContext, heads = 1) {
  let woken: (() => void) | undefined;
  const encoder = new DisplayEncoder(heads, () => {
    woken?.();
  });
  // Its thread keeps the process alive.
  context.after(() => {
    encoder.close();
  });
  const next = async (): Promise<EncodedOutput> => {
    for (;;) {
      const output = encoder.take();
      if (output !== null) return output;
      await new Promise<void>((resolve) => {
        woken = resolve;
      });
    }
  };
  return { encoder, next };
}

const code = (expected: string) => (error: unknown) =>
  error instanceof Error && (error as { code?: unknown }).code === expected;

describe('DisplayEncoder', () => {
  it('says modes, then frames: fills without payload, palettes deflated', async (context) => {
    const { encoder, next } = watched(context);
    encoder.setMode(0, 100, 50);
    const pixels = new Uint8Array(100 * 50 * 4).fill(0x40);
    encoder.update(0, 0, 0, 100, 50, pixels, 0, 400, 0);
    encoder.grant(2, 80, 1 << 20);
    assert.deepEqual(await next(), { head: 0, mode: { width: 100, height: 50 } });
    const { part } = await next();
    assert.ok(part);
    assert.deepEqual([part.first, part.last, part.deflated, part.payload.length], [true, true, 0, 0]);
    const words = new Uint32Array(part.operations.buffer, part.operations.byteOffset, 8);
    assert.deepEqual([...words], [0, 0, 0, 100, 50, 0x404040, 0, 0]);

    pixels.fill(0x80, 400, 404);
    pixels.fill(0x10, 404, 432);
    encoder.update(0, 0, 1, 8, 1, pixels, 400, 400, 0);
    const second = await next();
    assert.ok(second.part);
    const plain = inflateRawSync(second.part.payload.subarray(0, second.part.deflated), {
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    // Two new colours, as differences, then the index of each pixel.
    const colours = [0x10, 0x80 - 0x10, 128, 0, 128, 0];
    assert.deepEqual([...plain], [2, ...colours, 1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('refuses what reaches outside', (context) => {
    const { encoder } = watched(context);
    encoder.setMode(0, 8, 8);
    const pixels = new Uint8Array(256);
    assert.throws(() => {
      encoder.update(0, 1, 0, 8, 8, pixels, 0, 32, 0);
    }, code('display.update'));
    assert.throws(() => {
      encoder.update(0, 0, 0, 8, 8, pixels, 4, 32, 0);
    }, code('display.update'));
    assert.throws(() => {
      encoder.update(0, 0, 0, 8, 8, pixels, 0, 32, 4);
    }, code('display.update'));
    assert.throws(() => {
      encoder.update(1, 0, 0, 8, 8, pixels, 0, 32, 0);
    }, code('display.head'));
    assert.throws(() => {
      encoder.setMode(0, 20_000, 1);
    }, code('display.mode'));
  });

  it('does nothing after it was closed', (context) => {
    const { encoder } = watched(context);
    encoder.close();
    encoder.setMode(0, 1, 1);
    encoder.grant(1, 80, 0);
    encoder.close();
    assert.equal(encoder.take(), null);
  });
});
