import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import type { DrawMessage, OperationMessage } from '@farport/protocol/display';
import { cursorPixels } from './cursor.ts';
import { FrameDecoder } from './frame-decoder.ts';
import { FrameLimits, MAX_FRAMES_WAITING } from './frame-limits.ts';
import { inflateAlone, Inflater } from './inflater.ts';
import { jpegSize } from './jpeg-size.ts';
import { BLACK, Picture, pixelOfColour } from './picture.ts';

const code = (expected: string) => (error: unknown) =>
  error instanceof Error && (error as { code?: unknown }).code === expected;

const noJpeg = () => Promise.reject(new Error('no JPEG here'));

function part(
  operations: readonly Partial<OperationMessage>[],
  change: Partial<DrawMessage> = {},
): DrawMessage {
  const whole = { codec: 'fill', x: 0, y: 0, width: 1, height: 1, value: 0, more: 0 } as const;
  return {
    head: 0,
    frame: 1,
    more: false,
    operations: operations.map((operation) => ({ ...whole, ...operation })),
    deflated: 0,
    restart: false,
    lazy: false,
    ...change,
  };
}

function decoder(
  width: number,
  height: number,
  jpeg: ConstructorParameters<typeof FrameDecoder>[0] = noJpeg,
) {
  const made = new FrameDecoder(jpeg);
  made.picture(0).reset(width, height);
  return made;
}

/** Rows of a picture as hexadecimal 0xRRGGBB. */
function rows(picture: Picture): string[] {
  return Array.from({ length: picture.height }, (_, y) =>
    Array.from({ length: picture.width }, (_, x) => {
      const at = 4 * (y * picture.width + x);
      return Buffer.from(picture.bytes.subarray(at, at + 3)).toString('hex');
    }).join(' '),
  );
}

/** Without the end of the flush, which the wire leaves out. */
const deflate = (bytes: Uint8Array | readonly number[]) =>
  deflateRawSync(Uint8Array.from(bytes), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);

describe('an operation', () => {
  it('fills', async () => {
    const { draw, picture } = bound(decoder(3, 2));
    await draw(part([{ x: 1, y: 0, width: 2, height: 1, value: 0x12_3456 }]), []);
    assert.deepEqual(rows(picture(0)), ['000000 123456 123456', '000000 000000 000000']);
  });

  it('copies in any direction as the picture was before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ fromX: fc.nat(5), fromY: fc.nat(5), x: fc.nat(5), y: fc.nat(5) }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        async ({ fromX, fromY, x, y }, width, height) => {
          const made = decoder(8, 8);
          const { pixels } = made.picture(0);
          pixels.forEach((_, n) => (pixels[n] = n));
          const expected = pixels.slice();
          for (let row = 0; row < height; row += 1) {
            for (let column = 0; column < width; column += 1) {
              expected[(y + row) * 8 + x + column] = (fromY + row) * 8 + fromX + column;
            }
          }
          await made.draw(part([{ codec: 'copy', x, y, width, height, value: fromX, more: fromY }]), []);
          assert.deepEqual([...pixels], [...expected]);
        },
      ),
    );
  });

  it('shows a palette: colours that are new, and those that came before, by their index', async () => {
    const { draw, picture } = bound(decoder(3, 2));
    // 010101 and 040205: green 1, 2; red 128 + 0, 128 + 2; blue 128 + 0, 128 + 3; each the difference from the one before.
    const first = [2, 1, 1, 128, 2, 128, 3, 0, 1, 0];
    const second = [0, 1, 0, 9];
    const deflated = deflate([...first, ...second]);
    const row = { codec: 'palette', width: 3, height: 1 } as const;
    await draw(
      part(
        [
          { ...row, value: first.length },
          { ...row, y: 1, value: second.length },
        ],
        { deflated: deflated.length, restart: true },
      ),
      [deflated],
    );
    // An index without a colour shows black.
    assert.deepEqual(rows(picture(0)), ['010101 040205 010101', '040205 010101 000000']);
  });

  it('empties the palette where more colours come than there is room for', async () => {
    const { draw, picture } = bound(decoder(2, 1));
    const one = { codec: 'palette', width: 1, height: 1 } as const;
    const greys = (count: number, grey: number) => [
      count,
      ...[grey, ...Array<number>(count - 1).fill(0)],
      ...[128, ...Array<number>(count - 1).fill(0)],
      ...[128, ...Array<number>(count - 1).fill(0)],
    ];
    const bytes = [...greys(200, 7), 199, ...greys(57, 9), 0];
    const deflated = deflate(bytes);
    const operations = [
      { ...one, value: 602 },
      { ...one, x: 1, value: 173 },
    ];
    await draw(part(operations, { deflated: deflated.length, restart: true }), [deflated]);
    assert.deepEqual(rows(picture(0)), ['070707 090909']);
  });

  it('shows exact pixels by what their neighbours let expect', async () => {
    const { draw, picture } = bound(decoder(1, 1));
    // 128 is expected of each value. At first a difference has two bits of its own, behind a one: of green 1, folded 2, so
    // that it is 110; of the others 0, so 100.
    const bytes = [0b1101_0010, 0b0000_0000];
    const operation = { codec: 'exact', width: 1, height: 1, value: 2 } as const;
    await draw(part([operation], { restart: true }), [Uint8Array.from(bytes)]);
    assert.deepEqual(rows(picture(0)), ['818181']);
  });

  it('shows a JPEG that the browser decodes, in its place and turn', async () => {
    const { draw, picture } = bound(
      decoder(2, 2, (_, width, height) =>
        Promise.resolve(new Uint32Array(width * height).fill(pixelOfColour(0xaa_bb_cc))),
      ),
    );
    const file = jpegFile(2, 1);
    await draw(
      part([
        { codec: 'jpeg', y: 1, width: 2, height: 1, value: file.length },
        { x: 1, y: 1, value: 0x11_1111 },
      ]),
      [file.subarray(0, 5), file.subarray(5)],
    );
    assert.deepEqual(rows(picture(0)), ['000000 000000', 'aabbcc 111111']);
  });
});

function bound(made: FrameDecoder) {
  return { draw: made.draw.bind(made), picture: made.picture.bind(made) };
}

/** As much of a JPEG file as says its size. */
function jpegFile(width: number, height: number, startOfFrame = 0xc0): Uint8Array {
  const word = (value: number) => [value >> 8, value & 0xff];
  return Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe0, ...word(4), 0, 0],
    ...[
      0xff,
      startOfFrame,
      ...word(17),
      8,
      ...word(height),
      ...word(width),
      3,
      1,
      0x11,
      0,
      2,
      0x11,
      0,
      3,
      0x11,
      0,
    ],
    ...[0xff, 0xda, ...word(2)],
  ]);
}

describe('a broken codec', () => {
  const refused = async (message: DrawMessage, payload: readonly Uint8Array[], expected: string) => {
    await assert.rejects(decoder(64, 64).draw(message, payload), code(expected));
  };
  const deflated = (bytes: readonly number[], operation: Partial<OperationMessage>, value = bytes.length) => {
    const packed = deflate(bytes);
    return [part([{ ...operation, value }], { deflated: packed.length, restart: true }), [packed]] as const;
  };

  it('whose deflate stream is rubbish, too short, too long, or never began', async () => {
    const palette = { codec: 'palette', width: 3, height: 2 } as const;
    const bytes = [0, 0, 0, 0, 0, 0, 0];
    await refused(...deflated(bytes, palette, 5), 'display.deflate');
    await refused(...deflated(bytes, palette, 8), 'display.deflate');
    const rubbish = Uint8Array.of(0xff, 0xff, 0xff, 0xff);
    await refused(
      part([{ ...palette, value: 6 }], { deflated: 4, restart: true }),
      [rubbish],
      'display.deflate',
    );
    await refused(part([{ ...palette, value: 6 }], { deflated: 4 }), [rubbish], 'display.deflate');
  });

  it('whose palette has too few or too many indexes', async () => {
    const area = { codec: 'palette', width: 3, height: 2 } as const;
    await refused(...deflated([0, 1, 1, 1, 0, 0], area), 'display.palette');
    await refused(...deflated([0, 1, 1, 1, 0, 0, 0, 0], area), 'display.palette');
    await refused(...deflated([2, 1, 1, 1, 0, 0, 0], area), 'display.palette');
    await refused(...deflated([], area, 0), 'display.palette');
  });

  it('whose lossless pixels are too few', async () => {
    await refused(...deflated([1, 2, 3], { codec: 'lossless', width: 2, height: 1 }), 'display.deflate');
  });

  it('whose exact pixels are too few or too many, or by a code that does not exist', async () => {
    const exact = (bytes: readonly number[], width: number, height: number) =>
      [part([{ codec: 'exact', width, height, value: bytes.length }]), [Uint8Array.from(bytes)]] as const;
    // A value as expected is three bits at first: a one, and two of the difference.
    await decoder(64, 64)
      .draw(...exact([0b1001_0010, 0b0000_0000], 1, 1))
      .catch(() => undefined);
    await refused(...exact([], 1, 1), 'display.exact');
    await refused(...exact([0xff], 64, 64), 'display.exact');
    await refused(...exact([0b1001_0010, 0, 0, 0], 1, 1), 'display.exact');
    await refused(...exact(Array<number>(64).fill(0), 64, 64), 'display.exact');
  });

  it('whose JPEG has another size, is progressive, is none, or does not decode', async () => {
    const files = [
      jpegFile(9, 8),
      jpegFile(8, 65_535),
      jpegFile(8, 8, 0xc2),
      new Uint8Array(40),
      jpegFile(8, 8),
    ];
    for (const file of files) {
      const operation = { codec: 'jpeg', width: 8, height: 8, value: file.length } as const;
      await refused(part([operation]), [file], 'display.jpeg');
    }
  });

  it('never does anything but refuse', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('palette', 'lossless', 'jpeg', 'exact'),
        fc.nat(300),
        async (bytes, codec, value) => {
          const operation = {
            codec,
            width: 8,
            height: 8,
            value: codec === 'palette' || codec === 'lossless' ? value : bytes.length,
          } as const;
          const message = part([operation], {
            deflated: codec === 'palette' ? bytes.length : 0,
            restart: true,
          });
          await decoder(8, 8)
            .draw(message, [bytes])
            .catch((error: unknown) => {
              assert.match((error as { code: string }).code, /^display\./);
            });
        },
      ),
    );
  });
});

describe('the deflate stream', () => {
  it('goes on from part to part, however it is cut', () => {
    const texts = ['the quick brown fox, ', 'the quick brown fox, ', 'jumps over the quick brown dog'].map(
      (text) => Buffer.from(text.repeat(300)),
    );
    const inflater = new Inflater();
    inflater.restart();
    // One stream: every text deflated with those before it as the dictionary.
    let before: Buffer = Buffer.alloc(0);
    for (const text of texts) {
      const dictionary = before.subarray(-32_768);
      const packed = deflateRawSync(text, {
        finishFlush: constants.Z_SYNC_FLUSH,
        ...(dictionary.length > 0 ? { dictionary } : {}),
      });
      const cuts = [packed.subarray(0, 7), packed.subarray(7, 8), packed.subarray(8)];
      assert.deepEqual(Buffer.from(inflater.inflate(cuts, text.length)), text);
      before = Buffer.concat([before, text]);
    }
  });

  it('is stopped at the first byte too many: a bomb costs a slice', () => {
    const bomb = deflateRawSync(new Uint8Array(64 << 20));
    const before = process.memoryUsage().arrayBuffers;
    assert.throws(() => inflateAlone([bomb], 1000), code('display.deflate'));
    assert.ok(process.memoryUsage().arrayBuffers - before < 32 << 20);
  });
});

describe('the limits of frames', () => {
  const screen = (width: number, height: number, head = 0) => ({ head, width, height, x: 0, y: 0 });

  it('hold for giant screens, one or together', () => {
    const limits = new FrameLimits();
    limits.scanout(screen(4096, 4096));
    limits.scanout(screen(4096, 4096, 1));
    assert.throws(() => {
      limits.scanout(screen(4096, 4096, 2));
    }, code('display.screens_too_large'));
    assert.throws(() => {
      new FrameLimits().scanout(screen(16_384, 16_384));
    }, code('display.screens_too_large'));
  });

  it('hold for frames that nobody waits for', () => {
    const limits = new FrameLimits();
    limits.scanout(screen(64, 64));
    for (let n = 0; n < MAX_FRAMES_WAITING; n += 1) limits.draw(part([{}]));
    assert.throws(() => {
      limits.draw(part([{}]));
    }, code('display.too_many_frames'));
  });

  it('go on when frames were shown', () => {
    const limits = new FrameLimits();
    limits.scanout(screen(64, 64));
    for (let n = 0; n < 100; n += 1) {
      limits.draw(part([{}]));
      limits.shown(1);
    }
  });

  it('hold for a frame that draws everything over and over, or never ends', () => {
    const limits = new FrameLimits();
    limits.scanout(screen(1024, 768));
    const all = { width: 1024, height: 768 };
    for (let n = 0; n < 8; n += 1) limits.draw(part([all], { more: true }));
    assert.throws(() => {
      limits.draw(part([all], { more: true }));
    }, code('display.too_much_drawing'));
    const endless = new FrameLimits();
    endless.scanout(screen(64, 64));
    assert.throws(() => {
      for (let n = 0; n < 10_000; n += 1) endless.draw(part([], { more: true }));
    }, code('display.too_much_drawing'));
  });
});

describe('a picture', () => {
  it('is black in its new size, and uses its memory again', () => {
    const picture = new Picture();
    picture.reset(100, 100);
    picture.pixels.fill(7);
    const { buffer } = picture.pixels;
    picture.reset(90, 90);
    assert.equal(picture.pixels.buffer, buffer);
    assert.ok(picture.pixels.every((pixel) => pixel === BLACK));
    picture.reset(10, 10);
    assert.equal(picture.pixels.buffer.byteLength, 400);
  });
});

describe('a cursor', () => {
  const shape = { head: 0, width: 2, height: 1, hotX: 0, hotY: 0 };

  it('has its colours no longer multiplied with its opacity', () => {
    const picture = deflateRawSync(Uint8Array.of(64, 32, 0, 128, 10, 20, 30, 255));
    assert.deepEqual([...cursorPixels(shape, [picture])], [128, 64, 0, 128, 10, 20, 30, 255]);
  });

  it('is refused where its picture is broken', () => {
    assert.throws(() => cursorPixels(shape, [deflateRawSync(new Uint8Array(9))]), code('display.cursor'));
    assert.throws(() => cursorPixels(shape, [Uint8Array.of(1, 2, 3)]), code('display.cursor'));
    assert.throws(
      () => cursorPixels(shape, [deflateRawSync(new Uint8Array(1 << 20))]),
      code('display.cursor'),
    );
  });
});

describe('the size of a JPEG', () => {
  it('is read from a baseline file only', () => {
    assert.deepEqual(jpegSize(jpegFile(640, 480)), { width: 640, height: 480 });
    assert.equal(jpegSize(jpegFile(640, 480, 0xc2)), undefined);
    assert.equal(jpegSize(jpegFile(640, 480).subarray(0, 12)), undefined);
    assert.equal(jpegSize(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0)), undefined);
    assert.equal(jpegSize(new Uint8Array(0)), undefined);
  });
});
