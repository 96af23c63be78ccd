// Bundles the viewer for a browser into viewer/dist: the page, the Worker, and what they look like. Node only runs it.
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = join(dirname(fileURLToPath(import.meta.url)), 'viewer');
const dist = join(here, 'dist');

await mkdir(dist, { recursive: true });
// Each file appears whole: somebody may be reading the last ones, or building too.
const made = await mkdtemp(join(dist, '.made-'));
try {
  await build({
    entryPoints: {
      main: join(here, 'ui/main.ts'),
      head: join(here, 'ui/head.ts'),
      worker: join(here, 'worker/worker.ts'),
      style: join(here, 'style.css'),
    },
    outdir: made,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'chrome124',
    minify: true,
    sourcemap: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  for (const name of ['index.html', 'head.html', 'icon.svg'])
    await copyFile(join(here, name), join(made, name));
  for (const name of await readdir(made)) await rename(join(made, name), join(dist, name));
} finally {
  await rm(made, { recursive: true, force: true });
}
