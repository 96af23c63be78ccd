/** Holds that a command line starts with nothing but commander: each command loads its work when it runs. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';

const root = resolve(import.meta.dirname, '../..');

/** What a source text loads when it is loaded: static imports and re-exports, but of types alone. */
function loadedBy(text: string): string[] {
  const pattern = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\bfrom\s*)?['"]([^'"]+)['"]/gm;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** Every package that the module at `path` and its own modules load, Node's left out. */
function packagesOf(path: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(path)) return packages;
  seen.add(path);
  for (const specifier of loadedBy(readFileSync(path, 'utf8'))) {
    if (specifier.startsWith('.')) {
      for (const name of packagesOf(resolve(path, '..', specifier), seen)) packages.add(name);
    } else if (!specifier.startsWith('node:')) packages.add(specifier);
  }
  return packages;
}

describe('the start of a command', () => {
  it('is told apart from what comes later', () => {
    const text = `import a from 'a';\nimport {\n  b,\n} from "b";\nimport type { C } from 'c';\nawait import('d');\nexport * from 'e';\nimport 'f';`;
    assert.deepEqual(loadedBy(text), ['a', 'b', 'e', 'f']);
  });

  for (const main of ['apps/client/engine/cli/main.ts', 'apps/agent/src/main.ts']) {
    it(`loads commander and no other package: ${main}`, () => {
      assert.deepEqual([...packagesOf(resolve(root, main))], ['commander']);
    });
  }

  it('of "farport devices" loads only names, the USB id list and the check of descriptors: no codec, no engine, no library', () => {
    assert.deepEqual([...packagesOf(resolve(root, 'apps/client/engine/cli/devices.ts'))].sort(), [
      '@farport/usb/class-names',
      '@farport/usb/descriptor-faults',
      '@farport/usb/device-name',
      '@farport/usb/identity',
      '@farport/usb/port-path',
      '@farport/usb/speed',
      '@farport/usb/usb-ids',
    ]);
  });
});
