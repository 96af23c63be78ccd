// A program on this machine, in the shape in which the demo knows programs of either machine.
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { CommandEnd } from '../lab/channel.ts';
import { checkout } from '../lab/machine.ts';
import type { HostProcess, HostResult } from './host.ts';

/** Runs a program to its end, at once. */
export function runLocal(argv: readonly string[]): HostResult {
  const { status, stdout, stderr } = spawnSync(argv[0]!, argv.slice(1), { encoding: 'utf8' });
  return { exitCode: status ?? 127, stdout, stderr };
}

export class LocalProcess implements HostProcess {
  readonly ended: Promise<CommandEnd>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #watchers = new Set<() => void>();
  #stdout = '';
  #stderr = '';
  #output = '';
  #over = false;

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (chunk: Buffer) => {
      this.#stdout += chunk.toString();
      this.#take(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString();
      this.#take(chunk);
    });
    this.ended = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        this.#over = true;
        for (const watcher of this.#watchers) watcher();
        resolve({ exitCode: code ?? 143, signal: signal ?? undefined });
      });
    });
    this.ended.catch(() => undefined);
  }

  /** In a session of its own, so that the terminal's Ctrl-C reaches the demo only, which then ends it in order. */
  static start(argv: readonly string[], env: Readonly<Record<string, string>> = {}): LocalProcess {
    const child = spawn(argv[0]!, argv.slice(1), {
      cwd: checkout,
      env: { ...process.env, ...env },
      detached: true,
    });
    return new LocalProcess(child);
  }

  get stdout(): Readable {
    return this.#child.stdout;
  }

  get stdin(): Writable {
    return this.#child.stdin;
  }

  get output(): string {
    return this.#output;
  }

  kill(signal: NodeJS.Signals = 'SIGTERM'): void {
    if (!this.#over) this.#child.kill(signal);
  }

  async collect(timeoutMs: number): Promise<HostResult> {
    this.#child.stdin.end();
    const timer = setTimeout(() => {
      this.kill('SIGKILL');
    }, timeoutMs);
    try {
      const { exitCode } = await this.ended;
      return { exitCode, stdout: this.#stdout, stderr: this.#stderr };
    } finally {
      clearTimeout(timer);
    }
  }

  async waitForOutput(pattern: RegExp, timeoutMs = 60_000): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const look = () => {
      const match = pattern.exec(this.#output);
      if (match !== null) resolve(match);
      else if (this.#over)
        reject(new Error(`it ended before it wrote ${pattern}:\n${this.#output.slice(-2000)}`));
    };
    const timer = setTimeout(() => {
      reject(new Error(`it did not write ${pattern} within ${timeoutMs} ms:\n${this.#output.slice(-2000)}`));
    }, timeoutMs);
    this.#watchers.add(look);
    look();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#watchers.delete(look);
    }
  }

  #take(chunk: Buffer): void {
    this.#output = (this.#output + chunk.toString()).slice(-(1 << 20));
    for (const watcher of this.#watchers) watcher();
  }
}
