// Bundles what is started as a program of its own (the agent, a VM process, the client and its engine), each room into
// its dist/: a program that is one file starts three times as fast as one of a hundred, which a slow machine shows.
// Run by the project's Node after npm. Whoever changes a program and starts it by hand runs "npm run setup" before.
import { readFile, rm } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { isBuiltin } from 'node:module';
import { build } from 'esbuild';
import { root } from './step.mjs';

/** Source of each program, and where it is bundled to, without ".js". */
const programs = {
  'apps/agent': {
    'src/main.ts': 'farport-agent',
    'src/vm-process/main.ts': 'vm-process',
    'src/store/sqlite/check-worker.ts': 'check-worker',
  },
  'apps/client': { 'engine/cli/main.ts': 'farport' },
};

/**
 * Node's own modules by getBuiltinModule: an import of node:http evaluates everything it exports, its fetch with it,
 * which is half of the start.
 */
const builtins = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z:_/0-9]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path: path.replace(/^node:/, ''), namespace: 'builtin' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${path}`)});`,
    }));
  },
};

/** What a file finds by its own place it finds by the bundle's; a program that it starts is the bundled one. */
function places(room, entries, outdir) {
  return {
    name: 'places',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (path.includes(`${sep}node_modules${sep}`)) return undefined;
        const source = await readFile(path, 'utf8');
        if (!source.includes('import.meta')) return undefined;
        const from = (file) => {
          const name = relative(resolve(root, room), file);
          const there = name in entries ? `./${entries[name]}.js` : relative(outdir, file);
          return JSON.stringify(there.startsWith('.') ? there : `./${there}`);
        };
        const contents = source
          .replace(/new URL\('(\.[^']*)', import\.meta\.url\)/g, (_, to) => {
            return `new URL(${from(resolve(dirname(path), to))}, import.meta.url)`;
          })
          .replace(/(?<!, )import\.meta\.url/g, `new URL(${from(path)}, import.meta.url).href`);
        return { contents, loader: 'ts' };
      });
    },
  };
}

for (const [room, entries] of Object.entries(programs)) {
  const outdir = resolve(root, room, 'dist');
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: Object.entries(entries).map(([source, name]) => ({
      in: resolve(root, room, source),
      out: name,
    })),
    outdir,
    bundle: true,
    splitting: true,
    // Beside the programs: what they find by their own place is the same from both.
    chunkNames: '[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // A package's ES modules first: of a CommonJS one, a dynamic import would have its default export alone.
    mainFields: ['module', 'main'],
    external: ['usb', '*.node'],
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [builtins, places(room, entries, outdir)],
  });
}
