/**
 * What is pressed on this keyboard, for the guest. Owns the set of keys that are down there: each goes up again, whatever
 * happens here. Knows no page; keyboard events come in by their fields.
 */
import { keyCode } from './key-codes.ts';

/** The part of a KeyboardEvent that counts. */
export interface KeyPress {
  readonly code: string;
  readonly repeat: boolean;
  readonly timeStamp: number;
  getModifierState(modifier: string): boolean;
}

export interface KeyboardEvents {
  key(code: number, down: boolean): void;
  releaseAll(): void;
  /** The chord that gives keyboard and pointer back to this machine was pressed. */
  released(): void;
}

const CHORD = [
  ['ControlLeft', 'ControlRight'],
  ['AltLeft', 'AltRight'],
  ['ShiftLeft', 'ShiftRight'],
] as const;
const CHORD_KEYS = new Set<string>(CHORD.flat());
/** Windows presses the left control key by itself, at the same moment as AltGr. */
const ALT_GRAPH_MS = 2;

export class Keyboard {
  readonly #events: KeyboardEvents;
  readonly #down = new Set<string>();
  #controlAt = -Infinity;
  /** All keys of the chord were down, and no other since. */
  #chord = false;
  #guest = true;

  constructor(events: KeyboardEvents) {
    this.#events = events;
  }

  /** Whether there is a guest to have the keys. Where there is none, they are the page's. */
  setGuest(there: boolean): void {
    if (this.#guest && !there) this.release();
    this.#guest = there;
  }

  /** True where the guest has the key: the browser must do nothing with it. */
  down(press: KeyPress): boolean {
    const { code, repeat, timeStamp } = press;
    const number = keyCode(code);
    if (number === undefined || !this.#guest) return false;
    // The guest repeats by itself.
    if (repeat && this.#down.has(code)) return true;
    if (code === 'ControlLeft') this.#controlAt = timeStamp;
    if (code === 'AltRight' && timeStamp - this.#controlAt <= ALT_GRAPH_MS) this.#up('ControlLeft');
    this.#down.add(code);
    this.#chord =
      CHORD_KEYS.has(code) &&
      CHORD.every((either) => either.some((key) => this.#down.has(key))) &&
      [...this.#down].every((key) => CHORD_KEYS.has(key));
    this.#events.key(number, true);
    return true;
  }

  up({ code }: Pick<KeyPress, 'code'>): boolean {
    if (keyCode(code) === undefined || !this.#guest) return false;
    const chord = this.#chord;
    this.#chord = false;
    // macOS tells of no other key that goes up while a Meta key is down.
    if (code.startsWith('Meta')) this.release();
    else this.#up(code);
    if (chord) {
      this.release();
      this.#events.released();
    }
    return true;
  }

  /** Everything goes up: the person looks elsewhere. */
  release(): void {
    this.#chord = false;
    this.#down.clear();
    this.#events.releaseAll();
  }

  /** Keys pressed together and let go, by their codes: from a menu. */
  press(codes: readonly string[]): void {
    const numbers = codes.map(keyCode).filter((number) => number !== undefined);
    for (const number of numbers) this.#events.key(number, true);
    for (const number of numbers.toReversed()) this.#events.key(number, false);
  }

  #up(code: string): void {
    const number = keyCode(code);
    if (number !== undefined && this.#down.delete(code)) this.#events.key(number, false);
  }
}
