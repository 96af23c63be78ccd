/**
 * What every engine of the store must do, as tests over a factory: the engine's own test file calls these. A store here
 * is a real one, on its real files or server; only its clock is the test's.
 */
/* eslint-disable @typescript-eslint/no-floating-promises -- node:test's runner awaits what it() returns */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PolicyDocument } from '@farport/fleet';
import type { Transaction } from '../store.ts';
import { eachWithStore, type Bench, type StorePlace } from './bench.ts';
import { accessSuite, deviceSuite } from './device-conformance.ts';
import { leaseModel } from './lease-model.ts';
import { leaseSuite } from './lease-conformance.ts';
import { byAdmin, reportedStick } from './small-office.ts';

export function storeConformance(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`${name}: leases`, () => {
    leaseSuite(eachWithStore(makePlace));
  });
  describe(`${name}: leases under any order of events`, () => {
    leaseModel(makePlace);
  });
  describe(`${name}: devices`, () => {
    deviceSuite(eachWithStore(makePlace));
  });
  describe(`${name}: people, VMs and lists`, () => {
    accessSuite(eachWithStore(makePlace));
  });
  describe(`${name}: two people change the same thing`, () => {
    versionSuite(eachWithStore(makePlace));
  });
  describe(`${name}: the change log`, () => {
    changeSuite(eachWithStore(makePlace));
  });
  describe(`${name}: transactions`, () => {
    transactionSuite(eachWithStore(makePlace));
  });
}

function versionSuite(bench: Bench): void {
  it('and the second is told instead of overwriting the first', async () => {
    const { id, version } = bench.office.desktop;
    const first = await bench.store.change(byAdmin, (tx) =>
      tx.vms.update(id, version, { description: 'first' }),
    );
    assert.equal(first.version, version + 1);
    const second = bench.store.change(byAdmin, (tx) => tx.vms.update(id, version, { description: 'second' }));
    await assert.rejects(second, { code: 'store.conflict', status: 409 });
    assert.equal((await bench.store.read((tx) => tx.vms.get(id)))?.description, 'first');
  });

  it('at once, and one of them wins', async () => {
    const { id, version } = bench.office.alice;
    const change = (displayName: string) =>
      bench.store.change(byAdmin, (tx) => tx.users.update(id, version, { displayName }));
    const results = await Promise.allSettled([change('A'), change('B')]);
    assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  });

  it('that one of them deletes', async () => {
    const { id } = bench.office.bob;
    await assert.rejects(
      bench.store.change(byAdmin, (tx) => tx.users.delete(id, 7)),
      { code: 'store.conflict' },
    );
    await bench.store.change(byAdmin, (tx) => tx.users.delete(id, 1));
    await assert.rejects(
      bench.store.change(byAdmin, (tx) => tx.users.delete(id, 1)),
      { code: 'store.not_found' },
    );
  });

  it('and a policy that was replaced meanwhile is not replaced again', async () => {
    const document = { timeZone: 'UTC', automatic: { existing: true, new: true }, rules: [] };
    const replace = (version: number) =>
      bench.store.change(byAdmin, (tx) => tx.policies.replace(version, document, ''));
    assert.equal((await replace(0)).version, 1);
    await assert.rejects(replace(0), { code: 'store.conflict' });
    assert.equal((await replace(1)).version, 2);
  });

  it('and a policy names only what there is, which then stays: a rule must not turn to nobody in silence', async () => {
    const { alice, bob, reception, desktop } = bench.office;
    const staff = await bench.store.change(byAdmin, (tx) =>
      tx.groups.create({ name: 'staff', description: '' }),
    );
    const rule = { id: 'r1', name: 'No sticks', enabled: true, effect: 'deny' as const };
    const replace = (version: number, names: Partial<PolicyDocument['rules'][number]>) => {
      const document = { timeZone: 'UTC', automatic: { existing: true, new: true } };
      return bench.store.change(byAdmin, (tx) =>
        tx.policies.replace(version, { ...document, rules: [{ ...rule, ...names }] }, ''),
      );
    };
    for (const [kind, what] of [
      ['users', 'user'],
      ['groups', 'group'],
      ['clients', 'client'],
      ['vms', 'VM'],
    ] as const) {
      // A name in an id's place, among others that are there.
      const ids = { users: alice.id, groups: staff.id, clients: reception.id, vms: desktop.id };
      await assert.rejects(replace(0, { [kind]: [ids[kind], 'staff'] }), {
        code: 'store.reference',
        message: new RegExp(`rule “No sticks” names the ${what} "staff", and there is none with that id`),
      });
    }
    await replace(0, { users: [bob.id], groups: [staff.id], clients: [reception.id], vms: [desktop.id] });
    const remove = (work: (tx: Transaction) => unknown): Promise<unknown> =>
      bench.store.change(byAdmin, (tx) => Promise.resolve(work(tx)));
    const each: readonly ((tx: Transaction) => unknown)[] = [
      (tx) => tx.users.delete(bob.id, 1),
      (tx) => tx.groups.delete(staff.id, 1),
      (tx) => tx.clients.delete(reception.id, 1),
      (tx) => tx.vms.delete(desktop.id, 1),
    ];
    for (const work of each) {
      await assert.rejects(remove(work), {
        code: 'store.reference',
        message: /rule “No sticks” of the policy/,
      });
    }
    await replace(1, {});
    for (const work of each) await remove(work);
  });

  it('and names stay unique without regard to case', async () => {
    const create = bench.store.change(byAdmin, (tx) =>
      tx.users.create({ name: 'ALICE', displayName: '', role: 'user' }),
    );
    await assert.rejects(create, { code: 'store.name_taken' });
  });

  it('and a provider of sign-ins decides about its own, who are back when it says so', async () => {
    const { alice, bob } = bench.office;
    const [identity, eve] = [
      { issuer: 'https://login.example.com', subject: 'e' },
      { name: 'eve', displayName: 'Eve', role: 'administrator' as const },
    ];
    const { id } = await bench.store.change(byAdmin, (tx) => tx.users.createFromOidc(eve, identity));
    const follow = (place: { displayName: string; role: 'user' } | null) =>
      bench.store.change(byAdmin, (tx) => tx.users.followProvider(id, place));
    const provider = () => bench.store.read((tx) => tx.users.provider(id));
    const { provedAt } = await provider();
    assert.ok(provedAt > 0);
    assert.deepEqual(await bench.store.read((tx) => tx.users.provider(bob.id)), {
      provedAt: 0,
      isOut: false,
    });
    // Also where nobody else is one.
    await bench.store.change(byAdmin, (tx) => tx.users.update(alice.id, 1, { role: 'user' }));
    bench.clock.advance(1000);
    assert.partialDeepStrictEqual(await follow(null), { enabled: false, role: 'administrator' });
    assert.deepEqual(await provider(), { provedAt, isOut: true });
    assert.partialDeepStrictEqual(await follow({ displayName: 'Eve E.', role: 'user' }), {
      enabled: true,
      role: 'user',
      displayName: 'Eve E.',
      version: 3,
    });
    assert.deepEqual(await provider(), { provedAt: provedAt + 1000, isOut: false });
    // What somebody here decides stays decided.
    await follow(null);
    await bench.store.change(byAdmin, (tx) => tx.users.update(id, 4, { enabled: false }));
    assert.equal((await follow({ displayName: 'Eve', role: 'user' })).enabled, false);
  });

  it('and the last administrator stays one', async () => {
    const { alice } = bench.office;
    const code = 'store.reference';
    const change = (what: { role?: 'user'; enabled?: boolean }) =>
      bench.store.change(byAdmin, (tx) => tx.users.update(alice.id, alice.version, what));
    await assert.rejects(change({ role: 'user' }), { code });
    await assert.rejects(change({ enabled: false }), { code });
    await assert.rejects(
      bench.store.change(byAdmin, (tx) => tx.users.delete(alice.id, 1)),
      { code },
    );
  });
}

function changeSuite(bench: Bench): void {
  const numbers = async () =>
    (await bench.store.read((tx) => tx.changes.since(0, 500))).map((change) => change.seq);

  it('numbers every change from 1, without a gap, also around changes that fail', async () => {
    await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        bench.store.change(byAdmin, async (tx) => {
          await tx.devices.reportPlugged(bench.office.reception.id, reportedStick(`N${n}`, 3));
          if (n % 3 === 0) throw new Error('changed my mind');
        }),
      ),
    );
    const seen = await numbers();
    assert.deepEqual(
      seen,
      seen.map((_, index) => index + 1),
    );
    assert.equal(await bench.store.read((tx) => tx.changes.last()), seen.length);
  });

  it('is resumed from any number', async () => {
    const last = await bench.store.read((tx) => tx.changes.last());
    await bench.store.change(byAdmin, (tx) =>
      tx.vms.update(bench.office.desktop.id, 1, { description: 'x' }),
    );
    const after = await bench.store.read((tx) => tx.changes.since(last, 10));
    assert.deepEqual(
      after.map(({ seq, kind, id, op }) => ({ seq, kind, id, op })),
      [{ seq: last + 1, kind: 'vm', id: bench.office.desktop.id, op: 'updated' }],
    );
    assert.deepEqual(await bench.store.read((tx) => tx.changes.since(last + 1, 10)), []);
  });

  it('says so where it cannot be resumed: a number that it never gave out', async () => {
    await assert.rejects(
      bench.store.read((tx) => tx.changes.since(1_000_000, 10)),
      { code: 'changes.gap', status: 410 },
    );
  });

  it('wakes listeners after a change is there to be read, and not without one', async () => {
    const heard: number[] = [];
    const stop = bench.store.onChange((seq) => heard.push(seq));
    const rename = (version: number) =>
      bench.store.change(byAdmin, (tx) =>
        tx.vms.update(bench.office.desktop.id, version, { description: 'y' }),
      );
    await rename(1);
    await rename(1).catch(() => undefined);
    await bench.store.read((tx) => tx.vms.get(bench.office.desktop.id));
    assert.deepEqual(heard, [await bench.store.read((tx) => tx.changes.last())]);
    stop();
    await rename(2);
    assert.equal(heard.length, 1);
  });
}

function transactionSuite(bench: Bench): void {
  it('leave nothing behind when their work fails: no change, no audit, no number', async () => {
    const before = await bench.store.read(async (tx) => [await tx.changes.last(), await tx.audit.head()]);
    const failing = bench.store.change(byAdmin, async (tx) => {
      await tx.groups.create({ name: 'sales', description: '' });
      throw new Error('changed my mind');
    });
    await assert.rejects(failing, { message: 'changed my mind' });
    const after = await bench.store.read(async (tx) => [await tx.changes.last(), await tx.audit.head()]);
    assert.deepEqual(after, before);
    assert.equal(await bench.store.read((tx) => tx.groups.byName('sales')), undefined);
  });

  it('are undone by an error of the database, also where their work catches it', async () => {
    const stubborn = bench.store.change(byAdmin, async (tx) => {
      await tx.groups.create({ name: 'sales', description: '' });
      await tx.users.create({ name: 'alice', displayName: '', role: 'user' }).catch(() => undefined);
    });
    await assert.rejects(stubborn, { code: 'store.name_taken' });
    assert.equal(await bench.store.read((tx) => tx.groups.byName('sales')), undefined);
  });

  it('do not take each other with them', async () => {
    const create = (name: string, fail: boolean) =>
      bench.store.change(byAdmin, async (tx) => {
        await tx.groups.create({ name, description: '' });
        if (fail) throw new Error('no');
      });
    const results = await Promise.allSettled([create('a', false), create('b', true), create('c', false)]);
    assert.deepEqual(
      results.map((result) => result.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    const { items } = await bench.store.read((tx) => tx.groups.list({}));
    assert.deepEqual(
      items.map((group) => group.name),
      ['a', 'c'],
    );
  });

  it('read from one moment', async () => {
    const name = await bench.store.read(async (tx) => {
      await tx.vms.get(bench.office.desktop.id);
      await bench.store.change(byAdmin, (change) =>
        change.vms.update(bench.office.desktop.id, 1, { description: 'later' }),
      );
      return (await tx.vms.get(bench.office.desktop.id))?.description;
    });
    assert.equal(name, '');
  });

  it('that read change nothing', async () => {
    const attempt = bench.store.read((tx) => tx.groups.create({ name: 'sales', description: '' }));
    await assert.rejects(attempt, { code: 'store.read_only' });
  });

  it('are closed to those who come late', async () => {
    const late = await bench.store.change(byAdmin, (tx) => Promise.resolve(() => tx.groups.list({})));
    await assert.rejects(late(), { code: 'store.transaction' });
  });

  it('that follow each other leave the rest of the process its turns', async () => {
    const turned = aTurn();
    for (let n = 0; n < 10_000 && !turned.had; n++) {
      await bench.store.change(byAdmin, (tx) => tx.users.count());
    }
    assert.ok(turned.had, 'changes');
    const again = aTurn();
    for (let n = 0; n < 100_000 && !again.had; n++) await bench.store.read((tx) => tx.users.count());
    assert.ok(again.had, 'reads');
  });

  it('are there after a restart', async () => {
    await bench.store.change(byAdmin, (tx) => tx.groups.create({ name: 'sales', description: 'who sell' }));
    await bench.restart(0);
    const group = await bench.store.read((tx) => tx.groups.byName('Sales'));
    assert.equal(group?.description, 'who sell');
    assert.deepEqual(await bench.store.check(), []);
    assert.equal((await bench.store.verifyAudit()).ok, true);
  });

  it('are refused by a store that is closed', async () => {
    await bench.store.close();
    await assert.rejects(
      bench.store.change(byAdmin, (tx) => tx.users.count()),
      { code: 'store.closed' },
    );
    await assert.rejects(
      bench.store.read((tx) => tx.users.count()),
      { code: 'store.closed' },
    );
  });
}

/** Whether a timer had its turn. */
function aTurn(): { had: boolean } {
  const turn = { had: false };
  setTimeout(() => (turn.had = true), 1);
  return turn;
}
