/**
 * A process that changes a store as fast as it can and says what was acknowledged, until somebody kills it. Run by
 * crash.test.ts: FILE ROUND. Each line on standard output is a change that is promised to be on disk.
 */
import { writeSync } from 'node:fs';
import { SqliteStore } from '../sqlite/sqlite-store.ts';
import { byAdmin } from './small-office.ts';

const [, , file = '', round = ''] = process.argv;
const store = SqliteStore.open(file);

async function worker(name: string, deviceId: string, vmId: string): Promise<never> {
  for (let n = 0; ; n++) {
    const group = `${name}-${round}-${n}`;
    const fence = await store.change(byAdmin, async (tx) => {
      await tx.groups.create({ name: group, description: 'x'.repeat(n % 500) });
      const held = await tx.leases.get(deviceId);
      if (held !== undefined) await tx.leases.release(deviceId, held.fence);
      const lease = await tx.leases.acquire({ deviceId, vmId, userId: null, host: 'h1', ttlMs: 45_000 });
      return lease.fence;
    });
    // Straight to the pipe: what the kernel has survives our end.
    writeSync(1, `${group} ${fence}\n`);
  }
}

const { devices, vms } = await store.read(async (tx) => ({
  devices: (await tx.devices.list({})).items,
  vms: (await tx.vms.list({})).items,
}));
writeSync(1, 'ready\n');
await Promise.all(devices.map((device, index) => worker(`w${index}`, device.id, vms[0]?.id ?? '')));
