// Debian's kernels, unpacked and never installed, and the first file systems made for them: the lab's and the
// guests'. Each kernel ends up as .cache/kernels/VERSION/{vmlinuz,lib/modules/RELEASE}.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { apt } from './debian.mjs';
import { cache, root, run, say, SetupError } from './step.mjs';

/** The packages of Debian 12 that always depend on the newest kernel of a series. */
export const kernels = { 6.1: 'linux-image-amd64', 6.12: 'linux-image-6.12-amd64' };

export const kernelDir = (version) => join(cache, 'kernels', version);

/** Downloads and unpacks the kernel of a series. */
export function fetchKernel(version) {
  const meta = kernels[version];
  const target = kernelDir(version);
  const work = `${target}.new`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  let name = currentPackage(version, meta);
  if (name === undefined || !tryDownload(name, work)) {
    // The lists of packages are missing or older than the archive.
    apt(['update', '-qq']);
    name = currentPackage(version, meta);
    if (name === undefined)
      throw new SetupError(
        `No package ${meta} for kernel ${version} is known here. On Debian 12, 6.12 comes from bookworm-backports or bookworm-security: add it to apt's sources.`,
      );
    if (!tryDownload(name, work)) run('apt-get', ['download', name], { cwd: work });
  }
  const deb = readdirSync(work).find((file) => file.endsWith('.deb'));
  if (deb === undefined) throw new SetupError(`apt-get download ${name} left no package in ${work}`);
  run('dpkg-deb', ['-x', join(work, deb), join(work, 'root')]);
  const release = readdirSync(join(work, 'root/boot'))
    .find((file) => file.startsWith('vmlinuz-'))
    .slice('vmlinuz-'.length);
  mkdirSync(join(work, 'out'));
  renameSync(join(work, `root/boot/vmlinuz-${release}`), join(work, 'out/vmlinuz'));
  renameSync(join(work, `root/boot/config-${release}`), join(work, 'out/config'));
  const lib = existsSync(join(work, 'root/usr/lib/modules')) ? 'root/usr/lib' : 'root/lib';
  renameSync(join(work, lib), join(work, 'out/lib'));
  run('depmod', ['-b', join(work, 'out'), release], { env: withSbin() });
  writeFileSync(join(work, 'out/release'), release);
  rmSync(target, { recursive: true, force: true });
  renameSync(join(work, 'out'), target);
  rmSync(work, { recursive: true });
}

/** The newest package of the series: what the meta package depends on. */
function currentPackage(version, meta) {
  const said = spawnSync('apt-cache', ['depends', meta], { encoding: 'utf8' }).stdout ?? '';
  const name = /Depends: (linux-image-\S+)/.exec(said)?.[1];
  return name?.startsWith(`linux-image-${version}.`) ? name : undefined;
}

function tryDownload(name, cwd) {
  return spawnSync('apt-get', ['download', '-q', name], { cwd, stdio: 'ignore' }).status === 0;
}

/**
 * Packs an initramfs: busybox, an init script, and kernel modules in the order in which they load.
 * The list of modules has one name a line; a name with a ? may be missing from a kernel; a line "---" parts
 * the modules into /modules.1, /modules.2 ….
 */
export function packInitramfs({ version, init, modules, output, withKernel }) {
  const kernel = kernelDir(version);
  const release = readFileSync(join(kernel, 'release'), 'utf8');
  const tree = `${output}.tree`;
  rmSync(tree, { recursive: true, force: true });
  for (const dir of ['bin', 'dev', 'proc', 'sys', 'tmp', 'mnt', 'etc', 'modules'])
    mkdirSync(join(tree, dir), { recursive: true });
  const busybox = ['/bin/busybox', '/usr/bin/busybox'].find((path) => existsSync(path));
  if (busybox === undefined) throw new SetupError('busybox was not found: apt-get install busybox-static');
  copyFileSync(busybox, join(tree, 'bin/busybox'));
  copyFileSync(join(root, init), join(tree, 'init'));
  chmodSync(join(tree, 'init'), 0o755);

  const known = new ModuleTree(join(kernel, 'lib/modules', release));
  const loaded = new Set();
  readFileSync(join(root, modules), 'utf8')
    .split(/^---$/m)
    .forEach((part, index) => {
      const order = [];
      for (const line of part.split('\n')) {
        const name = line.replace(/#.*/, '').trim();
        if (name !== '')
          known.addWithNeeds(name.replace(/\?$/, ''), name.endsWith('?'), loaded, order, version);
      }
      writeFileSync(
        join(tree, `modules.${index + 1}`),
        order.map((path) => `/modules/${unpacked(path)}\n`).join(''),
      );
      for (const path of order)
        unpackModule(join(kernel, 'lib/modules', release, path), join(tree, 'modules', unpacked(path)));
    });

  mkdirSync(join(output, '..'), { recursive: true });
  const packed = spawnSync('cpio', ['-o', '-H', 'newc', '-R', '0:0', '--quiet'], {
    cwd: tree,
    input: run('find', ['.', '-mindepth', '1'], { cwd: tree }),
    maxBuffer: 1 << 30,
  });
  if (packed.status !== 0) throw new SetupError(`cpio failed: ${packed.stderr}`);
  writeFileSync(`${output}.new`, packed.stdout);
  renameSync(`${output}.new`, output);
  rmSync(tree, { recursive: true });
  if (withKernel) copyFileSync(join(kernel, 'vmlinuz'), join(output, '../vmlinuz'));
  say(
    `${output.slice(root.length + 1)}: ${(packed.stdout.length / 2 ** 20).toFixed(0)} MiB, ${loaded.size} modules`,
  );
}

const unpacked = (path) => basename(path).replace(/\.(xz|zst)$/, '');

function unpackModule(from, to) {
  if (from.endsWith('.ko')) return copyFileSync(from, to);
  const tool = from.endsWith('.xz') ? 'xz' : 'zstd';
  const result = spawnSync(tool, ['-dc', from], { maxBuffer: 1 << 28 });
  if (result.status !== 0) throw new SetupError(`${tool} could not unpack ${from}: ${result.stderr}`);
  writeFileSync(to, result.stdout);
}

/** modules.dep and modules.builtin of one kernel. */
class ModuleTree {
  #needs = new Map();
  #paths = new Map();
  #builtin = new Set();

  constructor(dir) {
    for (const line of readFileSync(join(dir, 'modules.dep'), 'utf8').split('\n')) {
      const colon = line.indexOf(':');
      if (colon < 0) continue;
      const path = line.slice(0, colon);
      this.#paths.set(moduleName(path), path);
      this.#needs.set(
        path,
        line
          .slice(colon + 1)
          .trim()
          .split(' ')
          .filter((need) => need !== ''),
      );
    }
    for (const line of readFileSync(join(dir, 'modules.builtin'), 'utf8').split('\n'))
      if (line !== '') this.#builtin.add(moduleName(line));
  }

  addWithNeeds(name, optional, loaded, order, version) {
    const path = this.#paths.get(moduleName(name));
    if (path === undefined) {
      if (optional || this.#builtin.has(moduleName(name))) return;
      throw new SetupError(`kernel ${version} has no module "${name}"`);
    }
    const add = (one) => {
      if (loaded.has(one)) return;
      loaded.add(one);
      for (const need of this.#needs.get(one) ?? []) add(need);
      order.push(one);
    };
    add(path);
  }
}

const moduleName = (path) =>
  basename(path)
    .replace(/\.ko(\.\w+)?$/, '')
    .replaceAll('-', '_');

function withSbin() {
  return { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` };
}
