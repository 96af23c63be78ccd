// npm run package:deb: the agent as a Debian package, with the Node it is tested with.
//
//   npm run package:deb -- [--output DIR] [--compression xz|gzip|none]
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  cpSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { agentLicences } from './licences.ts';
import { copyProductionTree, everythingIn, manifestOf } from './production-tree.ts';

const root = resolve(import.meta.dirname, '..');
const from = (name: string): string => join(import.meta.dirname, 'debian', name);
const name = 'farport-agent';
/** As Debian's own tools take it from the environment. */
const maintainer = `${process.env['DEBFULLNAME'] ?? 'The Farport authors'} <${process.env['DEBEMAIL'] ?? 'farport@localhost.localdomain'}>`;

interface Options {
  readonly output: string;
  readonly compression: string;
}

/** The commented example, with no VM yet: what a fresh server has. */
export function defaultConfiguration(example: string): string {
  const [head = '', ...tables] = example.split(/^(?=\[\[vm\]\])/m);
  const commented = tables
    .join('')
    .split('\n')
    .map((line) => (line === '' || line.startsWith('#') ? line : `# ${line}`))
    .join('\n');
  return `${head}# A virtual machine: take the "# " away from here on, and write your own values.\n${commented}`;
}

/** Shared libraries of node and the addon, as packages with versions. */
function sharedLibraries(work: string, files: readonly string[]): string {
  mkdirSync(join(work, 'debian'));
  writeFileSync(join(work, 'debian/control'), `Source: ${name}\n\nPackage: ${name}\nArchitecture: any\n`);
  const said = execFileSync('dpkg-shlibdeps', ['-O', ...files.flatMap((file) => ['-e', file])], {
    cwd: work,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return said.trim().replace(/^shlibs:Depends=/, '');
}

/** The time of the last commit, so that the same sources make the same package. */
function sourceTime(): number {
  try {
    return Number(
      execFileSync('git', ['log', '-1', '--format=%ct'], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  } catch {
    return Math.floor(statSync(join(root, 'package.json')).mtimeMs / 1000);
  }
}

function put(path: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content, { mode });
}

/** Builds it; gives its path. */
export function buildDeb({ output, compression }: Options): string {
  const work = mkdtempSync(join(tmpdir(), 'farport-deb-'));
  try {
    const tree = join(work, 'tree');
    const lib = join(tree, 'usr/lib/farport/agent');
    copyProductionTree(root, lib);
    const version = `${manifestOf(join(root, 'apps/agent')).version}-1`;
    const time = sourceTime();
    const architecture = execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim();
    const share = join(tree, 'usr/share');

    put(
      join(tree, 'usr/bin', name),
      `#!/bin/sh\nexec /usr/lib/farport/agent/bin/node /usr/lib/farport/agent/apps/agent/bin/farport-agent.mjs "$@"\n`,
      0o755,
    );
    put(join(tree, 'lib/systemd/system/farport-agent.service'), readFileSync(from('farport-agent.service')));
    put(join(tree, 'usr/lib/sysusers.d/farport-agent.conf'), readFileSync(from('sysusers.conf')));
    const example = readFileSync(join(root, 'apps/agent/farport-agent.example.toml'), 'utf8');
    put(join(tree, 'etc/farport/farport-agent.toml'), defaultConfiguration(example));
    const doc = join(share, 'doc', name);
    put(join(doc, 'copyright'), readFileSync(from('copyright')));
    put(join(doc, 'licences.gz'), gzipSync(agentLicences(root), { level: 9 }));
    put(join(doc, 'examples/farport-agent.toml'), example);
    cpSync(join(root, 'docs/operate.md'), join(doc, 'operate.md'));
    const date = new Date(time * 1000).toUTCString().replace('GMT', '+0000');
    const changelog = `${name} (${version}) unstable; urgency=medium\n\n  * Built from the sources of version ${version}.\n\n -- ${maintainer}  ${date}\n`;
    put(join(doc, 'changelog.Debian.gz'), gzipSync(changelog, { level: 9 }));
    put(join(share, 'bash-completion/completions', name), run(lib, ['completion', 'bash']));
    put(join(share, 'zsh/vendor-completions', `_${name}`), run(lib, ['completion', 'zsh']));
    put(
      join(share, 'man/man8/farport-agent.8.gz'),
      gzipSync(readFileSync(from('farport-agent.8')), { level: 9 }),
    );
    put(join(share, 'lintian/overrides', name), readFileSync(from('lintian-overrides')));

    const libraries = sharedLibraries(work, [join(lib, 'bin/node'), join(lib, 'native/farport.node')]);
    let bytes = 0;
    for (const path of everythingIn(tree).map((each) => join(tree, each))) {
      const stat = lstatSync(path);
      if (stat.isSymbolicLink()) continue;
      const runs =
        stat.isDirectory() ||
        path.endsWith('/bin/node') ||
        path.endsWith('/bin/farport-agent.mjs') ||
        path.endsWith(`usr/bin/${name}`);
      chmodSync(path, runs ? 0o755 : 0o644);
      bytes += stat.size;
    }
    put(
      join(tree, 'DEBIAN/control'),
      `${[
        `Package: ${name}`,
        `Version: ${version}`,
        `Architecture: ${architecture}`,
        `Maintainer: ${maintainer}`,
        `Installed-Size: ${Math.ceil(bytes / 1024)}`,
        // flock(1) becomes the VM process; util-linux and init-system-helpers are essential, and so named nowhere.
        `Depends: ${libraries}, systemd (>= 250), usb.ids`,
        'Section: admin',
        'Priority: optional',
        'Description: virtual machines with the USB devices of thin clients',
        ' Farport lets a person sit at a thin client, plug in any USB device, and have it',
        ' work inside a virtual machine that runs on this server.',
        ' .',
        ' This is the agent: it runs the virtual machines, lets clients in over TLS, and',
        ' decides which device may go where. It needs /dev/kvm.',
      ].join('\n')}\n`,
    );
    put(join(tree, 'DEBIAN/conffiles'), '/etc/farport/farport-agent.toml\n');
    for (const script of ['postinst', 'prerm', 'postrm'])
      put(join(tree, 'DEBIAN', script), readFileSync(from(script)), 0o755);
    for (const place of ['DEBIAN', 'usr/bin']) chmodSync(join(tree, place), 0o755);

    mkdirSync(output, { recursive: true });
    const file = join(output, `${name}_${version}_${architecture}.deb`);
    const level = compression === 'none' ? [] : ['-z', compression === 'gzip' ? '1' : '6'];
    execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, ...level, '--build', tree, file], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, SOURCE_DATE_EPOCH: String(time) },
    });
    return file;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What the packaged agent itself prints. */
function run(lib: string, args: readonly string[]): string {
  return execFileSync(join(lib, 'bin/node'), [join(lib, 'apps/agent/bin/farport-agent.mjs'), ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], NODE_DISABLE_COMPILE_CACHE: '1' },
  });
}

const usage = `usage: npm run package:deb -- [--output DIR] [--compression xz|gzip|none]

Builds the Debian package of the agent into DIR (dist).
`;

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      output: { type: 'string', default: join(root, 'dist') },
      compression: { type: 'string', default: 'xz' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help || !['xz', 'gzip', 'none'].includes(values.compression)) {
    process.stdout.write(usage);
    process.exit(values.help ? 0 : 2);
  }
  const file = buildDeb(values);
  process.stdout.write(`${file}, ${(statSync(file).size / 2 ** 20).toFixed(1)} MiB\n`);
}
