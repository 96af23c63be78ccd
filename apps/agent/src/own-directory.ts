/** A directory that is the agent's alone: makes it, or refuses one that others can enter. Changes none that is there. */
import { mkdirSync, statSync } from 'node:fs';
import { ServiceError, errorMessage } from './errors.ts';

/**
 * Makes `path` (mode 0700) where it does not exist. `key` is its name in the configuration.
 * @throws ServiceError config.directory_unusable: it cannot be made, or what is there belongs to another user or
 *   gives rights to others. It is not changed: a mistake in the configuration must not lock anybody out of /run.
 */
export function ownDirectory(path: string, key: string): void {
  const refused = (why: string, advice: string, cause?: unknown): ServiceError =>
    new ServiceError(
      'config.directory_unusable',
      `${key} ${path}: ${why}; ${advice}, or set another ${key}`,
      {
        cause,
      },
    );
  let stat;
  try {
    if (mkdirSync(path, { recursive: true, mode: 0o700 }) !== undefined) return;
    stat = statSync(path);
  } catch (cause) {
    throw refused(errorMessage(cause), 'create it for this user', cause);
  }
  const uid = process.geteuid?.();
  if (stat.uid !== uid) {
    throw refused(`it belongs to user ${stat.uid}, not to ${uid}`, 'give the agent a directory of its own');
  }
  if ((stat.mode & 0o077) !== 0) {
    const mode = (stat.mode & 0o777).toString(8).padStart(4, '0');
    throw refused(
      `it is open to others (mode ${mode})`,
      `if it is the agent's alone, run "chmod 700 ${path}"`,
    );
  }
}
