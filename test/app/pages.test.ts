/** Every page and state of the app in both languages, light and dark, in Chromium; and what axe-core says of each. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { text } from '../viewer/painted-screen.ts';
import { firstPicture } from '../viewer/viewer-page.ts';
import { startBrowser, until } from '../viewer/viewer-under-test.ts';
import { wordsOf } from '../../apps/client/app/shared/words.ts';
import { AppUnderTest, LOOKS } from './app-under-test.ts';
import { ACCOUNT, OfficeAgent, TICKET, VM } from './office-agent.ts';
import { CAMERA, READER, STICK } from './simulated-devices.ts';

describe('the app', { timeout: 300_000 }, () => {
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
    /** A picture, and nothing serious for those who cannot see it. */
    const good = async (app: AppUnderTest, state: string): Promise<void> => {
      await app.picture(`app-${name}-${state}`);
      assert.deepEqual(await app.seriousFindings(), [], state);
    };

    it(`(${name}) leads from an address over the fingerprint and the account to a VM`, async (context) => {
      await using app = await open();
      await good(app, 'agents');
      await app.page.locator('form input').fill(app.agent.address);
      await app.button(say('goOn')).click();
      await app.page.getByRole('heading', { name: say('check') }).waitFor();
      const shown = await app.page.locator('.fingerprint').innerText();
      assert.equal(shown.replaceAll(/\s/g, ''), app.agent.fingerprint);
      await good(app, 'fingerprint');
      assert.equal(app.agent.asked.length, 0);
      await app.button(say('checkSame')).click();
      await app.page.getByLabel(say('user')).fill(ACCOUNT.user);
      await app.page.getByLabel(say('password')).fill('wrong');
      await app.button(say('signInDo')).click();
      await app.page.getByText(say('error_access.wrong_credentials')).waitFor();
      await good(app, 'sign-in-refused');
      await app.page.getByLabel(say('password')).fill(ACCOUNT.password);
      await app.button(say('signInDo')).click();
      await app.button(say('vmOpenNamed', { vm: VM })).waitFor();
      await good(app, 'vms');
      await app.button(say('vmStartNamed', { vm: 'build-farm' })).click();
      await app.button(say('vmStartNamed', { vm: 'build-farm' })).waitFor({ state: 'detached' });
      app.agent.screen.paintAll(text);
      await app.button(say('vmOpenNamed', { vm: VM })).click();
      const took = await firstPicture(app.page);
      context.diagnostic(`from the click to the first picture: ${took.toFixed(0)} ms`);
      const viewer = app.page.frameLocator('iframe');
      await viewer.locator('#card').waitFor({ state: 'hidden' });
      await good(app, 'screen');
      await app.button(say('leaveNamed', { vm: VM })).click();
      await app.button(say('signOut')).click();
      await app.page.getByRole('heading', { name: say('signIn', { agent: app.agent.address }) }).waitFor();
      assert.ok(app.agent.asked.includes('DELETE /api/v1/session'));
      // A refusal of the API is no complaint; nothing else may stand in the console.
      assert.deepEqual(app.complaints, []);
    });

    it(`(${name}) takes a link as an address, says where a password is chosen, and that a fingerprint is another`, async () => {
      await using app = await open();
      const { address } = app.agent;
      const field = app.page.getByLabel(say('address'));
      await field.fill(`https://${address}/`);
      await app.button(say('goOn')).click();
      await app.button(say('checkOther')).click();
      await app.page.getByText(say('different', { agent: address })).waitFor();
      await good(app, 'fingerprint-different');
      await field.fill(`farport://${address}/${VM}`);
      await app.button(say('goOn')).click();
      await app.button(say('checkSame')).click();
      await app.button(say('withTicket')).click();
      assert.equal(await app.page.getByLabel(say('vm')).inputValue(), VM);
      await app.button(say('withAccount')).click();
      app.agent.mustChangePassword = true;
      await app.page.getByLabel(say('user')).fill(ACCOUNT.user);
      await app.page.getByLabel(say('password')).fill(ACCOUNT.password);
      await app.button(say('signInDo')).click();
      await app.page.getByText(`https://${address}/`).waitFor();
    });

    it(`(${name}) takes a ticket, and says that it will be forgotten`, async () => {
      await using app = await open();
      await app.toSignIn(say('goOn'), say('checkSame'));
      await app.button(say('withTicket')).click();
      await app.page.getByText(say('ticketNotKept_browser')).waitFor();
      await app.page.getByLabel(say('vm')).fill(VM);
      await app.page.getByLabel(say('ticket'), { exact: true }).fill(TICKET);
      await good(app, 'ticket');
      await app.button(say('signInDo')).click();
      await app.button(say('vmOpenNamed', { vm: VM })).waitFor();
      await good(app, 'vms-ticket');
    });

    it(`(${name}) warns of another fingerprint before anything is sent`, async () => {
      await using app = await open();
      const { address } = app.agent;
      const other = `sha256:${'0'.repeat(64)}`;
      await app.host.service.handlers['agent.trust']({ address, fingerprint: other });
      await app.button(say('agentOpen', { agent: address })).click();
      await app.page.getByRole('heading', { name: say('changed') }).waitFor();
      await good(app, 'fingerprint-changed');
      assert.deepEqual(app.agent.asked, []);
    });

    it(`(${name}) shows the ports as a tree, and carries a device over and back`, async () => {
      await using app = await open();
      await app.withTicket();
      await app.button(say('vmOpenNamed', { vm: VM })).click();
      await app.page.frameLocator('iframe').locator('#card').waitFor({ state: 'hidden' });
      app.agent.screen.paintAll(text);
      const stick = app.page.getByRole('switch', {
        name: say('switchTo', { device: 'SanDisk Ultra Fit', vm: VM }),
      });
      await stick.click();
      await app.page.locator('.device[data-state="in_vm"]').waitFor();
      assert.equal(await stick.isChecked(), true);
      await until('the VM has the device', () => app.agent.attached.length === 1);
      await good(app, 'usb');
      await stick.click();
      await app.page.locator('.device[data-state="in_vm"]').waitFor({ state: 'detached' });
      await until('the VM has lost the device', () => app.agent.attached.length === 0);
      assert.equal(await stick.isChecked(), false);
    });

    it(`(${name}) says which policy forbids a device, and why another did not go`, async () => {
      await using app = await open();
      await app.withTicket();
      await app.button(say('vmOpenNamed', { vm: VM })).click();
      app.agent.refuseDevice = { code: 'policy.denied', message: 'denied by rule “Sticks stay out”' };
      await app.page.getByRole('switch', { name: /SanDisk/ }).click();
      await app.page.getByText(say('forbiddenBy', { rule: 'Sticks stay out' })).waitFor();
      app.agent.refuseDevice = undefined;
      app.backend.failure = Object.assign(new Error('held by pcscd (pid 812)'), { code: 'device.busy' });
      await app.page.getByRole('switch', { name: new RegExp(say('kind_smart-card')) }).click();
      await app.page.getByText(say('error_device.busy')).waitFor();
      await good(app, 'usb-forbidden');
    });

    it(`(${name}) says beforehand what the policy forbids, by which rule or that none allows it`, async () => {
      await using app = await open();
      app.agent.forbids.set(STICK.serial, 'Sticks stay out').set(READER.serial, '');
      await app.signedIn();
      await app.button(say('vmOpenNamed', { vm: VM })).click();
      await app.page.getByText(say('forbiddenBy', { rule: 'Sticks stay out' })).waitFor();
      await app.page.getByText(say('forbiddenByNone')).first().waitFor();
      assert.equal(await app.page.getByRole('switch', { name: /SanDisk/ }).count(), 0);
      await good(app, 'usb-forbidden-beforehand');
    });

    it(`(${name}) asks about a device that is plugged in, and remembers "always"`, async () => {
      await using app = await open();
      await app.withTicket();
      await app.button(say('vmOpenNamed', { vm: VM })).click();
      await app.page.frameLocator('iframe').locator('#card').waitFor({ state: 'hidden' });
      app.devices.plug(CAMERA);
      const question = app.page.getByRole('group', {
        name: say('question', { device: 'Logitech HD Pro Webcam C920' }),
      });
      await question.waitFor();
      await good(app, 'question');
      await question.getByRole('button', { name: say('useAlways', { vm: VM }) }).click();
      await app.page.locator('.device[data-state="in_vm"]').waitFor();
      await app.page.locator('.badge', { hasText: say('always') }).waitFor();
      app.devices.unplug(CAMERA.portPath);
      await app.page.locator('.device[data-state="in_vm"]').waitFor({ state: 'detached' });
      app.devices.plug({ ...CAMERA, key: '1-2.3@10', address: 10 });
      await app.page.locator('.device[data-state="in_vm"]').waitFor();
    });

    it(`(${name}) has settings, a log, and the language and look that a person chooses`, async () => {
      await using app = await open();
      await app.withTicket();
      await app.button(say('settings')).click();
      await app.button(say('logShow')).click();
      await app.page.locator('.log', { hasText: 'signed in' }).waitFor();
      assert.equal((await app.page.locator('.log').innerText()).includes(TICKET), false);
      const hidden =
        '(([log]) => log.scrollHeight - log.clientHeight - log.scrollTop)(document.getElementsByClassName("log"))';
      assert.ok((await app.page.evaluate<number>(hidden)) <= 1, 'the newest is in view');
      await good(app, 'settings');
      const [other, theme] = language === 'en' ? (['zh-CN', 'dark'] as const) : (['en', 'light'] as const);
      await app.page.getByLabel(say('settingsLanguage'), { exact: true }).selectOption(other);
      await app.page.getByRole('heading', { name: wordsOf(other)('settings') }).waitFor();
      await app.page.getByLabel(wordsOf(other)('theme'), { exact: true }).selectOption(theme);
      await app.page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' });
      assert.equal(await app.page.locator('html').getAttribute('lang'), other);
      assert.equal(app.host.service.state().settings.language, other);
      await app.button(wordsOf(other)('close')).click();
      await app.button(wordsOf(other)('vmOpenNamed', { vm: VM })).click();
      const screen = app.page.frameLocator('iframe');
      await screen.locator(`html[data-theme="${theme}"][lang^="${other.slice(0, 2)}"]`).waitFor();
    });

    it(`(${name}) says that the agent does not answer any more, and that the session has ended`, async () => {
      await using app = await open();
      await app.toSignIn(say('goOn'), say('checkSame'));
      await app.page.getByLabel(say('user')).fill(ACCOUNT.user);
      await app.page.getByLabel(say('password')).fill(ACCOUNT.password);
      await app.button(say('signInDo')).click();
      await app.button(say('vmOpenNamed', { vm: VM })).waitFor();
      app.agent.hangsUp = true;
      await app.page.locator('.note', { hasText: app.agent.address }).waitFor();
      await good(app, 'vms-lost');
      app.agent.hangsUp = false;
      await app.page.locator('.note').waitFor({ state: 'detached' });
      app.agent.endSessions();
      await app.page.getByText(say('error_session.unknown')).waitFor();
      await app.page.getByRole('heading', { name: say('signIn', { agent: app.agent.address }) }).waitFor();
      await good(app, 'session-ended');
      const log = app.host.log.text();
      assert.match(log, /signed in/);
      assert.equal(log.includes(ACCOUNT.password), false, 'the log holds no password');
      assert.equal(log.includes(TICKET), false, 'nor a ticket');
    });

    it(`(${name}) follows a link when the person says so: to a VM, and to another server`, async () => {
      await using app = await open();
      const { service } = app.host;
      await app.signedIn();
      service.openLink(`farport://${app.agent.address}/${VM}`);
      await app.page.locator('.link-note', { hasText: VM }).waitFor();
      await good(app, 'link');
      await app.page
        .locator('.link-note')
        .getByRole('button', { name: say('vmOpenNamed', { vm: VM }) })
        .click();
      await app.page.frameLocator('iframe').locator('#desk[data-stale="false"]').waitFor();
      assert.equal(service.state().link, null);
      service.openLink(`farport://${app.agent.address}/${VM}`);
      assert.equal(service.state().link, null, 'it is there already');
      const other = await OfficeAgent.start();
      try {
        service.openLink(`farport://${other.address}/${VM}`);
        await app.page.locator('.link-note', { hasText: other.address }).waitFor();
        await good(app, 'link-elsewhere');
        assert.equal(service.state().screen?.vm, VM, 'nothing is left before the person says so');
        await app.button(say('linkGo', { agent: other.address })).click();
        await app.page.getByRole('heading', { name: say('check') }).waitFor();
        assert.equal(service.state().session, null);
      } finally {
        await other.stop();
      }
    });

    it(`(${name}) says that the engine has ended`, async () => {
      await using app = await open();
      await app.withTicket();
      await app.host.service.handlers['screen.open']({ vm: VM });
      await app.page.locator('iframe').waitFor();
      // As after hours, when the browser has thrown away what no page shows.
      const session = await app.page.context().newCDPSession(app.page);
      await session.send('HeapProfiler.collectGarbage');
      await app.host.bridge.close();
      await app.page.getByText(say('gone')).waitFor();
      await until('the logo', () =>
        app.page.evaluate<boolean>('document.querySelector("main img")?.naturalWidth > 0'),
      );
      await good(app, 'gone');
    });
  }

  it('can be used with the keyboard alone', async () => {
    await using app = await AppUnderTest.open(browser, { locale: 'en-GB' });
    const { keyboard } = app.page;
    const tabTo = async (name: string): Promise<void> => {
      for (let n = 0; n < 30; n += 1) {
        const at = await app.page.evaluate(
          'document.activeElement.ariaLabel ?? document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText',
        );
        if (at === name) return;
        await keyboard.press('Tab');
      }
      assert.fail(`no way to ${name}`);
    };
    const isAt = async (name: string, role = 'textbox' as 'textbox' | 'heading'): Promise<void> => {
      const focused = app.page.locator(':focus');
      await focused.and(app.page.getByRole(role, { name, exact: true })).waitFor();
    };
    await isAt('Address');
    await keyboard.type(app.agent.address);
    await keyboard.press('Enter');
    await isAt('Is this the right server?', 'heading');
    await tabTo('It is the same');
    await keyboard.press('Enter');
    await isAt('Name');
    await keyboard.type(ACCOUNT.user);
    await keyboard.press('Tab');
    await keyboard.type(ACCOUNT.password);
    await keyboard.press('Enter');
    await isAt('Your virtual machines', 'heading');
    await tabTo('Open desktop-1');
    await keyboard.press('Enter');
    // The screen takes the keyboard when it is there.
    await app.page.frameLocator('iframe').locator('#desk:focus[data-stale="false"]').waitFor();
    // The chord gives it back, to the viewer's bar; the panel is before that.
    for (const key of ['Control', 'Alt', 'Shift']) await keyboard.down(key);
    for (const key of ['Shift', 'Alt', 'Control']) await keyboard.up(key);
    const device = 'document.activeElement.closest("#usb-panel .device") !== null';
    for (let n = 0; n < 12 && !(await app.page.evaluate<boolean>(device)); n += 1) {
      await keyboard.press('Shift+Tab');
    }
    assert.equal(await app.page.evaluate(device), true, 'no way back to the panel');
    await keyboard.press('Space');
    await app.page.locator('.device[data-state="in_vm"]').waitFor();
    // From the bar above, the panel comes before the screen, which keeps the keyboard.
    await app.button('Leave desktop-1; devices come back to this machine').focus();
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    assert.equal(await app.page.evaluate('document.activeElement.id'), 'usb-panel');
  });
});
