/** The link to the agent is cut at every step of the app, at bytes early and late: each says so in words, and goes on. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { codeOf } from '../../apps/client/engine/errors.ts';
import type { AppHost } from '../../apps/client/app/service/app-host.node.ts';
import { errorWord } from '../../apps/client/app/shared/words.ts';
import { until } from '../viewer/viewer-page.ts';
import { BreakingLink } from './breaking-link.ts';
import { ACCOUNT, OfficeAgent, VM } from './office-agent.ts';
import { openSimulatedApp } from './simulated-app.ts';
import { DESK, SimulatedDevices, STICK } from './simulated-devices.ts';

/** Of the server's bytes: from its first flight over its certificate into its answer, and behind that. */
const CUTS = Array.from({ length: 26 }, (_, n) => 70 * n);

describe('a link that is cut', { timeout: 60_000 }, () => {
  let agent: OfficeAgent;
  let link: BreakingLink;
  let app: AppHost;
  let directory: string;
  let address: string;

  beforeEach(async () => {
    agent = await OfficeAgent.start();
    link = await BreakingLink.to(Number(agent.address.split(':')[1]));
    address = `127.0.0.1:${link.port}`;
    directory = mkdtempSync(join(tmpdir(), 'farport-lost-'));
    app = await openSimulatedApp(directory, new SimulatedDevices(DESK));
  });
  afterEach(async () => {
    await app.stop();
    await link.close();
    await agent.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Does a step over links that are cut, which says so in words or holds after all, and then over one that is not. */
  async function overBrokenLinks(name: string, step: () => Promise<unknown>): Promise<void> {
    for (const cut of CUTS) {
      // One for each connection that a step may make.
      link.breaks.push(cut, cut, cut);
      try {
        await step();
      } catch (error) {
        const code = codeOf(error) ?? '';
        assert.notEqual(
          errorWord(code),
          errorWord('no.such.code'),
          `${name}, cut after ${cut}: ${String(error)}`,
        );
      }
      link.breaks.length = 0;
    }
    assert.ok(link.broken > 0, name);
    await step();
  }

  it('fails by name and can be tried again, from the first look to the screen', async () => {
    const { handlers } = app.service;
    const { user, password } = ACCOUNT;
    await overBrokenLinks('look', () => Promise.resolve(handlers['agent.look']({ address })));
    await handlers['agent.trust']({ address, fingerprint: agent.fingerprint });
    await overBrokenLinks('sign in', () =>
      Promise.resolve(handlers['session.account']({ address, user, password })),
    );
    await overBrokenLinks('list', () => Promise.resolve(handlers['session.refresh']({})));
    await overBrokenLinks('start', () => Promise.resolve(handlers['vm.start']({ vm: 'build-farm' })));
    await overBrokenLinks('open', () => Promise.resolve(handlers['screen.open']({ vm: VM })));
    assert.equal(app.service.state().screen?.vm, VM);
    assert.equal(app.service.state().session?.vms.length, 2);
  });

  it('takes no device from this machine for good, and brings it once it holds', async () => {
    const { handlers } = app.service;
    const stick = () => app.service.state().ports.find(({ port }) => port === STICK.portPath);
    await handlers['agent.trust']({ address, fingerprint: agent.fingerprint });
    await handlers['session.account']({ address, ...ACCOUNT });
    await handlers['screen.open']({ vm: VM });
    for (const cut of CUTS) {
      link.breaks.push(cut);
      await handlers['device.use']({ port: STICK.portPath });
      // It waits for the link, or says what went wrong.
      await until(`the stick, cut after ${cut}`, async () => {
        const shown = stick();
        if (shown?.state === 'failed') {
          assert.notEqual(
            errorWord(shown.error?.code ?? ''),
            errorWord('no.such.code'),
            shown.error?.message,
          );
          await handlers['device.use']({ port: STICK.portPath });
        }
        return stick()?.state === 'in_vm';
      });
      link.breaks.length = 0;
      await handlers['device.keep']({ port: STICK.portPath });
      await until('the stick here', () => stick()?.state === 'here');
    }
    assert.ok(link.broken > 0);
  });

  it('lets go of an account, whose link is gone, and leaves', async () => {
    const { handlers } = app.service;
    await handlers['agent.trust']({ address, fingerprint: agent.fingerprint });
    await handlers['session.account']({ address, ...ACCOUNT });
    await handlers['screen.open']({ vm: VM });
    await handlers['device.use']({ port: STICK.portPath });
    link.breaks.push(0, 0, 0, 0);
    await handlers['session.end']({});
    const { session, screen, ports } = app.service.state();
    assert.deepEqual([session, screen], [null, null]);
    assert.deepEqual(
      ports.filter(({ state }) => state !== 'here'),
      [],
    );
  });
});
