/**
 * A virtio device on PCI (virtio 1.3, section 4.1): the function, its capabilities and its four windows.
 *
 * Owns where in the BAR each structure lies. What the structures mean is the transport's, what the device does is
 * the backend's.
 *
 *     BAR 0   0000h  common configuration   synchronous (cold)
 *             1000h  ISR status             synchronous (a read clears it)
 *             2000h  device configuration   shadow; synchronous where the driver writes some of it
 *             3000h  notify, 4 bytes each   ioeventfd of the data plane; else posted, for backends on the main loop
 *     BAR 2          MSI-X: vector 0 for configuration changes, one for each queue
 */
import type { GuestMemory } from '../machine/guest-memory.ts';
import { silent, type Log } from '../machine/log.ts';
import type { RegionHandler } from '../machine/region.ts';
import type { Bar } from '../pci/bar.ts';
import { PciFunction } from '../pci/function.ts';
import type { MsiRoutes } from '../pci/msix.ts';
import type { VirtioBackend } from './backend.ts';
import { COMMON_CONFIG_BYTES, CommonConfigWindow } from './common-config.ts';
import { addPciCfgAccess } from './pci-cfg-access.ts';
import { VirtioTransport } from './transport.ts';

const VENDOR = 0x1af4;
/** Device IDs are this plus the device type (4.1.2.1). */
const DEVICE_BASE = 0x1040;
const SUBSYSTEM = 0x1100;

const CAPABILITY_VENDOR = 0x09;
const CFG_COMMON = 1;
const CFG_NOTIFY = 2;
const CFG_ISR = 3;
const CFG_DEVICE = 4;

const WINDOW_BYTES = 0x1000;
const COMMON_AT = 0x0000;
const ISR_AT = 0x1000;
const DEVICE_AT = 0x2000;
const NOTIFY_AT = 0x3000;
const BAR_BYTES = 0x4000;
const NOTIFY_MULTIPLIER = 4;
const MAX_QUEUES = WINDOW_BYTES / NOTIFY_MULTIPLIER;

export class VirtioPciDevice {
  readonly function: PciFunction;
  readonly transport: VirtioTransport;
  readonly #bar: Bar;
  readonly #backend: VirtioBackend;
  #servedBase: number | undefined;

  constructor(
    name: string,
    backend: VirtioBackend,
    memory: GuestMemory,
    routes: MsiRoutes,
    log: Log = silent,
  ) {
    if (backend.queueSizes.length > MAX_QUEUES) throw new RangeError(`${name}: too many queues`);
    this.#backend = backend;
    const pciFunction = new PciFunction(
      {
        name,
        vendor: VENDOR,
        device: DEVICE_BASE + backend.deviceId,
        revision: 1,
        classCode: backend.classCode,
        subsystemVendor: VENDOR,
        subsystem: SUBSYSTEM,
      },
      log,
    );
    this.function = pciFunction;
    const msix = pciFunction.addMsix(routes, backend.queueSizes.length + 1, 2);
    let nowhere: number | undefined;
    this.transport = new VirtioTransport(
      name,
      backend,
      memory,
      {
        vectors: msix.count,
        gsiOf: (vector) => (vector === undefined ? (nowhere ??= routes.allocateMsi()) : msix.gsi(vector)),
        raise: (vector) => {
          msix.message(vector).raise();
        },
        raiseRoute: (gsi) => {
          routes.raise(gsi);
        },
        get mayUseMemory() {
          return pciFunction.isBusMaster;
        },
        notifyAddress: (index) => {
          this.#servedBase = this.#bar.base;
          return this.#servedBase === undefined
            ? undefined
            : this.#servedBase + NOTIFY_AT + index * NOTIFY_MULTIPLIER;
        },
      },
      log,
    );
    const windows = [
      { offset: COMMON_AT, handler: new CommonConfigWindow(`${name} common configuration`, this.transport) },
      { offset: ISR_AT, handler: isrWindow(`${name} ISR`, this.transport) },
      {
        offset: DEVICE_AT,
        handler: deviceWindow(
          `${name} device configuration`,
          backend.config,
          backend.writeConfig === undefined ? undefined : this.transport,
        ),
      },
      { offset: NOTIFY_AT, handler: notifyWindow(`${name} notify`, this.transport) },
    ];
    this.#bar = pciFunction.addBar({ index: 0, length: BAR_BYTES, windows });
    this.#bar.onMove(() => {
      this.#barMoved();
    });
    pciFunction.onBusMaster((allowed) => {
      if (!allowed && this.transport.state === 'live') {
        this.transport.needReset(
          'it may not use memory any more: its bus master bit was cleared while it was live',
        );
      }
    });
    this.#addCapabilities(windows);
  }

  /** As at power-on, data plane first. */
  reset(): void {
    this.transport.reset();
    this.function.reset();
  }

  #addCapabilities(windows: readonly { offset: number; handler: RegionHandler }[]): void {
    const add = (type: number, at: number, length: number, extra: number[] = []) => {
      const bytes = 16 + 4 * extra.length;
      this.function.config.addCapability(CAPABILITY_VENDOR, bytes, [
        { name: 'cap_len', offset: 2, size: 1, value: bytes },
        { name: 'cfg_type', offset: 3, size: 1, value: type },
        { name: 'bar', offset: 4, size: 1, value: this.#bar.spec.index },
        { name: 'offset', offset: 8, size: 4, value: at },
        { name: 'length', offset: 12, size: 4, value: length },
        ...extra.map((value, n) => ({
          name: 'notify_off_multiplier',
          offset: 16 + 4 * n,
          size: 4 as const,
          value,
        })),
      ]);
    };
    add(CFG_COMMON, COMMON_AT, COMMON_CONFIG_BYTES);
    add(CFG_ISR, ISR_AT, 1);
    add(CFG_DEVICE, DEVICE_AT, this.#backend.config.length);
    add(CFG_NOTIFY, NOTIFY_AT, NOTIFY_MULTIPLIER * this.#backend.queueSizes.length, [NOTIFY_MULTIPLIER]);
    addPciCfgAccess(this.function.config, this.#bar.spec.index, windows);
  }

  /** The ioeventfds of a live data plane stay where they were put: a driver that moves the BAR must start anew. */
  #barMoved(): void {
    const base = this.#bar.base;
    if (this.transport.state === 'live' && base !== undefined && base !== this.#servedBase) {
      this.transport.needReset('its BAR was moved while it was live');
    }
  }
}

function isrWindow(name: string, transport: VirtioTransport): RegionHandler {
  return {
    name,
    length: WINDOW_BYTES,
    rules: [],
    useShadow: () => undefined,
    read: (offset) => (offset === 0 ? transport.takeIsr() : 0),
    readHigh: () => 0,
    write: () => undefined,
  };
}

/** `live`: who takes writes, where `config` may change under the driver. */
function deviceWindow(name: string, config: Uint8Array, live: VirtioTransport | undefined): RegionHandler {
  const byte = (at: number) => config[at] ?? 0;
  const word = (at: number) =>
    (byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24)) >>> 0;
  let high = 0;
  return {
    name,
    length: WINDOW_BYTES,
    rules:
      live === undefined
        ? [{ offset: 0, size: 4, count: WINDOW_BYTES / 4, stride: 4, write: 'posted', read: 'shadow' }]
        : [],
    useShadow: (shadow) => {
      for (let at = 0; at < WINDOW_BYTES; at += 1) shadow.setUint8(at, byte(at));
    },
    read: (offset, size) => {
      high = size === 8 ? word(offset + 4) : 0;
      if (size === 1) return byte(offset);
      return size === 2 ? byte(offset) | (byte(offset + 1) << 8) : word(offset);
    },
    readHigh: () => high,
    write: (offset, size, low) => {
      live?.writeConfig(offset, size, low);
    },
  };
}

function notifyWindow(name: string, transport: VirtioTransport): RegionHandler {
  return {
    name,
    length: WINDOW_BYTES,
    rules: [{ offset: 0, size: 4, count: WINDOW_BYTES / 4, stride: 4, write: 'posted', read: 'shadow' }],
    useShadow: () => undefined,
    read: () => 0,
    readHigh: () => 0,
    // The place of the register says which queue it is (4.1.4.4); the value says the same.
    write: (offset) => {
      transport.notified(Math.floor(offset / NOTIFY_MULTIPLIER));
    },
  };
}
