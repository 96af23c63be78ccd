/**
 * Shares this machine's clipboard with the guest's, as far as the person, the VM's keeper and the browser allow. Owns the
 * person's choice, what was offered to the guest, and what of the guest's waits to be taken. Asks for a picture's or a
 * text's bytes only when they are wanted. Knows no page: the browser's clipboard comes in by an interface.
 */
import type { ClipboardKind, ClipboardStateMessage } from '@farport/protocol/display';
import type { ToWorker } from '../messages.ts';
import { isShowablePicture } from './picture-size.ts';

export const CLIPBOARD_MODES = ['both', 'give', 'take', 'off'] as const;
export type ClipboardMode = (typeof CLIPBOARD_MODES)[number];

type Bytes = Uint8Array<ArrayBuffer>;

/** The browser's clipboard. */
export interface LocalClipboard {
  /** The page has the focus, without which browsers give nothing and take nothing. */
  readonly focused: boolean;
  /** Text as UTF-8, pictures as PNG files. Rejects where the browser does not allow it. */
  read(): Promise<ReadonlyMap<ClipboardKind, Bytes>>;
  write(kind: ClipboardKind, bytes: Bytes): Promise<void>;
}

export interface ClipboardEvents {
  send(message: Extract<ToWorker, { type: `clipboard-${string}` }>): void;
  /** The browser has refused, or has stopped to. */
  denied(denied: boolean): void;
}

/** What a person wants of a guest's clipboard that has several kinds. */
const BEST: readonly ClipboardKind[] = ['text', 'png', 'bmp'];
/** For the guest to paste a text that was given to it. Until then nothing else is offered. */
export const PASTED_MS = 3_000;
const NOTHING: ReadonlyMap<ClipboardKind, Bytes> = new Map();

export class ClipboardSharing {
  readonly #local: LocalClipboard;
  readonly #events: ClipboardEvents;
  #mode: ClipboardMode = 'both';
  #state: ClipboardStateMessage | undefined;
  /** What the guest may ask for, and what it looks like. */
  #offered = NOTHING;
  #fingerprint = '';
  /** Of the guest, until the page has the focus. */
  #waiting: { readonly kind: ClipboardKind; readonly bytes: Bytes } | undefined;
  #reading = false;
  #given = -Infinity;
  #taken: ((taken: boolean) => void) | undefined;
  readonly #now: () => number;

  constructor(local: LocalClipboard, events: ClipboardEvents, now = () => performance.now()) {
    this.#local = local;
    this.#events = events;
    this.#now = now;
  }

  /**
   * Puts a text into the guest's clipboard that this machine's has not; resolves when it is there, or, with false, when it is
   * known not to be. Undefined: the guest may not have it. What this machine's clipboard has is offered again at the first look
   * after PASTED_MS.
   */
  give(text: string): Promise<boolean> | undefined {
    const bytes = new TextEncoder().encode(text);
    if (!this.mayGive || bytes.length > (this.#state?.maxBytes ?? 0)) return undefined;
    this.#given = this.#now();
    this.#offered = new Map([['text', bytes]]);
    this.#fingerprint = '';
    this.#events.send({ type: 'clipboard-offer', kinds: ['text'] });
    // Agents do not say when they have taken an offer over, but answer in order: that there is nothing of the guest's then.
    this.#events.send({ type: 'clipboard-request', kind: 'text' });
    this.#settle(false);
    return new Promise((resolve) => {
      this.#taken = resolve;
    });
  }

  setMode(mode: ClipboardMode): void {
    this.#mode = mode;
    if (!this.mayGive) this.#withdraw();
    if (!this.#mayTake) this.#waiting = undefined;
  }

  setState(state: ClipboardStateMessage): void {
    this.#state = state;
    this.#settle(false);
    // A new channel, or a new agent, knows nothing of what was offered.
    this.#offered = NOTHING;
    this.#fingerprint = '';
    void this.look();
  }

  /** The channel is gone. */
  disconnected(): void {
    this.#state = undefined;
    this.#waiting = undefined;
    this.#settle(false);
  }

  /** The person looks here: takes what waits, and offers what is new. */
  async look(): Promise<void> {
    if (!this.#local.focused || this.#reading) return;
    this.#reading = true;
    try {
      await this.#take();
      if (this.mayGive) await this.#give();
      this.#events.denied(false);
    } catch {
      // Denied, or the focus went away in between; then the next look is told.
      this.#events.denied(this.#local.focused);
    } finally {
      this.#reading = false;
    }
  }

  guestOffers(kinds: readonly ClipboardKind[]): void {
    // A program there has copied something else.
    if (kinds.length > 0) this.#settle(false);
    this.#waiting = undefined;
    const kind = BEST.find((each) => kinds.includes(each));
    if (kind !== undefined && this.#mayTake) this.#events.send({ type: 'clipboard-request', kind });
  }

  guestAnswers(kind: ClipboardKind, bytes: Bytes | undefined): void {
    if (kind === 'text' && bytes === undefined) this.#settle(true);
    if (bytes === undefined || !this.#mayTake) return;
    if (kind !== 'text' && !isShowablePicture(kind, bytes)) return;
    this.#waiting = { kind, bytes };
    void this.look();
  }

  guestRequests(kind: ClipboardKind): void {
    const bytes = this.mayGive ? this.#offered.get(kind) : undefined;
    this.#events.send({ type: 'clipboard-answer', kind, bytes });
  }

  /** Whatever is not too large. */
  get mayGive(): boolean {
    const { guest, toGuest } = this.#state ?? { guest: false, toGuest: false };
    return guest && toGuest && (this.#mode === 'both' || this.#mode === 'give');
  }

  get #mayTake(): boolean {
    const { guest, fromGuest } = this.#state ?? { guest: false, fromGuest: false };
    return guest && fromGuest && (this.#mode === 'both' || this.#mode === 'take');
  }

  async #take(): Promise<void> {
    const taken = this.#waiting;
    if (taken === undefined) return;
    await this.#local.write(taken.kind, taken.bytes);
    if (this.#waiting === taken) this.#waiting = undefined;
    // It is the guest's own: not to be offered back. Pictures come back as other bytes, so as they are read.
    if (this.mayGive) this.#fingerprint = fingerprintOf(await this.#local.read());
  }

  async #give(): Promise<void> {
    const all = await this.#local.read();
    if (this.#now() - this.#given < PASTED_MS) return;
    const most = this.#state?.maxBytes ?? 0;
    const content = new Map([...all].filter(([, bytes]) => bytes.length > 0 && bytes.length <= most));
    const fingerprint = fingerprintOf(all);
    if (fingerprint === this.#fingerprint || !this.mayGive) return;
    this.#fingerprint = fingerprint;
    this.#offered = content;
    this.#events.send({ type: 'clipboard-offer', kinds: [...content.keys()] });
  }

  #settle(taken: boolean): void {
    this.#taken?.(taken);
    this.#taken = undefined;
  }

  #withdraw(): void {
    if (this.#offered.size > 0) this.#events.send({ type: 'clipboard-offer', kinds: [] });
    this.#offered = NOTHING;
    this.#fingerprint = '';
  }
}

/** Tells contents apart; nothing that anybody could profit from colliding. */
function fingerprintOf(content: ReadonlyMap<ClipboardKind, Uint8Array>): string {
  return [...content]
    .map(([kind, bytes]) => {
      let hash = 0x811c9dc5;
      for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
      return `${kind} ${bytes.length} ${hash}`;
    })
    .join();
}
