// Builds the addon with cargo and puts it where index.ts loads it from, and the usbfs guard beside it.
import { execFileSync } from 'node:child_process';
import { copyFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
execFileSync('cargo', ['build', '--release', '--locked'], { cwd: here, stdio: 'inherit' });
for (const [from, to] of [
  ['libfarport_addon.so', 'farport.node'],
  ['farport-usb-guard', 'farport-usb-guard'],
]) {
  // By rename, so that a process which has the old file mapped keeps it.
  copyFileSync(join(here, 'target/release', from), join(here, `${to}.new`));
  renameSync(join(here, `${to}.new`), join(here, to));
}
