/** Whom the app's bridge lets in, what it answers a window that calls what it should not, and the program as it starts. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { AppBridge } from '../../apps/client/app/service/app-bridge.node.ts';
import { desktopEntry } from '../../apps/client/app/service/autostart.node.ts';
import { SettingsFile } from '../../apps/client/app/service/settings-file.node.ts';
import { WINDOW_CALLS } from '../../apps/client/app/shared/calls.ts';
import { Line, type None } from '../../apps/client/app/shared/line.ts';
import { findBrowser } from '../../apps/client/engine/viewer/window.ts';
import { until } from '../viewer/viewer-page.ts';
import { buildApp } from './app-under-test.ts';

const target = {
  agent: { host: '127.0.0.1', port: 1 },
  fingerprint: `sha256:${'0'.repeat(64)}`,
  vm: 'desktop-1',
  ticket: 'ticket-1',
};

/** How a WebSocket fares: open, or the refusal. */
async function fares(url: string, headers: Record<string, string>): Promise<string> {
  const socket = new WebSocket(url, { headers });
  // once() rejects by an "error".
  const outcome = await once(socket, 'open').then(() => 'open', String);
  socket.terminate();
  return outcome;
}

describe('the bridge of the app', () => {
  it('speaks with its own window only', async () => {
    const bridge = await AppBridge.start({
      appFiles: new Map(),
      viewerFiles: new Map(),
      window: () => () => undefined,
      refused: () => undefined,
    });
    const view = bridge.open(target);
    const { origin } = new URL(bridge.address);
    const entered = await fetch(bridge.address);
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    for (const path of ['/app/line', `/view/${view}/display`]) {
      const url = `${origin.replace('http', 'ws')}${path}`;
      assert.equal(await fares(url, { cookie, origin }), 'open');
      assert.match(await fares(url, { origin }), /403/);
      assert.match(await fares(url, { cookie }), /403/);
      assert.match(await fares(url, { cookie, origin: 'http://evil.example' }), /403/);
    }
    const opening = await fetch(`${origin}/view/${view}/session.json`, { headers: { cookie } });
    assert.deepEqual(await opening.json(), {
      vm: 'desktop-1',
      ticket: 'ticket-1',
      agent: 'farport-viewer/0.1.0',
    });
    assert.equal((await fetch(`${origin}/view/${view}/session.json`)).status, 403);
    bridge.end(view);
    assert.equal((await fetch(`${origin}/view/${view}/session.json`, { headers: { cookie } })).status, 404);
    assert.match(
      await fares(`${origin.replace('http', 'ws')}/view/${view}/display`, { cookie, origin }),
      /403/,
    );
    await bridge.close();
  });

  it('serves no page where Electron does, and lets a view’s socket in by its key and origin', async () => {
    const origin = 'farport-app://app';
    const bridge = await AppBridge.start({
      appFiles: new Map(),
      viewerFiles: new Map(),
      origin,
      window: () => () => undefined,
      refused: () => undefined,
    });
    const view = bridge.open(target);
    const { display = '' } = bridge.opening(view) ?? {};
    assert.equal(await fares(display, { origin }), 'open');
    assert.match(await fares(display, {}), /403/);
    assert.match(await fares(display, { origin: 'https://evil.example' }), /403/);
    assert.match(await fares(display.replace(/key=.*/, 'key=wrong'), { origin }), /403/);
    assert.match(await fares(display.replace(/\?.*/, ''), { origin }), /403/);
    const base = `http://127.0.0.1:${bridge.port}`;
    assert.match(await fares(`${base.replace('http', 'ws')}/app/line`, { origin }), /403/);
    assert.equal((await fetch(bridge.address)).status, 404);
    assert.equal((await fetch(`${base}/view/${view}/session.json`)).status, 404);
    await bridge.close();
  });
});

describe('the program', { timeout: 60_000 }, () => {
  let directory: string;
  before(() => {
    buildApp();
    directory = mkdtempSync(join(tmpdir(), 'farport-client-'));
  });
  after(() => {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  it('starts its engine, answers its window and refuses what no window of ours says, and ends with all given back', async () => {
    const env = {
      ...process.env,
      XDG_RUNTIME_DIR: join(directory, 'run'),
      XDG_CONFIG_HOME: join(directory, 'config'),
      XDG_STATE_HOME: join(directory, 'state'),
    };
    const main = fileURLToPath(new URL('../../apps/client/app/shell/client.node.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--no-window', 'farport://server:4747/desktop-1'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const address = /http:\S+/.exec(said.toString())?.[0] ?? '';
    const { origin } = new URL(address);

    const startAgain = async (): Promise<string | undefined> => {
      const second = spawn(process.execPath, [main, '--no-window'], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [word] = (await once(second.stdout, 'data')) as [Buffer];
      return /open already; open this in a browser on this machine: (\S+)/.exec(word.toString())?.[1];
    };
    // Nobody has used it yet.
    assert.equal(await startAgain(), address);
    assert.equal((await fetch(address)).status, 200);
    assert.equal((await fetch(address)).status, 403);
    const entered = await fetch((await startAgain()) ?? '');
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(`${origin}/app/`, { headers: { cookie } });
    assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/app/line`, { headers: { cookie, origin } });
    await once(socket, 'open');
    const line = new Line<typeof WINDOW_CALLS, None, None>({
      port: {
        post: (message) => {
          socket.send(JSON.stringify(message));
        },
        listen: (listener) => {
          socket.on('message', (data: Buffer) => {
            listener(JSON.parse(data.toString()));
          });
        },
      },
      asks: WINDOW_CALLS,
      answers: {},
      handlers: {},
    });
    const state = await line.call('state.read', {});
    assert.deepEqual(
      [state.shell, state.session, state.link],
      ['browser', null, { agent: 'server:4747', vm: 'desktop-1' }],
    );

    const strange: readonly (readonly [string, unknown])[] = [
      ['stop', {}],
      ['start', {}],
      ['secret.read', { name: 'server' }],
      ['constructor', {}],
      ['agent.look', { address: 'a'.repeat(301) }],
      ['agent.trust', { address: 'server', fingerprint: 'sha256:0' }],
      ['settings.change', { agents: [] }],
      ['settings.change', { theme: 'pink' }],
      ['device.use', {}],
      ['state.read', []],
      ['log.read', { path: '/etc/passwd' }],
    ];
    for (const [name, args] of strange) {
      await assert.rejects(line.call(name as 'device.use', args as never), { code: 'app.call' }, name);
    }
    await assert.rejects(line.call('device.use', { port: '1-1' }), { code: 'screen.none' });
    await assert.rejects(line.call('screen.open', { vm: 'desktop-1' }), { code: 'session.none' });
    await assert.rejects(
      line.call('session.ticket', { address: 'server:4747', vm: 'a', ticket: 't', keep: false }),
      {
        code: 'agent.not_trusted',
      },
    );
    for (const message of ['', '{', '[]', '{"t":"call"}', '{"t":"call","id":-1,"name":"x","args":{}}'])
      socket.send(message);
    await line.call('settings.change', { startAtLogin: true, kiosk: true });
    assert.match(
      readFileSync(join(directory, 'config/autostart/farport.desktop'), 'utf8'),
      /^Exec="[^"]+" "[^"]+client\.node\.ts"$/m,
    );
    assert.equal((await line.call('state.read', {})).settings.startAtLogin, true);

    await line.call('app.quit', {});
    const [code] = (await exited) as [number | null];
    assert.equal(code, 0);
    assert.match(
      readFileSync(join(directory, 'state/farport/client.log'), 'utf8'),
      /with the local drivers again/,
    );
  });

  it('opens a kiosk’s window where the settings say so, and gives everything back when that is closed', async () => {
    const config = join(directory, 'kiosk/farport');
    mkdirSync(config, { recursive: true });
    new SettingsFile(config, () => undefined).change({ kiosk: true });
    // A real Chromium, that draws nowhere and says how it was called.
    const browser = join(directory, 'browser');
    writeFileSync(
      browser,
      `#!/bin/sh\nprintf '%s\\n' "$$" "$@" > ${directory}/called\nexec ${findBrowser() ?? 'chromium'} --headless=new --no-sandbox "$@"\n`,
      { mode: 0o755 },
    );
    const main = fileURLToPath(new URL('../../apps/client/app/shell/client.node.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--browser'], {
      env: {
        ...process.env,
        FARPORT_BROWSER: browser,
        XDG_RUNTIME_DIR: join(directory, 'run-2'),
        XDG_CONFIG_HOME: join(directory, 'kiosk'),
        XDG_STATE_HOME: join(directory, 'state-2'),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const exited = once(child, 'exit');
    const called = () =>
      existsSync(join(directory, 'called'))
        ? readFileSync(join(directory, 'called'), 'utf8').split('\n')
        : [];
    await until('the window is opened', () => called().length > 2);
    const [pid = '', ...args] = called();
    assert.ok(args.includes('--kiosk'), args.join(' '));
    assert.ok(args.some((arg) => /^--app=file:\/\/\S+\/open\.html$/.test(arg)));
    const log = () => readFileSync(join(directory, 'state-2/farport/client.log'), 'utf8');
    await until('the app is ready', () => log().includes('the app is ready'));
    assert.doesNotMatch(log(), /with the local drivers again/);
    process.kill(Number(pid), 'SIGTERM');
    const [code] = (await exited) as [number | null];
    assert.equal(code, 0);
    assert.match(log(), /with the local drivers again/);
  });

  it('says why where the browser shows no window, and how to do without', async () => {
    const browser = join(directory, 'browser-without-display');
    writeFileSync(
      browser,
      '#!/bin/sh\necho "[1:2:ERROR:x11.cc:257] Missing X server or \\$DISPLAY" >&2\nexit 1\n',
      { mode: 0o755 },
    );
    const main = fileURLToPath(new URL('../../apps/client/app/shell/client.node.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--browser'], {
      env: {
        ...process.env,
        FARPORT_BROWSER: browser,
        XDG_RUNTIME_DIR: join(directory, 'run-3'),
        XDG_CONFIG_HOME: join(directory, 'config-3'),
        XDG_STATE_HOME: join(directory, 'state-3'),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const [code] = (await once(child, 'close')) as [number | null];
    assert.equal(code, 1);
    assert.match(said, /status 1: Missing X server or \$DISPLAY.*--no-window/);
    assert.match(
      readFileSync(join(directory, 'state-3/farport/client.log'), 'utf8'),
      /with the local drivers again/,
    );
  });

  it('writes its arguments into a desktop entry so that nothing of them is a command', () => {
    assert.match(
      desktopEntry(['/opt/a b/$HOME`x`', '100%', 'say "hi"\\']),
      /^Exec="\/opt\/a b\/\\\\\$HOME\\\\`x\\\\`" "100%%" "say \\\\"hi\\\\"\\\\\\\\"$/m,
    );
  });
});
