/** The agent as its users meet it: real processes, real TLS, real sockets; only the machine in the VM is fake. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect as tlsConnect } from 'node:tls';
import { describe, it } from 'node:test';
import { ask } from './http/json-client.ts';
import { AgentUnderTest, closed, opened, runProgram, until } from './testing/agent-under-test.ts';

const vmA = '[[vm]]\nname = "a"\nkernel = "KERNEL"\n';
const vmB = '[[vm]]\nname = "b"\nkernel = "KERNEL"\n';

function vmWith(words: string): string {
  return `${vmA}cmdline = "${words}"\n`;
}

async function running(vms: string): Promise<AgentUnderTest> {
  const agent = new AgentUnderTest(vms);
  await agent.start();
  const { status, stderr } = await agent.cli('vm', 'start', 'a');
  assert.equal(status, 0, stderr);
  return agent;
}

interface Listed {
  readonly name: string;
  readonly state: string;
  readonly pid: number | null;
  readonly lastExit: { readonly reason: string; readonly code: string; readonly message: string } | null;
}

async function listed(agent: AgentUnderTest, name: string): Promise<Listed> {
  const { stdout } = await agent.cli('vm', 'list', '--json');
  const { vms } = JSON.parse(stdout) as { vms: Listed[] };
  return vms.find((vm) => vm.name === name)!;
}

describe('the service', () => {
  it('prints the fingerprint of the certificate that its clients see, the same after a restart', async () => {
    await using agent = new AgentUnderTest('');
    await agent.start();
    const socket = agent.tls();
    await once(socket, 'secureConnect');
    const seen = `sha256:${createHash('sha256').update(socket.getPeerCertificate().raw).digest('hex')}`;
    socket.destroy();
    assert.match(agent.stderr, new RegExp(`^fingerprint ${seen}$`, 'm'));
    assert.equal(agent.event('agent.listening')?.['fingerprint'], seen);
    assert.equal((await agent.cli('fingerprint')).stdout, `${seen}\n`);
    assert.equal(await agent.signal('SIGTERM'), 0);
    await agent.start();
    assert.equal(agent.event('agent.listening')?.['fingerprint'], seen);
  });

  it('speaks TLS 1.3 and nothing older', async () => {
    await using agent = new AgentUnderTest('');
    await agent.start();
    const options = { host: '127.0.0.1', port: agent.port, rejectUnauthorized: false };
    const socket = tlsConnect(options);
    await once(socket, 'secureConnect');
    assert.equal(socket.getProtocol(), 'TLSv1.3');
    socket.destroy();
    const old = tlsConnect({ ...options, maxVersion: 'TLSv1.2' });
    await assert.rejects(once(old, 'secureConnect'));
  });

  it('answers its health check and nothing else', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    const get = (path: string): Promise<string> =>
      agent.exchange(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    assert.match(await get('/healthz'), /^HTTP\/1\.1 200 [^]*\{"ok":true\}\n$/);
    assert.match(await get('/'), /^HTTP\/1\.1 404 [^]*"http\.not_found"/);
    assert.match(await get('/v1/vms/a/usb'), /^HTTP\/1\.1 426 [^]*"http\.upgrade_required"/);
  });

  it('bounds headers, and refuses what is not HTTP', async () => {
    await using agent = new AgentUnderTest('');
    await agent.start();
    const large = await agent.exchange(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
    assert.match(large, /^HTTP\/1\.1 431 [^]*"http\.headers_too_large"/);
    assert.match(await agent.exchange('rubbish\r\n\r\n'), /^HTTP\/1\.1 400 [^]*"http\.bad_request"/);
    assert.match(
      await agent.exchange('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
      / 200 /,
    );
  });

  it('names a port that is in use and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await using agent = new AgentUnderTest(`${vmA}autostart = true\n`, port);
    const { status, stderr } = await agent.cli('serve');
    other.close();
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`port ${port} .* in use.*listen.*\\[port\\.in_use\\]`));
    assert.equal(existsSync(join(agent.runDir, 'a')), false, 'no VM was started');
  });

  it('is the only one on its data_dir', async () => {
    await using agent = new AgentUnderTest('');
    await agent.start();
    const { status, stderr } = await agent.cli('serve');
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`pid ${agent.pid}\\).*agent\\.already_running`));
  });

  it('keeps its sockets and directories to itself', async () => {
    await using agent = await running(vmA);
    const mode = (...path: string[]): number => statSync(join(agent.directory, ...path)).mode & 0o077;
    for (const path of [
      'data',
      'run',
      'data/agent.sock',
      'data/tls/identity.pem',
      'run/a',
      'run/a/control.sock',
    ]) {
      assert.equal(mode(path), 0, path);
    }
    assert.equal(mode('run/a/channel.sock'), 0);
    assert.equal(mode('run/a/spec.json'), 0);
  });

  it('starts VMs that are marked for it, also when one of them cannot start', async () => {
    await using agent = new AgentUnderTest(
      `${vmA}autostart = true\n[[vm]]\nname = "bad"\nkernel = "/nowhere/kernel"\nautostart = true\n`,
    );
    await agent.start();
    await until('a runs', () => agent.event('vm.started', 'a'));
    const failed = await until('bad fails', () => agent.event('vm.failed', 'bad'));
    assert.equal(failed['code'], 'vm.file_unusable');
    assert.match(String(failed['message']), /kernel \/nowhere\/kernel does not exist/);
  });
});

describe('a channel', () => {
  it('carries bytes both ways, and the VM learns which ticket it was, from the agent only', async () => {
    await using agent = await running(vmA);
    const ticket = await agent.ticket('a');
    const socket = agent.webSocket('a', ticket);
    const messages: Buffer[] = [];
    socket.on('message', (data: Buffer) => messages.push(data));
    await opened(socket);
    const sent = Array.from({ length: 64 }, () => randomBytes(1 << 18));
    for (const bytes of sent) socket.send(bytes);
    await until('all came back', () => messages.length === 65);
    assert.equal(messages[0]?.toString(), createHash('sha256').update(ticket).digest('hex'));
    assert.deepEqual(
      createHash('sha256')
        .update(Buffer.concat(messages.slice(1)))
        .digest('hex'),
      createHash('sha256').update(Buffer.concat(sent)).digest('hex'),
    );
    socket.close();
    const end = await until('the agent saw the end', () => agent.event('channel.closed', 'a'));
    assert.equal(end['reason'], 'closed');
    assert.ok(Number(end['toVm']) > 16 << 20);
    assert.equal(agent.stdout.includes(ticket), false, 'the ticket is in no log');
    assert.equal(readFileSync(join(agent.runDir, 'a', 'vm.log'), 'utf8').includes(ticket), false);
  });

  it('takes no ticket hash from a client', async () => {
    await using agent = await running(vmA);
    const ticket = await agent.ticket('a');
    const socket = agent.tls();
    socket.write(
      `GET /v1/vms/a/usb HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nFarport-Ticket-Sha256: ${'0'.repeat(64)}\r\nAuthorization: Bearer ${ticket}\r\n\r\n`,
    );
    let text = '';
    socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
    await until('the first message', () => text.includes(createHash('sha256').update(ticket).digest('hex')));
    assert.equal(text.includes('0'.repeat(64)), false);
    socket.destroy();
  });

  it('is refused with a reason', async () => {
    await using agent = await running(vmA + vmB);
    const forA = await agent.ticket('a');
    const forB = await agent.ticket('b');
    const brief = await agent.ticket('a', '--ttl', '1s');
    const bearer = (ticket: string): string[] => [`Authorization: Bearer ${ticket}`];
    assert.partialDeepStrictEqual(await agent.refusal('a', []), { status: 401, code: 'ticket.missing' });
    assert.partialDeepStrictEqual(await agent.refusal('a', bearer('x'.repeat(43))), {
      status: 401,
      code: 'ticket.unknown',
    });
    assert.partialDeepStrictEqual(await agent.refusal('a', bearer(forB)), {
      status: 403,
      code: 'ticket.wrong_vm',
    });
    // Whether there is such a VM is not told to the holder of another's ticket.
    assert.partialDeepStrictEqual(await agent.refusal('zzz', bearer(forA)), {
      status: 403,
      code: 'ticket.wrong_vm',
    });
    assert.partialDeepStrictEqual(await agent.refusal('b', bearer(forB)), {
      status: 409,
      code: 'vm.not_running',
    });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    assert.partialDeepStrictEqual(await agent.refusal('a', bearer(brief)), {
      status: 403,
      code: 'ticket.expired',
    });
  });

  it('needs a VM that is still in the configuration', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    const { status, stderr } = await agent.cli('ticket', 'create', '--vm', 'zzz');
    assert.equal(status, 1);
    assert.match(stderr, /no VM "zzz".*\[vm\.not_found\]/);
  });

  it('uses its ticket up, and a VM that is down costs no use', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    const ticket = await agent.ticket('a', '--uses', '1');
    const bearer = [`Authorization: Bearer ${ticket}`];
    assert.partialDeepStrictEqual(await agent.refusal('a', bearer), { code: 'vm.not_running' });
    await agent.cli('vm', 'start', 'a');
    const socket = agent.webSocket('a', ticket);
    await opened(socket);
    assert.partialDeepStrictEqual(await agent.refusal('a', bearer), { status: 403, code: 'ticket.used_up' });
    socket.terminate();
  });

  it('is refused to an address that guesses, but not with a right ticket', async () => {
    await using agent = await running(vmA);
    const ticket = await agent.ticket('a');
    const codes = new Set<string>();
    for (let guess = 0; guess < 12; guess++) {
      codes.add((await agent.refusal('a', [`Authorization: Bearer ${'x'.repeat(43)}`])).code);
    }
    assert.deepEqual([...codes], ['ticket.unknown', 'ticket.too_many_attempts']);
    const socket = agent.webSocket('a', ticket);
    await opened(socket);
    socket.terminate();
  });

  it('is one of at most 32 for a ticket', async () => {
    await using agent = await running(vmA);
    const ticket = await agent.ticket('a');
    const sockets = Array.from({ length: 32 }, () => agent.webSocket('a', ticket));
    await Promise.all(sockets.map(opened));
    const refusal = await agent.refusal('a', [`Authorization: Bearer ${ticket}`]);
    assert.partialDeepStrictEqual(refusal, { status: 429, code: 'ticket.too_many_channels' });
    for (const socket of sockets) socket.terminate();
    await until(
      'room again',
      () => agent.log.filter((line) => line.event === 'channel.closed').length === 32,
    );
    const again = agent.webSocket('a', ticket);
    await opened(again);
    again.terminate();
  });

  it('ends with a word when the VM stops', async () => {
    await using agent = await running(vmA);
    const socket = agent.webSocket('a', await agent.ticket('a'));
    await opened(socket);
    const end = closed(socket);
    assert.equal((await agent.cli('vm', 'stop', 'a')).stdout, 'a powered off\n');
    assert.deepEqual(await end, { code: 1001, reason: 'the guest powered off' });
  });

  it('closes, also for a client that only listens, when its VM process is killed', async () => {
    await using agent = await running(vmA);
    const ticket = await agent.ticket('a');
    const socket = agent.webSocket('a', ticket);
    await opened(socket);
    const idle = agent.tls();
    idle.on('error', () => undefined);
    idle.resume();
    idle.write(
      `GET /v1/vms/a/usb HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer ${ticket}\r\n\r\n`,
    );
    await until(
      'two channels',
      () => agent.log.filter((line) => line.event === 'channel.opened').length === 2,
    );
    socket.send(Buffer.alloc(1 << 20));
    process.kill(agent.vmPid('a'), 'SIGKILL');
    assert.equal((await closed(socket)).code, 1006);
    await until(
      'both are closed',
      () => agent.log.filter((line) => line.event === 'channel.closed').length === 2,
    );
    idle.destroy();
  });
});

describe('a VM process', () => {
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
    const { status, stderr } = await agent.cli('vm', 'start', 'a');
    assert.equal(status, 1);
    assert.match(stderr, /VM a is running already \[vm\.already_running\]/);
  });

  it('says why it could not start', async () => {
    await using agent = new AgentUnderTest(vmWith('refuse'));
    await agent.start();
    const { status, stderr } = await agent.cli('vm', 'start', 'a');
    assert.equal(status, 1);
    assert.match(stderr, /VM a did not start: the fake machine refuses \[fake\.refused\]/);
    assert.partialDeepStrictEqual(await listed(agent, 'a'), {
      state: 'failed',
      lastExit: { reason: 'not-started', code: 'fake.refused' },
    });
  });

  it('that dies while it starts is told with its signal', async () => {
    await using agent = new AgentUnderTest(vmWith('die-at-start'));
    await agent.start();
    const { stderr } = await agent.cli('vm', 'start', 'a');
    assert.match(stderr, /died without a word \(killed by SIGKILL\).*stderr\.log.*\[vm\.start_failed\]/);
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
    assert.equal((await agent.cli('vm', 'start', 'a')).status, 0);
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
    const { stdout } = await agent.cli('vm', 'stop', '--force', 'a');
    assert.equal(stdout, 'a was killed\n');
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
    const shown = agent.cli('vm', 'console', 'a');
    await agent.cli('vm', 'power-button', 'a');
    assert.deepEqual(await shown, { status: 0, stdout: 'fake guest of a\ntyped\n', stderr: '' });
    assert.equal(readFileSync(join(agent.runDir, 'a', 'console.log'), 'utf8'), 'fake guest of a\ntyped\n');
  });
});

describe('a VM outlives its agent', () => {
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
      assert.equal((await agent.cli('vm', 'start', 'a')).status, 0);
    });
  }

  it('and one that died meanwhile is cleaned up and told', async () => {
    await using agent = await running(vmA);
    const pid = agent.vmPid('a');
    await agent.signal('SIGKILL');
    process.kill(pid, 'SIGKILL');
    const control = join(agent.runDir, 'a', 'control.sock');
    assert.equal(existsSync(control), true);
    await agent.start();
    assert.equal(existsSync(control), false);
    assert.match(String(agent.event('vm.failed', 'a')?.['message']), /while no agent ran/);
    assert.equal((await agent.cli('vm', 'start', 'a')).status, 0);
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
    const { writeFileSync } = await import('node:fs');
    writeFileSync(
      second.config,
      `listen = "127.0.0.1:0"\ndata_dir = "data"\nrun_dir = "${agent.runDir}"\n${vmA.replace('KERNEL', '/dev/null')}`,
    );
    await second.start();
    assert.equal(second.event('vm.adopted', 'a')?.['pid'], agent.vmPid('a'));
    assert.match((await second.cli('vm', 'start', 'a')).stderr, /already_running/);
  });
});

describe('the command line', () => {
  const commands = [[], ['serve'], ['fingerprint'], ['vm'], ['vm', 'list'], ['vm', 'start'], ['vm', 'stop']];
  commands.push(['vm', 'console'], ['vm', 'power-button'], ['ticket'], ['ticket', 'create']);
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

  it('lists VMs for people and for programs', async () => {
    await using agent = await running(vmA + vmB);
    const { stdout } = await agent.cli('vm', 'list');
    assert.match(stdout, /^NAME +STATE +PID/);
    assert.match(stdout, /^a +running +\d+ +\d+s +1024 MiB +1 +0 +-$/m);
    assert.match(stdout, /^b +stopped +- /m);
    assert.partialDeepStrictEqual(await listed(agent, 'b'), { state: 'stopped', pid: null });
  });
});
