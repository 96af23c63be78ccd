/** People before the console of a real agent: what they decide, what they see, what they are told. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { closed, opened } from '../../apps/agent/src/testing/agent-under-test.ts';
import { ApiCaller } from '../../apps/agent/src/testing/api-caller.ts';
import { ConsoleAgent, Person, startBrowser } from './console-under-test.ts';
import { password } from './office.ts';

/** Five wrong passwords: a lock of 30 seconds. */
async function lockOut({ agent }: ConsoleAgent, name: string): Promise<void> {
  const stranger = new ApiCaller(agent.port);
  for (let n = 0; n < 5; n++) {
    const body = { name, password: 'not the password' };
    await stranger.ask(undefined, 'POST', '/session', { body });
  }
  stranger.close();
}

describe('the console', () => {
  let browser: Browser;
  let agent: ConsoleAgent;
  before(async () => {
    agent = await ConsoleAgent.start();
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
    await agent[Symbol.asyncDispose]();
  });

  it('lets the first administrator in with the one-time password, and has it changed before all else', async () => {
    await using fresh = await ConsoleAgent.start(true);
    const oneTime = /one-time password (\S+)/.exec(fresh.agent.stderr)?.[1] ?? '';
    await using admin = await Person.at(browser, fresh);
    await admin.signIn('admin', '/vms', oneTime);
    await admin.heading('Choose your own password').waitFor();
    await admin.field('One-time password').fill(oneTime);
    await admin.field('New password').fill('four boats in a bay');
    await admin.field('New password again').fill('four boats in a bay');
    await admin.button('Change password').click();
    await admin.heading('Virtual machines').waitFor();
    await admin.sees('No VM yet');
    await admin.visit('Overview');
    await admin.sees('No device is plugged in');
    await admin.picture('empty-overview');
    assert.deepEqual(admin.complaints, []);
  });

  it('says that a password was wrong, and no more', async () => {
    await using stranger = await Person.at(browser, agent);
    await stranger.signIn('anna', '/', 'not the password');
    await stranger.sees('Name or password is wrong.');
    await stranger.picture('sign-in-wrong');
  });

  it('makes a user with a one-time password, who can sign in with it', async () => {
    await using anna = await Person.at(browser, agent);
    await anna.signIn('anna', '/people');
    await anna.button('New user').click();
    await anna.dialog.getByLabel('Name', { exact: true }).fill('ines');
    await anna.dialog.getByLabel('Full name').fill('Ines Iqbal');
    await anna.choose(/Role/, /Operator/, anna.dialog);
    await anna.dialog.getByRole('button', { name: 'Make the user' }).click();
    await anna.heading('One-time password of ines').waitFor();
    const secret = (await anna.dialog.locator('code').textContent()) ?? '';
    await anna.picture('one-time-password');
    await anna.dialog.getByRole('button', { name: 'Done' }).click();
    await anna.sees('Ines Iqbal');
    await using ines = await Person.at(browser, agent);
    await ines.signIn('ines', '/', secret);
    await ines.heading('Choose your own password').waitFor();
  });

  it('shows whom wrong passwords have locked out, and until when, and lets them in again', async () => {
    await using anna = await Person.at(browser, agent);
    // Time stands still before her, so that she is in no hurry: the lock lasts 30 seconds.
    await anna.page.clock.setFixedTime(Date.now());
    await anna.signIn('anna', '/people');
    const row = anna.page.getByRole('row', { name: /hana/ });
    await row.getByText('may sign in').waitFor();
    await lockOut(agent, 'hana');
    await row.getByText('locked', { exact: true }).waitFor();
    await row.getByText(/^until .*20\d\d.*, after wrong passwords$/).waitFor();
    await anna.picture('locked-user');
    await anna.button('Language').click();
    await anna.page.getByRole('menuitemradio', { name: '简体中文' }).click();
    await row.getByText('已锁定').waitFor();
    await row.getByRole('button').click();
    await anna.page.getByRole('menuitem', { name: '解锁' }).click();
    await row.getByText('已锁定').waitFor({ state: 'detached' });
    assert.deepEqual(anna.complaints, []);
  });

  it('shows that a lock has ended as soon as it has', async () => {
    // An agent of its own: one address has ten wrong passwords.
    await using fresh = await ConsoleAgent.start();
    await using anna = await Person.at(browser, fresh);
    const { page } = anna;
    // Her clock is behind, so that the lock lasts until the test says otherwise.
    await page.clock.install({ time: Date.now() - 10 * 60_000 });
    await anna.signIn('anna', '/people');
    const row = page.getByRole('row', { name: /hana/ });
    await row.getByText('may sign in').waitFor();
    await lockOut(fresh, 'hana');
    const locked = row.getByText('locked', { exact: true });
    await locked.waitFor();
    const answer = await page.request.get(`${fresh.address}/api/v1/users`);
    const { items } = (await answer.json()) as { items: { name: string; lockedUntil: number | null }[] };
    const until = items.find(({ name }) => name === 'hana')?.lockedUntil ?? 0;
    await page.clock.pauseAt(until - 500);
    assert.equal(await locked.count(), 1);
    // Too short for what is said anew every 15 seconds.
    await page.clock.runFor(1_000);
    await row.getByText('may sign in').waitFor();
    assert.deepEqual(anna.complaints, []);
  });

  it('says of a mistyped password of one’s own that it is wrong, and keeps the session', async () => {
    await using anna = await Person.at(browser, agent);
    await anna.signIn('anna', '/people');
    await anna.button('New user').click();
    await anna.dialog.getByLabel('Name', { exact: true }).fill('paul');
    await anna.dialog.getByRole('button', { name: 'Make the user' }).click();
    await anna.heading('One-time password of paul').waitFor();
    const secret = (await anna.dialog.locator('code').textContent()) ?? '';

    await using paul = await Person.at(browser, agent);
    await paul.signIn('paul', '/vms', secret);
    await paul.field('One-time password').fill(`${secret}x`);
    await paul.field('New password').fill('four boats in a bay');
    await paul.field('New password again').fill('four boats in a bay');
    await paul.button('Change password').click();
    await paul.sees('The current password is wrong.');
    await paul.picture('one-time-password-wrong');
    await paul.field('One-time password').fill(secret);
    await paul.button('Change password').click();
    await paul.heading('Virtual machines').waitFor();

    await paul.button('Language').click();
    await paul.page.getByRole('menuitemradio', { name: '简体中文' }).click();
    await paul.button(/paul/).click();
    await paul.page.getByRole('menuitem', { name: '修改密码' }).click();
    await paul.field('当前密码').fill('four goats in a bay');
    await paul.field('新密码').fill('five boats in a bay');
    await paul.field('再次输入新密码').fill('five boats in a bay');
    await paul.dialog.getByRole('button', { name: '修改密码' }).click();
    await paul.dialog.getByText('当前密码错误。').waitFor();
    await paul.field('当前密码').fill('four boats in a bay');
    await paul.dialog.getByRole('button', { name: '修改密码' }).click();
    await paul.dialog.waitFor({ state: 'detached' });
    await paul.heading('虚拟机').waitFor();
    assert.deepEqual(paul.complaints, []);
  });

  it('tells a user what is for a user: no way to make a VM, no changes where nothing may be seen', async () => {
    await using anna = await Person.at(browser, agent);
    await anna.signIn('anna', '/people');
    await anna.button('New user').click();
    await anna.dialog.getByLabel('Name', { exact: true }).fill('petra');
    await anna.dialog.getByRole('button', { name: 'Make the user' }).click();
    await anna.heading('One-time password of petra').waitFor();
    const secret = (await anna.dialog.locator('code').textContent()) ?? '';
    await using petra = await Person.at(browser, agent);
    await petra.signIn('petra', '/vms', secret);
    await petra.field('One-time password').fill(secret);
    await petra.field('New password').fill('four boats in a bay');
    await petra.field('New password again').fill('four boats in a bay');
    await petra.button('Change password').click();
    await petra.sees('None has been given to you.');
    assert.equal(await petra.page.getByText('[[vm]]').count(), 0);
    await petra.go('/audit');
    await petra.sees('Your role, User, may not see what is here. Who may: Administrator, Auditor.');
  });

  it('keeps a draft of the policy while other pages are looked at', async () => {
    await using anna = await Person.at(browser, agent);
    const { page } = anna;
    await anna.signIn('anna', '/policy');
    await anna.button('New rule').click();
    await anna.dialog.getByLabel('Name of the rule').fill('Half an idea');
    await anna.dialog.getByRole('button', { name: 'Take into the draft' }).click();
    const marked = page.locator('.rule.marked', { hasText: 'Half an idea' });
    await marked.waitFor();
    await anna.visit('Overview');
    await anna.visit('Policy');
    await anna.sees('Not in force yet.');
    await marked.waitFor();
    await anna.button('Discard').click();
    await marked.waitFor({ state: 'detached' });
    await anna.visit('Overview');
    await anna.visit('Policy');
    await anna.button('New rule').waitFor();
    assert.equal(await marked.count(), 0);
  });

  it('breaks no word of a badge and lets long texts wrap in a narrow window', async () => {
    await using anna = await Person.at(browser, agent, { locale: 'zh-CN', width: 820 });
    const { page } = anna;
    await anna.go('/audit');
    await anna.field('用户名').fill('anna');
    await anna.field('密码').fill(password);
    await anna.button('登录').click();
    await page.locator('td .badge').first().waitFor();
    const heights = await page.evaluate<number[]>(
      "[...document.querySelectorAll('td .badge')].map((each) => each.clientHeight)",
    );
    assert.ok(Math.max(...heights) < 30, `badges are ${heights.join(', ')} pixels high`);
    await anna.picture('audit-narrow');

    await anna.turnTo('/people?tab=groups');
    await anna.button('新建用户组').click();
    await anna.dialog.getByLabel('名称', { exact: true }).fill('long');
    await anna.dialog.getByLabel('描述', { exact: true }).fill('x'.repeat(300));
    await anna.dialog.getByRole('button', { name: '保存' }).click();
    await page.getByRole('row', { name: /^long/ }).waitFor();
    const frame = "document.querySelector('.table-frame')";
    const hidden = await page.evaluate(`${frame}.scrollWidth - ${frame}.clientWidth`);
    assert.equal(hidden, 0);
    await anna.picture('groups-narrow');
  });

  it('makes a VM from an image, changes it, and deletes it only when its name was typed', async () => {
    await using anna = await Person.at(browser, agent);
    await anna.signIn('anna', '/vms');
    await anna.button('New VM').click();
    await anna.field('Name').fill('reading-room');
    await anna.choose(/Kernel$/, 'vmlinuz-6.12', anna.dialog);
    await anna.choose(/Initial file system$/, 'initrd.img-6.12', anna.dialog);
    await anna.choose(/Disk image$/, 'debian-13.img', anna.dialog);
    await anna.field('Disk (GiB)').fill('0.5');
    await anna.dialog.getByText('Files that cannot be used').click();
    await anna.dialog.getByText(/old-desktop\.qcow2: qcow2/).waitFor();
    await anna.picture('vm-create');
    await anna.button('Make the VM').click();
    await anna.heading(/reading-room/).waitFor();
    await anna.sees('512 MiB, copied from debian-13.img');
    await anna.sees('the console, API or command line');
    await anna.picture('vm-made');
    await anna.button('Settings').click();
    await anna.field('Memory (MiB)').fill('3072');
    await anna.picture('vm-settings');
    await anna.button('Save').click();
    await anna.sees('3072 MiB, 2 vCPU');
    await anna.button('Delete').click();
    await anna.dialog.getByLabel('Type reading-room to delete it').fill('reading');
    assert.equal(await anna.dialog.getByRole('button', { name: 'Delete' }).isDisabled(), true);
    await anna.dialog.getByLabel('Type reading-room to delete it').fill('reading-room');
    await anna.picture('vm-delete');
    await anna.dialog.getByRole('button', { name: 'Delete' }).click();
    await anna.heading('Virtual machines').waitFor();
    await anna.sees('reading-room is deleted.');
    assert.deepEqual(anna.complaints, []);
  });

  it('says of a VM of the configuration file where it is changed, and lets nobody but administrators make any', async () => {
    await using anna = await Person.at(browser, agent);
    await anna.signIn('anna', '/vms');
    await anna.page.getByRole('link', { name: 'build-win' }).click();
    await anna.sees('the configuration file');
    assert.equal(await anna.button('Delete').count(), 0);
    await anna.button('Settings').click();
    await anna.dialog.getByText(/stands in the agent’s configuration file/).waitFor();
    await using olga = await Person.at(browser, agent);
    await olga.signIn('olga', '/vms');
    await olga.heading('Virtual machines').waitFor();
    await olga.sees('build-win');
    assert.equal(await olga.button('New VM').count(), 0);
  });

  it('makes an API token that the API takes, until it is revoked', async () => {
    await using anna = await Person.at(browser, agent);
    await anna.signIn('anna', '/people?tab=tokens');
    await anna.button('New token').click();
    await anna.dialog.getByLabel('Name', { exact: true }).fill('prometheus');
    await anna.dialog.getByText('Read metrics').click();
    await anna.dialog.getByRole('button', { name: 'Make the token' }).click();
    await anna.heading('The token is shown this once').waitFor();
    const token = (await anna.dialog.locator('code').textContent()) ?? '';
    const metrics = async (): Promise<number> =>
      (
        await anna.page.request.get(`${agent.address}/metrics`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status();
    assert.equal(await metrics(), 200);
    await anna.dialog.getByRole('button', { name: 'Done' }).click();
    await anna.button('Revoke prometheus').click();
    await anna.dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
    await anna.button('Revoke prometheus').waitFor({ state: 'detached' });
    assert.equal(await metrics(), 401);
  });

  it('denies a class by a rule: the tester says why, a dry run asks first, the audit tells who', async () => {
    await using anna = await Person.at(browser, agent);
    const { page } = anna;
    await anna.signIn('anna', '/policy');
    const tester = page.locator('.card', { has: anna.heading('Would it go?') });
    const ask = async (): Promise<void> => {
      await tester.getByRole('button', { name: 'Try it' }).click();
    };
    await anna.choose(/Device/, /FT232R/, tester);
    await anna.choose(/User/, /uwe/, tester);
    await anna.choose(/Virtual machine/, 'build-win', tester);
    await ask();
    await tester.getByText('Allowed by rule “Everything else”').waitFor();

    await anna.button('New rule').click();
    await anna.dialog.getByLabel('Name of the rule').fill('No serial adapters');
    await anna.dialog.getByRole('button', { name: 'vendor specific' }).click();
    await anna.picture('rule');
    await anna.dialog.getByRole('button', { name: 'Take into the draft' }).click();
    await anna.sees('Not in force yet.');
    // The draft can be asked before it is in force.
    await ask();
    await tester.getByText('Denied by rule “No serial adapters”').waitFor();

    // Last, it decides nothing: "Everything else" stands before it, and says yes.
    const down = page.getByRole('button', { name: 'Move No serial adapters down' });
    for (let n = 0; n < 4; n++) await down.click();
    await page.getByText('No serial adapters is at place 5 now.').waitFor({ state: 'attached' });
    await ask();
    await tester.getByText('Allowed by rule “Everything else”').waitFor();
    await page.getByRole('button', { name: 'Move No serial adapters up' }).click();
    await ask();
    await tester.getByText('Denied by rule “No serial adapters”').waitFor();
    await tester.getByText('class is ff/ff/ff, not any of 09').first().waitFor();
    await anna.picture('policy-draft');

    await anna.button('Dry run').click();
    await anna.dialog
      .getByText(/attempts of the last 30 days/)
      .first()
      .waitFor();
    await anna.dialog.locator('footer').getByRole('button', { name: 'Close' }).click();
    await anna.button('Put in force').click();
    await anna.dialog.getByLabel('What has changed').fill('Adapters stay with the client');
    await anna.dialog.getByRole('button', { name: 'Put in force' }).click();
    await anna.sees(/Version \d+ is in force\./);
    const order = await page.locator('.rule .main-link').allTextContents();
    assert.deepEqual(order, [
      'Hubs stay out',
      'Keyboards and mice stay with the client',
      'No sticks in the studio',
      'No serial adapters',
      'Everything else',
    ]);

    await anna.visit('Audit');
    await page
      .getByRole('row', { name: /anna.*changed the policy/ })
      .first()
      .waitFor();
    await anna.button('Verify').click();
    await anna.dialog.getByRole('button', { name: 'Verify now' }).click();
    await anna.dialog.getByText(/All \d+ records are as they were written/).waitFor();
    await anna.picture('audit-verified');
    await anna.dialog.locator('footer').getByRole('button', { name: 'Close' }).click();
    await anna.choose(/About/, 'Policy and assignments');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    assert.match(csv, /policy\.changed/);
    assert.doesNotMatch(csv, /session\.signed_in/);
    // The tester has read the devices before the rule was in force: no page shows them as they were then.
    await anna.visit('Overview');
    await anna.sees('blocked by “No serial adapters”');
    assert.deepEqual(anna.complaints, []);
  });

  it('shows a help desk everything it may see, and offers nothing that it may not do', async () => {
    await using hana = await Person.at(browser, agent);
    const { page } = hana;
    await hana.signIn('hana', '/');
    await hana.sees('Where the devices are');
    const menu = page.getByRole('navigation');
    await menu.getByRole('link', { name: 'Policy' }).waitFor();
    for (const hidden of ['Audit', 'Settings']) {
      assert.equal(await menu.getByRole('link', { name: hidden, exact: true }).count(), 0);
    }
    await hana.visit('Policy');
    await hana.sees('Your role, Help desk, may not change anything here. Who may: Administrator.');
    assert.equal(await hana.button('New rule').count(), 0);
    assert.equal(await page.getByRole('button', { name: /^Move / }).count(), 0);
    await hana.button('Try it').waitFor();
    await hana.visit('Sessions');
    await hana.sees('Epson TM-T88 Receipt Printer');
    assert.equal(await hana.button('Force release').count(), 0);
    await hana.visit('Virtual machines');
    await hana.sees('front-desk');
    assert.equal(await page.getByRole('button', { name: /^(Start|Stop) / }).count(), 0);
    await hana.go('/audit');
    await hana.sees('Who may: Administrator, Auditor.');
    await hana.picture('help-desk-audit');
    assert.deepEqual(hana.complaints, []);
  });

  it('takes a device from its holder, for a reason that stands in the audit', async () => {
    await using olga = await Person.at(browser, agent);
    await using aldo = await Person.at(browser, agent);
    await aldo.signIn('aldo', '/audit');
    await aldo.heading('Audit').waitFor();
    await olga.signIn('olga', '/sessions');
    const row = olga.page.getByRole('row', { name: /SanDisk Ultra Fit/ });
    await row.getByRole('button', { name: 'Force release' }).click();
    await olga.dialog.getByLabel('Reason').fill('needed at the counter');
    await olga.picture('force-release');
    await olga.dialog.getByRole('button', { name: 'Force release' }).click();
    await row.waitFor({ state: 'detached' });
    // Without reloading: the auditor's page hears of it.
    await aldo.page.getByRole('row', { name: /released a device by force.*needed at the counter/ }).waitFor();
  });

  it('shows open screens with what they carry and how far away they are, and disconnects one for a reason', async () => {
    const { agent: server } = agent;
    await server.admin.start('front-desk');
    const api = new ApiCaller(server.port);
    const signedIn = await api.ask(undefined, 'POST', '/session', { body: { name: 'uwe', password } });
    const session = /farport[^=]*=([^;]+)/.exec(String(signedIn.headers['set-cookie']))?.[1] ?? '';
    const { json: vms } = await api.ask({ session }, 'GET', '/vms');
    const [{ id } = { id: '' }] = (vms as { items: { id: string }[] }).items;
    const { json } = await api.ask({ session }, 'POST', `/vms/${id}/ticket`);
    const screen = server.webSocket('front-desk', (json as { ticket: string }).ticket, 'display');
    const end = closed(screen);
    await opened(screen);
    screen.send(Buffer.alloc(300_000));

    await using olga = await Person.at(browser, agent);
    await using hana = await Person.at(browser, agent);
    await hana.signIn('hana', '/sessions');
    const row = /Screen front-desk uwe 127\.0\.0\.1 .* 300 kB 300 kB [0-9.]+ ms/;
    await hana.page.getByRole('row', { name: row }).waitFor();
    assert.equal(await hana.button('Disconnect').count(), 0);
    await olga.signIn('olga', '/sessions');
    await olga.page.getByRole('row', { name: row }).waitFor();
    await olga.picture('sessions-live');
    await olga.button('Disconnect Screen of front-desk').click();
    await olga.dialog.getByLabel('Reason').fill('the counter closes');
    await olga.picture('disconnect');
    await olga.dialog.getByRole('button', { name: 'Disconnect' }).click();
    await end;
    await hana.sees('No screen is open');
    await using aldo = await Person.at(browser, agent);
    await aldo.signIn('aldo', '/audit');
    await aldo.page.getByRole('row', { name: /olga.*disconnected a screen.*the counter closes/ }).waitFor();
    await server.admin.stop('front-desk', true);
    api.close();
    assert.deepEqual([...olga.complaints, ...hana.complaints], []);
  });

  it('starts a VM and shows its console, live for others too', async () => {
    await using olga = await Person.at(browser, agent);
    await using hana = await Person.at(browser, agent);
    await hana.signIn('hana', '/vms');
    await hana.sees('build-win');
    await olga.signIn('olga', '/vms');
    await olga.button('Start build-win').click();
    await hana.page.getByRole('row', { name: /build-win running/ }).waitFor();
    await olga.page.getByRole('link', { name: 'build-win' }).click();
    await olga.sees('fake guest of build-win');
    await olga.button('Force off').click();
    await olga.dialog.getByRole('button', { name: 'Force off' }).click();
    await hana.page.getByRole('row', { name: /build-win stopped/ }).waitFor();
  });

  it('says how long ago something was, and says it anew as time passes', async () => {
    await using anna = await Person.at(browser, agent);
    const { page } = anna;
    await page.clock.install();
    await anna.signIn('anna', `/clients/${agent.office?.reception ?? ''}`);
    await anna.heading(/reception-3/).waitFor();
    await page.clock.fastForward('05:00');
    await page
      .locator('.facts')
      .getByText(/^[5-9] minutes ago$/)
      .first()
      .waitFor();
  });

  it('makes a backup of the database, shows where it is, and says that it can be restored from', async () => {
    await using anna = await Person.at(browser, agent);
    await anna.signIn('anna', '/settings');
    await anna.sees('There is no backup yet');
    await anna.button('Make a backup now').click();
    await anna.sees(/^fleet-.*\.db is made and checked\.$/);
    const row = anna.page.getByRole('row', { name: /backups\/fleet-/ });
    await row.getByRole('button', { name: 'Verify' }).click();
    await anna.sees('It can be restored from.');
    await anna.picture('backups');
    assert.deepEqual(anna.complaints, []);
  });

  it('speaks the other language at once, and still after reading the page anew', async () => {
    await using anna = await Person.at(browser, agent);
    const { page } = anna;
    await anna.signIn('anna', '/');
    await anna.button('Language').click();
    await page.getByRole('menuitemradio', { name: '简体中文' }).click();
    await anna.heading('概览').waitFor();
    assert.equal(await page.evaluate('document.documentElement.lang'), 'zh-Hans');
    await page.reload();
    await anna.heading('概览').waitFor();
    await anna.button('浅色或深色').click();
    await page.getByRole('menuitemradio', { name: '深色', exact: true }).click();
    assert.equal(await page.evaluate('getComputedStyle(document.documentElement).colorScheme'), 'dark');
  });

  it('is used by keyboard alone', async () => {
    await using anna = await Person.at(browser, agent);
    const { page } = anna;
    await anna.go('/people');
    await anna.field('Name').waitFor();
    await page.keyboard.type('anna');
    await page.keyboard.press('Tab');
    await page.keyboard.type('a kettle of green tea');
    await page.keyboard.press('Enter');
    await anna.button('New user').waitFor();
    await anna.button('New user').focus();
    await page.keyboard.press('Enter');
    await anna.dialog.waitFor();
    // Focus begins in the form, stays in the dialog, and comes back.
    await page.keyboard.type('kim');
    assert.equal(await anna.dialog.getByLabel('Name', { exact: true }).inputValue(), 'kim');
    for (let n = 0; n < 9; n++) await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.closest("[role=dialog]") !== null'), true);
    await page.keyboard.press('Escape');
    await anna.dialog.waitFor({ state: 'detached' });
    assert.match(String(await page.evaluate('document.activeElement.textContent')), /New user/);
  });

  it('asks to sign in again when the session was ended, and goes on where it was', async () => {
    await using anna = await Person.at(browser, agent);
    await anna.signIn('anna', '/clients');
    await anna.sees('reception-3');
    const tab = await anna.page.context().newPage();
    await tab.goto(agent.address);
    await tab.getByRole('button', { name: 'Anna Arendt' }).click();
    await tab.getByRole('menuitem', { name: 'Sign out' }).click();
    await tab.getByRole('heading', { name: 'Sign in' }).waitFor();
    await tab.close();
    await anna.sees('Your session has ended. Sign in again to go on.');
    await anna.field('Name').fill('anna');
    await anna.field('Password').fill('a kettle of green tea');
    await anna.button('Sign in').click();
    await anna.heading('Clients').waitFor();
    await anna.sees('reception-3');
  });

  it('says so when the agent is gone, and goes on when it is back', async () => {
    await using anna = await Person.at(browser, agent);
    await anna.signIn('anna', '/vms');
    await anna.sees('front-desk');
    await anna.page.getByText('Live', { exact: true }).waitFor();
    const killed = await agent.kill();
    await anna.sees('The agent does not answer.');
    // What was known is still there to be read.
    await anna.sees('front-desk');
    await anna.picture('agent-gone');
    await killed.back();
    await anna.page.getByText('Live', { exact: true }).waitFor();
    await anna.button('Start design').click();
    await anna.page.getByRole('row', { name: /design.*running/ }).waitFor();
  });
});
