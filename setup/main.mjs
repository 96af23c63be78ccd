// The one entry to everything that needs the project set up: makes ready what is missing, then runs a script
// with the project's own Node. Plain JavaScript that runs on Node 20 without node_modules.
//
//   node setup/main.mjs all                  make everything ready
//   node setup/main.mjs run SCRIPT [ARG…]    …, then run SCRIPT
//   node setup/main.mjs test [PATTERN…]      …, then all checks and tests (or the test files that match)
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from './checks.mjs';
import { checkCargo, checkPlatform, installPackages } from './debian.mjs';
import { desktopImage, packDesktop } from './desktop.mjs';
import { buildEmulator } from './emulator.mjs';
import { fetchKernel, kernelDir, kernels, packInitramfs } from './images.mjs';
import { cache, hashOf, releaseLock, root, run, say, SetupError, step } from './step.mjs';

const pinnedNode = join(root, 'node_modules/.bin/node');

const usage =
  'usage: npm run setup | npm test [-- PATTERN…] | npm run test:long | npm run demo|lab|bench [-- ARG…]';

const notBundled = /^(?:node_modules|dist|testing)$|\.test\.ts$/;

/** What a script's help needs. */
function makeReadyForHelp() {
  checkPlatform();
  npmPackages();
  releaseLock();
}

function npmPackages() {
  step({
    name: 'npm-packages',
    doing: 'npm packages',
    key: hashOf({ file: 'package-lock.json' }, { file: '.npmrc' }),
    outputs: [pinnedNode],
    already: npmIsCurrent,
    work: () =>
      run('npm', ['ci', '--loglevel=error'], {
        hint: 'npm is needed (it comes with Node from nodejs.org; on Debian: apt-get install npm), and the network for the first time.',
      }),
  });
}

function makeReady() {
  checkPlatform();
  step({
    name: 'debian-packages',
    doing: 'Debian packages',
    key: hashOf({ file: 'setup/packages.txt' }),
    work: installPackages,
  });
  npmPackages();
  if (!process.env.FARPORT_SKIP_NATIVE) buildNative();
  step({
    name: 'viewer',
    doing: "the viewer's page, bundled for a browser",
    key: hashOf(
      { file: 'apps/client/viewer', skip: /^dist$|\.test\.ts$/ },
      { file: 'apps/client/build-viewer.mjs' },
      { file: 'packages/look' },
      { file: 'packages/protocol/src' },
      { file: 'package-lock.json' },
    ),
    outputs: [join(root, 'apps/client/viewer/dist/index.html')],
    work: () => run(pinnedNode, ['apps/client/build-viewer.mjs']),
  });
  step({
    name: 'console',
    doing: "the console's pages, bundled for a browser",
    key: hashOf(
      { file: 'apps/console/src', skip: /\.test\.ts$/ },
      { file: 'apps/console/index.html' },
      { file: 'apps/console/vite.config.mjs' },
      { file: 'packages/fleet/src' },
      { file: 'packages/look' },
      { file: 'packages/usb/src' },
      { file: 'package-lock.json' },
    ),
    outputs: [join(root, 'apps/console/dist/index.html')],
    work: () =>
      run(pinnedNode, ['node_modules/vite/bin/vite.js', 'build', 'apps/console', '--logLevel', 'warn']),
  });
  step({
    name: 'app',
    doing: "the client app's window and its parts for Electron, bundled",
    key: hashOf(
      { file: 'apps/client/app', skip: /^dist$|\.test\.tsx?$/ },
      { file: 'apps/client/engine', skip: /\.test\.ts$/ },
      { file: 'apps/client/packaging' },
      { file: 'apps/client/build-app.mjs' },
      { file: 'native/farport.node' },
      { file: 'native/farport-usb-guard' },
      { file: 'packages/look' },
      { file: 'packages/protocol/src' },
      { file: 'packages/usb/src' },
      { file: 'package-lock.json' },
      // The licences beside it.
      { file: 'native/Cargo.lock' },
      { file: 'packaging', skip: /^(?:debian|deb\.ts)$/ },
      { file: 'LICENSE' },
    ),
    outputs: ['window/index.html', 'licences.txt'].map((file) => join(root, 'apps/client/app/dist', file)),
    work: () => run(pinnedNode, ['apps/client/build-app.mjs']),
  });
  step({
    name: 'programs',
    doing: 'the agent and the client, bundled',
    key: hashOf(
      ...['packages', 'apps/agent/src', 'apps/client/engine'].map((file) => ({ file, skip: notBundled })),
      { file: 'native/index.ts' },
      { file: 'setup/programs.mjs' },
      { file: 'package-lock.json' },
    ),
    outputs: ['agent/dist/farport-agent.js', 'agent/dist/vm-process.js', 'client/dist/farport.js'].map(
      (file) => join(root, 'apps', file),
    ),
    work: () => run(pinnedNode, ['setup/programs.mjs']),
  });
  step({
    name: 'emulator',
    doing: "the lab's QEMU, from Debian's source (some minutes, once)",
    key: hashOf({ file: 'setup/emulator.mjs' }),
    work: buildEmulator,
  });
  for (const version of Object.keys(kernels)) {
    step({
      name: `kernel-${version}`,
      doing: `Debian's kernel ${version}, unpacked into .cache`,
      key: hashOf({ file: 'setup/images.mjs' }),
      outputs: [join(kernelDir(version), 'vmlinuz')],
      already: () => existsSync(join(kernelDir(version), 'release')),
      work: () => fetchKernel(version),
    });
    for (const what of ['lab', 'guest']) image(what, version);
  }
  step({
    name: 'desktop',
    doing: "the test guest's desktop, of Debian's packages",
    key: hashOf({ file: 'setup/desktop.mjs' }, { file: 'test/guest/desktop' }),
    outputs: [desktopImage],
    work: packDesktop,
  });
  releaseLock();
}

/** The first file system of the lab's machine, or of a guest. */
function image(what, version) {
  const output =
    what === 'lab' ? join(cache, `lab/${version}.cpio`) : join(cache, `guest/${version}/initrd.img`);
  const [init, modules] = [`test/${what}/init`, `test/${what}/modules.txt`];
  step({
    name: `${what}-${version}`,
    doing: `the ${what}'s first file system for kernel ${version}`,
    key: hashOf(
      { file: init },
      { file: modules },
      { file: 'setup/images.mjs' },
      { file: `.cache/kernels/${version}/release` },
    ),
    outputs: [output],
    work: () => packInitramfs({ version, init, modules, output, withKernel: what === 'guest' }),
  });
}

function buildNative() {
  step({
    name: 'native',
    doing: 'the Rust part (cargo build; some minutes the first time)',
    key: hashOf({ file: 'native', skip: /^(target|node_modules|.*\.ts|.*\.node|farport-usb-guard)$/ }),
    outputs: [join(root, 'native/farport.node'), join(root, 'native/farport-usb-guard')],
    work: () => {
      checkCargo();
      run('npm', ['run', '--silent', 'build:native'], {
        show: true,
        hint: 'The lines above say what cargo missed. Without a network, "cargo fetch" on a machine that has one fills its cache.',
      });
    },
  });
}

/** An `npm install` or `npm ci` by hand since the lock file last changed is as good. */
function npmIsCurrent() {
  const installed = join(root, 'node_modules/.package-lock.json');
  return (
    existsSync(pinnedNode) &&
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  );
}

/** Runs a script with the project's Node in this terminal; gives its exit status. */
function runScript(args) {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(cache, 'compile') };
  const child = spawn(pinnedNode, args, { stdio: 'inherit', env });
  // The terminal sends its signals to both; the script decides, this process only waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (signal !== 'SIGINT') child.kill(signal);
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

async function main([what, ...args]) {
  if (!['all', 'run', 'test'].includes(what) || (what === 'run' && args.length === 0))
    throw new SetupError(usage);
  const asksForHelp = ['--help', '-h'].includes(args[what === 'run' ? 1 : 0]);
  if (asksForHelp && what !== 'run') {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (asksForHelp) makeReadyForHelp();
  else makeReady();
  if (what === 'all') say('everything is ready');
  if (what === 'run') return runScript(args);
  if (what === 'test') return runTests(pinnedNode, args);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const full = error.code === 'ENOSPC';
  if (!(error instanceof SetupError) && !full) throw error;
  process.stderr.write(
    `\nsetup: ${full ? 'The disk is full: make room and run it again.' : error.message}\n`,
  );
  process.exitCode = 1;
}
