/** The pictures of the docs: they can be taken of the console as it is, each is small, shown somewhere, and in words, too. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { takePictures } from './take-pictures.ts';

const root = join(import.meta.dirname, '../..');
const images = join(root, 'docs/images');
const mostBytes = 150 << 10;

it('the pictures of the docs are those of the main pages, small, and shown', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'farport-pictures-'));
  try {
    const taken = await takePictures(folder);
    const kept = readdirSync(images).filter((name) => name.startsWith('console-'));
    assert.deepEqual(kept.sort(), taken.sort());
    const texts = ['README.md', 'docs/use.md', 'docs/operate.md'].map((name) =>
      readFileSync(join(root, name), 'utf8'),
    );
    for (const name of kept) {
      assert.ok(statSync(join(images, name)).size < mostBytes, `${name} is too large`);
      const shown = new RegExp(`!\\[[^\\]]{20,}\\]\\((?:docs/)?images/${name}\\)`);
      assert.ok(
        texts.some((text) => shown.test(text)),
        `${name} is not shown with words`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
