import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
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

describe('an old database', () => {
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
    const copy = new DatabaseSync(`${directory.file}.before-schema-${MIGRATIONS.length}`, { readOnly: true });
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
    assert.equal(existsSync(`${directory.file}.before-schema-${MIGRATIONS.length}`), false);
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
        message: new RegExp(`schema ${MIGRATIONS.length + 1} \\(broken\\).*as it was`),
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
