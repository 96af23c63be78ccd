/** Event rings (4.9.4) and interrupters (4.17). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GuestMemory } from '../../machine/guest-memory.ts';
import { EventRing } from './event-ring.ts';
import { FakeUsbDevice } from './model/fake-device.ts';
import { ModelDriver, Reg, Trb } from './model/driver.ts';
import { ERDP_BUSY, Iman, UsbSts } from './registers.ts';
import { CompletionCode, TrbType, portStatusChangeEvent } from './trb.ts';

const NO_OP = TrbType.noOpCommand;

/** 64 KiB of RAM with a segment table at 0x100 and segments as given. */
function ringOver(segments: readonly (readonly [base: number, trbs: number])[]): {
  memory: GuestMemory;
  ring: EventRing;
} {
  const memory = new GuestMemory(new SharedArrayBuffer(0x1_0000), [{ gpa: 0, offset: 0, length: 0x1_0000 }]);
  for (const [i, [base, trbs]] of segments.entries()) {
    memory.writeU32(0x100 + 16 * i, base);
    memory.writeU32(0x100 + 16 * i + 8, trbs);
  }
  const ring = new EventRing(memory);
  ring.configure(0x100, segments.length);
  return { memory, ring };
}

describe('an event ring', () => {
  it('of two segments goes through both, then around with the other cycle bit', () => {
    // ERST: | 0x1000, 16 TRBs | 0x2000, 16 TRBs |
    const { memory, ring } = ringOver([
      [0x1000, 16],
      [0x2000, 16],
    ]);
    ring.setDequeuePointer(0x1000);
    for (let i = 0; i < 20; i++) ring.push(portStatusChangeEvent(1));
    assert.equal(ring.enqueuePointer, 0x2040);
    ring.setDequeuePointer(0x2040);
    for (let i = 0; i < 13; i++) ring.push(portStatusChangeEvent(2));
    assert.equal(ring.enqueuePointer, 0x1010);
    assert.equal(memory.readU32(0x100c)! & 1, 0, 'the second round has cycle 0');
    assert.equal(memory.readU32(0x101c)! & 1, 1, 'what follows is still of the first');
  });

  it('keeps its last place for the Event Ring Full Error, and loses nothing', () => {
    const { memory, ring } = ringOver([[0x1000, 16]]);
    ring.setDequeuePointer(0x1000);
    const outcomes = Array.from({ length: 17 }, (_, i) => ring.push(portStatusChangeEvent(i + 1)));
    assert.deepEqual(outcomes.slice(0, 14), new Array(14).fill('written'));
    assert.deepEqual(outcomes.slice(14), ['full', 'full', 'full']);
    assert.equal(memory.readU32(0x1000 + 14 * 16 + 8)! >>> 24, CompletionCode.eventRingFull);
    assert.equal(memory.readU32(0x1000 + 15 * 16 + 12), 0, 'the place before ERDP stays empty');
    ring.setDequeuePointer(0x1000 + 15 * 16);
    assert.equal(ring.isFull, false);
    assert.equal(memory.readU32(0x1000 + 15 * 16)! >>> 24, 15);
    assert.equal(memory.readU32(0x1000)! >>> 24, 16);
    assert.equal(memory.readU32(0x1010)! >>> 24, 17);
  });

  it('with a segment below 16 or above 4096 TRBs, or outside memory, is broken', () => {
    assert.equal(ringOver([[0x1000, 15]]).ring.push(portStatusChangeEvent(1)), 'broken');
    assert.equal(ringOver([[0x1000, 4097]]).ring.push(portStatusChangeEvent(1)), 'broken');
    assert.equal(ringOver([[0xff00, 17]]).ring.push(portStatusChangeEvent(1)), 'broken');
  });

  it('without a table is disabled: its events are lost, nothing else', () => {
    assert.equal(ringOver([]).ring.push(portStatusChangeEvent(1)), 'lost');
  });

  it('that is broken ends in Host Controller Error until HCRST', () => {
    const driver = new ModelDriver();
    driver.write64(Reg.erstba(0), 0xffff_f000);
    driver.run().issue(NO_OP);
    assert.equal(driver.read(Reg.usbsts) & 0x1001, UsbSts.hostControllerError | UsbSts.halted);
    driver.startOver();
    assert.equal(driver.run().command(NO_OP).code, 1);
  });

  it('that is full stops the command ring until there is room', () => {
    const driver = new ModelDriver({ eventTrbs: 16 }).run();
    for (let i = 0; i < 30; i++) driver.commands.push(0, 0, 0, Trb.type(NO_OP));
    driver.write(Reg.doorbell(0), 0);
    const codes = driver.events().map(({ code }) => code);
    assert.deepEqual(codes, [...new Array<number>(14).fill(1), CompletionCode.eventRingFull]);
    driver.turn();
    const rest = driver.events().map(({ code }) => code);
    assert.deepEqual([codes.length + rest.length], [15 + 15]);
    driver.turn();
    assert.equal(rest.filter((code) => code === 1).length + driver.events().length, 16);
  });
});

describe('an interrupter', () => {
  it('raises on the first event and not again before ERDP clears Event Handler Busy', () => {
    const driver = new ModelDriver().run();
    driver.issue(NO_OP);
    driver.issue(NO_OP);
    assert.deepEqual(driver.interrupts, [1]);
    assert.equal(driver.read(Reg.erdp(0)) & ERDP_BUSY, ERDP_BUSY);
    assert.equal(driver.read(Reg.iman(0)), Iman.enable, 'IP clears itself with MSI');
    assert.equal(driver.read(Reg.usbsts) & UsbSts.eventInterrupt, UsbSts.eventInterrupt);
    driver.events();
    assert.deepEqual(driver.interrupts, [1]);
    driver.issue(NO_OP);
    assert.deepEqual(driver.interrupts, [2]);
  });

  it('raises again when ERDP is written and events remain', () => {
    const driver = new ModelDriver().run();
    driver.issue(NO_OP);
    driver.issue(NO_OP);
    driver.write64(Reg.erdp(0), (driver.eventBase + 16) | ERDP_BUSY);
    assert.deepEqual(driver.interrupts, [2]);
    driver.write64(Reg.erdp(0), driver.eventBase + 32);
    driver.issue(NO_OP);
    assert.deepEqual(driver.interrupts, [2], 'busy was not cleared');
  });

  it('is moderated: late by the interval at most, and never lost', () => {
    // IMODI 4000 = 1 ms
    const driver = new ModelDriver({ moderation: 4000 }).run();
    driver.issue(NO_OP);
    assert.deepEqual(driver.interrupts, [1]);
    driver.events();
    driver.clock.advance(400);
    driver.issue(NO_OP);
    driver.clock.advance(599);
    assert.deepEqual(driver.interrupts, [1]);
    driver.clock.advance(1);
    assert.deepEqual(driver.interrupts, [2]);
  });

  it('keeps IP while it may not interrupt, and interrupts when it may', () => {
    const driver = new ModelDriver();
    driver.write(Reg.iman(0), 0);
    driver.run().issue(NO_OP);
    assert.deepEqual(driver.interrupts, [0]);
    assert.equal(driver.read(Reg.iman(0)), Iman.pending);
    driver.write(Reg.iman(0), Iman.enable);
    assert.deepEqual(driver.interrupts, [1]);
  });

  it('of another number takes the events of the TRBs that name it, and BEI keeps it quiet', () => {
    const driver = new ModelDriver({ interrupters: 2 }).run();
    const [table, segment] = [driver.alloc(64), driver.alloc(256)];
    driver.memory.writeU32(table, segment);
    driver.memory.writeU32(table + 8, 16);
    driver.write(Reg.erstsz(1), 1);
    driver.write64(Reg.erdp(1), segment);
    driver.write64(Reg.erstba(1), table);
    driver.write(Reg.imod(1), 0);
    driver.write(Reg.iman(1), Iman.enable);
    const device = new FakeUsbDevice('high');
    driver.controller.attach(device);
    const slot = driver.enumerate(1, device);
    const [out] = driver.configure(slot, [{ dci: 2, type: 2, maxPacket: 512 }]);
    const one = 1 << 22;
    out!.push(0, 0, one, Trb.type(TrbType.normal) | Trb.ioc | Trb.bei);
    out!.push(0, 0, one, Trb.type(TrbType.normal) | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    device.completeNext();
    assert.equal(driver.word(segment + 8) >>> 24, 1);
    assert.equal(driver.interrupts[1], 0);
    device.completeNext();
    assert.equal(driver.interrupts[1], 1);
  });
});
