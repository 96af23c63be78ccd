// What every step of the set-up shares: paths, stamps that say a step is done, progress lines, errors that
// say what to do, and one lock so that two set-ups of a checkout never run at once. Runs on plain Node 20.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const cache = join(root, '.cache');
const stamps = join(cache, 'stamps');
const lock = join(cache, 'setup.lock');

/** A failure that a person can mend: shown without a stack. */
export class SetupError extends Error {}

/** SHA-256 over strings and the contents of files and folders (`{ file }`), in order. */
export function hashOf(...parts) {
  const hash = createHash('sha256');
  const addPath = (path, skip) => {
    let entries;
    try {
      entries = readdirSync(path, { withFileTypes: true });
    } catch (error) {
      if (error.code === 'ENOENT') return;
      if (error.code !== 'ENOTDIR') throw error;
      hash.update(`\0${path.slice(root.length)}\0`).update(readFileSync(path));
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1)))
      if (!skip?.test(entry.name)) addPath(join(path, entry.name), skip);
  };
  for (const part of parts) {
    if (typeof part === 'string') hash.update(`\0${part}`);
    else addPath(join(root, part.file), part.skip);
  }
  return hash.digest('hex');
}

/**
 * Runs `work` unless it was done before with the same key and `outputs` still exist.
 * @param {{ name: string, doing: string, key: string, outputs?: string[], already?: () => boolean, work: () => void }} step
 */
export function step({ name, doing, key, outputs = [], already, work }) {
  const stamp = join(stamps, name);
  const done = () =>
    existsSync(stamp) && readFileSync(stamp, 'utf8') === key && outputs.every((path) => existsSync(path));
  if (done()) return;
  takeLock();
  if (done()) return;
  if (!already?.()) {
    const start = Date.now();
    say(doing);
    work();
    say(`${doing}: done in ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
  mkdirSync(stamps, { recursive: true });
  // A file of its own: a copied cache may share this one with another checkout.
  writeFileSync(`${stamp}.new`, key);
  renameSync(`${stamp}.new`, stamp);
}

/** One line of progress, on stderr so that the output of what runs afterwards stays clean. */
export function say(line) {
  process.stderr.write(`setup: ${line}\n`);
}

/**
 * Runs a program and returns its output; throws a SetupError with its last lines when it fails.
 * With `show`, its output goes to the terminal instead.
 */
export function run(command, args, { cwd = root, show = false, hint = '', env = process.env } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: show ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'],
  });
  if (result.error?.code === 'ENOENT')
    throw new SetupError(`"${command}" was not found.${hint ? `\n${hint}` : ''}`);
  if (result.error) throw result.error;
  if (result.signal === 'SIGINT' || /\bsignal SIGINT\b/.test(result.stderr ?? ''))
    throw new SetupError('interrupted. Run it again: it goes on where it was.');
  if (result.status !== 0) {
    const said = show ? '' : `${result.stdout}${result.stderr}`.trim().split('\n').slice(-15).join('\n');
    const disk = /No space left on device|ENOSPC/.test(said)
      ? '\nThe disk is full: make room and run it again.'
      : '';
    throw new SetupError(
      `"${[command, ...args].join(' ').slice(0, 200)}" failed with status ${result.status ?? result.signal}.\n${said}${disk}${hint ? `\n${hint}` : ''}`,
    );
  }
  return show ? '' : result.stdout;
}

/** Waits until no other living process sets up this checkout; held until this process ends. */
let locked = false;
function takeLock() {
  if (locked) return;
  mkdirSync(cache, { recursive: true });
  for (let told = false; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!holderLives()) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!told) say('another set-up of this checkout is running: waiting for it');
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  locked = true;
  process.on('exit', releaseLock);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
}

/** Lets other set-ups go on; called when everything is ready. */
export function releaseLock() {
  if (locked) rmSync(lock, { force: true });
  locked = false;
}

function holderLives() {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (!(pid > 0)) return true; // just being written
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
