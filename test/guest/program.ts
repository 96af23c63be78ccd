// Programs in Rust that tests and benchmarks need, built once per source: static ones for the test guest, packed into its
// first file system, and others. Runs none of them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../lab/machine.ts';
import { guestImage, type GuestKernel } from './image.ts';

/** Where the program and the guest images with it are; the lab sees them at the same paths. */
export interface GuestProgram {
  /** The program: static, runs anywhere. */
  readonly program: string;
  readonly kernel: string;
  /** The test guest's first file system, with the program in /bin. */
  readonly initrd: string;
}

export class GuestProgramError extends Error {
  readonly code = 'guest.program';
  constructor(message: string) {
    super(message);
    this.name = 'GuestProgramError';
  }
}

/**
 * Builds the program NAME from `source` (a path in the checkout) into .cache/FOLDER, unless it is there; `codegen`: of rustc.
 * Gives its path. Throws GuestProgramError when rustc fails.
 */
export function builtProgram(
  name: string,
  source: string,
  cacheFolder: string,
  codegen: readonly string[] = [],
): string {
  const folder = join(checkout, '.cache', cacheFolder);
  mkdirSync(folder, { recursive: true });
  const path = join(checkout, source);
  const program = join(folder, `${name}-${hash(readFileSync(path), Buffer.from(codegen.join(' ')))}`);
  if (!existsSync(program)) {
    const fresh = `${program}.${process.pid}`;
    const options = codegen.flatMap((option) => ['-C', option]);
    tool('rustc', ['--edition', '2024', '-O', ...options, '-o', fresh, path]);
    renameSync(fresh, program);
  }
  return program;
}

/**
 * Builds the program NAME from `source` (a path in the checkout) and the guest's first file system with it, in
 * .cache/FOLDER, unless they are there. Throws GuestProgramError when a tool fails.
 */
export function prepareGuestProgram(
  name: string,
  source: string,
  cacheFolder: string,
  version: GuestKernel = '6.12',
): GuestProgram {
  const folder = join(checkout, '.cache', cacheFolder);
  const program = builtProgram(name, source, cacheFolder, ['target-feature=+crt-static']);
  const { kernel, initrd: plain } = guestImage(version);
  const base = readFileSync(plain);
  const initrd = join(folder, `initrd-${version}-${hash(base, readFileSync(program))}.img`);
  if (!existsSync(initrd)) {
    const fresh = `${initrd}.${process.pid}`;
    // The kernel unpacks archives that follow each other into the same file system.
    const padding = Buffer.alloc(-base.length & 511);
    writeFileSync(fresh, Buffer.concat([base, padding, archive(folder, name, program)]));
    renameSync(fresh, initrd);
  }
  return { program, kernel, initrd };
}

function archive(folder: string, name: string, program: string): Buffer {
  const tree = mkdtempSync(join(folder, 'tree-'));
  try {
    mkdirSync(join(tree, 'bin'));
    copyFileSync(program, join(tree, 'bin', name));
    return tool('cpio', ['-o', '-H', 'newc', '-R', '0:0', '--quiet'], { cwd: tree, input: `bin/${name}\n` });
  } finally {
    rmSync(tree, { recursive: true });
  }
}

function tool(name: string, args: readonly string[], options: { cwd?: string; input?: string } = {}): Buffer {
  const { status, stdout, stderr, error } = spawnSync(name, args, { ...options, maxBuffer: 1 << 28 });
  if (status === 0) return stdout;
  const why = error === undefined ? stderr.toString().trim() : error.message;
  throw new GuestProgramError(`${name} failed: ${why} (the set-up installs it: npm run setup)`);
}

function hash(...parts: readonly Buffer[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex').slice(0, 16);
}
