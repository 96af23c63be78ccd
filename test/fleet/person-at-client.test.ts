/** The app signs somebody in at a machine that is a client of the fleet: the agent knows who sits there, until they leave. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PresenceUnderTest } from '../../apps/agent/src/testing/presence-under-test.ts';
import { password } from '../../apps/agent/src/testing/prepared-fleet.ts';
import { writeCredential } from '../../apps/client/engine/fleet/credential.ts';
import { openSimulatedApp } from '../app/simulated-app.ts';
import { SimulatedDevices } from '../app/simulated-devices.ts';

describe('the app at a client of the fleet', { timeout: 120_000 }, () => {
  it('tells who sits there, opens one screen of two that are asked for at once, and leaves with the person', async () => {
    await using fleet = await PresenceUnderTest.start();
    const directory = mkdtempSync(join(tmpdir(), 'farport-person-'));
    const path = join(directory, 'credential.json');
    process.env['FARPORT_CLIENT_CREDENTIAL'] = path;
    const fingerprint = String(fleet.under.agent.event('agent.listening')?.['fingerprint']);
    const address = `127.0.0.1:${fleet.port}`;
    const { id, key } = await fleet.enrol('kiosk-2');
    await writeCredential(path, { agent: address, fingerprint, name: 'kiosk-2', clientId: id, key });
    const { user } = fleet.under.fleet.of.user;
    for (const vm of [fleet.vms.a, fleet.vms.b]) await fleet.ask('PUT', `/vms/${vm}/grants/user/${user.id}`);
    const host = await openSimulatedApp(directory, new SimulatedDevices([]));
    try {
      const { handlers } = host.service;
      const sitting = async (): Promise<string[]> =>
        (await fleet.ask<{ users: { name: string }[] }>('GET', `/clients/${id}`)).users.map(
          ({ name }) => name,
        );
      await handlers['agent.trust']({ address, fingerprint });
      await handlers['session.account']({ address, user: user.name, password });
      assert.deepEqual(await sitting(), ['some-user']);
      const [first, second] = await Promise.all([
        handlers['screen.open']({ vm: 'a' }),
        handlers['screen.open']({ vm: 'b' }),
      ]);
      assert.equal(host.service.state().screen?.vm, 'b');
      assert.equal(host.bridge.opening(first.view), undefined, 'the first was left');
      assert.equal(host.bridge.opening(second.view)?.vm, 'b');
      await handlers['session.end']({});
      assert.deepEqual(await sitting(), []);
    } finally {
      await host.stop();
      delete process.env['FARPORT_CLIENT_CREDENTIAL'];
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
