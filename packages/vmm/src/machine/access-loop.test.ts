import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AccessLoop, type RegionFaultError } from './access-loop.ts';
import { RegionMap } from './region-map.ts';
import { FakeRegion } from './testing/fake-device.ts';
import { FakeMachine } from './testing/fake-machine.ts';

const BASE = 0xc000_0000;
const POSTED_AND_SHADOW = { offset: 0x10, size: 4, write: 'posted', read: 'shadow' } as const;

function setUp(handler: FakeRegion) {
  const machine = new FakeMachine(4096);
  const faults: RegionFaultError[] = [];
  const events: number[] = [];
  const loop = new AccessLoop(machine, {
    event: (code) => events.push(code),
    fault: (error) => faults.push(error),
  });
  machine.wake = loop.run;
  const mapped = new RegionMap(machine, loop).place('mmio', BASE, handler);
  return { machine, loop, mapped, faults, events };
}

describe('AccessLoop', () => {
  it('answers a synchronous read with what the handler says', () => {
    const { machine } = setUp(new FakeRegion());
    assert.equal(machine.read('mmio', BASE + 4, 4), 0x1234_5678);
  });

  it('lets a synchronous write take effect before the vCPU goes on, and settles after the batch', () => {
    const handler = new FakeRegion();
    const { machine } = setUp(handler);
    machine.write('mmio', BASE + 8, 4, 5);
    assert.deepEqual(handler.seen, ['write 8h=5', 'settle']);
  });

  it('delivers posted writes in order, before a later read, with one settling for all', () => {
    const handler = new FakeRegion([POSTED_AND_SHADOW]);
    const { machine } = setUp(handler);
    machine.holdPosted = true;
    machine.write('mmio', BASE + 0x10, 4, 1);
    machine.write('mmio', BASE + 0x10, 4, 2);
    assert.deepEqual(handler.seen, []);
    machine.read('mmio', BASE + 0x20, 4);
    assert.deepEqual(handler.seen, ['write 10h=1', 'write 10h=2', 'read 20h', 'settle']);
  });

  it('leaves shadow reads to the shadow', () => {
    const handler = new FakeRegion([POSTED_AND_SHADOW]);
    const { machine } = setUp(handler);
    handler.shadow?.setUint32(0x10, 77, true);
    assert.equal(machine.read('mmio', BASE + 0x10, 4), 77);
    assert.deepEqual(handler.seen, []);
  });

  it('contains a handler that throws: all ones, a named error, and the region is dead', () => {
    const handler = new FakeRegion();
    const { machine, faults } = setUp(handler);
    handler.throws = true;
    assert.equal(machine.read('mmio', BASE + 4, 4), 0xffff_ffff);
    assert.equal(faults.length, 1);
    assert.equal(faults[0]?.code, 'machine.region_fault');
    assert.match(String(faults[0]), /fake region failed on a read at 4h \(a bug\)/);
    handler.throws = false;
    assert.equal(machine.read('mmio', BASE + 4, 4), 0xffff_ffff);
    machine.write('mmio', BASE + 4, 4, 1);
    assert.deepEqual(handler.seen, []);
  });

  it('hands events to the keeper', () => {
    const { machine, events } = setUp(new FakeRegion());
    machine.event(3);
    assert.deepEqual(events, [3]);
  });

  it('finds a region where it was moved, and not where it is parked', () => {
    const { machine, mapped } = setUp(new FakeRegion());
    mapped.move(BASE + 0x10_0000);
    assert.equal(machine.read('mmio', BASE + 4, 4), 0xffff_ffff);
    assert.equal(machine.read('mmio', BASE + 0x10_0004, 4), 0x1234_5678);
    mapped.park();
    assert.equal(machine.read('mmio', BASE + 0x10_0004, 4), 0xffff_ffff);
  });

  it('does not keep the main loop to itself while a guest floods it', async () => {
    const handler = new FakeRegion([POSTED_AND_SHADOW]);
    const { machine } = setUp(handler);
    machine.holdPosted = true;
    for (let n = 0; n < 9 * 1024; n += 1) machine.write('mmio', BASE + 0x10, 4, n);
    machine.wake();
    const first = handler.seen.length;
    assert.equal(first, 8 * 1024 + 8);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(handler.seen.length, 9 * 1024 + 9);
  });
});
