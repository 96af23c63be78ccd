/** Entry of the Worker: owns the socket, decoding and the canvases, so that the page is never kept waiting. */
import { systemClock, wrapBrowserSocket, type ClosedSocket } from '@farport/protocol/browser';
import type { FromWorker, ToWorker } from '../messages.ts';
import { browserJpegDecoder, CanvasSurface } from './canvas-surface.ts';
import { ViewerSession } from './viewer-session.ts';

/** The part of DedicatedWorkerGlobalScope (HTML, section 10.2.1.2) that is used here. */
interface WorkerScope {
  postMessage(message: FromWorker): void;
  requestAnimationFrame(callback: () => void): number;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
let session: ViewerSession | undefined;
let surface: CanvasSurface | undefined;

const tell = (message: FromWorker): void => {
  scope.postMessage(message);
};

/** Turns of their own, by messages: timers would wait for 4 ms. */
function turns(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  let waiting: (() => void)[] = [];
  port1.onmessage = () => {
    const resolved = waiting;
    waiting = [];
    for (const resolve of resolved) resolve();
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(undefined);
    });
}

function dial(url: string, received: (bytes: number) => void): ClosedSocket {
  const webSocket = new WebSocket(url);
  webSocket.addEventListener('message', ({ data }) => {
    if (data instanceof ArrayBuffer) received(data.byteLength);
  });
  return wrapBrowserSocket(webSocket);
}

/** As the page's opening says it now. */
async function renewed(): Promise<string> {
  const answer = await fetch('session.json', { cache: 'no-store' });
  const { ticket } = (await answer.json()) as { readonly ticket: unknown };
  if (typeof ticket !== 'string') throw new TypeError('the opening has no ticket');
  return ticket;
}

function start({ canvases, url, ticket, agent }: ToWorker & { type: 'start' }): ViewerSession {
  surface = new CanvasSurface(canvases, (cursor) => {
    tell({ type: 'cursor', cursor });
  });
  const place = {
    clock: systemClock,
    surface,
    decodeJpeg: browserJpegDecoder(),
    nextPaint: (painted: () => void) => {
      scope.requestAnimationFrame(painted);
    },
    laterTurn: turns(),
  };
  const made = new ViewerSession({
    place,
    dial: (received) => dial(url, received),
    ticket,
    renewed,
    agent,
    tell,
  });
  made.connect();
  return made;
}

scope.onmessage = ({ data: message }) => {
  switch (message.type) {
    case 'start':
      session = start(message);
      break;
    case 'connect':
      session?.connect();
      break;
    case 'screenshot':
      void surface?.screenshot(message.head).then((image) => {
        if (image !== undefined) tell({ type: 'screenshot', image });
      });
      break;
    case 'canvas':
      surface?.showOn(message.head, message.canvas);
      break;
    default:
      session?.input(message);
  }
};
