/**
 * How long the page takes to show what a key or a movement did, seen in the page itself: from its first listener for the
 * event to the first animation frame in which the canvas is another. The same for every contestant.
 */
import type { Page } from 'playwright-core';
import { MARKER_CELLS, MARKER_HEIGHT, MARKER_WIDTH, markerNumber } from '../display/marker.ts';
import { BenchError } from '../errors.ts';

/** Where the guest draws its number. */
export const markerPlace = { x: 16, y: 16 };

/** Far above what any of them takes. */
const SHOWN_MS = 20_000;

/** In the page. */
const watcher = `(selector, marker, cells) => {
  const from = document.querySelector(selector);
  const small = Object.assign(document.createElement('canvas'), { width: marker.width, height: marker.height })
    .getContext('2d', { willReadFrequently: true, alpha: false });
  const side = marker.width / cells;
  let last = -1;
  let asked;
  let shown;
  const look = () => {
    small.drawImage(from, marker.x, marker.y, marker.width, marker.height, 0, 0, marker.width, marker.height);
    const { data } = small.getImageData(0, 0, marker.width, marker.height);
    let bits = 0;
    for (let cell = 0; cell < cells; cell += 1) {
      const green = data[((side >> 1) * marker.width + cell * side + (side >> 1)) * 4 + 1];
      bits = bits * 2 + (green > 127 ? 1 : 0);
    }
    if (asked?.atMs !== undefined && bits !== asked.before) {
      asked.resolve(performance.now() - asked.atMs);
      asked = undefined;
    }
    last = bits;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const happened = ({ repeat }) => {
    if (asked === undefined || asked.atMs !== undefined || repeat === true) return;
    asked.atMs = performance.now();
    asked.before = last;
  };
  for (const type of ['keydown', 'pointermove']) window.addEventListener(type, happened, { capture: true });
  window.reactions = {
    last: () => last,
    // Two steps: a key may overtake what is evaluated beside it.
    expect: () => {
      const { promise, resolve, reject } = Promise.withResolvers();
      asked = { resolve };
      shown = promise;
      setTimeout(() => { reject(new Error('nothing was shown')); }, ${SHOWN_MS});
    },
    shown: () => shown,
  };
}`;

export class Reactions {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Watches the canvas, and waits until it shows a number. */
  static async watch(page: Page, canvas: string): Promise<Reactions> {
    const marker = { ...markerPlace, width: MARKER_WIDTH, height: MARKER_HEIGHT };
    const values = [canvas, marker, MARKER_CELLS].map((value) => JSON.stringify(value));
    await page.evaluate(`(${watcher})(${values.join(', ')})`);
    const reactions = new Reactions(page);
    const deadline = Date.now() + SHOWN_MS;
    while ((await reactions.#number()) === undefined) {
      if (Date.now() > deadline) throw new BenchError('bench.stalled', 'the guest’s picture did not come');
      await page.waitForTimeout(100);
    }
    return reactions;
  }

  /** The time of the next key or movement, which `act` makes: milliseconds. */
  async time(act: () => Promise<void>): Promise<number> {
    await this.#page.evaluate('window.reactions.expect()');
    const shown = this.#page.evaluate<number>('window.reactions.shown()');
    const [ms] = await Promise.all([shown, act()]).catch((cause: unknown) => {
      throw new BenchError('bench.stalled', `a key or a movement was not shown: ${String(cause)}`, { cause });
    });
    return ms;
  }

  async #number(): Promise<number | undefined> {
    return markerNumber(Number(await this.#page.evaluate('window.reactions.last()')));
  }
}
