import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planDevice, resolveDestination, type PlanInput } from './plan.ts';

const idle: PlanInput = {
  clientOnline: true,
  plugged: true,
  arrival: 'new',
  wanted: { kind: 'as_assigned' },
  lease: null,
  assignedVmId: null,
  runningVmIds: new Set(['v1', 'v2']),
  outcome: () => 'allow',
};
const attachedTo = (vmId: string) => ({ kind: 'attached', vmId, by: 'u', since: 0 }) as const;
const detached = { kind: 'detached', by: 'u', since: 0 } as const;

function plan(change: Partial<PlanInput>): string {
  const result = planDevice({ ...idle, ...change });
  return result.kind === 'attach'
    ? `attach to ${result.vmId}, ${result.trigger}`
    : `${result.kind}: ${result.because}`;
}

const table: [string, Partial<PlanInput>, string][] = [
  ['nobody wants it', {}, 'nothing: unassigned'],
  ['it is assigned and was plugged in', { assignedVmId: 'v1' }, 'attach to v1, new'],
  [
    'it is assigned and was there already',
    { assignedVmId: 'v1', arrival: 'existing' },
    'attach to v1, existing',
  ],
  ['a person wants it', { wanted: attachedTo('v2') }, 'attach to v2, manual'],
  [
    'a person wants it elsewhere than it is assigned',
    { wanted: attachedTo('v2'), assignedVmId: 'v1' },
    'attach to v2, manual',
  ],
  [
    'a person detached it on purpose: it stays so',
    { wanted: detached, assignedVmId: 'v1' },
    'nothing: detached',
  ],
  ['a person detaches it', { wanted: detached, lease: { vmId: 'v1' } }, 'detach: detached'],
  [
    'it fell off a broken link: it comes back',
    { wanted: attachedTo('v1'), lease: null },
    'attach to v1, manual',
  ],
  ['it is where it should be', { assignedVmId: 'v1', lease: { vmId: 'v1' } }, 'nothing: attached'],
  ['it is where a person wants it', { wanted: attachedTo('v1'), lease: { vmId: 'v1' } }, 'nothing: attached'],
  ['a person moves it', { wanted: attachedTo('v2'), lease: { vmId: 'v1' } }, 'detach: moved'],
  [
    'it is assigned to one VM and another has it',
    { assignedVmId: 'v1', lease: { vmId: 'v2' } },
    'nothing: in_use',
  ],
  ['its VM is off', { assignedVmId: 'v9' }, 'nothing: vm_off'],
  ['its client is away', { assignedVmId: 'v1', clientOnline: false }, 'nothing: client_offline'],
  [
    'its client is away with a lease: that runs on',
    { clientOnline: false, lease: { vmId: 'v1' } },
    'nothing: client_offline',
  ],
  ['it was pulled out', { assignedVmId: 'v1', plugged: false }, 'nothing: unplugged'],
  ['the policy denies it', { assignedVmId: 'v1', outcome: () => 'deny' }, 'nothing: denied'],
  [
    'the policy denies it to a person',
    { wanted: attachedTo('v1'), outcome: () => 'deny' },
    'nothing: denied',
  ],
  ['the policy asks', { assignedVmId: 'v1', outcome: () => 'ask' }, 'nothing: needs_permission'],
  [
    'the policy asks and a person said yes',
    { wanted: attachedTo('v1'), outcome: () => 'ask' },
    'attach to v1, manual',
  ],
  ['a switch holds it back', { assignedVmId: 'v1', outcome: () => 'hold' }, 'nothing: held_back'],
  [
    'the policy has changed since it was attached',
    { assignedVmId: 'v1', lease: { vmId: 'v1' }, outcome: () => 'deny' },
    'nothing: attached',
  ],
];

describe('what should happen to a device, where', () => {
  for (const [where, change, expected] of table) {
    it(`${where}: ${expected}`, () => {
      assert.equal(plan(change), expected);
    });
  }
});

describe('a destination', () => {
  const running = new Set(['b', 'c']);
  it('that is a VM is that VM, running or not', () => {
    assert.equal(resolveDestination({ kind: 'vm', vmId: 'a' }, [], running), 'a');
  });
  it('that is a user is the first of their VMs that runs, or the first', () => {
    const user = { kind: 'user', userId: 'u' } as const;
    assert.equal(resolveDestination(user, ['a', 'b', 'c'], running), 'b');
    assert.equal(resolveDestination(user, ['a'], running), 'a');
    assert.equal(resolveDestination(user, [], running), null);
  });
});
