/**
 * A small HTTP+JSON server for unix sockets: the agent's admin interface and a VM process's control interface.
 * Owns routing, size limits and how errors look; knows nothing of VMs.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { FarportError, RequestError } from '../errors.ts';

/** Returned by a handler that answers by itself, over time. */
export const streaming: unique symbol = Symbol('streaming');

export interface RequestContext {
  /** The parts of the path that the route leaves open, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The whole body. @throws RequestError http.too_large beyond `limit` bytes */
  body(limit?: number): Promise<Buffer>;
  /** The body as JSON; undefined when it is empty. @throws RequestError http.bad_json */
  json(): Promise<unknown>;
}

/** Answers 200 with what the handler returns as JSON; 204 for undefined. */
export type Handler = (context: RequestContext) => unknown;

/** "METHOD /path/:name" to handler. */
export type Routes = Readonly<Record<string, Handler>>;

const defaultBodyLimit = 64 << 10;

async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit)
      throw new RequestError('http.too_large', 413, `the body is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function matchPath(pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== path.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const given = path[index] ?? '';
    if (part.startsWith(':')) {
      try {
        params[part.slice(1)] = decodeURIComponent(given);
      } catch {
        return undefined;
      }
    } else if (part !== given) return undefined;
  }
  return params;
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const text = `${JSON.stringify(value)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}

/** Answers a whole request by itself. */
export type Delegate = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * `unexpected` is told of errors that are not FarportErrors; the asker only learns that there was one. `elsewhere` gives
 * who answers a path (without its query) that is not of these routes; undefined: nobody.
 */
export function createJsonServer(
  routes: Routes,
  unexpected: (error: unknown) => void,
  elsewhere: (path: string) => Delegate | undefined = () => undefined,
): Server {
  const table = Object.entries(routes).map(([key, handler]) => {
    const [method = '', path = ''] = key.split(' ');
    return { method, parts: path.split('/'), handler };
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0]?.split('/') ?? [];
    let params: Record<string, string> | undefined;
    const route = table.find((each) => {
      if (each.method !== request.method) return false;
      params = matchPath(each.parts, path);
      return params !== undefined;
    });
    if (route === undefined || params === undefined) {
      throw new RequestError(
        'http.not_found',
        404,
        `there is nothing at ${request.method ?? ''} ${path.join('/')}`,
      );
    }
    const body = (limit = defaultBodyLimit): Promise<Buffer> => readBody(request, limit);
    const result = await route.handler({
      params,
      request,
      response,
      body,
      json: async () => {
        const text = (await body()).toString('utf8');
        if (text === '') return undefined;
        try {
          return JSON.parse(text) as unknown;
        } catch {
          throw new RequestError('http.bad_json', 400, 'the body is not JSON');
        }
      },
    });
    if (result === streaming) return;
    if (result === undefined) response.writeHead(204).end();
    else sendJson(response, 200, result);
  }

  const server = createServer(
    { maxHeaderSize: 8 << 10, headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 1000 },
    (request, response) => {
      const other = elsewhere(request.url?.split('?')[0] ?? '');
      if (other !== undefined) {
        other(request, response);
        return;
      }
      answer(request, response).catch((error: unknown) => {
        const known = error instanceof FarportError;
        if (!known) unexpected(error);
        if (response.headersSent) {
          response.destroy();
          return;
        }
        response.shouldKeepAlive = false;
        if (known) sendJson(response, error.status, { code: error.code, message: error.message });
        else sendJson(response, 500, { code: 'internal', message: 'an internal error; see the log' });
      });
    },
  );
  server.maxConnections = 64;
  return server;
}
