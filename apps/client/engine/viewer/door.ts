/**
 * Who may come in to a server on 127.0.0.1 that every program and user of this machine can reach: whoever has the address,
 * whose random part is changed once for a cookie. Owns these two secrets and the headers of every answer.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

const HEADERS = {
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
} as const;

/** Everything comes from here; the cursor and pictures to keep are blobs of the page's own. */
export const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What a request comes to at the door; `pass`: it is let in, and still to be answered. */
export type Admission = 'pass' | 'answered';

export class Door {
  readonly headers: Readonly<Record<string, string>>;
  readonly #home: string;
  readonly #shut: string;
  readonly #cookie = secret();
  /** In the address, until somebody came with it; in the cookie from then on. */
  #invitation: string | undefined = secret();
  #origin = '';

  /** `home`: where an invitation leads. `shut`: what is told to who has neither invitation nor cookie. */
  constructor(home: string, shut: string, policy: string = PAGE_POLICY) {
    this.headers = { 'Content-Security-Policy': policy, ...HEADERS };
    this.#home = home;
    this.#shut = shut;
  }

  /** Once it is known where the server listens. */
  set origin(origin: string) {
    this.#origin = origin;
  }

  get origin(): string {
    return this.#origin;
  }

  /** What to open; good for one window. */
  get address(): string {
    return `${this.#origin}/open/${this.#invitation ?? 'used'}`;
  }

  /** Lets one more window in: by the address that nobody has used yet, else by a new one. */
  inviteAgain(): string {
    this.#invitation ??= secret();
    return this.address;
  }

  /** Answers what does not get in, and invitations. */
  admit(request: IncomingMessage, response: ServerResponse): Admission {
    if (!this.#isOwnHost(request)) return this.refuse(response, 421, 'this is not the address of the viewer');
    if (request.method !== 'GET') return this.refuse(response, 405, 'there is nothing to change here');
    const path = request.url?.split('?')[0] ?? '';
    // Browsers look there for the icon of a page that names none, as the invitation's.
    if (path === '/favicon.ico') {
      response.writeHead(204, this.headers).end();
      return 'answered';
    }
    const invitation = path.startsWith('/open/') ? path.slice('/open/'.length) : undefined;
    if (invitation !== undefined && this.#invitation !== undefined && isSame(invitation, this.#invitation)) {
      this.#invitation = undefined;
      const cookie = `farport=${this.#cookie}; Path=/; HttpOnly; SameSite=Strict`;
      return this.#sendHome(response, { 'Set-Cookie': cookie });
    }
    if (!this.#isInvited(request)) return this.refuse(response, 403, this.#shut);
    if (invitation === undefined) return 'pass';
    return this.#sendHome(response, {});
  }

  /** Whether a WebSocket comes from a page that was let in. */
  admitsSocket(request: IncomingMessage): boolean {
    return this.#isOwnHost(request) && request.headers.origin === this.#origin && this.#isInvited(request);
  }

  /** By a page, not a redirect: what another page has led to gets no strict cookie before a page of this origin leads on. */
  #sendHome(response: ServerResponse, more: Readonly<Record<string, string>>): 'answered' {
    response.writeHead(200, {
      ...this.headers,
      ...more,
      'Content-Type': 'text/html; charset=utf-8',
      Refresh: `0; url=${this.#home}`,
    });
    response.end('<!doctype html><title>Farport</title>');
    return 'answered';
  }

  refuse(response: ServerResponse, status: number, text: string): 'answered' {
    response.writeHead(status, { ...this.headers, 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(`${text}\n`);
    return 'answered';
  }

  /** Only this origin, whatever names lead to 127.0.0.1. */
  #isOwnHost(request: IncomingMessage): boolean {
    return request.headers.host === this.#origin.slice('http://'.length);
  }

  #isInvited(request: IncomingMessage): boolean {
    const cookie = /(?:^|; )farport=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    return isSame(cookie, this.#cookie);
  }
}

export function secret(): string {
  return randomBytes(32).toString('base64url');
}

export function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Refuses an upgrade request. Who does not close after that is not waited for. */
export function refuseUpgrade(socket: Duplex): void {
  socket.resume();
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  const timer = setTimeout(() => socket.destroy(), 1_000);
  timer.unref();
  socket.once('close', () => {
    clearTimeout(timer);
  });
}
