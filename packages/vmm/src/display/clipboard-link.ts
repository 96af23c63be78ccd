/**
 * Joins the clipboards of guest and viewer. Owns what may pass: each direction by itself, up to a size; and who was
 * asked for what, so that every question gets an answer, also when a side goes away or stays silent.
 */
import { isUtf8 } from 'node:buffer';
import type { ClipboardKind, ClipboardStateMessage } from '@farport/protocol/display';
import type { AgentHandlers, GuestAgent } from '../agent/guest-agent.ts';
import type { Clock, Timer } from '../machine/clock.ts';

/** What the VM's keeper allows. */
export interface ClipboardConfig {
  readonly toGuest: boolean;
  readonly fromGuest: boolean;
  /** Bytes of one content, either way. */
  readonly maxBytes: number;
}

export const DEFAULT_CLIPBOARD: ClipboardConfig = { toGuest: true, fromGuest: true, maxBytes: 8 << 20 };

/** The guest's end; `GuestAgent`. */
export type AgentClipboard = Pick<GuestAgent, 'present' | 'offer' | 'request' | 'send'>;

/** The viewer's end; `ClipboardExchange`. */
export interface ViewerClipboard {
  request(kind: ClipboardKind): boolean;
  answer(kind: ClipboardKind, bytes: Uint8Array | undefined): void;
}

/** An agent that has not answered by then does not. */
const ANSWER_US = 10_000_000;
/** Agents know them all; but a viewer gives no bitmaps. */
const TO_GUEST: readonly ClipboardKind[] = ['text', 'png'];

export class ClipboardLink implements AgentHandlers {
  readonly #config: ClipboardConfig;
  readonly #clock: Clock;
  readonly #changed: () => void;
  #agent: AgentClipboard | undefined;
  #viewer: ViewerClipboard | undefined;
  #viewerKinds: readonly ClipboardKind[] = [];
  #guestKinds: readonly ClipboardKind[] = [];
  /** The guest waits for these, and the viewer for those. */
  readonly #guestWaits = new Set<ClipboardKind>();
  readonly #viewerWaits = new Map<ClipboardKind, Timer>();
  /** The viewer has not been told. */
  stateDue = false;
  offerDue = false;

  /** `changed`: something is due. */
  constructor(config: ClipboardConfig, clock: Clock, changed: () => void) {
    this.#config = config;
    this.#clock = clock;
    this.#changed = changed;
  }

  set agent(agent: AgentClipboard) {
    this.#agent = agent;
  }

  /** For the viewer. */
  get state(): ClipboardStateMessage {
    return { guest: this.#agent?.present === true, ...this.#config };
  }

  /** For the viewer: what the guest has that it may see. */
  get offer(): readonly ClipboardKind[] {
    return this.#config.fromGuest ? this.#guestKinds : [];
  }

  viewerOpened(viewer: ViewerClipboard): void {
    this.viewerClosed();
    this.#viewer = viewer;
    this.stateDue = true;
    this.offerDue = this.offer.length > 0;
  }

  viewerClosed(): void {
    this.#viewer = undefined;
    for (const timer of this.#viewerWaits.values()) timer.cancel();
    this.#viewerWaits.clear();
    for (const kind of this.#guestWaits) this.#agent?.send(kind, undefined);
    this.#guestWaits.clear();
    if (this.#viewerKinds.length > 0) this.#agent?.offer([]);
    this.#viewerKinds = [];
  }

  // --- what the viewer says --------------------------------------------------------------------------------

  clipboardOffered(kinds: readonly ClipboardKind[]): void {
    if (!this.#config.toGuest) return;
    this.#viewerKinds = kinds.filter((kind) => TO_GUEST.includes(kind));
    this.#agent?.offer(this.#viewerKinds);
  }

  clipboardRequested(kind: ClipboardKind): void {
    // An agent answers in order: that there is nothing, once the guest's clipboard has what the viewer offered before.
    const asked = this.offer.includes(kind) || this.#viewerKinds.length > 0;
    if (this.#agent?.present !== true || !asked) {
      this.#viewer?.answer(kind, undefined);
      return;
    }
    this.#viewerWaits.get(kind)?.cancel();
    const timer = this.#clock.after(ANSWER_US, () => {
      this.received(kind, undefined);
    });
    this.#viewerWaits.set(kind, timer);
    this.#agent.request(kind);
  }

  clipboardReceived(kind: ClipboardKind, bytes: Uint8Array | undefined): void {
    if (!this.#guestWaits.delete(kind)) return;
    const good = bytes !== undefined && bytes.length > 0 && (kind !== 'text' || isUtf8(bytes));
    this.#agent?.send(kind, good ? bytes : undefined);
  }

  // --- what the guest says ---------------------------------------------------------------------------------

  present(present: boolean): void {
    if (!present) {
      this.#guestKinds = [];
      this.#guestWaits.clear();
      this.offerDue = true;
      for (const kind of [...this.#viewerWaits.keys()]) this.received(kind, undefined);
    } else if (this.#viewerKinds.length > 0) this.#agent?.offer(this.#viewerKinds);
    this.stateDue = true;
    this.#changed();
  }

  offered(kinds: readonly ClipboardKind[]): void {
    this.#guestKinds = kinds;
    this.offerDue = true;
    this.#changed();
  }

  requested(kind: ClipboardKind): void {
    if (this.#viewer === undefined || !this.#viewerKinds.includes(kind)) {
      this.#agent?.send(kind, undefined);
      return;
    }
    // Asked twice, it is answered once: with what is there then.
    this.#guestWaits.add(kind);
    this.#viewer.request(kind);
  }

  received(kind: ClipboardKind, bytes: Uint8Array | undefined): void {
    const timer = this.#viewerWaits.get(kind);
    if (timer === undefined) return;
    timer.cancel();
    this.#viewerWaits.delete(kind);
    this.#viewer?.answer(kind, this.#config.fromGuest ? bytes : undefined);
  }
}
