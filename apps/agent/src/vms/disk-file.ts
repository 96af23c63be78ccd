/**
 * Makes and grows the raw disk of a VM: a reflink of the image where the file system knows those, else a sparse copy with
 * progress, else an empty one. Whole or not there. Knows nothing of VMs.
 */
import { constants } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, statfs, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { VmError, errorCode, errorMessage } from '../errors.ts';

const chunkBytes = 1 << 20;
/** What stays free: for the agent's own database, too. */
const spareBytes = 64 << 20;
const zeros = Buffer.alloc(chunkBytes);

export interface NewDisk {
  readonly path: string;
  /** An image to begin with; undefined: empty. */
  readonly from: string | undefined;
  /** At least the image's. */
  readonly bytes: number;
  readonly signal: AbortSignal;
  /** Bytes of the image that are done. */
  readonly progress: (copied: number) => void;
}

/**
 * Makes the disk, durable when the promise resolves; mode 0600.
 * @throws VmError disk.full, disk.failed; the signal's reason
 */
export async function makeDisk(disk: NewDisk): Promise<void> {
  const { path, signal } = disk;
  const part = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rm(part, { force: true });
    const cloned = disk.from !== undefined && (await clone(disk.from, part));
    await using file = await open(part, cloned ? 'r+' : 'wx', 0o600);
    await file.chmod(0o600);
    if (disk.from !== undefined && !cloned) await copySparse(disk.from, file, disk);
    signal.throwIfAborted();
    await file.truncate(disk.bytes);
    await file.sync();
    await rename(part, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    if (signal.aborted || cause instanceof VmError) throw cause;
    if (errorCode(cause) === 'ENOSPC') throw full(dirname(path), cause);
    throw new VmError('disk.failed', 500, `the disk could not be made: ${errorMessage(cause)}`, { cause });
  }
}

/** Makes a disk larger; never smaller. @throws VmError disk.failed */
export async function growDisk(path: string, bytes: number): Promise<void> {
  try {
    await using file = await open(path, constants.O_RDWR | constants.O_NOFOLLOW);
    if ((await file.stat()).size < bytes) await file.truncate(bytes);
    await file.sync();
  } catch (cause) {
    throw new VmError('disk.failed', 500, `the disk could not be made larger: ${errorMessage(cause)}`, {
      cause,
    });
  }
}

/** Takes a disk away, and what is left of making it. */
export async function removeDisk(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(`${path}.part`, { force: true });
}

/** The same blocks under another name (FICLONE); false where the file system cannot. */
async function clone(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL);
    return true;
  } catch {
    await rm(to, { force: true });
    return false;
  }
}

/** Zeros are left out: what was a hole, or could be one, is one. */
async function copySparse(from: string, to: FileHandle, { signal, progress, path }: NewDisk): Promise<void> {
  await using source = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW);
  const { blocks } = await source.stat();
  const { bavail, bsize } = await statfs(dirname(path));
  // Blocks of stat(2) are of 512 bytes: what the image itself takes.
  if (bavail * bsize < blocks * 512 + spareBytes) throw full(dirname(path));
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (let at = 0; ;) {
    signal.throwIfAborted();
    const { bytesRead } = await source.read(buffer, 0, chunkBytes, at);
    if (bytesRead === 0) return;
    const chunk = buffer.subarray(0, bytesRead);
    if (!chunk.equals(zeros.subarray(0, bytesRead))) await writeAll(to, chunk, at);
    at += bytesRead;
    progress(at);
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r');
  await folder.sync();
}

function full(folder: string, cause?: unknown): VmError {
  return new VmError('disk.full', 409, `there is not enough room in ${folder}: make some, or set disk_dir`, {
    cause,
  });
}
