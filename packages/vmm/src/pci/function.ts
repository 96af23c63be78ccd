/**
 * One PCI function: its type 0 header, BARs, MSI-X (PCI Local Bus 3.0, 6.2; PCI Express 6.0, 7.5.1).
 *
 * Owns what all functions have in common. Devices add their BARs and capabilities; the bus gives addresses.
 */
import { silent, type Log } from '../machine/log.ts';
import type { RegionPlacer } from '../machine/region-map.ts';
import { Bar, type BarSpec } from './bar.ts';
import { ConfigSpace } from './config-space.ts';
import { Msix, MSIX_TABLE_OFFSET, type MsiRoutes } from './msix.ts';

export interface PciIdentity {
  /** For logs: "xhci", "disk0". */
  readonly name: string;
  readonly vendor: number;
  readonly device: number;
  readonly revision: number;
  /** Base class, sub-class, programming interface: 0x0c0330 is xHCI. */
  readonly classCode: number;
  readonly subsystemVendor?: number;
  readonly subsystem?: number;
}

const COMMAND = 0x04;
const COMMAND_MEMORY = 1 << 1;
const COMMAND_BUS_MASTER = 1 << 2;
const COMMAND_PARITY = 1 << 6;
const COMMAND_SERR = 1 << 8;
const COMMAND_INTX_DISABLE = 1 << 10;
const COMMAND_WRITABLE =
  COMMAND_MEMORY | COMMAND_BUS_MASTER | COMMAND_PARITY | COMMAND_SERR | COMMAND_INTX_DISABLE;

export class PciFunction {
  readonly name: string;
  readonly config: ConfigSpace;
  readonly #bars: Bar[] = [];
  readonly #log: Log;
  #msix: Msix | undefined;
  #busMasterChanged: (allowed: boolean) => void = () => undefined;

  constructor(identity: PciIdentity, log: Log = silent) {
    this.name = identity.name;
    this.#log = (level, message, fields) => {
      log(level, message, { function: identity.name, ...fields });
    };
    const subsystemVendor = identity.subsystemVendor ?? identity.vendor;
    this.config = new ConfigSpace([
      { name: 'Vendor ID', offset: 0x00, size: 2, value: identity.vendor },
      { name: 'Device ID', offset: 0x02, size: 2, value: identity.device },
      { name: 'Command', offset: COMMAND, size: 2, value: 0, writable: COMMAND_WRITABLE },
      { name: 'Status', offset: 0x06, size: 2, value: 0 },
      { name: 'Revision ID', offset: 0x08, size: 1, value: identity.revision },
      { name: 'Programming Interface', offset: 0x09, size: 1, value: identity.classCode & 0xff },
      { name: 'Sub-class', offset: 0x0a, size: 1, value: (identity.classCode >>> 8) & 0xff },
      { name: 'Base class', offset: 0x0b, size: 1, value: identity.classCode >>> 16 },
      { name: 'Cache Line Size', offset: 0x0c, size: 1, value: 0, writable: 0xff },
      { name: 'Header Type', offset: 0x0e, size: 1, value: 0 },
      { name: 'Subsystem Vendor ID', offset: 0x2c, size: 2, value: subsystemVendor },
      { name: 'Subsystem ID', offset: 0x2e, size: 2, value: identity.subsystem ?? 0 },
      // Software's notebook; pin 0 says that there is no INTx.
      { name: 'Interrupt Line', offset: 0x3c, size: 1, value: 0, writable: 0xff },
      { name: 'Interrupt Pin', offset: 0x3d, size: 1, value: 0 },
    ]);
    this.config.watch(COMMAND, 2, () => {
      this.#busMasterChanged(this.isBusMaster);
    });
  }

  /** Whether the guest lets the function use memory (PCI Local Bus 3.0, 6.2.2: bit 2 of the command register). */
  get isBusMaster(): boolean {
    return (this.config.peek(COMMAND, 2) & COMMAND_BUS_MASTER) !== 0;
  }

  /** Calls `changed` after each write of the command register and after a reset, and with what holds now. */
  onBusMaster(changed: (allowed: boolean) => void): void {
    this.#busMasterChanged = changed;
    changed(this.isBusMaster);
  }

  get bars(): readonly Bar[] {
    return this.#bars;
  }

  get msix(): Msix | undefined {
    return this.#msix;
  }

  addBar(spec: BarSpec): Bar {
    const bar = new Bar(this.config, spec, this.#log);
    this.#bars.push(bar);
    return bar;
  }

  /** Adds MSI-X with a BAR of its own. */
  addMsix(routes: MsiRoutes, vectors: number, barIndex: 2 | 4): Msix {
    const msix = new Msix(this.config, routes, this.name, vectors, barIndex);
    this.addBar({
      index: barIndex,
      length: Msix.barBytes(vectors),
      windows: [
        { offset: MSIX_TABLE_OFFSET, handler: msix.table },
        { offset: MSIX_TABLE_OFFSET + Msix.tableBytes(vectors), handler: msix.pendingBits },
      ],
    });
    this.#msix = msix;
    return msix;
  }

  /** Puts the BARs' windows on the bus; they have their addresses by then. */
  place(placer: RegionPlacer): void {
    for (const bar of this.#bars) bar.place(placer);
  }

  /** Conventional reset: as at power-on, BARs where the board put them. What is behind the BARs is the device's. */
  reset(): void {
    this.config.reset();
    for (const bar of this.#bars) bar.follow();
    this.#msix?.reset();
    this.#busMasterChanged(this.isBusMaster);
  }
}
