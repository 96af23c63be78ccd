import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stick } from '../testing/requests.ts';
import { assignmentFor, type AssignedThing, type Assignment } from './assignment.ts';

const exact: AssignedThing = {
  kind: 'device',
  clientId: null,
  vendorId: 0x0781,
  productId: 0x5583,
  serial: '4C530001',
  portPath: null,
};
const port: AssignedThing = { kind: 'port', clientId: 'c1', portPath: '1-2' };
const storage: AssignedThing = { kind: 'rule', clientId: null, filter: { classes: { any: ['08'] } } };

function assignment(id: string, what: AssignedThing, change: Partial<Assignment> = {}): Assignment {
  const to = { kind: 'vm', vmId: `vm-of-${id}` } as const;
  return { id, what, to, enabled: true, note: '', createdAt: 1, version: 1, ...change };
}
function winner(...assignments: Assignment[]): string | undefined {
  return assignmentFor(assignments, { clientId: 'c1', facts: stick })?.id;
}

describe('the assignment of a device', () => {
  it('is the one that fits', () => {
    assert.equal(winner(assignment('a', exact)), 'a');
    assert.equal(winner(assignment('a', port)), 'a');
    assert.equal(winner(assignment('a', storage)), 'a');
    assert.equal(winner(), undefined);
  });

  it('is none that is switched off, of another client, port, serial or class', () => {
    assert.equal(winner(assignment('a', exact, { enabled: false })), undefined);
    assert.equal(winner(assignment('a', { ...port, clientId: 'c2' })), undefined);
    assert.equal(winner(assignment('a', { ...port, portPath: '1-3' })), undefined);
    assert.equal(winner(assignment('a', { ...exact, serial: 'other' })), undefined);
    assert.equal(winner(assignment('a', { ...exact, portPath: '1-7' })), undefined);
    assert.equal(winner(assignment('a', { ...storage, filter: { classes: { any: ['03'] } } })), undefined);
  });

  it('is the most particular: a device before a port before a rule', () => {
    assert.equal(
      winner(assignment('rule', storage), assignment('port', port), assignment('device', exact)),
      'device',
    );
    assert.equal(winner(assignment('rule', storage), assignment('port', port)), 'port');
  });

  it('is that of one client before that of all, and of a port before that of any', () => {
    assert.equal(
      winner(assignment('all', storage), assignment('one', { ...storage, clientId: 'c1' })),
      'one',
    );
    assert.equal(
      winner(
        assignment('any', { ...exact, clientId: 'c1' }),
        assignment('here', { ...exact, portPath: '1-2' }),
      ),
      'here',
    );
  });

  it('is the oldest of equals', () => {
    assert.equal(
      winner(assignment('new', port, { createdAt: 2 }), assignment('old', port, { createdAt: 1 })),
      'old',
    );
  });

  it('tells two devices of a kind without serials apart by their ports', () => {
    const twin = { ...stick, serial: '' };
    const left = assignment('left', { ...exact, serial: '', clientId: 'c1', portPath: '1-2' });
    const right = assignment('right', { ...exact, serial: '', clientId: 'c1', portPath: '1-3' });
    const at = (...ports: number[]): string | undefined =>
      assignmentFor([left, right], { clientId: 'c1', facts: { ...twin, portPath: { bus: 1, ports } } })?.id;
    assert.equal(at(2), 'left');
    assert.equal(at(3), 'right');
    assert.equal(at(4), undefined);
  });
});
