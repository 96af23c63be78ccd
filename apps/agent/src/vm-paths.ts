/** Where a VM's files are under run_dir: the one place that knows their names. */
import { join } from 'node:path';

/** sun_path holds 108 bytes with its terminator (unix(7)). */
export const maxSocketPath = 107;

/** Names a VM may have: they become directory names and path segments of URLs. */
export const vmNamePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

export interface VmPaths {
  /** run_dir/NAME, mode 0700. */
  readonly directory: string;
  /** What the VM process is to run; written by the agent. */
  readonly spec: string;
  /** flock(2)ed by the VM process for as long as it lives. */
  readonly lock: string;
  /** {pid, startTicks}: who the VM process is. */
  readonly process: string;
  /** WebSocket server for USB channels. */
  readonly channel: string;
  /** HTTP+JSON: status, power button, console. */
  readonly control: string;
  /** What the guest's serial console said, bounded; the part before is in console.log.1. */
  readonly console: string;
  /** The VM process's own JSON log, bounded. */
  readonly log: string;
  /** Raw stdout and stderr of the VM process: normally empty. */
  readonly stderr: string;
  /** {reason, code, message}: how it ended. */
  readonly exit: string;
}

export function vmPathsIn(directory: string): VmPaths {
  return {
    directory,
    spec: join(directory, 'spec.json'),
    lock: join(directory, 'lock'),
    process: join(directory, 'process.json'),
    channel: join(directory, 'channel.sock'),
    control: join(directory, 'control.sock'),
    console: join(directory, 'console.log'),
    log: join(directory, 'vm.log'),
    stderr: join(directory, 'stderr.log'),
    exit: join(directory, 'exit.json'),
  };
}

export function vmPaths(runDir: string, name: string): VmPaths {
  return vmPathsIn(join(runDir, name));
}
