/** Signing in by OpenID Connect as a browser sees it: pages that redirect, and a page in words where that fails. */
import { authMethodsAnswer } from '@farport/fleet';
import { exactObject } from '@farport/protocol/shape';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { OidcError } from '../../access/oidc/errors.ts';
import { FLOW_MS } from '../../access/oidc/flow.ts';
import type { OidcSignIn } from '../../access/oidc/oidc-sign-in.ts';
import { errorMessage } from '../../errors.ts';
import { setSessionCookie } from '../authentication.ts';
import { errorAnswer } from '../error-answer.ts';
import type { ApiParts } from '../parts.ts';
import { route, takenOver, type Answer } from '../route.ts';
import { prefix } from '../server-paths.ts';
import { signInErrorPage } from '../sign-in-error-page.ts';
import { json } from './shapes.ts';

const tag = 'session';
/** Lax: the provider's page sends the browser back, and the cookie must come along. */
const flowCookie = '__Host-farport_sign_in';
const page: Answer = { kind: 'page' };

function needOidc({ oidc }: ApiParts): OidcSignIn {
  if (oidc !== undefined) return oidc;
  throw new OidcError(
    'oidc.not_configured',
    'the agent has no [oidc] in its configuration: sign in with name and password',
  );
}

function setFlowCookie(sealed: string | undefined): string {
  const life = sealed === undefined ? 0 : FLOW_MS / 1000;
  return `${flowCookie}=${sealed ?? ''}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${life}`;
}

function flowCookieOf(header: string | string[] | undefined): string | undefined {
  const pairs = (typeof header === 'string' ? header : '').split(';').map((pair) => pair.trim());
  const found = pairs.filter((pair) => pair.startsWith(`${flowCookie}=`));
  return found.length === 1 ? found[0]?.slice(flowCookie.length + 1) : undefined;
}

function languageOf(headers: IncomingHttpHeaders): string | undefined {
  return headers['accept-language'];
}

function redirect(response: ServerResponse, location: string, cookies: readonly string[]): void {
  response.writeHead(303, { location, 'set-cookie': [...cookies] });
  response.end();
}

/** A person is at a browser, not a program: what went wrong, in words, and the way back. */
function showError(
  { log }: ApiParts,
  response: ServerResponse,
  error: unknown,
  acceptLanguage: string | undefined,
): void {
  const { status, code, message, unexpected } = errorAnswer(error);
  if (unexpected) log.error('api.internal', { code, message: errorMessage(error) });
  else log.warn('oidc.failed', { code, message });
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'set-cookie': setFlowCookie(undefined),
  });
  response.end(signInErrorPage({ code, message }, acceptLanguage));
}

const short = v.optional(v.pipe(v.string(), v.maxLength(6000)));

export const signInElsewhereRoutes = [
  route({
    method: 'GET',
    path: '/auth/methods',
    access: 'public',
    tag,
    summary: 'How people may sign in',
    answer: json(authMethodsAnswer),
    handle: ({ parts: { oidc } }) => ({
      password: true,
      oidc:
        oidc === undefined
          ? null
          : {
              displayName: oidc.config.displayName,
              href: `${prefix}/auth/oidc/start`,
              signOutHref: `${prefix}/auth/oidc/sign-out`,
            },
    }),
  }),
  route({
    method: 'GET',
    path: '/auth/oidc/start',
    access: 'public',
    tag,
    summary: 'For browsers: go to the provider to sign in, and come back to the path "return"',
    query: exactObject({ return: short }),
    answer: page,
    handle: async ({ query, headers, parts, takeOver }) => {
      const oidc = needOidc(parts);
      const begun = await oidc.begin(query.return).catch((error: unknown) => ({ error }));
      const response = takeOver();
      if ('error' in begun) showError(parts, response, begun.error, languageOf(headers));
      else redirect(response, begun.url.href, [setFlowCookie(begun.sealed)]);
      return takenOver;
    },
  }),
  route({
    method: 'GET',
    path: '/auth/oidc/callback',
    access: 'public',
    tag,
    summary: 'For browsers: where the provider sends them back to',
    query: v.pipe(
      v.record(v.string(), v.unknown()),
      v.transform((query) => new URLSearchParams(Object.entries(query).filter(isText))),
    ),
    answer: page,
    handle: async ({ query, headers, address, userAgent, parts, takeOver }) => {
      const oidc = needOidc(parts);
      const sealed = flowCookieOf(headers['cookie']);
      const finished = await oidc
        .finish({ query, sealed, address, userAgent })
        .catch((error: unknown) => ({ error }));
      const response = takeOver();
      if ('error' in finished) showError(parts, response, finished.error, languageOf(headers));
      else {
        redirect(response, finished.returnTo, [setFlowCookie(undefined), setSessionCookie(finished.token)]);
      }
      return takenOver;
    },
  }),
  route({
    method: 'GET',
    path: '/auth/oidc/sign-out',
    access: 'public',
    tag,
    summary: 'For browsers, after DELETE /session: end the provider’s session too',
    answer: page,
    handle: async ({ parts, takeOver }) => {
      const oidc = needOidc(parts);
      const url = await oidc.provider.signOutUrl().catch(() => undefined);
      redirect(takeOver(), url?.href ?? '/', []);
      return takenOver;
    },
  }),
];

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}
