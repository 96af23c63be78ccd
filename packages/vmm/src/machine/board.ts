/**
 * The standard board: every device, its place, and the ACPI tables that tell a guest of them.
 *
 * Owns what the machine consists of and in which order it is put together and reset. Runs nothing: vCPUs, lifecycle
 * and files are the VirtualMachine's.
 */
import type { AcpiSpec, Machine } from '@farport/native';
import type { Display } from '../display/display.ts';
import { createVirtioBlk, type BlkDataPlane } from '../disk/virtio-blk.ts';
import { PciBus } from '../pci/bus.ts';
import { createHostBridge } from '../pci/host-bridge.ts';
import type { MsiRoutes } from '../pci/msix.ts';
import type { UsbPorts } from '../usb/usb-device.ts';
import { TrackedUsbPorts } from '../usb/tracked-ports.ts';
import { createXhciFunction, resetXhci } from '../usb/xhci-pci.ts';
import { VirtioPciDevice } from '../virtio/pci-device.ts';
import { AccessLoop, type AccessKeeper, type AccessSource } from './access-loop.ts';
import type { Clock } from './clock.ts';
import { GuestMemory } from './guest-memory.ts';
import type { Log } from './log.ts';
import {
  ACPI_TABLES,
  ECAM,
  GED,
  PCI_MMIO32,
  PCI_MMIO64,
  PM_TIMER_PORT,
  SERIAL,
  SLEEP_PORT,
} from './memory-map.ts';
import { EventDevice, SleepRegister, type PowerRequests } from './power.ts';
import { RegionMap, type RegionHost } from './region-map.ts';
import type { InterruptMessage, RegionHandler } from './region.ts';

/** The part of the native machine that the board uses; tests bring a FakeMachine. */
export type BoardMachine = AccessSource &
  RegionHost &
  MsiRoutes &
  Pick<Machine, 'ram' | 'ramRanges' | 'setIrqLine' | 'writeAcpi'>;

/** An xHCI controller as the board sees it. */
export type UsbController = RegionHandler & UsbPorts;

export interface BoardSpec {
  readonly vcpus: number;
  readonly disks: readonly BlkDataPlane[];
  /** Makes screen, keyboard and pointer; absent: there are none. */
  readonly createDisplay?: (memory: GuestMemory, clock: Clock) => Display;
  /** Makes the controller, with one interrupter for each message. */
  readonly createUsb: (
    memory: GuestMemory,
    clock: Clock,
    messages: readonly InterruptMessage[],
  ) => UsbController;
}

export class Board {
  readonly loop: AccessLoop;
  readonly bus = new PciBus();
  readonly #machine: BoardMachine;
  readonly #spec: BoardSpec;
  readonly #events: EventDevice;
  readonly #xhci: UsbController;
  readonly #ports: TrackedUsbPorts;
  readonly #clock: Clock;
  readonly #disks: readonly VirtioPciDevice[];
  readonly #displayDevices: readonly VirtioPciDevice[];
  /** Screen, keyboard and pointer, where the machine has them. */
  readonly display: Display | undefined;

  constructor(
    machine: BoardMachine,
    spec: BoardSpec,
    clock: Clock,
    keeper: AccessKeeper & PowerRequests,
    log: Log,
  ) {
    this.#machine = machine;
    this.#spec = spec;
    this.#clock = clock;
    const memory = new GuestMemory(machine.ram(), machine.ramRanges());
    const xhciMemory = new GuestMemory(machine.ram(), machine.ramRanges());
    this.loop = new AccessLoop(machine, keeper);

    this.#events = new EventDevice((level) => {
      machine.setIrqLine(GED.gsi, level);
    });
    const xhci = createXhciFunction(
      machine,
      xhciMemory,
      { interrupters: Math.min(spec.vcpus, MAX_INTERRUPTERS), log },
      (messages) => spec.createUsb(xhciMemory, clock, messages),
    );
    this.#xhci = xhci.core;
    this.#ports = new TrackedUsbPorts(xhci.core);
    this.#disks = spec.disks.map(
      (plane, n) => new VirtioPciDevice(`disk${n}`, createVirtioBlk(plane, spec.vcpus), memory, machine, log),
    );
    this.display = spec.createDisplay?.(memory, clock);
    this.#displayDevices = (this.display?.backends ?? []).map(
      ([name, backend]) => new VirtioPciDevice(name, backend, memory, machine, log),
    );

    this.bus.add(createHostBridge());
    this.bus.add(xhci.function);
    for (const device of [...this.#disks, ...this.#displayDevices]) this.bus.add(device.function);

    const regions = new RegionMap(machine, this.loop);
    regions.place('pio', SLEEP_PORT, new SleepRegister(keeper));
    regions.place('pio', GED.port, this.#events);
    this.bus.place(regions);
  }

  get usb(): UsbPorts {
    return this.#ports;
  }

  pressPowerButton(): void {
    this.#events.pressPowerButton();
  }

  /** Writes the ACPI tables; returns the address of the RSDP. Again after a reset: the guest may have used the memory. */
  writeAcpi(): number {
    return this.#machine.writeAcpi(acpiOf(this.#spec.vcpus));
  }

  /** Every device to its state at power-on, while the vCPUs stand. Resolves when none uses guest memory any more. */
  async reset(): Promise<void> {
    for (const device of [...this.#disks, ...this.#displayDevices]) device.reset();
    await resetXhci(this.#xhci, this.#clock);
    this.bus.reset();
    this.#events.reset();
  }

  /** The VM ends: data planes stop, USB devices are let go. */
  close(): void {
    this.loop.close();
    for (const device of [...this.#disks, ...this.#displayDevices]) device.transport.reset();
    this.display?.session.close();
    this.#ports.detachAll();
  }
}

/** More interrupters than this bring nothing: Linux uses one, Windows a few. */
const MAX_INTERRUPTERS = 8;

function acpiOf(vcpus: number): AcpiSpec {
  return {
    at: ACPI_TABLES,
    vcpus,
    ecam: { ...ECAM },
    mmio32: { ...PCI_MMIO32 },
    mmio64: { ...PCI_MMIO64 },
    sleepPort: SLEEP_PORT,
    pmTimerPort: PM_TIMER_PORT,
    ged: { ...GED },
    serial: { ...SERIAL },
  };
}
