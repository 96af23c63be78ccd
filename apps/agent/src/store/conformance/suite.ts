/**
 * What every engine of the store must do, as tests over a factory: the engine's own test file calls these. A store here
 * is a real one, on its real files or server; only its clock is the test's.
 */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Store } from '../store.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { byAdmin, furnish, reportedStick, type SmallOffice } from '../testing/small-office.ts';

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

export function storeConformance(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`${name}: leases`, () => {
    leaseSuite(eachWithStore(makePlace));
  });
  describe(`${name}: two people change the same thing`, () => {
    versionSuite(eachWithStore(makePlace));
  });
  describe(`${name}: the change log`, () => {
    changeSuite(eachWithStore(makePlace));
  });
  describe(`${name}: transactions`, () => {
    transactionSuite(eachWithStore(makePlace));
  });
}

function leaseSuite(bench: Bench): void {
  const acquire = (vm: 'desktop' | 'server' = 'desktop', host = 'h1', ttlMs = 45_000) =>
    bench.store.change(byAdmin, (tx) =>
      tx.leases.acquire({
        deviceId: bench.office.stick.id,
        vmId: bench.office[vm].id,
        userId: bench.office.bob.id,
        host,
        ttlMs,
      }),
    );
  const present = () => bench.store.read((tx) => tx.leases.get(bench.office.stick.id));
  const actions = async () =>
    (await bench.store.read((tx) => tx.audit.list({ filter: { device: bench.office.stick.id } }))).items
      .map((record) => record.action)
      .reverse();

  it('are exclusive, and name the holder', async () => {
    await acquire();
    await assert.rejects(acquire('server'), { code: 'lease.held', message: /in use by bob/ });
    await assert.rejects(acquire('desktop', 'h2'), { code: 'lease.held' });
  });

  it('of two who ask at once are given to one', async () => {
    const results = await Promise.allSettled([acquire('desktop'), acquire('server')]);
    assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  });

  it('end at their time, and not before', async () => {
    const lease = await acquire();
    bench.clock.advance(44_999);
    assert.deepEqual(await present(), lease);
    bench.clock.advance(1);
    assert.equal(await present(), undefined);
    const next = await acquire('server');
    assert.ok(next.fence > lease.fence);
    assert.deepEqual(await actions(), ['device.attached', 'device.lease_expired', 'device.attached']);
  });

  it('last as long as they are renewed', async () => {
    const { deviceId, fence } = await acquire();
    for (let renewal = 0; renewal < 5; renewal++) {
      bench.clock.advance(30_000);
      await bench.store.change(byAdmin, (tx) => tx.leases.renew(deviceId, fence, 45_000));
    }
    assert.equal((await present())?.fence, fence);
  });

  it('cannot be renewed once they have run out', async () => {
    const { deviceId, fence } = await acquire();
    bench.clock.advance(45_000);
    const renew = bench.store.change(byAdmin, (tx) => tx.leases.renew(deviceId, fence, 45_000));
    await assert.rejects(renew, { code: 'lease.expired' });
  });

  it('refuse a stale holder by its fencing number', async () => {
    const old = await acquire();
    bench.clock.advance(45_000);
    const now = await acquire('server');
    for (const act of ['check', 'renew', 'release'] as const) {
      const attempt = bench.store.change(byAdmin, async (tx) => {
        if (act === 'renew') await tx.leases.renew(old.deviceId, old.fence, 45_000);
        else await tx.leases[act](old.deviceId, old.fence);
      });
      await assert.rejects(attempt, { code: 'lease.stale' }, act);
    }
    assert.equal((await present())?.fence, now.fence);
  });

  it('asked for again by the same VM get a new number, and the old one is stale', async () => {
    const old = await acquire();
    const now = await acquire();
    assert.ok(now.fence > old.fence);
    const release = bench.store.change(byAdmin, (tx) => tx.leases.release(old.deviceId, old.fence));
    await assert.rejects(release, { code: 'lease.stale' });
  });

  it('have numbers that only grow, over all devices and restarts', async () => {
    const first = await acquire();
    await bench.store.change(byAdmin, (tx) => tx.leases.release(first.deviceId, first.fence));
    await bench.restart(1_000);
    const second = await acquire();
    assert.ok(second.fence > first.fence);
  });

  it('are released by force with a reason, which the audit keeps', async () => {
    const lease = await acquire();
    const force = (reason: string) =>
      bench.store.change(byAdmin, (tx) => tx.leases.forceRelease(lease.deviceId, reason));
    await assert.rejects(force(' '), { code: 'store.invalid' });
    assert.deepEqual(await force('Bob is on holiday'), lease);
    await assert.rejects(force('again'), { code: 'store.not_found' });
    assert.equal(await present(), undefined);
    const [record] = (await bench.store.read((tx) => tx.audit.list({}))).items;
    assert.equal(record?.action, 'device.force_released');
    assert.equal(record.reason, 'Bob is on holiday');
    assert.equal(record.actor.name, 'root');
    assert.equal(record.address, '192.0.2.7');
    assert.equal(record.user?.name, 'bob');
    assert.equal(record.vm?.name, 'desktop-7');
    assert.equal(record.client?.name, 'reception-3');
    assert.equal(record.device?.name, 'SanDisk Ultra (0781:5583 S1 at 1-2)');
  });

  it('that have run out are swept, and the audit says so', async () => {
    await acquire();
    bench.clock.advance(45_000);
    const swept = await bench.store.change(byAdmin, (tx) => tx.leases.expire(10));
    assert.equal(swept.length, 1);
    assert.deepEqual(await actions(), ['device.attached', 'device.lease_expired']);
  });

  it('neither end nor last longer when the clock on the wall is set', async () => {
    await acquire();
    bench.clock.setWall(3_600_000);
    assert.ok(await present(), 'set forward by an hour');
    bench.clock.setWall(-7_200_000);
    assert.ok(await present(), 'set back by two');
    bench.clock.advance(45_000);
    assert.equal(await present(), undefined, '45 s later');
  });

  it('end no later when the clock goes back over a restart', async () => {
    await acquire();
    bench.clock.setWall(-86_400_000);
    await bench.restart(0);
    assert.ok(await present());
    bench.clock.advance(45_000);
    assert.equal(await present(), undefined);
  });

  it('keep what is leased from being deleted', async () => {
    await acquire();
    const { desktop, reception } = bench.office;
    const code = 'store.reference';
    await assert.rejects(
      bench.store.change(byAdmin, (tx) => tx.vms.delete(desktop.id, 1)),
      { code },
    );
    await assert.rejects(
      bench.store.change(byAdmin, (tx) => tx.clients.delete(reception.id, 1)),
      { code },
    );
  });

  for (const ttlMs of [0, -1, 1.5, Number.NaN, 3_600_001]) {
    it(`of ${ttlMs} ms are refused`, async () => {
      await assert.rejects(acquire('desktop', 'h1', ttlMs), { code: 'store.invalid' });
    });
  }
}

function versionSuite(bench: Bench): void {
  it('and the second is told instead of overwriting the first', async () => {
    const { id, version } = bench.office.desktop;
    const first = await bench.store.change(byAdmin, (tx) =>
      tx.vms.update(id, version, { description: 'first' }),
    );
    assert.equal(first.version, version + 1);
    const second = bench.store.change(byAdmin, (tx) => tx.vms.update(id, version, { description: 'second' }));
    await assert.rejects(second, { code: 'store.conflict', status: 409 });
    assert.equal((await bench.store.read((tx) => tx.vms.get(id)))?.description, 'first');
  });

  it('at once, and one of them wins', async () => {
    const { id, version } = bench.office.alice;
    const change = (displayName: string) =>
      bench.store.change(byAdmin, (tx) => tx.users.update(id, version, { displayName }));
    const results = await Promise.allSettled([change('A'), change('B')]);
    assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  });

  it('that one of them deletes', async () => {
    const { id } = bench.office.bob;
    await assert.rejects(
      bench.store.change(byAdmin, (tx) => tx.users.delete(id, 7)),
      { code: 'store.conflict' },
    );
    await bench.store.change(byAdmin, (tx) => tx.users.delete(id, 1));
    await assert.rejects(
      bench.store.change(byAdmin, (tx) => tx.users.delete(id, 1)),
      { code: 'store.not_found' },
    );
  });

  it('and a policy that was replaced meanwhile is not replaced again', async () => {
    const document = { timeZone: 'UTC', automatic: { existing: true, new: true }, rules: [] };
    const replace = (version: number) =>
      bench.store.change(byAdmin, (tx) => tx.policies.replace(version, document, ''));
    assert.equal((await replace(0)).version, 1);
    await assert.rejects(replace(0), { code: 'store.conflict' });
    assert.equal((await replace(1)).version, 2);
  });

  it('and names stay unique without regard to case', async () => {
    const create = bench.store.change(byAdmin, (tx) =>
      tx.users.create({ name: 'ALICE', displayName: '', role: 'user' }),
    );
    await assert.rejects(create, { code: 'store.name_taken' });
  });

  it('and the last administrator stays one', async () => {
    const { alice } = bench.office;
    const code = 'store.reference';
    const change = (what: { role?: 'user'; enabled?: boolean }) =>
      bench.store.change(byAdmin, (tx) => tx.users.update(alice.id, alice.version, what));
    await assert.rejects(change({ role: 'user' }), { code });
    await assert.rejects(change({ enabled: false }), { code });
    await assert.rejects(
      bench.store.change(byAdmin, (tx) => tx.users.delete(alice.id, 1)),
      { code },
    );
  });
}

function changeSuite(bench: Bench): void {
  const numbers = async () =>
    (await bench.store.read((tx) => tx.changes.since(0, 500))).map((change) => change.seq);

  it('numbers every change from 1, without a gap, also around changes that fail', async () => {
    await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        bench.store.change(byAdmin, async (tx) => {
          await tx.devices.reportPlugged(bench.office.reception.id, reportedStick(`N${n}`, 3));
          if (n % 3 === 0) throw new Error('changed my mind');
        }),
      ),
    );
    const seen = await numbers();
    assert.deepEqual(
      seen,
      seen.map((_, index) => index + 1),
    );
    assert.equal(await bench.store.read((tx) => tx.changes.last()), seen.length);
  });

  it('is resumed from any number', async () => {
    const last = await bench.store.read((tx) => tx.changes.last());
    await bench.store.change(byAdmin, (tx) =>
      tx.vms.update(bench.office.desktop.id, 1, { description: 'x' }),
    );
    const after = await bench.store.read((tx) => tx.changes.since(last, 10));
    assert.deepEqual(
      after.map(({ seq, kind, id, op }) => ({ seq, kind, id, op })),
      [{ seq: last + 1, kind: 'vm', id: bench.office.desktop.id, op: 'updated' }],
    );
    assert.deepEqual(await bench.store.read((tx) => tx.changes.since(last + 1, 10)), []);
  });

  it('says so where it cannot be resumed: a number that it never gave out', async () => {
    await assert.rejects(
      bench.store.read((tx) => tx.changes.since(1_000_000, 10)),
      { code: 'changes.gap', status: 410 },
    );
  });

  it('wakes listeners after a change is there to be read, and not without one', async () => {
    const heard: number[] = [];
    const stop = bench.store.onChange((seq) => heard.push(seq));
    const rename = (version: number) =>
      bench.store.change(byAdmin, (tx) =>
        tx.vms.update(bench.office.desktop.id, version, { description: 'y' }),
      );
    await rename(1);
    await rename(1).catch(() => undefined);
    await bench.store.read((tx) => tx.vms.get(bench.office.desktop.id));
    assert.deepEqual(heard, [await bench.store.read((tx) => tx.changes.last())]);
    stop();
    await rename(2);
    assert.equal(heard.length, 1);
  });
}

function transactionSuite(bench: Bench): void {
  it('leave nothing behind when their work fails: no change, no audit, no number', async () => {
    const before = await bench.store.read(async (tx) => [await tx.changes.last(), await tx.audit.head()]);
    const failing = bench.store.change(byAdmin, async (tx) => {
      await tx.groups.create({ name: 'sales', description: '' });
      throw new Error('changed my mind');
    });
    await assert.rejects(failing, { message: 'changed my mind' });
    const after = await bench.store.read(async (tx) => [await tx.changes.last(), await tx.audit.head()]);
    assert.deepEqual(after, before);
    assert.equal(await bench.store.read((tx) => tx.groups.byName('sales')), undefined);
  });

  it('do not take each other with them', async () => {
    const create = (name: string, fail: boolean) =>
      bench.store.change(byAdmin, async (tx) => {
        await tx.groups.create({ name, description: '' });
        if (fail) throw new Error('no');
      });
    const results = await Promise.allSettled([create('a', false), create('b', true), create('c', false)]);
    assert.deepEqual(
      results.map((result) => result.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    const { items } = await bench.store.read((tx) => tx.groups.list({}));
    assert.deepEqual(
      items.map((group) => group.name),
      ['a', 'c'],
    );
  });

  it('read from one moment', async () => {
    const name = await bench.store.read(async (tx) => {
      await tx.vms.get(bench.office.desktop.id);
      await bench.store.change(byAdmin, (change) =>
        change.vms.update(bench.office.desktop.id, 1, { description: 'later' }),
      );
      return (await tx.vms.get(bench.office.desktop.id))?.description;
    });
    assert.equal(name, '');
  });

  it('that read change nothing', async () => {
    const attempt = bench.store.read((tx) => tx.groups.create({ name: 'sales', description: '' }));
    await assert.rejects(attempt, { code: 'store.read_only' });
  });

  it('are closed to those who come late', async () => {
    const late = await bench.store.change(byAdmin, (tx) => Promise.resolve(() => tx.groups.list({})));
    await assert.rejects(late(), { code: 'store.transaction' });
  });

  it('that follow each other leave the rest of the process its turns', async () => {
    let turned = false;
    setTimeout(() => (turned = true), 1);
    for (let n = 0; n < 10_000 && !turned; n++) {
      await bench.store.change(byAdmin, (tx) => tx.users.count());
    }
    assert.ok(turned, 'changes');
    turned = false;
    setTimeout(() => (turned = true), 1);
    for (let n = 0; n < 100_000 && !turned; n++) await bench.store.read((tx) => tx.users.count());
    assert.ok(turned, 'reads');
  });

  it('are there after a restart', async () => {
    await bench.store.change(byAdmin, (tx) => tx.groups.create({ name: 'sales', description: 'who sell' }));
    await bench.restart(0);
    const group = await bench.store.read((tx) => tx.groups.byName('Sales'));
    assert.equal(group?.description, 'who sell');
    assert.deepEqual(await bench.store.check(), []);
    assert.equal((await bench.store.verifyAudit()).ok, true);
  });

  it('are refused by a store that is closed', async () => {
    await bench.store.close();
    await assert.rejects(
      bench.store.change(byAdmin, (tx) => tx.users.count()),
      { code: 'store.closed' },
    );
    await assert.rejects(
      bench.store.read((tx) => tx.users.count()),
      { code: 'store.closed' },
    );
  });
}
