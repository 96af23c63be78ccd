/** Every page as it looks to people: in both languages, light and dark, wide and narrow; axe finds nothing serious. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { ConsoleAgent, Person, pictures, startBrowser } from './console-under-test.ts';
import { cutTexts, findings, overflow } from './page-checks.ts';

const PAGES = [
  ['overview', '/', 'SanDisk Ultra Fit'],
  ['vms', '/vms', 'front-desk'],
  ['clients', '/clients', 'reception-3'],
  ['assignments', '/assignments', 'A50285BI'],
  ['policy', '/policy', 'No sticks in the studio'],
  ['sessions', '/sessions', 'Epson TM-T88 Receipt Printer'],
  ['users', '/people', 'hana'],
  ['groups', '/people?tab=groups', 'counter'],
  ['roles', '/people?tab=roles', ''],
  ['tokens', '/people?tab=tokens', ''],
  ['audit', '/audit', 'No sticks in the studio'],
  ['settings', '/settings', 'sha256:'],
] as const;

const LOOKS = [
  { name: 'en-light', locale: 'en-GB', colorScheme: 'light', width: 1280 },
  { name: 'zh-dark-820', locale: 'zh-CN', colorScheme: 'dark', width: 820 },
  { name: 'en-light-820', locale: 'en-GB', colorScheme: 'light', width: 820 },
  { name: 'zh-dark', locale: 'zh-CN', colorScheme: 'dark', width: 1280 },
  { name: 'zh-light-820', locale: 'zh-CN', colorScheme: 'light', width: 820 },
  { name: 'en-dark', locale: 'en-GB', colorScheme: 'dark', width: 1280 },
] as const;

describe('the pages', () => {
  let browser: Browser;
  let agent: ConsoleAgent;
  before(async () => {
    agent = await ConsoleAgent.start();
    browser = await startBrowser();
    for (const name of ['front-desk', 'design', 'accounting']) await agent.agent.admin.start(name);
  });
  after(async () => {
    await browser.close();
    await agent[Symbol.asyncDispose]();
  });

  for (const look of LOOKS) {
    it(`are whole and accessible: ${look.name}`, async () => {
      await using person = await Person.at(browser, agent, look);
      const { page } = person;
      await person.go('/');
      const [name, secret] = look.locale === 'zh-CN' ? ['用户名', '密码'] : ['Name', 'Password'];
      await person.field(name).waitFor();
      await person.picture(`sign-in-${look.name}`);
      assert.deepEqual(await findings(person), []);
      await person.field(name).fill('anna');
      await person.field(secret).fill('a kettle of green tea');
      await page.keyboard.press('Enter');
      await page.getByRole('navigation').waitFor();
      const vm = page.getByRole('link', { name: 'front-desk' });
      await vm.first().waitFor();
      const vmPath = (await vm.first().getAttribute('href')) ?? '';
      const all: string[] = [];
      for (const [id, path, text] of [
        ...PAGES,
        ['vm', vmPath, 'Epson TM-T88 Receipt Printer'],
        ['client', `/clients/${agent.office?.reception ?? ''}`, 'Counter, left'],
      ] as const) {
        await person.turnTo(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        if (text !== '') await page.getByText(text).first().waitFor();
        await page.locator('.loading').first().waitFor({ state: 'detached' });
        if ((await overflow(person)) > 0) all.push(`${id}: wider than its window`);
        all.push(...(await cutTexts(person)).map((text) => `${id}: cut off: ${text}`));
        if (pictures !== undefined) {
          const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
          await page.setViewportSize({ width: look.width, height: Math.min(2000, Math.max(860, height)) });
          await person.picture(`${id}-${look.name}`);
          await page.setViewportSize({ width: look.width, height: 860 });
        }
        const found = await findings(person);
        all.push(...found.map((each) => `${id}: ${each}`));
      }
      const making = look.locale === 'zh-CN' ? '新建虚拟机' : 'New VM';
      await person.turnTo('/vms');
      await person.button(making).click();
      await person.dialog
        .getByText(look.locale === 'zh-CN' ? '无法使用的文件及原因' : /cannot be used/)
        .waitFor();
      if (pictures !== undefined) {
        await page.setViewportSize({ width: look.width, height: 1100 });
        await person.picture(`vm-create-${look.name}`);
      }
      all.push(...(await findings(person)).map((each) => `making a VM: ${each}`));
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: look.width, height: 860 });
      await person.turnTo('/clients');
      await person.button(look.locale === 'zh-CN' ? '注册客户端' : 'Enrol a client').click();
      await person.field(look.locale === 'zh-CN' ? '客户端名称' : 'Name of the client').fill('kiosk-9');
      await page.keyboard.press('Enter');
      await person.dialog
        .getByText(
          /^farport enroll --agent 127\.0\.0\.1:\d+ --fingerprint sha256:[0-9a-f]{64} --code \S+ --name kiosk-9$/,
        )
        .waitFor();
      await person.picture(`enrol-${look.name}`);
      all.push(...(await cutTexts(person)).map((text) => `enrolling: cut off: ${text}`));
      all.push(...(await findings(person)).map((each) => `enrolling: ${each}`));
      assert.equal(all.join('\n\n'), '');
      assert.deepEqual(person.complaints, []);
    });
  }
});
