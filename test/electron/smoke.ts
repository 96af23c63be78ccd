/**
 * npm run test:electron: the app in a real Electron under Xvfb. With the Electron of package.json where its program is
 * installed; else with whatever old one $FARPORT_OLD_ELECTRON names, for which main and preload are compiled down and what
 * it lacks is put in by shims.cjs, here only. Proves that window, preload, content policy and engine work together.
 */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { electronBinary } from '../../apps/client/app/shell/electron-binary.node.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const client = join(root, 'apps/client');
const START_MS = 60_000;

const old = process.env['FARPORT_OLD_ELECTRON'];
const binary = electronBinary() ?? old;
if (binary === undefined || !existsSync(binary)) {
  process.stdout.write(
    'no Electron is installed: "npx install-electron" downloads it; or name an old one by FARPORT_OLD_ELECTRON=PATH\n',
  );
  process.exit(2);
}

// In the checkout, so that the engine finds its packages.
mkdirSync(join(root, '.cache'), { recursive: true });
const directory = mkdtempSync(join(root, '.cache/electron-'));
const report = join(directory, 'report.json');
const picture = process.env['FARPORT_PICTURES'] ?? join(root, '.cache/pictures');
mkdirSync(picture, { recursive: true });

/** Node 12 knows neither the prefix node: nor fs/promises. */
const oldNode: Plugin = {
  name: 'old-node',
  setup: (build) => {
    build.onResolve({ filter: /^node:fs\/promises$/ }, () => ({ path: 'promises', namespace: 'old-node' }));
    build.onResolve({ filter: /^node:/ }, ({ path }) => ({
      path: path.slice('node:'.length),
      external: true,
    }));
    build.onLoad({ filter: /./, namespace: 'old-node' }, () => ({
      contents: "module.exports = require('fs').promises",
    }));
  },
};

/** The app as it is bundled, in a folder of its own, with a main that the test's own part is in. */
async function prepare(isOld: boolean): Promise<string> {
  const place = join(directory, 'apps/client');
  cpSync(join(client, 'app/dist'), join(place, 'app/dist'), { recursive: true });
  cpSync(join(client, 'viewer/dist'), join(place, 'viewer/dist'), { recursive: true });
  const bundle = join(place, 'app/dist');
  const target = isOld ? { node: 'node12', chrome: 'chrome83' } : { node: 'node24', chrome: 'chrome124' };
  const common = {
    bundle: true,
    platform: 'node',
    external: ['electron'],
    logLevel: 'error',
    plugins: isOld ? [oldNode] : [],
  } satisfies BuildOptions;
  await build({
    ...common,
    entryPoints: [join(root, 'test/electron/main-under-test.ts')],
    outfile: join(bundle, 'main.cjs'),
    format: 'cjs',
    target: target.node,
    define: { SHIMS: String(isOld), 'import.meta.url': '"file:///nowhere/main.js"' },
  });
  await build({
    ...common,
    entryPoints: [join(client, 'app/preload/preload.preload.ts')],
    outfile: join(bundle, 'preload.cjs'),
    format: 'cjs',
    target: target.node,
  });
  if (isOld) {
    // Chromium 83 has no light-dark().
    const style = join(bundle, 'window/style.css');
    writeFileSync(style, readFileSync(style, 'utf8').replaceAll(/light-dark\(([^,]+), [^)]+\)/g, '$1'));
    await build({
      entryPoints: { main: join(client, 'app/renderer/main.renderer.tsx') },
      outdir: join(bundle, 'window'),
      bundle: true,
      format: 'esm',
      target: target.chrome,
      jsx: 'automatic',
      jsxImportSource: 'preact',
      logLevel: 'error',
      inject: [join(root, 'test/electron/page-shims.js')],
    });
  }
  writeFileSync(
    join(place, 'package.json'),
    JSON.stringify({ name: 'farport', version: '0.1.0', main: 'app/dist/main.cjs' }),
  );
  return place;
}

interface Report {
  readonly electron: string;
  readonly title: string;
  readonly heading: string;
  readonly keys: readonly string[];
  readonly noNode: boolean;
  readonly evalRefused: boolean;
  readonly elsewhereRefused: boolean;
  readonly windowsRefused: boolean;
  readonly stayed: boolean;
  readonly strangeCall: unknown;
  readonly backend: string;
}

async function display(): Promise<{ name: string; end: () => void }> {
  const given = process.env['DISPLAY'];
  if (given !== undefined && given !== '') return { name: given, end: () => undefined };
  const server: ChildProcess = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const pipe = server.stdio[3];
  assert.ok(pipe);
  const [number] = (await once(pipe, 'data')) as [Buffer];
  return { name: `:${number.toString().trim()}`, end: () => server.kill() };
}

const isOld = binary === old;
const place = await prepare(isOld);
const screen = await display();
try {
  const child = spawn(binary, ['--no-sandbox', '--disable-gpu', place], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      DISPLAY: screen.name,
      FARPORT_TEST_REPORT: report,
      FARPORT_TEST_PICTURE: join(picture, 'electron.png'),
      FARPORT_TEST_NODE: process.execPath,
      XDG_CONFIG_HOME: join(directory, 'config'),
    },
  });
  const late = setTimeout(() => child.kill('SIGKILL'), START_MS);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(late);
  assert.equal(code, 0, 'the app quit by itself');
  const found = JSON.parse(readFileSync(report, 'utf8')) as Report;
  process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  assert.deepEqual(
    { ...found, electron: '', backend: '' },
    {
      electron: '',
      title: 'Farport',
      heading: 'Where do you want to go?',
      keys: ['call', 'onState', 'onGone'],
      noNode: true,
      evalRefused: true,
      elsewhereRefused: true,
      windowsRefused: true,
      stayed: true,
      strangeCall: { refusal: { code: 'app.call', message: 'there is no call "constructor"' } },
      backend: '',
    },
  );
  assert.match(found.backend, /^(?:native|libusb)$/);
  process.stdout.write(`Electron ${found.electron}: holds; its picture: ${join(picture, 'electron.png')}\n`);
} finally {
  screen.end();
  rmSync(directory, { recursive: true, force: true });
}
