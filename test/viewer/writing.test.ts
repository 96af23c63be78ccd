/** A line of text that is written here, as with an input method, and goes to the guest as a whole. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { text } from './painted-screen.ts';
import { startBrowser, until, ViewerUnderTest } from './viewer-under-test.ts';

describe('a line of text for the guest', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
  });

  async function opened(options: { readonly locale?: string } = {}): Promise<ViewerUnderTest> {
    const viewer = await ViewerUnderTest.start(browser, options);
    viewer.screen.paintAll(text);
    await viewer.says(undefined);
    await viewer.showsAll();
    return viewer;
  }

  const keysSince = (viewer: ViewerUnderTest, from: number) =>
    viewer.screen.heard.slice(from).filter((line) => line.startsWith('key '));

  it('is composed by an input method and pasted by the guest, whose clipboard has it', async () => {
    await using viewer = await opened();
    const { page, screen } = viewer;
    const agent = screen.bringAgent();
    await until('the agent', () => page.locator('#clipboard').isEnabled());
    await page.locator('#writes').click();
    assert.equal(await viewer.focused(), 'written');
    assert.equal(await page.locator('#writes').getAttribute('aria-expanded'), 'true');
    const from = screen.heard.length;
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 });
    await session.send('Input.insertText', { text: '你好' });
    await page.locator('#written-note', { hasText: 'Goes to the clipboard of desktop-1' }).waitFor();
    assert.deepEqual(await viewer.findings(), []);
    await viewer.picture('writing-en');
    await page.keyboard.press('Enter');
    await until('the paste', () => keysSince(viewer, from).length === 4);
    assert.deepEqual(agent.heard, ['offer text']);
    assert.deepEqual(keysSince(viewer, from), ['key 42 down', 'key 110 down', 'key 110 up', 'key 42 up']);
    agent.asks('text');
    await until('the text', () => agent.heard.at(-1) === 'text 你好');
    await page.locator('#written-note', { hasText: 'Sent.' }).waitFor();
    assert.equal(await page.locator('#written').inputValue(), '');
    await page.keyboard.press('Escape');
    assert.equal(await viewer.focused(), 'desk');
    assert.equal(await page.locator('#writes').getAttribute('aria-expanded'), 'false');
    assert.deepEqual(viewer.complaints, []);
  });

  it('is typed key by key where the guest shares no clipboard, its Caps Lock minded', async () => {
    await using viewer = await opened({ locale: 'zh-CN' });
    const { page, screen } = viewer;
    await page.locator('#writes').click();
    await page.locator('#written').fill('aB1!');
    await page.locator('#written-note', { hasText: '美式键盘' }).waitFor();
    await viewer.picture('writing-zh');
    let from = screen.heard.length;
    await page.locator('#write').click();
    await until('four letters', () => keysSince(viewer, from).length === 12);
    const shifted = (key: number) => ['key 42 down', `key ${key} down`, `key ${key} up`, 'key 42 up'];
    assert.deepEqual(keysSince(viewer, from), [
      ...['key 30 down', 'key 30 up'],
      ...shifted(48),
      ...['key 2 down', 'key 2 up'],
      ...shifted(2),
    ]);
    screen.setLeds({ num: false, caps: true, scroll: false });
    await page.locator('#locks [role="img"]').waitFor();
    from = screen.heard.length;
    await page.locator('#written').fill('aB1');
    await page.locator('#written').press('Enter');
    await until('three letters', () => keysSince(viewer, from).length === 8);
    assert.deepEqual(keysSince(viewer, from), [
      ...shifted(30),
      ...['key 48 down', 'key 48 up'],
      ...['key 2 down', 'key 2 up'],
    ]);
  });

  it('is typed no further when the line is shut', async () => {
    await using viewer = await opened();
    const { page, screen } = viewer;
    await page.locator('#writes').click();
    await page.locator('#written').fill('x'.repeat(500));
    const from = screen.heard.length;
    await page.locator('#written').press('Enter');
    await until('some letters', () => keysSince(viewer, from).length > 4);
    await page.keyboard.press('Escape');
    await page.locator('#writing').waitFor({ state: 'hidden' });
    await page.waitForTimeout(200);
    const typed = keysSince(viewer, from).length;
    await page.waitForTimeout(200);
    assert.equal(keysSince(viewer, from).length, typed);
    assert.ok(typed < 1000, String(typed));
    await page.locator('#writes').click();
    assert.equal((await page.locator('#written').inputValue()).length, 500);
    assert.ok(await page.locator('#written').isEditable());
  });

  it('says which letters no key has, sends nothing, and keeps the line', async () => {
    await using viewer = await opened();
    const { page, screen } = viewer;
    await page.locator('#writes').click();
    await page.locator('#written').fill('grün für 你');
    const from = screen.heard.length;
    await page.locator('#written').press('Enter');
    await page.locator('#written-note', { hasText: 'A US keyboard has no ü 你' }).waitFor();
    await viewer.picture('writing-impossible');
    assert.deepEqual(keysSince(viewer, from), []);
    assert.equal(await page.locator('#written').inputValue(), 'grün für 你');
    assert.deepEqual(await viewer.findings(), []);
  });

  it('is not sent by the Enter that ends a composition', async () => {
    await using viewer = await opened();
    const { page, screen } = viewer;
    await page.locator('#writes').click();
    const from = screen.heard.length;
    await page.locator('#written').fill('abc');
    const isLeft = await page.evaluate<boolean>(
      `document.querySelector('#written').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, cancelable: true }))`,
    );
    assert.equal(isLeft, true);
    await page.waitForTimeout(300);
    assert.deepEqual(keysSince(viewer, from), []);
    assert.equal(await page.locator('#written').inputValue(), 'abc');
  });

  it('waits for the guest while the link is lost', async () => {
    await using viewer = await opened();
    const { page } = viewer;
    await page.locator('#writes').click();
    await page.locator('#written').fill('kept');
    viewer.agent.refusal = { status: 503, code: 'vm.not_running' };
    viewer.agent.cut();
    await page.locator('#write:disabled').waitFor();
    await page.locator('#written').press('Enter');
    assert.equal(await page.locator('#written').inputValue(), 'kept');
    viewer.agent.refusal = undefined;
    await page.locator('#write:enabled').waitFor();
    // What is typed next is no secret for the guest.
    assert.equal(await viewer.focused(), 'written');
  });
});
