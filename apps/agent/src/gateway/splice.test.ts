import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { connect as tlsConnect, createServer as createTlsServer, type ConnectionOptions } from 'node:tls';
import { loadOrMakeIdentity } from '../tls/certificate.ts';
import { splice, type SpliceEnd } from './splice.ts';

/** A client over TLS, a VM over a unix socket, and the splice between them. */
async function spliced(): Promise<{
  client: Socket;
  vm: Socket;
  /** The agent's own sockets: to the client, to the VM. */
  near: Socket;
  far: Socket;
  ended: Promise<SpliceEnd>;
  [Symbol.asyncDispose](): Promise<void>;
}> {
  const directory = mkdtempSync(join(tmpdir(), 'farport-splice-'));
  const identity = await loadOrMakeIdentity(directory);
  const path = join(directory, 's');
  const vmServer = createServer({ allowHalfOpen: true }).listen(path);
  const options = { key: identity.key, cert: identity.certificate, allowHalfOpen: true };
  const gateway = createTlsServer(options).listen(0, '127.0.0.1');
  await Promise.all([once(vmServer, 'listening'), once(gateway, 'listening')]);
  const { port } = gateway.address() as { port: number };
  const clientOptions: ConnectionOptions & { allowHalfOpen: boolean } = {
    host: '127.0.0.1',
    port,
    rejectUnauthorized: false,
    allowHalfOpen: true,
  };
  const client = tlsConnect(clientOptions);
  const [near] = (await once(gateway, 'secureConnection')) as [Socket];
  const far = connect({ path, allowHalfOpen: true });
  const [vm] = (await once(vmServer, 'connection')) as [Socket];
  const ended = Promise.withResolvers<SpliceEnd>();
  splice(near, far, ended.resolve);
  for (const socket of [client, vm]) socket.on('error', () => undefined);
  return {
    client,
    vm,
    near,
    far,
    ended: ended.promise,
    async [Symbol.asyncDispose]() {
      for (const socket of [client, vm, near, far]) socket.destroy();
      const closing = [once(vmServer, 'close'), once(gateway, 'close')];
      vmServer.close();
      gateway.close();
      await Promise.all(closing);
      rmSync(directory, { recursive: true });
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
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  return hash.digest('hex');
}

/** Writes `megabytes` of random bytes, waiting for drains, then ends. Gives their hash. */
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

describe('splice', () => {
  it('carries 64 MiB both ways at once to slow readers, and closes in order', async () => {
    await using pair = await spliced();
    const [toVm, atVm, toClient, atClient] = await Promise.all([
      writeRandom(pair.client, 64),
      slowHash(pair.vm),
      writeRandom(pair.vm, 64),
      slowHash(pair.client),
    ]);
    assert.equal(atVm, toVm);
    assert.equal(atClient, toClient);
    assert.deepEqual(await pair.ended, { reason: 'closed', toVm: 64 << 20, toClient: 64 << 20 });
  });

  it('joins full records that came together into one write, and keeps no short one waiting', async () => {
    await using pair = await spliced();
    const { near, far, vm } = pair;
    const writes: number[] = [];
    const write = far._write.bind(far);
    far._write = (chunk: Buffer, encoding, done): void => {
      writes.push(1);
      write(chunk, encoding, done);
    };
    const writev = far._writev?.bind(far);
    far._writev = (chunks, done): void => {
      writes.push(chunks.length);
      writev?.(chunks, done);
    };
    let received = 0;
    vm.on('data', (chunk: Buffer) => (received += chunk.length));
    const arrived = async (bytes: number): Promise<void> => {
      while (received < bytes) await once(vm, 'data');
    };
    // As Node's TLS hands out the records of one read.
    const record = Buffer.alloc(16 << 10);
    for (let i = 0; i < 3; i++) near.emit('data', record);
    assert.deepEqual(writes, []);
    await arrived(3 * record.length);
    assert.deepEqual(writes, [3]);
    for (const chunk of [record, record, Buffer.alloc(5)]) near.emit('data', chunk);
    assert.deepEqual(writes, [3, 3]);
    await arrived(5 * record.length + 5);
    near.emit('data', Buffer.alloc(9));
    assert.deepEqual(writes, [3, 3, 1]);
  });

  it('stops a writer whose reader does not read', async () => {
    await using pair = await spliced();
    pair.vm.pause();
    const megabyte = Buffer.alloc(1 << 20);
    let written = 0;
    while (pair.client.write(megabyte) || written < 8) {
      written += 1;
      assert.ok(written < 64, 'the splice must not swallow what nobody reads');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.ok(pair.client.writableLength > 0);
  });

  for (const first of ['client', 'vm'] as const) {
    it(`goes on in the other direction when the ${first} ends its own`, async () => {
      await using pair = await spliced();
      const [one, other] = first === 'client' ? [pair.client, pair.vm] : [pair.vm, pair.client];
      one.end('last words');
      const [words] = (await once(other, 'data')) as [Buffer];
      assert.equal(words.toString(), 'last words');
      other.resume();
      await once(other, 'end');
      other.write('and after them');
      const [after] = (await once(one, 'data')) as [Buffer];
      assert.equal(after.toString(), 'and after them');
      one.resume();
      other.end();
      assert.equal((await pair.ended).reason, 'closed');
    });

    it(`closes both when the ${first} is gone at once`, async () => {
      await using pair = await spliced();
      const [one, other] = first === 'client' ? [pair.client, pair.vm] : [pair.vm, pair.client];
      other.resume();
      other.on('end', () => other.end());
      one.destroy();
      await once(other, 'close');
      await pair.ended;
    });
  }
});
