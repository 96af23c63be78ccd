/**
 * The lock that makes a VM run once: flock(2) on run_dir/NAME/lock, taken by flock(1) which then becomes the VM
 * process (`--no-fork`), so that the kernel holds it exactly as long as that process lives, whoever started it.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ServiceError } from '../errors.ts';
import { exitStatus } from '../vm-process/exit.ts';

/** Program and arguments that run `command` under the lock, or end with `exitStatus.locked`. */
export function underLock(lock: string, command: readonly string[]): [program: string, args: string[]] {
  return [
    'flock',
    ['--nonblock', '--no-fork', '--conflict-exit-code', String(exitStatus.locked), lock, ...command],
  ];
}

/** Whether a live process holds the lock. */
export function isLocked(lock: string): Promise<boolean> {
  if (!existsSync(lock)) return Promise.resolve(false);
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const [program, args] = underLock(lock, ['true']);
  execFile(program, args, (error) => {
    if (error === null) resolve(false);
    else if (error.code === exitStatus.locked) resolve(true);
    else {
      reject(
        new ServiceError(
          'vm.lock_failed',
          `cannot look at ${lock}: ${error.message}; flock (util-linux) is needed`,
          {
            cause: error,
          },
        ),
      );
    }
  });
  return promise;
}
