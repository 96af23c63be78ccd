/** Runs a real agent in a child process, in a directory of its own, and cleans up after it and its VMs. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { execFile, spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect as tlsConnect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { AdminClient } from '../cli/admin-client.ts';
import { loadConfig } from '../config/config.ts';
import { killProcess, parseIdentity } from '../vms/process-identity.ts';

const program = fileURLToPath(new URL('./fake-agent.ts', import.meta.url));

export interface LogLine {
  readonly event: string;
  readonly [key: string]: unknown;
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Polls until `condition` gives something; fails the test after `patienceMs`, with what `said` tells. */
export async function until<T>(
  what: string,
  condition: () => T | undefined | false,
  { patienceMs = 20_000, said = (): string => '' } = {},
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const value = condition();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what} ${said()}`);
    await delay(20);
  }
}

export class AgentUnderTest {
  readonly directory = mkdtempSync(join(tmpdir(), 'farport-agent-'));
  readonly config = join(this.directory, 'agent.toml');
  readonly runDir = join(this.directory, 'run');
  readonly dataDir = join(this.directory, 'data');
  /** Every log line of every agent process so far. */
  readonly log: LogLine[] = [];
  stdout = '';
  stderr = '';
  port = 0;
  /** How long a start may take before it counts as failed. */
  patienceMs = 20_000;
  /** Added to the environment of the next agent process. */
  env: NodeJS.ProcessEnv = {};
  /** Options of Node for the agent's process. */
  nodeOptions: readonly string[] = [];
  #child: ChildProcess | undefined;

  /** `vms` is TOML. */
  constructor(vms: string, port = 0) {
    const kernel = join(this.directory, 'kernel');
    writeFileSync(kernel, 'no kernel');
    writeFileSync(
      this.config,
      `listen = "127.0.0.1:${port}"\ndata_dir = "data"\nrun_dir = "run"\n${vms.replaceAll('KERNEL', kernel)}`,
    );
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(...args: string[]): Promise<void> {
    const before = this.log.length;
    const child = spawn(
      process.execPath,
      [...this.nodeOptions, program, 'serve', '--config', this.config, ...args],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, FARPORT_TEST_SECRET: 'must not reach a VM process', ...this.env },
      },
    );
    this.#child = child;
    child.stderr.on('data', (text: Buffer) => (this.stderr += text.toString()));
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.stdout += `${line}\n`;
      this.log.push(JSON.parse(line) as LogLine);
    });
    const listening = await until(
      'the agent listens',
      () => {
        if (child.exitCode !== null) throw new Error(`the agent ended: ${this.stderr}`);
        return this.log.slice(before).find((line) => line.event === 'agent.listening');
      },
      {
        patienceMs: this.patienceMs,
        said: () => `${JSON.stringify(this.log.slice(before))} ${this.stderr.slice(-2000)}`,
      },
    );
    this.port = Number(listening['port']);
  }

  /** Sends a signal to the agent and waits for its end; gives the exit status or the signal. */
  async signal(signal: NodeJS.Signals): Promise<number | string | null> {
    const child = this.#child;
    if (child === undefined) return null;
    const ended = Promise.withResolvers<number | string | null>();
    child.once('exit', (code, by) => {
      ended.resolve(code ?? by);
    });
    child.kill(signal);
    return ended.promise;
  }

  /** Runs farport-agent with `--config` and resolves with what it printed. */
  cli(...args: string[]): Promise<CliResult> {
    return runProgram([...args, '--config', this.config]);
  }

  /** Runs farport-agent with pipes for its standard streams. */
  spawnCli(...args: string[]): ChildProcessWithoutNullStreams {
    return spawn(process.execPath, [program, ...args, '--config', this.config]);
  }

  /** What the CLI would ask, without the time a process takes. */
  get admin(): AdminClient {
    return new AdminClient(loadConfig(this.config));
  }

  async ticket(vm: string, ttlSeconds = 3600, uses: number | null = null): Promise<string> {
    return (await this.admin.createTicket(vm, ttlSeconds, uses)).ticket;
  }

  event(event: string, vm?: string): LogLine | undefined {
    return this.log.findLast((line) => line.event === event && (vm === undefined || line['vm'] === vm));
  }

  vmPid(name: string): number {
    return parseIdentity(readFileSync(join(this.runDir, name, 'process.json'), 'utf8'))?.pid ?? 0;
  }

  webSocket(vm: string, ticket: string, kind = 'usb'): WebSocket {
    return new WebSocket(`wss://127.0.0.1:${this.port}/v1/vms/${vm}/${kind}`, {
      rejectUnauthorized: false,
      headers: { authorization: `Bearer ${ticket}` },
      perMessageDeflate: false,
    });
  }

  tls(): TLSSocket {
    // net.Socket's options are taken too; the types do not say so.
    const options: ConnectionOptions & { allowHalfOpen: boolean } = {
      host: '127.0.0.1',
      port: this.port,
      rejectUnauthorized: false,
      allowHalfOpen: true,
    };
    return tlsConnect(options);
  }

  /** Sends `text` over TLS and resolves with everything that comes back until the end. */
  async exchange(text: string): Promise<string> {
    const socket = this.tls();
    socket.write(text);
    const chunks: Buffer[] = [];
    for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
    socket.destroy();
    return Buffer.concat(chunks).toString();
  }

  /** A VM's channel is asked for by hand. */
  refusal(vm: string, headers: readonly string[], kind = 'usb'): Promise<Refusal> {
    return this.upgradeRefused(`/v1/vms/${vm}/${kind}`, headers);
  }

  /** An upgrade request by hand; resolves with the refusal's status line and JSON body. */
  async upgradeRefused(path: string, headers: readonly string[]): Promise<Refusal> {
    const answer = await this.exchange(
      [
        `GET ${path} HTTP/1.1`,
        'Host: x',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
        ...headers,
        '',
        '',
      ].join('\r\n'),
    );
    const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as Omit<Refusal, 'status'>;
    return { status: Number(answer.split(' ')[1]), ...body };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) await this.signal('SIGKILL');
    if (existsSync(this.runDir)) {
      for (const name of readdirSync(this.runDir)) {
        const file = join(this.runDir, name, 'process.json');
        const identity = existsSync(file) ? parseIdentity(readFileSync(file, 'utf8')) : undefined;
        if (identity !== undefined) killProcess(identity);
      }
    }
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

export function runProgram(args: readonly string[], file: string = program): Promise<CliResult> {
  const { promise, resolve } = Promise.withResolvers<CliResult>();
  const child = execFile(process.execPath, [file, ...args], (_error, stdout, stderr) => {
    resolve({ status: child.exitCode, stdout, stderr });
  });
  child.stdin?.end();
  return promise;
}

/** Resolves with the close code and reason; a refused upgrade gives its HTTP status as a negative code. */
export function closed(socket: WebSocket): Promise<{ code: number; reason: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; reason: string }>();
  socket.on('unexpected-response', (_request, response) => {
    resolve({ code: -(response.statusCode ?? 0), reason: '' });
    response.destroy();
  });
  socket.on('error', () => undefined);
  socket.on('close', (code, reason) => {
    resolve({ code, reason: reason.toString() });
  });
  return promise;
}

export async function opened(socket: WebSocket): Promise<void> {
  await once(socket, 'open');
}

/** TOML of VMs, for the constructor. */
export const vmA = '[[vm]]\nname = "a"\nkernel = "KERNEL"\n';
export const vmB = '[[vm]]\nname = "b"\nkernel = "KERNEL"\n';

/** A VM whose fake machine behaves as `words` say. */
export function vmWith(words: string): string {
  return `${vmA}cmdline = "${words}"\n`;
}

/** An agent in which VM a runs. */
export async function running(vms: string): Promise<AgentUnderTest> {
  const agent = new AgentUnderTest(vms);
  await agent.start();
  await agent.admin.start('a');
  return agent;
}

type ListedVm = Awaited<ReturnType<AdminClient['list']>>[number];

/** What the agent says of a VM. */
export async function listed(agent: AgentUnderTest, name: string): Promise<ListedVm> {
  const vms = await agent.admin.list();
  return vms.find((vm) => vm.name === name) ?? assert.fail(`there is no VM ${name}`);
}
