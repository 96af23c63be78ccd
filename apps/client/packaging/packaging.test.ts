/** The packaging's configuration against electron-builder's own schema, and what of Electron's fuses it sets. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const client = join(import.meta.dirname, '..');
interface Configuration {
  readonly icon: string;
  readonly asarUnpack: readonly string[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly deb: { readonly fpm: readonly string[] };
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
const logger = { isEnabled: false, add: () => undefined };

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
});
