/**
 * The common configuration structure of a virtio PCI device (virtio 1.3, 4.1.4.3): the table of its fields, and the
 * window that lets a driver reach them, each by accesses of its own width.
 *
 * Owns widths and offsets. What a field means is the transport's.
 */
import type { RegionHandler, RegisterRule } from '../machine/region.ts';
import type { RingPart } from './queue-config.ts';

export type CommonField =
  | 'device_feature_select'
  | 'device_feature'
  | 'driver_feature_select'
  | 'driver_feature'
  | 'config_msix_vector'
  | 'num_queues'
  | 'device_status'
  | 'config_generation'
  | 'queue_select'
  | 'queue_size'
  | 'queue_msix_vector'
  | 'queue_enable'
  | 'queue_notify_off'
  | 'queue_notify_data'
  | 'queue_reset';

export const COMMON_FIELDS: readonly {
  readonly name: CommonField;
  readonly offset: number;
  readonly size: number;
}[] = [
  { name: 'device_feature_select', offset: 0x00, size: 4 },
  { name: 'device_feature', offset: 0x04, size: 4 },
  { name: 'driver_feature_select', offset: 0x08, size: 4 },
  { name: 'driver_feature', offset: 0x0c, size: 4 },
  { name: 'config_msix_vector', offset: 0x10, size: 2 },
  { name: 'num_queues', offset: 0x12, size: 2 },
  { name: 'device_status', offset: 0x14, size: 1 },
  { name: 'config_generation', offset: 0x15, size: 1 },
  { name: 'queue_select', offset: 0x16, size: 2 },
  { name: 'queue_size', offset: 0x18, size: 2 },
  { name: 'queue_msix_vector', offset: 0x1a, size: 2 },
  { name: 'queue_enable', offset: 0x1c, size: 2 },
  { name: 'queue_notify_off', offset: 0x1e, size: 2 },
  { name: 'queue_notify_data', offset: 0x38, size: 2 },
  { name: 'queue_reset', offset: 0x3a, size: 2 },
];

/** 64-bit fields: drivers may write them as two halves (4.1.3.1). */
export const COMMON_ADDRESSES: readonly { readonly part: RingPart; readonly offset: number }[] = [
  { part: 'desc', offset: 0x20 },
  { part: 'driver', offset: 0x28 },
  { part: 'device', offset: 0x30 },
];

/** Length of the structure with the fields of virtio 1.3 that we have. */
export const COMMON_CONFIG_BYTES = 0x3c;
const WINDOW_BYTES = 4096;

export interface CommonConfigTarget {
  readField(field: CommonField): number;
  writeField(field: CommonField, value: number): void;
  readRingHalf(part: RingPart, high: boolean): number;
  writeRingHalf(part: RingPart, high: boolean, value: number): void;
}

export class CommonConfigWindow implements RegionHandler {
  readonly name: string;
  readonly length = WINDOW_BYTES;
  /** Cold: a driver touches these while it sets up, and each must have taken effect. All are synchronous. */
  readonly rules: readonly RegisterRule[] = [];
  readonly #target: CommonConfigTarget;
  #high = 0;

  constructor(name: string, target: CommonConfigTarget) {
    this.name = name;
    this.#target = target;
  }

  useShadow(): void {
    // Nothing is answered from the shadow.
  }

  read(offset: number, size: number): number {
    this.#high = 0;
    const field = COMMON_FIELDS.find((each) => each.offset === offset && each.size === size);
    if (field !== undefined) return this.#target.readField(field.name);
    const ring = ringHalf(offset, size);
    if (ring === undefined) return 0;
    if (size === 8) this.#high = this.#target.readRingHalf(ring.part, true);
    return this.#target.readRingHalf(ring.part, ring.high);
  }

  readHigh(): number {
    return this.#high;
  }

  write(offset: number, size: number, low: number, high: number): void {
    const field = COMMON_FIELDS.find((each) => each.offset === offset && each.size === size);
    if (field !== undefined) {
      this.#target.writeField(field.name, low);
      return;
    }
    const ring = ringHalf(offset, size);
    if (ring === undefined) return;
    this.#target.writeRingHalf(ring.part, ring.high, low);
    if (size === 8) this.#target.writeRingHalf(ring.part, true, high);
  }
}

function ringHalf(offset: number, size: number): { part: RingPart; high: boolean } | undefined {
  for (const { part, offset: at } of COMMON_ADDRESSES) {
    if (offset === at && (size === 4 || size === 8)) return { part, high: false };
    if (offset === at + 4 && size === 4) return { part, high: true };
  }
  return undefined;
}
