/** The viewer's page in a real Chromium: what it says and shows, wherever its bridge leads. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from 'playwright-core';
import { findBrowser } from '../../apps/client/engine/viewer/window.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where pictures are kept to be looked at; nowhere unless this is set. */
const pictures = process.env['FARPORT_PICTURES'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let built = false;

/** Chromium's program; with the viewer's page built, which it will show. */
export function browserForViewer(): string {
  const program = findBrowser();
  if (program === undefined || !existsSync(program)) {
    throw new Error('no Chromium: run "npm run setup", or "apt-get install chromium"');
  }
  if (!built) execFileSync(process.execPath, [join(root, 'apps/client/build-viewer.mjs')], { cwd: root });
  built = true;
  return program;
}

/** `screen`: of an X server, where it shows its windows; else nowhere. */
export async function startBrowser(screen?: string): Promise<Browser> {
  const executablePath = browserForViewer();
  const shown = screen === undefined ? {} : { headless: false, env: { ...process.env, DISPLAY: screen } };
  return chromium.launch({ executablePath, args: ['--no-sandbox'], ...shown });
}

export interface PageOptions {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly locale?: string;
  readonly deviceScaleFactor?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly permissions?: string[];
  readonly hasTouch?: boolean;
}

export class ViewerPage {
  readonly page: Page;
  /** What the page's console said that is no good. */
  readonly complaints: string[];
  readonly #context: BrowserContext;

  protected constructor(from: Pick<ViewerPage, 'page' | 'complaints'>) {
    this.page = from.page;
    this.complaints = from.complaints;
    this.#context = from.page.context();
  }

  /** Opens a bridge's address in a context of its own, or in the one that is given as it is. Closes it at the end. */
  static async open(
    where: Browser | BrowserContext,
    address: string,
    options: PageOptions,
  ): Promise<ViewerPage> {
    const context = 'newContext' in where ? await where.newContext(options) : where;
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(address);
    // The first page leads on to the viewer's by itself.
    await page.waitForURL('**/view/');
    return new ViewerPage({ page, complaints });
  }

  /** Resolves when the card says this; undefined: when there is no card. */
  async says(title: string | undefined): Promise<void> {
    if (title === undefined) await this.page.locator('#card').waitFor({ state: 'hidden' });
    else await this.page.locator('#title', { hasText: title }).waitFor({ state: 'visible' });
  }

  /** 0x00RRGGBB of what the page, or a further head's window, shows of a head. */
  pixels(head = 0, page = this.page): Promise<Uint32Array> {
    return pixelsOf(page, head);
  }

  /** Keeps a picture of the page, where they are asked for. */
  async picture(name: string, page = this.page): Promise<void> {
    if (pictures === undefined) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  /** What has the keyboard: an element's id, or what it is. */
  focused(): Promise<string> {
    return this.page.evaluate<string>('document.activeElement.id || document.activeElement.tagName');
  }

  /** What axe-core finds at all, each with where. */
  async findings(): Promise<string[]> {
    await this.page.evaluate(axe);
    return await this.page.evaluate<string[]>(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, nodes }) =>
        impact + ' ' + id + ': ' + nodes.map(({ target, failureSummary }) => target.join(' ') + ' ' + failureSummary).join(' | ')))`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
  }
}

const WAIT_MS = 20_000;

export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  waitMs = WAIT_MS,
): Promise<void> {
  const end = Date.now() + waitMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Resolves when a viewer's page, perhaps in a frame, shows anything of the guest but black; with how long that took. */
export async function firstPicture(page: Page): Promise<number> {
  const from = performance.now();
  await until('the first picture', async () => {
    try {
      const frame = page.frames().find((one) => one.url().includes('/view/'));
      return frame !== undefined && (await pixelsOf(frame)).some((pixel) => pixel !== 0);
    } catch {
      // The page is still on its way.
      return false;
    }
  });
  return performance.now() - from;
}

/** 0x00RRGGBB of what a viewer's page shows of a head. */
export async function pixelsOf(page: Page | Frame, head = 0): Promise<Uint32Array> {
  const base64 = await page.evaluate(`(() => {
    const from = document.querySelectorAll('#desk canvas')[${head}];
    if (from === undefined) return '';
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
