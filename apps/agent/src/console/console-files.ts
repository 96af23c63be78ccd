/**
 * The console's files over HTTP: what its build left, read once and kept in memory. Serves only files it knows by their
 * whole path, and the page itself for the console's own places; asks the API for nothing and runs nothing.
 */
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorCode, errorMessage } from '../errors.ts';
import type { Log } from '../log.ts';

/** Where the set-up builds it. */
export const consoleDist = fileURLToPath(new URL('../../../console/dist', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page loads its own script and style, asks its own agent, and nothing else; nobody frames it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), usb=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** A name of these has a hash of the content in it: whoever has it need never ask again. */
const forever = 'public, max-age=31536000, immutable';

interface ServedFile {
  readonly bytes: Buffer;
  /** The same, smaller, for whoever can read it. */
  readonly brotli: Buffer | undefined;
  readonly type: string;
  readonly cache: string;
}

/** Answers, or gives false where it has nothing there. */
export type ServeConsole = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

/** Read at the first request. Where nothing is built yet, a page says so, and the next request looks again. */
export function serveConsole(log: Log, directory: string = consoleDist): ServeConsole {
  let files: ReadonlyMap<string, ServedFile> | undefined;
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    try {
      files = await readFiles(directory);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') log.warn('console.unreadable', { message: errorMessage(error) });
    } finally {
      reading = undefined;
    }
  };
  return (request, response, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const isAsset = path.startsWith('/assets/');
    const isPage = !isAsset && (request.headers.accept ?? '').includes('text/html');
    if (!isAsset && !isPage) return false;
    const answer = (): void => {
      if (files === undefined) sendPage(request, response, 503, missing);
      else {
        const file = files.get(isAsset ? path : '/index.html');
        if (file === undefined) sendPage(request, response, 404, unknown);
        else send(request, response, file);
      }
    };
    if (files === undefined) void (reading ??= read()).then(answer);
    else answer();
    return true;
  };
}

async function readFiles(directory: string): Promise<ReadonlyMap<string, ServedFile>> {
  const names = new Set(await readdir(directory, { recursive: true }));
  const files = new Map<string, ServedFile>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const path = `/${name.split(sep).join('/')}`;
    files.set(path, {
      bytes: await readFile(join(directory, name)),
      brotli: names.has(`${name}.br`) ? await readFile(join(directory, `${name}.br`)) : undefined,
      type,
      cache: path.startsWith('/assets/') ? forever : 'no-cache',
    });
  }
  // A build that is under way has no page yet.
  if (!files.has('/index.html')) throw Object.assign(new Error('no index.html'), { code: 'ENOENT' });
  return files;
}

function send(request: IncomingMessage, response: ServerResponse, file: ServedFile): void {
  const encodings = request.headers['accept-encoding']?.toString() ?? '';
  const small = /\bbr\b/.test(encodings) ? file.brotli : undefined;
  const bytes = small ?? file.bytes;
  response.writeHead(200, {
    ...securityHeaders,
    'cache-control': file.cache,
    'content-type': file.type,
    'content-length': bytes.length,
    vary: 'accept-encoding',
    ...(small !== undefined ? { 'content-encoding': 'br' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function sendPage(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, {
    ...securityHeaders,
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
    'content-length': bytes.length,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function page(title: string, more: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Farport</title><h1>${title}</h1><p>${more}</p></html>\n`;
}

const missing = page(
  'The console is not built yet',
  'The agent runs, but the files of its console are not there. Run <code>npm run setup</code> in the checkout, then read this page again. The API under <code>/api/v1</code> and the command <code>farport-agent</code> work without it.',
);
const unknown = page(
  'There is no such file',
  'The console may have been built anew. <a href="/">Open it again</a>.',
);
