/** Somebody stays longer than a ticket is good for: the app gets another, for the screen and for every device. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { RenewedTicket } from '../../apps/client/app/service/renewed-ticket.node.ts';
import { text } from '../viewer/painted-screen.ts';
import { startBrowser, until } from '../viewer/viewer-under-test.ts';
import { AppUnderTest } from './app-under-test.ts';
import { VM } from './office-agent.ts';
import { STICK } from './simulated-devices.ts';

describe('a ticket that is over', { timeout: 90_000 }, () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
  });

  const stick = (app: AppUnderTest) =>
    app.host.service.state().ports.find(({ port }) => port === STICK.portPath)?.state;

  it('is replaced where an account is signed in: screen and devices go on', async () => {
    await using app = await AppUnderTest.open(browser, { locale: 'en-GB' });
    await app.signedIn();
    await app.button(`Open ${VM}`).click();
    const viewer = app.page.frameLocator('iframe');
    app.agent.screen.paintAll(text);
    await viewer.locator('#desk[data-stale="false"]').waitFor();
    await app.host.service.handlers['device.use']({ port: STICK.portPath });
    await until('the stick in the VM', () => stick(app) === 'in_vm');
    app.agent.ageTickets();
    await until('the stick is not in the VM', () => stick(app) !== 'in_vm');
    await until('the stick is in the VM again', () => stick(app) === 'in_vm');
    await viewer.locator('#desk[data-stale="false"]').waitFor();
    await until('one ticket for both', () => app.agent.attached.length === 1);
    const asked = app.agent.asked.filter((what) => what === 'POST /api/v1/vms/vm-1/ticket');
    assert.equal(asked.length, 2);
    await app.picture('app-en-ticket-renewed');
  });

  it('says that the session has ended where the agent gives no other', async () => {
    await using app = await AppUnderTest.open(browser, { locale: 'en-GB' });
    await app.signedIn();
    await app.button(`Open ${VM}`).click();
    const viewer = app.page.frameLocator('iframe');
    app.agent.screen.paintAll(text);
    await viewer.locator('#desk[data-stale="false"]').waitFor();
    app.agent.givesTickets = false;
    app.agent.ageTickets();
    await viewer.locator('#title', { hasText: 'Your session has ended' }).waitFor();
    await app.picture('app-en-session-ended');
  });

  it('is asked for long before, once for all who ask at once, and not for ever', async () => {
    let made = 0;
    const told: unknown[] = [];
    const tickets = new RenewedTicket({
      first: 'ticket-0',
      ask: () => Promise.resolve(`ticket-${(made += 1)}`),
      asked: (error) => told.push(error),
      renewMs: 20,
    });
    await until('it was renewed', () => tickets.now !== 'ticket-0');
    tickets.end();
    assert.ok(told.length > 0 && told.every((error) => error === undefined));
    const { now } = tickets;
    assert.equal(await tickets.renew('ticket-0'), now, 'there is a newer one already');
    await assert.rejects(tickets.renew(now), { code: 'agent.ticket_refused' });
    const other = new RenewedTicket({ first: 'a', ask: () => Promise.resolve(`b-${(made += 1)}`) });
    const [one, two] = await Promise.all([other.renew('a'), other.renew('a')]);
    other.end();
    assert.equal(one, two);
  });
});
