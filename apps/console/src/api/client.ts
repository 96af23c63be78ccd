/**
 * Asks the agent's API, with the types that are made of its description. Owns the session's CSRF token and what errors
 * look like to the rest of the console; shows nothing.
 */
import type { Routes } from './generated.ts';

export type RouteName = keyof Routes;
export type Answer<R extends RouteName> = Routes[R]['answer'];
type Parts<R extends RouteName> = Pick<Routes[R], 'params' | 'query' | 'body'>;
/** What a route needs, and nothing that it does not. */
export type Input<R extends RouteName> = {
  [K in keyof Parts<R> as Parts<R>[K] extends undefined ? never : K]: Parts<R>[K];
};

/** What the agent said no with; `network.gone` where it said nothing. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const prefix = '/api/v1';

let csrfToken: string | null = null;
let onSessionGone: () => void = () => undefined;

export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}
/** Called when the agent says that nobody is signed in (any more). */
export function whenSessionGone(call: () => void): void {
  onSessionGone = call;
}

interface AnyInput {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
}

/** The address of a route with its parameters: for links, too. */
export function addressOf(path: string, { params = {}, query = {} }: AnyInput): string {
  const filled = path.replaceAll(/\{([a-zA-Z]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name] ?? '')),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `${prefix}${filled}${text === '' ? '' : `?${text}`}`;
}

/** @throws ApiError */
export async function ask<R extends RouteName>(
  route: R,
  input: Input<R>,
  signal?: AbortSignal,
): Promise<Answer<R>> {
  const [method = 'GET', path = ''] = route.split(' ');
  const { body } = input as AnyInput;
  const headers: Record<string, string> = {};
  if (method !== 'GET' && csrfToken !== null) headers['farport-csrf'] = csrfToken;
  if (body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(addressOf(path, input), {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new ApiError('network.gone', 0, 'the agent does not answer');
  }
  if (!response.ok) {
    const error = await errorOf(response);
    // A wrong password is no session that has ended: whoever changes theirs may have mistyped it.
    const isGone = response.status === 401 && error.code !== 'access.wrong_credentials';
    if (isGone && route !== 'POST /session' && route !== 'GET /session') onSessionGone();
    throw error;
  }
  if (response.status === 204) return undefined;
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return (isJson ? await response.json() : await response.text()) as Answer<R>;
}

async function errorOf(response: Response): Promise<ApiError> {
  try {
    const { code, message } = (await response.json()) as { code?: unknown; message?: unknown };
    if (typeof code === 'string') return new ApiError(code, response.status, String(message));
  } catch {
    // Not the agent's own words: a proxy's, perhaps.
  }
  return new ApiError(`http.${response.status}`, response.status, response.statusText);
}
