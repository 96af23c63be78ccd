import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { TemporaryDirectory } from '../store/testing/sqlite-place.ts';
import { FailureLog, type Failure } from './failure-log.ts';

describe('whoever is turned away', () => {
  let directory: TemporaryDirectory;
  let store: Store;
  beforeEach(() => {
    directory = new TemporaryDirectory();
    store = SqliteStore.open(directory.file);
  });
  afterEach(async () => {
    await store.close();
    directory[Symbol.dispose]();
  });

  const from = (address: string): Failure => ({
    key: address,
    context: { actor: { kind: 'client', id: null, name: 'kiosk' }, address },
    entry: { action: 'client.enrolment', outcome: 'denied', reason: 'enrolment.unknown' },
  });
  const records = async (): Promise<unknown[]> =>
    (await store.read((tx) => tx.audit.list({}))).items
      .toReversed()
      .map(({ action, address, details }) => [action, address, details]);

  it('is a record the first time, and a number after that', async () => {
    const log = new FailureLog(store);
    for (let n = 0; n < 5; n++) await log.note(from('192.0.2.1'));
    await log.note(from('192.0.2.2'));
    const firsts = [
      ['client.enrolment', '192.0.2.1', {}],
      ['client.enrolment', '192.0.2.2', {}],
    ];
    assert.deepEqual(await records(), firsts);
    await log.flush();
    const withCount = [...firsts, ['client.enrolment', '192.0.2.1', { more: '4' }]];
    assert.deepEqual(await records(), withCount);
    // A new minute.
    await log.note(from('192.0.2.1'));
    assert.deepEqual(await records(), [...withCount, firsts[0]]);
    await log.flush();
    assert.equal((await records()).length, 4);
  });

  it('is counted with others where there are too many, whatever addresses they have', async () => {
    const log = new FailureLog(store, { most: 3 });
    for (let n = 0; n < 1000; n++) await log.note(from(`2001:db8::${n}`));
    await log.flush();
    const all = await records();
    assert.equal(all.length, 4);
    assert.deepEqual(all.at(-1), ['access.refused', null, { more: '997' }]);
  });

  it('is written down by itself when the minute is over', async () => {
    const log = new FailureLog(store, { windowMs: 20 });
    await log.note(from('192.0.2.1'));
    await log.note(from('192.0.2.1'));
    while ((await records()).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual((await records()).at(-1), ['client.enrolment', '192.0.2.1', { more: '1' }]);
  });

  it('is told of where it cannot be written, and stops nothing', async () => {
    const told: unknown[] = [];
    const log = new FailureLog(store, { failed: (error) => told.push(error) });
    await log.note(from('192.0.2.1'));
    await log.note(from('192.0.2.1'));
    await store.close();
    await log.flush();
    assert.equal((told[0] as { code: string }).code, 'store.closed');
  });
});
