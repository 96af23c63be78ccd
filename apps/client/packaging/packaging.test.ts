/** The packaging's configuration against electron-builder's own schema, and what of Electron's fuses it sets. */
import assert from 'node:assert/strict';
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const client = join(import.meta.dirname, '..');
interface Configuration {
  readonly icon: string;
  readonly asarUnpack: readonly string[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly deb: { readonly fpm: readonly string[]; readonly afterInstall: string };
}
const file = new URL('./electron-builder.config.mjs', import.meta.url).href;
const { default: configuration } = (await import(file)) as { default: Configuration };
interface Validation {
  validateConfiguration: (
    configuration: object,
    logger: { isEnabled: boolean; add(): void },
  ) => Promise<void>;
}
const require = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
const { validateConfiguration } = require('app-builder-lib/out/util/config/config.js') as Validation;
interface Builder {
  build: (options: object) => Promise<string[]>;
  Platform: { LINUX: { createTarget: (target: string, arch: number) => object } };
  Arch: { x64: number };
}
const builder = createRequire(import.meta.url)('electron-builder') as Builder;
const { listPackage } = require('@electron/asar') as { listPackage: (path: string) => string[] };
const logger = { isEnabled: false, add: () => undefined };

/** The npm packages of which something is in the bundles, by the bundles' source maps. */
function bundledPackages(): Set<string> {
  const names = new Set<string>();
  for (const bundle of ['app/dist', 'viewer/dist'].map((name) => join(client, name))) {
    for (const name of readdirSync(bundle, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.map')) continue;
      const { sources } = JSON.parse(readFileSync(join(bundle, name), 'utf8')) as { sources: string[] };
      for (const source of sources) {
        const [, found] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
        if (found !== undefined) names.add(found);
      }
    }
  }
  assert.ok(names.has('preact') && names.has('fflate'), [...names].join());
  return names;
}

describe('the packaging', () => {
  it('is of the form that electron-builder takes', async () => {
    await validateConfiguration(structuredClone(configuration), logger);
    await assert.rejects(validateConfiguration({ ...configuration, asarUnpak: [] }, logger), /asarUnpak/);
  });

  it('19: sets Electron’s fuses', () => {
    assert.deepEqual(configuration.electronFuses, {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('packs what the app starts with, and leaves programs and addons as files', () => {
    const { main } = JSON.parse(readFileSync(join(client, 'package.json'), 'utf8')) as { main: string };
    assert.equal(main, 'app/dist/main.mjs');
    for (const file of [main, 'app/dist/preload.cjs', 'app/dist/engine.mjs', 'viewer/dist/index.html']) {
      assert.ok(existsSync(join(client, file)), `${file}: run "npm run setup" first`);
    }
    for (const file of [
      'app/dist/engine.mjs',
      'app/dist/farport.node',
      'app/dist/farport-usb-guard',
      'node_modules/usb/**',
    ]) {
      assert.ok(configuration.asarUnpack.includes(file), file);
    }
  });

  it('brings the udev rule and the icon', () => {
    const [rule = ''] = configuration.deb.fpm;
    const [file = '', place] = rule.split('=');
    assert.match(readFileSync(file, 'utf8'), /^SUBSYSTEM=="usb", .*TAG\+="uaccess"$/m);
    assert.equal(place, '/usr/lib/udev/rules.d/70-farport.rules');
    const png = readFileSync(join(client, configuration.icon));
    // PNG, section 11.2.2: width and height.
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [512, 512]);
  });

  it('lets udev apply the rule to what is plugged in already, after electron-builder’s own steps', () => {
    const script = readFileSync(join(client, configuration.deb.afterInstall), 'utf8');
    assert.match(script, /^#!\/bin\/bash\n/);
    assert.match(
      script,
      /update-alternatives[^]*udevadm control --reload[^]*udevadm trigger --subsystem-match=usb/,
    );
    assert.doesNotMatch(script.slice(script.indexOf('# What is plugged in')), /\$\{/);
    // As the package manager runs it, with programs that only say that they were called.
    const directory = mkdtempSync(join(tmpdir(), 'farport-postinst-'));
    const udevadm = join(directory, 'udevadm');
    writeFileSync(udevadm, `#!/bin/sh\necho "$*" >> ${directory}/called\n`, { mode: 0o755 });
    const ours = readFileSync(join(import.meta.dirname, 'after-install-udev.sh'), 'utf8');
    const run = spawnSync('bash', ['-ec', ours.replace('/run/udev', directory)], {
      env: { PATH: `${directory}:/usr/bin:/bin` },
    });
    assert.equal(run.status, 0, String(run.stderr));
    assert.deepEqual(readFileSync(join(directory, 'called'), 'utf8').trim().split('\n'), [
      'control --reload',
      'trigger --subsystem-match=usb --action=change',
    ]);
    rmSync(directory, { recursive: true, force: true });
  });

  it('is run by electron-builder over a stand-in for Electron’s program, and what is packed starts', async (context) => {
    const directory = mkdtempSync(join(tmpdir(), 'farport-packed-'));
    context.after(() => {
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    });
    // In place of the download: nothing of it is run, and it has no fuses to set.
    const electronDist = join(directory, 'electron');
    mkdirSync(join(electronDist, 'resources'), { recursive: true });
    for (const name of ['electron', 'chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html', 'version']) {
      writeFileSync(join(electronDist, name), '', { mode: 0o755 });
    }
    const { Platform, Arch, build } = builder;
    await build({
      projectDir: client,
      targets: Platform.LINUX.createTarget('dir', Arch.x64),
      publish: 'never',
      config: {
        ...structuredClone(configuration),
        electronDist,
        electronFuses: null,
        directories: { output: join(directory, 'out'), buildResources: 'packaging' },
      },
    });
    const packed = join(directory, 'out/linux-unpacked');
    assert.ok(existsSync(join(packed, 'farport-client')));
    const files = listPackage(join(packed, 'resources/app.asar'));
    for (const file of [
      '/package.json',
      '/app/dist/main.mjs',
      '/app/dist/preload.cjs',
      '/app/dist/window/index.html',
      '/viewer/dist/index.html',
      '/viewer/dist/worker.js',
      '/viewer/dist/head.html',
    ]) {
      assert.ok(files.includes(file), file);
    }
    // Sources, tests and the like stay at home.
    assert.deepEqual(
      files.filter(
        (file) =>
          !/^\/(?:package\.json$|(?:app|viewer)(?:$|\/dist)|node_modules(?:$|\/(?:usb|node-gyp-build)))/.test(
            file,
          ),
      ),
      [],
    );
    // What the packed programs are linked from and bundled of, in a file that people can read.
    const licences = readFileSync(join(packed, 'resources/licences.txt'), 'utf8');
    assert.match(licences, /^@farport\/client \d.*: Apache-2\.0$/m);
    assert.match(licences, /^turbojpeg-sys \d/m);
    assert.match(licences, /^This software is based in part on the work of the Independent JPEG Group\.$/m);
    assert.match(licences, /linked with libusb [^]*GNU LESSER GENERAL PUBLIC LICENSE/);
    for (const name of bundledPackages())
      assert.ok(licences.includes(`\n${name} `), `${name} is bundled without its licence`);
    const unpacked = join(packed, 'resources/app.asar.unpacked/app/dist');
    assert.ok((statSync(join(unpacked, 'farport-usb-guard')).mode & 0o111) !== 0);
    // As Electron's utilityProcess starts it: a file, with its addons beside it.
    const engine = fork(join(unpacked, 'engine.mjs'), [], { serialization: 'advanced', execArgv: [] });
    context.after(() => engine.kill('SIGKILL'));
    const started = new Promise<unknown>((resolve) => {
      engine.on('message', (message: { t?: string }) => {
        if (message.t === 'answer' || message.t === 'refusal') resolve(message);
      });
    });
    const args = {
      shell: 'electron',
      shellReason: '',
      origin: 'farport-app://app',
      configDirectory: join(directory, 'config'),
      stateDirectory: join(directory, 'state'),
      secretsReason: 'no-keyring',
      command: [],
    };
    engine.send({ t: 'call', id: 1, name: 'start', args });
    assert.partialDeepStrictEqual(await started, { t: 'answer', id: 1, value: { kiosk: false } });
    const log = readFileSync(join(directory, 'state/client.log'), 'utf8');
    assert.match(log, /the app is ready .*backend="native"/);
    engine.send({ t: 'call', id: 2, name: 'stop', args: {} });
    await once(engine, 'exit');
  });
});
