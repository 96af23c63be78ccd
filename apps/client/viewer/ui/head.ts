/** Entry of a further head's own window: its canvas, its input, its size. The first page does all else. */
import type { FromHeadWindow, HeadWindowJoins, PersonInput, ToHeadWindow } from '../messages.ts';
import { Desk } from './desk.ts';
import { toggleFullScreen } from './full-screen.ts';
import { listenForInput } from './input.ts';
import { keptLanguage } from './kept-language.ts';
import { wearKeptTheme } from './kept-theme.ts';
import { Keyboard } from './keyboard.ts';
import { Card } from './notices.ts';
import { byId } from './page.ts';
import { HEAD_OFF } from './state-words.ts';
import { Tool } from './tool.ts';
import { wordsOf } from './words.ts';

wearKeptTheme();
const head = Number(new URLSearchParams(location.search).get('head'));
const { port1: port, port2 } = new MessageChannel();
const tell = (message: FromHeadWindow): void => {
  port.postMessage(message);
};
const send = (input: PersonInput): void => {
  tell({ type: 'input', input });
};
let vm = '';
let language = keptLanguage();
let shown = false;
let stale = true;

const full = new Tool(byId('full', HTMLButtonElement), 'full');
const close = new Tool(byId('close', HTMLButtonElement), 'close');
const desk = new Desk((monitor) => {
  tell({ type: 'monitor', monitor });
});
const card = new Card(() => undefined);
const keyboard = new Keyboard({
  key: (code, down) => {
    send({ type: 'key', code, down });
  },
  releaseAll: () => {
    send({ type: 'release-all' });
  },
  released: () => {
    if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => undefined);
    document.exitPointerLock();
    byId('full').focus();
  },
});

function show(): void {
  const word = wordsOf(language, vm);
  const name = word('headNumber').replace('{n}', String(head + 1));
  document.documentElement.lang = language;
  document.title = `${vm} – ${name} – Farport`;
  byId('toolbar').ariaLabel = word('toolbar');
  byId('vm').textContent = vm;
  byId('status').textContent = name;
  full.say(word(document.fullscreenElement === null ? 'fullScreen' : 'fullScreenLeave'));
  close.say(word('headClose'));
  desk.setLabel(`${word('screen')} – ${name}`, word('hint'));
  keyboard.setGuest(!stale);
  desk.setStale(stale);
  // Why the link is lost stands in the first window.
  card.show(shown || stale ? undefined : HEAD_OFF, word);
}

port.onmessage = ({ data: message }: MessageEvent<ToHeadWindow>) => {
  switch (message.type) {
    case 'named':
      ({ vm, language } = message);
      break;
    case 'place':
      shown = message.place !== undefined;
      desk.setHeads(message.place === undefined ? [] : [message.place]);
      break;
    case 'cursor':
      desk.setCursor(message.cursor);
      return;
    case 'stale':
      stale = message.stale;
      break;
    case 'scale':
      desk.setMode(message.mode);
      return;
  }
  show();
};
byId('full').addEventListener('click', () => {
  void toggleFullScreen();
});
document.addEventListener('fullscreenchange', show);
byId('close').addEventListener('click', () => {
  window.close();
});
window.addEventListener('pagehide', () => {
  tell({ type: 'closed' });
});
listenForInput(desk, keyboard, send);

const first = window.opener as Window | null;
const canvas = desk.canvases[head]?.transferControlToOffscreen();
if (first === null || canvas === undefined) {
  const words = { title: 'engineGone', more: 'engineGoneMore', busy: false } as const;
  card.show({ ...words, button: undefined, code: 'viewer.head' }, wordsOf(language, ''));
} else {
  const joins: HeadWindowJoins = { type: 'head-window', head, canvas };
  first.postMessage(joins, '/', [canvas, port2]);
  show();
}
