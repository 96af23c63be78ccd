/** A person with two monitors: a VM's second screen opens on the second one, and each fills its own. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { text } from './painted-screen.ts';
import { until, ViewerUnderTest } from './viewer-under-test.ts';
import { XMonitors } from './x-monitors.ts';

const LEFT = { width: 1024, height: 768 };
const RIGHT = { width: 1280, height: 720 };

describe('a person with two monitors', { timeout: 90_000 }, () => {
  let monitors: XMonitors;
  let browser: Browser;

  before(async () => {
    monitors = await XMonitors.start([LEFT, RIGHT]);
    try {
      browser = await monitors.startBrowser();
    } catch (error) {
      await monitors.close();
      throw error;
    }
  });

  after(async () => {
    await browser.close();
    await monitors.close();
  });

  /** As a person does who is asked whether the page may know the monitors. */
  async function allowMonitors(): Promise<void> {
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.grantPermissions', { permissions: ['windowManagement'] });
  }

  const placeOf = (page: Page) =>
    page.evaluate<number[]>('[screenX, screenY, innerWidth, innerHeight]').then(String);

  it('has a screen of the VM on each, in full, pixel for pixel', async () => {
    const [context] = browser.contexts();
    assert.ok(context);
    await using viewer = await ViewerUnderTest.start(context, { heads: 2 });
    const { screen } = viewer;
    await allowMonitors();
    screen.paintAll(text);
    const opening = viewer.page.context().waitForEvent('page');
    await viewer.page.locator('#heads').selectOption({ label: 'Screen 2' });
    const second = await opening;
    await second.locator('#vm', { hasText: 'desktop-1' }).waitFor();
    await until(
      'the second window on the second monitor',
      async () => (await second.evaluate<number>('screenX')) >= LEFT.width,
    );
    for (const page of [viewer.page, second]) {
      await page.bringToFront();
      await page.locator('#full').click();
    }
    await until('both in full screen', async () => {
      const places = [await placeOf(viewer.page), await placeOf(second)];
      return places[0] === '0,0,1024,768' && places[1] === '1024,0,1280,720';
    });
    // The guest is asked for monitors of just these sizes, beside each other, and turns them on.
    await viewer.hears(['monitor 1024x768 1280x720+1024']);
    screen.setMode(LEFT.width, LEFT.height);
    screen.setMode(RIGHT.width, RIGHT.height, 1);
    screen.paintAll(text);
    screen.paintAll((x, y) => text(y, x), 1);
    await viewer.showsAll();
    await until('the second picture', async () => {
      const [shown, painted] = [await viewer.pixels(1, second), screen.pixelsOf(1)];
      return shown.length === painted.length && shown.every((pixel, n) => pixel === painted[n]);
    });
    for (const page of [viewer.page, second]) {
      const scale = await page.evaluate<number>(
        '(([canvas]) => canvas.getBoundingClientRect().width / canvas.width)([...document.querySelectorAll("#desk canvas")].filter((each) => each.getBoundingClientRect().width > 0))',
      );
      assert.equal(scale, 1);
    }
    // The right monitor's last pixel is the last one of the guest's whole desktop.
    const from = screen.heard.length;
    await second.mouse.move(RIGHT.width - 1, RIGHT.height - 1);
    const [x, y] = [((2304 - 0.5) * 32_768) / 2304, ((720 - 0.5) * 32_768) / 768];
    await until('the pointer in the corner', () =>
      screen.heard.slice(from).some((line) => {
        const [, left, top] = /^point (\d+),(\d+) /.exec(line) ?? [];
        return Math.abs(Number(left) - x) <= 8 && Math.abs(Number(top) - y) <= 22;
      }),
    );
    await viewer.picture('monitors-left');
    await viewer.picture('monitors-right', second);
    assert.deepEqual(viewer.complaints, []);
  });
});
