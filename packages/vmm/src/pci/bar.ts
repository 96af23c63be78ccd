/**
 * One memory base address register and the windows behind it (PCI Local Bus 3.0, 6.2.5.1).
 *
 * Owns where the windows are: they follow the register when a guest sizes or moves it, and are out of reach while
 * the function does not decode memory or the address is in none of the board's PCI windows. Chooses no address.
 */
import type { Log } from '../machine/log.ts';
import { inPciWindow } from '../machine/memory-map.ts';
import type { MappedRegion, RegionPlacer } from '../machine/region-map.ts';
import type { RegionHandler } from '../machine/region.ts';
import type { ConfigSpace } from './config-space.ts';

const BAR0 = 0x10;
const COMMAND = 0x04;
const COMMAND_MEMORY = 1 << 1;
/** 64-bit, not prefetchable: registers have side effects. */
const TYPE_64BIT = 0x4;
const ADDRESS_LOW = 0xffff_fff0;

export interface BarSpec {
  /** A 64-bit BAR takes two registers. */
  readonly index: 0 | 2 | 4;
  /** Bytes, a power of two, at least 4096. */
  readonly length: number;
  readonly windows: readonly { readonly offset: number; readonly handler: RegionHandler }[];
}

export class Bar {
  readonly spec: BarSpec;
  readonly #config: ConfigSpace;
  readonly #at: number;
  readonly #log: Log;
  #regions: readonly { offset: number; mapped: MappedRegion }[] = [];
  #base: number | undefined;
  #moved: () => void = () => undefined;

  constructor(config: ConfigSpace, spec: BarSpec, log: Log) {
    if (spec.length < 4096 || !Number.isInteger(Math.log2(spec.length))) {
      throw new RangeError(`a BAR of ${spec.length} bytes`);
    }
    this.spec = spec;
    this.#config = config;
    this.#log = log;
    this.#at = BAR0 + 4 * spec.index;
    config.watch(this.#at, 8, () => {
      this.follow();
    });
    config.watch(COMMAND, 2, () => {
      this.follow();
    });
  }

  /** Where the guest finds the BAR now; undefined while it is not decoded. */
  get base(): number | undefined {
    return this.#base;
  }

  /** Calls `moved` after `base` has changed. */
  onMove(moved: () => void): void {
    this.#moved = moved;
  }

  /** Gives the address at power-on, a multiple of the length. */
  assign(base: number): void {
    this.#config.define({
      name: `BAR${this.spec.index}`,
      offset: this.#at,
      size: 4,
      value: (base & ADDRESS_LOW) | TYPE_64BIT,
      writable: ~(this.spec.length - 1) & ADDRESS_LOW,
    });
    this.#config.define({
      name: `BAR${this.spec.index} upper`,
      offset: this.#at + 4,
      size: 4,
      value: Math.floor(base / 2 ** 32),
      writable: 0xffff_ffff,
    });
  }

  /** Puts the windows on the bus, out of reach until the guest turns decoding on. */
  place(placer: RegionPlacer): void {
    this.#regions = this.spec.windows.map(({ offset, handler }) => ({
      offset,
      mapped: placer.placeParked(handler),
    }));
  }

  /** Brings the windows to where the registers say: after a guest's write, or a reset of the configuration space. */
  follow(): void {
    const decoded = (this.#config.peek(COMMAND, 2) & COMMAND_MEMORY) !== 0;
    const low = (this.#config.peek(this.#at, 4) & ADDRESS_LOW) >>> 0;
    const base = this.#config.peek(this.#at + 4, 4) * 2 ** 32 + low;
    const wanted = decoded && inPciWindow(base, this.spec.length) ? base : undefined;
    if (wanted === this.#base) return;
    for (const { mapped } of this.#regions) mapped.park();
    this.#base = wanted !== undefined && this.#moveTo(wanted) ? wanted : undefined;
    this.#moved();
  }

  #moveTo(base: number): boolean {
    try {
      for (const { offset, mapped } of this.#regions) mapped.move(base + offset);
      return true;
    } catch (error) {
      // The guest laid one BAR over another: on a real bus both would answer, here the one that came first.
      this.#log('warn', 'a BAR was put over another window and is not decoded', {
        bar: this.spec.index,
        base,
        error: error instanceof Error ? error.message : String(error),
      });
      for (const { mapped } of this.#regions) mapped.park();
      return false;
    }
  }
}
