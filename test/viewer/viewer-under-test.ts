/** The viewer in a real Chromium, over the real bridge, before an agent that shows a painted screen. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { ViewerBridge } from '../../apps/client/engine/viewer/bridge.ts';
import { viewerFiles } from '../../apps/client/engine/viewer/files.ts';
import { findBrowser } from '../../apps/client/engine/viewer/window.ts';
import { PaintedScreen } from './painted-screen.ts';
import { ScreenAgent } from './screen-agent.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where pictures are kept to be looked at; nowhere unless this is set. */
const pictures = process.env['FARPORT_PICTURES'];

let built = false;

export async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined || !existsSync(executablePath)) {
    throw new Error('no Chromium: run "npm run setup", or "apt-get install chromium"');
  }
  if (!built) execFileSync(process.execPath, [join(root, 'apps/client/build-viewer.mjs')], { cwd: root });
  built = true;
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

export interface ViewerOptions {
  readonly locale?: string;
  readonly deviceScaleFactor?: number;
  readonly colorScheme?: 'light' | 'dark';
}

const WIDTH = 1000;
const HEIGHT = 700;
/** Of the page; the rest is the screen's. */
const TOOLBAR_HEIGHT = 42;

export class ViewerUnderTest {
  readonly screen: PaintedScreen;
  readonly agent: ScreenAgent;
  readonly bridge: ViewerBridge;
  readonly page: Page;
  /** What the page's console said that is no good. */
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;

  private constructor(
    screen: PaintedScreen,
    agent: ScreenAgent,
    bridge: ViewerBridge,
    context: BrowserContext,
    page: Page,
  ) {
    this.screen = screen;
    this.agent = agent;
    this.bridge = bridge;
    this.#context = context;
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** Opens the page; `prepare` may change the agent before. */
  static async open(
    browser: Browser,
    options: ViewerOptions = {},
    prepare: (agent: ScreenAgent) => void = () => undefined,
  ): Promise<ViewerUnderTest> {
    const screen = new PaintedScreen(WIDTH, HEIGHT - TOOLBAR_HEIGHT);
    const agent = await ScreenAgent.start((socket) => {
      screen.session.connect(socket, {
        agent: 'vm',
        acceptTicket: (ticket) => ticket === agent.target.ticket,
      });
    });
    prepare(agent);
    const bridge = await ViewerBridge.start(agent.target, await viewerFiles());
    const context = await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT }, ...options });
    const page = await context.newPage();
    const viewer = new ViewerUnderTest(screen, agent, bridge, context, page);
    await page.goto(bridge.address);
    return viewer;
  }

  /** Resolves when the card says this; undefined: when there is no card. */
  async says(title: string | undefined): Promise<void> {
    if (title === undefined) await this.page.locator('#card').waitFor({ state: 'hidden' });
    else await this.page.locator('#title', { hasText: title }).waitFor({ state: 'visible' });
  }

  /** 0x00RRGGBB of what the page shows of head 0. */
  async pixels(): Promise<Uint32Array> {
    const base64 = await this.page.evaluate(`(() => {
      const from = document.querySelector('#desk canvas');
      const canvas = new OffscreenCanvas(from.width, from.height);
      const context = canvas.getContext('2d');
      context.drawImage(from, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let text = '';
      for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
      return btoa(text);
    })()`);
    const bytes = Buffer.from(String(base64), 'base64');
    return Uint32Array.from({ length: bytes.length / 4 }, (_, n) => bytes.readUInt32BE(4 * n) >>> 8);
  }

  /** Resolves when the page shows the guest's frame buffer bit for bit. */
  async showsAll(): Promise<void> {
    await until('the same picture', async () => {
      const [shown, painted] = [await this.pixels(), this.screen.pixels];
      return shown.length === painted.length && shown.every((pixel, n) => pixel === painted[n]);
    });
  }

  /** Resolves when the guest was told these lines, in this order, after `from`. */
  async hears(lines: readonly string[], from = 0): Promise<void> {
    await until(
      `the guest hears ${lines.join(', ')}; it heard ${this.screen.heard.slice(from).join(', ')}`,
      () => {
        let at = from - 1;
        return lines.every((line) => (at = this.screen.heard.indexOf(line, at + 1)) >= 0);
      },
    );
  }

  /** Keeps a picture of the page, where they are asked for. */
  async picture(name: string): Promise<void> {
    if (pictures === undefined) return;
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
    await this.bridge.close();
    await this.agent.stop();
    this.screen.close();
  }
}

const WAIT_MS = 20_000;

export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + WAIT_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
