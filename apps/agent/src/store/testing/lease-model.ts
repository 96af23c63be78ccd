/** Any order of events against a model of a lease that fits on one page: two VMs, one device, time that passes. */
/* eslint-disable @typescript-eslint/no-floating-promises -- node:test's runner awaits what it() returns */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { errorCode } from '../../errors.ts';
import type { Store } from '../store.ts';
import type { StorePlace } from './bench.ts';
import { FakeClock } from './fake-clock.ts';
import { byAdmin, furnish } from './small-office.ts';

const ttlMs = 1_000;

type Event =
  | { readonly kind: 'acquire' | 'renew' | 'release'; readonly vm: 0 | 1 }
  | { readonly kind: 'pass' | 'setWall'; readonly ms: number }
  | { readonly kind: 'sweep' };

const vm = fc.constantFrom(0 as const, 1 as const);
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('acquire' as const, 'renew' as const, 'release' as const),
      vm,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1, 400, 999, 1_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('setWall' as const), ms: fc.constantFrom(-90_000, 90_000) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'sweep' as const }) },
);

/** What must be so: who holds it, by which number, for how long still; and the last number of each VM. */
interface Model {
  holder: { vm: 0 | 1; fence: number; left: number } | undefined;
  /** One whose time is over, and that nobody has swept or taken: it can be renewed. */
  lapsed: { vm: 0 | 1; fence: number } | undefined;
  readonly fences: [number, number];
  highest: number;
}

export function leaseModel(makePlace: () => Promise<StorePlace>): void {
  it('have one holder at most, who is never one with an old number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 25 }), async (events) => {
        const place = await makePlace();
        const clock = new FakeClock();
        const store = await place.open(clock);
        try {
          const { stick, desktop, server } = await furnish(store);
          const run = new Run(store, clock, stick.id, [desktop.id, server.id]);
          for (const event of events) await run.step(event);
        } finally {
          await store.close();
          await place.dispose();
        }
      }),
      { numRuns: 25 },
    );
  });
}

class Run {
  readonly #store: Store;
  readonly #clock: FakeClock;
  readonly #deviceId: string;
  readonly #vmIds: readonly [string, string];
  readonly #model: Model = { holder: undefined, lapsed: undefined, fences: [-1, -1], highest: 0 };

  constructor(store: Store, clock: FakeClock, deviceId: string, vmIds: readonly [string, string]) {
    this.#store = store;
    this.#clock = clock;
    this.#deviceId = deviceId;
    this.#vmIds = vmIds;
  }

  async step(event: Event): Promise<void> {
    const model = this.#model;
    switch (event.kind) {
      case 'pass':
        this.#clock.advance(event.ms);
        if (model.holder !== undefined) {
          model.holder.left -= event.ms;
          if (model.holder.left <= 0) {
            model.lapsed = model.holder;
            model.holder = undefined;
          }
        }
        break;
      case 'setWall':
        this.#clock.setWall(event.ms);
        break;
      case 'sweep':
        await this.#store.change(byAdmin, (tx) => tx.leases.expire(10));
        model.lapsed = undefined;
        break;
      case 'acquire':
        await this.#acquire(event.vm);
        break;
      case 'renew':
      case 'release':
        await this.#act(event.kind, event.vm);
        break;
    }
    const lease = await this.#store.read((tx) => tx.leases.get(this.#deviceId));
    assert.equal(lease?.fence, model.holder?.fence);
  }

  async #acquire(index: 0 | 1): Promise<void> {
    const model = this.#model;
    const vmId = this.#vmIds[index];
    const request = { deviceId: this.#deviceId, vmId, userId: null, host: 'h1', ttlMs };
    const code = await outcome(async () => {
      const { fence } = await this.#store.change(byAdmin, (tx) => tx.leases.acquire(request));
      assert.ok(fence > model.highest, 'numbers grow');
      model.highest = fence;
      model.fences[index] = fence;
      model.holder = { vm: index, fence, left: ttlMs };
      model.lapsed = undefined;
    });
    const held = model.holder !== undefined && model.holder.vm !== index;
    assert.equal(code, held ? 'lease.held' : undefined);
  }

  async #act(kind: 'renew' | 'release', index: 0 | 1): Promise<void> {
    const model = this.#model;
    const fence = model.fences[index];
    const mine = model.holder?.fence === fence || (kind === 'renew' && model.lapsed?.fence === fence);
    const code = await outcome(() =>
      this.#store.change(byAdmin, async (tx) => {
        if (kind === 'renew') await tx.leases.renew(this.#deviceId, fence, ttlMs);
        else await tx.leases.release(this.#deviceId, fence);
      }),
    );
    if (!mine) {
      assert.ok(code === 'lease.stale' || code === 'lease.expired', String(code));
      return;
    }
    assert.equal(code, undefined);
    model.holder = kind === 'renew' ? { vm: index, fence, left: ttlMs } : undefined;
    model.lapsed = undefined;
  }
}

/** The code of the error; undefined where there is none. */
async function outcome(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return errorCode(error) ?? 'unknown';
  }
}
