// Names, versions and licence texts of the Rust crates that are linked into the native addon, from cargo's own sources.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entryOf } from './licence-texts.ts';

export interface Metadata {
  readonly packages: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly authors: readonly string[];
    readonly license: string | null;
    /** Null: of this repository. */
    readonly source: string | null;
    readonly manifest_path: string;
  }[];
  readonly resolve: {
    readonly nodes: readonly {
      readonly id: string;
      readonly deps: readonly {
        readonly pkg: string;
        readonly dep_kinds: readonly { kind: string | null }[];
      }[];
    }[];
  };
}

/** What a crate's C library asks to be told with a program that it is part of. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  'turbojpeg-sys': ['libjpeg-turbo/LICENSE.md', 'libjpeg-turbo/README.ijg'],
};

/** One text for each crate. Cargo fetches those that no build of this machine needed. @throws Error where it cannot */
export function crateLicences(root: string): string[] {
  const args = ['metadata', '--locked', '--format-version', '1'];
  const text = execFileSync('cargo', [...args, '--filter-platform', 'x86_64-unknown-linux-gnu'], {
    cwd: join(root, 'native'),
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return licencesIn(JSON.parse(text) as Metadata);
}

/** @throws Error where there is no addon in it, or a crate without a licence */
export function licencesIn({ packages, resolve }: Metadata): string[] {
  const addon = packages.find(({ name }) => name === 'farport-addon');
  if (addon === undefined) throw new Error('cargo knows no crate "farport-addon"');
  const linked = new Set<string>();
  const visit = (id: string): void => {
    if (linked.has(id)) return;
    linked.add(id);
    const node = resolve.nodes.find((one) => one.id === id);
    for (const { pkg, dep_kinds } of node?.deps ?? []) {
      if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
    }
  };
  visit(addon.id);
  return packages
    .filter(({ id, source }) => linked.has(id) && source !== null)
    .map(({ name, version, authors, license, manifest_path }) => {
      const directory = dirname(manifest_path);
      const library = LIBRARIES[name]?.map((file) => readFileSync(join(directory, file), 'utf8').trim());
      const more =
        library === undefined
          ? []
          : ['This software is based in part on the work of the Independent JPEG Group.', ...library];
      return entryOf({ name, version, authors, license: license ?? undefined, directory, more });
    });
}
