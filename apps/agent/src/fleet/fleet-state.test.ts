import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import type { Log } from '../log.ts';
import { systemContext } from '../store/store.ts';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { TemporaryDirectory } from '../store/testing/sqlite-place.ts';
import { furnish } from '../store/testing/small-office.ts';
import { fleetHostName, FleetState } from './fleet-state.ts';

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const open = (dataDir: string, ...vmNames: string[]): Promise<FleetState> =>
  FleetState.open({ dataDir, vmNames, log: silent });

describe('the state of an agent that begins', () => {
  it('has a policy, a VM for each of the configuration, and one administrator', async () => {
    using directory = new TemporaryDirectory();
    const state = await open(directory.path, 'a', 'b');
    const account = await state.begin();
    assert.equal(account?.user.role, 'administrator');
    const { policy, vms } = await state.store.read(async (tx) => ({
      policy: await tx.policies.currentVersion(),
      vms: (await tx.vms.list({})).items.map(({ name }) => name),
    }));
    assert.deepEqual([policy, vms], [1, ['a', 'b']]);
    await state.close();
  });

  it('has no administrator before it is sure to stay: nobody would learn the password', async () => {
    using directory = new TemporaryDirectory();
    await (await open(directory.path)).close();
    const again = await open(directory.path);
    assert.ok(await again.begin());
    await again.close();
  });

  it('gets its administrator when a database that is locked is free again', async () => {
    using directory = new TemporaryDirectory();
    const failures = new EventEmitter();
    const log = { ...silent, error: (event: string) => failures.emit(event) };
    const state = await FleetState.open({ dataDir: directory.path, vmNames: [], log });
    const other = new DatabaseSync(join(directory.path, 'fleet.db'));
    other.exec('BEGIN IMMEDIATE');
    const failed = once(failures, 'fleet.first_administrator_failed');
    const account = state.begin();
    await failed;
    other.exec('COMMIT');
    other.close();
    assert.equal((await account)?.user.role, 'administrator');
    await state.close();
  });

  it('does not wait for an administrator when it ends', async () => {
    using directory = new TemporaryDirectory();
    const failures = new EventEmitter();
    const log = { ...silent, error: (event: string) => failures.emit(event) };
    const state = await FleetState.open({ dataDir: directory.path, vmNames: [], log });
    using other = new DatabaseSync(join(directory.path, 'fleet.db'));
    other.exec('BEGIN IMMEDIATE');
    const failed = once(failures, 'fleet.first_administrator_failed');
    const account = state.begin();
    await failed;
    await state.close();
    assert.equal(await account, undefined);
  });

  it('changes nothing where all is as it should be', async () => {
    using directory = new TemporaryDirectory();
    const first = await open(directory.path, 'a');
    await first.begin();
    const before = await first.store.read((tx) => tx.changes.last());
    await first.close();
    const second = await open(directory.path, 'a');
    assert.equal(await second.begin(), undefined);
    assert.equal(await second.store.read((tx) => tx.changes.last()), before);
    await second.close();
  });

  it('knows that clients are no longer connected to the agent that was killed', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(join(directory.path, 'fleet.db'));
    const { reception } = await furnish(store);
    await store.change(systemContext, (tx) => tx.clients.setConnected(reception.id, fleetHostName()));
    await store.close();
    const state = await open(directory.path);
    const client = await state.store.read((tx) => tx.clients.get(reception.id));
    assert.equal(client?.connectedHost, null);
    await state.close();
  });

  it('has a name that the fleet takes, whatever the machine is called', () => {
    assert.equal(fleetHostName('srv-1.example.org'), 'srv-1.example.org');
    assert.equal(fleetHostName('_büro server'), 'b-ro-server');
    assert.equal(fleetHostName('…'), 'agent');
    assert.equal(fleetHostName('x'.repeat(100)).length, 64);
  });
});
