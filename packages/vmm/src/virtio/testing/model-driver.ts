/**
 * For tests: a virtio driver that finds, negotiates and drives a device by PCI accesses and rings in plain memory
 * alone, as the specification's 3.1.1, 2.7 and 4.1.5 say. Stands for the guest's stock driver.
 *
 *     RAM     0x1000 + 0x4000 n   queue n: descriptors; +0x2000 driver area; +0x3000 device area
 *             0x10_0000           buffers, one after the other
 */
import { AccessLoop } from '../../machine/access-loop.ts';
import { GuestMemory } from '../../machine/guest-memory.ts';
import { ECAM } from '../../machine/memory-map.ts';
import { RegionMap } from '../../machine/region-map.ts';
import { FakeMachine } from '../../machine/testing/fake-machine.ts';
import { PciBus } from '../../pci/bus.ts';
import type { VirtioBackend } from '../backend.ts';
import { VirtioPciDevice } from '../pci-device.ts';

const ACKNOWLEDGE_DRIVER = 3;
const FEATURES_OK = 8;
const DRIVER_OK = 4;
const BUFFERS = 0x10_0000;
const NEXT = 1;
const WRITE = 2;

export interface Used {
  readonly head: number;
  readonly length: number;
}

export class ModelDriver {
  readonly machine: FakeMachine;
  readonly memory: GuestMemory;
  readonly device: VirtioPciDevice;
  readonly view: DataView;
  readonly #common: number;
  readonly #notify: number;
  readonly #config: number;
  readonly #isr: number;
  readonly #msix: number;
  readonly #size: number;
  readonly #avail: number[] = [];
  readonly #seen: number[] = [];
  readonly #nextDescriptor: number[] = [];
  #nextBuffer = BUFFERS;

  constructor(makeBackend: (memory: GuestMemory) => VirtioBackend, ramBytes = 8 << 20, queueSize = 64) {
    const machine = new FakeMachine(ramBytes);
    this.machine = machine;
    const loop = new AccessLoop(machine, {
      event: () => undefined,
      fault: (error) => {
        throw error;
      },
    });
    machine.wake = loop.run;
    this.memory = new GuestMemory(machine.ram(), machine.ramRanges());
    this.view = new DataView(machine.memory);
    this.#size = queueSize;
    this.device = new VirtioPciDevice('model', makeBackend(this.memory), this.memory, machine);
    const bus = new PciBus();
    bus.add(this.device.function);
    bus.place(new RegionMap(machine, loop));
    machine.write('mmio', ECAM.base + 4, 2, 6);
    const bar = (this.#pci(0x10) & ~0xf) >>> 0;
    this.#msix = (this.#pci(0x18) & ~0xf) >>> 0;
    const structure = (type: number) => {
      for (let at = this.#pci(0x34, 1); at !== 0; at = this.#pci(at + 1, 1)) {
        if (this.#pci(at, 1) === 9 && this.#pci(at + 3, 1) === type) return bar + this.#pci(at + 8);
      }
      throw new Error(`no structure of type ${type}`);
    };
    this.#common = structure(1);
    this.#notify = structure(2);
    this.#isr = structure(3);
    this.#config = structure(4);
  }

  #pci(at: number, size = 4): number {
    return this.machine.read('mmio', ECAM.base + at, size);
  }

  get status(): number {
    return this.machine.read('mmio', this.#common + 0x14, 1);
  }

  /** Reads and clears the ISR status. */
  get isr(): number {
    return this.machine.read('mmio', this.#isr, 1);
  }

  get generation(): number {
    return this.machine.read('mmio', this.#common + 0x15, 1);
  }

  get deviceId(): number {
    return this.#pci(0) >>> 16;
  }

  readConfig(at: number, size: 1 | 2 | 4): number {
    return this.machine.read('mmio', this.#config + at, size);
  }

  writeConfig(at: number, size: 1 | 2 | 4, value: number): void {
    this.machine.write('mmio', this.#config + at, size, value);
  }

  /** Negotiates `features` (bits 0-31), sets `queues` queues up with MSI-X vectors 1 + n, and goes live. */
  start(queues: number, features = 0): void {
    const set = (at: number, value: number, size: 1 | 2 | 4) => {
      this.machine.write('mmio', this.#common + at, size, value);
    };
    for (let vector = 0; vector <= queues; vector += 1) {
      this.machine.write('mmio', this.#msix + 16 * vector, 4, 0xfee0_0000);
      this.machine.write('mmio', this.#msix + 16 * vector + 8, 4, 0x40 + vector);
      this.machine.write('mmio', this.#msix + 16 * vector + 12, 4, 0);
    }
    this.machine.write('mmio', ECAM.base + this.#msixCapability() + 2, 2, 0x8000);
    set(0x14, 0, 1);
    set(0x14, 1, 1);
    set(0x14, ACKNOWLEDGE_DRIVER, 1);
    set(8, 0, 4);
    set(0xc, features, 4);
    set(8, 1, 4);
    set(0xc, 1, 4);
    set(0x14, ACKNOWLEDGE_DRIVER | FEATURES_OK, 1);
    set(0x10, 0, 2);
    for (let n = 0; n < queues; n += 1) {
      this.#avail[n] = this.#seen[n] = this.#nextDescriptor[n] = 0;
      const { desc, driver, used } = this.ring(n);
      new Uint8Array(this.machine.memory, desc, 0x4000).fill(0);
      set(0x16, n, 2);
      set(0x18, this.#size, 2);
      set(0x1a, 1 + n, 2);
      for (const [at, address] of [
        [0x20, desc],
        [0x28, driver],
        [0x30, used],
      ] as const) {
        set(at, address, 4);
        set(at + 4, 0, 4);
      }
      set(0x1c, 1, 2);
    }
    set(0x14, ACKNOWLEDGE_DRIVER | FEATURES_OK | DRIVER_OK, 1);
  }

  /** Status 0: the device is reset. */
  stop(): void {
    this.machine.write('mmio', this.#common + 0x14, 1, 0);
  }

  #msixCapability(): number {
    for (let at = this.#pci(0x34, 1); at !== 0; at = this.#pci(at + 1, 1)) {
      if (this.#pci(at, 1) === 0x11) return at;
    }
    throw new Error('no MSI-X');
  }

  ring(n: number): { desc: number; driver: number; used: number } {
    const desc = 0x1000 + 0x4000 * n;
    return { desc, driver: desc + 0x2000, used: desc + 0x3000 };
  }

  /** Memory for a buffer, page aligned. */
  allocate(bytes: number): number {
    const at = this.#nextBuffer;
    this.#nextBuffer += Math.ceil(Math.max(1, bytes) / 4096) * 4096;
    if (this.#nextBuffer > this.machine.memory.byteLength) throw new Error('the model has no more memory');
    return at;
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.machine.memory, at, length);
  }

  setDescriptor(n: number, index: number, address: number, length: number, flags: number, next = 0): void {
    const at = this.ring(n).desc + 16 * index;
    this.view.setBigUint64(at, BigInt(address), true);
    this.view.setUint32(at + 8, length, true);
    this.view.setUint16(at + 12, flags, true);
    this.view.setUint16(at + 14, next, true);
  }

  /** Makes the chain that begins at `head` available, without telling. */
  offer(n: number, head: number): void {
    const { driver } = this.ring(n);
    const idx = this.#avail[n] ?? 0;
    this.view.setUint16(driver + 4 + 2 * (idx % this.#size), head, true);
    this.#avail[n] = (idx + 1) & 0xffff;
    this.view.setUint16(driver + 2, idx + 1, true);
  }

  notify(n: number): void {
    this.machine.write('mmio', this.#notify + 4 * n, 2, n);
  }

  /** One chain of the given parts: bytes to read, then how many to write. Returns its head and where the last part lies. */
  add(
    n: number,
    readable: readonly Uint8Array[],
    writable: readonly number[],
  ): { head: number; last: number } {
    const parts = readable.length + writable.length;
    const from = this.#nextDescriptor[n] ?? 0;
    const head = from + parts > this.#size ? 0 : from;
    this.#nextDescriptor[n] = (head + parts) % this.#size;
    let last = 0;
    for (let part = 0; part < parts; part += 1) {
      const data = readable[part];
      const length = data?.length ?? writable[part - readable.length] ?? 0;
      last = this.allocate(length);
      if (data !== undefined) this.bytes(last, length).set(data);
      const flags = (data === undefined ? WRITE : 0) | (part + 1 < parts ? NEXT : 0);
      this.setDescriptor(n, head + part, last, length, flags, head + part + 1);
    }
    this.offer(n, head);
    return { head, last };
  }

  /** What the device has given back since the last call. */
  used(n: number): Used[] {
    const { used } = this.ring(n);
    const idx = this.view.getUint16(used + 2, true);
    const found: Used[] = [];
    for (let at = this.#seen[n] ?? 0; at !== idx; at = (at + 1) & 0xffff) {
      const entry = used + 4 + 8 * (at % this.#size);
      found.push({ head: this.view.getUint32(entry, true), length: this.view.getUint32(entry + 4, true) });
    }
    this.#seen[n] = idx;
    return found;
  }

  /** Sends a request and returns the response, which must be there at once. */
  request(n: number, readable: readonly Uint8Array[], responseBytes: number): DataView {
    const { head, last } = this.add(n, readable, [responseBytes]);
    this.notify(n);
    const [used] = this.used(n).filter((each) => each.head === head);
    if (used === undefined) throw new Error('the request was not answered');
    return new DataView(this.machine.memory, last, used.length);
  }
}
