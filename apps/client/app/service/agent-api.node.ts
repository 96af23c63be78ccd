/**
 * Asks an agent's REST API as one person: signs in with an account, lists the VMs they may use, and gets a ticket for
 * one. Every connection is pinned; every answer is bounded and checked. Keeps no password.
 */
import { request, type IncomingMessage } from 'node:http';
import type { SeenDevice } from '@farport/protocol/control';
import * as v from 'valibot';
import { connectPinned, formatAgent, type AgentAddress } from '../../engine/session/pinned-tls.ts';
import { messageOf, EngineError } from '../../engine/errors.ts';
import { AppError, ToldError } from '../shared/errors.ts';
import type { VmView } from '../shared/app-state.ts';

const PREFIX = '/api/v1';
const MAX_ANSWER = 4 << 20;
const TIMEOUT_MS = 15_000;
/** Of one list. */
const MAX_ITEMS = 1000;
/** Devices in one question, as agents take them. */
export const MAX_ASKED = 128;
/** Of one person: more are not shown. */
const MAX_VMS = 2000;

const errorShape = v.object({
  code: v.pipe(v.string(), v.maxLength(128)),
  message: v.pipe(v.string(), v.maxLength(4096)),
});
const signedIn = v.object({
  mustChangePassword: v.boolean(),
  csrfToken: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,512}$/)),
});
/** Far above what agents keep (packages/fleet, LIMITS): all of it goes to the window, and again with every change. */
const line = v.pipe(v.string(), v.maxLength(256));
const vm = v.object({
  id: line,
  name: line,
  description: v.pipe(v.string(), v.maxLength(4096)),
  state: line,
});
const vmPage = v.object({
  items: v.pipe(v.array(vm), v.maxLength(MAX_ITEMS)),
  next: v.nullable(v.pipe(v.string(), v.maxLength(1024))),
});
const verdictList = v.object({
  items: v.pipe(
    v.array(v.object({ outcome: line, decidedBy: v.object({ kind: line, ruleName: v.optional(line, '') }) })),
    v.maxLength(MAX_ASKED),
  ),
});
const ticketAnswer = v.object({ ticket: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/)) });
/** As the agent's policy asks for it; the port as text ("1-2.3"). */
export type DeviceFacts = Pick<
  SeenDevice,
  'vendorId' | 'productId' | 'serial' | 'portPath' | 'deviceVersion' | 'deviceClass' | 'interfaces'
>;
export type DeviceVerdict = v.InferOutput<typeof verdictList>['items'][number];

interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

export class AgentAccount {
  readonly #agent: AgentAddress;
  readonly #fingerprint: string;
  readonly #ended = new AbortController();
  #cookie = '';
  #csrf = '';
  #ids = new Map<string, string>();
  readonly user: string;

  private constructor(agent: AgentAddress, fingerprint: string, user: string) {
    this.#agent = agent;
    this.#fingerprint = fingerprint;
    this.user = user;
  }

  /** Throws `account.password_change`, the errors of connectPinned, or what the agent says. */
  static async signIn(
    agent: AgentAddress,
    fingerprint: string,
    user: string,
    password: string,
  ): Promise<AgentAccount> {
    const account = new AgentAccount(agent, fingerprint, user);
    const { value, response } = await account.#ask(
      { method: 'POST', path: '/session', body: { name: user, password } },
      signedIn,
    );
    const cookie = (response.headers['set-cookie'] ?? [])
      .map((each) => each.split(';')[0] ?? '')
      .find((each) => each.startsWith('__Host-'));
    if (cookie === undefined) throw account.#notUnderstood('it gives no session');
    account.#cookie = cookie;
    account.#csrf = value.csrfToken;
    if (!value.mustChangePassword) return account;
    await account.signOut();
    throw new AppError(
      'account.password_change',
      'this is a one-time password: sign in to the console of the agent and choose one of your own first',
    );
  }

  /** The VMs this person may use. */
  async vms(): Promise<VmView[]> {
    const all: VmView[] = [];
    const ids = new Map<string, string>();
    let after = '';
    // A page without one ends it too: an agent could go on with such for ever.
    for (let more = true; more && all.length < MAX_VMS;) {
      const query = after === '' ? '' : `?after=${encodeURIComponent(after)}`;
      const { value } = await this.#ask({ method: 'GET', path: `/vms${query}` }, vmPage);
      for (const { id, name, description, state } of value.items) {
        ids.set(name, id);
        all.push({ name, description, state });
      }
      more = value.next !== null && value.items.length > 0;
      after = value.next ?? '';
    }
    this.#ids = ids;
    return all;
  }

  async start(name: string): Promise<void> {
    await this.#ask({ method: 'POST', path: `/vms/${this.#idOf(name)}/start` }, v.unknown());
  }

  /** For the VM's screen and for devices. Throws `account.no_ticket` where this agent gives none to accounts. */
  async ticket(name: string): Promise<string> {
    try {
      const path = `/vms/${this.#idOf(name)}/ticket`;
      return (await this.#ask({ method: 'POST', path }, ticketAnswer)).value.ticket;
    } catch (cause) {
      if (!(cause instanceof ToldError) || cause.code !== 'http.not_found') throw cause;
      throw new AppError(
        'account.no_ticket',
        `this agent is too old to let accounts into VMs: ask the administrator for a ticket for ${name}`,
        { cause },
      );
    }
  }

  /** Tells the agent that this person sits at the client whose key this is. */
  async sitAt(clientKey: string): Promise<void> {
    await this.#ask({ method: 'PUT', path: '/session/client', body: { key: clientKey } }, v.unknown());
  }

  /**
   * Whether this person could bring these devices into a VM now, one answer for each, in their order. Undefined from an agent
   * that cannot be asked that.
   */
  async verdicts(name: string, devices: readonly DeviceFacts[]): Promise<DeviceVerdict[] | undefined> {
    const path = `/vms/${this.#idOf(name)}/device-verdicts`;
    try {
      const { items } = (await this.#ask({ method: 'POST', path, body: { devices } }, verdictList)).value;
      if (items.length === devices.length) return items;
    } catch (error) {
      if (error instanceof ToldError && error.code === 'http.not_found') return undefined;
      throw error;
    }
    throw this.#notUnderstood('it judges other devices than it was asked about');
  }

  /** Never throws: who goes is gone. */
  async signOut(): Promise<void> {
    await this.#ask({ method: 'DELETE', path: '/session' }, v.unknown()).catch(() => undefined);
    this.#ended.abort(new AppError('session.none', 'you have signed out'));
  }

  #idOf(name: string): string {
    const id = this.#ids.get(name);
    if (id === undefined) throw new AppError('vm.unknown', `there is no VM ${name} for you here`);
    return encodeURIComponent(id);
  }

  async #ask<T>(
    { method, path, body }: Asked,
    shape: v.GenericSchema<unknown, T>,
  ): Promise<{ value: T; response: IncomingMessage }> {
    const signal = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await this.#send({ method, path, body }, signal);
    const json = await this.#read(response);
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) {
      const result = v.safeParse(shape, json);
      if (result.success) return { value: result.output, response };
      throw this.#notUnderstood('its answer has another form');
    }
    const refusal = v.safeParse(errorShape, json);
    if (!refusal.success) throw this.#notUnderstood(`it answers ${status}`);
    const { code, message } = refusal.output;
    throw new ToldError(code, message);
  }

  async #send({ method, path, body }: Asked, signal: AbortSignal): Promise<IncomingMessage> {
    const tls = await connectPinned(this.#agent, this.#fingerprint, signal);
    const text = body === undefined ? '' : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const asking = request(
        {
          createConnection: () => tls,
          method,
          path: `${PREFIX}${path}`,
          signal,
          headers: {
            host: formatAgent(this.#agent),
            connection: 'close',
            'user-agent': 'farport-client',
            ...(text === ''
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
            ...(this.#cookie === '' ? {} : { cookie: this.#cookie, 'farport-csrf': this.#csrf }),
          },
        },
        resolve,
      );
      asking.on('error', (cause) => {
        tls.destroy();
        reject(this.#brokenOff(cause));
      });
      asking.end(text);
    });
  }

  async #read(response: IncomingMessage): Promise<unknown> {
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > MAX_ANSWER) break;
        chunks.push(chunk);
      }
    } catch (cause) {
      throw this.#brokenOff(cause);
    }
    if (length > MAX_ANSWER) throw this.#notUnderstood('it sends too much');
    const text = Buffer.concat(chunks).toString('utf8');
    if (text === '') return undefined;
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  /** The connection ended before the answer did. What signing out ends says so itself. */
  #brokenOff(cause: unknown): Error {
    const reason: unknown = this.#ended.signal.reason;
    if (reason instanceof AppError) return reason;
    const message = `the agent at ${formatAgent(this.#agent)} ended the connection: ${messageOf(cause)}`;
    return new EngineError('agent.unreachable', message, { cause });
  }

  #notUnderstood(why: string): AppError {
    return new AppError(
      'agent.answer',
      `the agent at ${formatAgent(this.#agent)} is not understood: ${why}. Is it of another version?`,
    );
  }
}
