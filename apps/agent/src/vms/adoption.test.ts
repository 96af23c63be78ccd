/** What outlives an agent: real processes, real TLS, real sockets; only the machine in the VM is fake. */
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { AgentUnderTest, listed, opened, running, until, vmA } from '../testing/agent-under-test.ts';

describe('a VM outlives its agent', { concurrency: 3 }, () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGKILL'] as const) {
    it(`that ends by ${signal}, and the next one finds it`, async () => {
      await using agent = await running(vmA);
      const pid = agent.vmPid('a');
      const ticket = await agent.ticket('a');
      assert.equal(await agent.signal(signal), signal === 'SIGKILL' ? 'SIGKILL' : 0);
      process.kill(pid, 0);
      await agent.start();
      assert.equal(agent.event('vm.adopted', 'a')?.['pid'], pid);
      assert.partialDeepStrictEqual(await listed(agent, 'a'), { state: 'running', pid });
      const socket = agent.webSocket('a', ticket);
      await opened(socket);
      socket.terminate();
      // The adopted one is watched like one of its own.
      process.kill(pid, 'SIGKILL');
      await until('the log says so', () => agent.event('vm.failed', 'a'));
      await agent.admin.start('a');
    });
  }

  it('and one that died meanwhile is cleaned up, told, and started anew', async () => {
    await using agent = await running(vmA);
    const pid = agent.vmPid('a');
    await agent.signal('SIGKILL');
    process.kill(pid, 'SIGKILL');
    const control = join(agent.runDir, 'a', 'control.sock');
    assert.equal(existsSync(control), true);
    await agent.start();
    assert.match(String(agent.event('vm.failed', 'a')?.['message']), /while no agent ran/);
    // It was wanted on.
    await until('it runs again', async () => {
      const now = await listed(agent, 'a');
      return now.state === 'running' && now.pid !== pid;
    });
  });

  it('but not one that was told to stop its VMs', async () => {
    await using agent = new AgentUnderTest(`${vmA}autostart = true\n`);
    await agent.start('--stop-vms');
    await until('a runs', () => agent.event('vm.started', 'a'));
    assert.equal(await agent.signal('SIGTERM'), 0);
    assert.ok(agent.event('vm.stopped', 'a'));
    assert.equal(existsSync(join(agent.runDir, 'a', 'control.sock')), false);
  });

  it('and is not started a second time by an agent that cannot see it', async () => {
    await using agent = await running(vmA);
    // A second agent with its own data_dir on the same run_dir: a mistake that must cost no disk.
    await using second = new AgentUnderTest('');
    writeFileSync(
      second.config,
      `listen = "127.0.0.1:0"\ndata_dir = "data"\nrun_dir = "${agent.runDir}"\n${vmA.replace('KERNEL', '/dev/null')}`,
    );
    await second.start();
    assert.equal(second.event('vm.adopted', 'a')?.['pid'], agent.vmPid('a'));
    await assert.rejects(second.admin.start('a'), { code: 'vm.already_running' });
  });
});
