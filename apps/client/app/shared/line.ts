/**
 * Calls and events over anything that carries messages: a MessagePort, a child's IPC, Electron's ipc, a WebSocket. Owns
 * that every message is checked on arrival, that what is not in the table is refused, and how many calls may wait.
 */
import * as v from 'valibot';
import { checked, exactObject } from '@farport/protocol/shape';
import { AppError, told, ToldError } from './errors.ts';

export interface Port {
  post(message: unknown): void;
  /** One listener; called for each message, in order. */
  listen(listener: (message: unknown) => void): void;
}

export interface CallShape {
  readonly args: v.GenericSchema;
  readonly answer: v.GenericSchema;
}
export type CallTable = Readonly<Record<string, CallShape>>;
/** An end that answers nothing, asks nothing, or hears nothing. */
export type None = Readonly<Record<string, never>>;
export type EventTable = Readonly<Record<string, v.GenericSchema>>;

export type Args<T extends CallTable, K extends keyof T> = v.InferOutput<T[K]['args']>;
export type Answer<T extends CallTable, K extends keyof T> = v.InferOutput<T[K]['answer']>;
export type Handlers<T extends CallTable> = {
  readonly [K in keyof T]: (args: Args<T, K>) => Answer<T, K> | Promise<Answer<T, K>>;
};
export type Listeners<T extends EventTable> = {
  readonly [K in keyof T]?: (value: v.InferOutput<T[K]>) => void;
};

/** Calls of either side that may wait at once. */
export const MAX_WAITING = 64;

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const name = v.pipe(v.string(), v.maxLength(64));
const wire = v.variant('t', [
  v.object({ t: v.literal('call'), id, name, args: v.unknown() }),
  v.object({ t: v.literal('answer'), id, value: v.optional(v.unknown()) }),
  v.object({
    t: v.literal('refusal'),
    id,
    code: v.pipe(v.string(), v.maxLength(128)),
    message: v.pipe(v.string(), v.maxLength(8192)),
  }),
  v.object({ t: v.literal('event'), name, value: v.unknown() }),
]);

export const nothing = exactObject({});

export interface LineOptions<Asked extends CallTable, Heard extends EventTable, Answered extends CallTable> {
  readonly port: Port;
  /** What the other end answers, and the events it sends. */
  readonly asks: Asked;
  readonly hears?: Heard;
  readonly listeners?: Listeners<Heard>;
  /** What this end answers. */
  readonly answers: Answered;
  readonly handlers: Handlers<Answered>;
  /** Something came that no honest peer sends, or a handler failed. */
  readonly complain?: (error: unknown) => void;
}

interface Waiting {
  readonly call: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class Line<Asked extends CallTable, Heard extends EventTable, Answered extends CallTable> {
  readonly #options: LineOptions<Asked, Heard, Answered>;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #answering = 0;
  #closed: Error | undefined;

  constructor(options: LineOptions<Asked, Heard, Answered>) {
    this.#options = options;
    options.port.listen((message) => {
      this.#receive(message);
    });
  }

  /** Rejects with what the other end told (ToldError), `app.closed`, `app.too_many`, or `app.call` for a wrong answer. */
  call<K extends keyof Asked & string>(call: K, args: Args<Asked, K>): Promise<Answer<Asked, K>> {
    return new Promise((resolve, reject) => {
      if (this.#closed !== undefined) throw this.#closed;
      if (this.#waiting.size >= MAX_WAITING) throw tooMany();
      const callId = this.#nextId++;
      // What comes was checked by the table's shape for this call.
      this.#waiting.set(callId, { call, resolve: resolve, reject });
      this.#options.port.post({ t: 'call', id: callId, name: call, args });
    });
  }

  tell(event: string, value: unknown): void {
    if (this.#closed === undefined) this.#options.port.post({ t: 'event', name: event, value });
  }

  /** Nothing is sent or heard any more; calls that wait end with `error`. */
  close(error: Error = new AppError('app.closed', 'Farport was closed')): void {
    this.#closed ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#closed);
    this.#waiting.clear();
  }

  #receive(message: unknown): void {
    if (this.#closed !== undefined) return;
    const parsed = v.safeParse(wire, message);
    if (!parsed.success) {
      this.#complain(new AppError('app.call', 'a message came that is none'));
      return;
    }
    const heard = parsed.output;
    switch (heard.t) {
      case 'call':
        void this.#answer(heard.id, heard.name, heard.args);
        return;
      case 'event':
        this.#hear(heard.name, heard.value);
        return;
      case 'answer':
      case 'refusal':
        this.#settle(heard);
    }
  }

  #settle(
    heard:
      | { t: 'answer'; id: number; value?: unknown }
      | { t: 'refusal'; id: number; code: string; message: string },
  ): void {
    const waiting = this.#waiting.get(heard.id);
    if (waiting === undefined) return;
    this.#waiting.delete(heard.id);
    if (heard.t === 'refusal') {
      waiting.reject(new ToldError(heard.code, heard.message));
      return;
    }
    const shape = this.#options.asks[waiting.call];
    const result = shape === undefined ? undefined : v.safeParse(shape.answer, heard.value);
    if (result?.success === true) waiting.resolve(result.output);
    else waiting.reject(new AppError('app.call', `the answer to ${waiting.call} is not understood`));
  }

  #hear(event: string, value: unknown): void {
    const { hears, listeners } = this.#options;
    const shape = hears !== undefined && Object.hasOwn(hears, event) ? hears[event] : undefined;
    const result = shape === undefined ? undefined : v.safeParse(shape, value);
    if (result?.success !== true) {
      this.#complain(new AppError('app.call', `there is no event "${event.slice(0, 64)}" of that form`));
      return;
    }
    listeners?.[event]?.(result.output);
  }

  async #answer(callId: number, call: string, args: unknown): Promise<void> {
    const { port } = this.#options;
    try {
      if (this.#answering >= MAX_WAITING) throw tooMany();
      this.#answering += 1;
      try {
        const value = await answerCall(this.#options.answers, this.#options.handlers, call, args);
        if (this.#closed === undefined) port.post({ t: 'answer', id: callId, value });
      } finally {
        this.#answering -= 1;
      }
    } catch (error) {
      this.#complain(error);
      if (this.#closed === undefined) port.post({ t: 'refusal', id: callId, ...told(error) });
    }
  }

  #complain(error: unknown): void {
    this.#options.complain?.(error);
  }
}

/** Checks the arguments and calls the handler. Throws `app.call` for what is not in the table or not of its form. */
export async function answerCall<T extends CallTable>(
  table: T,
  handlers: Handlers<T>,
  call: string,
  args: unknown,
): Promise<unknown> {
  const shape = Object.hasOwn(table, call) ? table[call] : undefined;
  if (shape === undefined) throw new AppError('app.call', `there is no call "${call.slice(0, 64)}"`);
  const good = checked(
    shape.args,
    args,
    (mistakes) => new AppError('app.call', `${call}: ${mistakes.join('; ')}`),
  );
  return handlers[call as keyof T](good);
}

function tooMany(): AppError {
  return new AppError('app.too_many', `more than ${MAX_WAITING} calls wait: let some end first`);
}
