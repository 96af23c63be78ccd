/** A person before the viewer, in Chromium: what they see, what they do, and what they are told. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
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
    await using viewer = await ViewerUnderTest.start(browser);
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
    await using viewer = await ViewerUnderTest.start(browser);
    await viewer.says(undefined);
    viewer.screen.paintAll((x, y) => {
      const wave = (n: number) => Math.round(127 + 120 * Math.sin(n));
      return (wave(x / 37 + y / 91) << 16) | (wave(x / 53 - y / 41 + 1) << 8) | wave((x * y) / 30_000);
    });
    await viewer.showsAll();
    await viewer.picture('photograph');
  });

  it('puts the pointer on the pixel in all four corners, at three scales, on a fine display too', async () => {
    for (const [deviceScaleFactor, mode] of [
      [1, 'fit'],
      [1, 'one'],
      [1, 'integer'],
      [2, 'fit'],
    ] as const) {
      await using viewer = await ViewerUnderTest.start(browser, { deviceScaleFactor });
      const { screen, page } = viewer;
      await page.locator('#scale').selectOption(mode);
      screen.setMode(400, 300);
      screen.paintAll(text);
      await viewer.says(undefined);
      await viewer.showsAll();
      const box = await page.locator('#desk').boundingBox();
      assert.ok(box);
      const scale = { fit: Math.min(1000 / 400, 658 / 300), one: 1, integer: 2 }[mode];
      assert.ok(Math.abs(box.width - 400 * scale) < 1, `${mode}: ${box.width} wide`);
      for (const [x, y] of [
        [0, 0],
        [399, 0],
        [0, 299],
        [399, 299],
        [123, 45],
      ] as const) {
        const from = screen.heard.length;
        await page.mouse.move(box.x + (x + 0.5) * scale, box.y + (y + 0.5) * scale);
        const place = tabletPlace([{ x: 0, y: 0, width: 400, height: 300 }], 0, x, y);
        await viewer.hears([`point ${place?.x},${place?.y} 0`], from);
      }
      await viewer.picture(`scale-${mode}-${deviceScaleFactor}`);
    }
  });

  it('tells keys by their place, buttons and wheel, and lets everything go when the person looks elsewhere', async () => {
    await using viewer = await ViewerUnderTest.start(browser);
    const { screen, page } = viewer;
    screen.paintAll(text);
    await viewer.says(undefined);
    await viewer.showsAll();
    await page.mouse.click(500, 300, { button: 'right' });
    await page.mouse.wheel(0, 100);
    await page.keyboard.down('ControlLeft');
    await page.keyboard.press('KeyW');
    await page.keyboard.press('F5');
    await page.keyboard.up('ControlLeft');
    const place = tabletPlace([{ x: 0, y: 0, width: 1000, height: 658 }], 0, 500, 258);
    await viewer.hears([
      `point ${place?.x},${place?.y} 4`,
      `point ${place?.x},${place?.y} 0`,
      'wheel 0,-120',
      'key 29 down',
      'key 17 down',
      'key 17 up',
      'key 63 down',
      'key 63 up',
      'key 29 up',
    ]);
    let from = screen.heard.length;
    await page.keyboard.down('KeyA');
    await page.locator('#figures').focus();
    await viewer.hears(['key 30 down', 'release'], from);
    await page.locator('#desk').focus();
    from = screen.heard.length;
    for (const key of ['ControlLeft', 'AltLeft', 'ShiftLeft']) await page.keyboard.down(key);
    await page.keyboard.up('ShiftLeft');
    await viewer.hears(['key 29 down', 'key 56 down', 'key 42 down', 'release'], from);
    assert.equal(await page.evaluate('document.activeElement.id'), 'keys');
    from = screen.heard.length;
    await page.locator('#keys').selectOption({ label: 'Ctrl + Alt + Del' });
    await viewer.hears(
      ['key 29 down', 'key 56 down', 'key 111 down', 'key 111 up', 'key 56 up', 'key 29 up'],
      from,
    );
    assert.deepEqual(viewer.complaints, []);
  });

  it('tells how far the pointer moves while the guest holds it, and gives it back by the chord', async () => {
    await using viewer = await ViewerUnderTest.start(browser);
    const { screen, page } = viewer;
    screen.paintAll(text);
    await viewer.says(undefined);
    await viewer.showsAll();
    await page.locator('#hold').click();
    await until('the lock', () =>
      page.evaluate('document.pointerLockElement?.id').then((id) => id === 'desk'),
    );
    assert.equal(await page.locator('#hold').getAttribute('aria-pressed'), 'true');
    await page.mouse.move(400, 300);
    const from = screen.heard.length;
    await page.mouse.move(430, 280);
    await page.mouse.down();
    await page.mouse.up();
    await page.mouse.wheel(0, 100);
    await viewer.hears(['move 30,-20 0', 'move 0,0 1', 'move 0,0 0', 'wheel 0,-120'], from);
    for (const key of ['ControlLeft', 'AltLeft', 'ShiftLeft']) await page.keyboard.down(key);
    await page.keyboard.up('ShiftLeft');
    await until('the pointer back', () =>
      page.evaluate('document.pointerLockElement === null').then(Boolean),
    );
    assert.deepEqual(viewer.complaints, []);
  });

  it('takes a tap for a click', async () => {
    await using viewer = await ViewerUnderTest.start(browser, { hasTouch: true });
    const { screen, page } = viewer;
    screen.paintAll(text);
    await viewer.says(undefined);
    await viewer.showsAll();
    await page.touchscreen.tap(500, 300);
    const place = tabletPlace([{ x: 0, y: 0, width: 1000, height: 658 }], 0, 500, 258);
    const at = `${place?.x},${place?.y}`;
    await viewer.hears([`point ${at} 0`, `point ${at} 1`, `point ${at} 0`]);
  });

  it('asks for a screen that fits its window, and shows it pixel for pixel', async () => {
    await using viewer = await ViewerUnderTest.start(browser);
    const { screen, page } = viewer;
    await viewer.hears(['monitor 1000x658']);
    await page.setViewportSize({ width: 873, height: 542 });
    await viewer.hears(['monitor 873x500']);
    screen.setMode(873, 500);
    screen.paintAll(text);
    await viewer.showsAll();
    assert.equal(await page.locator('#desk').getAttribute('data-scale'), '1');
  });

  it('pastes in the guest what was copied here, and here what was copied there, where it may', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    await using viewer = await ViewerUnderTest.start(browser, { permissions });
    const { screen, page } = viewer;
    const select = page.locator('#clipboard');
    await viewer.says(undefined);
    await page.evaluate(`navigator.clipboard.writeText('copied here')`);
    assert.ok(await select.isDisabled());
    const guest = screen.bringAgent();
    await until('the agent', () => select.isEnabled());
    await until('the offer', () => guest.heard.includes('offer text'));
    guest.asks('text');
    await until('the text', () => guest.heard.includes('text copied here'));
    guest.copies('copied there');
    const text = () => page.evaluate('navigator.clipboard.readText()');
    await until('the text here', async () => (await text()) === 'copied there');
    await select.selectOption('off');
    guest.copies('a secret');
    guest.asks('text');
    await until('no text', () => guest.heard.at(-1) === 'text nothing');
    assert.equal(await text(), 'copied there');
    await select.selectOption('take');
    await viewer.picture('clipboard-en');
    await page.locator('#language').selectOption('zh-Hans');
    await viewer.picture('clipboard-zh');
    assert.deepEqual(viewer.complaints, []);
  });

  it('shows which lights of the guest’s keyboard are on, while there is a guest', async () => {
    await using viewer = await ViewerUnderTest.start(browser);
    const { screen, page } = viewer;
    screen.paintAll(text);
    await viewer.showsAll();
    const locks = page.locator('#locks');
    assert.equal(await locks.innerText(), '');
    screen.setLeds({ num: false, caps: true, scroll: false });
    await page.getByRole('img', { name: 'Caps Lock is on in desktop-1' }).waitFor();
    assert.equal(await locks.innerText(), 'A');
    await viewer.picture('caps-lock');
    await page.locator('#language').selectOption('zh-Hans');
    await page.getByRole('img', { name: 'desktop-1 的大写锁定已打开' }).waitFor();
    viewer.agent.refusal = { status: 503, code: 'vm.not_running' };
    viewer.agent.cut();
    await until('no light', async () => (await locks.innerText()) === '');
  });

  it('has the guest’s cursor, hot spot and all', async () => {
    await using viewer = await ViewerUnderTest.start(browser);
    const { screen, page } = viewer;
    screen.paintAll(text);
    const colour = (x: number, y: number) => (x + y < 40 ? 0xff20_40c0 : 0);
    screen.setCursor(5, 7, colour);
    await viewer.showsAll();
    const cursor = () => page.evaluate('document.querySelector("#desk").style.cursor').then(String);
    await until('a cursor', async () => (await cursor()).includes('blob:'));
    assert.match(await cursor(), /1x\) 5 7, default$/);
    const url = /blob:[^"]*/.exec(await cursor())?.[0];
    const pixels = await page.evaluate(`new Promise((resolve, reject) => {
      const image = new Image();
      image.onerror = reject;
      image.onload = () => {
        const context = new OffscreenCanvas(64, 64).getContext('2d');
        context.drawImage(image, 0, 0);
        resolve([...context.getImageData(0, 0, 64, 64).data]);
      };
      image.src = ${JSON.stringify(url)};
    })`);
    const expected = Array.from({ length: 64 * 64 }, (_, n) =>
      colour(n % 64, Math.floor(n / 64)) === 0 ? [0, 0, 0, 0] : [0x20, 0x40, 0xc0, 0xff],
    ).flat();
    assert.deepEqual(pixels, expected);
  });

  it('leaves the keyboard to the page while no VM has it', async () => {
    await using viewer = await ViewerUnderTest.start(browser);
    const { page, agent } = viewer;
    viewer.screen.paintAll(text);
    await viewer.says(undefined);
    await until('the screen has the keyboard', async () => (await viewer.focused()) === 'desk');
    assert.match(
      await page.evaluate<string>('document.activeElement.ariaDescription'),
      /Ctrl \+ Alt \+ Shift/,
    );
    agent.refusal = { status: 403, code: 'ticket.expired' };
    agent.cut();
    await viewer.says('The ticket does not open desktop-1');
    const { dials } = agent;
    // What somebody is still typing presses no button.
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    assert.equal(agent.dials, dials);
    await page.keyboard.press('Tab');
    assert.equal(await viewer.focused(), 'act');
    agent.refusal = undefined;
    await page.keyboard.press('Enter');
    await viewer.says(undefined);
    await until('the screen has the keyboard again', async () => (await viewer.focused()) === 'desk');
    const from = viewer.screen.heard.length;
    await page.keyboard.press('KeyB');
    await viewer.hears(['key 48 down', 'key 48 up'], from);
  });

  it('fills the screen, with the keys that the browser keeps otherwise, and gives both back by the chord', async () => {
    await using viewer = await ViewerUnderTest.start(browser);
    const { page } = viewer;
    viewer.screen.paintAll(text);
    await viewer.says(undefined);
    await page.evaluate(
      `globalThis.locks = 0; navigator.keyboard.lock = () => { globalThis.locks += 1; return Promise.resolve(); }`,
    );
    await page.locator('#full').click();
    await page.waitForFunction('document.fullscreenElement !== null && document.activeElement.id === "desk"');
    assert.equal(await page.evaluate('globalThis.locks'), 1);
    for (const key of ['Control', 'Alt', 'Shift']) await page.keyboard.down(key);
    for (const key of ['Shift', 'Alt', 'Control']) await page.keyboard.up(key);
    await page.waitForFunction('document.fullscreenElement === null');
    assert.notEqual(await viewer.focused(), 'desk');
    assert.deepEqual(viewer.complaints, []);
  });

  it('takes a picture of the screen: a PNG of just its pixels', async () => {
    await using viewer = await ViewerUnderTest.start(browser);
    const { page, screen } = viewer;
    screen.setMode(320, 200);
    screen.paintAll(text);
    await viewer.says(undefined);
    await viewer.showsAll();
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#picture').click()]);
    assert.match(download.suggestedFilename(), /^.+ \d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.png$/);
    const base64 = readFileSync(await download.path()).toString('base64');
    const shown = await page.evaluate<number[]>(`(async () => {
      const bytes = Uint8Array.from(atob('${base64}'), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext('2d');
      context.drawImage(picture, 0, 0);
      const { data } = context.getImageData(0, 0, picture.width, picture.height);
      return Array.from({ length: data.length / 4 }, (_, n) => (data[4 * n] << 16) | (data[4 * n + 1] << 8) | data[4 * n + 2]);
    })()`);
    assert.deepEqual(Uint32Array.from(shown), screen.pixels);
  });

  it('shows figures that are true: frames, bits and how long it takes', async () => {
    await using viewer = await ViewerUnderTest.start(browser);
    const { page, screen } = viewer;
    screen.paintAll(text);
    await viewer.says(undefined);
    await viewer.showsAll();
    await page.locator('#figures').click();
    const figures = () =>
      page.evaluate<number[]>(
        `[...document.querySelectorAll('#overlay dd')].map((each) => parseFloat(each.textContent))`,
      );
    await until('nothing moves: no frames, no bits', async () => {
      const [frames, bits] = await figures();
      return frames === 0 && bits === 0;
    });
    await page.locator('#desk').focus();
    await page.keyboard.press('KeyA');
    let n = 0;
    const painting = setInterval(() => {
      screen.paint(0, 0, 200, 200, (x, y) => (x * 77 + y * 991 + (n += 1) * 13) & 0xff_ffff);
    }, 40);
    try {
      await until('it moves', async () => {
        const [frames = 0, bits = 0, frame, reaction] = await figures();
        return frames > 3 && bits > 0 && (frame ?? NaN) >= 0 && (reaction ?? NaN) >= 0;
      });
    } finally {
      clearInterval(painting);
    }
  });
});
