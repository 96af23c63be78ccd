/**
 * Owns the client's configuration file: defaults for the agent and its fingerprint, as JSON. Never holds tickets.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { codeOf, EngineError, messageOf } from '../errors.ts';
import { configPath } from './paths.ts';

const config = z.strictObject({
  /** HOST:PORT */
  agent: z.string().optional(),
  /** sha256:… */
  fingerprint: z.string().optional(),
});
export type ClientConfig = z.infer<typeof config>;

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
  const parsed = config.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new EngineError(
    'config.invalid',
    `${path}: ${z.prettifyError(parsed.error)}. It may hold "agent" and "fingerprint"`,
  );
}
