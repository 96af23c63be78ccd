// The host's end of the lab's command channel: starts commands in the lab, streams their input and output, and
// tells how they ended. It owns the frames' byte level (see runner.mjs) and never knows of QEMU.
import type { Socket } from 'node:net';
import { PassThrough, Writable } from 'node:stream';
import { LabError } from './errors.ts';
import { type } from './frames.mjs';

/** A command that runs in the lab. */
export interface CommandSpec {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** A terminal device of the lab machine to run on, instead of pipes. */
  readonly tty?: string;
}

/** How a command ended. A command killed by a signal has the shell's status for it, 128 + its number. */
export interface CommandEnd {
  readonly exitCode: number;
  readonly signal: string | undefined;
}

const headerLength = 9;
const signalNumbers: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
};

/** A running (or ended) command of the lab. */
export class LabProcess {
  readonly command: string;
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly stdin: Writable;
  /** Resolves when it has ended; rejects with a LabError when it could not start or the lab went away. */
  readonly ended: Promise<CommandEnd>;
  readonly #kill: (signal: NodeJS.Signals) => void;
  readonly #settle: PromiseWithResolvers<CommandEnd>;
  #text = '';
  readonly #watchers = new Set<() => void>();
  #over = false;

  constructor(
    command: string,
    send: (kind: number, payload: Buffer) => boolean,
    onDrain: (go: () => void) => void,
  ) {
    this.command = command;
    this.#settle = Promise.withResolvers<CommandEnd>();
    this.ended = this.#settle.promise;
    this.ended.catch(() => undefined);
    this.#kill = (signal) => {
      send(type.kill, Buffer.from(signal));
    };
    this.stdin = new Writable({
      write(chunk: Buffer, _encoding, done) {
        if (send(type.stdin, chunk)) done();
        else onDrain(done);
      },
      final(done) {
        send(type.stdinEnd, Buffer.alloc(0));
        done();
      },
    });
    for (const stream of [this.stdout, this.stderr])
      stream.on('data', (chunk: Buffer) => {
        this.#text = (this.#text + chunk.toString()).slice(-(1 << 20));
        for (const watcher of this.#watchers) watcher();
      });
  }

  /** Everything it wrote so far, stdout and stderr as they came (the last 1 MiB). */
  get output(): string {
    return this.#text;
  }

  /** Sends a signal to the command and everything in its session. */
  kill(signal: NodeJS.Signals = 'SIGTERM'): void {
    this.#kill(signal);
  }

  /** Waits until its output so far matches; LabError lab.timeout, or lab.command when it ended without. */
  async waitForOutput(pattern: RegExp, timeoutMs = 60_000): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const look = () => {
      const match = pattern.exec(this.#text);
      if (match !== null) resolve(match);
      else if (this.#over)
        reject(
          new LabError(
            'lab.command',
            `"${this.command}" ended before it wrote ${pattern}:\n${this.#text.slice(-2000)}`,
          ),
        );
    };
    const timer = setTimeout(() => {
      reject(
        new LabError(
          'lab.timeout',
          `"${this.command}" did not write ${pattern} within ${timeoutMs} ms:\n${this.#text.slice(-2000)}`,
        ),
      );
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

  /** For the channel: bytes arrived. */
  deliver(kind: number, bytes: Buffer): void {
    (kind === type.stdout ? this.stdout : this.stderr).write(bytes);
  }

  /** For the channel: the command has ended, or never will tell. */
  finish(end: CommandEnd | LabError): void {
    this.#over = true;
    this.stdout.end();
    this.stderr.end();
    this.stdin.destroy();
    // The last chunks are still on their way through the PassThrough streams.
    setImmediate(() => {
      for (const watcher of this.#watchers) watcher();
    });
    if (end instanceof LabError) this.#settle.reject(end);
    else this.#settle.resolve(end);
  }
}

/** The channel to the runner. */
export class LabChannel {
  /** Resolves when the runner says that the lab is ready. */
  readonly ready: Promise<void>;
  readonly #socket: Socket;
  readonly #ready = Promise.withResolvers<undefined>();
  readonly #processes = new Map<number, LabProcess>();
  #nextId = 1;
  #closed: LabError | undefined;
  #chunks: Buffer[] = [];
  #length = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.ready = this.#ready.promise;
    this.ready.catch(() => undefined);
    socket.on('data', (chunk) => {
      this.#receive(chunk);
    });
  }

  start(spec: CommandSpec): LabProcess {
    const id = this.#nextId++;
    const process = new LabProcess(
      spec.argv.join(' '),
      (kind, payload) => this.#send(kind, id, payload),
      (go) => this.#socket.once('drain', go),
    );
    if (this.#closed !== undefined) {
      process.finish(this.#closed);
      return process;
    }
    this.#processes.set(id, process);
    this.#send(type.start, id, Buffer.from(JSON.stringify(spec)));
    return process;
  }

  /** Ends everything that still waits, with the reason. */
  close(reason: LabError): void {
    this.#closed ??= reason;
    this.#ready.reject(reason);
    for (const process of this.#processes.values()) process.finish(reason);
    this.#processes.clear();
    this.#socket.destroy();
  }

  #send(kind: number, id: number, payload: Buffer): boolean {
    if (this.#socket.destroyed) return true;
    const header = Buffer.alloc(headerLength);
    header.writeUInt32LE(payload.length, 0);
    header.writeUInt8(kind, 4);
    header.writeUInt32LE(id, 5);
    this.#socket.write(header);
    return this.#socket.write(payload);
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    for (;;) {
      if (this.#length < headerLength) return;
      const first = this.#chunks[0]!.length >= headerLength ? this.#chunks[0]! : this.#join();
      const total = headerLength + first.readUInt32LE(0);
      if (this.#length < total) return;
      const bytes = this.#join();
      this.#take(bytes.readUInt8(4), bytes.readUInt32LE(5), bytes.subarray(headerLength, total));
      this.#chunks = [bytes.subarray(total)];
      this.#length -= total;
    }
  }

  #join(): Buffer {
    const bytes = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    return bytes;
  }

  #take(kind: number, id: number, payload: Buffer): void {
    if (kind === type.ready) {
      this.#ready.resolve(undefined);
      return;
    }
    const process = this.#processes.get(id);
    if (process === undefined) return;
    if (kind !== type.exit) {
      process.deliver(kind, payload);
      return;
    }
    this.#processes.delete(id);
    const end = JSON.parse(payload.toString()) as {
      exitCode?: number | null;
      signal?: string | null;
      error?: string;
    };
    if (end.error !== undefined)
      process.finish(
        new LabError('lab.command', `"${process.command}" could not start in the lab: ${end.error}`),
      );
    else
      process.finish({
        exitCode: end.exitCode ?? 128 + (signalNumbers[end.signal ?? ''] ?? 0),
        signal: end.signal ?? undefined,
      });
  }
}
