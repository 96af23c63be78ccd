import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AccessLoop } from '../machine/access-loop.ts';
import { ECAM, PCI_MMIO32, PCI_MMIO64 } from '../machine/memory-map.ts';
import { RegionMap } from '../machine/region-map.ts';
import { FakeRegion } from '../machine/testing/fake-device.ts';
import { FakeMachine } from '../machine/testing/fake-machine.ts';
import { PciBus, PciBusFullError } from './bus.ts';
import { PciFunction } from './function.ts';
import { createHostBridge } from './host-bridge.ts';

const DEVICE = 1 << 15;
const COMMAND = 0x04;
const MEMORY = 1 << 1;
const BAR0 = 0x10;

/** A bus with the host bridge and one device: BAR 0 of 64 KiB, MSI-X with 3 vectors in BAR 2. */
function setUp() {
  const machine = new FakeMachine(4096);
  const loop = new AccessLoop(machine, {
    event: () => undefined,
    fault: (error) => {
      throw error;
    },
  });
  machine.wake = loop.run;
  const device = new PciFunction({
    name: 'model',
    vendor: 0x1b36,
    device: 0x0042,
    revision: 3,
    classCode: 0x0c0330,
  });
  const registers = new FakeRegion();
  device.addBar({ index: 0, length: 0x1_0000, windows: [{ offset: 0, handler: registers }] });
  const msix = device.addMsix(machine, 3, 2);
  const bus = new PciBus();
  bus.add(createHostBridge());
  bus.add(device);
  bus.place(new RegionMap(machine, loop));
  const config = {
    read: (at: number, size = 4) => machine.read('mmio', ECAM.base + DEVICE + at, size),
    write: (at: number, value: number, size = 4) => {
      machine.write('mmio', ECAM.base + DEVICE + at, size, value);
    },
  };
  return { machine, bus, msix, config, registers };
}

describe('configuration space through ECAM', () => {
  it('shows the host bridge at 0:0.0', () => {
    const { machine } = setUp();
    assert.equal(machine.read('mmio', ECAM.base, 4), 0x0d57_8086);
    assert.equal(machine.read('mmio', ECAM.base + 8, 4), 0x0600_0000);
  });

  it('reads in 8, 16 and 32 bits', () => {
    const { config } = setUp();
    assert.equal(config.read(0x00), 0x0042_1b36);
    assert.equal(config.read(0x02, 2), 0x0042);
    assert.equal(config.read(0x0b, 1), 0x0c);
    assert.equal(config.read(0x08), 0x0c03_3003);
  });

  it('is all ones where no function is', () => {
    const { machine } = setUp();
    assert.equal(machine.read('mmio', ECAM.base + 2 * DEVICE, 4), 0xffff_ffff);
    assert.equal(machine.read('mmio', ECAM.base + DEVICE + 0x1000, 2), 0xffff);
    machine.write('mmio', ECAM.base + 2 * DEVICE, 4, 0);
  });

  it('keeps read-only bits whatever is written', () => {
    const { config } = setUp();
    config.write(0x00, 0);
    config.write(COMMAND, 0xffff, 2);
    assert.equal(config.read(0x00), 0x0042_1b36);
    assert.equal(config.read(COMMAND, 2), 0x0546);
  });

  it('has a capability list that ends, with MSI-X in it', () => {
    const { config } = setUp();
    assert.equal(config.read(0x06, 2) & 0x10, 0x10);
    const at = config.read(0x34, 1);
    assert.equal(config.read(at, 1), 0x11);
    assert.equal(config.read(at + 1, 1), 0);
    assert.equal(config.read(at + 2, 2), 2);
    assert.equal(config.read(at + 4), 0x0000_0002);
    assert.equal(config.read(at + 8), 0x0000_1002);
  });
});

describe('base address registers', () => {
  it('come assigned, aligned and inside the 32-bit window', () => {
    const { config } = setUp();
    const bar = config.read(BAR0);
    assert.equal(bar & 0xf, 4);
    assert.equal((bar & ~0xf) >>> 0, PCI_MMIO32.base);
    assert.equal(config.read(BAR0 + 4), 0);
  });

  it('tell their size, and come back as they were', () => {
    const { config } = setUp();
    const before = config.read(BAR0);
    config.write(BAR0, 0xffff_ffff);
    config.write(BAR0 + 4, 0xffff_ffff);
    assert.equal(config.read(BAR0), 0xffff_0004);
    assert.equal(config.read(BAR0 + 4), 0xffff_ffff);
    config.write(BAR0, before);
    config.write(BAR0 + 4, 0);
    assert.equal(config.read(BAR0), before);
  });

  it('decode only while the command register says so', () => {
    const { machine, config } = setUp();
    assert.equal(machine.read('mmio', PCI_MMIO32.base, 4), 0xffff_ffff);
    config.write(COMMAND, MEMORY, 2);
    assert.equal(machine.read('mmio', PCI_MMIO32.base, 4), 0x1234_5678);
    config.write(COMMAND, 0, 2);
    assert.equal(machine.read('mmio', PCI_MMIO32.base, 4), 0xffff_ffff);
  });

  it('take their window along when moved above 4 GiB', () => {
    const { machine, config } = setUp();
    config.write(COMMAND, MEMORY, 2);
    config.write(BAR0, 0x0001_0000);
    config.write(BAR0 + 4, PCI_MMIO64.base / 2 ** 32);
    assert.equal(machine.read('mmio', PCI_MMIO32.base, 4), 0xffff_ffff);
    assert.equal(machine.read('mmio', PCI_MMIO64.base + 0x1_0000, 4), 0x1234_5678);
  });

  it('are out of reach outside the PCI windows, over RAM say', () => {
    const { machine, config } = setUp();
    config.write(COMMAND, MEMORY, 2);
    config.write(BAR0, 0);
    assert.equal(machine.read('mmio', 0, 4), 0xffff_ffff);
  });

  it('do not take the place of another window', () => {
    const { machine, config, registers } = setUp();
    config.write(COMMAND, MEMORY, 2);
    const msixAt = (config.read(BAR0 + 8) & ~0xf) >>> 0;
    config.write(BAR0, msixAt & ~0xffff);
    assert.equal(machine.read('mmio', msixAt + 12, 4), 1, 'the MSI-X table still answers');
    config.write(BAR0, PCI_MMIO32.base);
    registers.seen.length = 0;
    machine.read('mmio', PCI_MMIO32.base + 8, 4);
    assert.deepEqual(registers.seen, ['read 8h', 'settle']);
  });
});

describe('MSI-X (PCI Express 6.0, 6.1.4)', () => {
  const ENABLE = 0x8000;
  const FUNCTION_MASK = 0x4000;

  function withTable() {
    const all = setUp();
    const { machine, config } = all;
    config.write(COMMAND, MEMORY, 2);
    const table = (config.read(BAR0 + 8) & ~0xf) >>> 0;
    const pba = table + 0x1000;
    const control = config.read(0x34, 1) + 2;
    return {
      ...all,
      pending: () => machine.read('mmio', pba, 4),
      setControl: (value: number) => {
        config.write(control, value, 2);
      },
      entry: (n: number, data: number, masked: boolean) => {
        machine.write('mmio', table + 16 * n, 4, 0xfee0_0000);
        machine.write('mmio', table + 16 * n + 4, 4, 0);
        machine.write('mmio', table + 16 * n + 8, 4, data);
        machine.write('mmio', table + 16 * n + 12, 4, masked ? 1 : 0);
      },
      mask: (n: number, masked: boolean) => {
        machine.write('mmio', table + 16 * n + 12, 4, masked ? 1 : 0);
      },
      read: (n: number, at: number) => machine.read('mmio', table + 16 * n + at, 4),
    };
  }

  it('starts with every vector masked', () => {
    const { read } = withTable();
    assert.deepEqual(
      [0, 1, 2].map((n) => read(n, 12)),
      [1, 1, 1],
    );
  });

  it('delivers the message of an unmasked vector', () => {
    const { machine, msix, entry, setControl } = withTable();
    entry(1, 0x41, false);
    setControl(ENABLE);
    msix.message(1).raise();
    assert.deepEqual(machine.delivered, [0x41]);
  });

  it('holds a masked vector in the pending bits, and delivers once when it is unmasked', () => {
    const { machine, msix, entry, mask, pending, setControl } = withTable();
    setControl(ENABLE);
    entry(2, 0x42, true);
    msix.message(2).raise();
    msix.message(2).raise();
    assert.equal(pending(), 0b100);
    assert.deepEqual(machine.delivered, []);
    mask(2, false);
    assert.deepEqual(machine.delivered, [0x42]);
    assert.equal(pending(), 0);
  });

  it('holds all vectors while the function is masked', () => {
    const { machine, msix, entry, setControl } = withTable();
    entry(0, 0x40, false);
    setControl(ENABLE | FUNCTION_MASK);
    msix.message(0).raise();
    assert.deepEqual(machine.delivered, []);
    setControl(ENABLE);
    assert.deepEqual(machine.delivered, [0x40]);
  });

  it('follows a message that is changed while unmasked', () => {
    const { machine, msix, entry, setControl } = withTable();
    setControl(ENABLE);
    entry(0, 0x40, false);
    entry(0, 0x50, false);
    msix.message(0).raise();
    assert.deepEqual(machine.delivered, [0x50]);
  });

  it('raises nothing while it is off, and owes nothing when it comes on', () => {
    const { machine, msix, entry, setControl } = withTable();
    entry(0, 0x40, false);
    msix.message(0).raise();
    machine.raise(msix.gsi(0));
    setControl(ENABLE);
    assert.deepEqual(machine.delivered, []);
  });

  it('forgets everything at a reset', () => {
    const { machine, bus, msix, entry, setControl } = withTable();
    entry(0, 0x40, false);
    setControl(ENABLE);
    bus.reset();
    msix.message(0).raise();
    machine.raise(msix.gsi(0));
    assert.deepEqual(machine.delivered, []);
  });
});

describe('the bus', () => {
  it('refuses a 33rd device, with a name', () => {
    const bus = new PciBus();
    for (let n = 0; n < 32; n += 1) bus.add(createHostBridge());
    assert.throws(() => {
      bus.add(createHostBridge());
    }, PciBusFullError);
  });

  it('survives any sequence of configuration and BAR accesses', () => {
    const access = fc.record({
      at: fc.oneof(
        fc.integer({ min: 0, max: 0x1fff }).map((at) => ECAM.base + DEVICE + at),
        fc.integer({ min: 0, max: 0x4_0000 }).map((at) => PCI_MMIO32.base + at),
      ),
      size: fc.constantFrom(1, 2, 4, 8),
      value: fc.option(fc.oneof(fc.nat(0xffff_ffff), fc.constantFrom(0, 2, 6, 0xffff_ffff))),
    });
    fc.assert(
      fc.property(fc.array(access, { maxLength: 60 }), (accesses) => {
        const { machine, config } = setUp();
        for (const { at, size, value } of accesses) {
          if (value === null) machine.read('mmio', at, size);
          else machine.write('mmio', at, size, value, value);
        }
        assert.equal(config.read(0), 0x0042_1b36);
      }),
      { numRuns: 200 },
    );
  });
});
