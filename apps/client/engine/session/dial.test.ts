import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { dial } from './dial.ts';
import { FakeAgent } from './fake/fake-agent.ts';
import { connectPinned, parseAgent, parseFingerprint } from './pinned-tls.ts';

const never = new AbortController().signal;

describe('the pin', () => {
  let agent: FakeAgent;
  let other: FakeAgent;
  before(async () => {
    agent = await FakeAgent.start();
    other = await FakeAgent.start();
  });
  after(async () => {
    await agent.stop();
    await other.stop();
  });

  it('lets the one certificate pass, self-signed and without a name', async () => {
    const socket = await connectPinned({ host: '127.0.0.1', port: agent.port }, agent.fingerprint, never);
    assert.equal(socket.getProtocol(), 'TLSv1.3');
    socket.destroy();
  });

  it('refuses any other, names both fingerprints, and sends no ticket', async () => {
    await assert.rejects(
      dial(other.target({ fingerprint: agent.fingerprint }), never),
      (error: Error & { code?: string }) =>
        error.code === 'agent.wrong_certificate' &&
        error.message.includes(agent.fingerprint) &&
        error.message.includes(other.fingerprint),
    );
    assert.deepEqual(other.tickets, []);
  });

  it('tells when nobody listens', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as { port: number };
    probe.close();
    await assert.rejects(connectPinned({ host: '127.0.0.1', port }, agent.fingerprint, never), {
      code: 'agent.unreachable',
    });
  });

  it('ends at once when it is given up', async () => {
    const stop = new AbortController();
    stop.abort(new Error('given up'));
    await assert.rejects(
      connectPinned({ host: '127.0.0.1', port: agent.port }, agent.fingerprint, stop.signal),
      {
        message: 'given up',
      },
    );
  });
});

describe('a refusal', () => {
  const CODES = [
    [401, 'ticket.unknown', 'agent.ticket_refused'],
    [403, 'ticket.expired', 'agent.ticket_refused'],
    [404, 'vm.not_found', 'vm.not_found'],
    [503, 'vm.not_running', 'vm.not_running'],
    [503, '', 'vm.not_running'],
    [503, 'agent.starting', 'agent.starting'],
    [429, 'ticket.too_many_attempts', 'agent.busy'],
    [429, 'ticket.too_many_channels', 'agent.busy'],
    [429, 'vm.too_many_channels', 'agent.busy'],
    [429, '', 'agent.busy'],
    [503, 'something.else', 'agent.unreachable'],
    [500, 'internal', 'agent.unreachable'],
  ] as const;
  for (const [status, code, means] of CODES) {
    it(`of ${status} ${code} is ${means}`, async (context) => {
      const agent = await FakeAgent.start();
      context.after(() => agent.stop());
      agent.refuse = { status, code };
      const { socket, refusal } = await dial(agent.target(), never);
      await new Promise<void>((resolve) => {
        const nothing = (): void => undefined;
        socket.bind({ opened: nothing, message: nothing, failed: nothing, closed: () => {
          resolve();
        } });
      });
      assert.equal(refusal()?.code, means);
    });
  }
});

describe('addresses and fingerprints as people write them', () => {
  it('takes names, IPv4 and IPv6, with and without a port', () => {
    assert.deepEqual(parseAgent('server'), { host: 'server', port: 4747 });
    assert.deepEqual(parseAgent('10.0.0.1:99'), { host: '10.0.0.1', port: 99 });
    assert.deepEqual(parseAgent('[::1]:99'), { host: '::1', port: 99 });
    assert.throws(() => parseAgent('a b'), { code: 'config.invalid' });
    assert.throws(() => parseAgent('server:70000'), { code: 'config.invalid' });
  });

  it('takes a fingerprint with colons and capitals, and nothing shorter', () => {
    const hex = 'ab'.repeat(32);
    assert.equal(parseFingerprint(`SHA256:${'AB:'.repeat(31)}AB`), `sha256:${hex}`);
    assert.throws(() => parseFingerprint('sha256:abcd'), { code: 'config.invalid' });
  });
});
