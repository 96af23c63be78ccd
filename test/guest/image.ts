// Where the set-up puts the test guest: Debian's own kernel and the first file system made for it.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type GuestKernel = '6.12' | '6.1';

/** The files to boot a test guest from; the kernel's console is to be ttyS0. */
export function guestImage(version: GuestKernel = '6.12'): {
  readonly kernel: string;
  readonly initrd: string;
} {
  const folder = fileURLToPath(new URL(`../../.cache/guest/${version}/`, import.meta.url));
  const image = { kernel: `${folder}vmlinuz`, initrd: `${folder}initrd.img` };
  for (const file of Object.values(image))
    if (!existsSync(file)) throw new Error(`${file} is missing: run "npm run setup"`);
  return image;
}
