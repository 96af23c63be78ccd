// Bundles the app into app/dist: the window's page, and for Electron the main process, the preload and the engine.
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { clientLicences } from '../../packaging/licences.ts';

const here = dirname(fileURLToPath(import.meta.url));
const app = join(here, 'app');
const dist = join(app, 'dist');

const common = { bundle: true, sourcemap: true, legalComments: 'none', logLevel: 'warning' };
// The addons stay files: node-usb's is found by its package, ours lies beside the bundle.
const node = { ...common, platform: 'node', target: 'node24', external: ['electron', 'usb'] };
// CommonJS parts of the bundle ask for Node's modules by require.
const banner = {
  js: "import { createRequire as farportRequire } from 'node:module'; const require = farportRequire(import.meta.url);",
};

await mkdir(dist, { recursive: true });
// Each file appears whole: somebody may be reading the last ones, or building too.
const made = await mkdtemp(join(dist, '.made-'));
try {
  const page = join(made, 'window');
  await build({
    ...common,
    entryPoints: { main: join(app, 'renderer/main.renderer.tsx'), style: join(app, 'renderer/style.css') },
    outdir: page,
    format: 'esm',
    platform: 'browser',
    target: 'chrome124',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  await copyFile(join(app, 'renderer/index.html'), join(page, 'index.html'));
  await copyFile(join(here, 'packaging/icon.svg'), join(page, 'icon.svg'));
  await build({
    ...node,
    banner,
    format: 'esm',
    entryPoints: [join(app, 'main/entry.main.ts')],
    outfile: join(made, 'main.mjs'),
  });
  await build({
    ...node,
    banner,
    format: 'esm',
    entryPoints: [join(app, 'service/engine-entry.node.ts')],
    outfile: join(made, 'engine.mjs'),
  });
  // A sandboxed preload is one file of CommonJS.
  await build({
    ...node,
    format: 'cjs',
    entryPoints: [join(app, 'preload/preload.preload.ts')],
    outfile: join(made, 'preload.cjs'),
  });
  await copyFile(join(here, 'packaging/icon.png'), join(made, 'icon.png'));
  // Missing where the Rust part is not built: then libusb carries the transfers.
  for (const name of ['farport.node', 'farport-usb-guard']) {
    const file = join(here, '../../native', name);
    if (existsSync(file)) await copyFile(file, join(made, name));
  }
  await writeLicences(join(made, 'licences.txt'));
  await moveAll(made, dist);
} finally {
  await rm(made, { recursive: true, force: true });
}

/** The app runs without them, as on a machine whose cargo cannot reach its registry; nothing is packed without them. */
async function writeLicences(file) {
  try {
    await writeFile(file, clientLicences(join(here, '../..')));
  } catch (error) {
    console.error(`the licences of what the client brings could not be gathered: ${error.message}`);
    await rm(join(dist, 'licences.txt'), { force: true });
  }
}

async function moveAll(from, to) {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await moveAll(source, target);
    else await rename(source, target);
  }
}
