/**
 * Owns asking a running engine over its control socket. Checks what comes back; an error of the engine is thrown
 * with its code. Never starts an engine.
 */
import { request, type IncomingMessage } from 'node:http';
import type { GenericSchema } from 'valibot';
import { checked } from '@farport/protocol/shape';
import { codeOf, EngineError, messageOf } from '../errors.ts';
import {
  engineStatus,
  type EngineStatus,
  errorAnswer,
  redirectionStatus,
  type RedirectionStatus,
  type RedirectRequest,
  releaseAnswer,
  type ReleaseRequest,
} from './control-schema.ts';
import { checkSocketDirectory } from './socket-directory.ts';

const MAX_ANSWER = 4 * 1024 * 1024;

/** An error that the engine answered. */
export class RemoteEngineError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
    this.name = 'RemoteEngineError';
  }
}

function notUnderstood(mistakes: string[]): EngineError {
  const message = `the engine's answer is not understood: ${mistakes.join('; ')}; is it of another version?`;
  return new EngineError('engine.request', message);
}

/**
 * Each throws `engine.not_running` where nobody listens at `path`, `engine.directory` where somebody else may, or
 * what the engine answered.
 */
export class EngineClient {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  status(): Promise<EngineStatus> {
    return this.#ask('GET', '/v1/status', undefined, engineStatus);
  }

  redirect(wish: RedirectRequest): Promise<RedirectionStatus> {
    return this.#ask('POST', '/v1/redirect', wish, redirectionStatus);
  }

  async release(wish: ReleaseRequest): Promise<RedirectionStatus[]> {
    return (await this.#ask('POST', '/v1/release', wish, releaseAnswer)).released;
  }

  stop(): Promise<EngineStatus> {
    return this.#ask('POST', '/v1/stop', {}, engineStatus);
  }

  /** Every change of state, until the engine ends. */
  async *watch(): AsyncGenerator<EngineStatus> {
    const response = await this.#send('GET', '/v1/watch', undefined);
    let rest = '';
    for await (const chunk of response as AsyncIterable<Buffer>) {
      rest += chunk.toString('utf8');
      if (rest.length > MAX_ANSWER) throw new EngineError('engine.request', 'the engine sends too much');
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield checked(engineStatus, JSON.parse(line), notUnderstood);
    }
  }

  async #ask<T>(method: string, path: string, body: unknown, shape: GenericSchema<unknown, T>): Promise<T> {
    const response = await this.#send(method, path, body);
    const json = await readJson(response);
    if (response.statusCode === 200) return checked(shape, json, notUnderstood);
    const { error } = checked(errorAnswer, json, notUnderstood);
    throw new RemoteEngineError(error.code, error.message);
  }

  async #send(method: string, path: string, body: unknown): Promise<IncomingMessage> {
    await checkSocketDirectory(this.path);
    return new Promise((resolve, reject) => {
      const outgoing = request({ socketPath: this.path, method, path }, resolve);
      outgoing.on('error', (cause) => {
        reject(notRunning(this.path, cause));
      });
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

function notRunning(path: string, cause: Error): EngineError {
  // No socket, or one that nobody listens at.
  const isOver = codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ECONNREFUSED';
  const message = isOver
    ? `no engine runs (at ${path}), so this machine redirects nothing: "farport redirect" starts one`
    : `no engine answers at ${path}: ${messageOf(cause)}`;
  return new EngineError('engine.not_running', message, { cause });
}

async function readJson(response: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of response as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.length > MAX_ANSWER) throw new EngineError('engine.request', 'the engine sends too much');
  }
  return JSON.parse(text);
}
