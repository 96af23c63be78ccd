/**
 * Owns what `farport redirect | release | status | engine` ask of the engine, and says in words what happened.
 * Decides nothing about devices: the engine does.
 */
import { readFile } from 'node:fs/promises';
import { codeOf, EngineError, messageOf } from '../errors.ts';
import { readConfig } from '../service/config.ts';
import { EngineClient } from '../service/control-client.ts';
import type { BackendName } from '../service/engine-process.ts';
import { logPath, socketPath } from '../service/paths.ts';
import { startEngine } from '../service/start-engine.ts';

export interface RedirectOptions {
  vm: string;
  agent?: string;
  fingerprint?: string;
  ticket?: string;
  ticketFile?: string;
  auto?: boolean;
  wait?: boolean;
  json?: boolean;
}

export interface EngineOptions {
  backend?: BackendName;
  foreground?: boolean;
  stop?: boolean;
}

function client(): EngineClient {
  return new EngineClient(socketPath());
}

function print(text: string): void {
  process.stdout.write(text + '\n');
}

/** What names an agent and the right to use it, on the command line. */
export type TargetOptions = Pick<RedirectOptions, 'agent' | 'fingerprint' | 'ticket' | 'ticketFile'>;

/** The options, completed by the configuration. Errors say what is missing. */
export async function targetOf(
  options: TargetOptions,
): Promise<{ agent: string; fingerprint: string; ticket: string }> {
  return { ...(await agentOf(options)), ticket: await ticketOf(options) };
}

/** Which agent, and its certificate. */
export async function agentOf(
  options: Pick<TargetOptions, 'agent' | 'fingerprint'>,
): Promise<{ agent: string; fingerprint: string }> {
  const config = await readConfig();
  const agent = options.agent ?? config.agent;
  if (agent === undefined) {
    throw new EngineError(
      'agent.missing',
      'which agent? Pass --agent HOST:PORT, or put "agent" into the configuration file',
    );
  }
  const fingerprint = options.fingerprint ?? config.fingerprint;
  if (fingerprint === undefined) {
    throw new EngineError(
      'agent.fingerprint_missing',
      'the certificate of the agent must be known: pass --fingerprint sha256:…, as the agent prints it when it starts, ' +
        'or put "fingerprint" into the configuration file',
    );
  }
  return { agent, fingerprint };
}

export async function redirect(device: string, options: RedirectOptions): Promise<void> {
  const wish = {
    device,
    vm: options.vm,
    ...(await targetOf(options)),
    auto: options.auto === true,
    wait: options.wait === true,
  };
  const outcome = await (await running()).redirect(wish);
  if (options.json === true) {
    print(JSON.stringify(outcome));
    return;
  }
  const what =
    outcome.device === undefined ? outcome.selector : `${outcome.device.label} on ${outcome.device.portPath}`;
  print(`${what}: ${outcome.state}${outcome.port === undefined ? '' : ` (port ${outcome.port})`}`);
}

async function ticketOf(options: TargetOptions): Promise<string> {
  if (options.ticket !== undefined) return options.ticket;
  if (options.ticketFile !== undefined) {
    try {
      return (await readFile(options.ticketFile, 'utf8')).trim();
    } catch (cause) {
      throw new EngineError('agent.ticket_missing', `the ticket could not be read: ${messageOf(cause)}`, {
        cause,
      });
    }
  }
  const ticket = process.env['FARPORT_TICKET'];
  if (ticket !== undefined && ticket !== '') return ticket;
  throw new EngineError(
    'agent.ticket_missing',
    'a ticket is needed: pass --ticket-file FILE or set FARPORT_TICKET; the administrator of the agent gives it out',
  );
}

/** The engine that runs, or one started now. */
export async function running(): Promise<EngineClient> {
  const asked = client();
  try {
    await asked.status();
    return asked;
  } catch (error) {
    if (codeOf(error) !== 'engine.not_running') throw error;
  }
  return startEngine(socketPath(), logPath(), undefined);
}

export async function release(device: string | undefined, options: { all?: boolean }): Promise<void> {
  if ((device === undefined) !== (options.all === true)) {
    throw new EngineError('engine.request', 'name one device, or say --all');
  }
  const released = await client().release(device === undefined ? { all: true } : { device });
  for (const one of released) {
    print(`${one.device?.label ?? one.selector}: released, with this machine again`);
  }
  if (released.length === 0) print('nothing is redirected');
}

export async function status(options: { json?: boolean }): Promise<void> {
  const now = await client().status();
  if (options.json === true) {
    print(JSON.stringify(now));
    return;
  }
  print(`engine ${now.version}, process ${now.pid}, transfers by ${now.backend}`);
  if (now.fleet !== undefined) {
    const { name, agent, state, message } = now.fleet;
    print(`client ${name} of the agent at ${agent}: ${state}${message === '' ? '' : `, ${message}`}`);
  }
  if (now.redirections.length === 0) print('nothing is redirected');
  for (const one of now.redirections) {
    const what = one.device === undefined ? one.selector : `${one.device.label} on ${one.device.portPath}`;
    print(`${what}: ${one.state}`);
  }
}

export async function engine(options: EngineOptions): Promise<void> {
  if (options.stop === true) {
    const ended = await client().stop();
    print(
      `engine ${ended.pid} gives ${ended.redirections.filter((one) => one.captured).length} device(s) back and ends`,
    );
    return;
  }
  if (options.foreground === true) {
    // The engine's parts are loaded only by the process that is the engine: the other commands answer sooner.
    const { runEngine } = await import('../service/engine-process.ts');
    await runEngine(socketPath(), options.backend);
    // node-usb's threads would keep the process alive.
    process.exit(0);
  }
  const asked = client();
  const already = await asked.status().catch(() => undefined);
  if (already !== undefined) {
    print(`the engine runs already: process ${already.pid}, transfers by ${already.backend}`);
    return;
  }
  const started = await (await startEngine(socketPath(), logPath(), options.backend)).status();
  print(`the engine runs: process ${started.pid}, transfers by ${started.backend}; its log is ${logPath()}`);
}
