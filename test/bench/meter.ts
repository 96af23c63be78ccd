// The meter (meter.rs) made ready to run: built once per source, and packed into the test guest's first file system.
// It runs no measurement.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { guestImage, type GuestKernel } from '../guest/image.ts';
import { checkout } from '../lab/machine.ts';
import { BenchError } from './errors.ts';

/** Where the meter and the guest images with it are; the lab sees them at the same paths. */
export interface Meter {
  /** The program: static, runs anywhere. */
  readonly program: string;
  readonly kernel: string;
  /** The test guest's first file system, with the meter as /bin/meter. */
  readonly initrd: string;
}

/** What `meter read` and its like print. */
export interface DiskFigure {
  readonly bytes: number;
  readonly requests: number;
  readonly seconds: number;
}

/** What `meter control` and `meter interrupt` print. */
export interface LatencyFigure {
  readonly samples: number;
  readonly meanNs: number;
  readonly p50Ns: number;
  readonly p90Ns: number;
  readonly p99Ns: number;
}

/** Builds what is not there yet. BenchError bench.build when a tool fails. */
export function prepareMeter(version: GuestKernel = '6.12'): Meter {
  const folder = join(checkout, '.cache/bench');
  mkdirSync(folder, { recursive: true });
  const source = join(checkout, 'test/bench/meter.rs');
  const program = join(folder, `meter-${hash(readFileSync(source))}`);
  if (!existsSync(program)) {
    const fresh = `${program}.${process.pid}`;
    tool('rustc', ['--edition', '2024', '-O', '-C', 'target-feature=+crt-static', '-o', fresh, source]);
    renameSync(fresh, program);
  }
  const { kernel, initrd: plain } = guestImage(version);
  const base = readFileSync(plain);
  const initrd = join(folder, `initrd-${version}-${hash(base, readFileSync(program))}.img`);
  if (!existsSync(initrd)) {
    const fresh = `${initrd}.${process.pid}`;
    // The kernel unpacks archives that follow each other into the same file system.
    writeFileSync(fresh, Buffer.concat([base, Buffer.alloc(-base.length & 511), archive(folder, program)]));
    renameSync(fresh, initrd);
  }
  return { program, kernel, initrd };
}

function archive(folder: string, program: string): Buffer {
  const tree = mkdtempSync(join(folder, 'tree-'));
  try {
    mkdirSync(join(tree, 'bin'));
    copyFileSync(program, join(tree, 'bin/meter'));
    return tool('cpio', ['-o', '-H', 'newc', '-R', '0:0', '--quiet'], { cwd: tree, input: 'bin/meter\n' });
  } finally {
    rmSync(tree, { recursive: true });
  }
}

function tool(name: string, args: readonly string[], options: { cwd?: string; input?: string } = {}): Buffer {
  const { status, stdout, stderr, error } = spawnSync(name, args, { ...options, maxBuffer: 1 << 28 });
  if (status === 0) return stdout;
  const why = error === undefined ? stderr.toString().trim() : error.message;
  throw new BenchError('bench.build', `${name} failed: ${why} (the set-up installs it: npm run setup)`);
}

function hash(...parts: readonly Buffer[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex').slice(0, 16);
}
