/**
 * What the CLI asks of a running agent: HTTP+JSON on data_dir/agent.sock, which only the agent's user can open.
 * Every body is checked here; the work is the supervisor's and the ticket store's.
 */
import { once } from 'node:events';
import { pipeline } from 'node:stream';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import * as v from 'valibot';
import { checked, exactObject, wholeNumber } from '@farport/protocol/shape';
import { RequestError, ServiceError, errorCode, errorMessage } from './errors.ts';
import { isApiPath } from './api/server-paths.ts';
import type { AnswerApi, Listen } from './gateway/gateway.ts';
import { ask, open } from './http/json-client.ts';
import { createJsonServer, streaming, type RequestContext } from './http/json-server.ts';
import type { Log } from './log.ts';
import { maxTtlSeconds } from './tickets/ticket-limits.ts';
import type { TicketStore } from './tickets/ticket-store.ts';
import type { Supervisor } from './vms/supervisor.ts';

const stopBody = v.optional(exactObject({ force: v.optional(v.boolean(), false) }), {});
const ticketBody = exactObject({
  vm: v.string(),
  ttlSeconds: wholeNumber(1, maxTtlSeconds),
  uses: v.nullable(wholeNumber(1, 1_000_000)),
});

async function body<T>(context: RequestContext, shape: v.GenericSchema<unknown, T>): Promise<T> {
  return checked(
    shape,
    await context.json(),
    (mistakes) => new RequestError('http.bad_request', 400, mistakes.join('; ')),
  );
}

/** A guest that keeps its VM's process busy is no reason to end a person's console. */
const consoleMs = 20_000;

export interface AgentFacts {
  readonly listen: Listen;
  readonly fingerprint: string;
}

export function createAdminServer(
  supervisor: Supervisor,
  tickets: TicketStore,
  facts: AgentFacts,
  log: Log,
  api: AnswerApi,
): Server {
  const nameOf = (context: RequestContext): string => context.params['name'] ?? '';
  return createJsonServer(
    {
      'GET /v1/agent': () => ({ pid: process.pid, uptime: Math.round(process.uptime()), ...facts }),
      'GET /v1/vms': async () => ({ vms: await supervisor.list() }),
      'POST /v1/vms/:name/start': async (context) => {
        await supervisor.start(nameOf(context));
        return { state: 'running' };
      },
      'POST /v1/vms/:name/stop': async (context) => {
        const { force } = await body(context, stopBody);
        return { outcome: await supervisor.stop(nameOf(context), force) };
      },
      'POST /v1/vms/:name/power-button': (context) => supervisor.powerButton(nameOf(context)),
      'GET /v1/vms/:name/console': async (context) => {
        const { control } = supervisor.sockets(nameOf(context));
        const source = await open(control, 'GET', '/console', { timeoutMs: consoleMs });
        context.response.writeHead(200, { 'content-type': 'application/octet-stream' });
        context.response.flushHeaders();
        // Either end may go at any time; pipeline closes the other.
        pipeline(source, context.response, () => undefined);
        return streaming;
      },
      'POST /v1/vms/:name/console': async (context) => {
        const { control } = supervisor.sockets(nameOf(context));
        await ask(control, 'POST', '/console', { body: await context.body(), timeoutMs: consoleMs });
      },
      'POST /v1/tickets': async (context) => {
        const { vm, ttlSeconds, uses } = await body(context, ticketBody);
        supervisor.assertKnown(vm);
        const made = await tickets.create(vm, ttlSeconds, uses);
        log.info('ticket.created', { ticketId: made.id, vm, expires: made.expires, uses });
        return made;
      },
      'GET /v1/tickets': () => ({ tickets: tickets.list() }),
      'DELETE /v1/tickets/:id': async ({ params }) => {
        const id = params['id'] ?? '';
        await tickets.revoke(id);
        log.info('ticket.revoked', { ticketId: id });
      },
    },
    (error) => {
      log.error('admin.internal', { message: errorMessage(error) });
    },
    (path) => (isApiPath(path) ? api : undefined),
  );
}

/** Binds the admin socket, over one that a dead agent left. @throws ServiceError agent.already_running */
export async function listenAdmin(server: Server, path: string): Promise<void> {
  await assertNoAgent(path);
  rmSync(path, { force: true });
  server.listen(path);
  await once(server, 'listening');
  chmodSync(path, 0o600);
}

/** @throws ServiceError agent.already_running when an agent answers at `path` */
export async function assertNoAgent(path: string): Promise<void> {
  // Not by asking alone: on a very slow machine the time for an answer is over before "no such file" is here.
  if (!existsSync(path)) return;
  let pid = '?';
  try {
    const answer = await ask(path, 'GET', '/v1/agent', { timeoutMs: 2000 });
    if (typeof answer === 'object' && answer !== null && 'pid' in answer) pid = String(answer.pid);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return;
  }
  throw new ServiceError(
    'agent.already_running',
    `an agent (pid ${pid}) already serves this data_dir and answers on ${path}: stop it first, or use another data_dir`,
  );
}
