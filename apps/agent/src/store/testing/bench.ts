/** A store of its own with a small office in it, for each test of a suite. */
import { afterEach, beforeEach } from 'node:test';
import type { Store } from '../store.ts';
import { FakeClock } from './fake-clock.ts';
import { furnish, type SmallOffice } from './small-office.ts';

/** A place where a store can be opened, closed and opened again. */
export interface StorePlace {
  open(clock: FakeClock): Promise<Store>;
  dispose(): Promise<void>;
}

export interface Bench {
  store: Store;
  readonly clock: FakeClock;
  office: SmallOffice;
  /** Closes the store and opens it again, as after a restart of the machine that took `ms`. */
  restart(ms: number): Promise<void>;
}

/** Each test of a suite gets a store of its own with a small office in it. */
export function eachWithStore(makePlace: () => Promise<StorePlace>): Bench {
  const bench = { clock: new FakeClock() } as { -readonly [K in keyof Bench]: Bench[K] };
  let place: StorePlace;
  beforeEach(async () => {
    place = await makePlace();
    bench.clock = new FakeClock();
    bench.store = await place.open(bench.clock);
    bench.office = await furnish(bench.store);
    bench.restart = async (ms) => {
      await bench.store.close();
      bench.clock.restart(ms);
      bench.store = await place.open(bench.clock);
    };
  });
  afterEach(async () => {
    await bench.store.close();
    await place.dispose();
  });
  return bench;
}
