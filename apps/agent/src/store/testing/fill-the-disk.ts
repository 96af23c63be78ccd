/**
 * A store on a file system of 1 MiB that runs full, and has room again: DIRECTORY, over which it mounts one. Run by
 * trouble.test.ts with a mount namespace of its own; prints "held", or dies by an assertion.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteStore } from '../sqlite/sqlite-store.ts';
import { byAdmin, furnish, reportedStick } from './small-office.ts';

const [, , directory = ''] = process.argv;
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory]);
const devices = Array.from({ length: 400 }, (_, n) => reportedStick(`F${n}`));
const store = SqliteStore.open(join(directory, 'farport.db'));
const { reception } = await furnish(store);
const ballast = join(directory, 'ballast');
writeFileSync(ballast, Buffer.alloc(statfsSync(directory).bavail * 4096 - 8192));
const report = () => store.change(byAdmin, (tx) => tx.devices.reportAll(reception.id, devices));
await assert.rejects(report(), { code: 'store.full' });
assert.equal((await store.verifyAudit()).ok, true);
// A backup finds no room either: there is none afterwards, rather than half of one.
await assert.rejects(store.backup(join(directory, 'backup.db')), { code: 'store.full' });
assert.throws(() => statfsSync(join(directory, 'backup.db')), { code: 'ENOENT' });
rmSync(ballast);
assert.equal((await report()).length, 400);
assert.deepEqual(await store.check(), []);
await store.close();
process.stdout.write('held');
