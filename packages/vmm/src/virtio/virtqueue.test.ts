import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { VirtioBackend, VirtioHost, VirtQueue } from './backend.ts';
import { ModelDriver } from './testing/model-driver.ts';
import { DescriptorChain, Virtqueue } from './virtqueue.ts';

const NEEDS_RESET = 64;

/** Answers every buffer with its readable bytes in reverse; stands for any device on the main loop. */
function mirror(onTake: (chain: DescriptorChain) => void = () => undefined) {
  return new ModelDriver((memory): VirtioBackend => {
    const chain = new DescriptorChain(memory, 64);
    let host: VirtioHost | undefined;
    let queue: Virtqueue | undefined;
    return {
      deviceId: 63,
      classCode: 0xff_0000,
      featuresLow: 0,
      featuresHigh: 0,
      queueSizes: [64],
      config: new Uint8Array(8),
      bind: (given) => {
        host = given;
      },
      activate: (queues: readonly VirtQueue[]) => {
        const [first] = queues;
        if (first !== undefined) queue = new Virtqueue(first, memory, (gsi) => host?.raise(gsi));
      },
      reset: () => {
        queue = undefined;
      },
      notified: () => {
        while (queue?.take(chain) === true) {
          onTake(chain);
          const bytes = new Uint8Array(Math.min(chain.readable, 4096));
          chain.read(0, bytes);
          queue.give(chain.head, chain.write(0, bytes.reverse()));
        }
        queue?.publish();
      },
    };
  });
}

describe('a split virtqueue on the main loop (virtio 1.3, 2.7)', () => {
  it('gives buffers back with what was written into them, and interrupts once', () => {
    const driver = mirror();
    driver.start(1);
    const one = driver.add(0, [Uint8Array.of(1, 2), Uint8Array.of(3)], [2, 4]);
    const two = driver.add(0, [Uint8Array.of(9)], [1]);
    driver.notify(0);
    assert.deepEqual(driver.used(0), [
      { head: one.head, length: 3 },
      { head: two.head, length: 1 },
    ]);
    assert.deepEqual([...driver.bytes(one.last, 1)], [1]);
    assert.deepEqual(driver.machine.delivered, [0x41]);
  });

  it('does not interrupt where the driver wants none (2.7.7)', () => {
    const driver = mirror();
    driver.start(1);
    driver.view.setUint16(driver.ring(0).driver, 1, true);
    driver.add(0, [], [1]);
    driver.notify(0);
    assert.equal(driver.used(0).length, 1);
    assert.deepEqual(driver.machine.delivered, []);
  });

  it('goes on over the end of its 16-bit indexes', () => {
    const driver = mirror();
    driver.start(1);
    driver.setDescriptor(0, 0, 0x10_0000, 4, 0);
    for (let n = 0; n < 66_000; n += 1) {
      driver.offer(0, 0);
      if (n % 50 === 0) driver.notify(0);
    }
    driver.notify(0);
    assert.equal(driver.view.getUint16(driver.ring(0).used + 2, true), 66_000 & 0xffff);
    assert.equal(driver.status, 15);
  });

  const broken: [string, (driver: ModelDriver) => void][] = [
    [
      'a descriptor that does not exist',
      (d) => {
        d.offer(0, 64);
      },
    ],
    [
      'a chain without end',
      (d) => {
        d.setDescriptor(0, 0, 0x10_0000, 1, 1, 0);
        d.offer(0, 0);
      },
    ],
    [
      'a buffer outside RAM',
      (d) => {
        d.setDescriptor(0, 0, 8 << 20, 1, 0);
        d.offer(0, 0);
      },
    ],
    [
      'a buffer that ends outside RAM',
      (d) => {
        d.setDescriptor(0, 0, 0x10_0000, 0xffff_ffff, 0);
        d.offer(0, 0);
      },
    ],
    [
      'a buffer at the end of the address space',
      (d) => {
        d.setDescriptor(0, 0, 2 ** 53 - 2, 16, 0);
        d.offer(0, 0);
      },
    ],
    [
      'an indirect table, which was not offered',
      (d) => {
        d.setDescriptor(0, 0, 0x10_0000, 16, 4);
        d.offer(0, 0);
      },
    ],
    [
      'a part to read after one to write',
      (d) => {
        d.setDescriptor(0, 0, 0x10_0000, 1, 3, 1);
        d.setDescriptor(0, 1, 0x10_0000, 1, 0);
        d.offer(0, 0);
      },
    ],
    [
      'more available than there are',
      (d) => {
        d.view.setUint16(d.ring(0).driver + 2, 65, true);
      },
    ],
  ];
  for (const [what, breakIt] of broken) {
    it(`asks for a reset after ${what}, and works again after it`, () => {
      const driver = mirror();
      driver.start(1);
      breakIt(driver);
      driver.notify(0);
      assert.equal(driver.status, 15 | NEEDS_RESET);
      driver.notify(0);
      driver.start(1);
      assert.equal(driver.request(0, [Uint8Array.of(7)], 1).getUint8(0), 7);
    });
  }

  it('never hands out bytes outside RAM, whatever is in the rings', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(0x3fff), fc.nat(0xff)), { maxLength: 60 }),
        fc.array(fc.nat(70), { maxLength: 10 }),
        (pokes, heads) => {
          const driver = mirror((chain) => {
            assert.ok(chain.readable + chain.writable <= 64 * (8 << 20));
          });
          driver.start(1);
          for (let n = 0; n < 64; n += 1)
            driver.setDescriptor(0, n, 0x10_0000 + n, n, n & 1 ? 0 : 1, (n * 7) % 64);
          for (const [at, value] of pokes) driver.view.setUint8(driver.ring(0).desc + at, value);
          for (const head of heads) driver.offer(0, head);
          driver.notify(0);
          assert.ok(driver.status === 15 || driver.status === (15 | NEEDS_RESET));
        },
      ),
      { numRuns: 300 },
    );
  });
});
