/** The command line: real processes, real TLS, real sockets; only the machine in the VM is fake. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { AgentUnderTest, listed, runProgram, running, until, vmA, vmB } from '../testing/agent-under-test.ts';

describe('the command line', { concurrency: 3 }, () => {
  const commands = [[], ['serve'], ['fingerprint'], ['vm'], ['vm', 'list'], ['vm', 'start'], ['vm', 'stop']];
  commands.push(['vm', 'console'], ['vm', 'power-button'], ['ticket'], ['ticket', 'create']);
  commands.push(['ticket', 'list'], ['ticket', 'revoke']);
  for (const command of commands) {
    it(`explains ${['farport-agent', ...command].join(' ')}`, async () => {
      const { status, stdout } = await runProgram([...command, '--help']);
      assert.equal(status, 0);
      assert.match(stdout, new RegExp(`^Usage: ${['farport-agent', ...command].join(' ')}`));
    });
  }

  const wrong: [args: string[], status: number, message: RegExp][] = [
    [['nothing'], 2, /unknown command 'nothing'/],
    [['vm', 'start'], 2, /missing required argument 'name'/],
    [['vm', 'list', '--jsn'], 2, /unknown option '--jsn'/],
    [['ticket', 'create'], 2, /required option '--vm <name>'/],
    [['ticket', 'create', '--vm', 'a', '--ttl', '1y'], 2, /Use a number with s, m, h or d/],
    [['ticket', 'create', '--vm', 'a', '--uses', '0'], 2, /whole number from 1/],
    [['vm', 'list', '--config', '/nowhere'], 3, /\/nowhere: there is no such file.*\[config\.unreadable\]/],
  ];
  for (const [args, status, message] of wrong) {
    it(`ends with ${status} for ${args.join(' ')}`, async () => {
      const result = await runProgram(args);
      assert.equal(result.status, status);
      assert.match(result.stderr, message);
      assert.equal(result.stdout, '');
    });
  }

  it('ends with 4 when no agent answers, and says how to start one', async () => {
    await using agent = new AgentUnderTest(vmA);
    const { status, stderr } = await agent.cli('vm', 'list');
    assert.equal(status, 4);
    assert.match(stderr, /no agent runs with .*agent\.toml.*farport-agent serve --config/);
  });

  it('says that there is no fingerprint before the first start', async () => {
    await using agent = new AgentUnderTest('');
    const { status, stderr } = await agent.cli('fingerprint');
    assert.equal(status, 1);
    assert.match(stderr, /farport-agent serve.*\[tls\.identity_missing\]/);
  });

  it('ends by a signal that only its launcher gets', async () => {
    await using agent = new AgentUnderTest('');
    const launcher = fileURLToPath(new URL('../../bin/farport-agent.mjs', import.meta.url));
    const child = spawn('node', [launcher, 'serve', '--config', agent.config], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    await until('it listens', () => said.includes('fingerprint sha256:'));
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('makes tickets, for scripts and as JSON', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    const { stdout } = await agent.cli('ticket', 'create', '--vm', 'a');
    assert.match(stdout, /^[A-Za-z0-9_-]{43}\n$/);
    const asJson = await agent.cli('ticket', 'create', '--vm', 'a', '--ttl', '1m', '--uses', '2', '--json');
    assert.partialDeepStrictEqual(JSON.parse(asJson.stdout), { vm: 'a', uses: 2 });
    const unknown = await agent.cli('ticket', 'create', '--vm', 'zzz');
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /no VM "zzz".*\[vm\.not_found\]/);
  });

  it('lists and revokes tickets by their ids', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    const made = await agent.cli('ticket', 'create', '--vm', 'a', '--uses', '2', '--json');
    const { id } = JSON.parse(made.stdout) as { id: string };
    assert.match(
      (await agent.cli('ticket', 'list')).stdout,
      new RegExp(`^ID +VM +MADE .*\n${id} +a +20\\d\\d-.*Z +20\\d\\d-.*Z +2\n$`),
    );
    assert.deepEqual(await agent.cli('ticket', 'revoke', id), {
      status: 0,
      stdout: `revoked ${id}\n`,
      stderr: '',
    });
    assert.deepEqual(JSON.parse((await agent.cli('ticket', 'list', '--json')).stdout), { tickets: [] });
    const again = await agent.cli('ticket', 'revoke', id);
    assert.equal(again.status, 1);
    assert.match(again.stderr, /there is no ticket with this id.*\[ticket\.not_found\]/);
  });

  it('starts and stops VMs', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    assert.deepEqual(await agent.cli('vm', 'start', 'a'), { status: 0, stdout: 'a runs\n', stderr: '' });
    assert.deepEqual(await agent.cli('vm', 'stop', 'a'), {
      status: 0,
      stdout: 'a powered off\n',
      stderr: '',
    });
  });

  it('lists VMs for people and for programs', async () => {
    await using agent = await running(vmA + vmB);
    const { stdout } = await agent.cli('vm', 'list');
    assert.match(stdout, /^NAME +STATE +PID/);
    assert.match(stdout, /^a +running +\d+ +\d+s +1024 MiB +1 +0 +-$/m);
    assert.match(stdout, /^b +stopped +- /m);
    assert.partialDeepStrictEqual(await listed(agent, 'b'), { state: 'stopped', pid: null });
  });
});
