/** The transport over real connections, with ws itself, or bare bytes, at the other side. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { CLOSE_CODES, type ProtocolErrorCode } from './errors.ts';
import { MAX_PENDING_PONGS } from './limits.ts';
import type { MessageSocket } from './message-socket.ts';
import { CLIENT_SOCKET_OPTIONS, SERVER_SOCKET_OPTIONS, wrapWebSocket } from './ws-socket.ts';

/** Binds a socket as a channel does: an error of the other side closes it. */
class FakeChannel {
  readonly log: string[] = [];
  readonly socket: MessageSocket;
  #grown: (() => void) | undefined;

  constructor(socket: MessageSocket) {
    this.socket = socket;
    const add = (line: string): void => {
      this.log.push(line);
      this.#grown?.();
    };
    socket.bind({
      opened: () => {
        add('opened');
      },
      message: (fragments) => {
        add(`message ${Buffer.concat(fragments).toString('hex')}`);
      },
      failed: (error) => {
        add(`failed ${error.code}`);
        socket.close(error.closeCode, error.code);
      },
      closed: (code, reason) => {
        add(`closed ${code} ${reason}`.trimEnd());
      },
    });
  }

  async until(line: RegExp): Promise<void> {
    while (!this.log.some((each) => line.test(each))) {
      await new Promise<void>((resolve) => {
        this.#grown = resolve;
      });
    }
  }
}

describe('a transport over ws', () => {
  let server: Server;
  let sockets: WebSocketServer;
  let port = 0;
  /** What the server's side does with a connection. */
  let accept: (webSocket: WebSocket) => void = () => undefined;
  beforeEach(async () => {
    server = createServer();
    sockets = new WebSocketServer({ server, ...SERVER_SOCKET_OPTIONS });
    sockets.on('connection', (webSocket) => {
      accept(webSocket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    for (const client of sockets.clients) client.terminate();
    server.close();
    await once(server, 'close');
  });

  const served = (): Promise<FakeChannel> =>
    new Promise((resolve) => {
      accept = (webSocket) => {
        resolve(new FakeChannel(wrapWebSocket(webSocket)));
      };
    });
  const dial = (): WebSocket => new WebSocket(`ws://127.0.0.1:${port}`);
  /** A client that has shaken hands and writes bytes of its own. */
  const dialBare = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    const key = Buffer.alloc(16).toString('base64');
    socket.write(
      `GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    await once(socket, 'data');
    return socket;
  };

  it('carries messages of a client that masks, and answers its pings between fragments', async () => {
    const accepted = served();
    const client = dial();
    await once(client, 'open');
    client.send(Uint8Array.of(1, 2), { fin: false, binary: true });
    client.ping('there?');
    client.send(Uint8Array.of(3), { fin: true, binary: true });
    const [pong] = (await once(client, 'pong')) as [Buffer];
    assert.equal(pong.toString(), 'there?');
    const channel = await accepted;
    await channel.until(/^message/);
    assert.deepEqual(channel.log, ['message 010203']);
    channel.socket.send([Uint8Array.of(4), Uint8Array.of(5)]);
    const [data] = (await once(client, 'message')) as [Buffer];
    assert.deepEqual([...data], [4, 5]);
    client.terminate();
    await channel.until(/^closed 1006/);
  });

  for (const [length, header] of [
    [0, [0x82, 0]],
    [125, [0x82, 125]],
    [126, [0x82, 126, 0, 126]],
    [0xffff, [0x82, 126, 0xff, 0xff]],
    [0x1_0000, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
  ] as const) {
    it(`writes a message of ${length} bytes as one frame, however it is cut`, async () => {
      const accepted = served();
      const client = await dialBare();
      const channel = await accepted;
      const bytes = Buffer.from(Array.from({ length }, (_, i) => i % 251));
      const expected = Buffer.concat([Buffer.from(header), bytes]);
      let got = Buffer.alloc(0);
      const whole = new Promise<void>((resolve) => {
        client.on('data', (chunk: Buffer) => {
          got = Buffer.concat([got, chunk]);
          if (got.length >= expected.length) resolve();
        });
      });
      const written = Promise.withResolvers<undefined>();
      channel.socket.send([bytes.subarray(0, length >> 2), bytes.subarray(length >> 2)], () => {
        written.resolve(undefined);
      });
      await Promise.all([whole, written.promise]);
      assert.ok(got.equals(expected));
      client.destroy();

      const received = served();
      const dialler = new FakeChannel(
        wrapWebSocket(new WebSocket(`ws://127.0.0.1:${port}`, CLIENT_SOCKET_OPTIONS)),
      );
      await dialler.until(/^opened/);
      dialler.socket.send([bytes]);
      const other = await received;
      await other.until(/^message/);
      assert.deepEqual(other.log, [`message ${bytes.toString('hex')}`]);
      dialler.socket.terminate();
    });
  }

  it("answers the other side's close, and tells its code and reason", async () => {
    const accepted = served();
    const client = dial();
    await once(client, 'open');
    client.close(4001, 'no version');
    const [code] = (await once(client, 'close')) as [number];
    assert.equal(code, 4001);
    const channel = await accepted;
    await channel.until(/^closed/);
    assert.deepEqual(channel.log, ['closed 4001 no version']);
  });

  it('closes with code and reason, from either side', async () => {
    const accepted = served();
    const client = dial();
    const channel = await accepted;
    channel.socket.close(1000, 'done');
    const [code, reason] = (await once(client, 'close')) as [number, Buffer];
    assert.deepEqual([code, reason.toString()], [1000, 'done']);
    await channel.until(/^closed 1000/);

    const ended = new Promise<number>((resolve) => {
      accept = (webSocket) => webSocket.on('close', resolve);
    });
    const dialler = new FakeChannel(
      wrapWebSocket(new WebSocket(`ws://127.0.0.1:${port}`, CLIENT_SOCKET_OPTIONS)),
    );
    await dialler.until(/^opened/);
    dialler.socket.close(1000, 'done');
    assert.equal(await ended, 1000);
    await dialler.until(/^closed 1000/);
  });

  const violations: [string, ProtocolErrorCode, number[]][] = [
    ['a frame without mask', 'protocol.framing', [0x82, 0]],
    ['a text message', 'protocol.text', [0x81, 0x80, 0, 0, 0, 0]],
    [
      'a message of 2^40 bytes',
      'protocol.message_too_large',
      [0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ],
  ];
  for (const [what, code, bytes] of violations) {
    it(`closes with ${CLOSE_CODES[code]} after ${what}, and ends the connection`, async () => {
      const accepted = served();
      const client = await dialBare();
      const channel = await accepted;
      const answer: Buffer[] = [];
      client.on('data', (chunk: Buffer) => answer.push(chunk));
      // What follows a violation is read by nobody.
      client.write(Buffer.from([...bytes, ...Array<number>(64).fill(0xff)]));
      await once(client, 'end');
      const close = Buffer.concat(answer);
      assert.equal(close[0], 0x88);
      assert.equal(close.readUInt16BE(2), CLOSE_CODES[code]);
      assert.equal(close.toString('utf8', 4), code);
      await channel.until(/^closed/);
      assert.equal(channel.log[0], `failed ${code}`);
      assert.equal(channel.log.length, 2);
    });
  }

  it('answers only so many pings that nobody reads: protocol.too_many_pings', async () => {
    const accepted = served();
    const client = await dialBare();
    const channel = await accepted;
    client.pause();
    const ping = Buffer.concat([Buffer.from([0x89, 0xfd, 0, 0, 0, 0]), Buffer.alloc(125)]);
    // One chunk after another, until what is answered no longer leaves.
    const many = Buffer.concat(Array<Buffer>(4 * MAX_PENDING_PONGS).fill(ping));
    while (channel.log.length === 0) {
      if (!client.write(many)) {
        await Promise.race([once(client, 'drain'), channel.until(/./)]);
      }
    }
    assert.equal(channel.log[0], 'failed protocol.too_many_pings');
    client.destroy();
    await channel.until(/^closed/);
  });
});
