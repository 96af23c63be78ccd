/** What lies over the screen: the card that says the state in words, and the small overlay of figures. */
import type { Statistics } from '../messages.ts';
import { byId } from './page.ts';
import type { StateWords } from './state-words.ts';
import type { Word } from './words.ts';

export class Card {
  constructor(act: () => void) {
    byId('act').addEventListener('click', act);
  }

  /** Undefined: nothing to say. */
  show(words: StateWords | undefined, word: (word: Word) => string): void {
    const card = byId('card');
    card.hidden = words === undefined;
    if (words === undefined) return;
    byId('spinner').hidden = !words.busy;
    byId('title').textContent = word(words.title);
    byId('more').textContent = word(words.more);
    byId('code').hidden = words.code === undefined;
    byId('code').textContent = words.code ?? '';
    byId('act').hidden = words.button === undefined;
    byId('act').textContent = words.button === undefined ? '' : word(words.button);
    // Its button is the next thing then. Not the button itself: somebody may be typing, and would press it.
    if (words.button !== undefined && document.activeElement?.id === 'desk') card.focus();
  }
}

export class Overlay {
  readonly #element = byId('overlay');
  #word: (word: Word) => string = (word) => word;
  #statistics: Statistics | undefined;

  setShown(shown: boolean): void {
    this.#element.hidden = !shown;
  }

  setWord(word: (word: Word) => string): void {
    this.#word = word;
    this.#render();
  }

  setStatistics(statistics: Statistics): void {
    this.#statistics = statistics;
    this.#render();
  }

  #render(): void {
    const { framesPerSecond = 0, bitsPerSecond = 0, frameMs, reactionMs } = this.#statistics ?? {};
    const rows: readonly (readonly [Word, string])[] = [
      ['frames', framesPerSecond.toFixed(0)],
      ['rate', rateOf(bitsPerSecond)],
      ['frameTime', millisecondsOf(frameMs)],
      ['reaction', millisecondsOf(reactionMs)],
    ];
    this.#element.replaceChildren(
      ...rows.flatMap(([word, value]) => [element('dt', this.#word(word)), element('dd', value)]),
    );
  }
}

function element(name: 'dt' | 'dd', text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function rateOf(bitsPerSecond: number): string {
  return bitsPerSecond < 1e6
    ? `${(bitsPerSecond / 1e3).toFixed(0)} kbit/s`
    : `${(bitsPerSecond / 1e6).toFixed(1)} Mbit/s`;
}

function millisecondsOf(ms: number | undefined): string {
  return ms === undefined ? '–' : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}
