/** Another program holds the database's lock for longer than leases last, under a real agent with a device in a VM. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { LEASE_MS, LEASE_RENEW_MS } from '@farport/fleet';
import { seenStick } from '../testing/fake-client.ts';
import { PresenceUnderTest } from '../testing/presence-under-test.ts';

describe('a database that is locked for longer than leases last', { timeout: 240_000 }, () => {
  it('takes no device out of its VM', async () => {
    await using fleet = await PresenceUnderTest.start();
    const kiosk = await fleet.client('kiosk-9');
    await fleet.assignPort(kiosk.id);
    kiosk.plug(seenStick('S1'));
    const order = await kiosk.next('attach', 'S1');
    const channel = await kiosk.openChannel(fleet.port, order);
    let closed = false;
    channel.on('close', () => (closed = true));
    kiosk.progress(order, 'attached');
    await fleet.device(kiosk.id, ({ lease }) => lease !== null);
    const other = new DatabaseSync(join(fleet.under.agent.dataDir, 'fleet.db'));
    other.exec('BEGIN IMMEDIATE');
    await delay(LEASE_MS + 20_000);
    other.close();
    // Whoever renews, and whoever sweeps, has had a turn.
    await delay(LEASE_RENEW_MS);
    assert.deepEqual([kiosk.unasked('release'), kiosk.unasked('attach'), closed], [[], [], false]);
    const fence = order.fence.toString();
    const actions = (await fleet.audit('limit=50'))
      .filter(({ details }) => (details as Record<string, string>)['fence'] === fence)
      .map(({ action }) => action);
    assert.deepEqual(actions, ['device.attached']);
    assert.equal((await fleet.device(kiosk.id)).lease?.fence, order.fence);
    kiosk.cut();
  });
});
