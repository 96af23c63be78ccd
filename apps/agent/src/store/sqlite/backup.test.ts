import assert from 'node:assert/strict';
import fs, { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { byAdmin, furnish } from '../testing/small-office.ts';
import { TemporaryDirectory } from '../testing/sqlite-place.ts';
import { checkBackup } from './backup-check.ts';
import { restoreDatabase } from './backup.ts';
import { SqliteStore } from './sqlite-store.ts';

const lease = (store: SqliteStore, deviceId: string, vmId: string) =>
  store.change(byAdmin, (tx) =>
    tx.leases.acquire({ deviceId, vmId, userId: null, host: 'h1', ttlMs: 45_000 }),
  );

describe('a backup', () => {
  it('is made while changes go on, and holds one moment whole', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(directory.file);
    await furnish(store);
    const copy = join(directory.path, 'backup.db');
    const load = { stop: false };
    const loading = (async () => {
      for (let n = 0; !load.stop; n++) {
        await store.change(byAdmin, (tx) => tx.groups.create({ name: `g${n}`, description: '' }));
      }
    })();
    await store.backup(copy);
    load.stop = true;
    await loading;
    await store.close();
    checkBackup(copy);
    assert.equal(statSync(copy).mode & 0o777, 0o600);
    // sqlite.org/fileformat.html, 1.3: 1 where the file needs no WAL beside it.
    assert.deepEqual([...readFileSync(copy).subarray(18, 20)], [1, 1]);
    const restored = SqliteStore.open(copy);
    const [changes, groups] = await restored.read(async (tx) => [
      await tx.changes.since(0, 500),
      (await tx.groups.list({ limit: 500 })).items.length,
    ]);
    assert.equal(changes.filter((change) => change.kind === 'group').length, groups);
    assert.equal((await restored.verifyAudit()).ok, true);
    await restored.close();
  });

  it('does not overwrite, and leaves nothing behind where it cannot be made', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(directory.file);
    const taken = join(directory.path, 'taken.db');
    writeFileSync(taken, 'precious');
    await assert.rejects(store.backup(taken), { code: 'store.cannot_open', message: /there already/ });
    assert.equal(readFileSync(taken, 'utf8'), 'precious');
    await assert.rejects(store.backup(join(directory.path, 'none', 'b.db')), { code: 'store.cannot_open' });
    await store.close();
    assert.deepEqual(readdirSync(directory.path).sort(), ['farport.db', 'taken.db']);
  });
});

describe('a restore', () => {
  it('brings back what was, keeps what is, and says so in the audit', async () => {
    using directory = new TemporaryDirectory();
    const copy = join(directory.path, 'backup.db');
    const before = SqliteStore.open(directory.file);
    const { desktop } = await furnish(before);
    await before.backup(copy);
    await before.change(byAdmin, (tx) => tx.vms.delete(desktop.id, 1));
    await before.close();
    const { kept } = restoreDatabase(copy, directory.file);
    const after = SqliteStore.open(directory.file);
    assert.equal((await after.read((tx) => tx.vms.get(desktop.id)))?.name, 'desktop-7');
    const [record] = (await after.read((tx) => tx.audit.list({}))).items;
    assert.equal(record?.action, 'database.restored');
    assert.equal((await after.verifyAudit()).ok, true);
    await after.close();
    assert.ok(kept !== null);
    const old = SqliteStore.open(kept);
    assert.equal(await old.read((tx) => tx.vms.get(desktop.id)), undefined);
    await old.close();
  });

  it('gives out no fencing number twice, ends leases, and begins another epoch', async () => {
    using directory = new TemporaryDirectory();
    const copy = join(directory.path, 'backup.db');
    const before = SqliteStore.open(directory.file);
    const { stick, desktop, server } = await furnish(before);
    await lease(before, stick.id, desktop.id);
    await before.backup(copy);
    const since = await lease(before, stick.id, desktop.id);
    const epoch = await before.read((tx) => tx.changes.epoch());
    await before.close();
    restoreDatabase(copy, directory.file);
    const after = SqliteStore.open(directory.file);
    assert.notEqual(await after.read((tx) => tx.changes.epoch()), epoch);
    assert.ok((await lease(after, stick.id, server.id)).fence > since.fence);
    await after.close();
  });

  it('that ends halfway leaves the database that was there', async (test) => {
    using directory = new TemporaryDirectory();
    const copy = join(directory.path, 'backup.db');
    const before = SqliteStore.open(directory.file);
    const { desktop } = await furnish(before);
    await before.backup(copy);
    await before.change(byAdmin, (tx) => tx.vms.update(desktop.id, 1, { description: 'since the backup' }));
    await before.close();
    // The last step, which puts the new one in its place, is not done.
    const { renameSync } = fs;
    test.mock.method(fs, 'renameSync', (from: string, to: string) => {
      if (to === directory.file) throw new Error('the power went');
      renameSync(from, to);
    });
    syncBuiltinESMExports();
    try {
      assert.throws(() => restoreDatabase(copy, directory.file), /the power went/);
    } finally {
      test.mock.restoreAll();
      syncBuiltinESMExports();
    }
    assert.ok(existsSync(directory.file));
    const after = SqliteStore.open(directory.file);
    assert.equal((await after.read((tx) => tx.vms.get(desktop.id)))?.description, 'since the backup');
    await after.close();
  });

  it('works where there is nothing, or only something damaged', async () => {
    using directory = new TemporaryDirectory();
    const copy = join(directory.path, 'backup.db');
    const before = SqliteStore.open(directory.file);
    await furnish(before);
    await before.backup(copy);
    await before.close();
    assert.equal(restoreDatabase(copy, join(directory.path, 'new.db')).kept, null);
    writeFileSync(directory.file, 'x'.repeat(10_000));
    restoreDatabase(copy, directory.file);
    const after = SqliteStore.open(directory.file);
    assert.equal(await after.read((tx) => tx.users.count()), 2);
    await after.close();
  });

  it('is refused while the database is open', async () => {
    using directory = new TemporaryDirectory();
    const copy = join(directory.path, 'backup.db');
    const store = SqliteStore.open(directory.file);
    const { desktop } = await furnish(store);
    await store.backup(copy);
    assert.throws(() => restoreDatabase(copy, directory.file), {
      code: 'store.locked',
      message: /stop the agent/,
    });
    await store.change(byAdmin, (tx) => tx.vms.update(desktop.id, 1, { description: 'still here' }));
    await store.close();
  });

  it('is refused from what is missing, damaged, tampered with, or no backup', async () => {
    using directory = new TemporaryDirectory();
    const copy = join(directory.path, 'backup.db');
    const store = SqliteStore.open(directory.file);
    await furnish(store);
    await store.backup(copy);
    await store.close();
    const target = join(directory.path, 'target.db');
    const refuse = (file: string, code: string): void => {
      assert.throws(() => restoreDatabase(file, target), { code });
      assert.equal(existsSync(target), false);
    };
    refuse(join(directory.path, 'none.db'), 'store.restore');
    const text = join(directory.path, 'text.db');
    writeFileSync(text, 'no database at all, but long enough to be looked at');
    refuse(text, 'store.not_ours');
    const database = new DatabaseSync(copy);
    database.exec('DROP TRIGGER audit_is_never_changed');
    database.exec(`UPDATE audit SET text = replace(text, 'alice', 'mallory') WHERE seq = 1`);
    database.close();
    refuse(copy, 'store.restore');
  });
});
