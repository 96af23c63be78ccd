import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { byAdmin } from '../testing/small-office.ts';
import { TemporaryDirectory } from '../testing/sqlite-place.ts';
import { MIGRATIONS, schemaVersion, type Migration } from './migrations.ts';
import { openForWriting } from './open.ts';
import { SqliteStore } from './sqlite-store.ts';

/** SHA-256 of each released step. One that changes breaks every database that has taken it: add a step instead. */
const RELEASED: readonly string[] = [
  '3df218acc5eefd9647faaef4fea602e35e5d02b9667322749c998119d3b21de0',
  '3b793632cd623d8936e22f98cd8512686c7002508a0e53faa1d4d44a24c1029a',
  '355dbfb34753a6002698e640aac70cca2df79e1f6f47023f4ddebe9fe37ea8b6',
  '78373a51005785c2506ec1aae890e65dac8c2f69e5d2586be38fe9e1e661326d',
  'd1f9d9780ad02c7740cde7cb389a9a530e7bbbb76cbbfa7511f37633eb26e6c7',
];

/** What a database of schema 1 held, as that version wrote it. */
const SCHEMA_1_ROWS = `
INSERT INTO users VALUES ('u1', 'Alice', 'alice', 'Alice', 'administrator', 1, 'local', 1, 1);
INSERT INTO clients VALUES ('c1', 'reception', 'reception', '', 1, 'linux', '0.1.0', 'k', 1, NULL, NULL, 1);
INSERT INTO vms (id, name, name_key, description, host, wanted_power, created_at, version)
  VALUES ('v1', 'desktop', 'desktop', '', 'h1', 'off', 1, 3);
UPDATE meta SET number = 41 WHERE key = 'fence';
`;

function makeOld(file: string, version: number, rows: string): void {
  const sql = openForWriting(file, { migrations: MIGRATIONS.slice(0, version) });
  sql.exec(rows);
  sql.close();
}

/** A file that an older agent has written, word for word. */
function readOld(file: string, version: number): void {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  database.exec(readFileSync(new URL(`../testing/old/schema-${version}.sql`, import.meta.url), 'utf8'));
  database.close();
}

const copies = (file: string): string[] =>
  readdirSync(dirname(file))
    .filter((name) => name.includes('schema-'))
    .sort();

describe('a database that an older agent wrote', () => {
  for (const version of [2, 3, 4]) {
    it(`of schema ${version} has all that it had: sessions, tokens, VMs, leases, the audit`, async () => {
      using directory = new TemporaryDirectory();
      readOld(directory.file, version);
      const store = SqliteStore.open(directory.file);
      assert.deepEqual(await store.check(), []);
      assert.equal((await store.verifyAudit()).ok, true);
      await store.read(async (tx) => {
        const bob = await tx.users.byName('bob');
        const session = await tx.sessions.byTokenHash('s'.repeat(64));
        assert.equal(session?.userId, bob?.id);
        const reception = await tx.clients.byName('reception-3');
        assert.equal(session?.clientId, version < 4 ? null : reception?.id);
        const token = await tx.tokens.byTokenHash('t'.repeat(64));
        assert.deepEqual([token?.name, token?.scopes], ['prometheus', ['metrics:read']]);
        assert.equal((await tx.enrolments.byCodeHash('e'.repeat(64)))?.clientName, 'kiosk-9');
        assert.equal((await tx.users.byOidc('https://idp.example', 'ada'))?.name, 'ada');
        const alice = await tx.users.byName('alice');
        assert.match((await tx.credentials.get(alice?.id ?? ''))?.passwordHash ?? '', /^\$argon2id\$/);
        const desktop = await tx.vms.byName('desktop-7');
        assert.equal(desktop?.build, null);
        assert.equal(await tx.vms.mayUse(bob?.id ?? '', desktop.id), true, 'by a grant of a group');
        if (version >= 3) assert.equal((await tx.vms.byName('built'))?.build?.spec.memoryMiB, 512);
        const [stick] = await tx.devices.ofClient(reception?.id ?? '');
        assert.deepEqual(
          (await tx.assignments.forClient(reception?.id ?? '')).map(({ note }) => note),
          ['by the door'],
        );
        assert.equal((await tx.policies.current())?.comment, 'at first');
        assert.equal(stick?.facts.serial, 'S1');
      });
      // The lease has run out since; whoever takes the device next gets a higher number.
      const fence = await store.change(byAdmin, async (tx) => {
        const vm = await tx.vms.byName('desktop-7');
        const [stick] = await tx.devices.ofClient((await tx.clients.byName('reception-3'))?.id ?? '');
        const wanted = {
          deviceId: stick?.id ?? '',
          vmId: vm?.id ?? '',
          userId: null,
          host: 'h1',
          ttlMs: 45_000,
        };
        return (await tx.leases.acquire(wanted)).fence;
      });
      assert.equal(fence, 2);
      await store.close();
      assert.deepEqual(copies(directory.file), [
        ...(version < MIGRATIONS.length ? [`farport.db.schema-${version}`] : []),
      ]);
    });
  }
});

describe('an old database', () => {
  it('that the second of several steps fails with is as it was, also when it is tried again', () => {
    using directory = new TemporaryDirectory();
    readOld(directory.file, 2);
    const broken: Migration[] = [
      ...MIGRATIONS.slice(0, 3),
      { name: 'broken', sql: 'INSERT INTO nowhere VALUES (1)' },
    ];
    for (const attempt of [1, 2]) {
      assert.throws(
        () => openForWriting(directory.file, { migrations: broken }),
        { code: 'store.migration', message: /schema 4 \(broken\).*It is as it was, of schema 2;/ },
        `attempt ${attempt}`,
      );
      const after = new DatabaseSync(directory.file, { readOnly: true });
      assert.deepEqual({ ...after.prepare('PRAGMA user_version').get() }, { user_version: 2 });
      assert.equal(
        after.prepare("SELECT 1 FROM pragma_table_info('vms') WHERE name = 'spec'").get(),
        undefined,
      );
      after.close();
      assert.deepEqual(copies(directory.file), []);
    }
  });

  it('never has a copy of it replaced', () => {
    using directory = new TemporaryDirectory();
    const upgrade = (): void => {
      const sql = openForWriting(directory.file);
      sql.close();
    };
    readOld(directory.file, 2);
    upgrade();
    // The older agent was put back, and worked for a while.
    rmSync(directory.file);
    readOld(directory.file, 2);
    const again = new DatabaseSync(directory.file);
    again.exec("UPDATE meta SET number = number + 1 WHERE key = 'change'");
    again.close();
    upgrade();
    assert.deepEqual(copies(directory.file), ['farport.db.schema-2', 'farport.db.schema-2-2']);
  });

  it('is copied once where the upgrade was killed after the copy', () => {
    using directory = new TemporaryDirectory();
    readOld(directory.file, 2);
    copyFileSync(directory.file, `${directory.file}.schema-2`);
    const before = statSync(`${directory.file}.schema-2`).mtimeMs;
    openForWriting(directory.file).close();
    assert.deepEqual(copies(directory.file), ['farport.db.schema-2']);
    assert.equal(statSync(`${directory.file}.schema-2`).mtimeMs, before);
  });

  it('of schema 1 is brought up to date with what it holds, and a copy is kept', async () => {
    using directory = new TemporaryDirectory();
    makeOld(directory.file, 1, SCHEMA_1_ROWS);
    const store = SqliteStore.open(directory.file);
    await store.read(async (tx) => {
      assert.equal((await tx.users.byName('ALICE'))?.role, 'administrator');
      assert.equal((await tx.vms.get('v1'))?.version, 3);
      assert.equal(await tx.credentials.get('u1'), undefined);
    });
    assert.deepEqual(await store.check(), []);
    await store.close();
    const copy = new DatabaseSync(`${directory.file}.schema-1`, { readOnly: true });
    assert.deepEqual({ ...copy.prepare('PRAGMA user_version').get() }, { user_version: 1 });
    assert.deepEqual({ ...copy.prepare('SELECT name FROM users').get() }, { name: 'Alice' });
    copy.close();
  });

  it('has the schema of a new one afterwards', () => {
    using old = new TemporaryDirectory();
    using fresh = new TemporaryDirectory();
    makeOld(old.file, 1, '');
    const schema = (file: string): unknown => {
      const sql = openForWriting(file);
      const rows = sql.all('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name');
      sql.close();
      return rows.map((row) => ({ ...row }));
    };
    assert.deepEqual(schema(old.file), schema(fresh.file));
  });

  it('is not copied where it is up to date, or new', () => {
    using directory = new TemporaryDirectory();
    makeOld(directory.file, MIGRATIONS.length, '');
    openForWriting(directory.file).close();
    assert.equal(existsSync(`${directory.file}.schema-${MIGRATIONS.length}`), false);
  });

  for (const [what, sql] of [
    ['cannot be done', 'CREATE TABLE more (x); INSERT INTO nowhere VALUES (1);'],
    [
      'leaves a reference that leads nowhere',
      "PRAGMA defer_foreign_keys = ON; INSERT INTO group_members VALUES ('none', 'none');",
    ],
  ] as const) {
    it(`is as it was where a step ${what}`, () => {
      using directory = new TemporaryDirectory();
      makeOld(directory.file, MIGRATIONS.length, SCHEMA_1_ROWS);
      const broken: Migration[] = [...MIGRATIONS, { name: 'broken', sql }];
      assert.throws(() => openForWriting(directory.file, { migrations: broken }), {
        code: 'store.migration',
        message: new RegExp(
          `schema ${MIGRATIONS.length + 1} \\(broken\\).*as it was, of schema ${MIGRATIONS.length};`,
        ),
      });
      const after = openForWriting(directory.file);
      assert.equal(schemaVersion(after), MIGRATIONS.length);
      assert.equal(after.all("SELECT 1 FROM sqlite_schema WHERE name = 'more'").length, 0);
      after.close();
    });
  }
});

describe('released steps', () => {
  it('are never changed', () => {
    const hashes = MIGRATIONS.map(({ sql }) => createHash('sha256').update(sql).digest('hex'));
    assert.deepEqual(hashes, RELEASED);
  });
});
