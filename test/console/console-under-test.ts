/** The console in a real Chromium, before a real agent with a small office. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { AgentUnderTest, until } from '../../apps/agent/src/testing/agent-under-test.ts';
import { findBrowser } from '../../apps/client/engine/viewer/window.ts';
import { password, prepareOffice, type Office } from './office.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where pictures are kept to be looked at, or to stand in the docs; nowhere unless this is set. */
export const pictures = process.env['FARPORT_PICTURES'];

let built = false;

export async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined || !existsSync(executablePath)) {
    throw new Error('no Chromium: run "npm run setup", or "apt-get install chromium"');
  }
  // The set-up has built it; without it, as with a test file by hand, it is built here.
  if (!built && !existsSync(join(root, 'apps/console/dist/index.html'))) {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    execFileSync(process.execPath, [vite, 'build', 'apps/console', '--logLevel', 'warn'], { cwd: root });
  }
  built = true;
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

const VMS = ['accounting', 'front-desk', 'design', 'build-win']
  .map(
    (name) =>
      `[[vm]]\nname = "${name}"\nmemory_mib = 4096\nvcpus = 2\nkernel = "KERNEL"\n${name === 'front-desk' ? 'display = {}\n' : ''}`,
  )
  .join('');

/** Files that VMs can be made from, as far as the agent looks at them. */
function writeImages(folder: string): void {
  mkdirSync(folder);
  const kernel = Buffer.alloc(8 << 20);
  kernel.write('HdrS', 0x202, 'latin1');
  writeFileSync(join(folder, 'vmlinuz-6.12'), kernel);
  writeFileSync(join(folder, 'initrd.img-6.12'), Buffer.concat([Buffer.from('28b52ffd', 'hex'), kernel]));
  writeFileSync(join(folder, 'debian-13.img'), kernel.fill(0, 0, 1024).fill('x', 4 << 20));
  writeFileSync(join(folder, 'old-desktop.qcow2'), Buffer.concat([Buffer.from('514649fb', 'hex'), kernel]));
}

/** A real agent; with the office, or as it begins. */
export class ConsoleAgent {
  readonly agent: AgentUnderTest;
  readonly office: Office | undefined;

  private constructor(agent: AgentUnderTest, office: Office | undefined) {
    this.agent = agent;
    this.office = office;
  }

  static async start(empty = false): Promise<ConsoleAgent> {
    const agent = new AgentUnderTest(`image_dirs = ["images"]\n${empty ? '' : VMS}`);
    try {
      if (!empty) writeImages(join(agent.directory, 'images'));
      const office = empty ? undefined : await prepareOffice(agent.dataDir);
      await agent.start();
      await until('the API answers', () => agent.event('api.ready'));
      return new ConsoleAgent(agent, office);
    } catch (error) {
      await agent[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Kills it, and starts another on the same data and port. */
  async kill(): Promise<{ readonly back: () => Promise<void> }> {
    const { port } = this.agent;
    await this.agent.signal('SIGKILL');
    const config = readFileSync(this.agent.config, 'utf8');
    writeFileSync(this.agent.config, config.replace('"127.0.0.1:0"', `"127.0.0.1:${port}"`));
    return { back: () => this.agent.start() };
  }

  get address(): string {
    return `https://127.0.0.1:${this.agent.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.agent[Symbol.asyncDispose]();
  }
}

export interface PersonOptions {
  readonly locale?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** What is waited for at most. Default: 20 s. */
  readonly waitMs?: number;
}

/** Somebody before a browser. */
export class Person {
  readonly page: Page;
  /** What the page's console said that is no good. */
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;
  readonly #address: string;

  private constructor(context: BrowserContext, page: Page, address: string, waitMs: number) {
    this.#context = context;
    this.page = page;
    this.#address = address;
    page.setDefaultTimeout(waitMs);
    page.on('console', (message) => {
      // A browser says so of every answer that is no 2xx; the page says it better.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.complaints.push(message.text());
      }
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** `address`: the agent's, as "https://127.0.0.1:4747". */
  static async at(
    browser: Browser,
    { address }: Pick<ConsoleAgent, 'address'>,
    options: PersonOptions = {},
  ): Promise<Person> {
    const { locale = 'en-GB', colorScheme = 'light', width = 1280, height = 860, waitMs = 20_000 } = options;
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: { width, height },
      locale,
      colorScheme,
      reducedMotion: 'reduce',
      acceptDownloads: true,
    });
    return new Person(context, await context.newPage(), address, waitMs);
  }

  async go(path: string): Promise<void> {
    await this.page.goto(this.#address + path);
  }

  /** Turns to another page of the console without reading everything anew, as a link does. */
  async turnTo(path: string): Promise<void> {
    await this.page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`);
  }

  /** Signs in by the form, at this place of the console. */
  async signIn(name: string, path = '/', secret = password): Promise<void> {
    await this.go(path);
    await this.field('Name').fill(name);
    await this.field('Password').fill(secret);
    await this.button('Sign in').click();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** Goes to a place by the menu. */
  async visit(name: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** Chooses in a list that opens. */
  async choose(
    label: string | RegExp,
    option: string | RegExp,
    within: Page | Locator = this.page,
  ): Promise<void> {
    // A list that has not been read yet does not open.
    await within.getByRole('button', { name: label }).filter({ hasNotText: 'Nothing to choose' }).click();
    await this.page.getByRole('option', { name: option }).first().click();
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** Keeps a picture of the page, where they are asked for. */
  async picture(name: string): Promise<void> {
    if (pictures === undefined) return;
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
  }
}
