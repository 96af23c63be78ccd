/** A VM with several heads, each in a window of its own: pictures, pointer, keys, sizes, and the way back. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { text } from './painted-screen.ts';
import { startBrowser, until, ViewerUnderTest } from './viewer-under-test.ts';

describe('a VM with two heads', { timeout: 60_000 }, () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
  });

  /** Chooses the second screen: its window, which has joined. */
  async function second(viewer: ViewerUnderTest): Promise<Page> {
    const opening = viewer.page.context().waitForEvent('page');
    await viewer.page.locator('#heads').selectOption({ label: 'Screen 2' });
    const page = await opening;
    await page.setViewportSize({ width: 800, height: 642 });
    await page.locator('#vm', { hasText: 'desktop-1' }).waitFor();
    return page;
  }

  /** As a guest's driver does when it is told of another monitor. */
  async function turnedOn(viewer: ViewerUnderTest): Promise<void> {
    await viewer.hears(['monitor 1000x658 800x600+1000']);
    viewer.screen.setMode(800, 600, 1);
    viewer.screen.paintAll((x, y) => text(y, x), 1);
  }

  const shows = (viewer: ViewerUnderTest, page: Page) =>
    until('the second picture', async () => {
      const [shown, painted] = [await viewer.pixels(1, page), viewer.screen.pixelsOf(1)];
      return shown.length === painted.length && shown.every((pixel, n) => pixel === painted[n]);
    });

  it('speaks of screens only where there are several', async () => {
    await using one = await ViewerUnderTest.start(browser);
    one.screen.paintAll(text);
    await one.showsAll();
    assert.equal(await one.page.locator('#heads').isVisible(), false);
  });

  it('shows each in a window of its own, bit for bit, on a monitor of that size', async () => {
    await using viewer = await ViewerUnderTest.start(browser, { heads: 2 });
    viewer.screen.paintAll(text);
    await viewer.showsAll();
    await viewer.picture('heads-choice');
    const page = await second(viewer);
    await page.locator('#title', { hasText: 'desktop-1 does not use this screen yet' }).waitFor();
    await viewer.picture('heads-second-off', page);
    await turnedOn(viewer);
    await shows(viewer, page);
    await viewer.showsAll();
    assert.equal(await page.locator('#card').isVisible(), false);
    assert.equal(await viewer.page.locator('#desk canvas').nth(1).isVisible(), false);
    viewer.screen.paint(100, 100, 50, 40, () => 0xcc_22_22, 1);
    await shows(viewer, page);
    await viewer.picture('heads-second', page);
    assert.deepEqual(viewer.complaints, []);
  });

  it('takes pointer and keys in either window', async () => {
    await using viewer = await ViewerUnderTest.start(browser, { heads: 2 });
    viewer.screen.paintAll(text);
    const page = await second(viewer);
    await turnedOn(viewer);
    await shows(viewer, page);
    const from = viewer.screen.heard.length;
    await page.mouse.click(10, 52);
    await page.keyboard.press('KeyA');
    // Of 1800 x 658 pixels, this one is 1010,10: beside the first head.
    const [x, y] = [Math.floor((1010.5 * 32_768) / 1800), Math.floor((10.5 * 32_768) / 658)];
    await until('the click', () =>
      viewer.screen.heard.slice(from).some((line) => {
        const [, left, top, buttons] = /^point (\d+),(\d+) (\d+)$/.exec(line) ?? [];
        return Math.abs(Number(left) - x) <= 9 && Math.abs(Number(top) - y) <= 25 && buttons === '1';
      }),
    );
    await viewer.hears(['key 30 down', 'key 30 up'], from);
  });

  it('has its pointer’s picture on whichever head it is', async () => {
    await using viewer = await ViewerUnderTest.start(browser, { heads: 2 });
    const { screen } = viewer;
    screen.paintAll(text);
    await viewer.showsAll();
    const page = await second(viewer);
    await turnedOn(viewer);
    await shows(viewer, page);
    const cursors = () =>
      Promise.all(
        [viewer.page, page].map((each) =>
          each.evaluate('document.querySelector("#desk").style.cursor').then(String),
        ),
      );
    // As Linux does: a picture for the head that it enters, none for the head that it leaves, in the order of heads.
    screen.setCursor(1, 1, () => 0xff00_0000);
    await until('a pointer', async () =>
      (await cursors()).every((each) => each.endsWith('1x) 1 1, default')),
    );
    screen.hideCursor(0);
    screen.setCursor(2, 2, () => 0xff00_0000, 1);
    await until('it on head 1', async () =>
      (await cursors()).every((each) => each.endsWith('1x) 2 2, default')),
    );
    screen.setCursor(3, 3, () => 0xff00_0000);
    screen.hideCursor(1);
    await until('it on head 0', async () =>
      (await cursors()).every((each) => each.endsWith('1x) 3 3, default')),
    );
    screen.hideCursor(0);
    await until('it hidden', async () => (await cursors()).every((each) => each === 'none'));
  });

  it('says in the first window that the link is lost, greys the second, and both come back', async () => {
    await using viewer = await ViewerUnderTest.start(browser, { heads: 2 });
    viewer.screen.paintAll(text);
    const page = await second(viewer);
    await turnedOn(viewer);
    await shows(viewer, page);
    viewer.agent.refusal = { status: 503, code: 'vm.not_running' };
    viewer.agent.cut();
    await page.locator('#desk[data-stale="true"]').waitFor();
    viewer.agent.refusal = undefined;
    await page.locator('#desk[data-stale="false"]').waitFor();
    viewer.screen.paintAll(text, 1);
    await shows(viewer, page);
  });

  it('is one screen again when the window is closed, and none is left when the first one is', async () => {
    await using viewer = await ViewerUnderTest.start(browser, { heads: 2 });
    viewer.screen.paintAll(text);
    const page = await second(viewer);
    await turnedOn(viewer);
    await shows(viewer, page);
    const from = viewer.screen.heard.length;
    // It goes in the midst of the click.
    await Promise.all([
      page.waitForEvent('close'),
      page
        .locator('#close')
        .click()
        .catch(() => undefined),
    ]);
    await viewer.hears(['monitor 1000x658'], from);
    // A guest that goes on with its second screen has it beside the first, with the picture that it had.
    await viewer.page.locator('#desk canvas').nth(1).waitFor();
    await shows(viewer, viewer.page);
    const again = await second(viewer);
    await shows(viewer, again);
    const gone = again.waitForEvent('close');
    await viewer.page.close();
    await gone;
  });

  it('takes a canvas from no window but its own', async () => {
    await using viewer = await ViewerUnderTest.start(browser, { heads: 2 });
    viewer.screen.paintAll(text);
    await viewer.showsAll();
    await viewer.page.evaluate(`(() => {
      const canvas = new OffscreenCanvas(1, 1);
      const { port1 } = new MessageChannel();
      window.postMessage({ type: 'head-window', head: 1, canvas }, '/', [canvas, port1]);
    })()`);
    const stray = await viewer.page.context().newPage();
    await stray.goto(new URL('head.html?head=1', viewer.page.url()).href);
    await stray.locator('#title', { hasText: 'Farport does not answer' }).waitFor();
    viewer.screen.paintAll((x, y) => text(y, x));
    await viewer.showsAll();
    assert.deepEqual(viewer.complaints, []);
  });
});
