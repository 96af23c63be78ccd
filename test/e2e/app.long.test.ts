// The client app as a person sits at it: its engine on the lab's real USB bus, the agent and a stock guest beside it, and
// its window in Chromium on this machine. What the window says is compared with what the client and the guest have.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { ApiCaller } from '../../apps/agent/src/testing/api-caller.ts';
import { buildApp, keepPicture } from '../app/app-under-test.ts';
import { ForwardedPort } from '../lab/forward.ts';
import { checkout } from '../lab/machine.ts';
import { makeStick, removeStick, type Stick } from '../lab/stick.ts';
import { firstPicture, pixelsOf, startBrowser, until } from '../viewer/viewer-page.ts';
import { Lines } from './lines.ts';
import { LocalProcess } from './local-process.ts';
import { patienceMs, WholePath, wholePathEnv, type Program } from './whole-path.ts';

const vm = 'desktop-1';
const user = 'wang';
const password = 'an umbrella stands in the corner';
const appProgram = [
  `${checkout}/node_modules/.bin/node`,
  'apps/client/app/shell/client.node.ts',
  '--no-window',
];
const pluggedIn = 'QEMU USB HARDDRIVE was plugged in';
const rule = 'Sticks of strangers stay out';
/** Far above what anything in an emulated machine takes. */
const waitMs = 120_000;

describe('a person before the client app', { timeout: 1_200_000 }, () => {
  let browser: Browser;
  let path: WholePath;
  let sticks: { readonly good: Stick; readonly denied: Stick };
  let agentPort: ForwardedPort;
  let app: Program;
  let appPort: ForwardedPort;
  let page: Page;
  /** What the window's console said that is no good. */
  const complaints: string[] = [];

  before(async () => {
    browser = await startBrowser();
    buildApp();
    const [good, denied] = await Promise.all([
      makeStick({ fileSystem: 'vfat', files: { 'a.txt': 'hello\n', 'big.bin': 4 << 20 } }),
      makeStick({ fileSystem: 'vfat', files: { 'b.txt': 'hello too\n' } }),
    ]);
    sticks = { good, denied };
    path = await WholePath.start({
      vms: { [vm]: '6.12' },
      engine: false,
      settings: { [vm]: { display: { width: 720, height: 480 } } },
    });
    agentPort = await ForwardedPort.open(path.lab, 4747);
    await makeAccount();
    await inGuest('echo 0 >/sys/class/graphics/fbcon/cursor_blink; printf "\\033[?25lhello\\n" >/dev/tty1');
    await startApp();
  });

  afterEach(async (test) => {
    if (!('passed' in test) || test.passed) return;
    await picture('failure');
    console.error(`The app said:\n${[...app.lines.all, ...complaints].join('\n')}`);
    path.tellFailure(test);
  });

  after(async () => {
    await browser.close();
    await appPort.close();
    await agentPort.close();
    await path.stop();
    await Promise.all([removeStick(sticks.good), removeStick(sticks.denied)]);
  });

  const inGuest = async (command: string) =>
    (await path.guest(vm).check(command, { timeoutMs: patienceMs })).trim();

  /** Somebody with a password of their own, who may use the VM, and a rule that keeps one stick out. */
  async function makeAccount(): Promise<void> {
    const api = new ApiCaller(agentPort.port, 1);
    const ask = async (...[who, method, at, more]: Parameters<ApiCaller['ask']>) => {
      const answer = await api.ask(who, method, at, more);
      assert.ok(answer.status < 300, `${method} ${at}: ${answer.text}`);
      return answer;
    };
    const made = await path.agentDoes('user', 'create', user, '--role', 'user');
    const first = { name: user, password: made.trim() };
    const { headers, json } = await ask(undefined, 'POST', '/session', { body: first });
    const userId = (json as { user: { id: string } }).user.id;
    const session = /=([^;]+)/.exec(headers['set-cookie']?.[0] ?? '')?.[1] ?? '';
    const changed = { password: first.password, newPassword: password };
    await ask({ session }, 'POST', '/session/password', { body: changed });
    const scopes = ['--scope', 'policy:write', 'vms:write', 'fleet:read'];
    const token = (await path.agentDoes('token', 'create', 'test', '--user', 'admin', ...scopes)).trim();
    const vms = (await ask({ token }, 'GET', '/vms')).json as { items: { id: string }[] };
    await ask({ token }, 'PUT', `/vms/${vms.items[0]?.id}/grants/user/${userId}`);
    const now = (await ask({ token }, 'GET', '/policy')).json as {
      version: number;
      document: { rules: object[] };
    };
    const denial = {
      id: 'strangers',
      name: rule,
      enabled: true,
      effect: 'deny',
      device: { serials: ['DENIED-1'] },
    };
    const document = { ...now.document, rules: [denial, ...now.document.rules] };
    const body = { version: now.version, document, comment: '' };
    await ask({ token }, 'PUT', '/policy', { body });
    api.close();
  }

  /** The app in the lab, its window here. */
  async function startApp(): Promise<void> {
    const process = path.lab.spawn(appProgram, { env: wholePathEnv });
    const lines = new Lines(process);
    const address = /http:\S+/.exec(await lines.waitFor(/http:/))?.[0] ?? '';
    const pid = Number(await path.lab.check(`pgrep -of app/shell/client.node.ts`));
    app = { process, lines, pid };
    const port = Number(new URL(address).port);
    appPort = await ForwardedPort.open(path.lab, port, port);
    await openWindow(address);
  }

  async function openWindow(address: string): Promise<void> {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1060, height: 565 } });
    page = await context.newPage();
    page.setDefaultTimeout(waitMs);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('requestfailed', (request) =>
      complaints.push(`${request.url()}: ${request.failure()?.errorText}`),
    );
    await page.goto(address);
    await page.waitForURL('**/app/');
    await page.locator('h1').first().waitFor();
  }

  /** Makes the window so large that the screen in it is as large as the guest's picture is. */
  async function fitWindow(): Promise<void> {
    const stage = await viewer().locator('#stage').boundingBox();
    const window = page.viewportSize();
    assert.ok(stage !== null && window !== null);
    const width = window.width - Math.round(stage.width) + 720;
    const height = window.height - Math.round(stage.height) + 480;
    await page.setViewportSize({ width, height });
  }

  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const viewer = (): FrameLocator => page.frameLocator('iframe');
  const viewerPage = (): Frame => {
    const frame = page.frames().find((one) => one.url().includes('/view/'));
    assert.ok(frame, 'the screen is in a frame of its own');
    return frame;
  };
  const device = (serial: string): Locator => page.locator('.device', { hasText: serial });
  const picture = (name: string) => keepPicture(page, `e2e-app-${name}`);
  /** SHA-256 of what the window shows, as the guest's frame buffer holds it. */
  const seen = async () => {
    const pixels = await pixelsOf(viewerPage());
    return createHash('sha256').update(new Uint8Array(pixels.buffer)).digest('hex');
  };
  const shown = async () => (await inGuest('sha256sum </dev/fb0')).split(' ')[0];
  const showsAll = () => until('the same picture', async () => (await seen()) === (await shown()), waitMs);
  /** The driver that the client's own kernel has for a stick. */
  const driverHere = (serial: string) =>
    path.lab
      .check(
        `for d in /sys/bus/usb/devices/*-*; do [ "$(cat $d/serial 2>/dev/null)" = ${serial} ] && basename "$(readlink $d:1.0/driver)"; done; true`,
      )
      .then((text) => text.trim());

  /** From the first page to the VMs that this person has. */
  async function signIn(address: string): Promise<void> {
    await page.locator('form input').fill(address);
    await button('Go on').click();
    await page.getByRole('heading', { name: 'Is this the right server?' }).waitFor();
    const shownFingerprint = await page.locator('.fingerprint').innerText();
    assert.equal(shownFingerprint.replaceAll(/\s/g, ''), path.fingerprint);
    await button('It is the same').click();
    await page.getByLabel('Name').fill(user);
    await page.getByLabel('Password').fill(password);
    await button('Sign in').last().click();
    await button(`Open ${vm}`).waitFor();
  }

  it('goes from the fingerprint over their account to the VM’s screen', async (context) => {
    await signIn(path.address);
    await button(`Open ${vm}`).click();
    const took = await firstPicture(page);
    context.diagnostic(`from the click to the first picture: ${took.toFixed(0)} ms`);
    await picture('opened');
    await viewer().locator('#desk canvas').first().waitFor();
    await viewer().locator('#card').waitFor({ state: 'hidden' });
    await fitWindow();
    await inGuest('for n in 1 2 3; do echo "line $n: the quick brown fox"; done >/dev/tty1');
    await showsAll();
    await picture('screen');
  });

  it('types, and the guest hears it', async () => {
    await inGuest('(cat </dev/tty1 >/tmp/typed 2>&1 &)');
    await viewer().locator('#desk').focus();
    // A guest repeats a key whose end comes late, as that of the first one does here: so it is one without a letter.
    for (let n = 0; n < 3; n += 1) await page.keyboard.press('Shift');
    await page.keyboard.type('hello from the app');
    await page.keyboard.press('Enter');
    await until('the text', async () => (await inGuest('cat /tmp/typed')) === 'hello from the app', waitMs);
  });

  it('is asked quietly about a stick that is plugged in, and keeps it here', async () => {
    await path.lab.plug({ id: 'good', kind: 'storage', image: sticks.good.image, serial: 'GOOD-1' });
    const question = page.getByRole('group', { name: pluggedIn });
    await question.waitFor();
    await picture('question');
    await question.getByRole('button', { name: 'Here' }).click();
    await question.waitFor({ state: 'detached' });
    await until('its driver', async () => (await driverHere('GOOD-1')) === 'usb-storage', waitMs);
  });

  it('switches it on in the panel, and its files are read in the guest', async () => {
    await device('GOOD-1').getByRole('switch').click();
    await page.locator('.device[data-state="in_vm"]', { hasText: 'GOOD-1' }).waitFor();
    const sum = await path.onPartition(vm, 'GOOD-1', 'ro', 'sha256sum $m/big.bin');
    assert.equal(sum.split(' ')[0], sticks.good.files.get('big.bin'));
    assert.notEqual(await driverHere('GOOD-1'), 'usb-storage');
    await picture('stick-in-vm');
  });

  it('goes on by itself when the agent was killed and is back, the stick too', async () => {
    await path.lab.check(`kill -9 ${path.agent.pid}`);
    await path.agent.process.ended;
    await viewer().locator('#title', { hasText: 'The connection is lost' }).waitFor();
    await page.locator('.device[data-state="waiting"]', { hasText: 'GOOD-1' }).waitFor();
    await picture('lost');
    await path.startAgent();
    await path.agent.lines.waitFor(/"event":"vm\.adopted"/);
    await viewer().locator('#card').waitFor({ state: 'hidden' });
    await page.locator('.device[data-state="in_vm"]', { hasText: 'GOOD-1' }).waitFor();
    await path.reconnectConsole(vm);
    await showsAll();
    const sum = await path.onPartition(vm, 'GOOD-1', 'ro', 'sha256sum $m/a.txt');
    assert.equal(sum.split(' ')[0], sticks.good.files.get('a.txt'));
    await picture('again');
  });

  it('reads which rule keeps a stick out, has no switch for it, and is not asked about it', async () => {
    await path.lab.plug({ id: 'denied', kind: 'storage', image: sticks.denied.image, serial: 'DENIED-1' });
    const denied = page.locator('.device[data-state="forbidden"]', { hasText: 'DENIED-1' });
    await denied.waitFor();
    await denied.getByText(`The rule “${rule}” of the server forbids it.`).waitFor();
    assert.equal(await denied.getByRole('switch').count(), 0);
    assert.equal(await page.getByRole('group', { name: pluggedIn }).count(), 0);
    await until('its driver', async () => (await driverHere('DENIED-1')) === 'usb-storage', waitMs);
    await picture('forbidden');
  });

  it('closes the app, and every device is back with the local driver', async () => {
    // As whoever closes its window, or the terminal it runs in.
    await path.lab.check(`kill ${app.pid}`);
    assert.equal((await app.process.ended).exitCode, 0);
    await until('the driver', async () => (await driverHere('GOOD-1')) === 'usb-storage', waitMs);
    await page.getByText('Farport’s engine has ended').waitFor();
    const text = await path.onClientPartition('GOOD-1', 'sha256sum $m/a.txt');
    assert.equal(text.split(' ')[0], sticks.good.files.get('a.txt'));
  });

  it('opens the screen from an app that runs on no emulated machine', async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'farport-app-'));
    const places = ['XDG_RUNTIME_DIR', 'XDG_STATE_HOME', 'XDG_CONFIG_HOME'].map((name) => [name, folder]);
    const local = LocalProcess.start(appProgram, Object.fromEntries(places) as Record<string, string>);
    try {
      const [address] = await local.waitForOutput(/http:\S+/);
      await openWindow(address);
      await signIn(`127.0.0.1:${agentPort.port}`);
      for (let n = 0; n < 3; n += 1) {
        await button(`Open ${vm}`).click();
        const took = await firstPicture(page);
        context.diagnostic(`from the click to the first picture: ${took.toFixed(0)} ms`);
        await page.getByRole('button', { name: `Leave ${vm}` }).click();
        await button(`Open ${vm}`).waitFor();
      }
    } finally {
      local.kill();
      await local.ended;
      rmSync(folder, { recursive: true });
    }
  });
});
