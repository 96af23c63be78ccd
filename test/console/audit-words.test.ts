/** Every action that the agent writes into its audit has words in the console. Reads the agent's sources as text. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { en } from '../../apps/console/src/words/en.ts';

const agent = join(import.meta.dirname, '../../apps/agent/src');

/** What stands where an entry is written: `action: 'vm.start'`, `const action = …`, `record('token.created', …)`. */
function actions(): Set<string> {
  const found = new Set<string>();
  for (const name of readdirSync(agent, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts') || name.includes('testing/')) continue;
    const text = readFileSync(join(agent, name), 'utf8');
    for (const [, written = ''] of text.matchAll(
      /(?:\baction(?:: | = )|\b(?:record|membership|granted)\()([^;\n]*(?:\n[^;\n]*)?)/g,
    ))
      for (const [, action = ''] of written.matchAll(/'((?:[a-z]+)\.[a-z_]+)'/g)) found.add(action);
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
});
