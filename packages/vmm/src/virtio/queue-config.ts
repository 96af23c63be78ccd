/**
 * What a driver tells about one virtqueue before the device is live (virtio 1.3, 4.1.4.3, 4.1.5.1.3).
 *
 * Owns the values and when they may change: a queue that is enabled, or whose device is live, keeps them
 * (a device that forgot this was CVE-2026-5747). Checks them once, when the data plane is about to use them.
 */
import type { GuestMemory } from '../machine/guest-memory.ts';

export const NO_VECTOR = 0xffff;

// Sizes and alignments of the three parts of a split virtqueue of n entries: virtio 1.3, 2.7.
const DESC_ALIGN = 16;
const DRIVER_ALIGN = 2;
const DEVICE_ALIGN = 4;
const descBytes = (size: number) => 16 * size;
const driverBytes = (size: number) => 6 + 2 * size;
const deviceBytes = (size: number) => 6 + 8 * size;

export type RingPart = 'desc' | 'driver' | 'device';

export class QueueConfig {
  readonly maxSize: number;
  size: number;
  vector = NO_VECTOR;
  enabled = false;
  readonly #low: Record<RingPart, number> = { desc: 0, driver: 0, device: 0 };
  readonly #high: Record<RingPart, number> = { desc: 0, driver: 0, device: 0 };

  constructor(maxSize: number) {
    this.maxSize = maxSize;
    this.size = maxSize;
  }

  reset(): void {
    this.size = this.maxSize;
    this.vector = NO_VECTOR;
    this.enabled = false;
    for (const part of ['desc', 'driver', 'device'] as const) this.#low[part] = this.#high[part] = 0;
  }

  half(part: RingPart, high: boolean): number {
    return (high ? this.#high : this.#low)[part];
  }

  setHalf(part: RingPart, high: boolean, value: number): void {
    (high ? this.#high : this.#low)[part] = value >>> 0;
  }

  address(part: RingPart): number {
    return this.#high[part] * 2 ** 32 + this.#low[part];
  }

  /** Takes a size that a split virtqueue can have, else keeps the one before. */
  setSize(size: number): void {
    if (size > 0 && size <= this.maxSize && Number.isInteger(Math.log2(size))) this.size = size;
  }

  /** True if all three parts are aligned and wholly in RAM. */
  fits(memory: GuestMemory): boolean {
    const inside = (part: RingPart, align: number, length: number): boolean => {
      const address = this.address(part);
      return address % align === 0 && memory.offsetOf(address, length) >= 0;
    };
    return (
      inside('desc', DESC_ALIGN, descBytes(this.size)) &&
      inside('driver', DRIVER_ALIGN, driverBytes(this.size)) &&
      inside('device', DEVICE_ALIGN, deviceBytes(this.size))
    );
  }
}
