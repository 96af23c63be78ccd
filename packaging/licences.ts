// The licences that go out with what we ship: of the npm packages in its bundles, of the addon's crates, of Node.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { crateLicences } from './crate-licences.ts';
import { entryOf, joined } from './licence-texts.ts';
import { closureOf, manifestOf } from './production-tree.ts';

/** What is said of a package beside its own licence. */
const MORE: Readonly<Record<string, (directory: string, version: string) => readonly string[]>> = {
  usb: (directory, version) => [
    `Its addons are linked with libusb (https://libusb.info), under the GNU Lesser General Public License, version 2.1 or later. The sources of both are in the npm package "usb" ${version}.`,
    readFileSync(join(directory, 'libusb/AUTHORS'), 'utf8').trim(),
    readFileSync(join(directory, 'libusb/COPYING'), 'utf8').trim(),
  ],
};

function packageLicences(root: string, workspaces: readonly string[]): string[] {
  const places = new Set(workspaces.flatMap((workspace) => closureOf(join(root, workspace), root)));
  const entries = [...places]
    .filter((place) => relative(root, place).split(sep).includes('node_modules'))
    .map((directory) => {
      const { name, version, license, author } = manifestOf(directory);
      const holder = typeof author === 'string' ? author : author?.name;
      const authors = holder === undefined ? [] : [holder];
      return entryOf({
        name,
        version,
        license,
        authors,
        directory,
        more: MORE[name]?.(directory, version) ?? [],
      });
    });
  if (entries.length === 0) throw new Error(`${workspaces.join(' and ')} have no npm packages: run "npm ci"`);
  // One version may be installed at two places.
  return [...new Set(entries)];
}

/** The package "node" holds the program; the one for this machine, which it has fetched, holds the licence. */
function nodeLicence(root: string): string {
  const node = realpathSync(join(root, 'node_modules/node'));
  const { name, version } = manifestOf(node);
  const places = [join(node, 'node_modules'), join(root, 'node_modules')].map((place) =>
    join(place, `node-${process.platform}-${process.arch}`),
  );
  const directory = places.find((place) => existsSync(place)) ?? node;
  return entryOf({ name, version, license: 'MIT, and those of its parts', authors: [], directory });
}

/** Of the agent with the console's pages. @throws Error where one is without a text, or cargo cannot say */
export function agentLicences(root: string): string {
  return joined([
    ...packageLicences(root, ['apps/agent', 'apps/console']),
    nodeLicence(root),
    ...crateLicences(root),
  ]);
}

/** Of the client, which has the addon where that is built; Electron brings its own. @throws as above */
export function clientLicences(root: string): string {
  const { name, version, license } = manifestOf(join(root, 'apps/client'));
  const hasAddon = existsSync(join(root, 'native/farport.node'));
  return joined([
    entryOf({ name, version, license, authors: [], directory: root }),
    ...packageLicences(root, ['apps/client']),
    ...(hasAddon ? crateLicences(root) : []),
  ]);
}
