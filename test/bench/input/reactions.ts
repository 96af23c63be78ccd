/**
 * How long the screen takes to show what a key or a movement did: from the page's first listener for the event to the first
 * look at the screen that finds another picture. The same for every contestant.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { BenchError } from '../errors.ts';
import { Watch } from '../screen/watch.ts';
import type { XScreen } from '../screen/x-screen.ts';

/** Where the guest draws its number. */
export const markerPlace = { x: 16, y: 16 };

/** Far above what any of them takes. */
const SHOWN_MS = 20_000;

/** In the page: when the next key or movement came, microseconds of the wall clock. */
const listener = `(() => {
  // The wall clock's milliseconds, made finer by where they turn.
  const turn = Date.now();
  while (Date.now() === turn);
  const offset = Date.now() - performance.now();
  let expected = false;
  let atUs;
  const happened = ({ repeat }) => {
    if (!expected || repeat === true) return;
    expected = false;
    atUs = (offset + performance.now()) * 1000;
  };
  for (const type of ['keydown', 'pointermove']) window.addEventListener(type, happened, { capture: true });
  window.reactions = { expect: () => { expected = true; atUs = undefined; }, atUs: () => atUs };
})()`;

export class Reactions {
  readonly #page: Page;
  readonly #watch: Watch;

  private constructor(page: Page, watch: Watch) {
    this.#page = page;
    this.#watch = watch;
  }

  /** Watches the canvas, and waits until it shows a number. */
  static async watch(screen: XScreen, page: Page, canvas: string): Promise<Reactions> {
    const place = await screen.placeOf(page, canvas);
    await page.evaluate(listener);
    const reactions = new Reactions(page, Watch.start(screen, place, markerPlace));
    try {
      await reactions.#until('the guest’s picture', () => reactions.#watch.seen.at(-1));
      return reactions;
    } catch (error) {
      await reactions[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** The time of the next key or movement, which `act` makes: milliseconds. */
  async time(act: () => Promise<void>): Promise<number> {
    await this.#page.evaluate('window.reactions.expect()');
    const before = this.#watch.seen.length;
    await act();
    const atUs = await this.#page.evaluate<number | undefined>('window.reactions.atUs()');
    if (atUs === undefined)
      throw new BenchError('bench.stalled', 'a key or a movement did not reach the page');
    const shown = await this.#until('what a key or a movement did', () =>
      this.#watch.seen.slice(before).find((seen) => seen.atUs >= atUs),
    );
    return (shown.atUs - atUs) / 1000;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#watch[Symbol.asyncDispose]();
  }

  async #until<T>(what: string, found: () => T | undefined): Promise<T> {
    const deadline = Date.now() + SHOWN_MS;
    for (;;) {
      const value = found();
      if (value !== undefined) return value;
      if (Date.now() > deadline) throw new BenchError('bench.stalled', `${what} was not shown`);
      await sleep(20);
    }
  }
}
