/** Root hub ports: xHCI 1.2 sections 4.19 and 5.4.8. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsbPortsFullError } from '../usb-device.ts';
import { FakeUsbDevice } from './model/fake-device.ts';
import { ModelDriver, Reg, Trb } from './model/driver.ts';
import { LinkState, PortSc } from './port.ts';
import { CompletionCode, TrbType } from './trb.ts';

const linkState = (status: number): number => (status & PortSc.linkStateMask) >>> PortSc.linkStateShift;
const strobe = (state: number): number =>
  PortSc.power | PortSc.linkStateWrite | (state << PortSc.linkStateShift);

describe('a USB 2 port', () => {
  it('is connected and polling after a plug, enabled by its reset', () => {
    const driver = new ModelDriver().run();
    driver.controller.attach(new FakeUsbDevice('full'));
    const plugged = driver.read(Reg.portsc(1));
    assert.equal(plugged & 0x3, PortSc.connected);
    assert.equal(linkState(plugged), LinkState.polling);
    assert.equal((plugged >>> 10) & 0xf, 1);
    assert.equal(plugged & PortSc.connectChange, PortSc.connectChange);
    driver.write(Reg.portsc(1), PortSc.power | PortSc.connectChange);
    driver.write(Reg.portsc(1), PortSc.power | PortSc.reset);
    assert.equal(driver.read(Reg.portsc(1)) & PortSc.reset, PortSc.reset);
    driver.turn();
    const reset = driver.read(Reg.portsc(1));
    assert.equal(reset & 0x13, PortSc.connected | PortSc.enabled);
    assert.equal(linkState(reset), LinkState.u0);
    assert.equal(reset & PortSc.resetChange, PortSc.resetChange);
    assert.deepEqual(
      driver.events().map(({ type }) => type),
      [TrbType.portStatusChangeEvent, TrbType.portStatusChangeEvent],
    );
  });

  it('makes one event for changes that come before the first is cleared', () => {
    const driver = new ModelDriver().run();
    const attachment = driver.controller.attach(new FakeUsbDevice('high'));
    attachment.detach();
    assert.equal(driver.events().length, 1);
    assert.equal(driver.read(Reg.portsc(1)) & PortSc.connected, 0);
  });

  it('suspends and resumes: U3, Resume, U0 with a link state change', () => {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('high');
    driver.controller.attach(device);
    driver.enumerate(1, device);
    driver.write(Reg.portsc(1), strobe(LinkState.u3));
    assert.equal(linkState(driver.read(Reg.portsc(1))), LinkState.u3);
    driver.write(Reg.portsc(1), strobe(LinkState.resume));
    assert.equal(linkState(driver.read(Reg.portsc(1))), LinkState.resume);
    driver.write(Reg.portsc(1), strobe(LinkState.u0));
    const resumed = driver.read(Reg.portsc(1));
    assert.equal(linkState(resumed), LinkState.u0);
    assert.equal(resumed & PortSc.linkStateChange, PortSc.linkStateChange);
  });

  it('is disabled by writing 1 to PED', () => {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('high');
    driver.controller.attach(device);
    driver.enumerate(1, device);
    driver.write(Reg.portsc(1), PortSc.power | PortSc.enabled);
    assert.equal(driver.read(Reg.portsc(1)) & PortSc.enabled, 0);
  });
});

describe('a USB 3 port', () => {
  it('trains by itself: connected, enabled, U0', () => {
    const driver = new ModelDriver().run();
    assert.equal(driver.controller.attach(new FakeUsbDevice('super')).port, 5);
    const status = driver.read(Reg.portsc(5));
    assert.equal(status & 0x3, 0x3);
    assert.equal(linkState(status), LinkState.u0);
    assert.equal((status >>> 10) & 0xf, 4);
  });

  it('says Warm Reset Change after a warm reset', () => {
    const driver = new ModelDriver().run();
    driver.controller.attach(new FakeUsbDevice('super-plus'));
    driver.write(Reg.portsc(5), PortSc.power | PortSc.warmReset);
    driver.turn();
    const changes = PortSc.resetChange | PortSc.warmResetChange;
    assert.equal(driver.read(Reg.portsc(5)) & changes, changes);
  });
});

describe('ports', () => {
  it('are of the speed of the device, and may be all taken', () => {
    const driver = new ModelDriver().run();
    for (let i = 0; i < 4; i++) driver.controller.attach(new FakeUsbDevice('low'));
    assert.throws(() => driver.controller.attach(new FakeUsbDevice('low')), UsbPortsFullError);
  });

  it('tell of devices plugged in before the controller ran when it runs', () => {
    const driver = new ModelDriver();
    driver.controller.attach(new FakeUsbDevice('high'));
    assert.deepEqual(driver.events(), []);
    driver.run();
    assert.deepEqual(
      driver.events().map(({ type }) => type),
      [TrbType.portStatusChangeEvent],
    );
  });
});

describe('a reset of a port', () => {
  it('reaches the device only when it has been addressed', () => {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('high');
    driver.controller.attach(device);
    driver.enumerate(1, device);
    assert.deepEqual(device.operations, []);
    driver.write(Reg.portsc(1), PortSc.power | PortSc.reset);
    assert.deepEqual(device.log, ['reset']);
    driver.turn();
    assert.equal(driver.read(Reg.portsc(1)) & PortSc.reset, PortSc.reset, 'not before the device is back');
    device.finishOperation();
    assert.equal(driver.read(Reg.portsc(1)) & PortSc.resetChange, PortSc.resetChange);
  });

  it('that the device does not survive is an unplug', () => {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('high');
    driver.controller.attach(device);
    driver.enumerate(1, device);
    driver.write(Reg.portsc(1), PortSc.power | PortSc.reset);
    device.finishOperation('no-device');
    assert.equal(driver.read(Reg.portsc(1)) & 0x13, 0);
    assert.equal(device.isDetached, true);
  });
});

describe('an unplug', () => {
  it('tells of the disconnect first, then ends every transfer', () => {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('high');
    const attachment = driver.controller.attach(device);
    const slot = driver.enumerate(1, device);
    const [into] = driver.configure(slot, [{ dci: 3, type: 6, maxPacket: 512 }]);
    into!.push(driver.alloc(4096), 0, 512, Trb.type(TrbType.normal) | Trb.ioc);
    driver.ringDoorbell(slot.id, 3);
    attachment.detach();
    attachment.detach();
    assert.deepEqual(
      driver.events().map(({ type, code }) => [type, code]),
      [
        [TrbType.portStatusChangeEvent, 1],
        [TrbType.transferEvent, CompletionCode.usbTransactionError],
      ],
    );
    // What the driver still tries fails at once, and Disable Slot works.
    driver.command(TrbType.resetEndpoint, Trb.slot(slot.id) | Trb.endpoint(3));
    driver.ringDoorbell(slot.id, 3);
    driver.turn();
    assert.equal(driver.events()[0]?.code, CompletionCode.usbTransactionError);
    assert.equal(driver.command(TrbType.disableSlot, Trb.slot(slot.id)).code, 1);
  });

  it('leaves its slot without the device that comes next to the port', () => {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('high');
    const attachment = driver.controller.attach(device);
    const slot = driver.enumerate(1, device);
    attachment.detach();
    const next = new FakeUsbDevice('high');
    driver.controller.attach(next);
    driver.events();
    slot.control.push(0x0001_0900, 0, 8, Trb.type(TrbType.setupStage) | Trb.idt);
    slot.control.push(0, 0, 0, Trb.type(TrbType.statusStage) | Trb.ioc);
    driver.ringDoorbell(slot.id, 1);
    assert.deepEqual(next.log, []);
  });
});
