// A small desktop for test guests: Debian's own X server, SPICE agent, terminal and clipboard tool, with the libraries that they
// need, as a file system that a guest takes as its disk. Unpacked and never installed here; nothing of it ships.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { apt } from './debian.mjs';
import { cache, root, run, say, SetupError } from './step.mjs';

/** What is unpacked. Libraries that the viewer's browser needs too are taken from this machine. */
const packages = [
  'xserver-xorg-core',
  'xserver-xorg-input-evdev',
  'spice-vdagent',
  'xclip',
  'xterm',
  'libxaw7',
  'libxmu6',
  'libxpm4',
  'libxt6',
  'libsm6',
  'libice6',
  'libxinerama1',
  'libutempter0',
  'libxft2',
  'x11-xkb-utils',
  'xkb-data',
  'libevdev2',
  'libmtdev1',
  'libxcvt0',
  'libxfont2',
  'libfontenc1',
  'libxkbfile1',
  'libpciaccess0',
  'libunwind8',
];
/** What is started in the guest, and what that loads. */
const programs = [
  'usr/lib/xorg/Xorg',
  'usr/lib/xorg/modules/libfbdevhw.so',
  'usr/lib/xorg/modules/libshadow.so',
  'usr/lib/xorg/modules/drivers/modesetting_drv.so',
  'usr/lib/xorg/modules/input/evdev_drv.so',
  'usr/bin/xkbcomp',
  'usr/bin/xclip',
  'usr/bin/xterm',
  'usr/bin/spice-vdagent',
  'usr/sbin/spice-vdagentd',
];
const folders = ['usr/share/X11/xkb'];

export const desktopImage = join(cache, 'guest/desktop.img');

export function packDesktop() {
  const work = `${desktopImage}.work`;
  rmSync(work, { recursive: true, force: true });
  const [from, tree] = ['from', 'tree'].map((name) => join(work, name));
  for (const path of [from, tree]) mkdirSync(path, { recursive: true });
  download(work);
  for (const file of readdirSync(work).filter((name) => name.endsWith('.deb')))
    run('dpkg-deb', ['-x', join(work, file), from]);
  for (const name of ['bin', 'dev', 'proc', 'sys', 'tmp', 'run', 'var'])
    mkdirSync(join(tree, name), { recursive: true });
  copy('/bin/busybox', join(tree, 'bin/busybox'));
  for (const name of run('/bin/busybox', ['--list']).trim().split('\n'))
    if (name !== 'busybox') symlinkSync('busybox', join(tree, 'bin', name));
  copy(join(root, 'test/guest/desktop'), join(tree, 'bin/desktop'));
  chmodSync(join(tree, 'bin/desktop'), 0o755);
  for (const name of folders) cpSync(join(from, name), join(tree, name), { recursive: true });
  const libraries = new Set();
  for (const name of programs) {
    copy(join(from, name), join(tree, name));
    for (const library of librariesOf(join(from, name), from)) libraries.add(library);
  }
  for (const library of libraries) {
    // Where the loader looks first in a file system without a cache of its own.
    const name = library.startsWith(from) ? library.slice(from.length) : library;
    copy(library, join(tree, name.startsWith('/lib64/') ? name : `/usr/lib/x86_64-linux-gnu/${base(name)}`));
  }
  run('mke2fs', ['-q', '-t', 'ext4', '-O', '^has_journal', '-d', tree, `${desktopImage}.new`, '160M'], {
    env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` },
  });
  renameSync(`${desktopImage}.new`, desktopImage);
  rmSync(work, { recursive: true });
  say(`${desktopImage.slice(root.length + 1)}: ${libraries.size} libraries`);
}

function download(cwd) {
  const get = () => spawnSync('apt-get', ['download', '-q', ...packages], { cwd, stdio: 'ignore' });
  if (get().status === 0) return;
  // The lists of packages are missing or older than the archive.
  apt(['update', '-qq']);
  run('apt-get', ['download', '-q', ...packages], { cwd });
}

/** The files of all libraries that a program needs, by the loader's own word. */
function librariesOf(program, from) {
  const own = `${from}/usr/lib/x86_64-linux-gnu:${from}/lib/x86_64-linux-gnu`;
  const said = run('ldd', [program], { env: { ...process.env, LD_LIBRARY_PATH: own } });
  const missing = /^\s*(\S+) => not found$/m.exec(said)?.[1];
  if (missing !== undefined)
    throw new SetupError(
      `${missing}, which the test desktop's ${base(program)} needs, is not on this machine: apt-get install chromium brings it.`,
    );
  return [...said.matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm)].map(([, path]) => path);
}

function copy(source, target) {
  if (!existsSync(source)) throw new SetupError(`${source} was not found for the test desktop`);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, target);
  chmodSync(target, statSync(source).mode & 0o777);
}

const base = (path) => path.slice(path.lastIndexOf('/') + 1);
