/** What Electron's main process does for a person, without its program: the icon in the panel, kiosk, an engine that dies. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { AppState } from '../shared/app-state.ts';
import { runMain } from './app.main.ts';
import { FakeElectron, FakeWindow } from './testing/fake-electron.main.ts';
import { GONE_CHANNEL, STATE_CHANNEL } from './window.main.ts';

const client = fileURLToPath(new URL('../..', import.meta.url));
const turn = () => new Promise((resolve) => setTimeout(resolve, 10));

async function started(
  change: (electron: FakeElectron) => void = () => undefined,
  platform: NodeJS.Platform = 'linux',
) {
  const electron = new FakeElectron();
  change(electron);
  const bundle = join(client, 'app/dist');
  await runMain(electron.api, { bundle, viewer: join(client, 'viewer/dist'), argv: [], env: {}, platform });
  return electron;
}

const STICK = {
  port: '1-1',
  parent: null,
  kind: 'storage',
  name: 'Ultra Fit',
  id: '0781:5583',
  serial: 'S1',
  speed: null,
  state: 'in_vm',
  vm: 'desktop-1',
  usedBy: '',
  rule: '',
  error: null,
  on: true,
  switchable: true,
  always: false,
} as const;
const STATE: AppState = {
  version: '1',
  shell: 'electron',
  shellReason: '',
  secretsReason: '',
  backend: 'native',
  settings: {
    language: null,
    theme: 'system',
    ask: true,
    kiosk: false,
    startAtLogin: false,
    canStartAtLogin: true,
    always: [],
  },
  agents: [],
  session: null,
  screen: null,
  ports: [],
  questions: [],
  link: null,
};
async function tells(electron: FakeElectron, change: Partial<AppState>): Promise<void> {
  electron.engine.emit('message', { t: 'event', name: 'state', value: { ...STATE, ...change } });
  await turn();
}

describe('the icon in the panel', () => {
  it('says how many devices are in a VM, in the person’s language', async () => {
    const electron = await started();
    await tells(electron, {});
    const [tray] = electron.trays;
    assert.equal(tray?.tip, 'Farport');
    await tells(electron, { screen: { vm: 'desktop-1', view: 'v' }, ports: [STICK] });
    assert.equal(tray.tip, 'Farport – Devices in use: 1');
    await tells(electron, { settings: { ...STATE.settings, language: 'zh-CN' }, ports: [STICK] });
    assert.equal(tray.tip, 'Farport – 使用中的设备：1');
    assert.deepEqual(
      tray.menu.map(({ label }) => label),
      ['显示 Farport', '归还所有设备', undefined, '退出'],
    );
  });

  it('shows the window, gives devices back, and quits', async () => {
    const electron = await started();
    await tells(electron, {});
    const [tray] = electron.trays;
    assert.equal(tray?.menu[1]?.enabled, false, 'nothing is open: there is nothing to give back');
    await tells(electron, { screen: { vm: 'desktop-1', view: 'v' }, ports: [STICK] });
    const shown = FakeWindow.last?.shown ?? 0;
    tray.emit('click');
    tray.menu[0]?.click?.();
    assert.equal(FakeWindow.last?.shown, shown + 2);
    assert.equal(tray.menu[1].enabled, true);
    tray.menu[1].click?.();
    await turn();
    assert.deepEqual(electron.engine.calls.at(-1), {
      name: 'window',
      args: { name: 'screen.close', args: {} },
    });
    tray.menu[3]?.click?.();
    await turn();
    assert.deepEqual(electron.engine.calls.at(-1), { name: 'stop', args: {} });
    assert.equal(electron.app.told.at(-1), 'quit');
  });

  it('is missing where the desktop has no place for it, and nothing else is', async () => {
    const electron = await started((one) => (one.panel = false));
    await tells(electron, { ports: [STICK] });
    assert.equal(electron.trays.length, 0);
    assert.equal(FakeWindow.last?.loaded.length, 1);
  });
});

describe('starting at login', () => {
  const settings = { ...STATE.settings, startAtLogin: true };
  const asked = (electron: FakeElectron) => electron.app.told.filter((what) => what.startsWith('at login'));

  for (const platform of ['darwin', 'win32'] as const) {
    it(`is told to ${platform} when it changes, and not with every change of anything`, async () => {
      const electron = await started(undefined, platform);
      await tells(electron, {});
      await tells(electron, { settings });
      await tells(electron, { settings, ports: [STICK] });
      await tells(electron, {});
      assert.deepEqual(asked(electron), ['at login false', 'at login true', 'at login false']);
    });
  }

  it('is a desktop entry on Linux, which Electron has no part in', async () => {
    const electron = await started();
    await tells(electron, { settings });
    assert.deepEqual(asked(electron), []);
  });
});

describe('the window', () => {
  it('takes the whole screen where the settings say kiosk, and else not', async () => {
    await started();
    assert.equal(FakeWindow.last?.options.kiosk, false);
    await started((electron) => {
      electron.engine.answers['start'] = () => ({ address: '', kiosk: true, port: 4000 });
    });
    assert.equal(FakeWindow.last.options.kiosk, true);
  });

  it('is told at once that the engine has died, not at its next call', async () => {
    const electron = await started();
    await tells(electron, {});
    const sent = () => FakeWindow.last?.webContents.sent.map(([channel]) => channel);
    assert.deepEqual(sent(), [STATE_CHANNEL]);
    electron.engine.emit('exit', 1);
    await turn();
    assert.deepEqual(sent(), [STATE_CHANNEL, GONE_CHANNEL]);
  });

  it('gives every device back when it is closed, before the app quits', async () => {
    const electron = await started();
    electron.app.emit('window-all-closed');
    await turn();
    assert.deepEqual(electron.engine.calls.at(-1), { name: 'stop', args: {} });
    assert.deepEqual(electron.app.told.slice(-2), ['quit later', 'quit']);
  });
});
