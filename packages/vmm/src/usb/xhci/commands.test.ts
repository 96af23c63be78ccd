/** Commands and slot states: xHCI 1.2 sections 4.5 and 4.6. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeUsbDevice } from './model/fake-device.ts';
import { ModelDriver, Reg, Trb } from './model/driver.ts';
import type { ModelSlot, ProducerRing } from './model/driver.ts';
import { Crcr } from './registers.ts';
import { CompletionCode, TrbType } from './trb.ts';

const DEFAULT = 1;
const ADDRESSED = 2;
const CONFIGURED = 3;
const BULK_IN = { dci: 3, type: 6, maxPacket: 512 };

function addressed(contextSize: 32 | 64 = 32): {
  driver: ModelDriver;
  device: FakeUsbDevice;
  slot: ModelSlot;
} {
  const driver = new ModelDriver({ contextSize }).run();
  const device = new FakeUsbDevice('high');
  driver.controller.attach(device);
  const slot = driver.enumerate(1, device);
  return { driver, device, slot };
}

function pendingRead(driver: ModelDriver, slot: ModelSlot, ring: ProducerRing): number {
  const at = ring.push(driver.alloc(4096), 0, 512, Trb.type(TrbType.normal) | Trb.ioc);
  driver.ringDoorbell(slot.id, 3);
  return at;
}

function pendingControlRead(driver: ModelDriver, slot: ModelSlot): void {
  const setup = Trb.type(TrbType.setupStage) | Trb.idt | Trb.trtIn;
  slot.control.push(0x0100_0680, 18 << 16, 8, setup);
  slot.control.push(driver.alloc(4096), 0, 18, Trb.type(TrbType.dataStage) | Trb.directionIn);
  slot.control.push(0, 0, 0, Trb.type(TrbType.statusStage) | Trb.ioc);
  driver.ringDoorbell(slot.id, 1);
}

describe('Enable Slot and Disable Slot', () => {
  it('give slots from 1 up to MaxSlotsEn, then No Slots Available', () => {
    const driver = new ModelDriver();
    driver.write(Reg.config, 2);
    driver.run();
    assert.equal(driver.command(TrbType.enableSlot).slot, 1);
    assert.equal(driver.command(TrbType.enableSlot).slot, 2);
    assert.equal(driver.command(TrbType.enableSlot).code, CompletionCode.noSlotsAvailable);
    assert.equal(driver.command(TrbType.disableSlot, Trb.slot(1)).code, 1);
    assert.equal(driver.command(TrbType.enableSlot).slot, 1);
  });

  it('wait until the device holds no guest memory', () => {
    const { driver, device, slot } = addressed();
    const [into] = driver.configure(slot, [BULK_IN]);
    pendingRead(driver, slot, into!);
    driver.issue(TrbType.disableSlot, Trb.slot(slot.id));
    assert.deepEqual(driver.events(), []);
    device.completeNext('cancelled', 0);
    assert.deepEqual(
      driver.events().map(({ type }) => type),
      [TrbType.commandCompletionEvent],
    );
    assert.equal(driver.slotState(slot.id), 0);
  });
});

describe('a slot that is not enabled', () => {
  const commands = [
    TrbType.disableSlot,
    TrbType.addressDevice,
    TrbType.configureEndpoint,
    TrbType.evaluateContext,
    TrbType.resetEndpoint,
    TrbType.stopEndpoint,
    TrbType.setTrDequeuePointer,
    TrbType.resetDevice,
  ];
  for (const type of commands) {
    for (const id of [0, 1, 64, 65, 255]) {
      it(`answers Slot Not Enabled: command ${type}, slot ${id}`, () => {
        const driver = new ModelDriver().run();
        assert.equal(
          driver.command(type, Trb.slot(id) | Trb.endpoint(1)).code,
          CompletionCode.slotNotEnabled,
        );
      });
    }
  }
});

describe('Address Device', () => {
  for (const contextSize of [32, 64] as const) {
    it(`writes the output context: state, address, endpoint 0 (${contextSize}-byte contexts)`, () => {
      const { driver, slot } = addressed(contextSize);
      assert.equal(driver.slotState(slot.id), ADDRESSED);
      assert.equal(driver.word(driver.outputContext(slot.id) + 12) & 0xff, slot.id);
      assert.equal(driver.endpointState(slot.id, 1), 1);
      assert.equal(driver.dequeue(slot.id, 1), slot.control.base | 1);
    });
  }

  it('with BSR goes to Default, without it then to Addressed, and no further', () => {
    const driver = new ModelDriver().run();
    const device = new FakeUsbDevice('super');
    driver.controller.attach(device);
    const { slot } = driver.command(TrbType.enableSlot);
    driver.memory.writeU32(driver.dcbaa + 8 * slot, driver.alloc(1024));
    const endpoint0 = { dci: 1, type: 4, maxPacket: 512, ring: driver.ring().base };
    const input = driver.inputContext(3, { entries: 1, speed: 4, port: 5 }, [endpoint0]);
    assert.equal(driver.command(TrbType.addressDevice, Trb.slot(slot) | Trb.bsr, input).code, 1);
    assert.equal(driver.slotState(slot), DEFAULT);
    const again = driver.command(TrbType.addressDevice, Trb.slot(slot) | Trb.bsr, input);
    assert.equal(again.code, CompletionCode.contextStateError);
    assert.equal(driver.command(TrbType.addressDevice, Trb.slot(slot), input).code, 1);
    assert.equal(driver.slotState(slot), ADDRESSED);
    const third = driver.command(TrbType.addressDevice, Trb.slot(slot), input);
    assert.equal(third.code, CompletionCode.contextStateError);
  });

  it('refuses what it cannot take', () => {
    const driver = new ModelDriver().run();
    driver.controller.attach(new FakeUsbDevice('super'));
    const { slot } = driver.command(TrbType.enableSlot);
    const endpoint0 = { dci: 1, type: 4, maxPacket: 512, ring: driver.ring().base };
    const fields = { entries: 1, speed: 4, port: 5 };
    const send = (input: number): number => driver.command(TrbType.addressDevice, Trb.slot(slot), input).code;
    const good = driver.inputContext(3, fields, [endpoint0]);
    assert.equal(send(0xfffff000), CompletionCode.parameterError, 'input context outside memory');
    driver.memory.writeU32(driver.dcbaa + 8 * slot, 0xffff_f000);
    assert.equal(send(good), CompletionCode.parameterError, 'output context outside memory');
    driver.memory.writeU32(driver.dcbaa + 8 * slot, driver.alloc(1024));
    assert.equal(send(driver.inputContext(1, fields, [endpoint0])), CompletionCode.parameterError);
    const noPort = driver.inputContext(3, { ...fields, port: 200 }, [endpoint0]);
    assert.equal(send(noPort), CompletionCode.parameterError);
    const empty = driver.inputContext(3, { ...fields, port: 6 }, [endpoint0]);
    assert.equal(send(empty), CompletionCode.usbTransactionError, 'nobody answers on an empty port');
    assert.equal(send(good), 1);
  });
});

describe('Configure Endpoint', () => {
  it('adds, drops and deconfigures', () => {
    const { driver, slot } = addressed();
    driver.configure(slot, [{ dci: 2, type: 2, maxPacket: 512 }, BULK_IN]);
    assert.equal(driver.slotState(slot.id), CONFIGURED);
    assert.deepEqual([driver.endpointState(slot.id, 2), driver.endpointState(slot.id, 3)], [1, 1]);
    const dropping = driver.inputContext(1, slot.fields, [], 1 << 2);
    assert.equal(driver.command(TrbType.configureEndpoint, Trb.slot(slot.id), dropping).code, 1);
    assert.deepEqual([driver.endpointState(slot.id, 2), driver.endpointState(slot.id, 3)], [0, 1]);
    const deconfigure = Trb.slot(slot.id) | 0x200;
    assert.equal(driver.command(TrbType.configureEndpoint, deconfigure).code, 1);
    assert.equal(driver.slotState(slot.id), ADDRESSED);
    assert.equal(driver.endpointState(slot.id, 3), 0);
  });

  it('changes nothing when one endpoint is refused', () => {
    const { driver, slot } = addressed();
    const send = (endpoints: { dci: number; type: number; maxPacket: number }[]): number => {
      const add = endpoints.reduce((bits, { dci }) => bits | (1 << dci), 1);
      const full = endpoints.map((each) => ({ ...each, ring: 0x1000 }));
      const input = driver.inputContext(add, { ...slot.fields, entries: 31 }, full);
      return driver.command(TrbType.configureEndpoint, Trb.slot(slot.id), input).code;
    };
    assert.equal(
      send([BULK_IN, { dci: 4, type: 6, maxPacket: 512 }]),
      CompletionCode.parameterError,
      'direction',
    );
    assert.equal(send([BULK_IN, { dci: 4, type: 0, maxPacket: 512 }]), CompletionCode.parameterError, 'type');
    assert.equal(
      send([BULK_IN, { dci: 4, type: 2, maxPacket: 0 }]),
      CompletionCode.parameterError,
      'packet size',
    );
    assert.equal(
      send([BULK_IN, { dci: 5, type: 5, maxPacket: 512 }]),
      CompletionCode.bandwidthError,
      'isochronous',
    );
    assert.equal(send([{ dci: 1, type: 4, maxPacket: 64 }]), CompletionCode.parameterError, 'endpoint 0');
    assert.equal(driver.slotState(slot.id), ADDRESSED);
    assert.equal(driver.endpointState(slot.id, 3), 0);
  });

  it('of a slot without an address is a Context State Error', () => {
    const driver = new ModelDriver().run();
    const { slot } = driver.command(TrbType.enableSlot);
    const { code } = driver.command(TrbType.configureEndpoint, Trb.slot(slot), driver.alloc(4096));
    assert.equal(code, CompletionCode.contextStateError);
  });
});

describe('commands of an endpoint', () => {
  it('in the wrong state are Context State Errors', () => {
    const { driver, slot } = addressed();
    const endpoint0 = Trb.slot(slot.id) | Trb.endpoint(1);
    const running = [TrbType.resetEndpoint, TrbType.setTrDequeuePointer].map(
      (type) => driver.command(type, endpoint0).code,
    );
    assert.deepEqual(running, [CompletionCode.contextStateError, CompletionCode.contextStateError]);
    const none = Trb.slot(slot.id) | Trb.endpoint(9);
    assert.equal(driver.command(TrbType.stopEndpoint, none).code, CompletionCode.contextStateError);
    assert.equal(driver.command(TrbType.stopEndpoint, Trb.slot(slot.id)).code, CompletionCode.trbError);
  });

  it('Set TR Dequeue Pointer takes pointer and cycle state, in Error too', () => {
    const { driver, slot } = addressed();
    const [into] = driver.configure(slot, [BULK_IN]);
    into!.push(0, 0, 0, Trb.type(63));
    driver.ringDoorbell(slot.id, 3);
    assert.equal(driver.events()[0]?.code, CompletionCode.trbError);
    assert.equal(driver.endpointState(slot.id, 3), 4);
    const target = Trb.slot(slot.id) | Trb.endpoint(3);
    assert.equal(driver.command(TrbType.setTrDequeuePointer, target, 0x2_0040).code, 1);
    assert.equal(driver.dequeue(slot.id, 3), 0x2_0040, 'DCS 0');
    assert.equal(driver.endpointState(slot.id, 3), 3);
    const stream = driver.command(TrbType.setTrDequeuePointer, target, 0x2_0040, 1 << 16);
    assert.equal(stream.code, CompletionCode.invalidStreamId);
  });

  it('Reset Device keeps endpoint 0 only, and no address', () => {
    const { driver, slot } = addressed();
    driver.configure(slot, [BULK_IN]);
    assert.equal(driver.command(TrbType.resetDevice, Trb.slot(slot.id)).code, 1);
    assert.equal(driver.slotState(slot.id), DEFAULT);
    assert.equal(driver.word(driver.outputContext(slot.id) + 12) & 0xff, 0);
    assert.equal(driver.endpointState(slot.id, 3), 0);
    const again = driver.command(TrbType.resetDevice, Trb.slot(slot.id));
    assert.equal(again.code, CompletionCode.contextStateError);
  });

  it('Evaluate Context changes the packet size of endpoint 0', () => {
    const { driver, slot } = addressed();
    const input = driver.inputContext(2, slot.fields, [{ dci: 1, type: 4, maxPacket: 8, ring: 0 }]);
    assert.equal(driver.command(TrbType.evaluateContext, Trb.slot(slot.id), input).code, 1);
    assert.equal(driver.word(driver.outputContext(slot.id) + 32 + 4) >>> 16, 8);
  });
});

describe('Address Device', () => {
  it('on another port leaves the former one to nobody: its reset does not touch the device', () => {
    const { driver, slot } = addressed();
    const other = new FakeUsbDevice('super');
    const { port } = driver.controller.attach(other);
    driver.command(TrbType.resetDevice, Trb.slot(slot.id));
    const fields = { ...slot.fields, port };
    const ring = driver.ring();
    const input = driver.inputContext(3, fields, [{ dci: 1, type: 4, maxPacket: 512, ring: ring.base }]);
    assert.equal(driver.command(TrbType.addressDevice, Trb.slot(slot.id), input).code, 1);
    pendingControlRead(driver, { ...slot, control: ring });
    assert.equal(other.open.length, 1);
    driver.write(Reg.portsc(1), 0x210);
    assert.deepEqual(other.cancelled, []);
  });
});

describe('the command ring', () => {
  it('answers unknown commands with TRB Error and goes on', () => {
    const driver = new ModelDriver().run();
    assert.equal(driver.command(60).code, CompletionCode.trbError);
    assert.equal(driver.command(TrbType.noOpCommand).code, 1);
  });

  it('stops (CS), says where, and goes on at the next doorbell', () => {
    const driver = new ModelDriver().run();
    driver.issue(TrbType.noOpCommand);
    assert.equal(driver.read(Reg.crcr), Crcr.running);
    driver.write64(Reg.crcr, Crcr.stop);
    assert.equal(driver.read(Reg.crcr), 0);
    const stopped = driver.events()[1];
    assert.deepEqual(
      [stopped?.code, stopped?.pointer],
      [CompletionCode.commandRingStopped, driver.commands.position.pointer],
    );
    assert.equal(driver.command(TrbType.noOpCommand).code, 1);
  });

  it('aborts (CA) a command that waits for a device; its late end is not heard', () => {
    const { driver, device, slot } = addressed();
    const [into] = driver.configure(slot, [BULK_IN]);
    pendingRead(driver, slot, into!);
    const stop = driver.issue(TrbType.stopEndpoint, Trb.slot(slot.id) | Trb.endpoint(3));
    driver.write64(Reg.crcr, Crcr.abort);
    assert.deepEqual(
      driver.events().map(({ code, pointer }) => [code, pointer === stop]),
      [
        [CompletionCode.commandAborted, true],
        [CompletionCode.commandRingStopped, false],
      ],
    );
    device.completeNext('cancelled', 0);
    assert.deepEqual(
      driver.events().map(({ type, code }) => [type, code]),
      [[TrbType.transferEvent, CompletionCode.stopped]],
    );
  });

  it('writes no context for an aborted command: the driver may use that memory for something else', () => {
    const { driver, device, slot } = addressed();
    const [into] = driver.configure(slot, [BULK_IN]);
    pendingRead(driver, slot, into!);
    const input = driver.inputContext(1, { ...slot.fields, entries: 1 }, [], 1 << 3);
    driver.issue(TrbType.configureEndpoint, Trb.slot(slot.id), input);
    driver.write64(Reg.crcr, Crcr.abort);
    driver.bytes(driver.outputContext(slot.id), 32 * 32).fill(0xa5);
    device.completeNext('cancelled', 0);
    driver.turn();
    assert.ok(driver.bytes(driver.outputContext(slot.id), 32 * 32).every((byte) => byte === 0xa5));
    // The slot is not lost: it can still be disabled.
    driver.events();
    assert.equal(driver.command(TrbType.disableSlot, Trb.slot(slot.id)).code, 1);
  });

  it('outside memory, or a circle of links, is a Host System Error', () => {
    const outside = new ModelDriver();
    outside.write64(Reg.crcr, 0xffff_f000);
    outside.run().write(Reg.doorbell(0), 0);
    assert.equal(outside.read(Reg.usbsts) & 5, 5);
    const circle = new ModelDriver().run();
    circle.issue(TrbType.link, 0, circle.commands.base);
    assert.equal(circle.read(Reg.usbsts) & 5, 5);
    assert.equal(circle.logged.length, 1);
  });
});

describe('HCRST', () => {
  it('lasts until the device has given back guest memory', () => {
    const { driver, device, slot } = addressed();
    const [into] = driver.configure(slot, [BULK_IN]);
    pendingRead(driver, slot, into!);
    driver.write(Reg.usbcmd, 2);
    assert.equal(driver.read(Reg.usbcmd), 2);
    device.completeNext('cancelled', 0);
    assert.equal(driver.read(Reg.usbcmd), 0);
    assert.equal(driver.read(Reg.usbsts) & 0x801, 1);
    driver.startOver();
    driver.run();
    // It has had an address: this reset reaches the device, the one of the enumeration does not.
    driver.write(Reg.portsc(1), 0x210);
    assert.equal(device.finishOperation(), 'reset');
    assert.equal(driver.enumerate(1, device).id, 1);
  });

  it('drops the command that waited: its device answers late, and nothing of it is done (4.2)', () => {
    const { driver, device, slot } = addressed();
    driver.command(TrbType.resetDevice, Trb.slot(slot.id));
    // | Setup | Data | Status | on endpoint 0, which Address Device has to end first
    pendingControlRead(driver, slot);
    const input = driver.inputContext(3, slot.fields, [
      { dci: 1, type: 4, maxPacket: 64, ring: slot.control.base },
    ]);
    driver.issue(TrbType.addressDevice, Trb.slot(slot.id), input);
    const [port] = driver.controller.ports;
    driver.write(Reg.usbcmd, 2);
    assert.equal(port?.slotId, 0);
    device.completeNext('cancelled', 0);
    driver.turn();
    assert.equal(driver.read(Reg.usbcmd), 0);
    assert.equal(port.slotId, 0);
  });
});
