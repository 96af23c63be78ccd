/**
 * Owns the file that makes this machine a client of a fleet: which agent, and the key that it gave out. Mode 0600; the key
 * is shown nowhere.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { checked, exactObject } from '@farport/protocol/shape';
import { codeOf, EngineError, messageOf } from '../errors.ts';
import { parseAgent, parseFingerprint } from '../session/pinned-tls.ts';

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const credential = exactObject({
  /** HOST:PORT */
  agent: text,
  /** sha256:… */
  fingerprint: text,
  /** What this client is called in the fleet. */
  name: text,
  clientId: text,
  /** A secret. */
  key: text,
});
export type Credential = v.InferOutput<typeof credential>;

/** Undefined where this machine is not enrolled. Throws `client.credential`. */
export async function readCredential(path: string): Promise<Credential | undefined> {
  try {
    const found = await stat(path);
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
      throw unusable(path, `others may read it: "chmod 600 ${path}", and enrol again if somebody did`);
    }
    const read = checked(credential, JSON.parse(await readFile(path, 'utf8')), (mistakes) =>
      unusable(path, mistakes.join('; ')),
    );
    parseAgent(read.agent);
    parseFingerprint(read.fingerprint);
    return read;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause instanceof EngineError ? cause : unusable(path, messageOf(cause), cause);
  }
}

/** Replaces what was there, in one step. Throws `client.credential`. */
export async function writeCredential(path: string, value: Credential): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(value, undefined, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    throw unusable(path, messageOf(cause), cause);
  }
}

function unusable(path: string, why: string, cause?: unknown): EngineError {
  return new EngineError('client.credential', `${path} cannot be used: ${why}`, { cause });
}
