/** A database that cannot be written for longer than leases last: the real store, reconciler and orders; clock, clients and channels are fakes. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AgentMessage } from '@farport/protocol/control';
import { Policies } from '../fleet/policies.ts';
import { systemContext } from '../store/store.ts';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { FakeClock } from '../store/testing/fake-clock.ts';
import { furnish, type SmallOffice } from '../store/testing/small-office.ts';
import { TemporaryDirectory } from '../store/testing/sqlite-place.ts';
import type { ClientLink } from './client-link.ts';
import { Orders } from './orders.ts';
import { Reconciler } from './reconciler.ts';

describe('a device in a VM, while the database cannot be written', () => {
  let directory: TemporaryDirectory;
  let clock: FakeClock;
  let store: SqliteStore;
  let office: SmallOffice;
  let orders: Orders;
  let reconciler: Reconciler;
  let told: AgentMessage[];
  let cuts: number;
  let lock: DatabaseSync;

  beforeEach(async () => {
    directory = new TemporaryDirectory();
    clock = new FakeClock();
    store = SqliteStore.open(directory.file, { clock, limits: { lockWaitMs: 20 } });
    office = await furnish(store);
    const { reception, desktop, stick } = office;
    const policies = new Policies(store);
    await policies.ensure('UTC');
    await store.change(systemContext, async (tx) => {
      await tx.clients.setConnected(reception.id, 'h1');
      await tx.assignments.create({
        what: { kind: 'port', clientId: reception.id, portPath: '1-2' },
        to: { kind: 'vm', vmId: desktop.id },
        enabled: true,
        note: '',
      });
    });
    told = [];
    cuts = 0;
    orders = new Orders((id) => {
      reconciler.look(id);
    });
    reconciler = new Reconciler({
      store,
      policies,
      host: 'h1',
      orders,
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      now: () => ({ isOnline: () => true, runningVmIds: new Set([desktop.id]) }),
    });
    // Stands for the connection of a client.
    const link = {
      clientId: reception.id,
      clientName: reception.name,
      send: (message: AgentMessage) => told.push(message),
    };
    orders.seen(link as unknown as ClientLink, 'S1', stick.id, 0);
    await looked();
    const [order] = told.splice(0);
    assert.ok(order?.kind === 'attach');
    const { vm, ticket } = order;
    const used = orders.use(orders.find(ticket, vm)?.sha256 ?? '');
    assert.ok(used);
    // Stands for a channel that is open.
    orders.opened(used, {
      cut: () => cuts++,
      traffic: () => ({ toVm: 1, toClient: 2 }),
      whenClosed: () => undefined,
    });
    await reconciler.settled();
    lock = new DatabaseSync(directory.file);
    lock.exec('BEGIN IMMEDIATE');
  });
  afterEach(async () => {
    if (lock.isOpen) lock.close();
    await reconciler.close();
    await store.close();
    directory[Symbol.dispose]();
  });

  const looked = (): Promise<void> => {
    reconciler.look(office.stick.id);
    return reconciler.settled();
  };
  const lease = () => store.read((tx) => tx.leases.get(office.stick.id));

  it('stays there, and its lease goes on when it can be written again', async () => {
    const { fence } = (await lease()) ?? assert.fail('it has no lease');
    clock.advance(65_000);
    await assert.rejects(reconciler.renew(), { code: 'store.locked' });
    await looked();
    assert.deepEqual([told, orders.isLinked(office.stick.id)], [[], true]);
    lock.close();
    await looked();
    assert.equal((await lease())?.fence, fence);
    assert.deepEqual([told, cuts, orders.isLinked(office.stick.id)], [[], 0, true]);
  });

  it('goes where somebody took it by force, as ever', async () => {
    lock.close();
    await store.change(systemContext, async (tx) => {
      await tx.leases.forceRelease(office.stick.id, 'for the test');
      const { version } = (await tx.devices.get(office.stick.id)) ?? assert.fail();
      await tx.devices.setWanted(office.stick.id, version, { kind: 'detached', by: null, since: 1 });
    });
    await looked();
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ['release'],
    );
  });
});
