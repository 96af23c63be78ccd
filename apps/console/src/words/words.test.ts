/** Holds the catalogues: the same words in each language, the same gaps, none that nobody says, none that is missing. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { OPERATIONS, ROLES } from '@farport/fleet/roles';
import { SCOPES } from '@farport/fleet/scopes';
import { en } from './en.ts';
import { zhHans } from './zh-hans.ts';

const source = join(import.meta.dirname, '..');

/** Whole words and beginnings of words that the sources say. */
function saidWords(): { readonly whole: ReadonlySet<string>; readonly beginnings: readonly string[] } {
  const whole = new Set<string>();
  const beginnings: string[] = [];
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (
      !/\.tsx?$/.test(name) ||
      name.endsWith('.test.ts') ||
      /words\/(?:audit-)?(?:en|zh-hans)\.ts$/.test(name)
    )
      continue;
    const text = readFileSync(join(source, name), 'utf8');
    for (const [, word] of text.matchAll(/'([a-zA-Z][a-zA-Z_.:-]*)'/g))
      if (word !== undefined) whole.add(word);
    for (const [, word] of text.matchAll(/`([a-z][a-zA-Z_.]*[._])\$\{/g))
      if (word !== undefined) beginnings.push(word);
  }
  return { whole, beginnings };
}

function gaps(text: string): string[] {
  return [...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([gap]) => gap).sort();
}

describe('the words', () => {
  it('are the same in every language', () => {
    assert.deepEqual(Object.keys(zhHans), Object.keys(en));
    for (const [word, text] of Object.entries(zhHans)) assert.notEqual(text.trim(), '', word);
  });

  it('have the same gaps in every language', () => {
    for (const [word, text] of Object.entries(en)) {
      const other = gaps(zhHans[word as keyof typeof en]);
      // A reason of the agent's is in English: a sentence in another language may do without it.
      const expected = word.startsWith('error.') && other.length === 0 ? [] : gaps(text);
      assert.deepEqual(other, expected, word);
    }
  });

  it('are all said somewhere', () => {
    const { whole, beginnings } = saidWords();
    const unsaid = Object.keys(en).filter(
      (word) => !whole.has(word) && !beginnings.some((beginning) => word.startsWith(beginning)),
    );
    assert.deepEqual(unsaid, []);
  });

  it('are there for every role, operation and scope', () => {
    for (const role of ROLES) assert.ok(`role.${role}` in en && `roleMore.${role}` in en, role);
    for (const operation of OPERATIONS) assert.ok(`operation.${operation}` in en, operation);
    for (const scope of SCOPES) assert.ok(`scope.${scope}` in en, scope);
  });
});
