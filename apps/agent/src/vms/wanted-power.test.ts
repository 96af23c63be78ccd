/** What VMs are after the host or the agent started anew: a real agent and real VM processes around fake machines. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../http/json-client.ts';
import { until, vmA, vmB } from '../testing/agent-under-test.ts';
import { PresenceUnderTest } from '../testing/presence-under-test.ts';
import { killProcess, parseIdentity } from './process-identity.ts';

interface VmAnswer {
  readonly id: string;
  readonly wantedPower: string;
  readonly state: string;
}

describe('a VM that somebody has started', { timeout: 120_000 }, () => {
  let test: PresenceUnderTest;
  beforeEach(async () => {
    test = await PresenceUnderTest.start(`${vmA}${vmB}`);
  });
  afterEach(() => test[Symbol.asyncDispose]());

  const vm = async (name: 'a' | 'b'): Promise<VmAnswer> =>
    (await test.ask<{ items: VmAnswer[] }>('GET', '/vms')).items.find(({ id }) => id === test.vms[name]) ??
    assert.fail(name);
  async function stands(name: 'a' | 'b', fits: (vm: VmAnswer) => boolean): Promise<void> {
    let last = await vm(name);
    for (let turn = 0; turn < 400 && !fits(last); turn++) {
      await delay(25);
      last = await vm(name);
    }
    assert.ok(fits(last), JSON.stringify(last));
  }

  /** Nothing of this host goes on: the agent starts as after a power cut. */
  async function restartHost(): Promise<void> {
    const { agent } = test.under;
    await agent.signal('SIGKILL');
    for (const name of ['a', 'b']) {
      try {
        const identity = parseIdentity(readFileSync(join(agent.runDir, name, 'process.json'), 'utf8'));
        if (identity !== undefined) killProcess(identity);
      } catch {
        // It never ran.
      }
    }
    await startAgent();
  }

  async function startAgent(): Promise<void> {
    const { agent } = test.under;
    const before = agent.log.length;
    await agent.start();
    test.under.reconnect();
    await until('the API answers', () => agent.log.slice(before).some(({ event }) => event === 'api.ready'));
  }

  it('runs again after the host went down, and one that was stopped does not', async () => {
    for (const name of ['a', 'b'] as const) {
      if ((await vm(name)).state !== 'running') await test.ask('POST', `/vms/${test.vms[name]}/start`);
      await stands(name, ({ state }) => state === 'running');
    }
    await test.ask('POST', `/vms/${test.vms.a}/force-off`);
    await stands('a', ({ state, wantedPower }) => state === 'stopped' && wantedPower === 'off');
    await restartHost();
    await stands('b', ({ state, wantedPower }) => state === 'running' && wantedPower === 'on');
    assert.equal((await vm('a')).state, 'stopped');
  });

  it('is wanted off when its guest has powered off, also while no agent ran', async () => {
    const { agent } = test.under;
    const powerOff = (): Promise<unknown> =>
      ask(join(agent.runDir, 'b', 'control.sock'), 'POST', '/power-button');
    await test.ask('POST', `/vms/${test.vms.b}/start`);
    await stands('b', ({ state, wantedPower }) => state === 'running' && wantedPower === 'on');
    await powerOff();
    await stands('b', ({ state, wantedPower }) => state === 'stopped' && wantedPower === 'off');
    await test.ask('POST', `/vms/${test.vms.b}/start`);
    await stands('b', ({ state }) => state === 'running');
    const pid = agent.vmPid('b');
    await agent.signal('SIGKILL');
    await powerOff();
    await until('it has ended', () => !existsSync(`/proc/${pid}`));
    await startAgent();
    await stands('b', ({ wantedPower }) => wantedPower === 'off');
    assert.equal((await vm('b')).state, 'stopped');
  });
});
