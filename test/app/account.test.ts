/** The app's account at a real agent: signing in, the VMs one may use, a ticket for one, signing out. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApiUnderTest } from '../../apps/agent/src/testing/api-under-test.ts';
import { password } from '../../apps/agent/src/testing/prepared-fleet.ts';
import { AgentAccount } from '../../apps/client/app/service/agent-api.node.ts';
import { presentedBy } from '../../apps/client/engine/session/pinned-tls.ts';

describe('an account at an agent', { timeout: 60_000 }, () => {
  let test: ApiUnderTest;
  let agent: { host: string; port: number };
  let fingerprint: string;
  before(async () => {
    test = await ApiUnderTest.start();
    agent = { host: '127.0.0.1', port: test.agent.port };
    fingerprint = await presentedBy(agent, AbortSignal.timeout(10_000));
  });
  after(async () => {
    await test[Symbol.asyncDispose]();
  });

  it('is let in by its password and no other, at this certificate and no other', async () => {
    const { name } = test.fleet.of.user.user;
    const wrong = AgentAccount.signIn(agent, fingerprint, name, 'wrong');
    await assert.rejects(wrong, { code: 'access.wrong_credentials' });
    const elsewhere = AgentAccount.signIn(agent, `sha256:${'0'.repeat(64)}`, name, password);
    await assert.rejects(elsewhere, { code: 'agent.wrong_certificate' });
    const account = await AgentAccount.signIn(agent, fingerprint, name, password);
    await account.vms();
    await assert.rejects(account.ticket('no-such-vm'), { code: 'vm.unknown' });
    await account.signOut();
    await assert.rejects(account.vms(), { code: 'session.none' });
  });

  it('gets a ticket for a VM that is granted to it, which opens that VM', async () => {
    const { user } = test.fleet.of.user;
    const { token } = test.fleet.of.administrator;
    const listed = await test.api.ask({ token }, 'GET', '/vms');
    const { items } = listed.json as { items: { id: string; name: string }[] };
    const vm = items.find(({ name }) => name === 'a');
    assert.ok(vm);
    const granted = await test.api.ask({ token }, 'PUT', `/vms/${vm.id}/grants/user/${user.id}`);
    assert.ok(granted.status < 300, granted.text);
    const account = await AgentAccount.signIn(agent, fingerprint, user.name, password);
    assert.ok((await account.vms()).some(({ name }) => name === 'a'));
    await account.start('a');
    const ticket = await account.ticket('a');
    const socket = test.agent.webSocket('a', ticket);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.terminate();
    await account.signOut();
  });
});
