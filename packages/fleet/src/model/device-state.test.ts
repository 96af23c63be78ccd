import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEVICE_STATES, describeDeviceState, deviceState, type DeviceSituation } from './device-state.ts';

const plain: DeviceSituation = {
  clientOnline: true,
  plugged: true,
  lease: null,
  linked: false,
  wanted: { kind: 'as_assigned' },
  assignedVmId: null,
  vmRunning: true,
  policy: { outcome: 'allow', rule: 'Everything else' },
  hereVmIds: new Set(['v-desk']),
};
const here = { vmId: 'v-desk', holder: 'alice' };
const elsewhere = { vmId: 'v-other', holder: 'bob' };
const attached = { kind: 'attached', vmId: 'v-desk', by: 'u-alice', since: 0 } as const;
const detached = { kind: 'detached', by: 'u-alice', since: 0 } as const;
const deny = { outcome: 'deny', rule: 'Hubs stay out' } as const;
const ask = { outcome: 'ask', rule: 'Cameras' } as const;
const hold = { outcome: 'hold', rule: 'Everything else' } as const;

const table: [string, Partial<DeviceSituation>, string][] = [
  ['nothing is wanted of it', {}, 'available'],
  ['a person detached it', { wanted: detached, assignedVmId: 'v-desk' }, 'available'],
  ['a switch holds its assignment back', { assignedVmId: 'v-desk', policy: hold }, 'available'],
  ['the policy would ask, and nobody wants it', { policy: ask }, 'available'],

  ['it is attached here', { lease: here, linked: true }, 'in use here'],
  [
    'it is attached here and the policy has changed since',
    { lease: here, linked: true, policy: deny },
    'in use here',
  ],
  ['it is attached here and its link is broken', { lease: here, linked: false }, 'waiting for the link'],

  ['somebody else has it', { lease: elsewhere, linked: true }, 'in use by bob'],
  ['somebody else has it, with a broken link', { lease: elsewhere }, 'in use by bob'],
  ['somebody else has it, and it is wanted here', { lease: elsewhere, wanted: attached }, 'in use by bob'],
  [
    'it is attached, and an administrator looks',
    { lease: here, linked: true, hereVmIds: new Set() },
    'in use by alice',
  ],

  ['the policy denies it', { policy: deny }, 'blocked by Hubs stay out'],
  [
    'the policy denies it, assigned or not',
    { policy: deny, assignedVmId: 'v-desk' },
    'blocked by Hubs stay out',
  ],
  ['the policy denies it, wanted or not', { policy: deny, wanted: attached }, 'blocked by Hubs stay out'],
  ['the policy denies it, detached or not', { policy: deny, wanted: detached }, 'blocked by Hubs stay out'],

  ['it is assigned and on its way', { assignedVmId: 'v-desk' }, 'waiting for the link'],
  ['it is assigned to a VM that is off', { assignedVmId: 'v-desk', vmRunning: false }, 'waiting for the VM'],
  ['it is wanted by a VM that is off', { wanted: attached, vmRunning: false }, 'waiting for the VM'],
  ['it fell off a broken link', { wanted: attached }, 'waiting for the link'],
  [
    'it is assigned, and a person must say yes',
    { assignedVmId: 'v-desk', policy: ask },
    'waiting for permission',
  ],
  ['a person said yes', { wanted: attached, policy: ask }, 'waiting for the link'],
  [
    'a person wants it though a switch holds it back',
    { wanted: attached, policy: hold },
    'waiting for the link',
  ],

  ['it was pulled out', { plugged: false }, 'unplugged'],
  ['it was pulled out while attached', { plugged: false, lease: here, linked: true }, 'unplugged'],
  ['it was pulled out, blocked or not', { plugged: false, policy: deny }, 'unplugged'],

  ['its client is away', { clientOnline: false }, 'client offline'],
  [
    'its client is away, and it was unplugged before',
    { clientOnline: false, plugged: false },
    'client offline',
  ],
  [
    'its client is away, within the grace of its lease',
    { clientOnline: false, lease: here },
    'client offline, held by alice',
  ],
];

describe('the state of a device, where', () => {
  for (const [where, change, expected] of table) {
    it(`${where}: ${expected}`, () => {
      assert.equal(describeDeviceState(deviceState({ ...plain, ...change })), expected);
    });
  }

  it('the table has every word', () => {
    const words = new Set(table.map(([, change]) => deviceState({ ...plain, ...change }).word));
    assert.deepEqual([...words].sort(), [...DEVICE_STATES].sort());
  });
});
