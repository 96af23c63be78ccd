// The screen as a person has it: Chromium on this machine, `farport view`, the agent and a stock guest in the lab. What
// the page shows is compared with the guest's own frame buffer, and what the person does with what the guest heard.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { ForwardedPort } from '../lab/forward.ts';
import { startBrowser, until, ViewerPage, type PageOptions } from '../viewer/viewer-page.ts';
import { LocalProcess } from './local-process.ts';
import { clientProgram } from './programs.ts';
import { WholePath } from './whole-path.ts';

const vm = 'desktop';
const width = 640;
const height = 480;
/** What of the page is not the screen's. */
const toolbarHeight = 42;
const whole = { width, height: height + toolbarHeight };

describe('a person before the screen of a VM', { timeout: 900_000 }, () => {
  let browser: Browser;
  let path: WholePath;
  let agentPort: ForwardedPort;
  let viewer: ViewerPage;
  let view: LocalProcess | undefined;

  before(async () => {
    browser = await startBrowser();
    path = await WholePath.start({
      vms: { [vm]: '6.12' },
      settings: { [vm]: { display: { width, height } } },
    });
    agentPort = await ForwardedPort.open(path.lab, 4747);
    const { guest } = path;
    // A cursor that blinks would change the screen between two looks at it.
    await guest(vm).run('echo 0 >/sys/class/graphics/fbcon/cursor_blink; printf "\\033[?25l" >/dev/tty1');
    ({ viewer, view } = await open({ viewport: whole }));
  });

  afterEach((test) => {
    if ('passed' in test) path.tellFailure(test);
  });

  after(async () => {
    view?.kill();
    await browser.close();
    await agentPort?.close();
    await path?.stop();
  });

  /** `farport view`, and its page in a window. */
  async function open(options: PageOptions): Promise<{ viewer: ViewerPage; view: LocalProcess }> {
    const where = ['--agent', `127.0.0.1:${agentPort.port}`, '--fingerprint', path.fingerprint];
    const process = LocalProcess.start([...clientProgram, 'view', vm, ...where, '--no-window'], {
      FARPORT_TICKET: await path.ticket(vm),
    });
    const [, address = ''] = await process.waitForOutput(/open: (\S+)/);
    return { viewer: await ViewerPage.open(browser, address, options), view: process };
  }

  /** SHA-256 of the page's picture as the guest's frame buffer holds it. */
  const seen = async () =>
    createHash('sha256')
      .update(new Uint8Array((await viewer.pixels()).buffer))
      .digest('hex');
  const inGuest = async (command: string) => (await path.guest(vm).check(command)).trim();
  const shown = async () => (await inGuest('sha256sum </dev/fb0')).split(' ')[0];
  const showsAll = () => until('the same picture', async () => (await seen()) === (await shown()));

  it('sees the guest’s console, bit for bit', async () => {
    await viewer.says(undefined);
    await inGuest('for n in 1 2 3 4 5 6; do echo "line $n: the quick brown fox"; done >/dev/tty1');
    await showsAll();
    assert.equal((await viewer.pixels()).length, width * height);
    assert.ok(new Set(await viewer.pixels()).size > 1, 'there is text on it');
    await viewer.picture('vm-console');
  });

  it('types, and sees what was typed', async () => {
    await inGuest('(cat </dev/tty1 >/tmp/typed &)');
    const before = await seen();
    await viewer.page.locator('#desk').focus();
    await viewer.page.keyboard.type('Farport 42, hello!');
    await viewer.page.keyboard.press('Enter');
    await until(
      'the text in the guest',
      async () => (await inGuest('cat /tmp/typed')) === 'Farport 42, hello!',
    );
    await showsAll();
    assert.notEqual(await seen(), before);
    await viewer.picture('vm-typed');
  });

  it('reads a page that scrolls, and loses nothing of it', async () => {
    await inGuest('n=0; while [ $n -lt 100 ]; do n=$((n+1)); echo "$n * $n = $((n*n))"; done >/dev/tty1');
    await showsAll();
  });
});
