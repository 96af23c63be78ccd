// What electron-builder makes of the client: AppImage and deb, NSIS, dmg. `npm run package --workspace apps/client`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
const { devDependencies } = JSON.parse(readFileSync(join(here, '../package.json'), 'utf8'));

if (!existsSync(join(here, '../app/dist/licences.txt')))
  throw new Error('app/dist/licences.txt is missing: "node build-app.mjs" says why');

/** electron-builder's own steps after an installation, and ours; the path is the package's. */
const steps = readFileSync(
  join(dirname(builder.resolve('app-builder-lib/package.json')), 'templates/linux/after-install.tpl'),
  'utf8',
);
mkdirSync(join(here, '../dist'), { recursive: true });
writeFileSync(
  join(here, '../dist/after-install.tpl'),
  `${steps}\n${readFileSync(join(here, 'after-install-udev.sh'), 'utf8')}`,
);

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'org.farport.client',
  productName: 'Farport',
  copyright: 'Apache License 2.0',
  electronVersion: devDependencies.electron,
  directories: { output: 'dist/packages', buildResources: 'packaging' },
  icon: 'packaging/icon.png',
  // Everything is in the bundle but node-usb, whose addon is found by its package.
  files: [
    'package.json',
    'app/dist/**',
    'viewer/dist/**',
    '!**/*.map',
    '!app/dist/licences.txt',
    '!**/node_modules/**',
    'node_modules/usb/dist/**',
    'node_modules/usb/prebuilds/**',
    'node_modules/usb/package.json',
    'node_modules/node-gyp-build/**',
  ],
  // Beside the archive, where people can read it.
  extraResources: [{ from: 'app/dist/licences.txt', to: 'licences.txt' }],
  asar: true,
  // The engine's process, the addons it loads, and the guard program beside them are files.
  asarUnpack: [
    'app/dist/engine.mjs',
    'app/dist/farport.node',
    'app/dist/farport-usb-guard',
    'node_modules/usb/**',
    'node_modules/node-gyp-build/**',
  ],
  // node-usb brings its addon for every platform.
  npmRebuild: false,
  nodeGypRebuild: false,
  buildDependenciesFromSource: false,
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  protocols: [{ name: 'Farport', schemes: ['farport'] }],
  linux: {
    target: ['AppImage', 'deb'],
    executableName: 'farport-client',
    category: 'Network;RemoteAccess',
    synopsis: 'Virtual desktops with your USB devices',
    description:
      'The Farport client: the screen of a virtual machine on a server, with USB devices of this machine in it.',
    maintainer: 'The Farport authors <farport@example.org>',
    mimeTypes: ['x-scheme-handler/farport'],
  },
  deb: {
    // Whoever sits at the machine may use its devices: no root is needed.
    afterInstall: 'dist/after-install.tpl',
    fpm: [`${join(here, '70-farport.rules')}=/usr/lib/udev/rules.d/70-farport.rules`],
  },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: true, allowToChangeInstallationDirectory: true },
  mac: { target: ['dmg'], category: 'public.app-category.utilities', hardenedRuntime: true },
  publish: null,
};
