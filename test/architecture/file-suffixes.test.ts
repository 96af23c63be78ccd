/**
 * Holds where the files of the client app may run, by their suffix: .main.ts in Electron's main process, .preload.ts in its
 * preload, .renderer.ts(x) in a page, .node.ts in Node, and every other anywhere. Reads sources as text; runs none of them.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const APP = 'apps/client/app';

type Place = 'main' | 'preload' | 'renderer' | 'node' | 'anywhere';

/** What each place may import: files of other places, and packages. The engine is Node's. */
const RULES: Readonly<Record<Place, { readonly places: readonly Place[]; readonly packages: RegExp }>> = {
  main: { places: ['main', 'node', 'anywhere'], packages: /^(?:electron|valibot|node:.*)$/ },
  preload: { places: ['anywhere'], packages: /^electron$/ },
  renderer: {
    places: ['renderer', 'anywhere'],
    packages: /^(?:preact(?:\/hooks)?|valibot|@farport\/protocol\/shape|@farport\/look\/.*)$/,
  },
  node: {
    places: ['node', 'anywhere'],
    packages: /^(?:node:.*|commander|valibot|ws|@farport\/(?:look|protocol|usb)(?:\/.*)?)$/,
  },
  anywhere: {
    places: ['anywhere'],
    packages: /^(?:valibot|@farport\/protocol\/shape|@farport\/(?:look|usb)\/.*)$/,
  },
};
/** The only two that load Electron; to the others it is handed in. */
const LOADS_ELECTRON = [`${APP}/main/entry.main.ts`, `${APP}/preload/preload.preload.ts`];

export function placeOf(file: string): Place {
  if (!file.startsWith(`${APP}/`)) return isPure(file) ? 'anywhere' : 'node';
  const suffix = /\.(main|preload|renderer|node)\.tsx?$/.exec(file)?.[1];
  return (suffix as Place | undefined) ?? 'anywhere';
}

interface Loaded {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function importsOf(text: string): Loaded[] {
  const pattern =
    /^(?:import|export)\s+(type\b)?[^'";=]*?\bfrom\s*['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...text.matchAll(pattern)].map(([, type, named, bare, dynamic]) => ({
    specifier: named ?? bare ?? dynamic ?? '',
    typeOnly: type !== undefined,
  }));
}

const pure = new Map<string, boolean>();

/** A file outside the app that, with all it loads, asks nothing of the place it runs in. */
function isPure(file: string): boolean {
  const known = pure.get(file);
  if (known !== undefined) return known;
  pure.set(file, true);
  const answer = importsOf(readFileSync(join(root, file), 'utf8'))
    .filter(({ typeOnly }) => !typeOnly)
    .every(({ specifier }) =>
      specifier.startsWith('.')
        ? isPure(relative(root, resolve(root, file, '..', specifier)))
        : RULES.anywhere.packages.test(specifier),
    );
  pure.set(file, answer);
  return answer;
}

/** Why a file may not import this, or undefined when it may. */
export function violation(file: string, { specifier, typeOnly }: Loaded): string | undefined {
  const place = placeOf(file);
  const rule = RULES[place];
  if (specifier.startsWith('.')) {
    if (typeOnly) return undefined;
    const target = relative(root, resolve(root, file, '..', specifier));
    const where = placeOf(target);
    return rule.places.includes(where) ? undefined : `${file} (${place}) imports ${target} (${where})`;
  }
  const name = builtinModules.includes(specifier) ? `node:${specifier}` : specifier;
  if (name === 'electron' && !typeOnly && !LOADS_ELECTRON.includes(file)) return `${file} loads Electron`;
  if (rule.packages.test(name) || (typeOnly && name.startsWith('@farport/'))) return undefined;
  return `${file} (${place}) imports ${specifier}`;
}

function sources(directory: string): string[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'dist' ? [] : sources(path);
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

describe('the suffixes of the client app', () => {
  it('refuse what does not run in their place', () => {
    const refused: readonly (readonly [string, string])[] = [
      ['shared/x.ts', 'node:fs'],
      ['shared/x.ts', 'fs'],
      ['shared/x.ts', 'electron'],
      ['shared/x.ts', '../service/app-log.node.ts'],
      ['shared/x.ts', '../../engine/session/pinned-tls.ts'],
      ['renderer/x.renderer.tsx', 'electron'],
      ['renderer/x.renderer.tsx', 'node:path'],
      ['renderer/x.renderer.tsx', '../service/app-log.node.ts'],
      ['renderer/x.renderer.tsx', '../main/pages.main.ts'],
      ['preload/x.preload.ts', 'node:fs'],
      ['preload/x.preload.ts', '../service/app-log.node.ts'],
      ['main/x.main.ts', 'electron'],
      ['main/x.main.ts', '../renderer/icons.renderer.tsx'],
      ['service/x.node.ts', 'electron'],
      ['service/x.node.ts', '../main/pages.main.ts'],
    ];
    for (const [file, specifier] of refused) {
      assert.notEqual(
        violation(`${APP}/${file}`, { specifier, typeOnly: false }),
        undefined,
        `${file} ${specifier}`,
      );
    }
  });

  it('hold in every file', () => {
    const found = sources(APP).flatMap((file) =>
      importsOf(readFileSync(join(root, file), 'utf8')).map((loaded) => violation(file, loaded)),
    );
    assert.deepEqual(
      found.filter((each) => each !== undefined),
      [],
    );
  });

  it('keep Node’s and the page’s own things out of files that run anywhere', () => {
    for (const file of sources(APP).filter((each) => ['anywhere', 'preload'].includes(placeOf(each)))) {
      const code = readFileSync(join(root, file), 'utf8').replaceAll(
        /\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'/g,
        '',
      );
      assert.doesNotMatch(
        code,
        /\b(?:process|Buffer|document|window|globalThis|require|__dirname)\b\s*[.([]/,
        file,
      );
    }
  });
});
