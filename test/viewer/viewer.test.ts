/** A person before the viewer, in Chromium: what they see, what they do, and what they are told. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { createMemoryPair } from '@farport/protocol';
import { CanvasViewer } from '../../packages/vmm/src/display/testing/canvas-viewer.ts';
import { tabletPlace } from '../../packages/vmm/src/display/pointer-map.ts';
import { text } from './painted-screen.ts';
import { startBrowser, until, ViewerUnderTest } from './viewer-under-test.ts';

describe('the viewer', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
  });

  it('shows the screen bit for bit, and every change', async () => {
    await using viewer = await ViewerUnderTest.open(browser);
    const { screen } = viewer;
    screen.paintAll(text);
    await viewer.says(undefined);
    await viewer.showsAll();
    for (let n = 1; n < 4; n += 1) {
      screen.paintAll((x, y) => text(x, y + 8 * n));
      await viewer.showsAll();
    }
    screen.paint(100, 50, 40, 30, (x, y) => (x << 16) | (y << 8) | (x ^ y));
    await viewer.showsAll();
    await viewer.page.locator('#figures').click();
    await viewer.picture('screen-en');
    assert.deepEqual(viewer.complaints, []);
  });

  it('shows a photograph, then exactly that', async () => {
    await using viewer = await ViewerUnderTest.open(browser);
    await viewer.says(undefined);
    viewer.screen.paintAll((x, y) => {
      const wave = (n: number) => Math.round(127 + 120 * Math.sin(n));
      return (wave(x / 37 + y / 91) << 16) | (wave(x / 53 - y / 41 + 1) << 8) | wave((x * y) / 30_000);
    });
    await viewer.showsAll();
    await viewer.picture('photograph');
  });
});
