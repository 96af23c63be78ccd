/** The CLI's way to the running agent: its admin socket. Answers are checked before they are believed. */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { adminSocket, type AgentConfig } from '../config/config.ts';
import { AgentUnreachableError, errorCode } from '../errors.ts';
import { ask, open, type AskOptions } from '../http/json-client.ts';

const exitRecord = z.object({
  reason: z.enum(['powered-off', 'stopped', 'failed', 'not-started', 'internal', 'died']),
  code: z.string(),
  message: z.string(),
});
const vmList = z.object({
  vms: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      configured: z.boolean(),
      memoryMiB: z.number().nullable(),
      vcpus: z.number().nullable(),
      pid: z.number().nullable(),
      uptime: z.number().nullable(),
      devices: z.array(z.unknown()),
      lastExit: exitRecord.nullable(),
    }),
  ),
});
const newTicket = z.object({
  ticket: z.string(),
  id: z.string(),
  vm: z.string(),
  expires: z.number(),
  uses: z.number().nullable(),
});
const stopped = z.object({ outcome: z.enum(['powered-off', 'forced', 'killed']) });

export class AdminClient {
  readonly #socket: string;
  readonly #file: string;

  constructor(config: AgentConfig) {
    this.#socket = adminSocket(config.dataDir);
    this.#file = config.file;
  }

  async list(): Promise<z.infer<typeof vmList>['vms']> {
    return vmList.parse(await this.#ask('GET', '/v1/vms')).vms;
  }

  async start(name: string): Promise<void> {
    await this.#ask('POST', `/v1/vms/${encodeURIComponent(name)}/start`);
  }

  async stop(name: string, force: boolean): Promise<z.infer<typeof stopped>['outcome']> {
    const answer = await this.#ask('POST', `/v1/vms/${encodeURIComponent(name)}/stop`, { body: { force } });
    return stopped.parse(answer).outcome;
  }

  async powerButton(name: string): Promise<void> {
    await this.#ask('POST', `/v1/vms/${encodeURIComponent(name)}/power-button`);
  }

  async createTicket(
    vm: string,
    ttlSeconds: number,
    uses: number | null,
  ): Promise<z.infer<typeof newTicket>> {
    return newTicket.parse(await this.#ask('POST', '/v1/tickets', { body: { vm, ttlSeconds, uses } }));
  }

  console(name: string): Promise<IncomingMessage> {
    return this.#explain(open(this.#socket, 'GET', `/v1/vms/${encodeURIComponent(name)}/console`));
  }

  async consoleInput(name: string, bytes: Uint8Array): Promise<void> {
    await this.#ask('POST', `/v1/vms/${encodeURIComponent(name)}/console`, { body: bytes });
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
