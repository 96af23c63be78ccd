/** Channels through a running agent: real processes, real TLS, real sockets; only the machine in the VM is fake. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { AgentUnderTest, closed, opened, running, until, vmA, vmB } from '../testing/agent-under-test.ts';

describe('a channel', { concurrency: 3 }, () => {
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

  it('of a viewer goes to the screen of a VM that has one, with the same ticket', async () => {
    await using agent = await running(`${vmA}display = {}\n${vmB}`);
    await agent.admin.start('b');
    const ticket = await agent.ticket('a');
    const socket = agent.webSocket('a', ticket, 'display');
    const [first] = (await once(socket, 'message')) as [Buffer];
    assert.equal(first.toString(), `display ${createHash('sha256').update(ticket).digest('hex')}`);
    const opening = await until('the agent logs it', () => agent.event('channel.opened', 'a'));
    assert.equal(opening['kind'], 'display');
    socket.terminate();
    const bearer = (own: string) => [`Authorization: Bearer ${own}`];
    assert.partialDeepStrictEqual(await agent.refusal('a', [], 'display'), {
      status: 401,
      code: 'ticket.missing',
    });
    assert.partialDeepStrictEqual(await agent.refusal('b', bearer(ticket), 'display'), {
      status: 403,
      code: 'ticket.wrong_vm',
    });
    assert.partialDeepStrictEqual(await agent.refusal('b', bearer(await agent.ticket('b')), 'display'), {
      status: 404,
      code: 'vm.no_display',
    });
    assert.partialDeepStrictEqual(await agent.refusal('a', bearer(ticket), 'displays'), {
      status: 404,
      code: 'http.not_found',
    });
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
    const brief = await agent.ticket('a', 1);
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

  it('has no ticket for a VM that does not exist', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    await assert.rejects(agent.ticket('zzz'), { code: 'vm.not_found', message: /no VM "zzz"/ });
  });

  it('uses its ticket up, and a VM that is down costs no use', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    const ticket = await agent.ticket('a', 3600, 1);
    const bearer = [`Authorization: Bearer ${ticket}`];
    assert.partialDeepStrictEqual(await agent.refusal('a', bearer), { code: 'vm.not_running' });
    await agent.admin.start('a');
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
    assert.equal(await agent.admin.stop('a', false), 'powered-off');
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
