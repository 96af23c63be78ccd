import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { adminSocket } from '../config/config.ts';
import { AgentUnderTest, vmA } from '../testing/agent-under-test.ts';

describe('asking the agent', () => {
  it('for what it does not give names each key, and why', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    await assert.rejects(agent.admin.createTicket('a', 0, 1.5), {
      code: 'http.invalid',
      status: 400,
      message:
        'ttl: must be a whole number from 1 to 31622400; uses: must be a whole number from 1 to 1000000',
    });
  });

  it('believes no answer that is not understood', async () => {
    await using agent = new AgentUnderTest(vmA);
    mkdirSync(agent.dataDir);
    const other = createServer((_, response) => response.end('{"vms":[],"items":[{}]}'));
    await once(other.listen(adminSocket(agent.dataDir)), 'listening');
    assert.deepEqual(await agent.admin.list(), []);
    const asked = agent.admin.stop('a', false).finally(() => other.close());
    await assert.rejects(asked, {
      code: 'agent.answer',
      message:
        /^the agent's answer is not understood: items\[0\]\.id: is missing; .*; is it of another version\?$/,
    });
  });
});
