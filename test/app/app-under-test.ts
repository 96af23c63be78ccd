/** The app in a real Chromium, over its own bridge, with simulated devices and an agent that a test plays. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { FakeBackend } from '../../apps/client/engine/capture/fake/fake-captured-device.ts';
import type { AppHost } from '../../apps/client/app/service/app-host.node.ts';
import { ACCOUNT, OfficeAgent, TICKET, VM } from './office-agent.ts';
import { inBrowser, openSimulatedApp } from './simulated-app.ts';
import { DESK, SimulatedDevices } from './simulated-devices.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where pictures are kept to be looked at; nowhere unless this is set. */
const pictures = process.env['FARPORT_PICTURES'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let built = false;

/** Bundles the window's page, once for a test file. */
export function buildApp(): void {
  if (!built) execFileSync(process.execPath, [join(root, 'apps/client/build-app.mjs')], { cwd: root });
  built = true;
}

/** Keeps a picture of a page, where they are asked for. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** Both languages, light and dark. */
export const LOOKS = [
  { name: 'en', language: 'en', locale: 'en-GB', colorScheme: 'light' },
  { name: 'zh', language: 'zh-CN', locale: 'zh-CN', colorScheme: 'dark' },
] as const;

export class AppUnderTest {
  readonly agent: OfficeAgent;
  readonly devices: SimulatedDevices;
  readonly backend: FakeBackend;
  readonly page: Page;
  readonly host: AppHost;
  /** What the page's console said that is no good. */
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;
  readonly #directory: string;

  private constructor(
    { devices, backend }: { devices: SimulatedDevices; backend: FakeBackend },
    agent: OfficeAgent,
    host: AppHost,
    context: BrowserContext,
    page: Page,
    directory: string,
  ) {
    this.devices = devices;
    this.backend = backend;
    this.agent = agent;
    this.host = host;
    this.#context = context;
    this.page = page;
    this.#directory = directory;
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<AppUnderTest> {
    buildApp();
    const agent = await OfficeAgent.start();
    const directory = mkdtempSync(join(tmpdir(), 'farport-app-'));
    const [devices, backend] = [new SimulatedDevices(DESK), new FakeBackend()];
    const host = await openSimulatedApp(directory, devices, { backend, shown: inBrowser });
    const context = await browser.newContext({ viewport: { width: 1100, height: 720 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const app = new AppUnderTest({ devices, backend }, agent, host, context, page, directory);
    await page.goto(host.bridge.address);
    await page.waitForURL('**/app/');
    await page.locator('h1').first().waitFor();
    return app;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** From the first page to the sign-in at the agent. */
  async toSignIn(goOn: string, same: string): Promise<void> {
    await this.page.locator('form input').fill(this.agent.address);
    await this.button(goOn).last().click();
    await this.button(same).click();
  }

  /** Signed in, without the window's help. */
  async signedIn(): Promise<void> {
    const { handlers } = this.host.service;
    const { address, fingerprint } = this.agent;
    await handlers['agent.trust']({ address, fingerprint });
    await handlers['session.account']({ address, user: ACCOUNT.user, password: ACCOUNT.password });
  }

  async withTicket(): Promise<void> {
    const { handlers } = this.host.service;
    const { address, fingerprint } = this.agent;
    await handlers['agent.trust']({ address, fingerprint });
    await handlers['session.ticket']({ address, vm: VM, ticket: TICKET, keep: false });
  }

  /** What axe-core finds serious or worse, each with where. */
  async seriousFindings(): Promise<string[]> {
    await this.page.evaluate(axe);
    return await this.page.evaluate<string[]>(
      `axe.run(document, { iframes: false, resultTypes: ['violations'] }).then(({ violations }) =>
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => id + ': ' + nodes.map(({ target, failureSummary }) => target.join(' ') + ' ' + failureSummary).join(' | ')))`,
    );
  }

  /** Keeps a picture of the page, where they are asked for. */
  picture(name: string): Promise<void> {
    return keepPicture(this.page, name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
    await this.host.stop();
    await this.agent.stop();
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 5 });
  }
}
