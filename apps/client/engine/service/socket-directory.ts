/**
 * Owns whether the directory of the engine's socket can be trusted: whoever may replace the socket hears every
 * ticket. Makes the directory where there is none; changes none that is there.
 */
import type { Stats } from 'node:fs';
import { lstat, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, EngineError } from '../errors.ts';

const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;

/** Makes the directory of `socket`, mode 0700, where there is none. Throws `engine.directory`. */
export async function makeSocketDirectory(socket: string): Promise<void> {
  if (process.platform === 'win32') return;
  await mkdir(dirname(socket), { recursive: true, mode: 0o700 });
  await checkSocketDirectory(socket);
}

/**
 * Throws `engine.directory` where another user (but root) owns the directory of `socket`, the socket in it, or may
 * put another in its place. What is not there is no danger.
 */
export async function checkSocketDirectory(socket: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = dirname(socket);
  const found = await look(directory);
  if (found === undefined) return;
  if (!found.isDirectory()) throw unsafe(directory, 'is no directory, or a link to one');
  if (isForeign(found.uid)) throw unsafe(directory, `belongs to another user (uid ${found.uid})`);
  if ((found.mode & WRITABLE_BY_OTHERS) === 0) return;
  // As /tmp is: others may have put something there first, and may not replace what is ours.
  if ((found.mode & STICKY) === 0) throw unsafe(directory, 'can be changed by other users');
  const there = await look(socket);
  if (there !== undefined && isForeign(there.uid)) {
    throw unsafe(socket, `belongs to another user (uid ${there.uid})`);
  }
}

async function look(path: string): Promise<Stats | undefined> {
  return lstat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
}

function isForeign(uid: number): boolean {
  return uid !== 0 && uid !== process.getuid?.();
}

function unsafe(path: string, why: string): EngineError {
  return new EngineError(
    'engine.directory',
    `the engine's socket is not safe: ${path} ${why}. Remove it, or let FARPORT_ENGINE_SOCKET name a path in a ` +
      'directory that only you can write',
  );
}
