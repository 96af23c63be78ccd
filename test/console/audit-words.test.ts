/**
 * Every action and detail that the agent writes into its audit has words in the console, and each sentence that the console
 * knows, and each code, name and value, is one of the agent's. Reads the agent's sources as text.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { en } from '../../apps/console/src/words/en.ts';

const agent = join(import.meta.dirname, '../../apps/agent/src');

const sources = readdirSync(agent, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('testing/'))
  .map((name) => readFileSync(join(agent, name), 'utf8'));

const all = sources.join('\n');

/** Words of the console's that begin so, without that. */
function wordsOf(beginning: string): string[] {
  return Object.keys(en).flatMap((word) =>
    word.startsWith(beginning) ? [word.slice(beginning.length)] : [],
  );
}

/** What stands where an entry is written: `action: 'vm.start'`, `const action = …`, `record('token.created', …)`. */
function actions(): Set<string> {
  const found = new Set<string>();
  for (const text of sources) {
    for (const [, written = ''] of text.matchAll(
      /(?:\baction(?:: | = )|\b(?:record|membership|granted)\()([^;\n]*(?:\n[^;\n]*)?)/g,
    ))
      for (const [, action = ''] of written.matchAll(/'((?:[a-z]+)\.[a-z_]+)'/g)) found.add(action);
  }
  return found;
}

/** The names in `details: { … }`, one beside another or one under another. */
function details(): Set<string> {
  const found = new Set<string>();
  for (const text of sources) {
    for (const [, written = ''] of text.matchAll(/\bdetails(?:: | = )\{((?:[^{}]|\{[^{}]*\})*)\}/g))
      for (const [, name = ''] of written.matchAll(/(?:^|[{,])\s*([a-zA-Z]+)(?=:|,|\s*$)/g)) found.add(name);
  }
  return found;
}

describe('the audit in the console', () => {
  it('has words for whatever the agent writes down', () => {
    const written = actions();
    for (const known of ['vm.force_off', 'device.session_ended', 'token.created', 'policy.changed'])
      assert.ok(written.has(known), known);
    assert.deepEqual(
      [...written].filter((action) => !(`action.${action}` in en)),
      [],
    );
  });

  it('has names for its details', () => {
    const written = details();
    for (const known of ['fence', 'bytesToVm', 'locked', 'serial', 'path', 'comment'])
      assert.ok(written.has(known), known);
    assert.deepEqual(
      [...written].filter((name) => !(`detail.${name}` in en)),
      [],
    );
  });

  it('knows reasons by the sentences that the agent writes', () => {
    // Of a policy's decision they are put together elsewhere; its own test looks at all of them.
    const ofDecisions = /^reason\.(?:allowed|denied|asked|held_\w+|no_rule)$/;
    const unwritten = Object.entries(en).flatMap(([word, text]) =>
      word.startsWith('reason.') && !ofDecisions.test(word)
        ? text.split(/\{[a-z]+\}/).filter((part) => !all.includes(part))
        : [],
    );
    assert.deepEqual(unwritten, []);
  });

  it('knows things by the beginnings that the agent writes', () => {
    const unwritten = wordsOf('what.').filter((name) => {
      const [beginning = ''] = en[`what.${name}` as keyof typeof en].split('{');
      return !all.includes(`\`${beginning}\${`);
    });
    assert.deepEqual(unwritten, []);
  });

  it('knows the agent’s codes, who acts by itself, and the values that are words', () => {
    for (const beginning of ['code.', 'actor.', 'value.'])
      assert.notDeepEqual(wordsOf(beginning), [], beginning);
    const codes = wordsOf('code.').filter((code) => !all.includes(`'${code}'`));
    const actors = wordsOf('actor.').filter((name) => !new RegExp(`\\bname(?:: | = )'${name}'`).test(all));
    // What has changed is written as JSON: a switch is true or false there.
    const values = wordsOf('value.').filter(
      (value) => !['true', 'false'].includes(value) && !all.includes(`'${value}'`),
    );
    assert.deepEqual({ codes, actors, values }, { codes: [], actors: [], values: [] });
  });
});
