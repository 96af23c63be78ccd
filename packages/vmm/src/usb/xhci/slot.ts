/**
 * Device slots: their states (xHCI 1.2 section 4.5.3), contexts and endpoints.
 *
 * Owns the one checked way from a slot or endpoint number of the guest to an object. Never executes a command.
 */
import type { UsbDevice } from '../usb-device.ts';
import { MAX_DCI, SlotState } from './context.ts';
import type { DeviceContext } from './context.ts';
import type { Endpoint } from './endpoint.ts';
import type { Port } from './port.ts';

export class DeviceSlot {
  readonly id: number;
  state: SlotState = SlotState.enabled;
  /** USB Device Address: the slot's own number, which no other slot has. */
  address = 0;
  /** Set by Address Device. */
  context: DeviceContext | undefined = undefined;
  port: Port | undefined = undefined;
  /** URBs in flight over all endpoints. */
  openUrbs = 0;
  /** By DCI; 0 stays empty. */
  readonly #endpoints: (Endpoint | undefined)[] = new Array<undefined>(MAX_DCI + 1).fill(undefined);

  constructor(id: number) {
    this.id = id;
  }

  /** The device, while it is plugged in and this slot is the one that addressed it last. */
  get device(): UsbDevice | undefined {
    return this.port?.slotId === this.id ? this.port.device : undefined;
  }

  endpoint(dci: number): Endpoint | undefined {
    return this.#endpoints[dci];
  }

  setEndpoint(dci: number, endpoint: Endpoint | undefined): void {
    this.#endpoints[dci] = endpoint;
  }

  *endpoints(): Generator<Endpoint> {
    for (const endpoint of this.#endpoints) if (endpoint !== undefined) yield endpoint;
  }
}

export class DeviceSlots {
  readonly #slots: (DeviceSlot | undefined)[];

  constructor(count: number) {
    this.#slots = new Array<undefined>(count + 1).fill(undefined);
  }

  /** The enabled slot of this number; undefined for any other number a guest may come with. */
  get(id: number): DeviceSlot | undefined {
    return this.#slots[id];
  }

  /** Enables the lowest free slot up to `max` (MaxSlotsEn), or undefined. */
  enable(max: number): DeviceSlot | undefined {
    for (let id = 1; id < this.#slots.length && id <= max; id++) {
      if (this.#slots[id] !== undefined) continue;
      const slot = new DeviceSlot(id);
      this.#slots[id] = slot;
      return slot;
    }
    return undefined;
  }

  disable(id: number): void {
    if (id > 0 && id < this.#slots.length) this.#slots[id] = undefined;
  }

  *all(): Generator<DeviceSlot> {
    for (const slot of this.#slots) if (slot !== undefined) yield slot;
  }
}
