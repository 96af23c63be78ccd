import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { describePassedOver, startingPolicy, type PolicyDocument } from '@farport/fleet';
import { exportAuditCsv } from '../store/audit/export.ts';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { byAdmin, furnish, reportedStick, type SmallOffice } from '../store/testing/small-office.ts';
import { TemporaryDirectory } from '../store/testing/sqlite-place.ts';
import { attachDevice, type AttachOptions } from './attach.ts';
import { Policies } from './policies.ts';

let directory: TemporaryDirectory;
let store: Store;
let policies: Policies;
let office: SmallOffice;
beforeEach(async () => {
  directory = new TemporaryDirectory();
  store = SqliteStore.open(directory.file);
  policies = new Policies(store);
  office = await furnish(store);
  await policies.ensure('Europe/Berlin');
});
afterEach(async () => {
  await store.close();
  directory[Symbol.dispose]();
});

const attach = (change: Partial<AttachOptions> = {}) =>
  attachDevice(store, policies, byAdmin, {
    deviceId: office.stick.id,
    vmId: office.desktop.id,
    userId: office.bob.id,
    trigger: 'manual',
    host: 'h1',
    confirmed: false,
    ...change,
  });

/** Puts a rule before those of the starting policy. */
async function addRule(rule: Partial<PolicyDocument['rules'][number]>): Promise<void> {
  const kept = await store.read((tx) => tx.policies.current());
  assert.ok(kept);
  const rules = [
    { id: `r${kept.version}`, name: 'Mine', enabled: true, effect: 'deny', ...rule },
    ...kept.document.rules,
  ];
  await policies.replace(byAdmin, kept.version, { ...kept.document, rules }, 'test');
}

async function latest() {
  const [record] = (await store.read((tx) => tx.audit.list({ limit: 1 }))).items;
  assert.ok(record);
  return record;
}

describe('attaching a device', () => {
  it('gives a lease out where the policy allows it, and the audit names user, device, VM and rule', async () => {
    const result = await attach();
    assert.equal(result.kind, 'attached');
    assert.equal((await store.read((tx) => tx.leases.get(office.stick.id)))?.vmId, office.desktop.id);
    const record = await latest();
    assert.equal(record.action, 'device.attached');
    assert.deepEqual(record.rule, { id: 'everything-else', name: 'Everything else', policyVersion: 1 });
    assert.deepEqual(
      [record.user?.name, record.client?.name, record.vm?.name, record.device?.name],
      ['bob', 'reception-3', 'desktop-7', 'SanDisk Ultra (0781:5583 S1 at 1-2)'],
    );
  });

  it('is refused where a rule denies it, and the audit says by which', async () => {
    await addRule({
      name: 'No storage for Bob',
      device: { classes: { any: ['08'] } },
      users: [office.bob.id],
    });
    const result = await attach();
    assert.equal(result.kind, 'refused');
    assert.equal(await store.read((tx) => tx.leases.get(office.stick.id)), undefined);
    const record = await latest();
    assert.equal(record.action, 'device.attach');
    assert.equal(record.outcome, 'denied');
    assert.equal(record.reason, 'denied by rule “No storage for Bob”');
    assert.equal(record.rule?.policyVersion, 2);
    assert.equal((await attach({ userId: office.alice.id })).kind, 'attached');
  });

  it('waits for a person where a rule asks', async () => {
    await addRule({ effect: 'ask' });
    assert.equal((await attach({ trigger: 'new' })).kind, 'refused');
    const record = await latest();
    assert.partialDeepStrictEqual(record, {
      action: 'device.waiting',
      outcome: 'ok',
      reason: 'left to a person by rule “Mine”',
      rule: { name: 'Mine', policyVersion: 2 },
      user: { name: 'bob' },
      vm: { name: 'desktop-7' },
      device: { name: 'SanDisk Ultra (0781:5583 S1 at 1-2)' },
    });
    assert.equal((await attach({ confirmed: true })).kind, 'attached');
  });

  it('is left alone where a switch keeps it from going by itself', async () => {
    const document = { ...startingPolicy(), automatic: { existing: false, new: true } };
    await policies.replace(byAdmin, 1, document, '');
    const result = await attach({ trigger: 'existing' });
    assert.equal(result.kind, 'refused');
    assert.equal(result.decision.outcome, 'hold');
    const record = await latest();
    assert.equal(record.action, 'device.waiting');
    assert.match(
      record.reason ?? '',
      /^held back: rule “Everything else” allows it, but devices that were already/,
    );
    assert.equal((await attach({ trigger: 'new' })).kind, 'attached');
  });

  it('fails where somebody else has it, and leaves nothing behind', async () => {
    await attach();
    await assert.rejects(attach({ vmId: office.server.id }), { code: 'lease.held' });
    const attempts = await store.read((tx) => tx.attempts.list({ since: 0 }));
    assert.equal(attempts.items.length, 1);
  });

  it('of what is not there fails', async () => {
    for (const wrong of [{ deviceId: 'x' }, { vmId: 'x' }, { userId: 'x' }]) {
      await assert.rejects(attach(wrong), { code: 'store.not_found' });
    }
  });
});

describe('the policy in force', () => {
  it('is the starting one in a new fleet, once', async () => {
    await policies.ensure('UTC');
    const kept = await store.read((tx) => tx.policies.current());
    assert.equal(kept?.version, 1);
    assert.equal(kept.document.timeZone, 'Europe/Berlin');
  });

  it('denies everything where there is none', async () => {
    using empty = new TemporaryDirectory();
    const bare = SqliteStore.open(empty.file);
    const { stick, desktop } = await furnish(bare);
    const decision = await new Policies(bare).test({
      deviceId: stick.id,
      vmId: desktop.id,
      userId: null,
      trigger: 'manual',
    });
    assert.deepEqual(decision.decidedBy, { kind: 'no_rule' });
    await bare.close();
  });

  it('is not replaced by what is none, nor by who saw an older one', async () => {
    await assert.rejects(policies.replace(byAdmin, 1, { rules: [] }, ''), { code: 'policy.invalid' });
    await policies.replace(byAdmin, 1, startingPolicy(), 'first');
    await assert.rejects(policies.replace(byAdmin, 1, startingPolicy(), 'second'), {
      code: 'store.conflict',
    });
    const versions = await store.read((tx) => tx.policies.list({}));
    assert.deepEqual(
      versions.items.map(({ version, createdBy, comment }) => [version, createdBy, comment]),
      [
        [2, 'root', 'first'],
        [1, 'agent', 'The policy that a new fleet begins with'],
      ],
    );
  });

  it('is tried on one device, with its reasons, and nothing is kept', async () => {
    const question = {
      deviceId: office.stick.id,
      vmId: office.desktop.id,
      userId: office.bob.id,
      trigger: 'manual',
    } as const;
    const decision = await policies.test(question);
    assert.equal(decision.outcome, 'allow');
    assert.deepEqual(
      decision.passedOver.map((passed) => describePassedOver(passed)),
      [
        'rule “Hubs stay out” does not match: classes are 08/06/50, not any of 09',
        'rule “Keyboards and mice stay with the client” does not match: classes are 08/06/50, not any of 03/01/01, 03/01/02',
      ],
    );
    const other = await policies.test(question, { ...startingPolicy(), rules: [] });
    assert.equal(other.outcome, 'deny');
    assert.equal((await store.read((tx) => tx.attempts.list({ since: 0 }))).items.length, 0);
  });
});

describe('a dry run', () => {
  it('tells what a policy would have changed over the attempts of the last 30 days', async () => {
    const now = Date.UTC(2026, 10, 20);
    const days = (n: number): number => now - n * 86_400_000;
    const ids = await store.change(byAdmin, async (tx) => {
      const devices = [];
      for (let n = 0; n < 3; n++)
        devices.push(await tx.devices.reportPlugged(office.reception.id, reportedStick(`D${n}`, 5 + n)));
      return devices.map((device) => device.id);
    });
    await attach({ deviceId: ids[0] ?? '', at: days(31) });
    await attach({ deviceId: ids[1] ?? '', at: days(29) });
    await attach({ deviceId: ids[2] ?? '', at: days(1), userId: office.alice.id });
    const [mine, ...rest] = startingPolicy().rules;
    assert.ok(mine);
    const changed = {
      ...startingPolicy(),
      rules: [
        { id: 'x', name: 'Not Bob', enabled: true, effect: 'deny', users: [office.bob.id] },
        mine,
        ...rest,
      ],
    };
    const report = await policies.dryRun(changed, { now });
    assert.equal(report.examined, 2);
    assert.deepEqual(report.transitions, [{ before: 'allow', after: 'deny', count: 1 }]);
    assert.equal(report.examples[0]?.attempt.request.device.serial, 'D1');
    assert.deepEqual(report.examples[0].after.decidedBy, { kind: 'rule', ruleId: 'x', ruleName: 'Not Bob' });
  });
});

describe('the audit as a file', () => {
  it('comes in pieces, each record once, whatever a device calls itself', async () => {
    await store.change(byAdmin, async (tx) => {
      const device = await tx.devices.reportPlugged(office.reception.id, {
        ...reportedStick('E', 9),
        manufacturer: '=cmd|calc',
      });
      for (let n = 0; n < 600; n++)
        await tx.audit.append({
          action: 'test',
          outcome: 'ok',
          device: { id: device.id, name: device.manufacturer },
        });
    });
    const total = (await store.read((tx) => tx.audit.head())).seq;
    let text = '';
    for await (const piece of exportAuditCsv(store)) text += piece;
    const lines = text.trimEnd().split('\r\n');
    assert.equal(lines.length, total + 1);
    assert.equal(text.includes(',"='), false);
    assert.match(lines[1] ?? '', /"'=cmd\|calc"/);
  });
});
