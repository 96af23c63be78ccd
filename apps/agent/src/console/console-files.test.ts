import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { serveConsole } from './console-files.ts';

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

describe("the console's files", () => {
  const root = mkdtempSync(join(tmpdir(), 'farport-console-'));
  const dist = join(root, 'dist');
  const server = createServer();
  let base = '';
  beforeEach(async () => {
    const serve = serveConsole(quiet, dist);
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      const path = request.url?.split('?')[0] ?? '';
      if (!serve(request, response, path)) response.writeHead(404).end('not here');
    });
    if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    rmSync(dist, { recursive: true, force: true });
  });

  function build(): void {
    mkdirSync(join(dist, 'assets'), { recursive: true });
    writeFileSync(join(dist, 'index.html'), '<!doctype html><title>Farport</title>');
    writeFileSync(join(dist, 'assets/index-abc.js'), 'export {};');
    writeFileSync(join(root, 'secret.js'), 'nobody reads this');
  }
  const ask = (path: string, accept = 'text/html', method = 'GET') =>
    fetch(base + path, { method, headers: { accept } });

  it('are the page for every place of the console', async () => {
    build();
    for (const path of ['/', '/vms', '/clients/abc', '/audit?outcome=denied']) {
      const response = await ask(path);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('cache-control'), 'no-cache');
      assert.match(await response.text(), /<title>Farport/);
    }
  });

  it('come with a policy that allows no inline script, and no frame', async () => {
    build();
    const policy = (await ask('/')).headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self'(?:;|$)/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
  });

  it('are kept for ever where the name has a hash', async () => {
    build();
    const response = await ask('/assets/index-abc.js', '*/*');
    assert.match(response.headers.get('cache-control') ?? '', /immutable/);
    assert.equal(response.headers.get('content-type'), 'text/javascript; charset=utf-8');
  });

  it('say what to run where they are missing, and are there as soon as they are built', async () => {
    const response = await ask('/');
    assert.equal(response.status, 503);
    assert.match(await response.text(), /npm run setup/);
    build();
    assert.equal((await ask('/')).status, 200);
  });

  it('are no way out of their directory', async () => {
    build();
    for (const path of [
      '/assets/..%2f..%2fsecret.js',
      '/assets/%2e%2e/%2e%2e/secret.js',
      '/assets/nothing.js',
    ]) {
      const response = await ask(path, '*/*');
      assert.doesNotMatch(await response.text(), /nobody reads this/);
      assert.equal(response.status, 404);
    }
  });

  it('are for reading, and for browsers', async () => {
    build();
    assert.equal((await ask('/', 'text/html', 'POST')).status, 404);
    assert.equal((await ask('/', 'application/json')).status, 404);
    const head = await ask('/', 'text/html', 'HEAD');
    assert.equal(head.status, 200);
    assert.equal(await head.text(), '');
  });

  it('is closed', () => {
    server.close();
    server.closeAllConnections();
    rmSync(root, { recursive: true, force: true });
  });
});
