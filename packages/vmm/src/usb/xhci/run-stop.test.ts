/** Run/Stop, and what comes and goes around it: xHCI 1.2 sections 4.2, 4.14 and 5.4.1. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeUsbDevice } from './model/fake-device.ts';
import { ModelDriver, Reg, Trb } from './model/driver.ts';
import { SpeedId } from './registers.ts';
import { CompletionCode, TrbType } from './trb.ts';

const NORMAL = Trb.type(TrbType.normal) | Trb.ioc;

describe('Run/Stop', () => {
  it('at 0 makes no event; what ended meanwhile is reported when the controller runs again', () => {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('high');
    driver.controller.attach(device);
    const slot = driver.enumerate(1, device);
    const [out] = driver.configure(slot, [{ dci: 2, type: 2, maxPacket: 512 }]);
    const first = out!.push(0x1000, 0, 16, NORMAL);
    driver.ringDoorbell(slot.id, 2);
    driver.write(Reg.usbcmd, 4);
    assert.equal(driver.read(Reg.usbsts) & 1, 1);
    device.completeNext();
    const second = out!.push(0x1000, 0, 16, NORMAL);
    driver.ringDoorbell(slot.id, 2);
    driver.turn();
    assert.deepEqual(driver.events(), []);
    assert.deepEqual(device.open, [], 'doorbells are not heard');
    driver.run();
    device.completeNext();
    assert.deepEqual(
      driver.events().map(({ pointer, code }) => [pointer, code]),
      [
        [first, 1],
        [second, 1],
      ],
    );
  });

  it('with Enable Wrap Event tells of each wrap of MFINDEX', () => {
    const driver = new ModelDriver();
    driver.write(Reg.usbcmd, 0x405);
    driver.clock.advance(0x4000 * 125 - 1);
    assert.deepEqual(driver.events(), []);
    driver.clock.advance(1 + 0x4000 * 125);
    assert.deepEqual(
      driver.events().map(({ type }) => type),
      [TrbType.mfindexWrapEvent, TrbType.mfindexWrapEvent],
    );
  });
});

describe('one device and two slots', () => {
  it('answers to the slot that addressed it last; what the other has in flight ends', () => {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('high');
    driver.controller.attach(device);
    const former = driver.enumerate(1, device);
    const [into] = driver.configure(former, [{ dci: 3, type: 6, maxPacket: 512 }]);
    into!.push(0x1000, 0, 512, NORMAL);
    driver.ringDoorbell(former.id, 3);
    const { slot } = driver.command(TrbType.enableSlot);
    driver.memory.writeU32(driver.dcbaa + 8 * slot, driver.alloc(1024));
    const endpoint0 = { dci: 1, type: 4, maxPacket: 64, ring: driver.ring().base };
    const fields = { entries: 1, speed: SpeedId.high, port: 1 };
    const input = driver.inputContext(3, fields, [endpoint0]);
    assert.equal(driver.command(TrbType.addressDevice, Trb.slot(slot), input).code, 1);
    device.completeNext('cancelled', 0);
    assert.deepEqual(
      driver.events().map(({ slot: id, code }) => [id, code]),
      [[former.id, CompletionCode.usbTransactionError]],
    );
    assert.equal(driver.command(TrbType.disableSlot, Trb.slot(former.id)).code, 1);
  });
});

describe('what is not there yet', () => {
  it('an Isoch TRB is a TRB Error; Get Port Bandwidth writes what is free', () => {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('high');
    driver.controller.attach(device);
    const slot = driver.enumerate(1, device);
    const [out] = driver.configure(slot, [{ dci: 2, type: 2, maxPacket: 512 }]);
    out!.push(0x1000, 0, 16, Trb.type(TrbType.isoch) | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    assert.equal(driver.events()[0]?.code, CompletionCode.trbError);
    const context = driver.alloc(64);
    assert.equal(driver.command(TrbType.getPortBandwidth, 0, context).code, 1);
    assert.deepEqual([...driver.bytes(context, 10)], [0, 90, 90, 90, 90, 90, 90, 90, 90, 0]);
  });
});
