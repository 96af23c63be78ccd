/** The CLI's way to the running agent: its admin socket. Answers are checked before they are believed. */
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { checked, finiteNumber } from '@farport/protocol/shape';
import { adminSocket, type AgentConfig } from '../config/config.ts';
import { AgentUnreachableError, FarportError, errorCode } from '../errors.ts';
import { ask, open, type AskOptions } from '../http/json-client.ts';

const vmList = v.object({
  vms: v.array(
    v.object({
      name: v.string(),
      state: v.string(),
      configured: v.boolean(),
      memoryMiB: v.nullable(finiteNumber),
      vcpus: v.nullable(finiteNumber),
      pid: v.nullable(finiteNumber),
      uptime: v.nullable(finiteNumber),
      devices: v.array(v.unknown()),
      lastExit: v.nullable(
        v.object({
          reason: v.picklist(['powered-off', 'stopped', 'failed', 'not-started', 'internal', 'died']),
          code: v.string(),
          message: v.string(),
        }),
      ),
    }),
  ),
});
const newTicket = v.object({
  ticket: v.string(),
  id: v.string(),
  vm: v.string(),
  expires: finiteNumber,
  uses: v.nullable(finiteNumber),
});
const ticketList = v.object({
  tickets: v.array(
    v.object({
      id: v.string(),
      vm: v.string(),
      created: finiteNumber,
      expires: finiteNumber,
      uses: v.nullable(finiteNumber),
    }),
  ),
});
const stopped = v.object({ outcome: v.picklist(['powered-off', 'forced', 'killed']) });

const startingAttempts = 40;
const startingMs = 250;

function notUnderstood(mistakes: string[]): FarportError {
  const message = `the agent's answer is not understood: ${mistakes.join('; ')}; is it of another version?`;
  return new FarportError('agent.answer', 502, message);
}

export class AdminClient {
  readonly #socket: string;
  readonly #file: string;

  constructor(config: AgentConfig) {
    this.#socket = adminSocket(config.dataDir);
    this.#file = config.file;
  }

  async list(): Promise<v.InferOutput<typeof vmList>['vms']> {
    return checked(vmList, await this.#ask('GET', '/v1/vms'), notUnderstood).vms;
  }

  async start(name: string): Promise<void> {
    await this.#ask('POST', `/v1/vms/${encodeURIComponent(name)}/start`);
  }

  async stop(name: string, force: boolean): Promise<v.InferOutput<typeof stopped>['outcome']> {
    const answer = await this.#ask('POST', `/v1/vms/${encodeURIComponent(name)}/stop`, { body: { force } });
    return checked(stopped, answer, notUnderstood).outcome;
  }

  async powerButton(name: string): Promise<void> {
    await this.#ask('POST', `/v1/vms/${encodeURIComponent(name)}/power-button`);
  }

  async createTicket(
    vm: string,
    ttlSeconds: number,
    uses: number | null,
  ): Promise<v.InferOutput<typeof newTicket>> {
    const answer = await this.#ask('POST', '/v1/tickets', { body: { vm, ttlSeconds, uses } });
    return checked(newTicket, answer, notUnderstood);
  }

  async tickets(): Promise<v.InferOutput<typeof ticketList>['tickets']> {
    return checked(ticketList, await this.#ask('GET', '/v1/tickets'), notUnderstood).tickets;
  }

  async revokeTicket(id: string): Promise<void> {
    await this.#ask('DELETE', `/v1/tickets/${encodeURIComponent(id)}`);
  }

  console(name: string): Promise<IncomingMessage> {
    return this.#explain(open(this.#socket, 'GET', `/v1/vms/${encodeURIComponent(name)}/console`));
  }

  async consoleInput(name: string, bytes: Uint8Array): Promise<void> {
    await this.#ask('POST', `/v1/vms/${encodeURIComponent(name)}/console`, { body: bytes });
  }

  /**
   * Asks the API (/api/v1) as the administrator of this server. `path` is under it.
   * @throws FarportError as the API answers, or agent.answer where its answer does not fit
   */
  async api<S extends v.GenericSchema>(
    shape: S,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<v.InferOutput<S>> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.#ask(method, `/api/v1${path}`, body === undefined ? {} : { body });
        return checked(shape as v.GenericSchema<unknown, v.InferOutput<S>>, answer, notUnderstood);
      } catch (error) {
        // An agent that has just started answers in a moment.
        if (errorCode(error) !== 'agent.starting' || attempt === startingAttempts) throw error;
        await delay(startingMs);
      }
    }
  }

  /** All items of a list of the API, page by page. */
  async all<S extends v.GenericSchema>(item: S, path: string): Promise<v.InferOutput<S>[]> {
    const shape = v.object({ items: v.array(item), next: v.nullable(v.string()) });
    const items: v.InferOutput<S>[] = [];
    let after = '';
    for (;;) {
      const page = await this.api(shape, 'GET', `${path}?limit=500${after}`);
      items.push(...page.items);
      if (page.next === null) return items;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
  }

  #ask(method: string, path: string, options?: AskOptions): Promise<unknown> {
    return this.#explain(ask(this.#socket, method, path, options));
  }

  /** Turns "no such socket" into what a person should do. */
  async #explain<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (cause) {
      const code = errorCode(cause);
      if (code === 'ENOENT' || code === 'ECONNREFUSED') {
        throw new AgentUnreachableError(
          `no agent runs with ${this.#file}: nothing answers on ${this.#socket}; start it with "farport-agent serve --config ${this.#file}"`,
          { cause },
        );
      }
      if (code === 'EACCES') {
        throw new AgentUnreachableError(`${this.#socket} is another user's: run this as the agent's user`, {
          cause,
        });
      }
      if (code === 'ECONNRESET' || code === 'EPIPE') {
        throw new AgentUnreachableError('the agent ended before it answered: look at its log', { cause });
      }
      throw cause;
    }
  }
}
