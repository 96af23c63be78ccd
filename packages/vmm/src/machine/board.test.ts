import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Display, type DisplayConfig } from '../display/display.ts';
import type { Encoder } from '../display/display-session.ts';
import { XhciController } from '../usb/xhci/index.ts';
import { Board } from './board.ts';
import { silent } from './log.ts';
import { ECAM, GED, SLEEP_PORT } from './memory-map.ts';
import { NodeClock } from './node-clock.ts';
import { FakeBlkPlane } from './testing/fake-device.ts';
import { FakeMachine } from './testing/fake-machine.ts';

const DEVICE = 1 << 15;
/** Capability ID of MSI-X (PCI 3.0, appendix H). */
const MSIX = 0x11;
/** VIRTIO_BLK_F_MQ: the data plane serves several queues. */
const F_MQ = 1 << 12;

/** Stands for the native encoder of a machine that nobody looks at. */
class FakeEncoder implements Encoder {
  closed = false;
  setMode(): void {
    // Nobody looks.
  }
  update(): void {
    // Nobody looks.
  }
  restart(): void {
    // Nobody looks.
  }
  grant(): void {
    // Nobody looks.
  }
  take(): null {
    return null;
  }
  close(): void {
    this.closed = true;
  }
}

function setUp(disks = 1, vcpus = 2, display?: DisplayConfig) {
  const encoder = new FakeEncoder();
  const machine = new FakeMachine(1024 * 1024);
  const asked: string[] = [];
  const clock = new NodeClock();
  const planes = Array.from({ length: disks }, () => new FakeBlkPlane(F_MQ));
  const board = new Board(
    machine,
    {
      vcpus,
      disks: planes,
      ...(display && {
        createDisplay: (memory, displayClock) => new Display(display, memory, displayClock, () => encoder),
      }),
      createUsb: (memory, usbClock, interrupters) =>
        new XhciController({
          memory,
          clock: usbClock,
          interrupters,
          usb2Ports: 8,
          usb3Ports: 8,
          contextSize: 64,
          slots: 64,
        }),
    },
    clock,
    {
      event: () => undefined,
      fault: (error) => {
        throw error;
      },
      powerOff: () => asked.push('power off'),
      reset: () => asked.push('reset'),
    },
    silent,
  );
  machine.wake = board.loop.run;
  const config = (device: number, at: number, size = 4) =>
    machine.read('mmio', ECAM.base + device * DEVICE + at, size);
  const enable = (device: number) => {
    machine.write('mmio', ECAM.base + device * DEVICE + 4, 2, 6);
  };
  return { machine, board, asked, clock, config, enable, encoder };
}

describe('the board', () => {
  it('has screen, keyboard, tablet, mouse and the agent’s port behind the disks where they are wanted', () => {
    const { board, config, encoder } = setUp(1, 2, { heads: 1, width: 1024, height: 768 });
    assert.deepEqual(
      [2, 3, 4, 5, 6, 7, 8].map((device) => config(device, 8) >>> 8),
      [0x018000, 0x038000, 0x090000, 0x090200, 0x090200, 0x078000, 0xffffff],
    );
    assert.deepEqual(
      [3, 4, 5, 6, 7].map((device) => config(device, 2, 2)),
      [0x1050, 0x1052, 0x1052, 0x1052, 0x1043],
    );
    board.close();
    assert.ok(encoder.closed);
  });

  it('has none of them where they are not', () => {
    assert.equal(setUp(1).board.display, undefined);
  });

  it('has a host bridge, an xHCI controller and the disks, in this order', () => {
    const { config } = setUp(2);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((device) => config(device, 8) >>> 8),
      [0x060000, 0x0c0330, 0x018000, 0x018000, 0xffffff],
    );
  });

  it('shows the capability registers of the xHCI controller behind its BAR', () => {
    const { machine, config, enable } = setUp();
    enable(1);
    const bar = (config(1, 0x10) & ~0xf) >>> 0;
    assert.equal(machine.read('mmio', bar + 2, 2), 0x0120, 'HCIVERSION 1.2');
    assert.equal(machine.read('mmio', bar + 4, 4) >>> 24, 16, 'MaxPorts');
    assert.equal((machine.read('mmio', bar + 4, 4) >>> 8) & 0x7ff, 2, 'one interrupter for each vCPU');
    assert.equal(config(1, 0x42, 2), 1, 'as many MSI-X vectors');
  });

  it('lets the xHCI controller use memory only while it is bus master', () => {
    const { machine, config } = setUp();
    const bar = (config(1, 0x10) & ~0xf) >>> 0;
    const operational = bar + 0x40;
    const start = (command: number) => {
      machine.write('mmio', ECAM.base + DEVICE + 4, 2, command);
      machine.write('mmio', operational, 4, 2);
      machine.write('mmio', operational + 0x18, 4, 0x1_0001);
      machine.write('mmio', operational + 0x1c, 4, 0);
      machine.write('mmio', operational, 4, 1);
      machine.write('mmio', bar + 0x2000, 4, 0);
      return machine.read('mmio', operational + 4, 4);
    };
    const HOST_SYSTEM_ERROR = 1 << 2;
    assert.equal(start(2) & HOST_SYSTEM_ERROR, HOST_SYSTEM_ERROR);
    assert.equal(start(6) & HOST_SYSTEM_ERROR, 0);
  });

  it('gives every BAR a place of its own', () => {
    const { board, config } = setUp(4);
    const places = board.bus.functions.flatMap((pciFunction, device) =>
      pciFunction.bars.map((bar) => ({
        base: (config(device, 0x10 + 4 * bar.spec.index) & ~0xf) >>> 0,
        length: bar.spec.length,
      })),
    );
    for (const a of places) {
      assert.equal(a.base % a.length, 0);
      const others = places.filter(
        (b) => b !== a && a.base < b.base + b.length && b.base < a.base + a.length,
      );
      assert.deepEqual(others, []);
    }
  });

  it('needs no more queues than a data plane has, nor vectors than a machine, for 128 vCPUs and 16 disks', () => {
    const { machine, config, board } = setUp(16, 128);
    const vectors = board.bus.functions.map((pciFunction, device) => {
      const capability = pciFunction.bars.length === 0 ? 0 : config(device, 0x34, 1);
      for (let at = capability; at !== 0; at = config(device, at + 1, 1)) {
        if (config(device, at, 1) === MSIX) return (config(device, at + 2, 2) & 0x7ff) + 1;
      }
      return 0;
    });
    assert.deepEqual(vectors, [0, 8, ...Array.from({ length: 16 }, () => 17)]);
    assert.ok(machine.routes.size <= 1024, `${machine.routes.size} MSI routes`);
  });

  it('tells its keeper of reset and power off', () => {
    const { machine, asked } = setUp();
    machine.write('pio', SLEEP_PORT, 1, 1);
    machine.write('pio', SLEEP_PORT, 1, 0x34);
    assert.deepEqual(asked, ['reset', 'power off']);
  });

  it('raises the event line for the power button until the cause is read', () => {
    const { machine, board } = setUp();
    board.pressPowerButton();
    assert.equal(machine.lines.get(GED.gsi), true);
    assert.equal(machine.read('pio', GED.port, 1), 1);
    assert.equal(machine.lines.get(GED.gsi), false);
  });

  it('comes back from a reset as at power-on', async () => {
    const { machine, board, config, enable, clock } = setUp();
    const before = config(1, 0x10);
    enable(1);
    machine.write('mmio', ECAM.base + DEVICE + 0x10, 4, 0xd000_0000);
    const command = ((config(1, 0x10) & ~0xf) >>> 0) + machine.read('mmio', 0xd000_0000, 1);
    machine.write('mmio', command, 4, 1 << 2);
    await board.reset();
    assert.equal(config(1, 4, 2), 0);
    assert.equal(config(1, 0x10), before);
    enable(1);
    const bar = (before & ~0xf) >>> 0;
    assert.equal(machine.read('mmio', bar + machine.read('mmio', bar, 1), 4), 0, 'USBCMD');
    clock.close();
  });
});
