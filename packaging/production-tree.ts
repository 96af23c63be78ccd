// The files that an installed agent needs, copied from the checkout: its own sources (Node runs them as they are), the addon,
// and of node_modules what its package.json asks for, and what those ask for. The same files that the tests ran.
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Of a source tree, what only tests and builds use. */
const leftOut = /(?:\.test\.ts$|\/testing(?:\/|$)|\/node_modules(?:\/|$)|\/generate\.mjs$)/;

export function manifestOf(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
}

/** Where `name` is for a package in `from`, as Node looks for it; undefined where it is not installed. */
function find(name: string, from: string, root: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (at === root) return undefined;
  }
}

/** The directories of every package that the one in `start` needs at run time, `start` among them, links unresolved. */
export function closureOf(start: string, root: string): string[] {
  const found = new Set<string>();
  const visit = (place: string): void => {
    if (found.has(place)) return;
    found.add(place);
    const real = realpathSync(place);
    const { dependencies = {}, optionalDependencies = {} } = manifestOf(real);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const next = find(name, real, root);
      if (next !== undefined) visit(next);
      else if (!(name in optionalDependencies))
        throw new Error(`${name}, needed by ${real}, is not installed`);
    }
  };
  visit(start);
  return [...found];
}

function copySources(from: string, to: string): void {
  cpSync(from, to, { recursive: true, dereference: true, filter: (path) => !leftOut.test(path) });
}

/** Of an npm package what Node loads: no types, no maps, no sources of theirs. */
function copyPackage(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) => {
      if (lstatSync(path).isDirectory()) {
        const name = basename(path);
        return (
          path === from ||
          !(
            name === 'node_modules' ||
            name.startsWith('.') ||
            ['test', 'docs', 'integration', 'scripts', 'benchmarks', 'examples'].includes(name)
          )
        );
      }
      return (
        !/(?:\.d\.[cm]?ts|\.map|\.tsbuildinfo|\.md|\.markdown|\.yml|\.flow|\.html|\.sh)$|\/\.[^/]+$/.test(
          path,
        ) || /licen[cs]e/i.test(basename(path))
      );
    },
  });
}

/** Copies everything into `target` (made), with the layout of the checkout. */
export function copyProductionTree(root: string, target: string): void {
  mkdirSync(target, { recursive: true });
  cpSync(join(root, 'package.json'), join(target, 'package.json'));
  for (const place of closureOf(join(root, 'apps/agent'), root)) {
    const real = realpathSync(place);
    const inside = relative(root, real);
    if (inside.startsWith('node_modules/') || inside.includes('/node_modules/')) {
      copyPackage(real, join(target, relative(root, place)));
    } else if (inside === 'native') {
      for (const file of ['package.json', 'index.ts', 'binding.ts', 'farport.node']) {
        cpSync(join(real, file), join(target, inside, file));
      }
    } else {
      for (const part of ['package.json', 'bin', 'src', 'farport-agent.example.toml']) {
        if (existsSync(join(real, part))) copySources(join(real, part), join(target, inside, part));
      }
    }
    // A workspace is a link in node_modules, here as there.
    if (place !== real) {
      const link = join(target, relative(root, place));
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(relative(dirname(link), join(target, inside)), link);
    }
  }
  const pages = join(root, 'apps/console/dist');
  if (existsSync(pages)) cpSync(pages, join(target, 'apps/console/dist'), { recursive: true });
  const node = realpathSync(join(root, 'node_modules/.bin/node'));
  mkdirSync(join(target, 'bin'));
  cpSync(node, join(target, 'bin/node'));
}

/** Every file and directory below, relative. */
export function everythingIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true }).map(String);
}
