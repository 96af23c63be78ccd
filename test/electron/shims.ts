/**
 * What Electron 9 lacks, for the smoke run alone: utilityProcess (a child of the project's Node), protocol.handle,
 * safeStorage, setWindowOpenHandler, senderFrame, newer events. Nothing of this is in the product.
 */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

class ShimResponse {
  readonly status: number;
  readonly body: Uint8Array;
  readonly headers: Record<string, string>;
  constructor(body: string | Uint8Array, init: { status?: number; headers: Record<string, string> }) {
    this.body = typeof body === 'string' ? Buffer.from(body) : body;
    this.status = init.status ?? 200;
    this.headers = init.headers;
  }
}

interface OldProtocol {
  registerBufferProtocol(
    scheme: string,
    handler: (request: { url: string; method: string }, answer: (response: object) => void) => void,
  ): void;
}

/** Chromium has no sandbox for root, and Electron's own switch for all processes ends them there. */
export function asRoot(real: typeof Electron): typeof Electron {
  if (process.getuid?.() === 0) real.app.enableSandbox = () => undefined;
  return real;
}

export function shimmed(real: typeof Electron): typeof Electron {
  const world = globalThis as { Response?: unknown; structuredClone?: unknown };
  world.Response ??= ShimResponse;
  const utilityProcess = {
    fork: (file: string) => {
      const child = fork(file, [], { execPath: process.env['FARPORT_TEST_NODE'], execArgv: [] });
      const port = Object.assign(new EventEmitter(), {
        postMessage: (message: object) => child.send(message),
      });
      child.on('message', (message) => port.emit('message', message));
      child.on('exit', (code) => port.emit('exit', code));
      return port;
    },
  };
  const safeStorage = {
    isAsyncEncryptionAvailable: () => Promise.resolve(false),
    getSelectedStorageBackend: () => 'unknown',
  };
  const session = {
    fromPartition: (name: string) => {
      const ours = real.session.fromPartition(name);
      const protocol = ours.protocol as unknown as OldProtocol;
      Object.assign(ours, { setDevicePermissionHandler: () => undefined });
      Object.assign(protocol, {
        handle: (scheme: string, handler: (request: object) => Promise<ShimResponse>) => {
          protocol.registerBufferProtocol(scheme, ({ url, method }, answer) => {
            void handler({ url, method }).then(({ status, body, headers }) => {
              answer({
                statusCode: status,
                data: Buffer.from(body),
                mimeType: headers['Content-Type']?.split(';')[0] ?? 'text/plain',
                charset: 'utf-8',
                headers,
              });
            });
          });
        },
      });
      return ours;
    },
  };
  const ipcMain = {
    handle: (channel: string, handler: (event: object, ...args: unknown[]) => unknown) => {
      real.ipcMain.handle(channel, (event, ...args) => {
        const senderFrame = {
          url: event.sender.getURL(),
          parent: event.frameId === 0 || event.sender.getURL() !== '' ? null : {},
        };
        return handler({ senderFrame }, ...(args as unknown[]));
      });
    },
  };
  real.app.on('web-contents-created', (_event, contents) => {
    const old = contents as unknown as EventEmitter;
    Object.assign(contents, {
      setWindowOpenHandler: () => {
        old.on('new-window', (event: { preventDefault(): void }) => {
          event.preventDefault();
        });
      },
    });
  });
  return new Proxy(real, {
    get: (target, name) => {
      const shims = { utilityProcess, safeStorage, session, ipcMain } as unknown as Record<
        string | symbol,
        unknown
      >;
      return name in shims ? shims[name] : (target as unknown as Record<string | symbol, unknown>)[name];
    },
  });
}
