/**
 * Windows of their own for further heads, so that each stands on a monitor of its own. Owns these windows, and what goes
 * between them and this page; the Worker draws straight onto their canvases. A closed window's head is off again.
 */
import type { MonitorMessage } from '@farport/protocol/display';
import { MAX_HEADS } from '@farport/protocol/display-limits';
import type {
  CursorPicture,
  FromHeadWindow,
  HeadPlace,
  HeadWindowJoins,
  PersonInput,
  ToHeadWindow,
  ToWorker,
} from '../messages.ts';
import { monitorsOf } from './head-monitors.ts';
import type { ScaleMode } from './layout.ts';
import type { Language } from './words.ts';

export interface HeadWindowsEvents {
  input(input: PersonInput): void;
  canvas(message: Extract<ToWorker, { type: 'canvas' }>): void;
  /** A window came or went, or has another size. */
  changed(): void;
}

interface HeadWindow {
  readonly window: Window;
  /** Undefined: it is still loading. */
  port: MessagePort | undefined;
  monitor: MonitorMessage | undefined;
}

/** Window Management, where the browser has it (W3C, section 3). */
interface ScreenDetails {
  readonly currentScreen: PlacedScreen;
  readonly screens: readonly PlacedScreen[];
}
interface PlacedScreen {
  readonly availLeft: number;
  readonly availTop: number;
  readonly availWidth: number;
  readonly availHeight: number;
}

/** Closed by force, a window says nothing. */
const LOOK_MS = 1_000;

export class HeadWindows {
  readonly #vm: string;
  readonly #events: HeadWindowsEvents;
  readonly #windows = new Map<number, HeadWindow>();
  #heads: readonly HeadPlace[] = [];
  #cursor: CursorPicture | undefined;
  #stale = true;
  #mode: ScaleMode = 'fit';
  #language: Language = 'en';

  constructor(vm: string, events: HeadWindowsEvents) {
    this.#vm = vm;
    this.#events = events;
    window.addEventListener('message', ({ source, origin, data, ports: [port] }: MessageEvent<unknown>) => {
      if (origin !== location.origin || port === undefined || !isJoining(data)) return;
      const own = this.#windows.get(data.head);
      if (own?.window !== source) return;
      this.#join(data, own, port);
    });
    window.addEventListener('pagehide', () => {
      for (const own of this.#windows.values()) own.window.close();
    });
    setInterval(() => {
      for (const [head, own] of this.#windows) if (own.window.closed) this.#gone(head, own);
    }, LOOK_MS);
  }

  /** Heads that have a window of their own. */
  get own(): ReadonlySet<number> {
    return new Set(this.#windows.keys());
  }

  /** What this page shows: the heads without a window of their own. */
  get rest(): readonly HeadPlace[] {
    return this.#heads.filter(({ head }) => !this.#windows.has(head));
  }

  /** On another monitor, where the browser says which there are. False: the browser has kept it back. */
  async open(head: number): Promise<boolean> {
    const screen = await anotherScreen(this.#windows.size);
    const place =
      screen === undefined
        ? 'width=1024,height=768'
        : `left=${screen.availLeft},top=${screen.availTop},width=${screen.availWidth},height=${screen.availHeight}`;
    const opened = window.open(`head.html?head=${head}`, '_blank', `popup,${place}`);
    if (opened === null) return false;
    this.#windows.set(head, { window: opened, port: undefined, monitor: undefined });
    this.#events.changed();
    return true;
  }

  /** What all windows wish for together. */
  monitors(first: MonitorMessage): readonly MonitorMessage[] {
    const others = new Map<number, MonitorMessage>();
    for (const [head, { monitor }] of this.#windows) if (monitor !== undefined) others.set(head, monitor);
    return monitorsOf(first, others);
  }

  setHeads(heads: readonly HeadPlace[]): void {
    this.#heads = heads;
    for (const [head, { port }] of this.#windows) this.#tellPlace(head, port);
  }

  setCursor(cursor: CursorPicture | undefined): void {
    this.#cursor = cursor;
    this.#tellAll({ type: 'cursor', cursor });
  }

  setStale(stale: boolean): void {
    this.#stale = stale;
    this.#tellAll({ type: 'stale', stale });
  }

  setMode(mode: ScaleMode): void {
    this.#mode = mode;
    this.#tellAll({ type: 'scale', mode });
  }

  setLanguage(language: Language): void {
    this.#language = language;
    this.#tellAll({ type: 'named', vm: this.#vm, language });
  }

  #join({ head, canvas }: HeadWindowJoins, own: HeadWindow, port: MessagePort): void {
    own.port?.close();
    own.port = port;
    port.onmessage = ({ data }: MessageEvent<FromHeadWindow>) => {
      if (own.port === port) this.#hear(head, own, data);
    };
    tell(port, { type: 'named', vm: this.#vm, language: this.#language });
    tell(port, { type: 'scale', mode: this.#mode });
    tell(port, { type: 'stale', stale: this.#stale });
    tell(port, { type: 'cursor', cursor: this.#cursor });
    this.#tellPlace(head, port);
    this.#events.canvas({ type: 'canvas', head, canvas });
    this.#events.changed();
  }

  #hear(head: number, own: HeadWindow, message: FromHeadWindow): void {
    switch (message.type) {
      case 'monitor':
        own.monitor = message.monitor;
        this.#events.changed();
        break;
      case 'input':
        this.#events.input(message.input);
        break;
      case 'closed':
        this.#gone(head, own);
        break;
    }
  }

  #gone(head: number, own: HeadWindow): void {
    // A window that is loaded anew says so too, and joins again.
    own.port?.close();
    own.port = undefined;
    own.monitor = undefined;
    this.#events.canvas({ type: 'canvas', head, canvas: undefined });
    if (own.window.closed) this.#windows.delete(head);
    this.#events.changed();
  }

  #tellPlace(head: number, port: MessagePort | undefined): void {
    if (port === undefined) return;
    tell(port, { type: 'place', place: this.#heads.find((each) => each.head === head) });
  }

  #tellAll(message: ToHeadWindow): void {
    for (const { port } of this.#windows.values()) if (port !== undefined) tell(port, message);
  }
}

function tell(port: MessagePort, message: ToHeadWindow): void {
  port.postMessage(message);
}

function isJoining(data: unknown): data is HeadWindowJoins {
  if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'head-window')
    return false;
  const { head, canvas } = data as Partial<HeadWindowJoins>;
  return (
    Number.isInteger(head) &&
    Number(head) > 0 &&
    Number(head) < MAX_HEADS &&
    canvas instanceof OffscreenCanvas
  );
}

/** The `n`th monitor beside the one that this window is on; undefined: not known. */
async function anotherScreen(n: number): Promise<PlacedScreen | undefined> {
  const { getScreenDetails } = window as Window & { getScreenDetails?: () => Promise<ScreenDetails> };
  if (getScreenDetails === undefined || !('isExtended' in screen) || screen.isExtended !== true)
    return undefined;
  try {
    const { currentScreen, screens } = await getScreenDetails.call(window);
    return screens.filter((each) => each !== currentScreen)[n];
  } catch {
    // The person would not say.
    return undefined;
  }
}
