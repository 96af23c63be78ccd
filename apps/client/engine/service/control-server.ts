/**
 * Owns the engine's control socket: HTTP with JSON on a Unix socket that only its user can open. Checks every
 * request and turns errors into answers; decides nothing.
 */
import { chmod, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { checked } from '@farport/protocol/shape';
import { codeOf, EngineError, messageOf } from '../errors.ts';
import { redirectRequest, releaseRequest } from './control-schema.ts';
import type { Engine } from './engine.ts';
import { makeSocketDirectory } from './socket-directory.ts';

const MAX_BODY = 64 * 1024;
/** Each `--watch` holds one. */
const MAX_CONNECTIONS = 64;

/** JSON that is no request of ours. */
class InvalidRequest extends EngineError {}

function invalid(mistakes: string[]): InvalidRequest {
  return new InvalidRequest('engine.request', mistakes.join('; '));
}

export interface ControlServer {
  /** Ends it and every connection. */
  close(): Promise<void>;
}

/**
 * Listens on `path`, mode 0600 in a directory of mode 0700. Throws `engine.already_running` where another engine
 * answers there, and `engine.directory` where another user could take its place; the socket of a dead one is
 * replaced.
 */
export async function serveControl(engine: Engine, path: string, stop: () => void): Promise<ControlServer> {
  if (process.platform !== 'win32') {
    await makeSocketDirectory(path);
    if (await answers(path)) {
      throw new EngineError(
        'engine.already_running',
        `another engine answers at ${path}: "farport status" asks it, "farport engine --stop" ends it`,
      );
    }
    await rm(path, { force: true });
  }
  const server = createServer((request, response) => {
    void handle(engine, request, response, stop);
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.headersTimeout = 10_000;
  server.requestTimeout = 10_000;
  await listen(server, path);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, path: string): Promise<void> {
  // The socket must never be open to others, not even until the chmod.
  const before = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (cause) {
    throw new EngineError('engine.start', `the engine cannot listen at ${path}: ${messageOf(cause)}`, {
      cause,
    });
  } finally {
    process.umask(before);
  }
  if (process.platform !== 'win32') await chmod(path, 0o600);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

async function handle(
  engine: Engine,
  request: IncomingMessage,
  response: ServerResponse,
  stop: () => void,
): Promise<void> {
  try {
    await route(engine, request, response, stop);
  } catch (error) {
    const code = codeOf(error) ?? 'engine.request';
    const status = error instanceof InvalidRequest ? 400 : 422;
    answer(response, status, { error: { code, message: messageOf(error) } });
  }
}

async function route(
  engine: Engine,
  request: IncomingMessage,
  response: ServerResponse,
  stop: () => void,
): Promise<void> {
  switch (`${request.method ?? ''} ${request.url ?? ''}`) {
    case 'GET /v1/status':
      answer(response, 200, engine.status());
      return;
    case 'GET /v1/watch':
      watchStatus(engine, response);
      return;
    case 'POST /v1/redirect': {
      const wish = checked(redirectRequest, await readJson(request), invalid);
      const gone = new AbortController();
      response.once('close', () => {
        gone.abort();
      });
      answer(response, 200, await engine.redirect(wish, gone.signal));
      return;
    }
    case 'POST /v1/release': {
      const wish = checked(releaseRequest, await readJson(request), invalid);
      const released = await engine.release('all' in wish ? undefined : wish.device);
      answer(response, 200, { released });
      return;
    }
    case 'POST /v1/stop':
      answer(response, 200, engine.status());
      stop();
      return;
    default:
      answer(response, 404, {
        error: {
          code: 'engine.request',
          message: 'the engine has no such request: is it of another version?',
        },
      });
  }
}

/** One line of JSON for every change. A reader that is slow sees fewer of them. */
function watchStatus(engine: Engine, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  let last = '';
  let full = false;
  const send = (): void => {
    if (full) return;
    const line = JSON.stringify(engine.status());
    if (line === last) return;
    last = line;
    full = !response.write(line + '\n');
  };
  response.on('drain', () => {
    full = false;
    send();
  });
  const unwatch = engine.watch(send);
  response.once('close', unwatch);
  send();
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY)
      throw new EngineError('engine.request', `a request of more than ${MAX_BODY} bytes`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new EngineError('engine.request', 'the request is not JSON', { cause });
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
