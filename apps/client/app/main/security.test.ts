/** Electron's own list of 20 recommendations (docs/tutorial/security.md), point by point, without its program. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { before, describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { CALL_CHANNEL, runMain } from './app.main.ts';
import { isAllowed, mayCall, mayLoad } from './guards.main.ts';
import { APP_PAGE, ORIGIN } from './pages.main.ts';
import { SecretFile, whyNoSecrets } from './secrets.main.ts';
import { PAGE_SWITCHES } from './window.main.ts';
import { FakeContents, FakeElectron, FakeWindow } from './testing/fake-electron.main.ts';

const client = fileURLToPath(new URL('../..', import.meta.url));
const bundle = join(client, 'app/dist');

async function started(
  argv: readonly string[] = [],
  change: (electron: FakeElectron) => void = () => undefined,
) {
  const electron = new FakeElectron();
  change(electron);
  await runMain(electron.api, { bundle, viewer: join(client, 'viewer/dist'), argv, env: {} });
  return electron;
}

/** Emits an event that can be prevented; whether it was. */
function prevented(contents: FakeContents, name: string, details: object = {}): boolean {
  let was = false;
  contents.emit(name, { preventDefault: () => (was = true), ...details });
  return was;
}

function page(electron: FakeElectron, path: string, method = 'GET'): Promise<Response> {
  const { page: handler } = electron.ours;
  assert.ok(handler);
  return handler(new Request(new URL(path, APP_PAGE), { method }));
}

describe('Electron’s recommendations', () => {
  before(() => {
    assert.ok(existsSync(join(bundle, 'window/index.html')), 'run "npm run setup" first');
  });

  it('1, 8: loads nothing but its own pages and its engine’s socket', async () => {
    const electron = await started();
    assert.deepEqual(FakeWindow.last?.loaded, [APP_PAGE]);
    const asked: [string, boolean][] = [];
    for (const url of [
      APP_PAGE,
      'ws://127.0.0.1:4000/view/x/display?key=y',
      'http://example.com/',
      'https://example.com/',
      'file:///etc/passwd',
      'ws://127.0.0.1:4001/view/x',
      'http://127.0.0.1:4000/view/',
    ]) {
      electron.ours.beforeRequest?.({ url }, ({ cancel }) => asked.push([url, cancel]));
    }
    assert.deepEqual(
      asked.map(([, cancel]) => cancel),
      [false, false, true, true, true, true, true],
    );
    assert.equal(mayLoad(`${ORIGIN}.example/x`, 4000), false);
    assert.equal(mayLoad('ws://127.0.0.1:0/view/x', 0), false);
  });

  it('2, 3, 4, 6, 8, 9, 10, 11: the window’s switches', async () => {
    const electron = await started();
    assert.ok(electron.app.told.includes('sandbox'));
    const preferences = FakeWindow.last?.options.webPreferences;
    assert.deepEqual(
      { ...preferences, preload: undefined, session: undefined },
      {
        preload: undefined,
        session: undefined,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
      },
    );
    assert.equal(preferences?.session, electron.ours);
  });

  it('5: permissions are denied, but what a screen needs, to our own pages', async () => {
    const electron = await started();
    const { permissionRequest, permissionCheck, devicePermission } = electron.ours;
    const ask = (permission: string, requestingUrl: string): boolean => {
      let answer: boolean | undefined;
      permissionRequest?.({}, permission, (yes) => (answer = yes), { requestingUrl });
      assert.notEqual(answer, undefined);
      return answer === true;
    };
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'midi',
      'openExternal',
      'usb',
      'hid',
      'serial',
      'display-capture',
      'unknown',
    ]) {
      assert.equal(ask(permission, APP_PAGE), false, permission);
      assert.equal(permissionCheck?.({}, permission, `${ORIGIN}/`), false, permission);
    }
    const view = `${ORIGIN}/view/x/`;
    for (const [permission, ofTheApp] of [
      ['fullscreen', true],
      ['keyboardLock', true],
      ['clipboard-sanitized-write', true],
      ['clipboard-read', false],
      ['pointerLock', false],
      ['window-management', false],
    ] as const) {
      assert.equal(ask(permission, view), true, permission);
      assert.equal(ask(permission, APP_PAGE), ofTheApp, permission);
      assert.equal(permissionCheck?.({}, permission, `${ORIGIN}/`), true, permission);
      for (const other of [
        'https://example.com/',
        'https://example.com/view/x/',
        'http://127.0.0.1:4000/view/x/',
      ]) {
        assert.equal(ask(permission, other), false, permission);
        assert.equal(permissionCheck({}, permission, new URL(other).origin), false, permission);
      }
    }
    assert.equal(isAllowed('fullscreen', `${ORIGIN}.example/`), false);
    assert.equal(devicePermission?.(), false);
  });

  it('7: every page has a content policy that lets nothing in from elsewhere', async () => {
    const electron = await started();
    for (const path of ['/app/', '/app/main.js', '/view/v/', '/view/v/session.json']) {
      const response = await page(electron, path);
      assert.equal(response.status, 200, path);
      const policy = response.headers.get('content-security-policy') ?? '';
      assert.match(policy, /^default-src 'none'; script-src 'self';/);
      assert.match(policy, /connect-src 'self' ws:\/\/127\.0\.0\.1:4000;/);
      assert.doesNotMatch(policy, /unsafe/);
    }
  });

  it('12: no webview is ever made', async () => {
    const electron = await started();
    const contents = new FakeContents();
    electron.app.emit('web-contents-created', {}, contents);
    assert.equal(prevented(contents, 'will-attach-webview'), true);
  });

  it('13, 14: no page leads elsewhere or opens a window', async () => {
    const electron = await started();
    const contents = new FakeContents();
    electron.app.emit('web-contents-created', {}, contents);
    assert.deepEqual(contents.openHandler?.({ url: 'https://example.com' }), { action: 'deny' });
    assert.equal(prevented(contents, 'will-navigate', { url: APP_PAGE }), true);
    assert.equal(prevented(contents, 'will-redirect', { url: APP_PAGE }), true);
    const frame = (url: string, isMainFrame: boolean) =>
      prevented(contents, 'will-frame-navigate', { url, isMainFrame });
    assert.equal(frame(`${ORIGIN}/view/x/`, false), false);
    assert.equal(frame('https://example.com/', false), true);
    assert.equal(frame(`${ORIGIN}/view/x/`, true), true);
  });

  it('14: but the window of a VM’s further screen, which can do no more than the one it came from', async () => {
    const electron = await started();
    const contents = new FakeContents();
    electron.app.emit('web-contents-created', {}, contents);
    const opened = contents.openHandler?.({ url: `${ORIGIN}/view/x_1/head.html?head=2` });
    assert.equal(opened?.action, 'allow');
    assert.deepEqual(opened.overrideBrowserWindowOptions?.webPreferences, PAGE_SWITCHES);
    for (const url of [
      `${ORIGIN}/view/x/head.html?head=4`,
      `${ORIGIN}/view/x/head.html?head=2&more`,
      `${ORIGIN}/view/x/`,
      APP_PAGE,
      'https://example.com/view/x/head.html?head=1',
      'about:blank',
    ]) {
      assert.deepEqual(contents.openHandler?.({ url }), { action: 'deny' }, url);
    }
    const url = `${ORIGIN}/view/x/head.html?head=1`;
    assert.equal(prevented(contents, 'will-navigate', { url }), false);
    assert.equal(prevented(contents, 'will-frame-navigate', { url, isMainFrame: true }), false);
    contents.url = url;
    assert.equal(prevented(contents, 'will-navigate', { url }), true);
    assert.equal(prevented(contents, 'will-frame-navigate', { url, isMainFrame: true }), true);
    const call = electron.handlers.get(CALL_CHANNEL);
    assert.ok(
      'refusal' in ((await call?.({ senderFrame: { url, parent: null } }, 'state.read', {})) as object),
    );
  });

  it('15, 20: neither openExternal nor ipcRenderer reaches a page', () => {
    const { outputFiles } = buildSync({
      entryPoints: [join(client, 'app/preload/preload.preload.ts')],
      bundle: true,
      write: false,
      format: 'cjs',
      external: ['electron'],
    });
    const code = outputFiles[0]?.text ?? '';
    const world: Record<string, Record<string, (...args: never[]) => unknown>> = {};
    const sent: unknown[][] = [];
    let deliver: ((event: object, state: unknown) => void) | undefined;
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: never) => (world[name] = api) },
      ipcRenderer: {
        invoke: (...message: unknown[]) => sent.push(message),
        on: (channel: string, listener: typeof deliver) => {
          assert.equal(channel, 'farport:state');
          deliver = listener;
        },
      },
    };
    runInNewContext(code, {
      require: (name: string) => (assert.equal(name, 'electron'), electron),
      module: {},
    });
    assert.deepEqual(Object.keys(world), ['farport']);
    assert.deepEqual(Object.keys(world['farport'] ?? {}), ['call', 'onState', 'onGone']);
    world['farport']?.['call']?.('state.read' as never, {} as never);
    assert.deepEqual(sent, [[CALL_CHANNEL, 'state.read', {}]]);
    const heard: unknown[][] = [];
    world['farport']?.['onState']?.(((...all: unknown[]) => heard.push(all)) as never);
    deliver?.({ sender: electron.ipcRenderer }, 'state');
    assert.deepEqual(heard, [['state']]);
    assert.doesNotMatch(readFileSync(join(bundle, 'main.mjs'), 'utf8'), /openExternal/);
  });

  it('16: Electron is of a version that is supported', () => {
    const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };
    assert.ok(Number(version.split('.')[0]) >= 45);
  });

  it('17: only the app’s own page may call, from the main frame', async () => {
    const electron = await started();
    const call = (frame: object | null, name: unknown = 'state.read', args: unknown = {}) =>
      electron.handlers.get(CALL_CHANNEL)?.({ senderFrame: frame }, name, args);
    const good = { url: APP_PAGE, parent: null };
    const refusal = { refusal: { code: 'app.call', message: 'this page may not call' } };
    assert.deepEqual(await call(good), { value: 'answered' });
    for (const frame of [
      null,
      { ...good, parent: good },
      { ...good, url: `${ORIGIN}/view/x/` },
      { ...good, url: 'https://example.com/' },
    ]) {
      assert.deepEqual(await call(frame), refusal);
    }
    assert.deepEqual(await call(good, { toString: () => 'state.read' }), {
      refusal: { code: 'app.call', message: 'a call has a name' },
    });
    assert.equal(electron.engine.calls.filter(({ name }) => name === 'window').length, 1);
    assert.equal(mayCall({ url: `${APP_PAGE}#x`, parent: null }), false);
  });

  it('18: pages come by a protocol of our own, and nothing else does', async () => {
    const electron = await started();
    assert.deepEqual(electron.schemes, [
      {
        scheme: 'farport-app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
    for (const path of ['/app/../main.mjs', '/app/%2e%2e/main.mjs', '/main.mjs', '/view/', '/etc/passwd']) {
      assert.equal((await page(electron, path)).status, 404, path);
    }
    assert.equal((await page(electron, '/app/', 'POST')).status, 404);
    electron.engine.answers['view'] = () => null;
    assert.equal((await page(electron, '/view/other/session.json')).status, 404);
  });
});

describe('the main process', () => {
  it('is one: a second start shows the first, and hands its link over', async () => {
    const second = await started([], (electron) => (electron.app.first = false));
    assert.deepEqual(second.forks, []);
    const first = await started(['farport://one:1/a']);
    const window = FakeWindow.last;
    first.app.emit('second-instance', {}, ['app', 'farport://two:2/b']);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(window?.shown, 1);
    const links = first.engine.calls.filter(({ name }) => name === 'link').map(({ args }) => args);
    assert.deepEqual(links, [{ url: 'farport://one:1/a' }, { url: 'farport://two:2/b' }]);
    assert.ok(first.app.told.includes('client of farport'));
  });

  it('gives every device back before it quits', async () => {
    const electron = await started();
    electron.app.quit();
    assert.equal(electron.app.told.at(-1), 'quit later');
    while (electron.app.told.at(-1) !== 'quit') await new Promise((resolve) => setImmediate(resolve));
    assert.equal(electron.engine.calls.at(-1)?.name, 'stop');
  });

  it('fills the screen where it is a kiosk', async () => {
    await started(['--kiosk']);
    assert.equal(FakeWindow.last?.options.kiosk, true);
    await started();
    assert.equal(FakeWindow.last.options.kiosk, false);
  });

  it('says when the engine’s process has ended', async () => {
    const electron = await started();
    electron.engine.emit('exit', 1);
    const answer = await electron.handlers.get(CALL_CHANNEL)?.(
      { senderFrame: { url: APP_PAGE, parent: null } },
      'state.read',
      {},
    );
    assert.equal((answer as { refusal: { code: string } }).refusal.code, 'app.engine_ended');
  });
});

describe('secrets', () => {
  it('are kept sealed, and forgotten', async () => {
    const electron = new FakeElectron();
    const path = join(mkdtempSync(join(tmpdir(), 'farport-secrets-')), 'deep/secrets.json');
    const secrets = new SecretFile(electron.api.safeStorage, path, 'linux');
    await secrets.keep('server:4747', 'ticket-1');
    assert.equal(await secrets.read('server:4747'), 'ticket-1');
    assert.doesNotMatch(readFileSync(path, 'utf8'), /ticket-1/);
    assert.equal(await secrets.read('__proto__'), null);
    secrets.forget('server:4747');
    assert.equal(await secrets.read('server:4747'), null);
  });

  it('are not kept where the seal is a key that everybody knows', async () => {
    const electron = new FakeElectron();
    electron.backend = 'basic_text';
    const secrets = new SecretFile(electron.api.safeStorage, '/nowhere/secrets.json', 'linux');
    await assert.rejects(secrets.keep('server:4747', 'ticket-1'), { code: 'secret.refused' });
    assert.equal(await whyNoSecrets(electron.api.safeStorage, 'linux'), 'plain-text');
    assert.equal(await whyNoSecrets(electron.api.safeStorage, 'darwin'), '');
    electron.encryption = false;
    assert.equal(await whyNoSecrets(electron.api.safeStorage, 'darwin'), 'no-keyring');
  });
});
