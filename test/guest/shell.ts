// Commands in a test guest, over its serial console and nothing else: any pair of byte streams that leads to a
// guest whose first process is test/guest/init. Keeps the whole console. It never starts or ends a machine.
import { randomInt } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';

export type GuestErrorCode = 'guest.timeout' | 'guest.closed' | 'guest.command';

export class GuestError extends Error {
  readonly code: GuestErrorCode;
  constructor(code: GuestErrorCode, message: string) {
    super(message);
    this.name = 'GuestError';
    this.code = code;
  }
}

export interface GuestResult {
  readonly exitCode: number;
  /** stdout and stderr, as they came. */
  readonly stdout: string;
}

interface Waiting {
  readonly output: Buffer[];
  readonly end: PromiseWithResolvers<number>;
  /** Sends the command again until the guest says that it has it. */
  again: NodeJS.Timeout | undefined;
}

const consoleLimit = 4 << 20;
const pingMs = 1000;
const againMs = 2000;

export class GuestShell {
  readonly #output: Writable;
  readonly #commands = new Map<number, Waiting>();
  readonly #watchers = new Set<(line: string | undefined) => void>();
  readonly #lines: string[] = [];
  /** The guest runs an id once: another shell on the same console, before or after, has other ones. */
  #nextId = randomInt(1, 2 ** 40);
  #console = '';
  #rest = '';
  #closed = false;

  /** `fromGuest` is what the guest writes to its console, `toGuest` what it reads from it. */
  constructor(fromGuest: Readable, toGuest: Writable) {
    this.#output = toGuest;
    toGuest.on('error', () => undefined);
    fromGuest.on('data', (chunk: Buffer | string) => {
      this.#take(chunk.toString('latin1'));
    });
    const close = () => {
      this.#close();
    };
    fromGuest.on('end', close).on('close', close).on('error', close);
  }

  /** The whole console so far, without the lines of the command protocol (the last 4 MiB). */
  get console(): string {
    return this.#console;
  }

  /** Waits until the guest serves commands. Works too when it has been ready for long. */
  async ready(timeoutMs = 120_000): Promise<void> {
    const ping = setInterval(() => {
      this.#output.write('\n@@ping 0\n');
    }, pingMs);
    try {
      await this.#until(
        (line) => /^(@@pong|guest ready)/.test(line),
        0,
        timeoutMs,
        'the guest did not get ready',
      );
    } finally {
      clearInterval(ping);
    }
  }

  /** Runs a line of shell in the guest. A status other than 0 is an answer, not an error; see `check`. */
  async run(command: string, { timeoutMs = 60_000 }: { timeoutMs?: number } = {}): Promise<GuestResult> {
    if (this.#closed) throw this.#closedError();
    const id = this.#nextId++;
    const waiting: Waiting = { output: [], end: Promise.withResolvers<number>(), again: undefined };
    this.#commands.set(id, waiting);
    const send = () => {
      this.#output.write(`@@run ${id} ${Buffer.from(command).toString('base64')}\n`);
    };
    send();
    waiting.again = setInterval(send, againMs);
    const timer = setTimeout(() => {
      this.#output.write(`@@kill ${id}\n`);
      const message = `"${command}" did not end within ${timeoutMs} ms in the guest. The end of its console:\n${this.#tail()}`;
      waiting.end.reject(new GuestError('guest.timeout', message));
    }, timeoutMs);
    try {
      const exitCode = await waiting.end.promise;
      return { exitCode, stdout: Buffer.concat(waiting.output).toString() };
    } finally {
      clearTimeout(timer);
      clearInterval(waiting.again);
      this.#commands.delete(id);
    }
  }

  /** Like `run`, but a status other than 0 is an error with what the command said; gives its output. */
  async check(command: string, options: { timeoutMs?: number } = {}): Promise<string> {
    const { exitCode, stdout } = await this.run(command, options);
    if (exitCode === 0) return stdout;
    throw new GuestError(
      'guest.command',
      `"${command}" ended with status ${exitCode} in the guest:\n${stdout.slice(-4000)}`,
    );
  }

  /** The number of lines so far; give it to waitForLine to see only what comes after. */
  get mark(): number {
    return this.#lines.length;
  }

  /** Waits for a line of the console (kernel messages included) from `mark` on. */
  async waitForLine(
    pattern: RegExp,
    { timeoutMs = 60_000, mark = 0 }: { timeoutMs?: number; mark?: number } = {},
  ): Promise<string> {
    const past = this.#lines.slice(mark).find((line) => pattern.test(line));
    return (
      past ??
      this.#until(
        (line) => pattern.test(line),
        this.#lines.length,
        timeoutMs,
        `no line ${pattern} came from the guest`,
      )
    );
  }

  async #until(
    accept: (line: string) => boolean,
    from: number,
    timeoutMs: number,
    what: string,
  ): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const watcher = (line: string | undefined) => {
      if (line === undefined) reject(this.#closedError());
      else if (accept(line)) resolve(line);
    };
    const timer = setTimeout(() => {
      reject(
        new GuestError(
          'guest.timeout',
          `${what} within ${timeoutMs} ms. The end of its console:\n${this.#tail()}`,
        ),
      );
    }, timeoutMs);
    this.#watchers.add(watcher);
    for (const line of this.#lines.slice(from)) watcher(line);
    if (this.#closed) watcher(undefined);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#watchers.delete(watcher);
    }
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const raw of lines) this.#takeLine(raw.replace(/\r$/, ''));
  }

  #takeLine(line: string): void {
    const answer = /^@@(ack|out|exit) (\d+) ?(\S*)$/.exec(line);
    if (answer !== null) {
      const waiting = this.#commands.get(Number(answer[2]));
      clearInterval(waiting?.again);
      if (answer[1] === 'ack') return;
      if (answer[1] === 'out') waiting?.output.push(Buffer.from(answer[3] ?? '', 'base64'));
      else waiting?.end.resolve(Number(answer[3]));
      return;
    }
    if (!line.startsWith('@@')) {
      this.#lines.push(line);
      this.#console = `${this.#console}${line}\n`.slice(-consoleLimit);
    }
    for (const watcher of this.#watchers) watcher(line);
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const watcher of this.#watchers) watcher(undefined);
    for (const { end } of this.#commands.values()) end.reject(this.#closedError());
  }

  #closedError(): GuestError {
    return new GuestError('guest.closed', `the guest's console was closed. Its end:\n${this.#tail()}`);
  }

  #tail(): string {
    return `${this.#lines.slice(-30).join('\n')}\n${this.#rest}`;
  }
}
