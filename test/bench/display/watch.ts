/**
 * Looks at a canvas in a page as often as the browser paints: which frame's marker it shows, and since when. The same for
 * every contestant. Keeps some pictures too, to be compared later. Judges nothing.
 */
import type { Page } from 'playwright-core';
import type { FrameFile } from './frames.ts';
import { MARKER_CELLS, MARKER_HEIGHT, MARKER_WIDTH, markerBits, markerNumber } from './marker.ts';

export interface Seen {
  readonly number: number;
  /** Wall clock. */
  readonly atUs: number;
}

export interface Picture {
  readonly number: number;
  /** RGBA of the scenario's area. */
  readonly rgba: Uint8Array;
}

interface Watched {
  readonly seen: readonly { readonly bits: number; readonly atUs: number }[];
  readonly pictures: readonly { readonly marker: string; readonly area: string }[];
}

/** In the page. `cells`: of the marker. `afterMs`: a picture is kept of the first change after each. */
const watcher = `(selector, marker, area, cells, afterMs) => {
  const from = document.querySelector(selector);
  const make = (width, height) => {
    const context = Object.assign(document.createElement('canvas'), { width, height })
      .getContext('2d', { willReadFrequently: true, alpha: false });
    context.fillRect(0, 0, width, height);
    return context;
  };
  const small = make(marker.width, marker.height);
  const kept = afterMs.map(() => ({ area: make(area.width, area.height), marker: make(marker.width, marker.height) }));
  // The wall clock's milliseconds, made finer by where they turn.
  let turn = Date.now();
  while (Date.now() === turn);
  const offset = Date.now() - performance.now();
  const seen = [];
  let pictures = 0;
  let on = true;
  const began = performance.now();
  const copy = (to, { x, y, width, height }) => { to.drawImage(from, x, y, width, height, 0, 0, width, height); };
  const look = () => {
    const now = offset + performance.now();
    copy(small, marker);
    const { data } = small.getImageData(0, 0, marker.width, marker.height);
    const side = marker.width / cells;
    let bits = 0;
    for (let cell = 0; cell < cells; cell += 1) {
      const green = data[((side >> 1) * marker.width + cell * side + (side >> 1)) * 4 + 1];
      bits = bits * 2 + (green > 127 ? 1 : 0);
    }
    if (seen.at(-1)?.bits !== bits) {
      seen.push({ bits, atUs: now * 1000 });
      if (performance.now() - began >= afterMs[pictures]) {
        copy(kept[pictures].area, area);
        copy(kept[pictures].marker, marker);
        pictures += 1;
      }
    }
    if (on) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const bytes = (context) => {
    const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
    let text = '';
    for (let n = 0; n < data.length; n += 8192) text += String.fromCharCode(...data.subarray(n, n + 8192));
    return btoa(text);
  };
  window.watched = {
    last: () => seen.at(-1)?.bits ?? 0,
    end: () => {
      on = false;
      return { seen, pictures: kept.map((each) => ({ marker: bytes(each.marker), area: bytes(each.area) })) };
    },
  };
}`;

export class Watch {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async start(
    page: Page,
    canvas: string,
    file: FrameFile,
    afterMs: readonly number[],
  ): Promise<Watch> {
    const marker = { x: file.markerX, y: file.markerY, width: MARKER_WIDTH, height: MARKER_HEIGHT };
    const values = [canvas, marker, file.area, MARKER_CELLS, afterMs].map((value) => JSON.stringify(value));
    await page.evaluate(`(${watcher})(${values.join(', ')})`);
    return new Watch(page);
  }

  /** The number that is shown now. */
  async last(): Promise<number | undefined> {
    return markerNumber(Number(await this.#page.evaluate('window.watched.last()')));
  }

  async end(): Promise<{ seen: readonly Seen[]; pictures: readonly Picture[] }> {
    const { seen, pictures } = await this.#page.evaluate<Watched>('window.watched.end()');
    return {
      seen: seen.flatMap(({ bits, atUs }) => {
        const number = markerNumber(bits);
        return number === undefined ? [] : [{ number, atUs }];
      }),
      pictures: pictures.flatMap(({ marker, area }) => {
        const number = markerNumber(markerBits(Buffer.from(marker, 'base64')));
        return number === undefined ? [] : [{ number, rgba: Buffer.from(area, 'base64') }];
      }),
    };
  }
}
