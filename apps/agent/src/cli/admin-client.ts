/** The CLI's way to the running agent: its admin socket. Answers are checked before they are believed. */
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { newTicketAnswer, ticketAnswer, vmAnswer } from '@farport/fleet';
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
type ListedVm = v.InferOutput<typeof vmList>['vms'][number];
type Vm = v.InferOutput<typeof vmAnswer>;
export type StopOutcome = 'powered-off' | 'forced' | 'killed';

/** How a VM that was stopped has ended, by what its process left behind. */
const outcomes: Readonly<Record<string, StopOutcome>> = { 'powered-off': 'powered-off', died: 'killed' };

const pollMs = 250;
/** A VM that does not end by then does not end: 30 s for the guest, the rest for its process. */
const stopMs = 60_000;
const startingAttempts = 240;
const startingMs = 250;
/** Bytes that go to a console in one request. */
const mostTyped = 32 << 10;

function notUnderstood(mistakes: string[]): FarportError {
  const message = `the agent's answer is not understood: ${mistakes.join('; ')}; is it of another version?`;
  return new FarportError('agent.answer', 502, message);
}

export class AdminClient {
  readonly #socket: string;
  readonly #file: string;
  /** Where the agent keeps its files. */
  readonly dataDir: string;

  constructor(config: AgentConfig) {
    this.#socket = adminSocket(config.dataDir);
    this.#file = config.file;
    this.dataDir = config.dataDir;
  }

  /** Every VM of this server with its process: the agent's own knowledge, which needs no database. */
  async list(): Promise<ListedVm[]> {
    return checked(vmList, await this.#ask('GET', '/v1/vms'), notUnderstood).vms;
  }

  /** Starts a VM and waits until it runs. @throws FarportError as the API answers, or why it did not start */
  async start(name: string): Promise<void> {
    const { id } = await this.vm(name);
    let vm = await this.api(vmAnswer, 'POST', `/vms/${id}/start`);
    while (vm.state === 'starting') vm = await this.#later(id);
    if (vm.state !== 'failed' && vm.state !== 'stopped') return;
    const { code, message } = vm.lastExit ?? { code: 'vm.not_running', message: `VM ${name} is ${vm.state}` };
    throw new FarportError(code, 409, message);
  }

  /** Stops a VM and waits until it has ended. @throws FarportError as the API answers, vm.stop_failed */
  async stop(name: string, force: boolean): Promise<StopOutcome> {
    const { id } = await this.vm(name);
    const deadline = performance.now() + stopMs;
    let vm = await this.api(vmAnswer, 'POST', `/vms/${id}/${force ? 'force-off' : 'stop'}`);
    while (vm.state !== 'stopped' && vm.state !== 'failed') {
      if (performance.now() > deadline) {
        throw new FarportError(
          'vm.stop_failed',
          500,
          `VM ${name} is still ${vm.state}: look at the agent’s log`,
        );
      }
      vm = await this.#later(id);
    }
    return outcomes[vm.lastExit?.reason ?? ''] ?? 'forced';
  }

  async powerButton(name: string): Promise<void> {
    await this.api(v.undefined(), 'POST', `/vms/${(await this.vm(name)).id}/power-button`);
  }

  async createTicket(
    vm: string,
    ttlSeconds: number,
    uses: number | null,
  ): Promise<v.InferOutput<typeof newTicketAnswer>> {
    const body = { vmId: (await this.vm(vm)).id, ttl: ttlSeconds, uses };
    return this.api(newTicketAnswer, 'POST', '/tickets', body);
  }

  tickets(): Promise<v.InferOutput<typeof ticketAnswer>[]> {
    return this.all(ticketAnswer, '/tickets');
  }

  async revokeTicket(id: string): Promise<void> {
    await this.api(v.undefined(), 'DELETE', `/tickets/${encodeURIComponent(id)}`);
  }

  /** What the guest writes to its serial console, as it comes. */
  async console(name: string): Promise<IncomingMessage> {
    return this.open('GET', `/vms/${(await this.vm(name)).id}/console`);
  }

  /** Where keys go: asked for once, not at every key. */
  async consoleInput(name: string): Promise<(bytes: Uint8Array) => Promise<void>> {
    const path = `/vms/${(await this.vm(name)).id}/console`;
    return async (bytes) => {
      for (let at = 0; at < bytes.length; at += mostTyped) {
        const part = Buffer.from(bytes.subarray(at, at + mostTyped)).toString('base64');
        await this.api(v.undefined(), 'POST', path, { bytes: part });
      }
    };
  }

  /** The VM of this name, in whatever case. @throws FarportError vm.not_found */
  async vm(name: string): Promise<Vm> {
    const vm = (await this.all(vmAnswer, '/vms')).find(
      (each) => each.name.toLowerCase() === name.toLowerCase(),
    );
    if (vm !== undefined) return vm;
    throw new FarportError(
      'vm.not_found',
      404,
      `there is no VM ${JSON.stringify(name)}: "farport-agent vm list" shows those there are`,
    );
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
    const options = body === undefined ? {} : { body };
    const answer = await this.#patiently(() => this.#ask(method, `/api/v1${path}`, options));
    return checked(shape as v.GenericSchema<unknown, v.InferOutput<S>>, answer, notUnderstood);
  }

  /** The same, with the answer's body left to be read as it comes. */
  open(method: string, path: string, body?: unknown): Promise<IncomingMessage> {
    const options = body === undefined ? {} : { body };
    return this.#patiently(() => this.#explain(open(this.#socket, method, `/api/v1${path}`, options)));
  }

  /** All items of a list of the API, page by page. */
  async all<S extends v.GenericSchema>(item: S, path: string): Promise<v.InferOutput<S>[]> {
    const shape = v.object({ items: v.array(item), next: v.nullable(v.string()) });
    const items: v.InferOutput<S>[] = [];
    let after = '';
    const first = `${path}${path.includes('?') ? '&' : '?'}limit=500`;
    for (;;) {
      const page = await this.api(shape, 'GET', `${first}${after}`);
      items.push(...page.items);
      if (page.next === null) return items;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
  }

  async #later(id: string): Promise<Vm> {
    await delay(pollMs);
    return this.api(vmAnswer, 'GET', `/vms/${id}`);
  }

  /** An agent that has just started answers in a moment. */
  async #patiently<T>(ask: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await ask();
      } catch (error) {
        if (errorCode(error) !== 'agent.starting' || attempt === startingAttempts) throw error;
        await delay(startingMs);
      }
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
