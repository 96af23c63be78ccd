/**
 * Which lights of the guest's keyboard are on. The guest's locks are its own: a person whose keyboard says otherwise sees
 * here why their letters are capitals. Owns the lights beside the state in the bar.
 */
import { byId } from './page.ts';
import type { Word } from './words.ts';

export interface Leds {
  readonly num: boolean;
  readonly caps: boolean;
  readonly scroll: boolean;
}

const LIGHTS: readonly (readonly [keyof Leds, string, Word])[] = [
  ['num', '1', 'numLock'],
  ['caps', 'A', 'capsLock'],
  ['scroll', '↓', 'scrollLock'],
];

export class Locks {
  readonly #element = document.createElement('span');
  #leds: Leds | undefined;

  constructor() {
    this.#element.id = 'locks';
    this.#element.setAttribute('role', 'status');
    byId('status').after(this.#element);
  }

  /** Undefined: no guest is there. */
  set(leds: Leds | undefined): void {
    this.#leds = leds;
  }

  show(word: (word: Word) => string): void {
    const leds = this.#leds;
    const lit = LIGHTS.filter(([name]) => leds?.[name] === true);
    this.#element.replaceChildren(
      ...lit.map(([, sign, name]) => {
        const light = document.createElement('span');
        light.textContent = sign;
        light.title = word(name);
        light.setAttribute('role', 'img');
        light.setAttribute('aria-label', word(name));
        return light;
      }),
    );
  }
}
