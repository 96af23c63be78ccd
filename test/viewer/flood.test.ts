/** An agent that sends without end to a page that does not read: what waits in between is bounded, and then both ends go. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { it } from 'node:test';
import { WebSocket } from 'ws';
import { ViewerBridge } from '../../apps/client/engine/viewer/bridge.ts';
import { ScreenAgent } from './screen-agent.ts';

const MIB = 1 << 20;

it('a flood costs the bridge no more than its bound', { timeout: 60_000 }, async () => {
  const ended = Promise.withResolvers<number>();
  const agent = await ScreenAgent.start((socket) => {
    let sent = 0;
    const flood = (): void => {
      // So much that a bridge without a bound would be seen to have none.
      for (; socket.bufferedAmount < 4 * MIB && sent < 400; sent += 1) socket.send([Buffer.alloc(MIB)]);
      timer = setTimeout(flood, 1);
    };
    let timer = setTimeout(flood, 1);
    socket.bind({
      opened: () => undefined,
      message: () => undefined,
      failed: () => undefined,
      closed: () => {
        clearTimeout(timer);
        ended.resolve(sent);
      },
    });
  });
  const bridge = await ViewerBridge.start(agent.target, new Map());
  const { origin } = new URL(bridge.address);
  const entered = await fetch(bridge.address);
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = new WebSocket(`${origin.replace('http:', 'ws:')}/view/display`, {
    headers: { cookie, origin },
  });
  page.on('error', () => undefined);
  await once(page, 'open');
  page.pause();
  const sent = await ended.promise;
  assert.ok(sent > 64 && sent < 200, `ended after ${sent} MiB`);
  page.terminate();
  await bridge.close();
  await agent.stop();
});
