/** Node's own WebSocket, which is a browser's by its interface, against a real server. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { WebSocketServer, type WebSocket as WsWebSocket } from 'ws';
import { wrapBrowserSocket } from './browser-socket.ts';
import { DisplayChannelClient, DisplayChannelServer } from './display/index.ts';
import { CLIENT_SOCKET_OPTIONS, wrapWebSocket } from './ws-socket.ts';

const nothing = (): void => undefined;

async function pair(context: TestContext) {
  const { perMessageDeflate } = CLIENT_SOCKET_OPTIONS;
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate });
  await once(server, 'listening');
  context.after(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  const accepted = once(server, 'connection') as Promise<[WsWebSocket]>;
  const { port } = server.address() as AddressInfo;
  const webSocket = new WebSocket(`ws://127.0.0.1:${port}`);
  return { accepted, webSocket, socket: wrapBrowserSocket(webSocket) };
}

/** What a socket's events say, and a way to wait for the next one. */
function heard(socket: ReturnType<typeof wrapBrowserSocket>) {
  const lines: string[] = [];
  let told: (() => void) | undefined;
  const note = (line: string): void => {
    lines.push(line);
    told?.();
  };
  socket.bind({
    opened: () => {
      note('opened');
    },
    message: (fragments) => {
      note(`message ${Buffer.concat(fragments).toString('hex')}`);
    },
    failed: ({ code }) => {
      note(`failed ${code}`);
    },
    closed: (code, reason) => {
      note(`closed ${code} ${reason}`);
    },
  });
  const until = async (count: number): Promise<string[]> => {
    while (lines.length < count) {
      await new Promise<void>((resolve) => {
        told = resolve;
      });
    }
    return lines;
  };
  return { lines, until };
}

describe('a channel over the WebSocket of a browser', () => {
  it('agrees, carries frames, and ends', async (context) => {
    const { accepted, socket } = await pair(context);
    const events: string[] = [];
    const ended = Promise.withResolvers<undefined>();
    void accepted.then(([webSocket]) => {
      const server: DisplayChannelServer = new DisplayChannelServer(
        wrapWebSocket(webSocket),
        {
          opened: () => {
            server.scanout({ head: 0, width: 64, height: 32, x: 0, y: 0 });
            const operations = [
              { codec: 'fill', x: 0, y: 0, width: 64, height: 32, value: 7, more: 0 },
            ] as const;
            server.draw({ head: 0, more: false, operations, restart: false, lazy: false }, []);
          },
          presented: ({ frame }) => {
            events.push(`presented ${frame}`);
            server.fail({ code: 'display.taken_over', message: 'gone' });
          },
          refresh: nothing,
          monitors: nothing,
          key: nothing,
          pointer: nothing,
          motion: nothing,
          wheel: nothing,
          releaseAll: nothing,
          closed: nothing,
        },
        { agent: 'vm', acceptTicket: (ticket) => ticket === 't' },
      );
    });
    const client = new DisplayChannelClient(
      socket,
      {
        opened: nothing,
        scanout: ({ width, height }) => events.push(`scanout ${width}x${height}`),
        draw: ({ frame, operations }) => {
          events.push(`draw ${operations[0]?.value}`);
          client.presented({ frame, decoded: 1, decodeUs: 1, presentUs: 1, heldUs: 0 });
        },
        cursorShape: nothing,
        cursorPosition: nothing,
        leds: nothing,
        closed: ({ by, code }) => {
          events.push(`closed ${by} ${code}`);
          ended.resolve(undefined);
        },
      },
      { agent: 'viewer', ticket: 't' },
    );
    await ended.promise;
    assert.deepEqual(events, ['scanout 64x32', 'draw 7', 'presented 1', 'closed remote display.taken_over']);
  });

  it('joins fragments, and remembers the goodbye', async (context) => {
    const { accepted, socket } = await pair(context);
    const { until } = heard(socket);
    const [server] = await accepted;
    await until(1);
    socket.send([Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)]);
    const [data] = (await once(server, 'message')) as [Buffer];
    assert.deepEqual([...data], [1, 2, 3]);
    server.send(Buffer.from([9]));
    server.close(4010, 'agent.ticket_refused');
    assert.deepEqual(await until(3), ['opened', 'message 09', 'closed 4010 agent.ticket_refused']);
    assert.deepEqual(socket.goodbye, { code: 4010, reason: 'agent.ticket_refused' });
  });

  it('refuses text and what is too large, and closes by a code that a script may say', async (context) => {
    const { accepted, socket } = await pair(context);
    const { until } = heard(socket);
    const [server] = await accepted;
    server.send('text');
    server.send(Buffer.alloc((17 << 20) + 1));
    assert.deepEqual((await until(3)).slice(1), [
      'failed protocol.text',
      'failed protocol.message_too_large',
    ]);
    socket.close(1002, 'x'.repeat(200));
    const [code, reason] = (await once(server, 'close')) as [number, Buffer];
    assert.deepEqual([code, reason.length], [4000, 0]);
  });

  it('sends nothing after it was cut, and says so once', async (context) => {
    const { accepted, socket } = await pair(context);
    const { until, lines } = heard(socket);
    await accepted;
    await until(1);
    socket.terminate();
    let written = 0;
    socket.send([Uint8Array.of(1)], () => (written += 1));
    await until(2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(lines, ['opened', 'closed 1006 ']);
    assert.equal(written, 1);
    assert.equal(socket.goodbye, undefined);
  });
});
