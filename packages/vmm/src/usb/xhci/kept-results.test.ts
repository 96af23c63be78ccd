/** What moved behind a TD that failed: docs/decisions/usb-rules.md, "After an error". */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bench, brief } from './model/bench.ts';
import type { Bench } from './model/bench.ts';
import { Trb } from './model/driver.ts';
import { CompletionCode, TrbType } from './trb.ts';

const NORMAL = Trb.type(TrbType.normal);
const SHORT = CompletionCode.shortPacket;

describe('a TD behind one that fails on the bus', () => {
  const LOST = CompletionCode.usbTransactionError;

  /** As many TDs of 512 bytes as `count`, in flight on bulk IN (DCI 3) or OUT (DCI 2). */
  function inFlight(count: number, dci = 3): Bench & { tds: number[] } {
    const all = bench();
    const ring = dci === 3 ? all.into : all.out;
    const tds = Array.from({ length: count }, (_, i) =>
      ring.push(all.page + 512 * i, 0, 512, NORMAL | Trb.ioc | Trb.isp),
    );
    all.driver.ringDoorbell(all.slot.id, dci);
    return { ...all, tds };
  }

  /** What a driver does after an error: Reset Endpoint, and on at `pointer`. */
  function goOn({ driver, slot }: Bench, pointer: number, dci = 3): void {
    const target = Trb.slot(slot.id) | Trb.endpoint(dci);
    assert.equal(driver.command(TrbType.resetEndpoint, target).code, 1);
    assert.equal(driver.command(TrbType.setTrDequeuePointer, target, pointer | 1).code, 1);
    driver.ringDoorbell(slot.id, dci);
    driver.turn();
  }

  it('is cancelled, newest first, and nothing more is started', () => {
    const { driver, device, slot, into, page } = inFlight(3);
    const [, second, third] = device.open;
    device.completeNext('transaction-error', 0);
    assert.deepEqual(device.cancelled, [third, second]);
    into.push(page, 0, 512, NORMAL | Trb.ioc);
    driver.ringDoorbell(slot.id, 3);
    assert.equal(device.open.length, 2);
  });

  it('and moved data is not run again: its result waits for the ring to come to it', () => {
    const all = inFlight(4);
    const { driver, device, tds } = all;
    const [first, second, third, fourth] = tds as [number, number, number, number];
    device.completeNext('transaction-error', 0);
    device.completeNext('completed', 512);
    device.completeNext('completed', 100);
    device.completeNext('cancelled', 0);
    assert.deepEqual(brief(driver.events()), [[first, LOST, 512]]);
    goOn(all, second);
    assert.deepEqual(brief(driver.events()), [
      [second, 1, 0],
      [third, SHORT, 412],
    ]);
    // What moved nothing runs.
    assert.equal(device.open.length, 1);
    device.completeNext();
    assert.deepEqual(brief(driver.events()), [[fourth, 1, 0]]);
  });

  it('and moved a part goes on behind that part, OUT as IN', () => {
    for (const dci of [2, 3]) {
      const all = inFlight(2, dci);
      const { driver, device, tds, page } = all;
      device.completeNext('timeout', 0);
      device.completeNext('cancelled', 200);
      driver.events();
      goOn(all, tds[1] ?? 0, dci);
      const [rest] = device.open;
      assert.deepEqual([rest?.length, rest?.buffers[0]?.byteOffset], [312, page + 512 + 200]);
      device.completeNext();
      assert.deepEqual(brief(driver.events()), [[tds[1], 1, 0]]);
    }
  });

  it('and moved a part before another moved ends short: no byte is out of order', () => {
    const all = inFlight(3);
    const { driver, device, tds } = all;
    device.completeNext('transaction-error', 0);
    device.completeNext('cancelled', 200);
    device.completeNext('completed', 512);
    driver.events();
    goOn(all, tds[1] ?? 0);
    assert.deepEqual(brief(driver.events()), [
      [tds[1], SHORT, 312],
      [tds[2], 1, 0],
    ]);
    assert.deepEqual(device.open, []);
  });

  it('failed too, with data: it fails when the ring comes to it', () => {
    const all = inFlight(2);
    const { driver, device, tds } = all;
    device.completeNext('transaction-error', 0);
    device.completeNext('babble', 512);
    driver.events();
    goOn(all, tds[1] ?? 0);
    assert.deepEqual(brief(driver.events()), [[tds[1], CompletionCode.babbleDetected, 0]]);
    assert.equal(driver.endpointState(all.slot.id, 3), 2);
  });

  it('is not the same any more when the guest has taken it back: its result is given up', () => {
    const all = inFlight(3);
    const { driver, device, slot, tds } = all;
    device.completeNext('transaction-error', 0);
    device.completeNext('completed', 512);
    device.completeNext('completed', 512);
    driver.events();
    // As Linux cancels a transfer on a halted endpoint: No Op.
    driver.memory.writeU32((tds[1] ?? 0) + 12, Trb.type(TrbType.noOp) | Trb.ioc | 1);
    driver.memory.writeU32((tds[2] ?? 0) + 0, all.page + 4096);
    goOn(all, tds[1] ?? 0);
    assert.deepEqual(brief(driver.events()), [[tds[1], 1, 0]]);
    assert.equal(device.open.length, 1, 'another buffer: another transfer');
    device.completeNext();
    assert.equal(driver.events()[0]?.pointer, tds[2]);
    assert.equal(driver.endpointState(slot.id, 3), 1);
  });

  it('is in order also when the failed one is let go on (TSP): that one ends short', () => {
    const { driver, device, slot, tds } = inFlight(2);
    device.completeNext('transaction-error', 100);
    device.completeNext('completed', 512);
    assert.deepEqual(brief(driver.events()), [[tds[0], LOST, 412]]);
    const target = Trb.slot(slot.id) | Trb.endpoint(3);
    assert.equal(driver.command(TrbType.resetEndpoint, target | 0x200).code, 1);
    driver.ringDoorbell(slot.id, 3);
    driver.turn();
    assert.deepEqual(brief(driver.events()), [
      [tds[0], SHORT, 412],
      [tds[1], 1, 0],
    ]);
    assert.deepEqual(device.open, []);
  });

  it('keeps its result over a second failure of the first, OUT', () => {
    const { driver, device, slot, tds } = inFlight(2, 2);
    device.completeNext('transaction-error', 0);
    device.completeNext('completed', 512);
    driver.events();
    const target = Trb.slot(slot.id) | Trb.endpoint(2);
    for (const status of ['transaction-error', 'completed'] as const) {
      assert.equal(driver.command(TrbType.resetEndpoint, target | 0x200).code, 1);
      driver.ringDoorbell(slot.id, 2);
      driver.turn();
      assert.equal(device.open.length, 1);
      device.completeNext(status, status === 'completed' ? 512 : 0);
      driver.turn();
    }
    assert.deepEqual(brief(driver.events()).slice(-2), [
      [tds[0], 1, 0],
      [tds[1], 1, 0],
    ]);
    assert.deepEqual(device.open, []);
  });

  it('keeps its result when Stop Endpoint meets the failure', () => {
    const all = inFlight(3);
    const { driver, device, slot, tds } = all;
    const command = driver.issue(TrbType.stopEndpoint, Trb.slot(slot.id) | Trb.endpoint(3));
    device.completeNext('transaction-error', 0);
    device.completeNext('completed', 512);
    device.completeNext('cancelled', 0);
    assert.deepEqual(brief(driver.events()), [
      [tds[0], LOST, 512],
      [command, CompletionCode.contextStateError, 0],
    ]);
    goOn(all, tds[1] ?? 0);
    assert.deepEqual(brief(driver.events()), [[tds[1], 1, 0]]);
    assert.equal(device.open.length, 1);
  });
});
