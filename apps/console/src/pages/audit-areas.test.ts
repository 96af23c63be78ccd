import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { auditFilterSchema } from '@farport/fleet';
import * as v from 'valibot';
import { en } from '../words/en.ts';
import { actionsOf, AREAS } from './audit-areas.ts';

describe('the areas of the audit', () => {
  const actions = Object.keys(en).flatMap((word) => (word.startsWith('action.') ? [word.slice(7)] : []));

  it('have every action that has a name: none is found only by looking at all', () => {
    const inAreas = new Set(AREAS.flatMap((area) => actionsOf(area).split(',')));
    assert.deepEqual(
      actions.filter((action) => !inAreas.has(action)),
      [],
    );
  });

  for (const area of AREAS) {
    it(`can be asked for: ${area}`, () => {
      assert.ok(v.is(auditFilterSchema, { action: actionsOf(area) }), actionsOf(area));
    });
  }
});
