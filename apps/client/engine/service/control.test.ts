import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { FakeBackend, fakeLocalDevice } from '../capture/fake/fake-captured-device.ts';
import { EngineClient } from './control-client.ts';
import { type ControlServer, serveControl } from './control-server.ts';
import { Engine } from './engine.ts';

describe('the control socket', { timeout: 20_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'farport-control-'));
  const path = join(folder, 'private', 'engine.sock');
  let server: ControlServer;
  let stopped = 0;
  const engine = new Engine({
    source: {
      list: () => Promise.resolve([fakeLocalDevice()]),
      watch: () => Promise.resolve(() => undefined),
    },
    backend: new FakeBackend(),
    dial: () => Promise.reject(new Error('nobody is dialled here')),
    version: 'test',
    log: () => undefined,
  });

  before(async () => {
    await engine.start();
    server = await serveControl(engine, path, () => {
      stopped++;
    });
  });
  after(async () => {
    await server.close();
    await engine.stop();
    rmSync(folder, { recursive: true });
  });

  /** Sends what no client of ours would. */
  function send(method: string, url: string, body: string): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const outgoing = request({ socketPath: path, method, path: url }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: text });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  it('is open to its user alone', () => {
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(statSync(join(folder, 'private')).mode & 0o777, 0o700);
  });

  it('tells the status', async () => {
    const status = await new EngineClient(path).status();
    assert.deepEqual([status.backend, status.redirections], ['fake', []]);
  });

  const wish = { device: '1-1', vm: 'a', agent: 'b', fingerprint: 'c', ticket: 'd' };
  const refused: [string, string, string, string, number, string][] = [
    ['what is not JSON', 'POST', '/v1/redirect', '{', 422, 'the request is not JSON'],
    ['a body that is too long', 'POST', '/v1/redirect', ' '.repeat(100_000), 422, 'a request of more than'],
    ['a path it does not have', 'GET', '/v2/status', '', 404, 'the engine has no such request'],
    [
      'a wish without a VM',
      'POST',
      '/v1/redirect',
      JSON.stringify({ ...wish, vm: undefined }),
      400,
      'vm: is missing',
    ],
    [
      'a wish for no VM',
      'POST',
      '/v1/redirect',
      JSON.stringify({ ...wish, vm: '' }),
      400,
      'vm: must have 1 to 128',
    ],
    [
      'a field it does not know',
      'POST',
      '/v1/redirect',
      JSON.stringify({ ...wish, x: 1 }),
      400,
      'x: no such key',
    ],
    ['a list', 'POST', '/v1/redirect', '[]', 400, 'must be object'],
    ['a release of nothing', 'POST', '/v1/release', '{}', 400, 'must be {"device": NAME} or {"all": true}'],
    [
      'a release of all and more',
      'POST',
      '/v1/release',
      '{"all":true,"more":1}',
      400,
      'must be {"device": NAME}',
    ],
    [
      'a name too long',
      'POST',
      '/v1/release',
      `{"device":"${'x'.repeat(301)}"}`,
      400,
      'device: must have 1 to 300',
    ],
  ];
  for (const [name, method, url, body, status, message] of refused) {
    it(`refuses ${name}, and says why`, async () => {
      const answer = await send(method, url, body);
      assert.equal(answer.status, status);
      const { error } = JSON.parse(answer.body) as { error: { code: string; message: string } };
      assert.equal(error.code, 'engine.request');
      assert.ok(error.message.startsWith(message), error.message);
    });
  }

  it('carries the code of an error', async () => {
    await assert.rejects(new EngineClient(path).release({ device: '1-1' }), { code: 'device.not_found' });
  });

  it('shows what changes to those who watch', async () => {
    for await (const status of new EngineClient(path).watch()) {
      assert.equal(status.version, 'test');
      break;
    }
  });

  it('refuses a second engine', async () => {
    await assert.rejects(
      serveControl(engine, path, () => undefined),
      { code: 'engine.already_running' },
    );
  });

  it('stops when it is asked to', async () => {
    await new EngineClient(path).stop();
    assert.equal(stopped, 1);
  });

  it('believes no answer that it does not understand', async () => {
    const strange = join(folder, 'strange.sock');
    const other = createServer((_, response) => response.end('{"pid":"1","version":"9","backend":"b"}'));
    await once(other.listen(strange), 'listening');
    await assert.rejects(new EngineClient(strange).status(), {
      code: 'engine.request',
      message:
        "the engine's answer is not understood: pid: must be number; redirections: is missing; is it of another version?",
    });
    other.close();
  });

  it('is not there where no engine runs', async () => {
    await assert.rejects(new EngineClient(join(folder, 'none')).status(), {
      code: 'engine.not_running',
      message: /this machine redirects nothing: "farport redirect" starts one/,
    });
  });
});
