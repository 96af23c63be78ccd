/** Entry of the page: joins the parts, and decides nothing that they can. */
import type { MonitorMessage } from '@farport/protocol/display';
import type { FromWorker, ToWorker, ViewerState } from '../messages.ts';
import { ClipboardSharing, PASTED_MS } from './clipboard.ts';
import { Desk } from './desk.ts';
import { HeadWindows } from './head-windows.ts';
import { Keyboard } from './keyboard.ts';
import { wearKeptTheme } from './kept-theme.ts';
import { byId } from './page.ts';
import { listenForInput } from './input.ts';
import { Locks, type Leds } from './locks.ts';
import { browserClipboard } from './local-clipboard.ts';
import { shownState, stateWords } from './state-words.ts';
import { Toolbar } from './toolbar.ts';
import { Card, Overlay } from './notices.ts';
import { Writing } from './writing.ts';
import { languageOf, wordsOf, type Word } from './words.ts';

/** What whoever opened the page says (apps/client/engine/viewer/bridge.ts). */
interface Opening {
  readonly vm: string;
  readonly ticket: string;
  readonly agent: string;
  /** Where the socket is, if not beside this page. */
  readonly display?: string;
}

const HINT_MS = 5_000;

async function openingOf(): Promise<Opening> {
  const answer = await fetch('session.json', { cache: 'no-store' });
  if (!answer.ok) throw new Error(`the engine answers ${answer.status}`);
  return (await answer.json()) as Opening;
}

async function start(): Promise<void> {
  wearKeptTheme();
  const { vm, ticket, agent, display = 'display' } = await openingOf();
  const worker = new Worker('worker.js', { type: 'module' });
  const send = (message: ToWorker): void => {
    worker.postMessage(message);
  };
  let state: ViewerState = { kind: 'connecting' };
  const keyboard = new Keyboard({
    key: (code, down) => {
      send({ type: 'key', code, down });
    },
    releaseAll: () => {
      send({ type: 'release-all' });
    },
    released: () => {
      void document.exitFullscreen().catch(() => undefined);
      document.exitPointerLock();
      toolbar.focus();
    },
  });
  let monitor: MonitorMessage | undefined;
  const askForMonitors = (): void => {
    if (monitor !== undefined) send({ type: 'monitors', monitors: headWindows.monitors(monitor) });
  };
  const desk = new Desk((wished) => {
    monitor = wished;
    askForMonitors();
  });
  let headCount = 1;
  const headWindows = new HeadWindows(vm, {
    input: send,
    canvas: (message) => {
      worker.postMessage(message, message.canvas === undefined ? [] : [message.canvas]);
    },
    changed: () => {
      desk.setHeads(headWindows.rest);
      toolbar.setHeads(headCount, headWindows.own);
      askForMonitors();
      show();
    },
  });
  const card = new Card(() => {
    send({ type: 'connect' });
    desk.focus();
  });
  const overlay = new Overlay();
  const locks = new Locks();
  const clipboard = new ClipboardSharing(browserClipboard, {
    send,
    denied: (denied) => {
      toolbar.setClipboardDenied(denied);
    },
  });
  let leds: Leds | undefined;
  const writing = new Writing({
    give: (text) => {
      const given = clipboard.give(text);
      if (given !== undefined) setTimeout(() => void clipboard.look(), PASTED_MS);
      return given;
    },
    press: (codes) => {
      keyboard.press(codes);
    },
    capsLock: () => leds?.caps === true,
    shown: (open) => {
      toolbar.setWriting(open);
      if (!open) desk.focus();
    },
  });
  const toolbar = new Toolbar(vm, {
    writing: () => {
      writing.setOpen(!writing.open);
    },
    keys: (codes) => {
      keyboard.press(codes);
      desk.focus();
    },
    clipboard: (mode) => {
      clipboard.setMode(mode);
      writing.setGuest(state.kind === 'connected', clipboard.mayGive);
    },
    scale: (mode) => {
      desk.setMode(mode);
      headWindows.setMode(mode);
    },
    figures: (shown) => {
      overlay.setShown(shown);
    },
    hold: () => {
      void desk.holdPointer().catch(() => undefined);
    },
    full: () => {
      if (state.kind === 'connected') showHint('hint');
    },
    headWindow: (head) => {
      void headWindows.open(head).then((opened) => {
        if (!opened) showHint('headBlocked');
      });
    },
    picture: () => {
      send({ type: 'screenshot', head: desk.firstHead });
    },
    language: () => {
      headWindows.setLanguage(toolbar.language);
      show();
    },
  });
  headWindows.setLanguage(toolbar.language);
  const hint = byId('hint');
  let hinted = false;
  let hintWord: Word = 'hint';
  let hintEnds: ReturnType<typeof setTimeout> | undefined;
  const showHint = (said: Word): void => {
    hinted = true;
    hintWord = said;
    hint.textContent = toolbar.word(said);
    hint.hidden = false;
    clearTimeout(hintEnds);
    hintEnds = setTimeout(() => (hint.hidden = true), HINT_MS);
  };
  const show = (): void => {
    const { word } = toolbar;
    const words = stateWords(state, desk.count);
    const connected = state.kind === 'connected';
    document.title = `${vm} – Farport`;
    toolbar.setState(words === undefined ? word('connected') : '', toneOf(state));
    locks.show(word);
    card.show(words, word);
    overlay.setWord(word);
    writing.setGuest(connected, clipboard.mayGive);
    writing.setWord(word);
    desk.setLabel(word('screen'), word('hint'));
    keyboard.setGuest(connected);
    desk.setStale(!connected);
    headWindows.setStale(!connected);
    hint.textContent = word(hintWord);
    if (words !== undefined) hint.hidden = true;
    else if (!hinted) showHint('hint');
  };
  worker.onmessage = ({ data: message }: MessageEvent<FromWorker>) => {
    switch (message.type) {
      case 'state': {
        const before = state.kind;
        state = shownState(state, message.state);
        // Whoever writes a line goes on with it.
        if (state.kind === 'connected' && before !== 'connected' && !writing.open) desk.focus();
        if (state.kind !== 'connected') {
          clipboard.disconnected();
          toolbar.setClipboard(undefined);
          locks.set(undefined);
        }
        show();
        break;
      }
      case 'heads':
        headCount = message.of;
        headWindows.setHeads(message.heads);
        desk.setHeads(headWindows.rest);
        toolbar.setHeads(headCount, headWindows.own);
        show();
        break;
      case 'cursor':
        desk.setCursor(message.cursor);
        headWindows.setCursor(message.cursor);
        break;
      case 'clipboard-state':
        clipboard.setState(message.state);
        toolbar.setClipboard(message.state);
        show();
        break;
      case 'clipboard-offer':
        clipboard.guestOffers(message.kinds);
        break;
      case 'clipboard-request':
        clipboard.guestRequests(message.kind);
        break;
      case 'clipboard-answer':
        clipboard.guestAnswers(message.kind, message.bytes);
        break;
      case 'statistics':
        overlay.setStatistics(message.statistics);
        break;
      case 'screenshot':
        download(message.image, vm);
        break;
      case 'leds':
        leds = message;
        locks.set(message);
        locks.show(toolbar.word);
        break;
    }
  };
  worker.onerror = () => {
    state = { kind: 'broken', code: 'viewer.internal' };
    show();
  };
  listenForInput(desk, keyboard, send);
  window.addEventListener('focus', () => {
    void clipboard.look();
  });
  desk.element.addEventListener('focus', () => {
    void clipboard.look();
  });
  const url = new URL(display, location.href);
  url.protocol = 'ws:';
  const canvases = desk.canvases.map((canvas) => canvas.transferControlToOffscreen());
  const message: ToWorker = { type: 'start', canvases, url: url.href, ticket, agent };
  worker.postMessage(message, canvases);
  show();
}

function toneOf(state: ViewerState): 'good' | 'wait' | 'bad' {
  if (state.kind === 'connected') return 'good';
  return state.kind === 'refused' || state.kind === 'broken' ? 'bad' : 'wait';
}

function download(image: Blob, vm: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(image);
  link.download = `${vm} ${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.png`;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}

start().catch(() => {
  // Without its opening the page knows no VM.
  const word = wordsOf(languageOf(navigator.languages), '');
  const words = { title: 'engineGone', more: 'engineGoneMore', busy: false } as const;
  new Card(() => undefined).show({ ...words, button: undefined, code: 'viewer.engine' }, word);
});
