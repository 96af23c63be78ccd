/** The licences that go out with what we ship: none of a part without its text. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import { licencesIn } from '../../packaging/crate-licences.ts';
import { entryOf, separator } from '../../packaging/licence-texts.ts';
import { agentLicences, clientLicences } from '../../packaging/licences.ts';

const root = resolve(import.meta.dirname, '../..');

/** Entries that are a name alone, or hardly more. */
function bare(file: string): string[] {
  return file.split(separator).filter((entry) => entry.split('\n').length < 8);
}

describe('the licences', () => {
  const directory = mkdtempSync(join(tmpdir(), 'farport-licences-'));
  after(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const part = { name: 'part', version: '1.2.3', authors: ['Ada', 'Bo <bo@example.org>'], directory };

  it('have a text for every part of the agent and the client', () => {
    for (const file of [agentLicences(root), clientLicences(root)]) {
      assert.deepEqual(bare(file), []);
      assert.match(
        file,
        /^napi-derive-backend \d.*: MIT\n\nCopyright \(c\) the authors of napi-derive-backend$/m,
      );
      assert.match(file, /^napi-sys \d.*: MIT\n\nCopyright \(c\) LongYinan <lynweklm@gmail\.com>$/m);
      assert.match(file, /work of the Independent JPEG Group\.\n\n[^]*libjpeg-turbo Licenses/);
    }
  });

  it('take the standard text where a part brings none, with its authors as holders', () => {
    assert.match(
      entryOf({ ...part, license: 'MIT' }),
      /^part 1\.2\.3: MIT\n\nCopyright \(c\) Ada, Bo <bo@example\.org>\n\nPermission is hereby granted/,
    );
    assert.match(entryOf({ ...part, license: 'Apache-2.0 OR MIT' }), /Permission is hereby granted/);
    assert.match(entryOf({ ...part, license: 'Unlicense' }), /released into the public domain/);
    assert.match(entryOf({ ...part, authors: [], license: 'MIT' }), /\(c\) the authors of part\n/);
  });

  it('refuse a part of which there is no text', () => {
    assert.throws(() => entryOf({ ...part, license: 'ISC' }), /part 1\.2\.3 brings no licence text: ISC/);
    assert.throws(() => entryOf({ ...part, license: undefined }), /no licence text/);
  });

  it('leave a part its own text', () => {
    writeFileSync(join(directory, 'LICENSE-MIT'), 'as it is written here\n');
    assert.equal(
      entryOf({ ...part, license: 'MIT', more: ['and more'] }),
      'part 1.2.3: MIT\n\nas it is written here\n\nand more',
    );
  });

  it('refuse what cargo says where the addon is not in it', () => {
    assert.throws(() => licencesIn({ packages: [], resolve: { nodes: [] } }), /farport-addon/);
  });
});
