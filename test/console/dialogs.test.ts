/** Every dialog as it looks to people: light and wide, dark and narrow; axe finds nothing serious, and nothing is cut off. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { en } from '../../apps/console/src/words/en.ts';
import { ConsoleAgent, Person, startBrowser } from './console-under-test.ts';
import { cutTexts, findings } from './page-checks.ts';

/** A place, and what is pressed there until the dialog is open: buttons, then an item of the menu that one opens. */
interface Opened {
  readonly name: string;
  readonly path: string;
  readonly press: readonly (string | RegExp)[];
  readonly item?: string | RegExp;
}

const vm = 'vm:front-desk';
const client = 'client:reception';

const DIALOGS: readonly Opened[] = [
  { name: 'own-password', path: '/', press: [/, your account$/], item: en['password.change'] },
  { name: 'vm-new', path: '/vms', press: [en['vm.create']] },
  { name: 'vm-settings', path: vm, press: [en['vm.settings']] },
  { name: 'vm-force-off', path: vm, press: [en['vm.forceOff']] },
  { name: 'vm-grant', path: vm, press: [en['grants.add']] },
  { name: 'enrol', path: '/clients', press: [en['clients.enrol']] },
  { name: 'client-change', path: client, press: [en.change] },
  { name: 'client-remove', path: client, press: [en.remove] },
  { name: 'port-name', path: client, press: [/1-4/] },
  { name: 'device-attach', path: client, press: [/^Actions for Logitech/], item: en['device.attach'] },
  { name: 'device-force', path: client, press: [/^Actions for SanDisk/], item: en['device.force'] },
  { name: 'device-assign', path: client, press: [/^Actions for SanDisk/], item: en['device.assign'] },
  { name: 'port-assign', path: client, press: [/^Actions for SanDisk/], item: /^Assign port/ },
  { name: 'assignment-new', path: '/assignments', press: [en['assignments.add']] },
  { name: 'assignment-change', path: '/assignments', press: [en.change] },
  { name: 'assignment-remove', path: '/assignments', press: [en.remove] },
  { name: 'rule-new', path: '/policy', press: [en['policy.add']] },
  { name: 'rule-change', path: '/policy', press: [/^Change No sticks/] },
  { name: 'policy-history', path: '/policy', press: [en['policy.history']] },
  { name: 'usbredir', path: '/policy', press: [/usbredir/] },
  { name: 'session-force', path: '/sessions', press: [en['device.force']] },
  { name: 'user-new', path: '/people', press: [en['users.add']] },
  { name: 'user-change', path: '/people', press: [/hana/], item: en.change },
  { name: 'user-password', path: '/people', press: [/hana/], item: en['users.password'] },
  { name: 'user-remove', path: '/people', press: [/hana/], item: en.remove },
  { name: 'group-new', path: '/people?tab=groups', press: [en['groups.add']] },
  { name: 'group-change', path: '/people?tab=groups', press: [/^Change counter/] },
  { name: 'group-members', path: '/people?tab=groups', press: [/Members/] },
  { name: 'group-remove', path: '/people?tab=groups', press: [/^Remove counter/] },
  { name: 'token-new', path: '/people?tab=tokens', press: [en['tokens.add']] },
  { name: 'audit-verify', path: '/audit', press: [en['audit.verify']] },
];

describe('the dialogs', () => {
  let browser: Browser;
  let agent: ConsoleAgent;
  before(async () => {
    agent = await ConsoleAgent.start();
    browser = await startBrowser();
    await agent.agent.admin.start('front-desk');
  });
  after(async () => {
    await browser.close();
    await agent[Symbol.asyncDispose]();
  });

  for (const look of [
    { name: 'light', colorScheme: 'light', width: 1280 },
    { name: 'dark-820', colorScheme: 'dark', width: 820 },
  ] as const) {
    it(`are whole and accessible: ${look.name}`, async () => {
      await using person = await Person.at(browser, agent, look);
      const { page } = person;
      await person.signIn('anna', '/vms');
      const link = page.getByRole('link', { name: 'front-desk' }).first();
      await link.waitFor();
      const places: Readonly<Record<string, string>> = {
        [vm]: (await link.getAttribute('href')) ?? '',
        [client]: `/clients/${agent.office?.reception ?? ''}`,
      };
      const all: string[] = [];
      for (const { name, path, press, item } of DIALOGS) {
        await person.turnTo(places[path] ?? path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        for (const label of press) await person.button(label).first().click();
        if (item !== undefined) await page.getByRole('menuitem', { name: item }).click();
        await person.dialog.getByRole('heading').first().waitFor();
        // Over the button that closes it, the pointer would call a tip, which Escape closes first.
        await page.mouse.move(0, 0);
        await page.locator('.loading').first().waitFor({ state: 'detached' });
        await person.picture(`dialog-${name}-${look.name}`);
        all.push(...(await cutTexts(person)).map((text) => `${name}: cut off: ${text}`));
        all.push(...(await findings(person)).map((each) => `${name}: ${each}`));
        await person.dialog.press('Escape');
        await person.dialog.waitFor({ state: 'detached' });
      }
      assert.equal(all.join('\n\n'), '');
      assert.deepEqual(person.complaints, []);
    });
  }
});

describe('a page whose answer is an error', () => {
  it('says it in words, and asks again when it is told to', async () => {
    await using agent = await ConsoleAgent.start();
    const browser = await startBrowser();
    try {
      for (const [locale, words, again] of [
        ['en-GB', 'The disk is full.', en.again],
        ['zh-CN', '代理内部出错，详情请见日志。', '重新读取'],
      ] as const) {
        await using person = await Person.at(browser, agent, { locale });
        const { page } = person;
        await person.go('/assignments');
        await person.field(locale === 'zh-CN' ? '用户名' : 'Name').fill('anna');
        await person.field(locale === 'zh-CN' ? '密码' : 'Password').fill('a kettle of green tea');
        const code = locale === 'zh-CN' ? 'internal' : 'store.full';
        // The agent's answer, as it is where the disk is full: everything else on the page is the agent's own.
        await page.route('**/api/v1/assignments*', (route) =>
          route.fulfill({ status: 507, json: { code, message: 'the disk is full' } }),
        );
        await page.keyboard.press('Enter');
        await page.getByRole('alert').getByText(words).waitFor();
        assert.deepEqual(await findings(person), []);
        await page.unroute('**/api/v1/assignments*');
        await page.getByRole('alert').getByRole('button', { name: again }).click();
        await person.sees('A50285BI');
        assert.equal(await page.getByRole('alert').count(), 0);
      }
    } finally {
      await browser.close();
    }
  });
});
