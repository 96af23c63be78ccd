/** The service as its users meet it: real processes, real TLS, real sockets; only the machine in the VM is fake. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect as tlsConnect } from 'node:tls';
import { describe, it } from 'node:test';
import { AgentUnderTest, running, until, vmA } from './testing/agent-under-test.ts';

describe('the service', { concurrency: 3 }, () => {
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

  it('lets nobody in by a ticket that has ended, also when the clock is set back', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    const ticket = await agent.ticket('a', 1);
    const started = Date.now();
    const refusal = (): Promise<{ code: string }> => agent.refusal('a', [`Authorization: Bearer ${ticket}`]);
    await until('the ticket has ended', () => Date.now() > started + 1_000);
    assert.equal((await refusal()).code, 'ticket.expired');
    await agent.signal('SIGTERM');
    const earlier = 'const now = Date.now; Date.now = () => now() - 3_600_000;';
    agent.nodeOptions = ['--import', `data:text/javascript,${encodeURIComponent(earlier)}`];
    await agent.start();
    assert.equal((await refusal()).code, 'ticket.expired');
  });

  it('is the only one on its data_dir', async () => {
    await using agent = new AgentUnderTest('');
    await agent.start();
    const { status, stderr } = await agent.cli('serve');
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`pid ${agent.pid}\\).*agent\\.already_running`));
  });

  it('does not take a directory that others use for its own, nor close it to them', async () => {
    await using agent = new AgentUnderTest('');
    mkdirSync(agent.runDir);
    chmodSync(agent.runDir, 0o755);
    const { status, stderr } = await agent.cli('serve');
    assert.equal(status, 1);
    assert.match(stderr, /run_dir .* open to others .*\[config\.directory_unusable\]/);
    assert.equal(statSync(agent.runDir).mode & 0o777, 0o755);
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
