// The console as an administrator has it: Chromium on this machine, before the agent of the lab, with a VM, an enrolled
// client and real sticks. What is decided in the browser is looked for in the guest, and what happens to the devices in
// the browser.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { Person, startBrowser } from '../console/console-under-test.ts';
import { ForwardedPort } from '../lab/forward.ts';
import { makeStick, removeStick, type Stick } from '../lab/stick.ts';
import { patienceMs, WholePath } from './whole-path.ts';

const vm = 'desktop';
const client = 'reception-3';
const serial = 'DESK-2';
/** As QEMU's sticks call themselves. */
const title = 'QEMU USB HARDDRIVE';
const password = 'four boats in a bay';
/** Far above what a page in front of an emulated agent takes. */
const waitMs = 180_000;

describe('an administrator before the console of a fleet', { timeout: 1_200_000 }, () => {
  let browser: Browser;
  let path: WholePath;
  let agentPort: ForwardedPort;
  let sticks: readonly Stick[];
  let admin: Person;
  let hana: Person;
  let olga: Person;
  /** Where sticks are plugged in, as the console names it. */
  let port = '';

  before(async () => {
    browser = await startBrowser();
    sticks = await Promise.all([1, 2].map(() => makeStick({ files: { 'big.bin': 4 << 20 } })));
    path = await WholePath.start({ vms: { [vm]: '6.12' } });
    agentPort = await ForwardedPort.open(path.lab, 4747);
    [admin, hana, olga] = [await person(), await person(), await person()];
  });

  afterEach(async (test) => {
    if (!('passed' in test) || test.passed) return;
    path.tellFailure(test);
    for (const [name, who] of Object.entries({ admin, hana, olga })) {
      console.error(`${name} is at ${who.page.url()} and sees:\n${await who.page.innerText('body')}`);
      await who.picture(`failed-${name}`);
    }
  });

  after(async () => {
    await browser.close();
    await agentPort.close();
    await path.stop();
    for (const stick of sticks) await removeStick(stick);
  });

  const person = (): Promise<Person> =>
    Person.at(browser, { address: `https://127.0.0.1:${agentPort.port}` }, { waitMs });

  /** Signs in with a one-time password, at this place, and chooses a password. */
  async function firstSignIn(who: Person, name: string, oneTime: string, at: string): Promise<void> {
    await who.signIn(name, at, oneTime);
    await who.heading('Choose your own password').waitFor();
    await who.field('One-time password').fill(oneTime);
    await who.field('New password').fill(password);
    await who.field('New password again').fill(password);
    await who.button('Change password').click();
    await who.page.getByRole('navigation').waitFor();
  }

  /** Plugs a stick in: always at the same place. */
  async function plug(stick: number, number: string): Promise<void> {
    const image = sticks[stick]?.image ?? '';
    await path.lab.plug({ id: number, kind: 'storage', image, serial: number, props: { port: '1' } });
  }

  /** The stick where it is plugged in, on the client's page. */
  const stickOf = ({ page }: Person): Locator => page.locator('.device-line', { hasText: serial });
  const stickIs = (who: Person, state: string): Promise<void> =>
    stickOf(who).getByText(state, { exact: true }).waitFor();

  async function stickDoes(who: Person, action: string): Promise<void> {
    await stickOf(who)
      .getByRole('button', { name: `Actions for ${title}` })
      .click();
    await who.page.getByRole('menuitem', { name: action }).click();
  }

  /** The guest has the stick, and reads the right bytes from it. */
  async function guestReads(): Promise<void> {
    const sum = await path.onPartition(vm, serial, 'ro', 'sha256sum <$m/big.bin');
    assert.equal(sum.split(' ')[0], sticks[1]?.files.get('big.bin'));
  }
  const guestLoses = (mark: number) =>
    path.guest(vm).waitForLine(/USB disconnect/, { mark, timeoutMs: patienceMs });

  async function putInForce(comment: string): Promise<void> {
    await admin.button('Put in force').click();
    await admin.dialog.getByLabel('What has changed').fill(comment);
    await admin.dialog.getByRole('button', { name: 'Put in force' }).click();
    await admin.sees(/Version \d+ is in force\./);
  }

  it('enrols the machine where people sit', async () => {
    const line = await path.agent.lines.waitFor(/one-time password/);
    await firstSignIn(admin, 'admin', /one-time password (\S+)/.exec(line)?.[1] ?? '', '/clients');
    await admin.button('Enrol a client').click();
    await admin.dialog.getByLabel('Name of the client').fill(client);
    await admin.dialog.getByRole('button', { name: 'Make the code' }).click();
    await admin.heading('The code is shown this once').waitFor();
    const code = (await admin.dialog.getByLabel('Enrolment code').textContent()) ?? '';
    await admin.picture('lab-code');
    await admin.dialog.getByRole('button', { name: 'Done' }).click();
    const where = ['--agent', path.address, '--fingerprint', path.fingerprint];
    const enrolled = await path.farport('enroll', ...where, '--code', code, '--name', client);
    assert.match(enrolled.stdout, /^enrolled as reception-3 at /, enrolled.stderr);
    // Without reloading.
    await admin.page.getByRole('row', { name: /reception-3 online/ }).waitFor();
    await admin.picture('lab-clients');
  });

  it('denies a class, and says at the stick which rule keeps it back', async () => {
    await plug(0, 'DESK-1');
    await admin.page.getByRole('link', { name: client }).click();
    const first = admin.page.locator('.device-line', { hasText: 'DESK-1' });
    await first.getByText('available', { exact: true }).waitFor();
    port = (await admin.page.locator('li', { has: first }).last().locator('.port').textContent()) ?? '';
    assert.match(port, /^\d+-\d+$/);
    const clientPage = new URL(admin.page.url()).pathname;

    await admin.visit('Policy');
    await admin.button('New rule').click();
    await admin.dialog.getByLabel('Name of the rule').fill('No sticks here');
    await admin.dialog.getByRole('button', { name: 'storage', exact: true }).click();
    await admin.dialog.getByRole('button', { name: 'Take into the draft' }).click();
    await putInForce('Sticks stay with the client');
    await admin.picture('lab-policy');

    await admin.turnTo(clientPage);
    await first.getByText('blocked by “No sticks here”', { exact: true }).waitFor();
    await first.getByRole('button', { name: `Actions for ${title}` }).click();
    await admin.page.getByRole('menuitem', { name: 'Attach to a VM …' }).click();
    await admin.choose(/Virtual machine/, vm, admin.dialog);
    await admin.dialog.getByRole('button', { name: 'Attach' }).click();
    await admin.dialog.getByText(/Refused: .*No sticks here/).waitFor();
    await admin.picture('lab-denied');
    await admin.dialog.getByRole('button', { name: 'Cancel' }).click();
    await admin.visit('Overview');
    await admin.sees('blocked by “No sticks here”');
    await admin.sees('denied by rule “No sticks here”');
    await admin.picture('lab-overview-denied');
  });

  it('allows it again, and the stick is to be had', async () => {
    await admin.visit('Policy');
    await admin.page.getByRole('switch', { name: 'Switched on: No sticks here' }).press('Space');
    await putInForce('Sticks may go');
    await admin.visit('Clients');
    await admin.page.getByRole('link', { name: client }).click();
    await admin.page
      .locator('.device-line', { hasText: 'DESK-1' })
      .getByText('available', { exact: true })
      .waitFor();
    await path.lab.unplug('DESK-1');
    await admin.sees('Seen here before (1)');
  });

  it('assigns a port: a stick that is plugged in there is in the guest by itself', async () => {
    await admin.visit('Assignments');
    await admin.button('New assignment').click();
    await admin.choose(/Client/, client, admin.dialog);
    await admin.dialog.getByRole('textbox', { name: 'Port', exact: true }).fill(port);
    await admin.choose(/Goes to/, vm, admin.dialog);
    await admin.dialog.getByLabel('Note').fill('Whatever comes over the counter');
    await admin.dialog.getByRole('button', { name: 'Save' }).click();
    await admin.sees(`port ${port} of ${client}`);
    await admin.picture('lab-assignments');

    await plug(1, serial);
    await admin.visit('Clients');
    await admin.page.getByRole('link', { name: client }).click();
    await stickIs(admin, `in use by ${vm}`);
    const partition = await path.partitionInGuest(vm, serial);
    assert.match(await path.guest(vm).check('cat /proc/partitions'), new RegExp(` ${partition}$`, 'm'));
    await guestReads();
    await admin.picture('lab-client');
    await admin.visit('Overview');
    await admin.page.getByText('blocked by “No sticks here”').waitFor({ state: 'detached' });
    await admin.picture('lab-overview');
  });

  it('shows a help desk where the stick is, and refuses whatever would change it', async () => {
    const made = await path.agentDoes('user', 'create', 'hana', '--role', 'help_desk');
    await firstSignIn(hana, 'hana', oneTimeOf(made), '/clients');
    await hana.page.getByRole('link', { name: client }).click();
    await stickIs(hana, `in use by ${vm}`);
    assert.equal(await hana.page.getByRole('button', { name: /^(Actions for|Name port) / }).count(), 0);
    await hana.sees('Your role, Help desk, may not change anything here.');
    await hana.picture('lab-help-desk');
    await hana.visit('Sessions');
    await hana.page.getByRole('row', { name: new RegExp(title) }).waitFor();
    assert.equal(await hana.button('Force release').count(), 0);
    await hana.visit('Assignments');
    await hana.sees(`port ${port} of ${client}`);
    assert.equal(await hana.button('New assignment').count(), 0);
    assert.ok(await hana.page.getByRole('switch', { name: /^In force: / }).isDisabled());
    await hana.visit('Policy');
    assert.equal(await hana.button('New rule').count(), 0);
    await hana.picture('lab-help-desk-policy');

    // By the API as little as by the page, and with all that the page would send.
    const { request } = hana.page;
    const api = new URL('/api/v1', hana.page.url()).href;
    const read = async (what: string) => (await (await request.get(`${api}${what}`)).json()) as Answer;
    const { csrfToken = '' } = await read('/session');
    const [device] = (await read('/devices')).items?.filter((each) => each.serial === serial) ?? [];
    const [assignment] = (await read('/assignments')).items ?? [];
    const { document, version } = await read('/policy');
    assert.ok(device !== undefined && assignment !== undefined);
    for (const [method, what, data] of [
      ['POST', `/leases/${device.id}/force-release`, { reason: 'because I can' }],
      ['POST', `/devices/${device.id}/detach`, { version: device.version }],
      ['PATCH', `/assignments/${assignment.id}`, { version: assignment.version, enabled: false }],
      ['PUT', '/policy', { version, document, comment: '' }],
    ] as const) {
      const answer = await request.fetch(`${api}${what}`, {
        method,
        data,
        headers: { 'farport-csrf': csrfToken },
      });
      assert.deepEqual(
        [answer.status(), ((await answer.json()) as Answer).code],
        [403, 'access.denied'],
        what,
      );
    }
    await guestReads();
  });

  it('takes the stick from its holder, for a reason that the holder’s page and the audit follow', async () => {
    const made = await path.agentDoes('user', 'create', 'olga', '--role', 'operator');
    await firstSignIn(olga, 'olga', oneTimeOf(made), '/clients');
    await olga.page.getByRole('link', { name: client }).click();
    await stickIs(olga, `in use by ${vm}`);
    let { mark } = path.guest(vm);
    await stickDoes(olga, 'Detach');
    // Detached on purpose it stays detached, whatever its port is assigned to.
    await stickIs(olga, 'available');
    await guestLoses(mark);
    await stickDoes(olga, 'Attach to a VM …');
    await olga.choose(/Virtual machine/, vm, olga.dialog);
    await olga.dialog.getByRole('button', { name: 'Attach' }).click();
    await stickIs(olga, 'in use by olga');
    await guestReads();

    ({ mark } = path.guest(vm));
    await admin.visit('Sessions');
    const row = admin.page.getByRole('row', { name: /QEMU USB HARDDRIVE.*olga/ });
    await row.getByRole('button', { name: 'Force release' }).click();
    await admin.dialog.getByLabel('Reason').fill('needed at the counter');
    await admin.picture('lab-force');
    await admin.dialog.getByRole('button', { name: 'Force release' }).click();
    await row.waitFor({ state: 'detached' });
    await stickIs(olga, 'available');
    await guestLoses(mark);
    await admin.visit('Audit');
    await admin.page
      .getByRole('row', { name: /admin.*released a device by force.*DESK-2.*needed at the counter/ })
      .waitFor();
    await admin.picture('lab-audit');
  });

  it('finds VM and stick again after the agent was killed, and the guest never noticed the agent', async () => {
    await stickDoes(olga, 'Leave it to the assignments');
    await stickIs(olga, `in use by ${vm}`);
    await guestReads();
    const up = await uptime();
    const { agent } = path;
    await path.lab.check(`kill -9 ${agent.pid}`);
    await agent.process.ended;
    await olga.sees('The agent does not answer.');
    await olga.picture('lab-agent-gone');
    await path.startAgent();
    await path.agent.lines.waitFor(new RegExp(`"event":"vm.adopted","vm":"${vm}"`));
    await path.reconnectConsole(vm);
    await olga.page.getByText('Live', { exact: true }).waitFor();
    await stickIs(olga, `in use by ${vm}`);
    await guestReads();
    assert.ok((await uptime()) > up, 'the guest was not started anew');
  });

  it('has an audit that verifies, in the console and on the server', async () => {
    await admin.button('Verify').click();
    await admin.dialog.getByRole('button', { name: 'Verify now' }).click();
    await admin.dialog.getByText(/All \d+ records are as they were written/).waitFor();
    await admin.picture('lab-verified');
    const verified = await path.farportAgent('audit', 'verify');
    assert.equal(verified.exitCode, 0, verified.stderr);
    assert.match(verified.stdout, /\d+ records/);
    for (const { complaints } of [admin, hana, olga]) assert.deepEqual(complaints, []);
  });

  /** Of the guest, in seconds. */
  async function uptime(): Promise<number> {
    return Number((await path.guest(vm).check('cat /proc/uptime')).split(' ')[0]);
  }
});

/** What the API answers, as far as it matters here. */
interface Answer {
  readonly code?: string;
  readonly csrfToken?: string;
  readonly version?: number;
  readonly document?: unknown;
  readonly items?: readonly { readonly id: string; readonly version: number; readonly serial?: string }[];
}

/** The one-time password that `farport-agent user create` printed. */
function oneTimeOf(said: string): string {
  const word = /\b[0-9a-z]{4}(?:-[0-9a-z]{4}){4}\b/.exec(said)?.[0];
  assert.ok(word !== undefined, said);
  return word;
}
