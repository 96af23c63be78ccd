import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Fields, Log } from '../log.ts';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { isCheckedWhenOpened } from '../store/sqlite/open.ts';
import { byAdmin, furnish, reportedStick } from '../store/testing/small-office.ts';
import { TemporaryDirectory } from '../store/testing/sqlite-place.ts';
import { StoreWatch } from './store-watch.ts';

interface Said {
  readonly event: string;
  readonly fields: Fields;
}

function written(): { log: Log; lines: Said[] } {
  const lines: Said[] = [];
  const line = (event: string, fields: Fields = {}): void => void lines.push({ event, fields });
  return { log: { debug: line, info: line, warn: line, error: line }, lines };
}

describe('an eye on the store', () => {
  it('tells the journal the head of the audit, which the log verifies against; where nothing is new, nothing', async () => {
    using directory = new TemporaryDirectory();
    const store = SqliteStore.open(directory.file);
    await furnish(store);
    const { log, lines } = written();
    const watch = new StoreWatch(store, log, false);
    await watch.tellHead();
    await watch.tellHead();
    await store.change(byAdmin, (tx) => tx.groups.create({ name: 'new', description: '' }));
    await watch.close();
    const heads = lines.map(({ event, fields }) => [event, fields['seq']]);
    const last = await store.read((tx) => tx.audit.head());
    assert.deepEqual(heads, [
      ['audit.head', last.seq - 1],
      ['audit.head', last.seq],
    ]);
    assert.equal(lines[1]?.fields['anchor'], `${last.seq} ${last.hash}`);
    await store.close();
  });

  it('looks at once for damage in a database that was too large to be looked at before', async () => {
    using directory = new TemporaryDirectory();
    const before = SqliteStore.open(directory.file);
    const { reception } = await furnish(before);
    const many = Array.from({ length: 400 }, (_, n) => reportedStick(`F${n}`));
    await before.change(byAdmin, (tx) => tx.devices.reportAll(reception.id, many));
    await before.close();
    const bytes = readFileSync(directory.file);
    // Far behind what a start reads.
    for (let page = bytes.length / 4096 - 8; page * 4096 < bytes.length; page++)
      bytes.fill(0xa5, page * 4096 + 8, page * 4096 + 600);
    writeFileSync(directory.file, bytes);
    assert.throws(() => SqliteStore.open(directory.file), { code: 'store.corrupt' });
    assert.deepEqual(
      [isCheckedWhenOpened(directory.file), isCheckedWhenOpened(directory.file, 4096)],
      [true, false],
    );
    const store = SqliteStore.open(directory.file, { checkedBytes: 4096 });
    const { log, lines } = written();
    const watch = new StoreWatch(store, log, true);
    await watch.check();
    assert.equal(lines[0]?.event, 'database.damaged');
    assert.ok(watch.problems > 0);
    await watch.close();
    await store.close();
  });
});
