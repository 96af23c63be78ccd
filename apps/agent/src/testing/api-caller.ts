/** Asks an agent's API over real HTTPS, as a browser with a session, a program with a token, or nobody. */
import { Agent, request } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { csrfHeader, csrfToken, sessionCookie } from '../api/authentication.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The text as JSON; undefined where it is none. */
  readonly json: unknown;
}

export interface ApiAsk {
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Credentials = { readonly token: string } | { readonly session: string } | undefined;

/** The headers that go with these credentials. */
export function credentialHeaders(who: Credentials): Record<string, string> {
  if (who === undefined) return {};
  if ('token' in who) return { authorization: `Bearer ${who.token}` };
  return { cookie: `${sessionCookie}=${who.session}`, [csrfHeader]: csrfToken(who.session) };
}

export class ApiCaller {
  readonly #port: number;
  readonly #agent: Agent;

  constructor(port: number, maxSockets = 16) {
    this.#port = port;
    this.#agent = new Agent({ keepAlive: true, maxSockets, rejectUnauthorized: false });
  }

  /** With sockets of its own. */
  another(maxSockets: number): ApiCaller {
    return new ApiCaller(this.#port, maxSockets);
  }

  /** Asks and reads the whole answer. `path` is under /api/v1. */
  async ask(who: Credentials, method: string, path: string, ask: ApiAsk = {}): Promise<ApiAnswer> {
    const response = await this.open(who, method, path, ask);
    const chunks: Buffer[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      // Not every answer is JSON.
    }
    return { status: response.statusCode ?? 0, headers: response.headers, text, json };
  }

  /** Asks, and leaves the answer's body unread. */
  open(who: Credentials, method: string, path: string, ask: ApiAsk = {}): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const text = ask.raw ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body));
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: this.#port,
        path: `/api/v1${path}`,
        method,
        agent: this.#agent,
        headers: {
          ...credentialHeaders(who),
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          ...ask.headers,
        },
      },
      resolve,
    );
    outgoing.on('error', reject);
    outgoing.end(text);
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }
}
