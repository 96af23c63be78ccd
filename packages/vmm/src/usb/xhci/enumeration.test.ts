/** What a stock driver does first: reset, port, slot, address, configuration, a first transfer. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeUsbDevice } from './model/fake-device.ts';
import { ModelDriver, Reg, Trb } from './model/driver.ts';
import { CompletionCode, TrbType } from './trb.ts';

describe('enumeration', () => {
  it('addresses a high-speed device and moves bulk data both ways', () => {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('high');
    assert.equal(driver.controller.attach(device).port, 1);
    assert.deepEqual(
      driver.events().map(({ type, pointer }) => [type, pointer >>> 24]),
      [[TrbType.portStatusChangeEvent, 1]],
    );
    const slot = driver.enumerate(1, device);
    assert.equal(driver.slotState(slot.id), 2);
    assert.deepEqual(device.log, []);

    // GET_DESCRIPTOR(device), 18 bytes
    const buffer = driver.alloc(4096);
    slot.control.push(0x0100_0680, 18 << 16, 8, Trb.type(TrbType.setupStage) | Trb.idt | Trb.trtIn);
    const data = slot.control.push(buffer, 0, 18, Trb.type(TrbType.dataStage) | Trb.directionIn | Trb.isp);
    const status = slot.control.push(0, 0, 0, Trb.type(TrbType.statusStage) | Trb.ioc);
    driver.ringDoorbell(slot.id, 1);
    assert.deepEqual(device.log, ['submit control 80 18']);
    device.completeNext('completed', new Uint8Array([18, 1, 0, 2, 0, 0, 0, 64]));
    assert.deepEqual(
      driver.events().map(({ pointer, code, length }) => [pointer, code, length]),
      [
        [data, CompletionCode.shortPacket, 10],
        [status, CompletionCode.success, 0],
      ],
    );
    assert.deepEqual([...driver.bytes(buffer, 8)], [18, 1, 0, 2, 0, 0, 0, 64]);

    const [out, into] = driver.configure(slot, [
      { dci: 2, type: 2, maxPacket: 512 },
      { dci: 3, type: 6, maxPacket: 512 },
    ]);
    assert.equal(driver.slotState(slot.id), 3);
    const written = out!.push(buffer, 0, 31, Trb.type(TrbType.normal) | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    const read = into!.push(buffer, 0, 512, Trb.type(TrbType.normal) | Trb.ioc | Trb.isp);
    driver.ringDoorbell(slot.id, 3);
    device.completeNext();
    device.completeNext();
    assert.deepEqual(
      driver.events().map(({ pointer, code, length, endpoint }) => [pointer, code, length, endpoint]),
      [
        [written, 1, 0, 2],
        [read, 1, 0, 3],
      ],
    );
    assert.equal(driver.read(Reg.usbsts) & 0x1004, 0);
  });
});
