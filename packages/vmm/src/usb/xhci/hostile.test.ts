/**
 * What broke other controllers, one test each. The names are those of public advisories and fixes; where a row has
 * a test of its own elsewhere (moderation, EHB, 8-byte accesses, MFINDEX) it is not repeated here.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeUsbDevice } from './model/fake-device.ts';
import { ModelDriver, RAM_BYTES, Reg, Trb } from './model/driver.ts';
import type { ModelSlot, ProducerRing } from './model/driver.ts';
import { MAX_TRBS_PER_TD } from './ring.ts';
import { CompletionCode, TrbType } from './trb.ts';

const NORMAL = Trb.type(TrbType.normal);

interface Bench {
  readonly driver: ModelDriver;
  readonly device: FakeUsbDevice;
  readonly slot: ModelSlot;
  readonly out: ProducerRing;
}

function bench(): Bench {
  const driver = new ModelDriver().run();
  const device = new FakeUsbDevice('high');
  driver.controller.attach(device);
  const slot = driver.enumerate(1, device);
  const [out] = driver.configure(slot, [{ dci: 2, type: 2, maxPacket: 512 }]);
  return { driver, device, slot, out: out! };
}

describe('indices from the guest', () => {
  it('in a doorbell: slot, endpoint and stream that do not exist are ignored (FreeBSD-SA-19:16)', () => {
    const { driver, device, slot, out } = bench();
    out.push(0, 0, 0, NORMAL | Trb.ioc);
    for (const value of [0, 3, 31, 32, 255, 0x1_0001, 0xffff_0002]) driver.ringDoorbell(slot.id, value);
    for (const id of [0, 2, 64, 65]) driver.write(Reg.doorbell(id), 0xff);
    assert.deepEqual(device.log, []);
    assert.deepEqual(driver.events(), []);
  });

  it('in an Interrupter Target fall back to the primary interrupter', () => {
    const { driver, device, slot, out } = bench();
    out.push(0, 0, 0x3ff << 22, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    device.completeNext();
    assert.equal(driver.events()[0]?.code, 1);
  });
});

describe('rings without end', () => {
  it('a circle of Link TRBs is a TRB Error, and a long honest run of links is not (CVE-2016-8576)', () => {
    const circle = bench();
    circle.driver.memory.writeU32(circle.out.base, circle.out.base);
    circle.driver.memory.writeU32(circle.out.base + 12, Trb.type(TrbType.link) | 1);
    circle.driver.ringDoorbell(circle.slot.id, 2);
    assert.equal(circle.driver.events()[0]?.code, CompletionCode.trbError);

    const honest = bench();
    // | link -> next | link -> next | … | Normal |: 32 links, which Windows has been seen to use
    const { base } = honest.out;
    for (let i = 0; i < 32; i++) {
      honest.driver.memory.writeU32(base + 16 * i, base + 16 * (i + 1));
      honest.driver.memory.writeU32(base + 16 * i + 12, Trb.type(TrbType.link) | 1);
    }
    honest.driver.memory.writeU32(base + 16 * 32 + 12, NORMAL | Trb.ioc | 1);
    honest.driver.ringDoorbell(honest.slot.id, 2);
    assert.equal(honest.device.open.length, 1);
  });

  it('a TD that never ends is a TRB Error after bounded work (CVE-2017-5973, CVE-2020-14394)', () => {
    const { driver, slot, out } = bench();
    // | Normal CH | Link -> back | with no toggle: the same two TRBs for ever
    driver.memory.writeU32(out.base + 12, NORMAL | Trb.chain | 1);
    driver.memory.writeU32(out.base + 16, out.base);
    driver.memory.writeU32(out.base + 28, Trb.type(TrbType.link) | 1);
    driver.memory.accesses = 0;
    driver.ringDoorbell(slot.id, 2);
    assert.equal(driver.events()[0]?.code, CompletionCode.trbError);
    assert.ok(driver.memory.accesses < 10 * MAX_TRBS_PER_TD);
  });

  it('a ring of endless TDs is walked in bounded turns, and other work goes on between', () => {
    const { driver, slot, out } = bench();
    // | No Op IOC off | Link -> back |
    driver.memory.writeU32(out.base + 12, Trb.type(TrbType.noOp) | 1);
    driver.memory.writeU32(out.base + 16, out.base);
    driver.memory.writeU32(out.base + 28, Trb.type(TrbType.link) | 1);
    driver.memory.accesses = 0;
    driver.ringDoorbell(slot.id, 2);
    assert.ok(driver.memory.accesses < 100_000);
    const at = driver.issue(TrbType.noOpCommand);
    driver.clock.advance(0, 3);
    assert.deepEqual(
      driver.events().map(({ pointer, code }) => [pointer, code]),
      [[at, 1]],
    );
  });
});

describe('a TD without its end', () => {
  /** 4,300 chained TRBs, which every endpoint of `slots` slots on one port has for its ring. */
  function manyEndpoints(slots: number): { driver: ModelDriver; ring: number; ids: number[] } {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('high');
    driver.controller.attach(device);
    driver.resetPort(1);
    const ring = driver.alloc(4400 * 16);
    for (let i = 0; i < 4300; i++) {
      driver.memory.writeU32(ring + 16 * i + 8, 16);
      driver.memory.writeU32(ring + 16 * i + 12, NORMAL | Trb.chain | 1);
    }
    const dcis = Array.from({ length: 30 }, (_, i) => i + 2);
    const ids = Array.from({ length: slots }, () => {
      const slot = driver.address(1, device);
      const add = dcis.reduce((bits, dci) => bits | (1 << dci), 1);
      const endpoints = dcis.map((dci) => ({ dci, type: dci % 2 === 0 ? 2 : 6, maxPacket: 512, ring }));
      const input = driver.inputContext(add >>> 0, { ...slot.fields, entries: 31 }, endpoints);
      assert.equal(driver.command(TrbType.configureEndpoint, Trb.slot(slot.id), input).code, 1);
      return slot.id;
    });
    return { driver, ring, ids };
  }

  it('is bounded work in each turn, however many endpoints have one', () => {
    const { driver, ids } = manyEndpoints(8);
    driver.memory.accesses = 0;
    for (const id of ids)
      for (let dci = 2; dci < 32; dci++) driver.controller.write(Reg.doorbell(id), 4, dci, 0);
    driver.controller.settle();
    assert.ok(driver.memory.accesses < 100_000, `${driver.memory.accesses} memory accesses in one turn`);
    // Other work goes on between.
    const at = driver.issue(TrbType.noOpCommand);
    driver.clock.advance(0, 3);
    assert.deepEqual(
      driver.events().map(({ pointer, code }) => [pointer, code]),
      [[at, 1]],
    );
  });

  it('is not walked again before the TRB that was missing is there', () => {
    const { driver, ring, ids } = manyEndpoints(1);
    const id = ids[0] ?? 0;
    driver.ringDoorbell(id, 2);
    driver.turn();
    driver.memory.accesses = 0;
    for (let i = 0; i < 100; i++) driver.ringDoorbell(id, 2);
    driver.turn();
    assert.ok(driver.memory.accesses < 2000, `${driver.memory.accesses} memory accesses`);
    driver.memory.writeU32(ring + 16 * 4300 + 12, NORMAL | Trb.ioc | 1);
    driver.ringDoorbell(id, 2);
    driver.turn();
    driver.controller.ports[0]?.device?.detached();
    driver.turn();
    assert.deepEqual(
      driver.events().map(({ pointer, code }) => [pointer, code]),
      [[ring, CompletionCode.usbTransactionError]],
    );
  });
});

describe('memory that is none', () => {
  it('a buffer outside RAM is a TRB Error, also when only its end is (CVE-2020-25084)', () => {
    const { driver, device, slot, out } = bench();
    const at = out.push(RAM_BYTES - 256, 0, 512, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    assert.deepEqual(
      driver.events().map(({ pointer, code, length }) => [pointer, code, length]),
      [[at, CompletionCode.trbError, 512]],
    );
    assert.deepEqual(device.log, []);
  });

  it('at the top of the address space does not wrap around', () => {
    const { driver, slot, out } = bench();
    out.push(0xffff_ff00, 0xffff_ffff, 512, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    assert.equal(driver.events()[0]?.code, CompletionCode.trbError);
  });

  it('a transfer ring outside RAM is a Host System Error', () => {
    const { driver, slot } = bench();
    const target = Trb.slot(slot.id) | Trb.endpoint(2);
    driver.command(TrbType.stopEndpoint, target);
    driver.command(TrbType.setTrDequeuePointer, target, 0xffff_f001);
    driver.ringDoorbell(slot.id, 2);
    assert.equal(driver.read(Reg.usbsts) & 5, 5);
  });
});

describe('lengths', () => {
  it('wLength beyond the Data Stage is refused before it is stored (CVE-2020-14364)', () => {
    const { driver, device, slot } = bench();
    slot.control.push(0x0100_0680, 0xffff << 16, 8, Trb.type(TrbType.setupStage) | Trb.idt | Trb.trtIn);
    slot.control.push(driver.alloc(4096), 0, 18, Trb.type(TrbType.dataStage) | Trb.directionIn);
    slot.control.push(0, 0, 0, Trb.type(TrbType.statusStage) | Trb.ioc);
    driver.ringDoorbell(slot.id, 1);
    assert.equal(driver.events()[0]?.code, CompletionCode.trbError);
    assert.deepEqual(device.log, []);
  });

  it('a device that claims to have moved more than was asked is not believed', () => {
    const { driver, device, slot, out } = bench();
    out.push(driver.alloc(4096), 0, 100, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    device.completeNext('completed', 1_000_000);
    assert.deepEqual(
      driver.events().map(({ code, length }) => [code, length]),
      [[1, 0]],
    );
  });

  it('TDs in flight are bounded; the rest waits on the ring (CVE-2024-32668)', () => {
    const driver = new ModelDriver({ ringTrbs: 256 }).run();
    const device = new FakeUsbDevice('high');
    driver.controller.attach(device);
    const slot = driver.enumerate(1, device);
    const [out] = driver.configure(slot, [{ dci: 2, type: 2, maxPacket: 512 }]);
    for (let i = 0; i < 200; i++) out!.push(0x1000, 0, 16, NORMAL);
    driver.ringDoorbell(slot.id, 2);
    assert.equal(device.open.length, 64);
    device.completeNext();
    assert.equal(device.open.length, 63, 'a completion never runs the ring itself (CVE-2017-9375)');
    driver.turn();
    assert.equal(device.open.length, 64);
  });
});

describe('time of check and time of use', () => {
  it('a TRB rewritten while it is in flight changes nothing', () => {
    const { driver, device, slot, out } = bench();
    const at = out.push(driver.alloc(4096), 0, 64, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    driver.memory.writeU32(at + 8, 0x1_ffff);
    driver.memory.writeU32(at + 12, Trb.type(TrbType.link));
    device.completeNext();
    assert.deepEqual(
      driver.events().map(({ pointer, code, length }) => [pointer, code, length]),
      [[at, 1, 0]],
    );
  });

  it('the event ring table of a running controller is frozen (compare CVE-2026-5747)', () => {
    const { driver } = bench();
    driver.write64(Reg.erstba(0), 0xffff_f000);
    driver.write(Reg.erstsz(0), 0xffff);
    assert.equal(driver.command(TrbType.noOpCommand).code, 1);
  });

  it('a device unplugged in the middle of a batch ends the batch, once for each TD', () => {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('high');
    const attachment = driver.controller.attach(device);
    const slot = driver.enumerate(1, device);
    const [out] = driver.configure(slot, [{ dci: 2, type: 2, maxPacket: 512 }]);
    for (let i = 0; i < 3; i++) out!.push(0x1000, 0, 16, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    device.completeNext();
    attachment.detach();
    driver.turn();
    assert.deepEqual(
      driver.events().map(({ type, code }) => [type, code]),
      [
        [TrbType.transferEvent, 1],
        [TrbType.portStatusChangeEvent, 1],
        [TrbType.transferEvent, CompletionCode.usbTransactionError],
      ],
    );
    assert.deepEqual(device.open, []);
  });

  it('the completion of a URB after its slot is gone writes no event', () => {
    const { driver, device, slot, out } = bench();
    out.push(0x1000, 0, 16, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    driver.write(Reg.usbcmd, 2);
    const before = driver.memory.accesses;
    device.completeNext();
    driver.turn();
    assert.equal(driver.memory.accesses, before);
  });
});
