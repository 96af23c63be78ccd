/** Asks a JSON server on a unix socket. Answers that are errors come back as FarportErrors with their code. */
import { request, type IncomingMessage } from 'node:http';
import { FarportError } from '../errors.ts';

const maxAnswerBytes = 4 << 20;

export interface AskOptions {
  /** Sent as JSON; a Buffer is sent as it is. */
  readonly body?: unknown;
  /** Whole exchange, or for `open` the time to the first byte; none by default. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxAnswerBytes) throw new Error(`the answer is larger than ${maxAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The error that an answer with a status of 400 or above stands for. */
function answeredError(status: number, text: string): Error {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'code' in value && 'message' in value) {
      const { code, message } = value;
      if (typeof code === 'string' && typeof message === 'string')
        return new FarportError(code, status, message);
    }
  } catch {
    // Not one of our errors: told below.
  }
  return new Error(`answered with HTTP status ${status}`);
}

/** The other end has not answered in time; it may have done what it was asked for. */
function noAnswer(timeoutMs: number): FarportError {
  const message = `no answer within ${timeoutMs / 1000} s: the process that was asked is busy or stands still; try again`;
  return new FarportError('http.timeout', 504, message);
}

/**
 * Sends a request and resolves with the response, its body unread.
 * @throws FarportError as answered, or http.timeout; a system error
 */
export async function open(
  socketPath: string,
  method: string,
  path: string,
  options: AskOptions = {},
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const raw = options.body instanceof Uint8Array;
  const body = options.body === undefined || raw ? options.body : JSON.stringify(options.body);
  const outgoing = request({
    socketPath,
    method,
    path,
    agent: false,
    headers:
      body === undefined ? {} : { 'content-type': raw ? 'application/octet-stream' : 'application/json' },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => outgoing.destroy(noAnswer(options.timeoutMs ?? 0)), options.timeoutMs);
  outgoing.on('response', resolve);
  outgoing.on('error', reject);
  outgoing.end(body);
  try {
    const response = await promise;
    const status = response.statusCode ?? 0;
    if (status >= 400) throw answeredError(status, await readAll(response));
    return response;
  } finally {
    clearTimeout(timer);
  }
}

/** Sends a request and resolves with the answer's JSON; undefined when it has none. @throws as `open` */
export async function ask(
  socketPath: string,
  method: string,
  path: string,
  options: AskOptions = {},
): Promise<unknown> {
  const { timeoutMs, signal: given } = options;
  const late = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([given, late].filter((each) => each !== undefined));
  try {
    const response = await open(socketPath, method, path, { body: options.body, signal });
    const text = await readAll(response);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch (error) {
    const inTime = given?.aborted === true || late?.aborted !== true || error instanceof FarportError;
    throw inTime ? error : noAnswer(timeoutMs ?? 0);
  }
}
