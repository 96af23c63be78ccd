/** What leases do on every engine of the store. */
/* eslint-disable @typescript-eslint/no-floating-promises -- node:test's runner awaits what it() returns */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Bench } from './bench.ts';
import { byAdmin } from './small-office.ts';

export function leaseSuite(bench: Bench): void {
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

  it('that have run out are renewed as long as nobody has taken them', async () => {
    const { deviceId, fence } = await acquire();
    const renew = () => bench.store.change(byAdmin, (tx) => tx.leases.renew(deviceId, fence, 45_000));
    bench.clock.advance(65_000);
    assert.equal(await present(), undefined);
    await renew();
    assert.equal((await present())?.fence, fence);
    assert.deepEqual(await actions(), ['device.attached']);
    bench.clock.advance(45_000);
    await bench.store.change(byAdmin, (tx) => tx.leases.expire(10));
    await assert.rejects(renew(), { code: 'lease.stale' });
  });

  it('say whether somebody brought the device', async () => {
    assert.equal((await acquire()).brought, false);
    const { stick, server, bob } = bench.office;
    await bench.store.change(byAdmin, async (tx) => {
      await tx.leases.forceRelease(stick.id, 'for the test');
      const lease = await tx.leases.acquire({
        ...{ deviceId: stick.id, vmId: server.id, userId: bob.id, host: 'h1', ttlMs: 1_000, brought: true },
      });
      assert.equal(lease.brought, true);
    });
    assert.equal((await present())?.brought, true);
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

  it('say in the audit that one person lost them to another in the same VM', async () => {
    const { stick, desktop, alice, bob } = bench.office;
    const acquire = (userId: string) =>
      bench.store.change(byAdmin, (tx) =>
        tx.leases.acquire({ deviceId: stick.id, vmId: desktop.id, userId, host: 'h1', ttlMs: 1000 }),
      );
    await acquire(bob.id);
    await acquire(bob.id);
    const { fence } = await acquire(alice.id);
    const { items } = await bench.store.read((tx) => tx.audit.list({ limit: 4 }));
    assert.deepEqual(
      items.toReversed().map(({ action, user, details }) => [action, user?.name, details['fence']]),
      [
        ['device.attached', 'bob', (fence - 2).toString()],
        ['device.attached', 'bob', (fence - 1).toString()],
        ['device.detached', 'bob', (fence - 1).toString()],
        ['device.attached', 'alice', fence.toString()],
      ],
    );
    assert.equal(items[1]?.reason, 'the same VM has it for alice now');
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
