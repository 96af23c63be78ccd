import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { OPERATIONS, permission, ROLES } from '@farport/fleet';
import { authorize } from './principal.ts';
import { AccessUnderTest } from './testing/access-under-test.ts';

let access: AccessUnderTest;

beforeEach(async () => {
  access = await AccessUnderTest.open();
});
afterEach(() => access.close());

describe('the door', () => {
  it('lets every role do what the table says, and nothing else', async () => {
    for (const role of ROLES) {
      await access.makeUser(role, role);
      const principal = await access.principalOf(role);
      for (const operation of OPERATIONS) {
        for (const own of [true, false]) {
          const may = permission(role, operation);
          const expected = may === 'all' || (may === 'own' && own);
          const attempt = (): void => {
            authorize(principal, operation, own);
          };
          if (expected) assert.doesNotThrow(attempt, `${role} ${operation}`);
          else assert.throws(attempt, { code: 'access.denied', status: 403 }, `${role} ${operation}`);
        }
      }
    }
  });
});
