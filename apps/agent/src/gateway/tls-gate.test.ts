/** The gate between real clients over TLS and real unix sockets that stand for VM processes. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as tlsConnect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { Gate } from '@farport/native';
import { loadOrMakeIdentity, type Identity } from '../tls/certificate.ts';
import { TlsGate, type ClientSocket, type SpliceEnd } from './tls-gate.ts';

const directory = mkdtempSync(join(tmpdir(), 'farport-gate-'));
let identity: Identity;

before(async () => {
  identity = await loadOrMakeIdentity(directory);
});

after(() => {
  rmSync(directory, { recursive: true });
});

function dial(port: number): TLSSocket {
  // net.Socket's options are taken too; the types do not say so.
  const options: ConnectionOptions & { allowHalfOpen: boolean } = {
    host: '127.0.0.1',
    port,
    rejectUnauthorized: false,
    allowHalfOpen: true,
  };
  const socket = tlsConnect(options);
  socket.on('error', () => undefined);
  return socket;
}

/** A gate that gives its connections out in order. */
class Door {
  readonly gate: TlsGate;
  readonly failures: string[] = [];
  readonly #came: ClientSocket[] = [];
  readonly #wanted: ((socket: ClientSocket) => void)[] = [];

  constructor() {
    this.gate = new TlsGate(
      identity,
      { address: '127.0.0.1', port: 0 },
      {
        connected: (socket) => {
          const wanted = this.#wanted.shift();
          if (wanted === undefined) this.#came.push(socket);
          else wanted(socket);
        },
        failed: (_address, message) => {
          this.failures.push(message);
        },
      },
    );
  }

  next(): Promise<ClientSocket> {
    const socket = this.#came.shift();
    if (socket !== undefined) return Promise.resolve(socket);
    return new Promise((resolve) => this.#wanted.push(resolve));
  }

  /** A client, and this end of it. */
  async pair(): Promise<{ client: TLSSocket; near: ClientSocket }> {
    const client = dial(this.gate.address.port);
    const near = await this.next();
    return { client, near };
  }

  [Symbol.dispose](): void {
    this.gate.close();
  }
}

/** What stands for a VM process: a unix socket and who connects to it. */
class FakeVm {
  static #count = 0;
  readonly path = join(directory, `vm-${FakeVm.#count++}`);
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async listen(): Promise<FakeVm> {
    const vm = new FakeVm(createServer({ allowHalfOpen: true }));
    vm.#server.listen(vm.path);
    await once(vm.#server, 'listening');
    return vm;
  }

  onConnection(take: (socket: Socket) => void): void {
    this.#server.on('connection', take);
  }

  async next(): Promise<Socket> {
    const [socket] = (await once(this.#server, 'connection')) as [Socket];
    socket.on('error', () => undefined);
    return socket;
  }

  [Symbol.dispose](): void {
    this.#server.close();
  }
}

interface Spliced {
  readonly door: Door;
  readonly client: TLSSocket;
  readonly vm: Socket;
  readonly id: number;
  readonly ended: Promise<SpliceEnd>;
  [Symbol.dispose](): void;
}

async function spliced(first = ''): Promise<Spliced> {
  const door = new Door();
  const fakeVm = await FakeVm.listen();
  const { client, near } = await door.pair();
  const came = fakeVm.next();
  door.gate.connect(near, fakeVm.path);
  const { promise, resolve } = Promise.withResolvers<SpliceEnd>();
  door.gate.splice(near, Buffer.from(first), resolve);
  const vm = await came;
  return {
    door,
    client,
    vm,
    id: near.id,
    ended: promise,
    [Symbol.dispose]() {
      client.destroy();
      vm.destroy();
      door[Symbol.dispose]();
      fakeVm[Symbol.dispose]();
    },
  };
}

/** Reads to the end, stopping a moment every MiB. */
async function slowHash(socket: Socket): Promise<string> {
  const hash = createHash('sha256');
  let sincePause = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    hash.update(chunk);
    sincePause += chunk.length;
    if (sincePause > 1 << 20) {
      sincePause = 0;
      await delay(2);
    }
  }
  return hash.digest('hex');
}

/** Writes so many random bytes, waiting for drains, then ends. Gives their hash. */
async function writeRandom(socket: Socket, megabytes: number): Promise<string> {
  const hash = createHash('sha256');
  for (let written = 0; written < megabytes; written++) {
    const bytes = randomBytes(1 << 20);
    hash.update(bytes);
    if (!socket.write(bytes)) await once(socket, 'drain');
  }
  socket.end();
  return hash.digest('hex');
}

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) text += chunk.toString();
  return text;
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!condition()) {
    assert.ok(Date.now() < deadline, `waited in vain: ${what}`);
    await delay(20);
  }
}

function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}

/** Of this process, with the gate's thread in it. */
function residentMib(): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}

describe('a connection', () => {
  it('is a socket of plain text, with the client’s address', async () => {
    using door = new Door();
    const { client, near } = await door.pair();
    client.end('a question');
    assert.equal(await textOf(near), 'a question');
    assert.equal(near.remoteAddress, '127.0.0.1');
    assert.equal(near.remotePort, client.localPort);
    assert.equal(near.encrypted, true);
    assert.equal(client.getProtocol(), 'TLSv1.3');
  });

  it('agrees on keys that a later quantum computer does not get from a recording', async () => {
    using door = new Door();
    const client = tlsConnect({
      port: door.gate.address.port,
      rejectUnauthorized: false,
      ecdhCurve: 'X25519MLKEM768',
    });
    await once(client, 'secureConnect');
    client.destroy();
  });

  it('is read to its end though it was closed at once after the last word', async () => {
    using door = new Door();
    const { client, near } = await door.pair();
    const words = randomBytes(300 << 10).toString('hex');
    near.write(words);
    near.end(() => near.destroy());
    assert.equal(await textOf(client), words);
  });

  it('closes here when the client is gone', async () => {
    using door = new Door();
    const { client, near } = await door.pair();
    near.on('error', () => undefined);
    near.resume();
    client.destroy();
    await once(near, 'end');
    near.destroy();
  });

  it('keeps no more than the kernel and one chunk of what a client does not read', async () => {
    using door = new Door();
    const { client, near } = await door.pair();
    client.pause();
    near.on('error', () => undefined);
    const sizeBefore = residentMib();
    let taken = 0;
    while (near.write(Buffer.alloc(1 << 16)) || (await drained(near))) taken += 1 << 16;
    assert.ok(taken < 16 << 20, `${taken} bytes were swallowed`);
    assert.ok(residentMib() - sizeBefore < 32);
    client.destroy();
  });
});

/** In whatever way. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on('close', () => {
      resolve();
    });
  });
}

/** False: it does not drain. */
async function drained(socket: Socket): Promise<boolean> {
  const waiting = new AbortController();
  return Promise.race([
    once(socket, 'drain', { signal: waiting.signal }).then(
      () => true,
      () => false,
    ),
    delay(500, false),
  ]).finally(() => {
    waiting.abort();
  });
}

describe('a splice', () => {
  it('carries 64 MiB both ways at once to slow readers, and closes in order', async () => {
    using pair = await spliced('first');
    await once(pair.vm, 'readable');
    assert.equal(String(pair.vm.read(5)), 'first');
    const [toVm, atVm, toClient, atClient] = await Promise.all([
      writeRandom(pair.client, 64),
      slowHash(pair.vm),
      writeRandom(pair.vm, 64),
      slowHash(pair.client),
    ]);
    assert.equal(atVm, toVm);
    assert.equal(atClient, toClient);
    assert.partialDeepStrictEqual(await pair.ended, {
      reason: 'closed',
      toVm: (64 << 20) + 5,
      toClient: 64 << 20,
    });
  });

  it('keeps in order what the client sent behind its request', async () => {
    using door = new Door();
    using fakeVm = await FakeVm.listen();
    const { client, near } = await door.pair();
    const sent = randomBytes(1 << 20);
    client.write('request ');
    const [request] = (await once(near, 'data')) as [Buffer];
    near.removeAllListeners('data');
    near.pause();
    client.end(sent);
    // As long as a ticket's check takes.
    await delay(100);
    const came = fakeVm.next();
    door.gate.connect(near, fakeVm.path);
    const { promise, resolve } = Promise.withResolvers<SpliceEnd>();
    door.gate.splice(near, request, resolve);
    const vm = await came;
    const chunks: Buffer[] = [];
    for await (const chunk of vm as AsyncIterable<Buffer>) chunks.push(chunk);
    assert.deepEqual(Buffer.concat(chunks), Buffer.concat([Buffer.from('request '), sent]));
    vm.end();
    client.resume();
    assert.equal((await promise).reason, 'closed');
  });

  it('stops a writer whose reader does not read, and grows by nothing', async () => {
    using pair = await spliced();
    pair.vm.pause();
    const sizeBefore = residentMib();
    const megabyte = Buffer.alloc(1 << 20);
    let written = 0;
    while (pair.client.write(megabyte) || (await drained(pair.client))) {
      written += 1;
      assert.ok(written < 64, 'the splice must not swallow what nobody reads');
    }
    assert.ok(residentMib() - sizeBefore < 64);
    const carried = pair.door.gate.carried(pair.id);
    assert.ok(carried.toVm > 0 && carried.toVm < 4 << 20, `${carried.toVm} bytes`);
  });

  for (const first of ['client', 'vm'] as const) {
    it(`goes on in the other direction when the ${first} ends its own`, async () => {
      using pair = await spliced();
      const [one, other] = first === 'client' ? [pair.client, pair.vm] : [pair.vm, pair.client];
      one.end('last words');
      const [words] = (await once(other, 'data')) as [Buffer];
      assert.equal(words.toString(), 'last words');
      other.resume();
      await once(other, 'end');
      other.write('and after them');
      const [afterwards] = (await once(one, 'data')) as [Buffer];
      assert.equal(afterwards.toString(), 'and after them');
      one.resume();
      other.end();
      assert.equal((await pair.ended).reason, 'closed');
    });

    it(`closes both when the ${first} is gone at once`, async () => {
      using pair = await spliced();
      const [one, other] = first === 'client' ? [pair.client, pair.vm] : [pair.vm, pair.client];
      other.resume();
      other.on('end', () => other.end());
      one.destroy();
      await once(other, 'close');
      await pair.ended;
    });
  }

  it('brings the last words of a VM process that is gone, also when the client was writing to it', async () => {
    using pair = await spliced();
    pair.client.write(randomBytes(4 << 20));
    await once(pair.vm, 'readable');
    pair.vm.write('the guest powered off', () => pair.vm.destroy());
    assert.equal(await textOf(pair.client), 'the guest powered off');
    assert.match((await pair.ended).reason, /^(closed|vm: (EPIPE|ECONNRESET))$/);
  });

  it('can be cut, and is counted while it lives', async () => {
    using pair = await spliced('12345');
    pair.vm.write('1234567');
    await once(pair.client, 'data');
    const { roundTripUs, ...carried } = pair.door.gate.carried(pair.id);
    assert.deepEqual(carried, { toVm: 5, toClient: 7 });
    assert.ok(roundTripUs !== undefined && roundTripUs > 0);
    pair.vm.resume();
    const gone = once(pair.vm, 'close');
    pair.vm.on('end', () => pair.vm.end());
    pair.door.gate.cut(pair.id);
    assert.partialDeepStrictEqual(await pair.ended, { reason: 'cut', toVm: 5, toClient: 7 });
    await gone;
    assert.deepEqual(pair.door.gate.carried(pair.id), { toVm: 0, toClient: 0 });
  });

  it('ends once, also when the client left before it or the gate closes in its midst', async () => {
    using door = new Door();
    using fakeVm = await FakeVm.listen();
    fakeVm.onConnection((socket) => socket.resume().on('end', () => socket.end()));
    const ends: string[] = [];
    const one = await door.pair();
    one.near.on('error', () => undefined);
    door.gate.connect(one.near, fakeVm.path);
    one.client.destroy();
    await delay(50);
    door.gate.splice(one.near, Buffer.from('x'), ({ reason }) => ends.push(reason));
    await until('its end', () => ends.length === 1);
    const two = await door.pair();
    door.gate.connect(two.near, fakeVm.path);
    door.gate.splice(two.near, Buffer.from('x'), ({ reason }) => ends.push(reason));
    door.gate.close();
    await delay(50);
    assert.equal(ends.length, 2);
  });

  it('is refused where nothing listens', async () => {
    using door = new Door();
    const { client, near } = await door.pair();
    assert.throws(
      () => {
        door.gate.connect(near, join(directory, 'nobody'));
      },
      { code: 'gate.unreachable' },
    );
    client.destroy();
  });

  it('is one of a thousand, and leaves no file open', { timeout: 300_000 }, async () => {
    const filesBefore = openFiles();
    {
      using door = new Door();
      using fakeVm = await FakeVm.listen();
      fakeVm.onConnection((socket) => {
        socket.on('error', () => undefined);
        socket.pipe(socket);
      });
      const ends: SpliceEnd[] = [];
      const clients: TLSSocket[] = [];
      for (let count = 0; count < 1000; count++) {
        const { client, near } = await door.pair();
        door.gate.connect(near, fakeVm.path);
        door.gate.splice(near, Buffer.from(`${count}.`), (end) => ends.push(end));
        clients.push(client);
      }
      const said = await Promise.all(
        clients.map((client, count) => {
          client.end(`${count}`);
          return textOf(client);
        }),
      );
      assert.deepEqual(
        said,
        Array.from({ length: 1000 }, (_, count) => `${count}.${count}`),
      );
      await until('all have ended', () => ends.length === 1000);
      assert.deepEqual([...new Set(ends.map(({ reason }) => reason))], ['closed']);
    }
    await until('all files are closed', () => openFiles() <= filesBefore + 2);
  });
});

/** A gate with other limits, whose events are looked at as they come. */
function rawGate(limits: { maxConnections?: number; maxPerAddress?: number; handshakeMs?: number }): Gate {
  const options = {
    address: '127.0.0.1',
    port: 0,
    certificate: identity.certificate,
    key: identity.key,
    maxConnections: 100,
    maxPerAddress: 100,
    handshakeMs: 10_000,
    silenceMs: 30_000,
    keepAliveMs: 15_000,
    ...limits,
  };
  return new Gate(options, () => undefined);
}

async function failureOf(gate: Gate): Promise<string> {
  for (;;) {
    const event = gate.take();
    if (event?.failed !== undefined) return event.failed.message;
    await delay(20);
  }
}

describe('what comes from the network', () => {
  for (const [limit, options] of [
    ['all connections', { maxConnections: 3 }],
    ['the connections of one address', { maxPerAddress: 3 }],
  ] as const) {
    it(`is bounded by ${limit}, and there is room again when they have ended`, async () => {
      const gate = rawGate(options);
      const { port } = gate.address();
      const held = Array.from({ length: 3 }, () => dial(port));
      await Promise.all(held.map((socket) => once(socket, 'secureConnect')));
      const fourth = dial(port);
      await closed(fourth);
      for (let event = gate.take(); event !== null; event = gate.take()) {
        if (event.opened !== undefined) closeSync(event.opened.fd);
      }
      for (;;) {
        const fifth = dial(port);
        const opened = await Promise.race([
          once(fifth, 'secureConnect').then(
            () => true,
            () => false,
          ),
          closed(fifth).then(() => false),
        ]);
        fifth.destroy();
        if (opened) break;
        await delay(20);
      }
      for (const socket of held) socket.destroy();
      gate.close();
    });
  }

  it('that says nothing, or one byte at a time, loses its place when the handshake took too long', async () => {
    const gate = rawGate({ handshakeMs: 300 });
    const { port } = gate.address();
    const silent = connect(port, '127.0.0.1');
    const drip = connect(port, '127.0.0.1');
    drip.write(Buffer.of(22, 3, 1, 64, 0));
    const timer = setInterval(() => drip.write(Buffer.of(1)), 20);
    for (const socket of [silent, drip]) socket.on('error', () => undefined).resume();
    await Promise.all([closed(silent), closed(drip)]);
    clearInterval(timer);
    assert.match(await failureOf(gate), /took too long/);
    gate.close();
  });

  for (const [what, bytes] of [
    ['HTTP without TLS', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['random bytes', randomBytes(100_000)],
    [
      'a record larger than a record may be',
      Buffer.concat([Buffer.of(22, 3, 1, 255, 255), randomBytes(70_000)]),
    ],
    [
      'a hello without end',
      Buffer.concat(
        Array.from({ length: 200 }, (_, at) =>
          Buffer.concat([
            Buffer.of(22, 3, 1, 4, 0),
            at === 0 ? Buffer.of(1, 0, 255, 255) : Buffer.alloc(4),
            Buffer.alloc(1020),
          ]),
        ),
      ),
    ],
  ] as const) {
    it(`is closed when it is ${what}`, async () => {
      const gate = rawGate({});
      const socket = connect(gate.address().port, '127.0.0.1');
      socket.on('error', () => undefined).resume();
      socket.write(bytes);
      await closed(socket);
      assert.notEqual(await failureOf(gate), '');
      // It goes on.
      const good = dial(gate.address().port);
      await once(good, 'secureConnect');
      good.destroy();
      gate.close();
    });
  }

  it('is told one failure at a time, and the rest as a number', async () => {
    const gate = rawGate({});
    for (let round = 0; round < 40; round++) {
      const socket = connect(gate.address().port, '127.0.0.1');
      socket.on('error', () => undefined).resume();
      socket.write('nonsense');
      await closed(socket);
    }
    let told = 0;
    while (gate.take() !== null) told += 1;
    assert.equal(told, 16);
    gate.close();
  });

  it('has no file left when the gate closes, whatever was taken of it', async () => {
    const filesBefore = openFiles();
    const gate = rawGate({});
    const clients = Array.from({ length: 5 }, () => dial(gate.address().port));
    await Promise.all(clients.map((client) => once(client, 'secureConnect')));
    const closing = clients.map((client) => closed(client.resume().on('end', () => client.destroy())));
    gate.close();
    await Promise.all(closing);
    for (const client of clients) client.destroy();
    for (let event = gate.take(); event !== null; event = gate.take()) {
      // A socket whose other end is closed, that the taker closes.
      if (event.opened !== undefined) {
        assert.match(readlinkSync(`/proc/self/fd/${event.opened.fd}`), /^socket:/);
        const { ClientSocket: Taken } = await import('./tls-gate.ts');
        const socket = new Taken(event.opened);
        socket.resume();
        await once(socket, 'end');
        socket.destroy();
      }
    }
    await until('all files are closed', () => openFiles() <= filesBefore + 1);
  });
});
