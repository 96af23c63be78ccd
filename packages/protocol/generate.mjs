// Makes the code of proto/ that this package commits: src/generated/wire.js and its types, the messages of all channels.
//
//   node packages/protocol/generate.mjs           writes the files
//   node packages/protocol/generate.mjs --check   fails when the committed files differ
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const generated = join(here, 'src', 'generated');
const files = ['wire.js', 'wire.d.ts'];
const pbjs = createRequire(import.meta.url).resolve('protobufjs-cli/bin/pbjs');

function generate(directory) {
  mkdirSync(directory, { recursive: true });
  execFileSync(
    process.execPath,
    [
      pbjs,
      ...['--target', 'static-module', '--wrap', 'esm', '--dts', '--path', 'proto', '--root', 'farport'],
      // 64-bit fields are numbers: the codec's reader refuses what is not a safe integer.
      '--force-number',
      ...['--no-create', '--no-verify', '--no-convert', '--no-delimited', '--no-typeurl', '--no-service'],
      ...['--out', join(directory, 'wire.js')],
      ...['usb', 'display', 'control'].map((channel) => join('proto', 'farport', 'v1', `${channel}.proto`)),
    ],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  );
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv.includes('--check')) {
  const fresh = mkdtempSync(join(tmpdir(), 'farport-proto-'));
  try {
    generate(fresh);
    const stale = files.filter((file) => read(join(fresh, file)) !== read(join(generated, file)));
    if (stale.length > 0) {
      console.error(`${stale.join(', ')}: not what proto/ gives. Run "npm run proto" and commit the result.`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
} else {
  generate(generated);
}
