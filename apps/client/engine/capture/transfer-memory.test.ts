import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TransferMemory } from './transfer-memory.ts';

const MIB = 1024 * 1024;
/** usbfs_memory_mb as Linux has it by itself. */
const USBFS = 16 * MIB;

/** Takes as many URBs as it gets, none of which ever ends. */
function hog(memory: TransferMemory, length: number, isLong: boolean): number {
  const share = memory.share();
  let count = 0;
  while (count < 10_000 && share.take(length, isLong)) count++;
  return count;
}

describe('the memory for USB transfers', () => {
  it('is one for all devices of the engine', () => {
    const memory = new TransferMemory(USBFS);
    const [first, second] = [memory.share(), memory.share()];
    for (let i = 0; i < 30; i++) {
      first.take(MIB, true);
      second.take(MIB, true);
    }
    assert.ok(memory.used <= USBFS, `${memory.used} bytes`);
  });

  it('gives three quarters to a device that is alone', () => {
    const count = hog(new TransferMemory(USBFS), MIB, true);
    assert.equal(count, 11);
  });

  it('counts short URBs, however many', () => {
    const memory = new TransferMemory(USBFS);
    assert.ok(hog(memory, 64 * 1024, false) < 256);
    assert.ok(memory.used <= USBFS);
  });

  it('has some left for a device that comes when others hold all they can, for ever', () => {
    const memory = new TransferMemory(USBFS);
    hog(memory, MIB, true);
    hog(memory, 64 * 1024, false);
    assert.equal(memory.share().take(MIB, true), true);
  });

  it('has room for short URBs where long ones have theirs', () => {
    const memory = new TransferMemory(USBFS);
    const share = memory.share();
    while (share.take(MIB, true));
    assert.equal(share.take(64, false), true);
  });

  it('leaves a URB that is above the limit by itself to the system', () => {
    assert.equal(new TransferMemory(USBFS).share().take(USBFS, true), true);
  });

  it('is free again when a device ends, and those that wait hear of it', () => {
    const memory = new TransferMemory(USBFS);
    const [first, second] = [memory.share(), memory.share()];
    while (first.take(MIB, true));
    while (second.take(MIB, true));
    let heard = 0;
    second.whenFreed(() => heard++);
    first.close();
    assert.equal(heard, 1);
    assert.equal(second.take(MIB, true), true);
    first.give(MIB, true);
    second.give(MIB, true);
    assert.equal(heard, 1, 'once');
  });

  it('is never above its limit and never below zero, whatever devices do', () => {
    const step = fc.record({ device: fc.nat(3), take: fc.boolean(), length: fc.nat(2 * MIB) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const memory = new TransferMemory(USBFS);
        const devices = Array.from({ length: 4 }, () => ({ share: memory.share(), open: [] as number[] }));
        for (const { device, take, length } of steps) {
          const one = devices[device]!;
          const isLong = length > 65_536;
          if (take && one.share.take(length, isLong)) one.open.push(length);
          const ended = take ? undefined : one.open.shift();
          if (ended !== undefined) one.share.give(ended, ended > 65_536);
          assert.ok(memory.used >= 0 && memory.used <= USBFS);
        }
        for (const one of devices) one.share.close();
        assert.equal(memory.used, 0);
      }),
    );
  });
});
