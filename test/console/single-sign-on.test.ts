/** Somebody signs in to the console by OpenID Connect: a real agent, a real provider with its own form, a real browser. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AgentUnderTest, until } from '../../apps/agent/src/testing/agent-under-test.ts';
import { Person, startBrowser } from './console-under-test.ts';

const providerProgram = fileURLToPath(
  new URL('../../apps/agent/src/testing/oidc-provider.mjs', import.meta.url),
);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('the console, with single sign-on', { timeout: 120_000 }, () => {
  it('has a button, leads through the provider to the page that was wanted, and out again', async () => {
    const [port, providerPort] = [await freePort(), await freePort()];
    const address = `https://127.0.0.1:${port}`;
    const people = { ada: { name: 'Ada L.', preferred_username: 'ada', groups: ['it'] } };
    const provider = spawn(process.execPath, [
      providerProgram,
      String(providerPort),
      `${address}/api/v1/auth/oidc/callback`,
      JSON.stringify(people),
    ]);
    let said = '';
    provider.stdout.on('data', (text: Buffer) => (said += text.toString()));
    await using agent = new AgentUnderTest(
      `[oidc]
      issuer = "http://127.0.0.1:${providerPort}"
      client_id = "farport"
      client_secret_file = "secret"
      public_url = "${address}"
      display_name = "Example Ltd"
      roles = { operator = ["it"] }\n`,
      port,
    );
    writeFileSync(join(agent.directory, 'secret'), 'a secret of the agent\n');
    const browser = await startBrowser();
    try {
      await until('the provider is ready', () => said.includes('ready\n'));
      await agent.start();
      await until('the API answers', () => agent.event('api.ready'));
      await using ada = await Person.at(browser, { address });
      await ada.go('/audit');
      const button = ada.page.getByRole('link', { name: 'Sign in with Example Ltd' });
      await button.waitFor();
      await ada.picture('sign-in-elsewhere');
      await button.click();
      await ada.page.locator('input[name=login]').fill('ada');
      await ada.page.locator('input[name=password]').fill('x');
      await ada.page.locator('button[type=submit]').click();
      await ada.sees('Ada L.');
      assert.equal(new URL(ada.page.url()).pathname, '/audit');
      await ada.button(/Ada L\./).click();
      await ada.page.getByRole('menuitem', { name: 'Sign out' }).click();
      // The provider asks whether its own session shall end, too.
      await ada.page.waitForURL(/\/session\/end/);
    } finally {
      provider.kill();
      await browser.close();
    }
  });
});
