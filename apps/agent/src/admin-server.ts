/**
 * What the CLI asks of a running agent: HTTP+JSON on data_dir/agent.sock, which only the agent's user can open. By far the
 * most is the API (/api/v1), which writes the audit; here is only what the agent itself knows, and nothing that changes
 * anything.
 */
import { once } from 'node:events';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { ServiceError, errorCode, errorMessage } from './errors.ts';
import { isApiPath } from './api/server-paths.ts';
import type { AnswerApi, Listen } from './gateway/gateway.ts';
import { ask } from './http/json-client.ts';
import { createJsonServer } from './http/json-server.ts';
import type { Log } from './log.ts';
import type { Supervisor } from './vms/supervisor.ts';

export interface AgentFacts {
  readonly listen: Listen;
  readonly fingerprint: string;
}

export function createAdminServer(
  supervisor: Supervisor,
  facts: AgentFacts,
  log: Log,
  api: AnswerApi,
): Server {
  return createJsonServer(
    {
      'GET /v1/agent': () => ({ pid: process.pid, uptime: Math.round(process.uptime()), ...facts }),
      'GET /v1/vms': async () => ({ vms: await supervisor.list() }),
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
