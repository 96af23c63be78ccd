/** Transfer rings and TDs: xHCI 1.2 sections 4.9 to 4.11. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bench, brief } from './model/bench.ts';
import { gather } from './model/fake-device.ts';
import { Trb } from './model/driver.ts';
import type { ModelDriver, ModelSlot } from './model/driver.ts';
import { CompletionCode, TrbType } from './trb.ts';

const NORMAL = Trb.type(TrbType.normal);
const SHORT = CompletionCode.shortPacket;

describe('a bulk TD', () => {
  it('of three TRBs is one URB; what is adjacent in memory is one buffer', () => {
    // page: | 0x000 512 bytes | 0x200 512 bytes |   gap   | 0x1000 100 bytes |
    //         TRB 1, CH         TRB 2, CH                   TRB 3, IOC
    const { driver, device, slot, out, page } = bench();
    driver.bytes(page, 0x1100).fill(7);
    out.push(page, 0, 512, NORMAL | Trb.chain);
    out.push(page + 512, 0, 512, NORMAL | Trb.chain);
    const last = out.push(page + 0x1000, 0, 100, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    assert.deepEqual(
      device.open.map(({ buffers }) => buffers.map((each) => each.byteLength)),
      [[1024, 100]],
    );
    device.completeNext();
    assert.deepEqual(brief(driver.events()), [[last, 1, 0]]);
  });

  it('that is not there as a whole waits for the rest', () => {
    const { driver, device, slot, out, page } = bench();
    out.push(page, 0, 512, NORMAL | Trb.chain);
    driver.ringDoorbell(slot.id, 2);
    assert.equal(device.open.length, 0);
    out.push(page, 0, 512, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    assert.deepEqual(device.log, ['submit bulk 1 1024']);
  });

  it('goes on over a Link TRB with Toggle Cycle', () => {
    const { driver, device, slot, out, page } = bench({ ringTrbs: 4 });
    // | TRB | TRB | TRB CH | Link TC | and on at the start with the other cycle
    const first = out.push(page, 0, 1, NORMAL | Trb.ioc);
    const second = out.push(page, 0, 2, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    device.completeNext();
    device.completeNext();
    assert.deepEqual(brief(driver.events()), [
      [first, 1, 0],
      [second, 1, 0],
    ]);
    out.push(page, 0, 3, NORMAL | Trb.chain);
    const wrapped = out.push(page + 3, 0, 4, NORMAL | Trb.ioc);
    assert.equal(wrapped, first);
    driver.ringDoorbell(slot.id, 2);
    assert.equal(device.completeNext().length, 7);
    assert.deepEqual(brief(driver.events()), [[wrapped, 1, 0]]);
  });

  it('ends early with a short packet: one event where it was short (ISP), one where asked (IOC)', () => {
    const { driver, device, slot, into, page } = bench();
    into.push(page, 0, 512, NORMAL | Trb.chain | Trb.isp);
    const short = into.push(page + 512, 0, 512, NORMAL | Trb.chain | Trb.isp);
    into.push(page + 1024, 0, 512, NORMAL | Trb.chain | Trb.isp);
    const last = into.push(page + 1536, 0, 512, NORMAL | Trb.isp | Trb.ioc);
    const next = into.push(page, 0, 512, NORMAL | Trb.isp | Trb.ioc);
    driver.ringDoorbell(slot.id, 3);
    device.completeNext('completed', 600);
    device.completeNext('completed', 512);
    assert.deepEqual(brief(driver.events()), [
      [short, SHORT, 424],
      [last, SHORT, 512],
      [next, 1, 0],
    ]);
  });

  it('reports its length through an Event Data TRB', () => {
    const { driver, device, slot, into, page } = bench();
    into.push(page, 0, 512, NORMAL | Trb.chain);
    into.push(page + 512, 0, 512, NORMAL | Trb.chain);
    into.push(0xabcd, 0x12, 0, Trb.type(TrbType.eventData) | Trb.ioc);
    driver.ringDoorbell(slot.id, 3);
    device.completeNext('completed', 700);
    const [event, ...others] = driver.events();
    assert.deepEqual(others, []);
    assert.equal(event?.eventData, true);
    assert.deepEqual([event.pointer, event.code, event.length], [0x12_0000_abcd, SHORT, 700]);
  });

  it('may be of no length, of immediate data, or no TD at all (No Op)', () => {
    const { driver, device, slot, out } = bench();
    const zero = out.push(0, 0, 0, NORMAL | Trb.ioc);
    const immediate = out.push(0x0403_0201, 0x0605, 6, NORMAL | Trb.idt | Trb.ioc);
    const noOp = out.push(0, 0, 0, Trb.type(TrbType.noOp) | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    assert.equal(device.completeNext().length, 0);
    assert.deepEqual([...gather(device.open[0]!)], [1, 2, 3, 4, 5, 6]);
    device.completeNext();
    assert.deepEqual(brief(driver.events()), [
      [zero, 1, 0],
      [immediate, 1, 0],
      [noOp, 1, 0],
    ]);
  });

  it('is reported in ring order, whatever the order of completion', () => {
    const { driver, device, slot, out, page } = bench();
    const first = out.push(page, 0, 1, NORMAL | Trb.ioc);
    const second = out.push(page, 0, 2, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    assert.equal(device.open.length, 2);
    device.complete(device.open[1]!, 'completed', 2);
    assert.deepEqual(driver.events(), []);
    device.completeNext();
    assert.deepEqual(brief(driver.events()), [
      [first, 1, 0],
      [second, 1, 0],
    ]);
  });

  it('of 64 KiB is taken, one byte more is a TRB Error', () => {
    const { driver, device, slot, out, page } = bench();
    out.push(page, 0, 0x1_0000, NORMAL | Trb.ioc);
    const long = out.push(page, 0, 0x1_0001, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    device.completeNext();
    assert.deepEqual(brief(driver.events()).at(-1), [long, CompletionCode.trbError, 0]);
    assert.equal(driver.endpointState(slot.id, 2), 4);
  });
});

describe('an endpoint whose TD fails', () => {
  it('halts on a stall: event, context, and the TDs behind it stay on the ring', () => {
    const { driver, device, slot, into, page } = bench();
    const first = into.push(page, 0, 512, NORMAL | Trb.ioc);
    const second = into.push(page, 0, 512, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 3);
    device.completeNext('stall', 0);
    // The guest hears of it when nothing can reach the buffers behind it any more.
    assert.deepEqual(device.cancelled, device.open);
    assert.deepEqual(driver.events(), []);
    device.completeNext('stall', 0);
    assert.deepEqual(brief(driver.events()), [[first, CompletionCode.stallError, 512]]);
    assert.equal(driver.endpointState(slot.id, 3), 2);
    assert.equal(driver.dequeue(slot.id, 3), first | 1);

    // The doorbell of a halted endpoint is ignored; Reset Endpoint, Set TR Dequeue Pointer, doorbell.
    driver.ringDoorbell(slot.id, 3);
    assert.equal(device.open.length, 0);
    const target = Trb.slot(slot.id) | Trb.endpoint(3);
    assert.equal(driver.command(TrbType.resetEndpoint, target).code, 1);
    assert.equal(driver.endpointState(slot.id, 3), 3);
    assert.equal(driver.command(TrbType.setTrDequeuePointer, target, second | 1).code, 1);
    driver.ringDoorbell(slot.id, 3);
    device.completeNext('completed', 512);
    assert.deepEqual(brief(driver.events()), [[second, 1, 0]]);
  });

  it('says Babble Detected and USB Transaction Error where the device did', () => {
    const babbling = bench();
    babbling.into.push(babbling.page, 0, 512, NORMAL | Trb.ioc);
    babbling.driver.ringDoorbell(babbling.slot.id, 3);
    babbling.device.completeNext('babble', 512);
    assert.equal(babbling.driver.events()[0]?.code, CompletionCode.babbleDetected);
    const silent = bench();
    silent.into.push(silent.page, 0, 512, NORMAL | Trb.ioc);
    silent.driver.ringDoorbell(silent.slot.id, 3);
    silent.device.completeNext('timeout', 0);
    assert.equal(silent.driver.events()[0]?.code, CompletionCode.usbTransactionError);
  });

  it('goes on where it was when the reset preserves the transfer state (TSP)', () => {
    const { driver, device, slot, into, page } = bench();
    into.push(page, 0, 512, NORMAL | Trb.chain);
    const second = into.push(page + 512, 0, 1024, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 3);
    device.completeNext('transaction-error', 1024);
    assert.deepEqual(brief(driver.events()), [[second, CompletionCode.usbTransactionError, 512]]);
    const target = Trb.slot(slot.id) | Trb.endpoint(3);
    assert.equal(driver.command(TrbType.resetEndpoint, target | 0x200).code, 1);
    driver.ringDoorbell(slot.id, 3);
    assert.equal(device.completeNext().length, 512);
    assert.deepEqual(brief(driver.events()), [[second, 1, 0]]);
  });
});

describe('an endpoint with half a TD behind one that fails', () => {
  it('goes on with the one that failed: the half does not hold it up', () => {
    const { driver, device, slot, into, page } = bench();
    const first = into.push(page, 0, 512, NORMAL | Trb.ioc);
    into.push(page + 512, 0, 512, NORMAL | Trb.chain);
    driver.ringDoorbell(slot.id, 3);
    driver.turn();
    device.completeNext('transaction-error', 0);
    driver.events();
    const target = Trb.slot(slot.id) | Trb.endpoint(3);
    assert.equal(driver.command(TrbType.resetEndpoint, target | 0x200).code, 1);
    driver.ringDoorbell(slot.id, 3);
    device.completeNext();
    assert.deepEqual(brief(driver.events()), [[first, 1, 0]]);
  });
});

describe('a control transfer', () => {
  const setup = (low: number, high: number, transferType: number): [number, number, number, number] => [
    low,
    high,
    8,
    Trb.type(TrbType.setupStage) | Trb.idt | transferType,
  ];
  const statusStage = Trb.type(TrbType.statusStage) | Trb.ioc;

  it('that sets a configuration, an interface or clears a halt is an operation of its own', () => {
    const { driver, device, slot } = bench();
    slot.control.push(...setup(0x0001_0900, 0, 0));
    const first = slot.control.push(0, 0, 0, statusStage);
    slot.control.push(...setup(0x0002_0b01, 3, 0));
    const second = slot.control.push(0, 0, 0, statusStage);
    slot.control.push(...setup(0x0000_0102, 0x81, 0));
    const third = slot.control.push(0, 0, 0, statusStage);
    driver.ringDoorbell(slot.id, 1);
    assert.equal(device.finishOperation(), 'setConfiguration 1');
    driver.turn();
    assert.equal(device.finishOperation(), 'setInterface 3 2');
    driver.turn();
    assert.equal(device.finishOperation('stall'), 'clearHalt 81');
    assert.deepEqual(brief(driver.events()), [
      [first, 1, 0],
      [second, 1, 0],
      [third, CompletionCode.stallError, 0],
    ]);
    assert.deepEqual(device.open, []);
  });

  it('that clears the halt of endpoint 0 is done without the device: endpoint 0 never stays halted', () => {
    const { driver, device, slot } = bench();
    for (const endpoint of [0, 0x80]) {
      slot.control.push(...setup(0x0000_0102, endpoint, 0));
      const end = slot.control.push(0, 0, 0, statusStage | Trb.directionIn);
      driver.ringDoorbell(slot.id, 1);
      driver.turn();
      assert.deepEqual(brief(driver.events()), [[end, 1, 0]]);
    }
    assert.deepEqual(device.log, []);
  });

  it('that the capturing host calls invalid is a stall: the device has no such thing (USB 2.0, 9.2.7)', () => {
    const { driver, device, slot, page, into } = bench();
    slot.control.push(...setup(0x0009_0900, 0, 0));
    slot.control.push(0, 0, 0, statusStage | Trb.directionIn);
    driver.ringDoorbell(slot.id, 1);
    device.finishOperation('invalid');
    assert.equal(driver.events()[0]?.code, CompletionCode.stallError);
    // Elsewhere nothing of the device answered: an error of the bus.
    into.push(page, 0, 512, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 3);
    device.completeNext('invalid', 0);
    assert.equal(driver.events()[0]?.code, CompletionCode.usbTransactionError);
  });

  it('SET_ADDRESS never reaches the device', () => {
    const { driver, device, slot } = bench();
    slot.control.push(...setup(0x0005_0500, 0, 0));
    slot.control.push(0, 0, 0, statusStage | Trb.directionIn);
    driver.ringDoorbell(slot.id, 1);
    assert.deepEqual(device.log, []);
    assert.deepEqual(
      driver.events().map(({ code }) => code),
      [CompletionCode.stallError],
    );
  });

  it('stalls in its Data Stage, or in its Status Stage where it has none', () => {
    const { driver, device, slot, page } = bench();
    slot.control.push(...setup(0x0200_0680, 9 << 16, Trb.trtIn));
    const data = slot.control.push(page, 0, 9, Trb.type(TrbType.dataStage) | Trb.directionIn | Trb.isp);
    slot.control.push(0, 0, 0, statusStage);
    driver.ringDoorbell(slot.id, 1);
    device.completeNext('stall', 0);
    assert.deepEqual(brief(driver.events()), [[data, CompletionCode.stallError, 9]]);
  });

  it('carries OUT data, with the setup packet as it was written', () => {
    const { driver, device, slot, page } = bench();
    driver.bytes(page, 7).set([1, 2, 3, 4, 5, 6, 7]);
    slot.control.push(...setup(0x0000_2021, 7 << 16, Trb.trtOut));
    slot.control.push(page, 0, 7, Trb.type(TrbType.dataStage));
    const end = slot.control.push(0, 0, 0, statusStage | Trb.directionIn);
    driver.ringDoorbell(slot.id, 1);
    const [urb] = device.open;
    assert.deepEqual(urb?.setup, { requestType: 0x21, request: 0x20, value: 0, index: 0, length: 7 });
    assert.deepEqual([urb.endpoint, ...gather(urb)], [0, 1, 2, 3, 4, 5, 6, 7]);
    device.completeNext();
    assert.deepEqual(brief(driver.events()), [[end, 1, 0]]);
  });
});

describe('Stop Endpoint', () => {
  const stop = (driver: ModelDriver, slot: ModelSlot): number =>
    driver.issue(TrbType.stopEndpoint, Trb.slot(slot.id) | Trb.endpoint(3));

  it('waits for the device, and reports what had moved: Stopped with the residual', () => {
    const { driver, device, slot, into, page } = bench();
    into.push(page, 0, 512, NORMAL | Trb.chain);
    const second = into.push(page + 512, 0, 1024, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 3);
    const command = stop(driver, slot);
    assert.equal(device.cancelled.length, 1);
    assert.deepEqual(driver.events(), []);
    device.completeNext('cancelled', 1024);
    assert.deepEqual(brief(driver.events()), [
      [second, CompletionCode.stopped, 512],
      [command, 1, 0],
    ]);
    assert.equal(driver.endpointState(slot.id, 3), 3);
    assert.equal(driver.dequeue(slot.id, 3), second | 1);
    // The doorbell goes on in the middle of the TD: no byte twice.
    driver.ringDoorbell(slot.id, 3);
    const rest = device.completeNext();
    assert.equal(rest.length, 512);
    assert.equal(rest.buffers[0]?.byteOffset, page + 1024);
    assert.deepEqual(brief(driver.events()), [[second, 1, 0]]);
  });

  it('cancels the newest first, and a TD that was done all the same is reported as done', () => {
    const { driver, device, slot, into, page } = bench();
    const first = into.push(page, 0, 512, NORMAL | Trb.ioc);
    const second = into.push(page + 512, 0, 512, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 3);
    const [older, newer] = device.open;
    const command = stop(driver, slot);
    assert.deepEqual(device.cancelled, [newer, older]);
    device.complete(newer!, 'cancelled', 0);
    device.complete(older!, 'completed', 512);
    assert.deepEqual(brief(driver.events()), [
      [first, 1, 0],
      [second, CompletionCode.stopped, 512],
      [command, 1, 0],
    ]);
  });

  it('loses no data when a later TD moved some: the earlier ends short', () => {
    const { driver, device, slot, into, page } = bench();
    const first = into.push(page, 0, 512, NORMAL | Trb.ioc | Trb.isp);
    const second = into.push(page + 512, 0, 512, NORMAL | Trb.ioc | Trb.isp);
    driver.ringDoorbell(slot.id, 3);
    const [older, newer] = device.open;
    stop(driver, slot);
    device.complete(older!, 'cancelled', 0);
    device.complete(newer!, 'completed', 512);
    assert.deepEqual(brief(driver.events()).slice(0, 2), [
      [first, SHORT, 512],
      [second, 1, 0],
    ]);
  });

  it('of an idle endpoint says where the ring stands; of a stopped one is a Context State Error', () => {
    const { driver, slot, into } = bench();
    const command = stop(driver, slot);
    assert.deepEqual(brief(driver.events()), [
      [into.base, CompletionCode.stoppedLengthInvalid, 0],
      [command, 1, 0],
    ]);
    stop(driver, slot);
    assert.equal(driver.events()[0]?.code, CompletionCode.contextStateError);
  });

  it('meets a halt: Context State Error, and the halt is kept', () => {
    const { driver, device, slot, into, page } = bench();
    const first = into.push(page, 0, 512, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 3);
    const command = stop(driver, slot);
    device.completeNext('stall', 0);
    assert.deepEqual(brief(driver.events()), [
      [first, CompletionCode.stallError, 512],
      [command, CompletionCode.contextStateError, 0],
    ]);
    assert.equal(driver.endpointState(slot.id, 3), 2);
  });

  it('ends a whole TD that was cancelled too late as a success', () => {
    const { driver, device, slot, into, page } = bench();
    const first = into.push(page, 0, 512, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 3);
    stop(driver, slot);
    device.completeNext('cancelled', 512);
    assert.deepEqual(brief(driver.events())[0], [first, 1, 0]);
  });
});
