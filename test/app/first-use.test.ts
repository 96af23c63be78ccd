/** What somebody meets who uses the app for the first time: small windows, mistakes, waiting, a server that was installed anew. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { wordsOf } from '../../apps/client/app/shared/words.ts';
import { startBrowser, until } from '../viewer/viewer-under-test.ts';
import { AppUnderTest, LOOKS } from './app-under-test.ts';
import { ACCOUNT, TICKET, VM } from './office-agent.ts';

const WIDTHS = [360, 400, 1060] as const;

describe('whoever uses the app for the first time', { timeout: 300_000 }, () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
  });

  for (const { name, language, locale, colorScheme } of LOOKS) {
    const say = wordsOf(language);
    const open = () => AppUnderTest.open(browser, { locale, colorScheme });
    /** Whole at each width, with nothing serious for those who cannot see it. */
    const good = async (app: AppUnderTest, state: string): Promise<void> => {
      for (const width of WIDTHS) {
        await app.page.setViewportSize({ width, height: 720 });
        await app.picture(`first-${name}-${state}-${width}`);
        assert.deepEqual(await beyond(app), [], `${state} at ${width}`);
      }
      assert.deepEqual(await app.seriousFindings(), [], state);
    };
    const fillAccount = async (app: AppUnderTest): Promise<void> => {
      await app.page.getByLabel(say('user')).fill(ACCOUNT.user);
      await app.page.getByLabel(say('password')).fill(ACCOUNT.password);
    };

    it(`(${name}) sees every digit of a fingerprint in a small window`, async () => {
      await using app = await open();
      const { address } = app.agent;
      await app.page.locator('form input').fill(address);
      await app.button(say('goOn')).click();
      await app.page.getByRole('heading', { name: say('check') }).waitFor();
      await good(app, 'fingerprint');
      await app.button(say('checkOther')).click();
      const fingerprint = `sha256:${'0'.repeat(64)}`;
      await app.host.service.handlers['agent.trust']({ address, fingerprint });
      await app.button(say('agentOpen', { agent: address })).click();
      await app.page.getByRole('heading', { name: say('changed') }).waitFor();
      await good(app, 'fingerprint-changed');
    });

    it(`(${name}) calls a server’s button what it says, and is warned of a server until the next attempt`, async () => {
      await using app = await open();
      const { address } = app.agent;
      const warning = app.page.getByText(say('different', { agent: address }));
      const doubt = async (): Promise<void> => {
        await app.page.getByLabel(say('address')).fill(address);
        await app.button(say('goOn')).last().click();
        await app.button(say('checkOther')).click();
        await warning.waitFor();
      };
      await doubt();
      await good(app, 'different');
      await app.page.getByLabel(say('address')).fill('127.0.0.1:1');
      await app.button(say('goOn')).click();
      await app.page.getByText(say('error_agent.unreachable')).waitFor();
      assert.equal(await warning.count(), 0);
      await doubt();
      await app.button(say('close')).click();
      await warning.waitFor({ state: 'detached' });
      const { fingerprint } = app.agent;
      await app.host.service.handlers['agent.trust']({ address, fingerprint });
      const known = app.page.locator('li').getByRole('button', { name: address }).last();
      const spoken = (await known.getAttribute('aria-label')) ?? '';
      assert.ok(spoken.startsWith(await known.innerText()), spoken);
    });

    it(`(${name}) reads that the app is signing in, and loses an error with the form that it came from`, async () => {
      await using app = await open();
      await app.toSignIn(say('goOn'), say('checkSame'));
      let answer: (value: unknown) => void = () => undefined;
      app.agent.signsIn = new Promise((resolve) => (answer = resolve));
      await fillAccount(app);
      await app.button(say('signInDo')).click();
      const busy = app.button(say('signingIn'));
      await busy.waitFor();
      assert.equal(await busy.getAttribute('aria-busy'), 'true');
      await good(app, 'signing-in');
      app.agent.mustChangePassword = true;
      answer(undefined);
      await app.page.getByText(say('error_account.password_change')).waitFor();
      const console = app.page.getByRole('link', { name: `https://${app.agent.address}/` });
      assert.deepEqual(
        [await console.getAttribute('target'), await console.getAttribute('rel')],
        ['_blank', 'noreferrer'],
      );
      await good(app, 'one-time-password');
      await app.button(say('withTicket')).click();
      await app.page.getByLabel(say('vm')).waitFor();
      assert.equal(await app.page.locator('.failure').innerText(), '');
      // The same for one that comes when the person has turned away already.
      await app.button(say('withAccount')).click();
      app.agent.signsIn = new Promise((resolve) => (answer = resolve));
      await fillAccount(app);
      await app.button(say('signInDo')).click();
      await app.button(say('withTicket')).click();
      await app.button(say('signInDo')).waitFor();
      answer(undefined);
      await until('it fails', () => app.host.log.text().split('a call of the window failed').length === 3);
      // A change that the window hears of after that failure.
      await app.host.service.handlers['settings.change']({ theme: 'light' });
      await app.page.locator('html[data-theme="light"]').waitFor({ state: 'attached' });
      assert.equal(await app.page.locator('.failure').innerText(), '');
    });

    it(`(${name}) is not signed in by an answer that comes when they have turned to something else`, async () => {
      await using app = await open();
      await app.toSignIn(say('goOn'), say('checkSame'));
      let answer: (value: unknown) => void = () => undefined;
      app.agent.signsIn = new Promise((resolve) => (answer = resolve));
      await fillAccount(app);
      await app.button(say('signInDo')).click();
      await app.button(say('signingIn')).waitFor();
      await app.button(say('withTicket')).click();
      await app.button(say('signInDo')).waitFor();
      answer(undefined);
      await until('they are signed out', () => app.agent.signOuts === 1);
      assert.equal(app.host.service.state().session, null);
      await app.page.getByLabel(say('ticket')).waitFor();
    });

    it(`(${name}) copies the console’s address where no window may be opened`, async () => {
      await using app = await open();
      await app.host.service.handlers['settings.change']({ kiosk: true });
      await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await app.toSignIn(say('goOn'), say('checkSame'));
      app.agent.mustChangePassword = true;
      await fillAccount(app);
      await app.button(say('signInDo')).click();
      await app.button(say('copy')).click();
      await app.button(say('copied')).waitFor();
      const copied = await app.page.evaluate<string>('navigator.clipboard.readText()');
      assert.equal(copied, `https://${app.agent.address}/`);
      assert.equal(await app.page.getByRole('link').count(), 0);
      await good(app, 'one-time-password-kiosk');
    });

    it(`(${name}) may write spaces around a VM’s name, and reads what such a name has`, async () => {
      await using app = await open();
      await app.toSignIn(say('goOn'), say('checkSame'));
      await app.button(say('withTicket')).click();
      const field = app.page.getByLabel(say('vm'));
      await app.page.getByLabel(say('ticket'), { exact: true }).fill(TICKET);
      await field.fill('my desktop');
      await app.button(say('signInDo')).click();
      const message = 'document.querySelector("input[pattern]").validationMessage';
      assert.equal(await app.page.evaluate(message), say('vmFormat'));
      await field.fill(` ${VM} `);
      await app.button(say('signInDo')).click();
      await app.button(say('vmOpenNamed', { vm: VM })).waitFor();
    });

    it(`(${name}) has the screen for itself in a small window, and the USB devices over it when asked for`, async () => {
      await using app = await open();
      await app.page.setViewportSize({ width: 400, height: 720 });
      await app.withTicket();
      await app.button(say('vmOpenNamed', { vm: VM })).click();
      const screen = app.page.locator('iframe');
      await app.page.frameLocator('iframe').locator('#card').waitFor({ state: 'hidden' });
      const panel = app.page.locator('#usb-panel');
      assert.equal(await panel.count(), 0);
      await app.picture(`first-${name}-screen-400`);
      await app.button(say('usb')).click();
      await panel.waitFor();
      assert.equal((await box(screen)).width, 400, 'the screen keeps its size');
      assert.ok((await box(panel)).x > 0, 'some of the screen is in view');
      await good(app, 'usb');
      await app.page.setViewportSize({ width: 400, height: 720 });
      await app.button(say('usb')).click();
      await panel.waitFor({ state: 'detached' });
      await app.button(say('leaveNamed', { vm: VM })).click();
      await app.page.setViewportSize({ width: 700, height: 720 });
      await app.button(say('vmOpenNamed', { vm: VM })).click();
      await panel.waitFor();
      assert.ok((await box(screen)).width < 400, 'they stand beside the screen');
    });

    it(`(${name}) goes back to the system’s language, and is at the log that was asked for`, async () => {
      await using app = await open();
      await app.host.service.handlers['settings.change']({
        language: language === 'en' ? 'zh-CN' : 'en',
      });
      const other = wordsOf(language === 'en' ? 'zh-CN' : 'en');
      await app.button(other('settings')).click();
      await app.page.getByLabel(other('settingsLanguage'), { exact: true }).selectOption('');
      await app.page.getByRole('heading', { name: say('settings') }).waitFor();
      assert.equal(app.host.service.state().settings.language, null);
      await app.button(say('logShow')).click();
      await app.page.locator('.log:focus').waitFor();
      await good(app, 'settings');
    });

    it(`(${name}) reads that the server shows another certificate, and is led to comparing it`, async () => {
      await using app = await open();
      await app.signedIn();
      await app.button(say('vmOpenNamed', { vm: VM })).waitFor();
      await app.agent.changeCertificate();
      const asked = app.agent.asked.length;
      const compare = app.button(say('otherCompare'));
      await compare.waitFor();
      await app.button(say('refresh')).click();
      await app.button(say('refresh')).and(app.page.locator(':enabled')).waitFor();
      await good(app, 'vms-other-certificate');
      assert.equal(await app.page.locator('.failure').innerText(), '');
      assert.equal(await app.page.locator('.note.bad', { hasText: app.agent.address }).count(), 1);
      await compare.click();
      await app.page.getByRole('heading', { name: say('changed') }).waitFor();
      assert.equal(app.host.service.state().session, null);
      const shown = await app.page.locator('.fingerprint').last().innerText();
      assert.equal(shown.replaceAll(/\s/g, ''), app.agent.fingerprint);
      assert.equal(app.agent.asked.length, asked, 'nothing was sent to it');
      await app.button(say('trustNew')).click();
      await fillAccount(app);
      await app.button(say('signInDo')).click();
      await app.button(say('vmOpenNamed', { vm: VM })).waitFor();
      assert.equal(await app.page.locator('.note').count(), 0);
    });
  }
});

async function box(element: Locator): Promise<{ x: number; width: number }> {
  const found = await element.boundingBox();
  assert.ok(found);
  return found;
}

/** The words, fields and buttons that reach out of the window or of the part of a page that is in view. */
async function beyond(app: AppUnderTest): Promise<string[]> {
  return await app.page.evaluate<
    string[]
  >(`[...document.querySelectorAll('main, main *, dialog *, .failure *')]
    .filter((each) => {
      const { left, right, width } = each.getBoundingClientRect();
      return width > 0 && (left < 0 || right > innerWidth + 0.5);
    })
    .map((each) => each.tagName + ' ' + each.className + ' ' + each.textContent.slice(0, 40))`);
}
