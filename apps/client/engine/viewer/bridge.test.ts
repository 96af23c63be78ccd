/** Who the bridge lets in, and what it says of an agent that a page cannot ask itself. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { FakeAgent } from '../session/fake/fake-agent.ts';
import type { Target } from '../session/dial.ts';
import { ViewerBridge } from './bridge.ts';
import { viewerFiles, type ViewerFiles } from './files.ts';
import { findBrowser, openWindow } from './window.ts';

const page = { type: 'text/html; charset=utf-8', bytes: Buffer.from('<!doctype html>') };
const files: ViewerFiles = new Map([
  ['', page],
  ['index.html', page],
]);

async function started(context: TestContext, change: Partial<Target> = {}) {
  const agent = await FakeAgent.start();
  const bridge = await ViewerBridge.start(agent.target(change), files);
  context.after(async () => {
    await bridge.close();
    await agent.stop();
  });
  const { origin, pathname } = new URL(bridge.address);
  return { agent, bridge, origin, invitation: pathname };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function get(
  origin: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  const sent = request(`${origin}${path}`, { headers, method });
  sent.end();
  const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks).toString(),
  };
}

/** Comes with the invitation; the cookie. */
async function enter(origin: string, invitation: string): Promise<string> {
  const { status, headers } = await get(origin, invitation);
  assert.equal(status, 200);
  assert.equal(headers['refresh'], '0; url=/view/');
  const cookie = headers['set-cookie']?.[0] ?? '';
  assert.match(cookie, /; HttpOnly; SameSite=Strict$/);
  return cookie.split(';')[0] ?? '';
}

describe('the bridge', () => {
  it('lets the first one in who has the address, and nobody else', async (context) => {
    const { origin, invitation, bridge } = await started(context);
    assert.equal((await get(origin, '/view/')).status, 403);
    assert.equal((await get(origin, '/open/wrong')).status, 403);
    const cookie = await enter(origin, invitation);
    assert.equal((await get(origin, invitation)).status, 403);
    assert.equal(bridge.address, `${origin}/open/used`);
    assert.equal((await get(origin, '/view/', { cookie })).status, 200);
    assert.equal((await get(origin, invitation, { cookie })).headers['refresh'], '0; url=/view/');
    assert.equal((await get(origin, '/view/session.json')).status, 403);
    assert.equal((await get(origin, '/view/session.json', { cookie: 'farport=x' })).status, 403);
    const session: unknown = JSON.parse((await get(origin, '/view/session.json', { cookie })).body);
    assert.deepEqual(session, { vm: 'a', ticket: 'ticket-1', agent: 'farport-viewer/0.1.0' });
  });

  it('serves its own files only, to its own name only, and nothing from elsewhere', async (context) => {
    const { origin, invitation } = await started(context);
    const cookie = await enter(origin, invitation);
    for (const path of ['/', '/view', '/view/../bridge.ts', '/view/%2e%2e/x', '/view/constructor']) {
      assert.equal((await get(origin, path, { cookie })).status, 404, path);
    }
    assert.equal((await get(origin, '/view/', { cookie, host: 'evil.example' })).status, 421);
    assert.equal((await get(origin, '/view/', { cookie }, 'POST')).status, 405);
    const { headers } = await get(origin, '/view/', { cookie });
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; script-src 'self'; /);
    assert.equal(headers['access-control-allow-origin'], undefined);
  });

  it('joins a WebSocket of its own page only', async (context) => {
    const { origin, invitation, agent } = await started(context);
    const cookie = await enter(origin, invitation);
    const url = `${origin.replace('http:', 'ws:')}/view/display`;
    const wrong = [
      {},
      { cookie },
      { origin, cookie: 'farport=x' },
      { cookie, origin: 'http://evil.example' },
      { cookie, origin, host: 'evil.example' },
    ];
    for (const headers of wrong) {
      const socket = new WebSocket(url, { headers });
      const [error] = (await once(socket, 'error')) as [Error];
      assert.match(error.message, /403/);
    }
    assert.deepEqual(agent.tickets, []);
  });

  it('does not wait for somebody who was refused and does not close', async (context) => {
    const { origin } = await started(context);
    const { hostname, port } = new URL(origin);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    await once(socket, 'connect');
    socket.write(
      `GET /view/display HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    socket.resume();
    await once(socket, 'end');
    // Writing into what the bridge has closed is told as an error, sooner or later.
    const writing = setInterval(() => socket.write('x'), 50);
    await once(socket, 'error');
    clearInterval(writing);
  });

  const goodbye = async (context: TestContext, change: Partial<Target>) => {
    const { origin, invitation, agent } = await started(context, change);
    const cookie = await enter(origin, invitation);
    const socket = new WebSocket(`${origin.replace('http:', 'ws:')}/view/display`, {
      headers: { cookie, origin },
    });
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    return { text: `${code} ${reason.toString()}`, tickets: agent.tickets.length };
  };

  it('says why the agent refused', async (context) => {
    assert.deepEqual(await goodbye(context, { vm: 'b' }), { text: '4010 vm.not_found', tickets: 1 });
  });

  it('gives no ticket to an agent with another certificate, and says so', async (context) => {
    const fingerprint = `sha256:${'0'.repeat(64)}`;
    assert.deepEqual(await goodbye(context, { fingerprint }), {
      text: '4010 agent.wrong_certificate',
      tickets: 0,
    });
  });

  it('says that nobody answers', async (context) => {
    const agent = { host: '127.0.0.1', port: 1 };
    assert.deepEqual(await goodbye(context, { agent }), { text: '4010 agent.unreachable', tickets: 0 });
  });

  it('ends a page that says more than a hello before the agent is there', async (context) => {
    const { origin, invitation } = await started(context);
    const cookie = await enter(origin, invitation);
    const socket = new WebSocket(`${origin.replace('http:', 'ws:')}/view/display`, {
      headers: { cookie, origin },
    });
    await once(socket, 'open');
    socket.send(Buffer.alloc(1 << 20));
    const [code] = (await once(socket, 'close')) as [number];
    assert.ok(code === 1006 || code === 4010, String(code));
  });
});

describe('the viewer’s files', () => {
  it('are missing with a word on what to do', async () => {
    await assert.rejects(viewerFiles('/nowhere'), { code: 'viewer.missing', message: /npm run setup/ });
  });
});

describe('the browser', () => {
  it('is told the address by a file of ours alone, which is gone when the window is closed', async (context) => {
    const directory = mkdtempSync(join(tmpdir(), 'farport-window-'));
    context.after(() => {
      rmSync(directory, { recursive: true, force: true });
    });
    const [program, heard] = [join(directory, 'browser'), join(directory, 'heard')];
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" >${heard}\n`);
    chmodSync(program, 0o755);
    // Ends at once, as a window does that is closed.
    const window = openWindow(program, 'http://127.0.0.1:4000/open/SECRET', ['--kiosk']);
    const own = readdirSync(tmpdir())
      .filter((name) => name.startsWith('farport-viewer-'))
      .map((name) => join(tmpdir(), name, 'open.html'))
      .find((path) => existsSync(path) && readFileSync(path, 'utf8').includes('127.0.0.1:4000/open/SECRET'));
    assert.ok(own !== undefined);
    assert.equal(statSync(own).mode & 0o777, 0o600);
    assert.equal(statSync(dirname(own)).mode & 0o777, 0o700);
    await window.closed;
    const switches = readFileSync(heard, 'utf8');
    assert.match(switches, /^--app=file:\/\/\/.*\/open\.html$/m);
    assert.doesNotMatch(switches, /SECRET|4000/);
    assert.equal(existsSync(own), false);
  });

  it('is the one that is named, else one that is installed, else none', () => {
    assert.equal(findBrowser({ FARPORT_BROWSER: '/opt/x' }), '/opt/x');
    assert.equal(findBrowser({ PATH: '' }), undefined);
  });
});
