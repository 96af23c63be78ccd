/** What the USB panel says of a device that nobody has asked for yet: as the agent's policy judges it for this person, here, now. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startingPolicy } from '@farport/fleet';
import { seenStick } from '../../apps/agent/src/testing/fake-client.ts';
import { PresenceUnderTest } from '../../apps/agent/src/testing/presence-under-test.ts';
import { password } from '../../apps/agent/src/testing/prepared-fleet.ts';
import type { AppHost } from '../../apps/client/app/service/app-host.node.ts';
import { writeCredential } from '../../apps/client/engine/fleet/credential.ts';
import { openSimulatedApp } from '../app/simulated-app.ts';
import { SimulatedDevices, STICK } from '../app/simulated-devices.ts';

describe('the panel at a client of the fleet', { timeout: 120_000 }, () => {
  let fleet: PresenceUnderTest;
  let app: AppHost;
  let directory: string;
  let devices: SimulatedDevices;

  before(async () => {
    fleet = await PresenceUnderTest.start();
    directory = mkdtempSync(join(tmpdir(), 'farport-verdicts-'));
    const path = join(directory, 'credential.json');
    process.env['FARPORT_CLIENT_CREDENTIAL'] = path;
    const fingerprint = String(fleet.under.agent.event('agent.listening')?.['fingerprint']);
    const address = `127.0.0.1:${fleet.port}`;
    const stick = { ...seenStick(STICK.serial), portPath: STICK.portPath };
    const kiosk = await fleet.client('kiosk-9', [stick]);
    // The same model at another machine, on the same port: none of this person's business.
    await fleet.client('kiosk-10', [stick]);
    await writeCredential(path, {
      agent: address,
      fingerprint,
      name: 'kiosk-9',
      clientId: kiosk.id,
      key: kiosk.key,
    });
    const { user } = fleet.under.fleet.of.user;
    await fleet.ask('PUT', `/vms/${fleet.vms.a}/grants/user/${user.id}`);
    await policy([{ vms: [fleet.vms.a], users: [user.id], clients: [kiosk.id] }]);
    devices = new SimulatedDevices([STICK]);
    app = await openSimulatedApp(directory, devices);
    const { handlers } = app.service;
    await handlers['agent.trust']({ address, fingerprint });
    await handlers['session.account']({ address, user: user.name, password });
    await handlers['screen.open']({ vm: 'a' });
  });
  after(async () => {
    await app.stop();
    await fleet[Symbol.asyncDispose]();
    delete process.env['FARPORT_CLIENT_CREDENTIAL'];
    rmSync(directory, { recursive: true, force: true });
  });

  /** The starting policy with these rules and no others. */
  async function policy(rules: readonly object[]): Promise<void> {
    const { version } = await fleet.ask<{ version: number }>('GET', '/policy');
    const named = rules.map((rule, n) => ({
      id: `rule-${n}`,
      name: 'Sticks of reception',
      enabled: true,
      effect: 'allow',
      ...rule,
    }));
    await fleet.ask('PUT', '/policy', {
      version,
      document: { ...startingPolicy(), rules: named },
      comment: '',
    });
  }

  const shown = () => {
    const { state, rule, switchable, error } =
      app.service.state().ports.find(({ port }) => port === STICK.portPath) ?? assert.fail('no stick');
    return { state, rule, switchable, code: error?.code };
  };
  /** Something is plugged in: the panel asks anew. */
  const lookedAnew = async (): Promise<void> => {
    const address = 20 + Math.floor(Math.random() * 1e6);
    devices.unplug('1-7');
    devices.plug({ ...STICK, key: `1-7@${address}`, portPath: '1-7', address, serial: 'other' });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  };

  it('gives a switch to what the policy allows this person at this client for this VM', async () => {
    await lookedAnew();
    assert.deepEqual(shown(), { state: 'here', rule: '', switchable: true, code: undefined });
  });

  it('names the rule that forbids', async () => {
    await policy([{ effect: 'deny', name: 'No sticks' }]);
    await lookedAnew();
    assert.deepEqual(shown(), {
      state: 'forbidden',
      rule: 'No sticks',
      switchable: false,
      code: 'policy.denied',
    });
    const asked = app.service.state().questions.map(({ port }) => port);
    assert.deepEqual(asked, [], 'nothing is asked about what is forbidden');
  });

  it('says that no rule allows it, without the name of one', async () => {
    await policy([]);
    await lookedAnew();
    assert.deepEqual(shown(), { state: 'forbidden', rule: '', switchable: false, code: 'policy.no_rule' });
  });

  it('follows the policy back', async () => {
    await policy([{}]);
    await lookedAnew();
    assert.deepEqual(shown(), { state: 'here', rule: '', switchable: true, code: undefined });
  });
});
