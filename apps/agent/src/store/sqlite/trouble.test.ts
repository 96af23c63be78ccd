import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { byAdmin, furnish, reportedStick } from '../testing/small-office.ts';
import { TemporaryDirectory } from '../testing/sqlite-place.ts';
import { MIGRATIONS } from './migrations.ts';
import { SqliteStore } from './sqlite-store.ts';

const program = (name: string): string => join(import.meta.dirname, '../testing', name);

/** A closed database with a small office in it, and two pages of devices. */
async function officeFile(directory: TemporaryDirectory): Promise<string> {
  const store = SqliteStore.open(directory.file);
  const { reception } = await furnish(store);
  for (let n = 0; n < 100; n++) {
    await store.change(byAdmin, (tx) => tx.devices.reportPlugged(reception.id, reportedStick(`N${n}`)));
  }
  await store.close();
  return directory.file;
}

describe('a database file', () => {
  it('is for its owner only, with its side files', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(directory.file);
    await furnish(store);
    const files = readdirSync(directory.path);
    assert.deepEqual(files.sort(), ['farport.db', 'farport.db-shm', 'farport.db-wal']);
    for (const name of files) assert.equal(statSync(join(directory.path, name)).mode & 0o777, 0o600, name);
    await store.close();
    assert.deepEqual(readdirSync(directory.path), ['farport.db']);
  });

  it('of a newer version is refused, with what to do, and left alone', async () => {
    using directory = new TemporaryDirectory();
    const file = await officeFile(directory);
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    database.close();
    const before = readFileSync(file);
    assert.throws(() => SqliteStore.open(file), {
      code: 'store.newer',
      message: new RegExp(
        `newer version of the agent \\(schema ${MIGRATIONS.length + 1}; this one knows up to ${MIGRATIONS.length}\\).*install that version`,
      ),
    });
    assert.deepEqual(readFileSync(file), before);
  });

  it('of another program is refused', () => {
    using directory = new TemporaryDirectory();
    const database = new DatabaseSync(directory.file);
    database.exec('CREATE TABLE bookmarks (url TEXT)');
    database.close();
    assert.throws(() => SqliteStore.open(directory.file), { code: 'store.not_ours' });
  });

  it('that is no database is refused', () => {
    using directory = new TemporaryDirectory();
    writeFileSync(directory.file, randomBytes(20_000));
    assert.throws(() => SqliteStore.open(directory.file), {
      code: 'store.corrupt',
      message: /restore the last backup/,
    });
  });

  it('with damaged pages is refused, with what to do', async () => {
    using directory = new TemporaryDirectory();
    const file = await officeFile(directory);
    const bytes = readFileSync(file);
    for (let page = 3; page * 4096 < bytes.length; page++)
      bytes.fill(0xa5, page * 4096 + 8, page * 4096 + 600);
    writeFileSync(file, bytes);
    assert.throws(() => SqliteStore.open(file), {
      code: 'store.corrupt',
      message: /restore the last backup/,
    });
  });

  it('that was cut short is refused', async () => {
    using directory = new TemporaryDirectory();
    const file = await officeFile(directory);
    writeFileSync(file, readFileSync(file).subarray(0, 20_000));
    assert.throws(() => SqliteStore.open(file), { code: 'store.corrupt' });
  });

  it('is not made where its directory is not there, or is a file', () => {
    using directory = new TemporaryDirectory();
    assert.throws(() => SqliteStore.open(join(directory.path, 'none', 'x.db')), {
      code: 'store.cannot_open',
    });
    writeFileSync(join(directory.path, 'file'), '');
    assert.throws(() => SqliteStore.open(join(directory.path, 'file', 'x.db')), {
      code: 'store.cannot_open',
    });
    mkdirSync(directory.file);
    assert.throws(() => SqliteStore.open(directory.file), { code: 'store.cannot_open' });
  });

  it('that is read-only is refused when it is changed', async () => {
    using directory = new TemporaryDirectory();
    const file = await officeFile(directory);
    chmodSync(file, 0o400);
    const open = [process.execPath, program('open-and-say.ts'), file];
    // Root may write whatever the mode says, unless it has left that right behind.
    const argv = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--', ...open] : open;
    const { stdout, stderr } = spawnSync(argv[0] ?? '', argv.slice(1), { encoding: 'utf8' });
    assert.equal(stdout, 'store.read_only', stderr);
  });
});

describe('a database that another process holds', () => {
  it('is waited for, then refused, and nothing is lost', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(directory.file, { limits: { lockWaitMs: 200 } });
    const { desktop } = await furnish(store);
    const other = new DatabaseSync(directory.file);
    other.exec('BEGIN IMMEDIATE');
    const change = () =>
      store.change(byAdmin, (tx) => tx.vms.update(desktop.id, 1, { description: 'changed' }));
    await assert.rejects(change(), { code: 'store.locked', status: 503 });
    // Reading goes on.
    assert.equal((await store.read((tx) => tx.vms.get(desktop.id)))?.description, '');
    other.exec('ROLLBACK');
    assert.equal((await change()).description, 'changed');
    other.close();
    await store.close();
  });

  it('is written as soon as it is free', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(directory.file);
    const { desktop } = await furnish(store);
    const other = new DatabaseSync(directory.file);
    other.exec('BEGIN IMMEDIATE');
    const changed = store.change(byAdmin, (tx) => tx.vms.update(desktop.id, 1, { description: 'changed' }));
    await sleep(150);
    other.exec('ROLLBACK');
    assert.equal((await changed).description, 'changed');
    other.close();
    await store.close();
  });
});

describe('a full disk', () => {
  const devices = Array.from({ length: 400 }, (_, n) => reportedStick(`F${n}`));

  it('fails a change with what to do, and leaves nothing half-written', async () => {
    using directory = new TemporaryDirectory();
    const roomy = SqliteStore.open(directory.file);
    const { reception } = await furnish(roomy);
    await roomy.close();
    const store = SqliteStore.open(directory.file, { maxPages: 1 });
    const before = await store.read((tx) => tx.changes.last());
    const report = store.change(byAdmin, (tx) => tx.devices.reportAll(reception.id, devices));
    await assert.rejects(report, { code: 'store.full', status: 507, message: /free some space/ });
    assert.equal(await store.read((tx) => tx.changes.last()), before);
    assert.deepEqual(await store.check(), []);
    assert.equal((await store.verifyAudit()).ok, true);
    await store.close();
    const again = SqliteStore.open(directory.file);
    assert.equal(
      (await again.change(byAdmin, (tx) => tx.devices.reportAll(reception.id, devices))).length,
      400,
    );
    await again.close();
  });

  it('fails the change that is too big, and not those that are written with it', async () => {
    using directory = new TemporaryDirectory();
    const roomy = SqliteStore.open(directory.file);
    const { reception, desktop, server } = await furnish(roomy);
    await roomy.close();
    const store = SqliteStore.open(directory.file, { maxPages: 1 });
    const results = await Promise.allSettled([
      store.change(byAdmin, (tx) => tx.vms.update(desktop.id, 1, { description: 'a' })),
      store.change(byAdmin, (tx) => tx.devices.reportAll(reception.id, devices)),
      store.change(byAdmin, (tx) => tx.vms.update(server.id, 1, { description: 'b' })),
    ]);
    assert.deepEqual(
      results.map((result) => result.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    await store.close();
  });

  for (const company of [0, 3]) {
    it(`fails work that goes on regardless, with ${company} others in its batch`, async () => {
      using directory = new TemporaryDirectory();
      const roomy = SqliteStore.open(directory.file);
      const { reception } = await furnish(roomy);
      await roomy.close();
      const store = SqliteStore.open(directory.file, { maxPages: 1 });
      const stubborn = store.change(byAdmin, async (tx) => {
        await tx.devices.reportAll(reception.id, devices).catch(() => undefined);
        await tx.audit.append({ action: 'stubborn', outcome: 'ok' });
      });
      const others = Array.from({ length: company }, () => store.change(byAdmin, (tx) => tx.users.count()));
      const results = await Promise.allSettled([stubborn, ...others]);
      assert.deepEqual(
        results.map((result) => result.status),
        ['rejected', ...others.map(() => 'fulfilled')],
      );
      const left = await store.read((tx) => tx.devices.ofClient(reception.id));
      assert.equal(left.length, 1, 'nothing of it was written');
      await store.close();
    });
  }

  it('of the real kind does the same, and the store goes on when there is room again', (test) => {
    using directory = new TemporaryDirectory();
    const own = ['-Urm'];
    const may = spawnSync('unshare', [...own, 'mount', '-t', 'tmpfs', 'tmpfs', directory.path], {
      encoding: 'utf8',
    });
    if (may.status !== 0) {
      test.skip(`this machine gives no mount namespace: ${may.stderr.trim()}`);
      return;
    }
    const { stdout, stderr } = spawnSync(
      'unshare',
      [...own, process.execPath, program('fill-the-disk.ts'), directory.path],
      { encoding: 'utf8' },
    );
    assert.equal(stdout, 'held', stderr);
  });
});

describe('work that does not end', () => {
  it('is given up, and those behind it go on', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(directory.file, { limits: { workMs: 50 } });
    const { desktop } = await furnish(store);
    const stuck = store.change(byAdmin, async (tx) => {
      await tx.groups.create({ name: 'never', description: '' });
      await new Promise(() => undefined);
    });
    const next = store.change(byAdmin, (tx) => tx.vms.update(desktop.id, 1, { description: 'next' }));
    await assert.rejects(stuck, { code: 'store.transaction' });
    assert.equal((await next).description, 'next');
    assert.equal(await store.read((tx) => tx.groups.byName('never')), undefined);
    await store.close();
  });

  it('is done once and in order, however little time a batch has', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(directory.file, { limits: { batchMs: 0, batch: 8 } });
    const began: number[] = [];
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        store.change(byAdmin, async (tx) => {
          began.push(n);
          await tx.groups.create({ name: `g${n}`, description: '' });
        }),
      ),
    );
    assert.deepEqual(
      began,
      began.map((_, index) => index),
    );
    assert.equal(began.length, 30);
    await store.close();
  });

  it('is refused where too much of it waits', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(directory.file, { limits: { queue: 10 } });
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) =>
        store.change(byAdmin, (tx) => tx.groups.create({ name: `g${n}`, description: '' })),
      ),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    assert.equal(refused.length, 2);
    assert.equal((refused[0]?.reason as { code?: string }).code, 'store.busy');
    await store.close();
  });
});

describe('a change log whose beginning is no longer kept', () => {
  it('says so to whoever resumes from there, and serves the rest', async () => {
    using directory = new TemporaryDirectory();
    const file = await officeFile(directory);
    const database = new DatabaseSync(file);
    database.exec('DELETE FROM changes WHERE seq <= 10');
    database.close();
    const store = SqliteStore.open(file);
    await assert.rejects(
      store.read((tx) => tx.changes.since(9, 10)),
      { code: 'changes.gap', message: /read everything anew/ },
    );
    const [first] = await store.read((tx) => tx.changes.since(10, 10));
    assert.equal(first?.seq, 11);
    await store.close();
  });
});
