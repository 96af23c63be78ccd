/** VM processes under a running agent: real processes, real TLS, real sockets; only the machine in the VM is fake. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ask } from '../http/json-client.ts';
import { AgentUnderTest, listed, running, until, vmA, vmWith } from '../testing/agent-under-test.ts';

describe('a VM process', { concurrency: 3 }, () => {
  it('gets none of the agent’s environment and leads its own process group', async () => {
    await using agent = await running(vmA);
    const pid = agent.vmPid('a');
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .filter((entry) => entry !== '');
    assert.deepEqual(
      environment.map((entry) => entry.split('=')[0]),
      ['PATH'],
    );
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, , group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    assert.deepEqual([group, session], [String(pid), String(pid)]);
    assert.match(readFileSync(`/proc/${pid}/cmdline`, 'utf8'), /--max-old-space-size=\d+/);
  });

  it('runs once, however often it is asked for', async () => {
    await using agent = await running(vmA);
    await assert.rejects(agent.admin.start('a'), {
      code: 'vm.already_running',
      message: 'VM a is running already',
    });
  });

  it('says why it could not start', async () => {
    await using agent = new AgentUnderTest(vmWith('refuse'));
    await agent.start();
    await assert.rejects(agent.admin.start('a'), {
      code: 'fake.refused',
      message: 'VM a did not start: the fake machine refuses',
    });
    assert.partialDeepStrictEqual(await listed(agent, 'a'), {
      state: 'failed',
      lastExit: { reason: 'not-started', code: 'fake.refused' },
    });
  });

  it('that dies while it starts is told with its signal', async () => {
    await using agent = new AgentUnderTest(vmWith('die-at-start'));
    await agent.start();
    await assert.rejects(agent.admin.start('a'), {
      code: 'vm.start_failed',
      message: /died without a word \(killed by SIGKILL\).*stderr\.log/,
    });
  });

  it('that is killed shows in the list and in the log, and starts again', async () => {
    await using agent = await running(vmA);
    process.kill(agent.vmPid('a'), 'SIGKILL');
    const line = await until('the log says so', () => agent.event('vm.failed', 'a'));
    assert.equal(line['code'], 'vm.process_died');
    assert.match(String(line['message']), /killed by SIGKILL/);
    assert.partialDeepStrictEqual(await listed(agent, 'a'), {
      state: 'failed',
      pid: null,
      lastExit: { reason: 'died' },
    });
    await agent.admin.start('a');
  });

  it('that fails by a fault of ours ends with a record', async () => {
    await using agent = await running(vmA);
    await ask(join(agent.runDir, 'a', 'control.sock'), 'POST', '/console', { body: Buffer.from('throw\n') });
    const line = await until('the log says so', () => agent.event('vm.failed', 'a'));
    assert.partialDeepStrictEqual(line, {
      code: 'vm.internal',
      reason: 'internal',
      message: 'a fault on the main loop',
    });
    assert.match(
      readFileSync(join(agent.runDir, 'a', 'stderr.log'), 'utf8'),
      /a fault on the main loop\n +at/,
    );
  });

  it('is paused, resumed and reset through its control socket, and the list says so', async () => {
    await using agent = await running(vmA);
    const control = join(agent.runDir, 'a', 'control.sock');
    await ask(control, 'POST', '/pause');
    assert.equal((await listed(agent, 'a')).state, 'paused');
    await ask(control, 'POST', '/resume');
    await ask(control, 'POST', '/reset');
    assert.equal((await listed(agent, 'a')).state, 'running');
    await assert.rejects(ask(control, 'GET', '/nothing'), { code: 'http.not_found' });
    const large = Buffer.alloc(70_000);
    await assert.rejects(ask(control, 'POST', '/console', { body: large }), { code: 'http.too_large' });
  });

  it('that does not react is killed when it is stopped by force', async () => {
    await using agent = await running(vmWith('ignore-power-button hang'));
    assert.equal(await agent.admin.stop('a', true), 'killed');
    assert.equal((await listed(agent, 'a')).state, 'stopped');
  });

  it('ends by force at once when asked', async () => {
    await using agent = await running(vmWith('ignore-power-button'));
    assert.equal((await agent.cli('vm', 'stop', 'a', '--force')).stdout, 'a was stopped by force\n');
    const { status, stderr } = await agent.cli('vm', 'stop', 'a');
    assert.equal(status, 1);
    assert.match(stderr, /\[vm\.not_running\]/);
  });

  it('has a console for the terminal and a log of it', async () => {
    await using agent = await running(vmA);
    await ask(join(agent.runDir, 'a', 'control.sock'), 'POST', '/console', { body: Buffer.from('typed\n') });
    const terminal = agent.spawnCli('vm', 'console', 'a');
    let shown = '';
    terminal.stdout.on('data', (text: Buffer) => (shown += text.toString()));
    await until('the console shows', () => shown.includes('typed'));
    terminal.stdin.write('also typed\n');
    await until('it echoes', () => shown.includes('also typed'));
    await agent.admin.powerButton('a');
    const [status] = (await once(terminal, 'exit')) as [number];
    assert.equal(status, 0);
    assert.equal(shown, 'fake guest of a\ntyped\nalso typed\n');
    assert.equal(
      readFileSync(join(agent.runDir, 'a', 'console.log'), 'utf8'),
      'fake guest of a\ntyped\nalso typed\n',
    );
  });
});
