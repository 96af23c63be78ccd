/**
 * A line that is written here, with this machine's input method or the keyboard on its screen, and goes to the guest as a
 * whole: by the guest's clipboard where it may have it, else key by key, as on a US keyboard. Owns the line's form, and what
 * of it is still to be typed.
 */
import { byId } from './page.ts';
import { strokesOf, type Stroke } from './us-keys.ts';
import type { Word } from './words.ts';

export interface WritingEvents {
  /** Into the guest's clipboard; false: it is not there. Undefined: it may not have it. */
  give(text: string): Promise<boolean> | undefined;
  /** Keys pressed together and let go. */
  press(codes: readonly string[]): void;
  /** The guest's Caps Lock is on. */
  capsLock(): boolean;
  /** The form is open, or shut. */
  shown(open: boolean): void;
}

/** For an agent to say that it has taken the clipboard over. Until then another text would be pasted. */
const TAKEN_MS = 5_000;
/** One key after another: a guest's text console takes no more at once. */
const STROKE_MS = 12;
/** A paste in nearly every program of Linux and Windows, terminals included. */
const PASTE = ['ShiftLeft', 'Insert'];

/** Of what cannot be typed. */
const TOLD = 20;

type Note = 'by-clipboard' | 'by-keys' | 'sent' | 'impossible' | 'too-long' | 'not-taken';

const NOTES: Readonly<Record<Note, Word>> = {
  'by-clipboard': 'writeByClipboard',
  'by-keys': 'writeByKeys',
  sent: 'writeSent',
  impossible: 'writeImpossible',
  'too-long': 'writeTooLong',
  'not-taken': 'writeNotTaken',
};

export class Writing {
  readonly #events: WritingEvents;
  readonly #form = byId('writing', HTMLFormElement);
  readonly #line = byId('written', HTMLTextAreaElement);
  readonly #send = byId('write', HTMLButtonElement);
  #word: (word: Word) => string = (word) => word;
  #note: Note = 'by-keys';
  #without = '';
  #strokes: Iterator<Stroke> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #connected = false;
  #clipboard = false;

  constructor(events: WritingEvents) {
    this.#events = events;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#write();
    });
    this.#line.addEventListener('keydown', (event) => {
      // While an input method composes, Enter and Escape are its own.
      if (event.isComposing) return;
      if (event.key === 'Escape') this.setOpen(false);
      else if (event.key !== 'Enter' || event.shiftKey) return;
      else this.#write();
      event.preventDefault();
    });
    this.#line.addEventListener('input', () => {
      if (this.#line.value !== '') this.#setNote(this.#way);
    });
  }

  get open(): boolean {
    return !this.#form.hidden;
  }

  /** Shutting it ends what is still being typed. */
  setOpen(open: boolean): void {
    this.#form.hidden = !open;
    if (open) this.#line.focus();
    else this.#stop();
    this.#events.shown(open);
  }

  /** Whether there is a guest, and whether it may have texts by its clipboard. */
  setGuest(connected: boolean, clipboard: boolean): void {
    this.#connected = connected;
    this.#clipboard = clipboard;
    if (!connected) this.#stop();
    if (this.#note === 'by-clipboard' || this.#note === 'by-keys') this.#note = this.#way;
    this.#render();
  }

  setWord(word: (word: Word) => string): void {
    this.#word = word;
    this.#render();
  }

  get #way(): Note {
    return this.#clipboard ? 'by-clipboard' : 'by-keys';
  }

  #setNote(note: Note): void {
    this.#note = note;
    this.#render();
  }

  #render(): void {
    const word = this.#word;
    byId('written-name').textContent = word('write');
    this.#send.textContent = word('writeSend');
    this.#send.disabled = !this.#connected;
    const note = byId('written-note');
    note.dataset['note'] = this.#note;
    const said = word(NOTES[this.#note]).replace('{signs}', () => this.#without);
    // The same words again would be read out again.
    if (note.textContent !== said) note.textContent = said;
  }

  #write(): void {
    const text = this.#line.value;
    if (text === '' || !this.#connected || this.#timer !== undefined) return;
    const taken = this.#events.give(text);
    if (taken !== undefined) {
      this.#paste(taken);
      return;
    }
    if (this.#clipboard) {
      this.#setNote('too-long');
      return;
    }
    const { strokes, without } = strokesOf(text);
    if (without.length > 0) {
      this.#without = without.slice(0, TOLD).join(' ');
      this.#setNote('impossible');
      return;
    }
    this.#strokes = strokes.values();
    this.#type();
  }

  #paste(taken: Promise<boolean>): void {
    this.#after(TAKEN_MS, () => {
      this.#stop();
      this.#setNote('not-taken');
    });
    const waiting = this.#timer;
    void taken.then((isThere) => {
      // It was given up, or too late.
      if (this.#timer !== waiting) return;
      this.#stop();
      if (!isThere) {
        this.#setNote('not-taken');
        return;
      }
      this.#events.press(PASTE);
      this.#done();
    });
  }

  #type(): void {
    const next = this.#strokes?.next();
    if (next === undefined || next.done === true) {
      this.#done();
      return;
    }
    const stroke = next.value;
    const shift = stroke.shift !== (this.#events.capsLock() && stroke.code.startsWith('Key'));
    this.#events.press(shift ? ['ShiftLeft', stroke.code] : [stroke.code]);
    this.#after(STROKE_MS, () => {
      this.#type();
    });
  }

  #done(): void {
    this.#line.value = '';
    this.#line.readOnly = false;
    this.#setNote('sent');
  }

  #after(ms: number, work: () => void): void {
    this.#line.readOnly = true;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      work();
    }, ms);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#strokes = undefined;
    this.#line.readOnly = false;
  }
}
