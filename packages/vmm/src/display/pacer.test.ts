import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TABLET_MAX } from '../input/devices.ts';
import { Pacer } from './pacer.ts';
import { tabletPlace } from './pointer-map.ts';

/** Frames one after the other, each `tookUs` on its way. */
function run(pacer: Pacer, took: readonly number[], bytes = 1000, from = 0): void {
  let now = from;
  took.forEach((us, n) => {
    pacer.sent(from + n + 1, bytes, now);
    now += us;
    pacer.presented(from + n + 1, now);
  });
}

describe('the pace of frames', () => {
  it('lets three frames be on their way', () => {
    const pacer = new Pacer();
    assert.equal(pacer.window, 3);
    pacer.sent(1, 10, 0);
    pacer.sent(2, 10, 0);
    assert.equal(pacer.framesInFlight, 2);
    pacer.presented(2, 10);
    assert.equal(pacer.framesInFlight, 0);
  });

  it('keeps its quality on a long link: only what is beyond the least delay counts', () => {
    const pacer = new Pacer();
    run(pacer, Array<number>(30).fill(150_000));
    assert.equal(pacer.quality, 80);
    assert.equal(pacer.window, 3);
  });

  it('sends less, and fewer at once, when frames queue; and recovers', () => {
    const pacer = new Pacer();
    run(pacer, [10_000, 100_000]);
    assert.equal(pacer.window, 2);
    run(pacer, Array<number>(10).fill(250_000), 1000, 10);
    assert.deepEqual([pacer.window, pacer.quality], [1, 80], 'fewer rather than worse');
    run(pacer, Array<number>(10).fill(400_000), 1000, 50);
    assert.deepEqual([pacer.window, pacer.quality], [1, 60]);
    run(pacer, Array<number>(40).fill(10_000), 1000, 100);
    assert.deepEqual([pacer.window, pacer.quality], [3, 80]);
  });

  it('keeps its quality where the viewer is what is slow, and sends fewer at once', () => {
    const pacer = new Pacer();
    run(pacer, [10_000]);
    for (let frame = 2; frame < 20; frame += 1) {
      pacer.sent(frame, 1000, frame * 300_000);
      pacer.presented(frame, frame * 300_000 + 220_000, 200_000);
    }
    assert.deepEqual([pacer.window, pacer.quality], [2, 80]);
  });

  it('lets nothing go while much is on its way', () => {
    const pacer = new Pacer();
    pacer.sent(1, 9 << 20, 0);
    assert.equal(pacer.window, 0);
    pacer.presented(1, 10);
    assert.equal(pacer.window, 3);
  });

  it('refreshes with more where that much goes without delay, and with less where it queues', () => {
    const pacer = new Pacer();
    assert.equal(pacer.refreshBytes, 16 << 10);
    run(pacer, Array<number>(20).fill(5_000));
    assert.equal(pacer.refreshBytes, 16 << 10, 'small frames tell nothing of it');
    run(pacer, Array<number>(2).fill(12_000), 32 << 10, 20);
    assert.equal(pacer.refreshBytes, 64 << 10);
    run(pacer, [60_000], 64 << 10, 40);
    assert.equal(pacer.refreshBytes, 32 << 10);
    pacer.sent(99, 1000, 0);
    assert.equal(pacer.refreshBytes, 0, 'not while another frame is on its way');
  });

  it('refreshes with no more than goes in 14 ms beyond the least delay, and no less than 16 KiB', () => {
    for (const [mbit, kib] of [
      [3, 16],
      [10, 16],
      [20, 32],
      [100, 64],
    ] as const) {
      const pacer = new Pacer();
      run(pacer, [5_000], 100);
      for (let frame = 2; frame < 30; frame += 1) {
        const bytes = pacer.refreshBytes;
        run(pacer, [5_000 + (bytes * 8) / mbit], bytes, frame);
        assert.ok(pacer.refreshBytes <= kib << 10, `${mbit} Mbit/s`);
      }
      assert.equal(pacer.refreshBytes, kib << 10, `${mbit} Mbit/s`);
      // A large picture takes long, and tells that as much.
      run(pacer, [5_000 + (200_000 * 8) / mbit], 200_000, 30);
      assert.equal(pacer.refreshBytes, kib << 10, `${mbit} Mbit/s`);
    }
  });

  it('lets the acknowledgement of a small frame wait for the next one', () => {
    const pacer = new Pacer();
    assert.equal(pacer.mayWait(2000), false);
    assert.equal(pacer.mayWait(100), true);
    pacer.sent(1, 100, 0);
    assert.equal(pacer.mayWait(100), false);
  });
});

describe('a place on the tablet', () => {
  it('leads back to its pixel, by either way of scaling that guests have', () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 8192 }), fc.nat(8191), (width, some) => {
        const pixel = some % width;
        const heads = [{ x: 0, y: 0, width, height: 100 }];
        const { x = -1 } = tabletPlace(heads, 0, pixel, 0) ?? {};
        assert.ok(x >= 0 && x <= TABLET_MAX);
        assert.equal(Math.floor((x * width) / (TABLET_MAX + 1)), pixel);
        assert.equal(Math.min(width - 1, Math.floor((x * width) / TABLET_MAX)), pixel);
      }),
    );
  });

  it('is over all heads together', () => {
    const heads = [
      { x: 0, y: 0, width: 1000, height: 500 },
      { x: 1000, y: 0, width: 1000, height: 500 },
      { x: 0, y: 0, width: 0, height: 0 },
    ];
    assert.ok((tabletPlace(heads, 0, 999, 0)?.x ?? 0) < (TABLET_MAX + 1) / 2);
    assert.ok((tabletPlace(heads, 1, 0, 0)?.x ?? 0) > TABLET_MAX / 2);
    assert.equal(tabletPlace(heads, 2, 0, 0), undefined);
    assert.equal(tabletPlace(heads, 9, 0, 0), undefined);
  });
});
