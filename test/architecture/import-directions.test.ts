/** Holds the arrows of docs/architecture.md: which room may import which. Reads sources as text; runs none of them. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative, resolve, sep } from 'node:path';
import { describe, it } from 'node:test';

const root = resolve(import.meta.dirname, '../..');

/** The rooms, and what each may import: other rooms, and npm packages or Node modules by name (`*`: any). */
const ROOMS: Record<string, { rooms: readonly string[]; modules: readonly string[] }> = {
  'packages/usb': { rooms: [], modules: [] },
  'packages/command-line': { rooms: [], modules: [] },
  'packages/fleet': { rooms: ['packages/usb', 'packages/protocol'], modules: ['valibot'] },
  'packages/protocol': { rooms: [], modules: ['*'] },
  native: { rooms: [], modules: ['node:module', 'node:url', 'node:path', 'node:fs', 'node:child_process'] },
  'packages/vmm': { rooms: ['packages/usb', 'packages/protocol', 'native'], modules: ['*'] },
  'apps/agent': {
    rooms: [
      'packages/usb',
      'packages/fleet',
      'packages/protocol',
      'packages/command-line',
      'packages/vmm',
      'native',
    ],
    modules: ['*'],
  },
  // Runs in a browser.
  'apps/client/viewer': { rooms: ['packages/protocol', 'packages/look'], modules: ['fflate', 'lucide'] },
  // Runs in a browser.
  'apps/console': {
    rooms: ['packages/fleet', 'packages/look', 'packages/usb'],
    modules: [
      '@tanstack/react-query',
      'lucide-react',
      'react',
      'react-aria-components',
      'react-dom/client',
      'wouter',
    ],
  },
  'packages/look': { rooms: [], modules: ['lucide'] },
  // The window and what stands behind it; the engine knows nothing of it.
  'apps/client/app': {
    rooms: [
      'apps/client',
      'packages/look',
      'packages/usb',
      'packages/protocol',
      'packages/command-line',
      'native',
    ],
    modules: ['*'],
  },
  // It alone of the client: what it packs goes out with its licences.
  'apps/client/build-app.mjs': { rooms: ['packaging'], modules: ['*'] },
  'apps/client': {
    rooms: ['packages/usb', 'packages/protocol', 'packages/command-line', 'native'],
    modules: ['*'],
  },
  packaging: { rooms: [], modules: ['*'] },
};

const TEST_ONLY = new Set(['node:test', 'node:assert/strict', 'node:assert', 'fast-check']);

export interface Import {
  readonly file: string;
  readonly specifier: string;
}

/** Every static or dynamic import and re-export of a source text. */
export function importsOf(text: string): string[] {
  const found: string[] = [];
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\brequire\(\s*)(['"])([^'"\n,\s]+)\1/g;
  for (const match of text.matchAll(pattern)) if (match[2] !== undefined) found.push(match[2]);
  return found;
}

function roomOf(path: string): string | undefined {
  // A room inside a room comes before it.
  return Object.keys(ROOMS).find((room) => path === room || path.startsWith(room + '/'));
}

/** Why this import may not be, or undefined when it may. `file` is relative to the root. */
export function violation({ file, specifier }: Import): string | undefined {
  const room = roomOf(file);
  if (room === undefined) return undefined;
  const rules = ROOMS[room];
  assert.ok(rules);
  let target: string | undefined;
  if (specifier.startsWith('.')) {
    const path = relative(root, resolve(root, file, '..', specifier))
      .split(sep)
      .join('/');
    target = roomOf(path);
    if (target === undefined) return `${file} reaches ${path}, which is in no room`;
  } else if (specifier.startsWith('@farport/')) {
    const name = specifier.split('/')[1] ?? '';
    target = Object.keys(ROOMS).find((candidate) => candidate.split('/').at(-1) === name);
    if (target === undefined) return `${file} imports unknown room ${specifier}`;
  } else {
    const isTest = /\.test\.tsx?$|\/test\/|\/testing\/|\/model\/|-fakes\.ts$|\/vite\.config\.mjs$/.test(file);
    const name = builtinModules.includes(specifier) ? `node:${specifier}` : specifier;
    if (isTest) return undefined;
    if (TEST_ONLY.has(name)) return `${file} imports ${specifier}, which belongs in tests`;
    return rules.modules.includes('*') || rules.modules.includes(name)
      ? undefined
      : `${file} imports ${specifier}; ${room} may not`;
  }
  if (target === room || rules.rooms.includes(target)) return undefined;
  return `${file} imports ${specifier}: ${room} must not depend on ${target}`;
}

function sources(directory: string): string[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) {
      return ['node_modules', 'target', 'generated', 'dist'].includes(entry.name) ? [] : sources(path);
    }
    return /\.(ts|tsx|mts|mjs|js)$/.test(entry.name) ? [path] : [];
  });
}

describe('import directions', () => {
  it('finds every form of import', () => {
    const text = `import a from './a.ts';\nexport * from "./b.ts";\nawait import('./c.ts');\nimport './d.ts';\nimport type { E } from '@farport/usb';`;
    assert.deepEqual(importsOf(text), ['./a.ts', './b.ts', './c.ts', './d.ts', '@farport/usb']);
  });

  it('refuses what the architecture refuses', () => {
    const refused: Import[] = [
      { file: 'apps/client/engine/x.ts', specifier: '@farport/vmm' },
      { file: 'apps/client/engine/x.ts', specifier: '../../agent/src/y.ts' },
      { file: 'packages/vmm/src/x.ts', specifier: '../../../apps/agent/src/y.ts' },
      { file: 'apps/client/viewer/x.ts', specifier: 'node:fs' },
      { file: 'apps/client/viewer/x.ts', specifier: '../engine/y.ts' },
      { file: 'apps/client/engine/x.ts', specifier: '../viewer/y.ts' },
      { file: 'apps/console/src/x.tsx', specifier: '../../agent/src/y.ts' },
      { file: 'apps/console/src/x.tsx', specifier: '@farport/vmm' },
      { file: 'apps/client/engine/x.ts', specifier: '../app/y.ts' },
      { file: 'apps/client/app/x.ts', specifier: '../viewer/y.ts' },
      { file: 'packages/usb/src/x.ts', specifier: 'node:fs' },
      { file: 'packages/fleet/src/x.ts', specifier: 'node:crypto' },
      { file: 'packages/protocol/src/x.ts', specifier: '@farport/usb' },
      { file: 'packages/vmm/src/x.ts', specifier: '../../../test/lab/lab.ts' },
      { file: 'apps/client/engine/x.ts', specifier: '../../../packaging/licences.ts' },
      { file: 'apps/agent/src/x.ts', specifier: '../../../packaging/licences.ts' },
    ];
    for (const entry of refused)
      assert.notEqual(violation(entry), undefined, `${entry.file} ${entry.specifier}`);
  });

  it('holds in every source file', () => {
    const found = Object.keys(ROOMS)
      // A room of one file lies in another.
      .filter((room) => statSync(join(root, room)).isDirectory())
      .flatMap(sources)
      .flatMap((file) =>
        importsOf(readFileSync(join(root, file), 'utf8')).map((specifier) => violation({ file, specifier })),
      )
      .filter((entry) => entry !== undefined);
    assert.deepEqual(found, []);
  });
});
