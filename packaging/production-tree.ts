// The files that an installed agent needs, copied from the checkout with its layout: the programs as the set-up bundled them,
// the addon, Node. And which packages one needs at run time.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export function manifestOf(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
}

/** Where `name` is for a package in `from`, as Node looks for it; undefined where it is not installed. */
function find(name: string, from: string, root: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (at === root) return undefined;
  }
}

/** The directories of every package that the one in `start` needs at run time, `start` among them. */
export function closureOf(start: string, root: string): string[] {
  const found = new Set<string>();
  const visit = (place: string): void => {
    if (found.has(place)) return;
    found.add(place);
    const { dependencies = {}, optionalDependencies = {} } = manifestOf(place);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const next = find(name, place, root);
      if (next !== undefined) visit(next);
      else if (!(name in optionalDependencies))
        throw new Error(`${name}, needed by ${place}, is not installed`);
    }
  };
  visit(start);
  return [...found];
}

/** Copies what runs into `target`, which is made. @throws Error where the set-up has not made it yet */
export function copyProductionTree(root: string, target: string): void {
  mkdirSync(join(target, 'bin'), { recursive: true });
  const needed = [
    'package.json',
    'apps/agent/package.json',
    'apps/agent/bin',
    'apps/agent/dist',
    'native/farport.node',
  ];
  for (const part of needed) {
    const from = join(root, part);
    if (!existsSync(from)) throw new Error(`${from} is missing: run "npm run setup"`);
    cpSync(from, join(target, part), { recursive: true });
  }
  const pages = join(root, 'apps/console/dist');
  if (existsSync(pages)) cpSync(pages, join(target, 'apps/console/dist'), { recursive: true });
  cpSync(realpathSync(join(root, 'node_modules/.bin/node')), join(target, 'bin/node'));
}

/** Every file and directory below, relative. */
export function everythingIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true }).map(String);
}
