/**
 * Who comes with this request: a session's cookie, an API token, or the agent's own socket. Owns the cookie and the
 * protection against requests that another site makes in a browser's name; what one may do is not asked here.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { authenticateToken } from '../access/api-tokens.ts';
import { AccessError } from '../access/errors.ts';
import { localPrincipal, type Principal } from '../access/principal.ts';
import { authenticateSession, SESSION_MS } from '../access/sessions.ts';
import { RequestError } from '../errors.ts';
import type { Store } from '../store/store.ts';

/** The prefix makes browsers refuse it unless it is Secure, for this host alone and for all of it. */
export const sessionCookie = '__Host-farport_session';
export const csrfHeader = 'farport-csrf';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface Visitor {
  readonly principal: Principal;
  /** The session's token, where a session it is. */
  readonly sessionToken: string | undefined;
}

/** Set-Cookie of a session; undefined: takes it away. */
export function setSessionCookie(token: string | undefined): string {
  const life = token === undefined ? 0 : SESSION_MS / 1000;
  return `${sessionCookie}=${token ?? ''}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${life}`;
}

/** What a page must send along to change something: bound to the session, and of no use to find it. */
export function csrfToken(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('farport csrf').digest('base64url');
}

/**
 * `local`: the request came over the agent's own socket. `touch` false: only looks, which does not count as use.
 * `tokenAwayMs`: as authenticateToken has it.
 * @throws AccessError session.unknown, session.expired, token.unknown, token.expired, token.away
 * @throws RequestError http.csrf
 */
export async function authenticate(
  store: Store,
  request: IncomingMessage,
  local: boolean,
  { touch = true, tokenAwayMs }: { readonly touch?: boolean; readonly tokenAwayMs?: number | undefined } = {},
): Promise<Visitor> {
  if (local) return { principal: localPrincipal(), sessionToken: undefined };
  const address = request.socket.remoteAddress ?? null;
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^bearer +([A-Za-z0-9_-]{1,128})$/i.exec(authorization)?.[1] ?? '';
    return {
      principal: await authenticateToken(store, token, address, tokenAwayMs),
      sessionToken: undefined,
    };
  }
  const token = sessionTokenOf(request);
  if (token === undefined)
    throw new AccessError('session.unknown', 'you are not signed in: sign in, or send an API token');
  if (touch && !safeMethods.has(request.method ?? '')) needCsrf(request, token);
  return { principal: await authenticateSession(store, token, address, touch), sessionToken: token };
}

/**
 * Refuses what a browser sends for a page of another site; programs send no such headers.
 * @throws RequestError http.csrf
 */
export function needSameSite({ method, headers }: IncomingMessage): void {
  if (safeMethods.has(method ?? '')) return;
  const site = headers['sec-fetch-site'];
  const { origin, host } = headers;
  const foreign = typeof site === 'string' && site !== 'same-origin' && site !== 'none';
  if (foreign || (origin !== undefined && origin !== `https://${host ?? ''}`)) {
    throw new RequestError('http.csrf', 403, 'this request was made by a page of another site');
  }
}

function needCsrf({ headers }: IncomingMessage, sessionToken: string): void {
  const sent = headers[csrfHeader];
  const right = Buffer.from(csrfToken(sessionToken));
  const given = Buffer.from(typeof sent === 'string' ? sent : '');
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    const message = `send the session's csrfToken (GET /api/v1/session) as ${csrfHeader} with what changes something`;
    throw new RequestError('http.csrf', 403, message);
  }
}

/** Two cookies of that name are none: one of them may be somebody else's. */
function sessionTokenOf({ headers }: IncomingMessage): string | undefined {
  const found = (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${sessionCookie}=`));
  return found.length === 1 ? found[0]?.slice(sessionCookie.length + 1) : undefined;
}
