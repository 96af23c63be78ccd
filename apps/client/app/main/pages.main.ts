/** The app's pages by a protocol of their own: files of the bundle, and what the engine says of a view. Nothing else. */
import type { ViewerFiles } from '../../engine/viewer/files.ts';
import { contentPolicy } from '../shared/content-policy.ts';
import { OPENING, pageOf } from '../shared/pages.ts';

export const SCHEME = 'farport-app';
export const ORIGIN = `${SCHEME}://app`;
export const APP_PAGE = `${ORIGIN}/app/`;

export interface PagesOptions {
  readonly appFiles: ViewerFiles;
  readonly viewerFiles: ViewerFiles;
  /** The engine's port on 127.0.0.1, for the viewer's socket. */
  readonly port: number;
  readonly opening: (view: string) => Promise<unknown>;
}

/** Answers a request for a page. */
export async function answerPage(request: Request, options: PagesOptions): Promise<Response> {
  const url = new URL(request.url);
  const page = url.host === 'app' && request.method === 'GET' ? pageOf(url.pathname) : undefined;
  if (page === undefined) return nothing();
  const policy = contentPolicy({ page: page.room, connect: `ws://127.0.0.1:${options.port}` });
  if (page.room === 'view' && page.file === OPENING) {
    const opening = await options.opening(page.view);
    return opening === null ? nothing() : made(JSON.stringify(opening), 'application/json', policy);
  }
  const file = (page.room === 'app' ? options.appFiles : options.viewerFiles).get(page.file);
  return file === undefined ? nothing() : made(new Uint8Array(file.bytes), file.type, policy);
}

function nothing(): Response {
  return new Response('there is nothing here\n', { status: 404, headers: { 'Content-Type': 'text/plain' } });
}

function made(body: string | Uint8Array<ArrayBuffer>, type: string, policy: string): Response {
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  });
}
