/**
 * Puts the register windows of devices into the machine's address spaces, moves them, and takes them out.
 *
 * Owns the binding of a RegionHandler to a region of the native machine and to the access loop. Decides no address,
 * but knows the place for windows that are not decoded at the moment.
 */
import type { RegionSpec } from '@farport/native';
import type { AccessLoop } from './access-loop.ts';
import { PARKED_BASE } from './memory-map.ts';
import type { AddressSpace, RegionHandler } from './region.ts';

/** The part of the native machine that this module uses. */
export interface RegionHost {
  addRegion(spec: RegionSpec): number;
  regionShadow(id: number): ArrayBuffer;
  moveRegion(id: number, base: number): void;
}

export interface MappedRegion {
  /** Puts the window at `base`; throws `region.overlap` when something else is there. */
  move(base: number): void;
  /** Takes the window out of the guest's reach; its shadow and its id stay. */
  park(): void;
}

/** What devices see of this map. */
export interface RegionPlacer {
  /** A window at a fixed place. */
  place(space: AddressSpace, base: number, handler: RegionHandler): MappedRegion;
  /** A window that is nowhere yet: a BAR's. */
  placeParked(handler: RegionHandler): MappedRegion;
}

export class RegionMap implements RegionPlacer {
  readonly #host: RegionHost;
  readonly #loop: AccessLoop;
  #parkedEnd = PARKED_BASE;

  constructor(host: RegionHost, loop: AccessLoop) {
    this.#host = host;
    this.#loop = loop;
  }

  place(space: AddressSpace, base: number, handler: RegionHandler): MappedRegion {
    return this.#add(space, base, handler, this.#parkingFor(handler));
  }

  placeParked(handler: RegionHandler): MappedRegion {
    const parking = this.#parkingFor(handler);
    return this.#add('mmio', parking, handler, parking);
  }

  #parkingFor(handler: RegionHandler): number {
    const parking = this.#parkedEnd;
    this.#parkedEnd += Math.ceil(handler.length / 4096) * 4096;
    return parking;
  }

  #add(space: AddressSpace, base: number, handler: RegionHandler, parking: number): MappedRegion {
    const id = this.#host.addRegion({
      space,
      base,
      length: handler.length,
      rules: handler.rules.map((rule) => ({
        offset: rule.offset,
        size: rule.size,
        count: rule.count ?? 1,
        stride: rule.stride ?? rule.size,
        postedWrite: rule.write === 'posted',
        shadowRead: rule.read === 'shadow',
      })),
    });
    handler.useShadow(new DataView(this.#host.regionShadow(id)));
    this.#loop.add(id, handler);
    let at = base;
    return {
      move: (to) => {
        if (to === at) return;
        this.#host.moveRegion(id, to);
        at = to;
      },
      park: () => {
        if (at === parking) return;
        this.#host.moveRegion(id, parking);
        at = parking;
      },
    };
  }
}
