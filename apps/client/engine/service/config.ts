/**
 * Owns the client's configuration file: defaults for the agent and its fingerprint, as JSON. Never holds tickets.
 */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { checked, exactObject } from '@farport/protocol/shape';
import { codeOf, EngineError, messageOf } from '../errors.ts';
import { configPath } from './paths.ts';

const config = exactObject({
  /** HOST:PORT */
  agent: v.optional(v.string()),
  /** sha256:… */
  fingerprint: v.optional(v.string()),
});
export type ClientConfig = v.InferOutput<typeof config>;

/** An absent file is an empty configuration. Throws `config.invalid`. */
export async function readConfig(path: string = configPath()): Promise<ClientConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return {};
    throw new EngineError('config.invalid', `${path} could not be read: ${messageOf(cause)}`, { cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new EngineError('config.invalid', `${path} is not JSON: ${messageOf(cause)}`, { cause });
  }
  return checked(config, json, (mistakes) => {
    const message = `${path}: ${mistakes.join('; ')}. It may hold "agent" and "fingerprint"`;
    return new EngineError('config.invalid', message);
  });
}
