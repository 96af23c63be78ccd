import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createVirtioBlk } from '../disk/virtio-blk.ts';
import { AccessLoop } from '../machine/access-loop.ts';
import { GuestMemory } from '../machine/guest-memory.ts';
import { ECAM } from '../machine/memory-map.ts';
import { RegionMap } from '../machine/region-map.ts';
import { FakeBlkPlane } from '../machine/testing/fake-device.ts';
import { FakeMachine } from '../machine/testing/fake-machine.ts';
import { PciBus } from '../pci/bus.ts';
import { VirtioPciDevice } from './pci-device.ts';

const RAM_BYTES = 1024 * 1024;
const ACKNOWLEDGE = 1;
const DRIVER = 2;
const DRIVER_OK = 4;
const FEATURES_OK = 8;
const NEEDS_RESET = 64;
const FAILED = 128;
/** VIRTIO_BLK_F_MQ. */
const MQ = 1 << 12;
const NO_VECTOR = 0xffff;

/** A model driver: a virtio-blk device found and driven by PCI accesses alone, as the specification's 3.1.1 and 4.1.5 say. */
function setUp(planeFeatures = 0) {
  const machine = new FakeMachine(RAM_BYTES);
  const loop = new AccessLoop(machine, {
    event: () => undefined,
    fault: (error) => {
      throw error;
    },
  });
  machine.wake = loop.run;
  const plane = new FakeBlkPlane(planeFeatures);
  const memory = new GuestMemory(machine.ram(), machine.ramRanges());
  const device = new VirtioPciDevice('disk0', createVirtioBlk(plane, 2), memory, machine);
  const bus = new PciBus();
  bus.add(device.function);
  bus.place(new RegionMap(machine, loop));
  const config = (at: number, size = 4) => machine.read('mmio', ECAM.base + at, size);
  const setConfig = (at: number, value: number, size = 4) => {
    machine.write('mmio', ECAM.base + at, size, value);
  };
  setConfig(4, 6, 2);
  const bar = (config(0x10) & ~0xf) >>> 0;
  /** Configuration space offset of the virtio capability of a type (4.1.4). */
  const capability = (type: number): number => {
    for (let at = config(0x34, 1); at !== 0; at = config(at + 1, 1)) {
      if (config(at, 1) === 9 && config(at + 3, 1) === type) return at;
    }
    throw new Error(`no capability of type ${type}`);
  };
  const structure = (type: number) => bar + config(capability(type) + 8);
  const common = structure(1);
  const get = (at: number, size = 4) => machine.read('mmio', common + at, size);
  const set = (at: number, value: number, size = 4) => {
    machine.write('mmio', common + at, size, value);
  };
  const setStatus = (value: number) => {
    set(0x14, value, 1);
  };
  const status = () => get(0x14, 1);
  const offered = (select: number) => {
    set(0, select);
    return get(4);
  };
  const accept = (low: number, high: number) => {
    set(8, 0);
    set(0xc, low);
    set(8, 1);
    set(0xc, high);
  };
  const negotiate = () => {
    setStatus(ACKNOWLEDGE);
    setStatus(ACKNOWLEDGE | DRIVER);
    accept(1 << 9, 1);
    setStatus(ACKNOWLEDGE | DRIVER | FEATURES_OK);
  };
  const setQueue = (desc: number, driver: number, used: number, size = 128) => {
    set(0x16, 0, 2);
    set(0x18, size, 2);
    set(0x1a, 1, 2);
    for (const [at, address] of [
      [0x20, desc],
      [0x28, driver],
      [0x30, used],
    ] as const) {
      set(at, address);
      set(at + 4, Math.floor(address / 2 ** 32));
    }
    set(0x1c, 1, 2);
  };
  const goLive = () => {
    negotiate();
    setQueue(0x1000, 0x2000, 0x3000);
    setStatus(ACKNOWLEDGE | DRIVER | FEATURES_OK | DRIVER_OK);
  };
  return {
    machine,
    plane,
    device,
    config,
    setConfig,
    bar,
    capability,
    structure,
    get,
    set,
    status,
    setStatus,
    offered,
    accept,
    negotiate,
    setQueue,
    goLive,
  };
}

describe('virtio over PCI (virtio 1.3, 4.1)', () => {
  it('is found as a modern block device', () => {
    const { config } = setUp();
    assert.equal(config(0), 0x1042_1af4);
    assert.equal(config(8, 1), 1);
  });

  it('has all five structures', () => {
    const { capability } = setUp();
    assert.equal(new Set([1, 2, 3, 4, 5].map((type) => capability(type))).size, 5);
  });

  it('has notify registers 4 bytes apart', () => {
    const { config, capability } = setUp();
    const at = capability(2);
    assert.equal(config(at + 2, 1), 20);
    assert.equal(config(at + 16), 4);
  });

  it('describes the disk', () => {
    const { machine, structure } = setUp();
    assert.equal(machine.read('mmio', structure(4), 4), 2048);
    assert.equal(machine.read('mmio', structure(4) + 4, 4), 0);
    assert.equal(machine.read('mmio', structure(4) + 20, 4), 512);
  });
});

describe('feature negotiation (2.2)', () => {
  it('offers VERSION_1 and what the data plane can do', () => {
    const { offered } = setUp();
    assert.equal(offered(1), 1);
    assert.equal(offered(0) & (1 << 9), 1 << 9);
    assert.equal(offered(2), 0);
  });

  it('takes FEATURES_OK for a subset with VERSION_1', () => {
    const { negotiate, status } = setUp();
    negotiate();
    assert.equal(status(), ACKNOWLEDGE | DRIVER | FEATURES_OK);
  });

  it('refuses FEATURES_OK without VERSION_1', () => {
    const { accept, status, setStatus } = setUp();
    setStatus(3);
    accept(0, 0);
    setStatus(3 | FEATURES_OK);
    assert.equal(status(), 3);
  });

  it('refuses FEATURES_OK for a feature that was not offered', () => {
    const { accept, status, setStatus } = setUp();
    setStatus(3);
    accept(1 << 12, 1);
    setStatus(3 | FEATURES_OK);
    assert.equal(status(), 3);
  });

  it('keeps features as they are after FEATURES_OK', () => {
    const { negotiate, accept, get } = setUp();
    negotiate();
    accept(0, 0);
    assert.equal(get(0xc), 1);
  });
});

describe('device status (2.1)', () => {
  it('refuses steps that were left out', () => {
    const { status, setStatus } = setUp();
    setStatus(DRIVER);
    assert.equal(status(), 0);
    setStatus(ACKNOWLEDGE | DRIVER | DRIVER_OK);
    assert.equal(status(), ACKNOWLEDGE | DRIVER);
  });

  it('refuses to take a bit away', () => {
    const { status, setStatus, negotiate } = setUp();
    negotiate();
    setStatus(ACKNOWLEDGE);
    setStatus(FAILED);
    assert.equal(status(), ACKNOWLEDGE | DRIVER | FEATURES_OK);
  });

  it('stops serving when the driver gives up, until a reset', () => {
    const { status, setStatus, goLive, plane } = setUp();
    goLive();
    setStatus(0x8f);
    assert.deepEqual(plane.seen, ['activate 200 1', 'reset']);
    setStatus(0x8f);
    assert.equal(status(), 0x8f);
    setStatus(0);
    assert.equal(status(), 0);
  });
});

describe('queues (4.1.5)', () => {
  it('go to the data plane as they were set up, with the address of their notify register', () => {
    const { goLive, plane, structure, machine, status } = setUp();
    goLive();
    assert.equal(status(), 15);
    const [queue] = plane.queues;
    assert.deepEqual(
      { ...queue, gsi: 0 },
      { size: 128, desc: 0x1000, avail: 0x2000, used: 0x3000, gsi: 0, notify: structure(2) },
    );
    assert.ok(machine.routes.has(queue?.gsi ?? 0));
  });

  it('have size 0 where there is none', () => {
    const { get, set } = setUp();
    set(0x16, 9, 2);
    assert.equal(get(0x18, 2), 0);
    set(0x1c, 1, 2);
    assert.equal(get(0x1c, 2), 0);
  });

  it('take no vector that is not there', () => {
    const { get, set } = setUp();
    set(0x1a, 2, 2);
    assert.equal(get(0x1a, 2), NO_VECTOR);
    set(0x10, 1, 2);
    assert.equal(get(0x10, 2), 1);
  });

  it('take no size that is not a power of two up to the maximum', () => {
    const { get, set } = setUp();
    for (const size of [0, 3, 512]) set(0x18, size, 2);
    assert.equal(get(0x18, 2), 256);
    set(0x18, 64, 2);
    assert.equal(get(0x18, 2), 64);
  });

  it('are frozen once enabled', () => {
    const { negotiate, setQueue, get, set } = setUp();
    negotiate();
    setQueue(0x1000, 0x2000, 0x3000);
    set(0x18, 64, 2);
    set(0x20, 0x8000);
    set(0x1c, 0, 2);
    assert.equal(get(0x18, 2), 128);
    assert.equal(get(0x20), 0x1000);
    assert.equal(get(0x1c, 2), 1);
  });

  it('that were not enabled cannot be once the device is live', () => {
    const { goLive, get, set } = setUp(MQ);
    goLive();
    set(0x16, 1, 2);
    set(0x20, 0x8000);
    set(0x1c, 1, 2);
    assert.equal(get(0x18, 2), 256);
    assert.equal(get(0x20), 0);
    assert.equal(get(0x1c, 2), 0);
  });

  it('are frozen once live (CVE-2026-5747)', () => {
    const { goLive, get, set } = setUp();
    goLive();
    set(0x18, 64, 2);
    set(0x20, 0x8000);
    set(0x1a, 0, 2);
    assert.equal(get(0x18, 2), 128);
    assert.equal(get(0x20), 0x1000);
    assert.equal(get(0x1a, 2), 1);
  });

  it('outside RAM or misaligned make the device ask for a reset and reach no data plane', () => {
    for (const [desc, driver, used] of [
      [RAM_BYTES - 16, 0x2000, 0x3000],
      [0x1000, RAM_BYTES - 6, 0x3000],
      [0x1000, 0x2000, RAM_BYTES - 8],
      [0x1008, 0x2000, 0x3000],
      [0x1000, 0x2001, 0x3000],
      [0x1000, 0x2000, 0x3002],
      [2 ** 52, 0x2000, 0x3000],
    ] as const) {
      const { negotiate, setQueue, setStatus, status, plane } = setUp();
      negotiate();
      setQueue(desc, driver, used);
      setStatus(15);
      assert.equal(status(), 11 | NEEDS_RESET);
      assert.deepEqual(plane.seen, []);
    }
  });

  it('refused by the data plane make the device ask for a reset', () => {
    const { goLive, status, plane } = setUp();
    plane.refuses = true;
    goLive();
    assert.equal(status(), 11 | NEEDS_RESET);
  });
});

describe('reset', () => {
  it('waits for the data plane, then starts anew', () => {
    const { goLive, setStatus, plane, status, get } = setUp();
    goLive();
    setStatus(0);
    assert.deepEqual(plane.seen, ['activate 200 1', 'reset']);
    assert.equal(status(), 0);
    assert.equal(get(0x1c, 2), 0);
    goLive();
    assert.equal(plane.seen.length, 3);
  });

  it('is asked for when the device may use memory no more', () => {
    const { goLive, setConfig, status, setStatus, plane } = setUp();
    goLive();
    setConfig(4, 2, 2);
    assert.deepEqual(plane.seen, ['activate 200 1', 'reset']);
    assert.equal(status(), 15 | NEEDS_RESET);
    setStatus(0);
    goLive();
    assert.equal(plane.seen.length, 2, 'nothing is served before the bus master bit is set');
    setConfig(4, 6, 2);
    setStatus(0);
    goLive();
    assert.equal(plane.seen.at(-1), 'activate 200 1');
  });

  it('is asked for when the BAR is moved under a live data plane', () => {
    const { goLive, setConfig, status, plane, machine, bar } = setUp();
    goLive();
    setConfig(0x10, bar + 0x10_0000);
    assert.deepEqual(plane.seen, ['activate 200 1', 'reset']);
    assert.equal(machine.read('mmio', bar + 0x10_0014, 1), 15 | NEEDS_RESET);
    assert.equal(status(), 0xff, 'nothing is left at the old place');
  });

  it('raises the configuration interrupt and sets the ISR when the device asks for it', () => {
    const { goLive, device, structure, machine, set, config, setConfig, capability } = setUp();
    assert.ok(capability(3) > 0);
    const msixAt = (config(0x18) & ~0xf) >>> 0;
    for (const [at, value] of [
      [0, 0xfee0_0000],
      [8, 0x61],
      [12, 0],
    ] as const) {
      machine.write('mmio', msixAt + at, 4, value);
    }
    setConfig(0x42, 0x8000, 2);
    set(0x10, 0, 2);
    goLive();
    device.transport.needReset('a test');
    assert.deepEqual(machine.delivered, [0x61]);
    assert.equal(machine.read('mmio', structure(3), 1), 2);
    assert.equal(machine.read('mmio', structure(3), 1), 0);
  });
});

describe('the configuration access capability (4.1.4.9)', () => {
  it('reaches the common configuration without the BAR', () => {
    const { config, setConfig, capability, offered } = setUp();
    const wanted = offered(0);
    const at = capability(5);
    setConfig(4, 0, 2);
    setConfig(at + 4, 0, 1);
    setConfig(at + 12, 4);
    setConfig(at + 8, 4);
    assert.equal(config(at + 16), wanted);
  });

  it('reaches nothing outside the windows', () => {
    const { config, setConfig, capability } = setUp();
    const at = capability(5);
    setConfig(at + 12, 4);
    setConfig(at + 8, 0xffff_fffc);
    assert.equal(config(at + 16), 0);
    setConfig(at + 16, 1);
  });
});

describe('a hostile driver', () => {
  it('writing anything anywhere never reaches the data plane with a queue outside RAM', () => {
    const value = fc.oneof(fc.nat(0xffff_ffff), fc.constantFrom(0, 1, 3, 11, 15, 0xffff, 0x1000, 0x2000));
    const write = fc.record({
      at: fc.oneof(fc.nat(0x4fff), fc.constantFrom(0x14, 0x16, 0x18, 0x1c, 0x20, 0x24, 0x28, 0x30, 8, 0xc)),
      size: fc.constantFrom(1, 2, 4, 8),
      value,
    });
    fc.assert(
      fc.property(fc.array(write, { maxLength: 80 }), fc.boolean(), (writes, live) => {
        const { machine, bar, plane, goLive } = setUp();
        if (live) goLive();
        for (const { at, size, value: written } of writes) {
          machine.write('mmio', bar + at, size, written, written);
          machine.read('mmio', bar + at, size);
        }
        for (const queue of plane.queues) {
          assert.ok(queue.desc + 16 * queue.size <= RAM_BYTES);
          assert.ok(queue.used + 6 + 8 * queue.size <= RAM_BYTES);
        }
      }),
      { numRuns: 200 },
    );
  });
});
