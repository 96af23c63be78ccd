/** SIGKILL in the middle of a load of changes: what was acknowledged is there. FARPORT_CRASH_ROUNDS sets how often. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { byAdmin, furnish, reportedStick } from '../testing/small-office.ts';
import { TemporaryDirectory } from '../testing/sqlite-place.ts';
import { SqliteStore } from './sqlite-store.ts';

const rounds = Number(process.env['FARPORT_CRASH_ROUNDS'] ?? '8');
const program = join(import.meta.dirname, '../testing/load-and-die.ts');

/** Starts the load, kills it at some moment, and gives the lines that were acknowledged. */
async function loadAndKill(file: string, round: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, file, round.toString()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  while (!output.includes('ready\n')) {
    if (child.exitCode !== null) throw new Error(`the load ended with ${child.exitCode}`);
    await sleep(5);
  }
  await sleep(Math.random() * 150);
  child.kill('SIGKILL');
  await once(child, 'close');
  return output.split('\n').slice(1, -1);
}

describe('a process that is killed', () => {
  it(`${rounds} times while it writes loses nothing that it had acknowledged`, async () => {
    using directory = new TemporaryDirectory();
    const first = SqliteStore.open(directory.file);
    const { reception } = await furnish(first);
    await first.change(byAdmin, async (tx) => {
      for (let n = 0; n < 3; n++) await tx.devices.reportPlugged(reception.id, reportedStick(`K${n}`, 3 + n));
    });
    await first.close();

    let total = 0;
    let highestFence = 0;
    for (let round = 0; round < rounds; round++) {
      const acknowledged = await loadAndKill(directory.file, round);
      total += acknowledged.length;
      const store = SqliteStore.open(directory.file);
      await store.read(async (tx) => {
        for (const line of acknowledged) {
          const [group = '', fence] = line.split(' ');
          assert.ok(await tx.groups.byName(group), `${group} was acknowledged and is not there`);
          highestFence = Math.max(highestFence, Number(fence));
        }
      });
      assert.deepEqual(await store.check(), []);
      const verdict = await store.verifyAudit();
      assert.ok(verdict.ok, 'the audit verifies');
      await needNoGap(store);
      const device = (await store.read((tx) => tx.devices.list({}))).items[0];
      const vm = (await store.read((tx) => tx.vms.list({}))).items[0];
      assert.ok(device && vm);
      const lease = await store.change(byAdmin, async (tx) => {
        const held = await tx.leases.get(device.id);
        if (held !== undefined) await tx.leases.release(device.id, held.fence);
        return tx.leases.acquire({
          deviceId: device.id,
          vmId: vm.id,
          userId: null,
          host: 'h1',
          ttlMs: 45_000,
        });
      });
      assert.ok(lease.fence > highestFence, 'no fencing number is given out twice');
      await store.close();
    }
    assert.ok(total > rounds, `only ${total} changes were acknowledged: there was no load`);
  });
});

/** Every number of the change log from 1 to the last, once. */
async function needNoGap(store: SqliteStore): Promise<void> {
  let seq = 0;
  for (;;) {
    const page = await store.read((tx) => tx.changes.since(seq, 500));
    for (const change of page) assert.equal(change.seq, ++seq);
    if (page.length === 0) break;
  }
  assert.equal(await store.read((tx) => tx.changes.last()), seq);
}
