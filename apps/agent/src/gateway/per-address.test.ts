import assert from 'node:assert/strict';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { connect, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { AgentUnderTest, vmA } from '../testing/agent-under-test.ts';
import { isThisMachine, maxPerAddress } from './gateway.ts';

describe('connections of one address', { timeout: 60_000 }, () => {
  it('are counted for every machine but this one', () => {
    assert.deepEqual(
      ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1', '192.0.2.1', '2001:db8::1'].map(isThisMachine),
      [true, true, true, true, false, false],
    );
  });

  it('are so many and no more, and one that closes makes room', async (t) => {
    const own = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
    if (own === undefined) {
      t.skip('this machine has no address but its own');
      return;
    }
    await using agent = new AgentUnderTest(vmA);
    writeFileSync(agent.config, readFileSync(agent.config, 'utf8').replace('127.0.0.1:0', '0.0.0.0:0'));
    await agent.start();
    const open = async (): Promise<Socket> => {
      const socket = connect({ host: own, port: agent.port, localAddress: own });
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      return socket;
    };
    const sockets = await Promise.all(Array.from({ length: maxPerAddress }, open));
    const refused = await open();
    await once(refused, 'close');
    sockets[0]?.destroy();
    // One that has not finished its handshake may take as long to go as that may last.
    let again = await open();
    for (let turn = 0; turn < 100; turn++) {
      await delay(200);
      if (!again.closed) break;
      again = await open();
    }
    assert.equal(again.closed, false);
    for (const socket of [...sockets, again]) socket.destroy();
  });
});
