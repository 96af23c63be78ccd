/** Asking over a unix socket: what an asker learns when nobody answers. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ask, open } from './json-client.ts';

describe('a process that takes a request and does not answer', () => {
  const directory = mkdtempSync(join(tmpdir(), 'farport-ask-'));
  const socket = join(directory, 'silent.sock');
  let silent: Server;

  before(async () => {
    silent = createServer((request, response) => {
      // What it began, it does not end.
      if (request.url === '/begun') response.writeHead(200).write('{');
    });
    silent.listen(socket);
    await once(silent, 'listening');
  });
  after(() => {
    silent.closeAllConnections();
    silent.close();
    rmSync(directory, { recursive: true });
  });

  it('is named as such, with how long it was waited for', async () => {
    const late = { code: 'http.timeout', status: 504, message: /no answer within 0\.05 s/ };
    await assert.rejects(ask(socket, 'GET', '/', { timeoutMs: 50 }), late);
    await assert.rejects(ask(socket, 'GET', '/begun', { timeoutMs: 50 }), late);
    await assert.rejects(open(socket, 'GET', '/', { timeoutMs: 50 }), late);
  });

  it('is no timeout where the asker gives up', async () => {
    const given = new AbortController();
    const asked = ask(socket, 'GET', '/', { timeoutMs: 60_000, signal: given.signal });
    given.abort();
    await assert.rejects(asked, { name: 'AbortError' });
  });
});
