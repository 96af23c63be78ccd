// Disk images of USB sticks: an MBR with one partition, a real file system in it, files of known content. Made
// without mounting anything, so without being root.
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { LabError } from './errors.ts';

const execute = promisify(execFile);

export interface StickOptions {
  /** Default: ext4. */
  readonly fileSystem?: 'ext4' | 'vfat';
  /** Of the whole stick. Default: 64. */
  readonly sizeMiB?: number;
  /** Content by path; a number means so many random bytes. */
  readonly files?: Readonly<Record<string, string | Buffer | number>>;
}

export interface Stick {
  /** The image file; belongs to a folder of its own. */
  readonly image: string;
  readonly fileSystem: 'ext4' | 'vfat';
  /** SHA-256 in hex of each file, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Folders of sticks, removed when this process ends, however it does short of SIGKILL. */
const folders = new Set<string>();
process.on('exit', () => {
  for (const left of folders) rmSync(left, { recursive: true, force: true });
});

const sector = 512;
/** Where the partition begins: at 1 MiB, as every tool makes it. */
export const partitionOffset = 1 << 20;
const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;

/** Makes a stick; LabError lab.stick when a tool fails. */
export async function makeStick(options: StickOptions = {}): Promise<Stick> {
  const fileSystem = options.fileSystem ?? 'ext4';
  const size = (options.sizeMiB ?? 64) << 20;
  const folder = await mkdtemp(join(tmpdir(), 'farport-stick-'));
  folders.add(folder);
  const image = join(folder, 'stick.img');
  const tree = join(folder, 'tree');
  const part = join(folder, 'partition.img');
  const files = new Map<string, string>();
  try {
    await mkdir(tree);
    for (const [name, content] of Object.entries(options.files ?? {})) {
      const bytes = typeof content === 'number' ? randomBytes(content) : Buffer.from(content);
      await mkdir(dirname(join(tree, name)), { recursive: true });
      await writeFile(join(tree, name), bytes);
      files.set(name, createHash('sha256').update(bytes).digest('hex'));
    }
    const partSize = size - partitionOffset;
    await using file = await open(part, 'w');
    await file.truncate(partSize);
    if (fileSystem === 'ext4')
      await tool('mke2fs', ['-q', '-t', 'ext4', '-L', 'FARPORT', '-E', 'root_owner=0:0', '-d', tree, part]);
    else {
      await tool('mkfs.vfat', ['-n', 'FARPORT', part]);
      const names = Object.keys(options.files ?? {}).map((name) => name.split('/')[0]!);
      if (names.length > 0)
        await tool('mcopy', ['-s', '-i', part, ...[...new Set(names)].map((name) => join(tree, name)), '::']);
    }
    await using disk = await open(image, 'w');
    await disk.truncate(size);
    await disk.write(masterBootRecord(size, fileSystem), 0, undefined, 0);
    await disk.write(await readFile(part), 0, undefined, partitionOffset);
    await rm(tree, { recursive: true });
    await rm(part);
    return { image, fileSystem, files };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The SHA-256 of a file on a stick that nothing uses any more, read on the host without mounting. */
export async function hashOnStick(stick: Stick, name: string): Promise<string> {
  const content =
    stick.fileSystem === 'ext4'
      ? await tool('debugfs', ['-R', `cat "/${name}"`, `${stick.image}?offset=${partitionOffset}`])
      : await tool('mcopy', ['-i', `${stick.image}@@${partitionOffset}`, `::${name}`, '-']);
  return createHash('sha256').update(content).digest('hex');
}

export async function removeStick(stick: Stick): Promise<void> {
  const folder = dirname(stick.image);
  await rm(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** One partition over all but the first MiB. CHS fields say "too large for CHS", as since the nineties. */
function masterBootRecord(size: number, fileSystem: 'ext4' | 'vfat'): Buffer {
  const record = Buffer.alloc(sector);
  record.writeUInt32LE(0xfa_49_07_01, 440); // disk signature
  const entry = 446;
  record.writeUInt8(0, entry);
  record.set([0xfe, 0xff, 0xff], entry + 1);
  record.writeUInt8(fileSystem === 'ext4' ? 0x83 : 0x0c, entry + 4);
  record.set([0xfe, 0xff, 0xff], entry + 5);
  record.writeUInt32LE(partitionOffset / sector, entry + 8);
  record.writeUInt32LE((size - partitionOffset) / sector, entry + 12);
  record.writeUInt16BE(0x55aa, 510);
  return record;
}

async function tool(name: string, args: readonly string[]): Promise<Buffer> {
  try {
    const { stdout } = await execute(name, args, {
      env: { ...process.env, PATH: path },
      encoding: 'buffer',
      maxBuffer: 1 << 30,
    });
    return stdout;
  } catch (cause) {
    const said = (cause as { stderr?: Buffer }).stderr?.toString() ?? String(cause);
    throw new LabError('lab.stick', `${name} failed: ${said} (the set-up installs it: npm run setup)`, {
      cause,
    });
  }
}
