import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checked } from '@farport/protocol/shape';
import fc from 'fast-check';
import * as v from 'valibot';
import type { AssignedThing } from './model/assignment.ts';
import type { ReportedDevice } from './model/device.ts';
import {
  assignedThingSchema,
  forceReleaseSchema,
  pageSchema,
  reportedDeviceSchema,
  reportedDevicesSchema,
  tokenCreateSchema,
  userCreateSchema,
} from './requests.ts';

function problem(schema: v.GenericSchema, input: unknown): string {
  let found = 'none';
  try {
    checked(schema, input, ([mistake]) => new Error(mistake));
  } catch (error) {
    found = error instanceof Error ? error.message : '';
  }
  return found;
}

const report = {
  facts: {
    vendorId: 0x0781,
    productId: 0x5583,
    serial: 'S1',
    portPath: '1-2.3',
    deviceVersion: 0x0110,
    deviceClass: { classCode: 0, subclass: 0, protocol: 0 },
    interfaces: [{ classCode: 8, subclass: 6, protocol: 0x50 }],
  },
  manufacturer: 'SanDisk',
  product: 'Ultra',
  speed: 'super',
};

describe('a name of a user', () => {
  const user = { name: 'alice', displayName: 'Alice', role: 'user' };
  it('may be one, or an address', () => {
    for (const name of ['alice', 'A', 'alice.b+c@example.org', 'x'.repeat(64)]) {
      assert.equal(problem(userCreateSchema, { ...user, name }), 'none', name);
    }
  });
  for (const name of ['', '-a', '@a', 'a b', 'a\n', 'a\u202e', 'ä', '<b>', 'x'.repeat(65), 7, null]) {
    it(`may not be ${JSON.stringify(name).slice(0, 20)}`, () => {
      assert.match(problem(userCreateSchema, { ...user, name }), /^name: /);
    });
  }
  it('has one line for display', () => {
    assert.match(problem(userCreateSchema, { ...user, displayName: 'A\u0007' }), /^displayName: .*control/);
  });
});

describe('a page', () => {
  it('has a limit, as a number or as the text of one', () => {
    assert.deepEqual(v.parse(pageSchema, { limit: '50', after: 'x' }), { limit: 50, after: 'x' });
    for (const limit of [0, 501, 1.5, '0', '9999', '1e2', 'x']) {
      assert.notEqual(problem(pageSchema, { limit }), 'none', String(limit));
    }
    assert.equal(problem(pageSchema, []), 'must be object');
  });
});

describe('a forced release', () => {
  it('says why', () => {
    assert.equal(problem(forceReleaseSchema, { reason: 'on holiday' }), 'none');
    for (const reason of ['', '  ', '\n', 'x'.repeat(1001)]) {
      assert.match(problem(forceReleaseSchema, { reason }), /^reason: /);
    }
  });
});

describe('an assignment', () => {
  const device = { kind: 'device', clientId: null, vendorId: 1, productId: 2, serial: 'S', portPath: null };
  it('of a device without serial needs a client and a port', () => {
    assert.equal(problem(assignedThingSchema, device), 'none');
    assert.match(problem(assignedThingSchema, { ...device, serial: '' }), /told apart/);
    const placed: AssignedThing = v.parse(assignedThingSchema, {
      ...device,
      serial: '',
      clientId: 'c',
      portPath: '1-2',
    });
    assert.equal(placed.kind, 'device');
  });
  it('of a rule has a filter that is one', () => {
    const rule = (filter: object) => problem(assignedThingSchema, { kind: 'rule', clientId: null, filter });
    assert.equal(rule({ ids: ['0781:*'] }), 'none');
    assert.match(rule({ ids: ['nope'] }), /VID:PID/);
  });
});

describe('a token', () => {
  it('has scopes that there are', () => {
    const token = { name: 'ci', scopes: ['fleet:read'], ttl: null };
    assert.equal(problem(tokenCreateSchema, token), 'none');
    assert.notEqual(problem(tokenCreateSchema, { ...token, scopes: ['root'] }), 'none');
    assert.notEqual(problem(tokenCreateSchema, { ...token, ttl: 1 }), 'none');
  });
});

describe('a device that a client reports', () => {
  it('is what it says', () => {
    const device: ReportedDevice = v.parse(reportedDeviceSchema, report);
    assert.deepEqual(device.facts.portPath, { bus: 1, ports: [2, 3] });
  });

  it('has its words made harmless', () => {
    const product = 'Ultra\u0000\u001b[31m\u2028\ud800' + 'x'.repeat(300);
    const device = v.parse(reportedDeviceSchema, { ...report, product });
    assert.equal(device.product.length, 126);
    assert.ok(device.product.startsWith('Ultra\ufffd\ufffd[31m\ufffd\ufffdx'));
  });

  it('is refused where it cannot be', () => {
    const { facts } = report;
    for (const wrong of [
      { facts: { ...facts, vendorId: 0x10000 } },
      { facts: { ...facts, vendorId: 1.5 } },
      { facts: { ...facts, portPath: '1' } },
      { facts: { ...facts, interfaces: Array.from({ length: 257 }, () => facts.deviceClass) } },
      { facts: { ...facts, deviceClass: { classCode: 256, subclass: 0, protocol: 0 } } },
      { speed: 'warp' },
      { product: 'x'.repeat(5000) },
      { extra: 1 },
    ]) {
      assert.notEqual(problem(reportedDeviceSchema, { ...report, ...wrong }), 'none', JSON.stringify(wrong));
    }
    assert.notEqual(
      problem(
        reportedDevicesSchema,
        Array.from({ length: 513 }, () => report),
      ),
      'none',
    );
  });

  it('of anything at all throws nothing and lets no control character through', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          text.map((product) => ({ ...report, product })),
        ),
        (input) => {
          const result = v.safeParse(reportedDeviceSchema, input);
          // eslint-disable-next-line no-control-regex -- that is what it is for
          if (result.success) assert.doesNotMatch(result.output.product, /[\u0000-\u001f\u007f-\u009f]/);
        },
      ),
    );
  });
});
