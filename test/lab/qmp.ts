// A client of QEMU's monitor protocol (QMP) over a Unix socket: one command at a time or several, each with its
// answer, and events. It never starts or ends QEMU.
import type { Socket } from 'node:net';
import { LabError } from './errors.ts';

interface QmpMessage {
  readonly id?: number;
  readonly return?: unknown;
  readonly error?: { readonly class: string; readonly desc: string };
  readonly event?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

export class Qmp {
  readonly #socket: Socket;
  readonly #answers = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #listeners = new Set<(event: string, data: Readonly<Record<string, unknown>>) => void>();
  #nextId = 1;
  #text = '';
  #closed: LabError | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      this.#text += String(chunk);
      const lines = this.#text.split('\n');
      this.#text = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') this.#take(JSON.parse(line) as QmpMessage);
    });
  }

  /** Runs a command of the monitor; the error is a LabError lab.qmp with QEMU's own words. */
  async execute(command: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    if (this.#closed !== undefined) throw this.#closed;
    const id = this.#nextId++;
    const answer = Promise.withResolvers<unknown>();
    this.#answers.set(id, answer);
    this.#socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
    return answer.promise;
  }

  /** Resolves at the next event of that name whose data match; rejects after `timeoutMs`. */
  async event(
    name: string,
    matches: (data: Readonly<Record<string, unknown>>) => boolean,
    timeoutMs: number,
  ): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const listener = (event: string, data: Readonly<Record<string, unknown>>) => {
      if (event === name && matches(data)) resolve(undefined);
    };
    this.#listeners.add(listener);
    const timer = setTimeout(() => {
      reject(new LabError('lab.qmp', `QEMU did not report ${name} within ${timeoutMs} ms`));
    }, timeoutMs);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#listeners.delete(listener);
    }
  }

  close(reason: LabError): void {
    this.#closed ??= reason;
    for (const answer of this.#answers.values()) answer.reject(reason);
    this.#answers.clear();
    this.#socket.destroy();
  }

  #take(message: QmpMessage): void {
    if (message.event !== undefined) {
      for (const listener of this.#listeners) listener(message.event, message.data ?? {});
      return;
    }
    if (message.id === undefined) return;
    const answer = this.#answers.get(message.id);
    this.#answers.delete(message.id);
    if (message.error !== undefined) answer?.reject(new LabError('lab.qmp', `QEMU: ${message.error.desc}`));
    else answer?.resolve(message.return);
  }
}
