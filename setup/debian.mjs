// The machine: that it is Linux on x86-64, that npm, Node and cargo are new enough, and Debian's packages.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say, SetupError } from './step.mjs';

const minimumNode = 20;
const minimumCargo = [1, 85];

export function checkPlatform() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new SetupError(
      `This is ${process.platform} on ${process.arch}. Building and testing Farport needs Linux on x86-64 (Debian 12 or newer).`,
    );
  const node = Number(process.versions.node.split('.')[0]);
  if (node < minimumNode)
    throw new SetupError(
      `Node ${process.versions.node} is too old: install Node ${minimumNode} or newer (the project then brings the Node it runs on itself).`,
    );
}

export function checkCargo() {
  const result = spawnSync('cargo', ['--version'], { encoding: 'utf8', cwd: join(root, 'native') });
  const how = 'Install Rust with rustup (https://rustup.rs), then run this again in a new shell.';
  if (result.error || result.status !== 0)
    throw new SetupError(`cargo was not found${result.stderr ? `: ${result.stderr.trim()}` : ''}. ${how}`);
  const [, major, minor] = /(\d+)\.(\d+)/.exec(result.stdout) ?? [];
  if (
    Number(major) < minimumCargo[0] ||
    (Number(major) === minimumCargo[0] && Number(minor) < minimumCargo[1])
  )
    throw new SetupError(`${result.stdout.trim()} is older than ${minimumCargo.join('.')}. ${how}`);
}

export function packageNames() {
  return readFileSync(join(root, 'setup/packages.txt'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((name) => name !== '');
}

/** Installs what is missing, as root or through sudo without a password; else says the exact line to run. */
export function installPackages() {
  const missing = packageNames().filter((name) => {
    const query = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
    if (query.error)
      throw new SetupError('dpkg-query was not found: the set-up knows Debian and its descendants only.');
    return query.stdout !== 'installed';
  });
  if (missing.length === 0) return;
  apt(['update', '-qq']);
  say(`Debian packages: ${missing.join(' ')}`);
  apt(['install', '-y', '-qq', '--no-install-recommends', ...missing]);
}

/** apt-get as root, by way of sudo where that works without a password. */
export function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const hint =
    "If this is the network: check it (or apt's proxy and /etc/apt/sources.list) and run it again.";
  if (process.getuid?.() === 0) return run('apt-get', args, { env, hint });
  if (spawnSync('sudo', ['-n', 'true']).status === 0)
    return run('sudo', ['-n', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args], { env, hint });
  throw new SetupError(
    `Debian packages are missing, and this is neither root nor is sudo free of a password. Run this line, then try again:\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packageNames().join(' ')}\n`,
  );
}
