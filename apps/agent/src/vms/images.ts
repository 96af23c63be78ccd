/**
 * The files that VMs may be made from: what lies directly in the configured folders. Looks at their first bytes to say what
 * they are, and opens nothing that it has not listed. Changes nothing.
 */
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { VmError, errorCode, errorMessage } from '../errors.ts';

/** Files of one folder that are looked at. */
const mostOfFolder = 1000;
/** Enough for the x86 boot protocol's header (Linux, Documentation/arch/x86/boot.rst): "HdrS" at 0x202. */
const headBytes = 0x210;
const sector = 512;

export type ImageKind = 'kernel' | 'initrd' | 'disk' | 'other';

export interface Image {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly kind: ImageKind;
  readonly bytes: number;
  /** Why it cannot be used, of `other`; else empty. */
  readonly why: string;
  /** The same for programs: "image.format". */
  readonly code: string;
}

/** What a file is, and why it is of no use. */
export type ImageNature = Pick<Image, 'kind' | 'why' | 'code'>;

/** What begins with these bytes. */
const beginnings: readonly (readonly [bytes: string, kind: ImageKind, why: string])[] = [
  ['7f454c46', 'kernel', ''],
  // gzip, bzip2, xz, zstd, lz4 (legacy frames), newc and crc cpio
  ['1f8b', 'initrd', ''],
  ['425a68', 'initrd', ''],
  ['fd377a585a00', 'initrd', ''],
  ['28b52ffd', 'initrd', ''],
  ['02214c18', 'initrd', ''],
  ['303730373031', 'initrd', ''],
  ['303730373032', 'initrd', ''],
  ['514649fb', 'other', 'qcow2: make it raw with "qemu-img convert -O raw"'],
  ['4b444d56', 'other', 'VMDK: make it raw with "qemu-img convert -O raw"'],
  ['7668647866696c65', 'other', 'VHDX: make it raw with "qemu-img convert -O raw"'],
  ['636f6e6563746978', 'other', 'VHD: make it raw with "qemu-img convert -O raw"'],
];

/** What a file is by its beginning and its size. */
export function kindOf(head: Uint8Array, bytes: number): ImageNature {
  const buffer = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (buffer.subarray(0x202, 0x206).toString('latin1') === 'HdrS') return good('kernel');
  const hex = buffer.toString('hex', 0, 8);
  const known = beginnings.find(([beginning]) => hex.startsWith(beginning));
  if (known !== undefined) return known[2] === '' ? good(known[1]) : useless('image.format', known[2]);
  if (bytes === 0 || bytes % sector !== 0) {
    const why = 'no kernel, no initial file system, and no whole number of 512-byte sectors';
    return useless('image.unknown', why);
  }
  return good('disk');
}

function good(kind: ImageKind): ImageNature {
  return { kind, why: '', code: '' };
}

/** A file that is no image, or none of use now. */
export function useless(code: string, why: string): ImageNature {
  return { kind: 'other', why, code };
}

/** Those of all folders, by folder and name. A folder that is not there has none. */
export async function listImages(folders: readonly string[]): Promise<readonly Image[]> {
  const all = await Promise.all(folders.map(imagesOf));
  return all.flat();
}

/**
 * One of them, by its path.
 * @throws VmError vm.image_unknown, vm.image_kind
 */
export async function findImage(
  folders: readonly string[],
  path: string,
  kind: Exclude<ImageKind, 'other'>,
): Promise<Image> {
  const image = (await listImages(folders)).find((each) => each.path === path);
  if (image === undefined) {
    const where = folders.join(', ') || 'no folder: set image_dirs in the configuration';
    const message = `there is no image ${JSON.stringify(path.slice(0, 200))}; images are files directly in ${where}`;
    throw new VmError('vm.image_unknown', 400, message);
  }
  if (image.kind !== kind) {
    const is = image.kind === 'other' ? image.why : `it is a ${image.kind}`;
    throw new VmError('vm.image_kind', 400, `${image.path} is no ${kind} (${is}): choose another`);
  }
  return image;
}

async function imagesOf(folder: string): Promise<readonly Image[]> {
  let names: string[];
  try {
    names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  } catch {
    return [];
  }
  const images: Image[] = [];
  for (const name of names.slice(0, mostOfFolder)) {
    const image = await look(folder, name);
    if (image !== undefined) images.push(image);
  }
  return images;
}

/** Undefined for what is no file: a link could lead anywhere. */
async function look(folder: string, name: string): Promise<Image | undefined> {
  const path = join(folder, name);
  try {
    if (!(await lstat(path)).isFile()) return undefined;
    await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (!stat.isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), { position: 0 });
    return { path, name, folder, bytes: stat.size, ...kindOf(buffer.subarray(0, bytesRead), stat.size) };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ELOOP') return undefined;
    const nature =
      code === 'EACCES'
        ? useless('image.permission', 'the agent may not read it')
        : useless('image.unreadable', errorMessage(error));
    return { path, name, folder, bytes: 0, ...nature };
  }
}
