/** A program of a contestant: started, waited for, ended; what it says line by line; what of the CPU it has had. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { BenchError } from './errors.ts';

const SAYS_MS = 60_000;

export class Program {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  #heard = Promise.withResolvers<undefined>();
  #ended = false;
  #errors = '';

  constructor(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const [name = '', ...args] = argv;
    this.#name = name;
    // It ends with this process, however that ends.
    this.#child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', name, ...args], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-2000);
    });
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      this.#lines.push(line);
      this.#wake();
    });
    this.#child.on('error', (error) => {
      this.#errors += error.message;
      this.#end();
    });
    this.#child.on('close', () => {
      this.#end();
    });
    this.#child.stdin?.on('error', () => undefined);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** CPU time of all its threads until now, microseconds. */
  get cpuUs(): number {
    let us = 0;
    for (const thread of readdirSync(`/proc/${this.pid}/task`)) {
      const [ns = '0'] = readFileSync(`/proc/${this.pid}/task/${thread}/schedstat`, 'utf8').split(' ');
      us += Number(ns) / 1000;
    }
    return us;
  }

  ask(command: string): void {
    this.#child.stdin?.write(`${command}\n`);
  }

  /** The next lines, up to the one that begins so, which is the last of them. */
  async until(beginning: string, waitMs = SAYS_MS): Promise<string[]> {
    const end = AbortSignal.timeout(Math.ceil(waitMs));
    const late = once(end, 'abort');
    for (;;) {
      const at = this.#lines.findIndex((line) => line.startsWith(beginning));
      if (at >= 0) return this.#lines.splice(0, at + 1);
      if (this.#ended || end.aborted) {
        const why = this.#ended ? 'ended' : 'was silent';
        throw new BenchError(
          'bench.peer',
          `${this.#name} ${why} before it said "${beginning}": ${this.#errors}`,
        );
      }
      await Promise.race([this.#heard.promise, late]);
    }
  }

  /** The lines that it has said since the last time. */
  lines(): string[] {
    return this.#lines.splice(0);
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    this.#child.kill('SIGTERM');
    const killed = setTimeout(() => this.#child.kill('SIGKILL'), 3000);
    await once(this.#child, 'close');
    clearTimeout(killed);
  }

  #wake(): void {
    const heard = this.#heard;
    this.#heard = Promise.withResolvers();
    heard.resolve(undefined);
  }

  #end(): void {
    this.#ended = true;
    this.#wake();
  }
}
