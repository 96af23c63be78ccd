/**
 * A screen without a monitor (Xvfb), whose picture is a file that anyone may read, and the browser on it. Owns where on the
 * screen a page is. So what a page shows is seen where a person would see it, and no page is asked.
 */
import { readFileSync, readSync, openSync, closeSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../../viewer/viewer-page.ts';
import { Program } from '../program.ts';
import { BenchError } from '../errors.ts';

/** Room for a page of 1440 by 942 pixels and what a browser has around it. */
const WIDTH = 1600;
const HEIGHT = 1200;

/** Where a page is looked for: a patch of colours that no page has. */
const PATCH = [0x12_fe_34, 0xed_01_cb, 0x7a_25_d9, 0x85_da_26];
const PATCH_PIXELS = 4;
const SHOWN_MS = 10_000;

/** Pixels on the screen. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export class XScreen {
  readonly browser: Browser;
  /** The server's picture, 4 bytes a pixel: blue, green, red, none. */
  readonly frameBuffer: string;
  /** Bytes of a row. */
  readonly stride: number;
  readonly #folder: string;
  readonly #server: Program;
  readonly #first: number;

  private constructor(from: { browser: Browser; folder: string; server: Program; frameBuffer: string }) {
    this.browser = from.browser;
    this.#folder = from.folder;
    this.#server = from.server;
    this.frameBuffer = from.frameBuffer;
    // XWDFile.h: 25 words, the most significant byte first, then the window's name and the colours of 12 bytes each.
    const head = readFileSync(from.frameBuffer).subarray(0, 100);
    const word = (n: number): number => head.readUInt32BE(4 * n);
    this.#first = word(0) + 12 * word(19);
    this.stride = word(12);
    if (word(11) !== 32 || word(5) !== HEIGHT) throw new BenchError('bench.peer', 'Xvfb has another screen');
  }

  static async start(): Promise<XScreen> {
    const folder = mkdtempSync(join(tmpdir(), 'bench-screen-'));
    const size = ['-screen', '0', `${WIDTH}x${HEIGHT}x24`, '-fbdir', folder, '-nocursor'];
    const server = new Program(['Xvfb', '-displayfd', '1', ...size, '-nolisten', 'tcp']);
    try {
      const [number = ''] = await server.until('');
      const browser = await startBrowser(`:${number.trim()}`);
      return new XScreen({ browser, folder, server, frameBuffer: join(folder, 'Xvfb_screen0') });
    } catch (error) {
      await server.close();
      rmSync(folder, { recursive: true });
      throw error;
    }
  }

  /** Where in the file a pixel is, in bytes. */
  at({ x, y }: Place): number {
    return this.#first + y * this.stride + x * 4;
  }

  /** Where a canvas, which must be shown pixel for pixel, is on the screen. */
  async placeOf(page: Page, canvas: string): Promise<Place> {
    const box = await page.locator(canvas).first().boundingBox();
    const width = await page.evaluate<number>(`document.querySelector(${JSON.stringify(canvas)}).width`);
    if (box?.width !== width || !Number.isInteger(box.x) || !Number.isInteger(box.y)) {
      throw new BenchError('bench.peer', `${canvas} is not shown pixel for pixel`);
    }
    const { x, y } = await this.#corner(page);
    return { x: x + box.x, y: y + box.y };
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.#server.close();
    rmSync(this.#folder, { recursive: true });
  }

  /** The page's upper left corner. */
  async #corner(page: Page): Promise<Place> {
    // By properties: a page's content policy may forbid style attributes.
    const patch = `((colours, side) => {
      const patch = document.createElement('div');
      patch.id = 'patch';
      patch.style.cssText = 'position:fixed;left:0;top:0;z-index:2147483647';
      colours.forEach((colour, n) => {
        const cell = document.createElement('i');
        cell.style.cssText = 'position:absolute;left:' + n * side + 'px;width:' + side + 'px;height:' + side + 'px';
        cell.style.background = '#' + colour.toString(16).padStart(6, '0');
        patch.append(cell);
      });
      document.body.append(patch);
    })(${JSON.stringify(PATCH)}, ${PATCH_PIXELS})`;
    await page.evaluate(patch);
    const deadline = Date.now() + SHOWN_MS;
    let found: Place | undefined;
    // Twice at the same place: the first look may find it half painted.
    for (let last: Place | undefined; found === undefined;) {
      const now = this.#find();
      if (now !== undefined && now.x === last?.x && now.y === last.y) found = now;
      last = now;
      await page.waitForTimeout(50);
      if (Date.now() > deadline)
        throw new BenchError('bench.peer', 'the browser shows no page on the screen');
    }
    await page.evaluate(`document.getElementById('patch').remove()`);
    while (this.#find() !== undefined && Date.now() < deadline) await page.waitForTimeout(20);
    return found;
  }

  #find(): Place | undefined {
    const pixels = new Uint32Array(WIDTH);
    const file = openSync(this.frameBuffer, 'r');
    try {
      for (let y = 0; y < HEIGHT; y += 1) {
        readSync(file, pixels, 0, pixels.byteLength, this.at({ x: 0, y }));
        const x = pixels.findIndex((_, from) =>
          PATCH.every((colour, n) => (pixels[from + n * PATCH_PIXELS]! & 0xff_ff_ff) === colour),
        );
        if (x >= 0) return { x, y };
      }
    } finally {
      closeSync(file);
    }
    return undefined;
  }
}
