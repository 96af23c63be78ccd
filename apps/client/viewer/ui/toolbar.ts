/** The bar above the screen. Owns its choices (scale, language, figures) and keeps them for the next time. */
import type { ClipboardStateMessage } from '@farport/protocol/display';
import { CLIPBOARD_MODES, type ClipboardMode } from './clipboard.ts';
import { toggleFullScreen } from './full-screen.ts';
import { SCALE_MODES, type ScaleMode } from './layout.ts';
import { byId } from './page.ts';
import { keptLanguage } from './kept-language.ts';
import { Tool } from './tool.ts';
import { LANGUAGES, wordsOf, type Language, type Word } from './words.ts';

export interface ToolbarEvents {
  keys(codes: readonly string[]): void;
  writing(): void;
  clipboard(mode: ClipboardMode): void;
  scale(mode: ScaleMode): void;
  figures(shown: boolean): void;
  hold(): void;
  /** It is the whole screen now. */
  full(): void;
  picture(): void;
  /** This head is wanted in a window of its own. */
  headWindow(head: number): void;
  /** All words have to be said anew. */
  language(): void;
}

/** Keys that a machine keeps for itself: what they are called, and which they are. */
const KEYS: readonly (readonly [string, readonly string[]])[] = [
  ['Ctrl + Alt + Del', ['ControlLeft', 'AltLeft', 'Delete']],
  ['Alt + Tab', ['AltLeft', 'Tab']],
  ['Alt + F4', ['AltLeft', 'F4']],
  ['Ctrl + W', ['ControlLeft', 'KeyW']],
  ['Super', ['MetaLeft']],
  ['Super + L', ['MetaLeft', 'KeyL']],
  ['Print', ['PrintScreen']],
  ['Ctrl + Alt + F1', ['ControlLeft', 'AltLeft', 'F1']],
  ['Ctrl + Alt + F2', ['ControlLeft', 'AltLeft', 'F2']],
];

const SCALE_WORDS: Readonly<Record<ScaleMode, Word>> = {
  fit: 'scaleFit',
  one: 'scaleOne',
  integer: 'scaleInteger',
};

const CLIPBOARD_WORDS: Readonly<Record<ClipboardMode, Word>> = {
  both: 'clipboardBoth',
  give: 'clipboardTo',
  take: 'clipboardFrom',
  off: 'clipboardOff',
};

export class Toolbar {
  readonly #keys = byId('keys', HTMLSelectElement);
  readonly #clipboard = byId('clipboard', HTMLSelectElement);
  readonly #scale = byId('scale', HTMLSelectElement);
  readonly #heads = byId('heads', HTMLSelectElement);
  readonly #languages = byId('language', HTMLSelectElement);
  readonly #figures = byId('figures', HTMLButtonElement);
  readonly #tools = {
    keys: new Tool(this.#keys, 'keys'),
    writes: new Tool(byId('writes', HTMLButtonElement), 'write'),
    clipboard: new Tool(this.#clipboard, 'clipboard'),
    scale: new Tool(this.#scale, 'scale'),
    heads: new Tool(this.#heads, 'heads'),
    figures: new Tool(this.#figures, 'figures'),
    hold: new Tool(byId('hold', HTMLButtonElement), 'hold'),
    picture: new Tool(byId('picture', HTMLButtonElement), 'shot'),
    full: new Tool(byId('full', HTMLButtonElement), 'full'),
    language: new Tool(this.#languages, 'language'),
  };
  readonly #vm: string;
  #language: Language;
  #clipboardState: ClipboardStateMessage | undefined;
  #clipboardDenied = false;

  constructor(vm: string, events: ToolbarEvents) {
    this.#vm = vm;
    this.#language = keptLanguage();
    byId('vm').textContent = vm;
    // The app around this page says the VM's name, and has the choice of languages.
    document.documentElement.dataset['framed'] = String(window.parent !== window);
    for (const [n, [name]] of [['', []] as const, ...KEYS].entries()) {
      this.#keys.append(new Option(name, String(n)));
    }
    for (const mode of CLIPBOARD_MODES) this.#clipboard.append(new Option('', mode));
    for (const mode of SCALE_MODES) this.#scale.append(new Option('', mode));
    for (const language of LANGUAGES) {
      this.#languages.append(new Option(wordsOf(language, vm)('language'), language));
    }
    this.#languages.value = this.#language;
    this.#say();
    this.#listen(events);
  }

  get language(): Language {
    return this.#language;
  }

  get word(): (word: Word) => string {
    return wordsOf(this.#language, this.#vm);
  }

  setState(text: string, tone: 'good' | 'wait' | 'bad'): void {
    byId('status').textContent = text;
    byId('dot').dataset['tone'] = tone;
  }

  /** What the VM lets the clipboard do; undefined: there is no VM. */
  setClipboard(state: ClipboardStateMessage | undefined): void {
    this.#clipboardState = state;
    this.#sayClipboard();
  }

  /** The browser keeps its clipboard to itself. */
  setClipboardDenied(denied: boolean): void {
    this.#clipboardDenied = denied;
    this.#sayClipboard();
  }

  /** Whether the form for a line of text is open. */
  setWriting(open: boolean): void {
    byId('writes').ariaExpanded = String(open);
  }

  focus(): void {
    this.#keys.focus();
  }

  /** Further screens that the VM has, or could have: those of one VM with one are not spoken of. */
  setHeads(count: number, own: ReadonlySet<number>): void {
    const shown = [...this.#heads.options].slice(1).map(({ value }) => Number(value));
    for (let head = shown.length + 1; head < count; head += 1)
      this.#heads.append(new Option('', String(head)));
    this.#heads.length = Math.max(1, count);
    this.#heads.hidden = count < 2;
    for (const option of this.#heads.options) option.disabled = own.has(Number(option.value));
    this.#sayHeads();
  }

  #listen(events: ToolbarEvents): void {
    this.#keys.addEventListener('change', () => {
      const codes = KEYS[Number(this.#keys.value) - 1]?.[1];
      this.#keys.value = '0';
      if (codes !== undefined) events.keys(codes);
    });
    byId('writes').addEventListener('click', () => {
      events.writing();
    });
    const setClipboard = (): void => {
      localStorage.setItem('clipboard', this.#clipboard.value);
      events.clipboard(CLIPBOARD_MODES.find((mode) => mode === this.#clipboard.value) ?? 'both');
    };
    this.#clipboard.value =
      CLIPBOARD_MODES.find((mode) => mode === localStorage.getItem('clipboard')) ?? 'both';
    this.#clipboard.addEventListener('change', setClipboard);
    setClipboard();
    const setScale = (): void => {
      localStorage.setItem('scale', this.#scale.value);
      events.scale(SCALE_MODES.find((mode) => mode === this.#scale.value) ?? 'fit');
    };
    this.#scale.value = SCALE_MODES.find((mode) => mode === localStorage.getItem('scale')) ?? 'fit';
    this.#scale.addEventListener('change', setScale);
    setScale();
    const setFigures = (shown: boolean): void => {
      localStorage.setItem('figures', String(shown));
      this.#figures.ariaPressed = String(shown);
      events.figures(shown);
    };
    this.#figures.addEventListener('click', () => {
      setFigures(this.#figures.ariaPressed !== 'true');
    });
    setFigures(localStorage.getItem('figures') === 'true');
    byId('hold').addEventListener('click', () => {
      events.hold();
    });
    document.addEventListener('pointerlockchange', () => {
      byId('hold').ariaPressed = String(document.pointerLockElement !== null);
    });
    byId('picture').addEventListener('click', () => {
      events.picture();
    });
    this.#heads.append(new Option('', ''));
    this.#heads.addEventListener('change', () => {
      const head = Number(this.#heads.value);
      this.#heads.value = '';
      if (head > 0) events.headWindow(head);
    });
    byId('full').addEventListener('click', () => {
      void toggleFullScreen();
    });
    document.addEventListener('fullscreenchange', () => {
      this.#sayFull();
      if (document.fullscreenElement !== null) events.full();
    });
    this.#languages.addEventListener('change', () => {
      this.#language = LANGUAGES.find((language) => language === this.#languages.value) ?? 'en';
      localStorage.setItem('language', this.#language);
      this.#say();
      events.language();
    });
  }

  #sayFull(): void {
    this.#tools.full.say(this.word(document.fullscreenElement === null ? 'fullScreen' : 'fullScreenLeave'));
  }

  #sayHeads(): void {
    const { word } = this;
    this.#tools.heads.say(word('heads'), { title: word('headsTitle') });
    for (const { value, index } of this.#heads.options) {
      const option = this.#heads.options[index];
      if (option !== undefined)
        option.text = value === '' ? word('heads') : word('headNumber').replace('{n}', String(index + 1));
    }
  }

  #sayClipboard(): void {
    const { word } = this;
    const { guest, toGuest, fromGuest } = this.#clipboardState ?? {
      guest: false,
      toGuest: true,
      fromGuest: true,
    };
    const open = { both: toGuest && fromGuest, give: toGuest, take: fromGuest, off: true };
    for (const option of this.#clipboard.options) {
      const mode = CLIPBOARD_MODES.find((each) => each === option.value) ?? 'off';
      option.text = word(CLIPBOARD_WORDS[mode]);
      option.disabled = !open[mode];
    }
    this.#clipboard.disabled = !guest || !(toGuest || fromGuest);
    const why: Word = !(toGuest || fromGuest)
      ? 'clipboardClosed'
      : !guest
        ? 'clipboardNoAgent'
        : this.#clipboardDenied
          ? 'clipboardDenied'
          : 'clipboardShared';
    this.#clipboard.dataset['state'] = why;
    this.#tools.clipboard.say(word('clipboard'), { title: word(why) });
  }

  #say(): void {
    const { word } = this;
    document.documentElement.lang = this.#language;
    byId('toolbar').ariaLabel = word('toolbar');
    this.#tools.keys.say(word('keys'), { title: word('keysTitle') });
    if (this.#keys.options[0] !== undefined) this.#keys.options[0].text = word('keys');
    this.#tools.writes.say(word('write'), { title: word('writeTitle') });
    this.#sayClipboard();
    this.#tools.scale.say(word('scale'));
    for (const option of this.#scale.options) {
      const mode = SCALE_MODES.find((each) => each === option.value);
      if (mode !== undefined) option.text = word(SCALE_WORDS[mode]);
    }
    this.#sayHeads();
    this.#tools.figures.say(word('statistics'), { title: word('statisticsTitle') });
    this.#tools.hold.say(word('hold'), { title: word('holdTitle') });
    this.#tools.picture.say(word('screenshot'), { title: word('screenshotTitle') });
    this.#sayFull();
    this.#tools.language.say(word('language'), { name: word('languageName') });
  }
}
