/**
 * Serves the app's pages to a browser's window on 127.0.0.1, speaks with the window over a WebSocket, and joins each
 * viewer's socket to the agent. In Electron, whose pages come by its own protocol, only the last of these.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { SERVER_SOCKET_OPTIONS, wrapWebSocket } from '@farport/protocol';
import { WebSocketServer, type WebSocket } from 'ws';
import { codeOf, EngineError, messageOf } from '../../engine/errors.ts';
import type { TicketRenewal } from '../../engine/service/redirection.ts';
import type { Target } from '../../engine/session/dial.ts';
import { VERSION } from '../../engine/version.ts';
import { Door, isSame, refuseUpgrade, secret } from '../../engine/viewer/door.ts';
import type { ViewerFiles } from '../../engine/viewer/files.ts';
import { relay, TICKET_RENEWED } from '../../engine/viewer/relay.ts';
import { contentPolicy } from '../shared/content-policy.ts';
import type { Port } from '../shared/line.ts';
import { OPENING, pageOf } from '../shared/pages.ts';
import type { Views } from './app-service.node.ts';

const MAX_SOCKETS = 8;
const MAX_CONNECTIONS = 64;
/** The largest message of a window: a call with its arguments. */
const MAX_CALL = 64 << 10;
/** A window that does not read is not told more. */
const MAX_UNREAD = 8 << 20;

export interface AppBridgeOptions {
  readonly appFiles: ViewerFiles;
  readonly viewerFiles: ViewerFiles;
  /** The origin of pages that somebody else serves (Electron's protocol); undefined: they are served here. */
  readonly origin?: string | undefined;
  /** A window has connected; the returned function is called when it is gone. */
  readonly window: (port: Port) => () => void;
  /** The agent refused a screen: the code. A viewer tries again by itself. */
  readonly refused: (vm: string, code: string) => void;
}

interface View {
  target: Target;
  readonly tickets: TicketRenewal | undefined;
  /** In the address of its socket, where pages are not served here. */
  readonly key: string;
  readonly ended: AbortController;
}

export class AppBridge implements Views {
  readonly #options: AppBridgeOptions;
  readonly #door = new Door(
    '/app/',
    'This address was opened already, or is not whole. Start Farport again.',
    contentPolicy({ page: 'app' }),
  );
  readonly #viewHeaders: Readonly<Record<string, string>>;
  readonly #views = new Map<string, View>();
  readonly #server: Server;
  readonly #viewSockets = new WebSocketServer({
    noServer: true,
    ...SERVER_SOCKET_OPTIONS,
    clientTracking: true,
  });
  readonly #windowSockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_CALL,
    clientTracking: true,
  });

  private constructor(options: AppBridgeOptions) {
    this.#options = options;
    this.#viewHeaders = {
      ...this.#door.headers,
      'Content-Security-Policy': contentPolicy({ page: 'view' }),
    };
    this.#server = createServer({ maxHeaderSize: 8 << 10, headersTimeout: 10_000 }, (request, response) => {
      this.#answer(request, response);
    });
    this.#server.maxConnections = MAX_CONNECTIONS;
    this.#server.on('upgrade', (request, socket, head) => {
      this.#upgrade(request, socket, head);
    });
  }

  /** Listens on a free port of 127.0.0.1. Errors: `viewer.port`. */
  static async start(options: AppBridgeOptions): Promise<AppBridge> {
    const bridge = new AppBridge(options);
    bridge.#server.listen({ host: '127.0.0.1', port: 0 });
    try {
      await once(bridge.#server, 'listening');
    } catch (cause) {
      throw new EngineError('viewer.port', `no port of 127.0.0.1 can be used: ${messageOf(cause)}`, {
        cause,
      });
    }
    bridge.#door.origin = `http://127.0.0.1:${bridge.port}`;
    return bridge;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** What a browser opens; good for one window. */
  get address(): string {
    return this.#door.address;
  }

  /** What a browser opens, for one more window. */
  inviteAgain(): string {
    return this.#door.inviteAgain();
  }

  /** Drops every window, as a lost engine does. */
  dropWindows(): void {
    for (const client of this.#windowSockets.clients) client.terminate();
  }

  open(target: Target, tickets?: TicketRenewal): string {
    const name = secret();
    this.#views.set(name, { target, tickets, key: secret(), ended: new AbortController() });
    return name;
  }

  end(name: string): void {
    this.#views.get(name)?.ended.abort(new Error('the view was ended'));
    this.#views.delete(name);
  }

  /** What the viewer's page is told when it opens; undefined where there is no such view. */
  opening(name: string): { vm: string; ticket: string; agent: string; display?: string } | undefined {
    const view = this.#views.get(name);
    if (view === undefined) return undefined;
    const { vm, ticket } = view.target;
    const opening = { vm, ticket, agent: `farport-viewer/${VERSION}` };
    if (this.#options.origin === undefined) return opening;
    return { ...opening, display: `ws://127.0.0.1:${this.port}/view/${name}/display?key=${view.key}` };
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    for (const name of [...this.#views.keys()]) this.end(name);
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const client of [...this.#viewSockets.clients, ...this.#windowSockets.clients]) client.terminate();
    this.#server.closeAllConnections();
    await closed;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.#options.origin !== undefined) {
      this.#door.refuse(response, 404, 'there is nothing here');
      return;
    }
    if (this.#door.admit(request, response) === 'answered') return;
    const page = pageOf(request.url?.split('?')[0] ?? '');
    if (page?.room === 'app') this.#serve(response, this.#options.appFiles, page.file, this.#door.headers);
    else if (page !== undefined && this.#views.has(page.view))
      this.#answerView(response, page.view, page.file);
    else this.#door.refuse(response, 404, 'there is nothing here');
  }

  #answerView(response: ServerResponse, name: string, file: string): void {
    if (file !== OPENING) {
      this.#serve(response, this.#options.viewerFiles, file, this.#viewHeaders);
      return;
    }
    response.writeHead(200, { ...this.#viewHeaders, 'Content-Type': 'application/json' });
    response.end(JSON.stringify(this.opening(name)));
  }

  #serve(
    response: ServerResponse,
    files: ViewerFiles,
    name: string,
    headers: Readonly<Record<string, string>>,
  ): void {
    const file = files.get(name);
    if (file === undefined) {
      this.#door.refuse(response, 404, 'there is nothing here');
      return;
    }
    response.writeHead(200, { ...headers, 'Content-Type': file.type });
    response.end(file.bytes);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => undefined);
    const view = this.#viewOf(request);
    if (view !== undefined && this.#viewSockets.clients.size < MAX_SOCKETS) {
      this.#viewSockets.handleUpgrade(request, socket, head, (webSocket) => {
        relay(wrapWebSocket(webSocket), view.target, view.ended.signal, async (code) => {
          const told = await toldOf(code, view);
          this.#options.refused(view.target.vm, told);
          return told;
        });
        const { signal } = view.ended;
        const end = (): void => {
          webSocket.close(1001);
        };
        signal.addEventListener('abort', end);
        // A view may live long, and see many sockets come and go.
        webSocket.once('close', () => {
          signal.removeEventListener('abort', end);
        });
      });
      return;
    }
    const isWindow =
      this.#options.origin === undefined &&
      request.url === '/app/line' &&
      this.#door.admitsSocket(request) &&
      this.#windowSockets.clients.size < MAX_SOCKETS;
    if (isWindow) {
      this.#windowSockets.handleUpgrade(request, socket, head, (webSocket) => {
        this.#join(webSocket);
      });
      return;
    }
    refuseUpgrade(socket);
  }

  #viewOf(request: IncomingMessage): View | undefined {
    const [, name = '', key] =
      /^\/view\/([A-Za-z0-9_-]+)\/display(?:\?key=([A-Za-z0-9_-]+))?$/.exec(request.url ?? '') ?? [];
    const view = this.#views.get(name);
    if (view === undefined) return undefined;
    const { origin } = this.#options;
    if (origin === undefined) return this.#door.admitsSocket(request) ? view : undefined;
    const allowed = request.headers.origin === origin && isSame(key ?? '', view.key);
    return allowed ? view : undefined;
  }

  #join(webSocket: WebSocket): void {
    webSocket.on('error', () => undefined);
    const gone = this.#options.window(portOf(webSocket));
    webSocket.on('close', gone);
  }
}

/**
 * What a viewer is told of a refusal. It says its ticket itself, in its hello: where there is another one it reads its opening
 * again.
 */
async function toldOf(code: string, view: View): Promise<string> {
  if (code !== 'agent.ticket_refused' || view.tickets === undefined) return code;
  try {
    const ticket = await view.tickets.renew(view.target.ticket);
    view.target = { ...view.target, ticket };
    return TICKET_RENEWED;
  } catch (error) {
    return codeOf(error) ?? code;
  }
}

/** JSON, one message each. */
function portOf(webSocket: WebSocket): Port {
  return {
    post: (message) => {
      if (webSocket.bufferedAmount > MAX_UNREAD) webSocket.terminate();
      else webSocket.send(JSON.stringify(message), () => undefined);
    },
    listen: (listener) => {
      webSocket.on('message', (data, isBinary) => {
        let message: unknown;
        try {
          message = isBinary ? undefined : JSON.parse((data as Buffer).toString('utf8'));
        } catch {
          // It is refused as no message at all.
        }
        listener(message);
      });
    },
  };
}
