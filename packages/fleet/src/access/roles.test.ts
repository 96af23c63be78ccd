import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isOperation,
  isScope,
  mayDo,
  OPERATIONS,
  operationsOf,
  permission,
  permissionOf,
  ROLES,
  SCOPES,
  type Operation,
} from './index.ts';

/** The same table once more, by hand: what changes there must be meant here. A all, o own, - no. */
const EXPECTED = `
                       administrator operator auditor help_desk user
overview.read          A             A        A       A         o
events.read            A             A        A       A         o
metrics.read           A             A        A       -         -
vm.read                A             A        A       A         o
vm.create              A             -        -       -         -
vm.change              A             -        -       -         -
vm.delete              A             -        -       -         -
vm.grant               A             -        -       -         -
vm.power               A             A        -       -         o
vm.force_off           A             A        -       -         o
vm.console_log         A             A        -       -         o
vm.console             A             A        -       -         o
vm.connect             o             o        -       -         o
ticket.read            A             -        -       -         -
ticket.create          A             -        -       -         -
ticket.revoke          A             -        -       -         -
client.read            A             A        A       A         o
client.enrol           A             A        -       -         -
client.change          A             A        -       -         -
client.remove          A             -        -       -         -
device.read            A             A        A       A         o
device.attach          A             A        -       -         o
device.detach          A             A        -       -         o
device.force_release   A             A        -       -         -
assignment.read        A             A        A       A         -
assignment.change      A             A        -       -         -
policy.read            A             A        A       A         -
policy.test            A             A        A       A         -
policy.change          A             -        -       -         -
session.read           A             A        A       A         o
session.end            A             A        -       -         o
user.read              A             A        A       A         o
user.change            A             -        -       -         -
user.unlock            A             -        -       -         -
group.read             A             A        A       A         -
group.change           A             -        -       -         -
password.change        o             o        o       o         o
token.read             A             o        A       o         o
token.create           o             o        o       o         o
token.revoke           A             o        o       o         o
audit.read             A             -        A       -         -
audit.export           A             -        A       -         -
audit.verify           A             -        A       -         -
settings.read          A             A        A       -         -
database.backup        A             -        -       -         -
database.check         A             -        A       -         -
`;

const [header, ...rows] = EXPECTED.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/));

describe('role × operation', () => {
  it('has exactly the roles and operations that are expected', () => {
    assert.deepEqual(header, [...ROLES]);
    assert.deepEqual(
      rows.map(([operation]) => operation),
      [...OPERATIONS],
    );
  });

  for (const [operation = '', ...cells] of rows) {
    for (const [index, role] of ROLES.entries()) {
      const expected = { A: 'all', o: 'own', '-': 'no' }[cells[index] ?? ''];
      it(`${role}, ${operation}: ${expected ?? 'missing'}`, () => {
        assert.ok(isOperation(operation));
        assert.equal(permission(role, operation), expected);
        const grant = { role, scopes: null };
        assert.equal(mayDo(grant, operation, true), expected !== 'no');
        assert.equal(mayDo(grant, operation, false), expected === 'all');
      });
    }
  }

  it('knows nothing else', () => {
    assert.equal(isOperation('constructor'), false);
    assert.equal(isOperation('vm.fly'), false);
    assert.equal(isScope('__proto__'), false);
  });

  it('lets auditor and help desk change nothing of the fleet', () => {
    const reading = /\.(read|test|export|verify|check)$/;
    const changing = OPERATIONS.filter(
      (operation) => !reading.test(operation) && !/^(token|password)\./.test(operation),
    );
    for (const role of ['auditor', 'help_desk'] as const) {
      assert.deepEqual(
        changing.filter((operation) => permission(role, operation) !== 'no'),
        [],
        role,
      );
    }
  });
});

describe('scopes of tokens', () => {
  it('give no right that the role has not', () => {
    for (const role of ROLES) {
      for (const operation of OPERATIONS) {
        const all = permissionOf({ role, scopes: SCOPES }, operation);
        assert.ok(all === 'no' || all === permission(role, operation), `${role} ${operation}`);
      }
    }
  });

  it('give only what they name', () => {
    const grant = { role: 'administrator', scopes: ['fleet:read'] } as const;
    assert.equal(mayDo(grant, 'device.read', false), true);
    assert.equal(mayDo(grant, 'device.attach', false), false);
    assert.equal(mayDo(grant, 'audit.read', false), false);
    assert.equal(mayDo({ role: 'administrator', scopes: [] }, 'overview.read', true), false);
  });

  it('cover every operation once, but for passwords and new tokens, which no token may touch', () => {
    const covered = SCOPES.flatMap(operationsOf);
    assert.equal(new Set(covered).size, covered.length);
    const not: Operation[] = OPERATIONS.filter((operation) => !covered.includes(operation));
    assert.deepEqual(not, ['password.change', 'token.create']);
  });
});
