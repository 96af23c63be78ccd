/** What devices, people and VMs do on every engine of the store. */
/* eslint-disable @typescript-eslint/no-floating-promises -- node:test's runner awaits what it() returns */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { LIMITS } from '@farport/fleet';
import type { Bench } from './bench.ts';
import { byAdmin, reportedStick } from './small-office.ts';

export function deviceSuite(bench: Bench): void {
  const client = () => bench.office.reception.id;
  const reportAll = (...serials: string[]) =>
    bench.store.change(byAdmin, (tx) =>
      tx.devices.reportAll(
        client(),
        serials.map((serial, index) => reportedStick(serial, serial === 'S1' ? 2 : 3 + (index % 250))),
      ),
    );
  const seen = async () =>
    (await bench.store.read((tx) => tx.devices.ofClient(client()))).map(
      ({ facts, plugged, arrival }) => `${facts.serial} ${plugged ? 'plugged' : 'unplugged'} ${arrival}`,
    );

  it('are new when they are plugged in, and existing when their client comes with them', async () => {
    await reportAll('S1', 'A');
    assert.deepEqual(await seen(), ['S1 plugged new', 'A plugged existing']);
  });

  it('that were there before a reconnect stay what they were, and the same devices', async () => {
    const { id } = bench.office.stick;
    const [again] = await reportAll('S1');
    assert.equal(again?.id, id);
    assert.equal(again.arrival, 'new');
  });

  it('that are not reported any more are unplugged, and known again when they come back', async () => {
    await reportAll('A');
    assert.deepEqual(await seen(), ['S1 unplugged new', 'A plugged existing']);
    const back = await bench.store.change(byAdmin, (tx) =>
      tx.devices.reportPlugged(client(), reportedStick('S1')),
    );
    assert.equal(back.id, bench.office.stick.id);
  });

  it('of one kind without serials are two where they are at two ports', async () => {
    await bench.store.change(byAdmin, (tx) =>
      tx.devices.reportAll(client(), [reportedStick('', 5), reportedStick('', 6)]),
    );
    const plugged = (await seen()).filter((line) => line.includes(' plugged'));
    assert.equal(plugged.length, 2);
  });

  it('that a person detached stay so over a reconnect and a restart, until they are pulled out', async () => {
    const { stick, bob, desktop } = bench.office;
    await bench.store.change(byAdmin, (tx) =>
      tx.devices.setWanted(stick.id, stick.version, { kind: 'detached', by: bob.id, since: 5 }),
    );
    await reportAll('S1');
    await bench.restart(1_000);
    const wanted = async () => (await bench.store.read((tx) => tx.devices.get(stick.id)))?.wanted;
    assert.deepEqual(await wanted(), { kind: 'detached', by: bob.id, since: 5 });
    await bench.store.change(byAdmin, (tx) => tx.devices.reportUnplugged(stick.id));
    assert.deepEqual(await wanted(), { kind: 'as_assigned' });
    const now = await bench.store.change(byAdmin, (tx) =>
      tx.devices.reportPlugged(client(), reportedStick('S1')),
    );
    await bench.store.change(byAdmin, (tx) =>
      tx.devices.setWanted(stick.id, now.version, {
        kind: 'attached',
        vmId: desktop.id,
        by: bob.id,
        since: 6,
      }),
    );
    assert.equal((await wanted())?.kind, 'attached');
    await bench.store.change(byAdmin, (tx) => tx.vms.delete(desktop.id, 1));
    assert.deepEqual(await wanted(), { kind: 'as_assigned' }, 'the VM is gone');
  });

  it('that a client invents without end push out the longest unplugged, never one that is leased', async () => {
    const { stick, desktop } = bench.office;
    await bench.store.change(byAdmin, (tx) =>
      tx.leases.acquire({ deviceId: stick.id, vmId: desktop.id, userId: null, host: 'h1', ttlMs: 45_000 }),
    );
    for (let n = 0; n < 3; n++) {
      bench.clock.advance(1);
      const serials = Array.from({ length: 300 }, (_, index) => `${n}-${index}`);
      await reportAll(...serials);
    }
    const devices = await bench.store.read((tx) => tx.devices.ofClient(client()));
    assert.equal(devices.length, LIMITS.devicesOfClient);
    assert.ok(devices.some((device) => device.id === stick.id));
    assert.equal(devices.filter((device) => device.plugged).length, 300);
  });

  it('are too many at once when they are more than a client may have', async () => {
    const serials = Array.from({ length: LIMITS.devicesOfClient + 1 }, (_, index) => `${index}`);
    await assert.rejects(reportAll(...serials), { code: 'store.limit' });
  });

  it('have ports with names', async () => {
    const label = (path: string, text: string) =>
      bench.store.change(byAdmin, (tx) => tx.devices.setPortLabel({ clientId: client(), path, label: text }));
    await label('1-2', 'front left');
    await label('1-2', 'front');
    await label('1-3', 'back');
    await label('1-3', '');
    const ports = await bench.store.read((tx) => tx.devices.ports(client()));
    assert.deepEqual(ports, [{ clientId: client(), path: '1-2', label: 'front' }]);
    await assert.rejects(label('nonsense', 'x'), { code: 'store.invalid' });
  });
}

export function accessSuite(bench: Bench): void {
  it('let a user use a VM by a grant of their own or of a group, until it is taken back', async () => {
    const { bob, desktop, server } = bench.office;
    const mayUse = (vmId: string) => bench.store.read((tx) => tx.vms.mayUse(bob.id, vmId));
    const group = await bench.store.change(byAdmin, async (tx) => {
      const made = await tx.groups.create({ name: 'sales', description: '' });
      await tx.groups.addMember(made.id, bob.id);
      assert.equal(await tx.groups.addMember(made.id, bob.id), false);
      await tx.vms.grant(desktop.id, { kind: 'user', id: bob.id });
      assert.equal(await tx.vms.grant(desktop.id, { kind: 'user', id: bob.id }), false);
      await tx.vms.grant(server.id, { kind: 'group', id: made.id });
      return made;
    });
    const usable = await bench.store.read((tx) => tx.vms.ofUser(bob.id, {}));
    assert.deepEqual(
      usable.items.map((vm) => vm.name),
      ['desktop-7', 'server-1'],
    );
    await bench.store.change(byAdmin, async (tx) => {
      await tx.groups.removeMember(group.id, bob.id);
      await tx.vms.revoke(desktop.id, { kind: 'user', id: bob.id });
    });
    assert.deepEqual([await mayUse(desktop.id), await mayUse(server.id)], [false, false]);
  });

  it('take a deleted user’s and group’s memberships, grants and assignments with them', async () => {
    const { bob, desktop } = bench.office;
    await bench.store.change(byAdmin, async (tx) => {
      const group = await tx.groups.create({ name: 'sales', description: '' });
      await tx.groups.addMember(group.id, bob.id);
      await tx.vms.grant(desktop.id, { kind: 'user', id: bob.id });
      await tx.vms.grant(desktop.id, { kind: 'group', id: group.id });
      await tx.assignments.create({
        what: { kind: 'rule', clientId: null, filter: {} },
        to: { kind: 'user', userId: bob.id },
        enabled: true,
        note: '',
      });
      await tx.users.delete(bob.id, bob.version);
      await tx.groups.delete(group.id, group.version);
    });
    const changes = await bench.store.read((tx) => tx.changes.since(0, 500));
    const last = (kind: string) => changes.findLast((change) => change.kind === kind)?.op;
    assert.deepEqual([last('assignment'), last('vm'), last('user')], ['deleted', 'updated', 'deleted']);
    await bench.store.read(async (tx) => {
      assert.deepEqual((await tx.vms.grants(desktop.id, {})).items, []);
      assert.deepEqual((await tx.assignments.list({})).items, []);
    });
    assert.deepEqual(await bench.store.check(), []);
  });

  it('refuse what names something that is not there', async () => {
    const { desktop } = bench.office;
    const code = 'store.reference';
    const grant = bench.store.change(byAdmin, (tx) => tx.vms.grant(desktop.id, { kind: 'user', id: 'none' }));
    await assert.rejects(grant, { code });
    const assign = bench.store.change(byAdmin, (tx) =>
      tx.assignments.create({
        what: { kind: 'port', clientId: 'none', portPath: '1-2' },
        to: { kind: 'vm', vmId: desktop.id },
        enabled: true,
        note: '',
      }),
    );
    await assert.rejects(assign, { code });
  });

  it('assigned are the same objects to whoever asks, until one of them is changed', async () => {
    const { desktop, server, reception } = bench.office;
    const create = (vmId: string, clientId: string | null) =>
      bench.store.change(byAdmin, (tx) =>
        tx.assignments.create({
          what: { kind: 'rule', clientId, filter: { ids: ['0781:*'] } },
          to: { kind: 'vm', vmId },
          enabled: true,
          note: '',
        }),
      );
    const found = () => bench.store.read((tx) => tx.assignments.forClient(reception.id));
    const [own, all] = [await create(desktop.id, reception.id), await create(server.id, null)];
    const [first, second] = [await found(), await found()];
    assert.equal(first.length, 2);
    for (const [index, assignment] of first.entries()) assert.equal(second[index], assignment);
    // What a transaction did that was undone counts for nobody.
    const undone = bench.store.change(byAdmin, async (tx) => {
      await tx.assignments.update(all.id, 1, { note: 'undone' });
      assert.equal((await tx.assignments.forClient(reception.id)).length, 2);
      throw new Error('undone');
    });
    await assert.rejects(undone, /undone/);
    await bench.store.change(byAdmin, (tx) => tx.assignments.update(all.id, 1, { note: 'done' }));
    for (const work of [
      await found(),
      await bench.store.change(byAdmin, (tx) => tx.assignments.forClient(reception.id)),
    ]) {
      assert.deepEqual(work.map(({ note }) => note).sort(), ['', 'done']);
    }
    assert.ok(
      (await found()).includes(first.find(({ id }) => id === own.id) ?? all),
      'the other is as it was',
    );
    // They go with what they lead to.
    await bench.store.change(byAdmin, (tx) => tx.vms.delete(desktop.id, 1));
    assert.deepEqual(
      (await found()).map(({ id }) => id),
      [all.id],
    );
    await bench.store.change(byAdmin, (tx) => tx.assignments.delete(all.id, 2));
    assert.deepEqual(await found(), []);
  });

  it('give assignments of a client and of all clients', async () => {
    const { reception, desktop } = bench.office;
    const create = (clientId: string | null) =>
      bench.store.change(byAdmin, (tx) =>
        tx.assignments.create({
          what: { kind: 'rule', clientId, filter: { ids: ['0781:*'] } },
          to: { kind: 'vm', vmId: desktop.id },
          enabled: true,
          note: 'n',
        }),
      );
    const [own, all] = [await create(reception.id), await create(null)];
    const found = await bench.store.read((tx) => tx.assignments.forClient(reception.id));
    assert.deepEqual(found.map(({ id }) => id).sort(), [own.id, all.id].sort());
    assert.deepEqual(
      found.find(({ id }) => id === own.id),
      own,
    );
    const changed = await bench.store.change(byAdmin, (tx) =>
      tx.assignments.update(own.id, 1, {
        enabled: false,
        what: { ...own.what, clientId: null } as typeof own.what,
      }),
    );
    assert.deepEqual([changed.enabled, changed.what.clientId, changed.note], [false, null, 'n']);
  });

  it('give lists in pages, each item once, in order', async () => {
    await bench.store.change(byAdmin, async (tx) => {
      for (let n = 0; n < 25; n++)
        await tx.users.create({ name: `user-${n}`, displayName: '', role: 'user' });
    });
    const names: string[] = [];
    let after: string | undefined;
    do {
      const page = await bench.store.read((tx) => tx.users.list({ limit: 10, after }));
      assert.ok(page.items.length <= 10);
      names.push(...page.items.map((user) => user.name));
      after = page.next ?? undefined;
    } while (after !== undefined);
    assert.equal(names.length, 27);
    assert.deepEqual(names, [...new Set(names)].sort());
    const found = await bench.store.read((tx) => tx.users.list({ search: 'USER-1' }));
    assert.equal(found.items.length, 11);
    for (const limit of [0, -1, 501, 1.5]) {
      const list = bench.store.read((tx) => tx.users.list({ limit }));
      await assert.rejects(list, { code: 'store.invalid' }, String(limit));
    }
    const cursor = bench.store.read((tx) => tx.audit.list({ after: 'x; DROP TABLE audit' }));
    await assert.rejects(cursor, { code: 'store.invalid' });
  });

  it('tell in the audit what was changed from what to what, and by whom', async () => {
    const { bob } = bench.office;
    await bench.store.change(byAdmin, (tx) =>
      tx.users.update(bob.id, 1, { role: 'operator', displayName: 'Bob' }),
    );
    const [record] = (await bench.store.read((tx) => tx.audit.list({ filter: { user: bob.id } }))).items;
    assert.equal(record?.action, 'user.changed');
    assert.deepEqual(record.details, { role: 'user → operator' });
    assert.deepEqual(record.actor, byAdmin.actor);
  });

  it('know who sits at which client, as long as their sessions last', async () => {
    const { alice, bob, reception } = bench.office;
    const hour = 3_600_000;
    const signIn = (userId: string, tokenHash: string, ms: number) =>
      bench.store.change(byAdmin, async (tx) => {
        const until = bench.store.latestTime() + ms;
        const times = { expiresAt: until, idleExpiresAt: until };
        const { id } = await tx.sessions.create({ userId, tokenHash, address: '', userAgent: '', ...times });
        assert.equal(await tx.sessions.sitAt(id, reception.id), true);
        return id;
      });
    const sitting = () =>
      bench.store.read(async (tx) => (await tx.sessions.atClient(reception.id)).map(({ name }) => name));
    const clientOf = (id: string) => bench.store.read((tx) => tx.sessions.clientOf(id));
    const first = await signIn(alice.id, 'a', 60_000);
    assert.deepEqual([await sitting(), await clientOf(first)], [['alice'], reception.id]);
    const before = await bench.store.read((tx) => tx.changes.last());
    bench.clock.advance(60_000);
    assert.deepEqual([await sitting(), await clientOf(first)], [[], null]);
    assert.equal(await bench.store.read((tx) => tx.sessions.anyExpiredAtClient()), true);
    assert.equal(await bench.store.change(byAdmin, (tx) => tx.sessions.leaveExpired(10)), true);
    const second = await signIn(bob.id, 'b', hour);
    await bench.store.change(byAdmin, (tx) => tx.sessions.end(second));
    assert.deepEqual([await sitting(), await clientOf(second)], [[], null]);
    const changes = await bench.store.read((tx) => tx.changes.since(before, 20));
    assert.deepEqual(
      changes.filter(({ kind }) => kind === 'client').map(({ id }) => id),
      [reception.id, reception.id, reception.id],
    );
    // One at a time: whoever comes takes the client from whoever did not say that they left.
    const third = await signIn(alice.id, 'c', hour);
    const own = await signIn(alice.id, 'd', hour);
    const fourth = await signIn(bob.id, 'e', hour);
    assert.deepEqual([await sitting(), await clientOf(fourth)], [['bob'], reception.id]);
    assert.deepEqual([await clientOf(third), await clientOf(own)], [null, null]);
    const { items } = await bench.store.read((tx) => tx.audit.list({ limit: 6 }));
    assert.deepEqual(
      items
        .map(({ action, user }) => [action, user?.name])
        .filter(([action]) => (action ?? '').endsWith('client')),
      [
        ['session.at_client', 'bob'],
        ['session.left_client', 'alice'],
        ['session.at_client', 'alice'],
        ['session.at_client', 'alice'],
        ['session.at_client', 'bob'],
      ],
    );
    assert.equal(await bench.store.change(byAdmin, (tx) => tx.sessions.sitAt('none', null)), false);
  });

  it('keep how VMs are built that the fleet builds, and how far that is', async () => {
    const spec = {
      ...{ memoryMiB: 512, vcpus: 1, kernel: '/k', initrd: null, cmdline: '', image: '/i', diskMiB: 8 },
      ...{ display: { heads: 1, width: 800, height: 600 }, autostart: false },
    };
    const { id, version } = await bench.store.change(byAdmin, (tx) =>
      tx.vms.create({ name: 'built', description: '', host: 'h1', spec }),
    );
    const get = () => bench.store.read((tx) => tx.vms.get(id));
    assert.deepEqual((await get())?.build, { spec, state: 'building', message: '' });
    await bench.store.change(byAdmin, (tx) => tx.vms.setBuild(id, { state: 'failed', message: 'no room' }));
    assert.partialDeepStrictEqual(await get(), { version, build: { state: 'failed', message: 'no room' } });
    await bench.store.change(byAdmin, (tx) =>
      tx.vms.update(id, version, { spec: { ...spec, memoryMiB: 1024, display: null } }),
    );
    assert.deepEqual(
      (await bench.store.read((tx) => tx.vms.builtOn('h1'))).map(({ name }) => name),
      ['built'],
    );
    const [record] = (await bench.store.read((tx) => tx.audit.list({ filter: { vm: id } }))).items;
    assert.partialDeepStrictEqual(record, {
      action: 'vm.changed',
      details: { memoryMiB: '512 → 1024', display: '{"heads":1,"width":800,"height":600} → null' },
    });
    const { desktop } = bench.office;
    await assert.rejects(
      bench.store.change(byAdmin, (tx) => tx.vms.update(desktop.id, desktop.version, { spec })),
      { code: 'store.invalid' },
    );
    assert.equal(
      await bench.store.change(byAdmin, (tx) => tx.vms.setBuild(desktop.id, { state: 'ready', message: '' })),
      undefined,
    );
  });

  it('have room for enrolment codes as long as not too many can still be used', async () => {
    const { reception } = bench.office;
    const now = bench.store.latestTime();
    const create = (from: number, count: number, expiresAt: number) =>
      bench.store.change(byAdmin, async (tx) => {
        const ids = [];
        for (let n = from; n < from + count; n++) {
          const code = { codeHash: `c${n}`, clientName: null, createdBy: '', expiresAt };
          ids.push((await tx.enrolments.create(code)).id);
        }
        return ids;
      });
    const used = await create(0, 100, now + 60_000);
    await bench.store.change(byAdmin, async (tx) => {
      for (const id of used) await tx.enrolments.use(id, reception.id);
    });
    await create(100, 100, now + 1);
    bench.clock.advance(1);
    await create(200, LIMITS.enrolmentCodes, now + 60_000);
    await assert.rejects(create(5000, 1, now + 60_000), { code: 'store.limit' });
  });

  it('forget what need not be kept, and nothing else', async () => {
    const { bob, desktop, reception, stick } = bench.office;
    const hour = 3_600_000;
    const attempt = (days: number) =>
      bench.store.change(byAdmin, (tx) =>
        tx.attempts.record(
          {
            device: stick.facts,
            client: reception,
            user: null,
            vm: desktop,
            trigger: 'manual',
            at: bench.clock.wall() - days * 24 * hour,
          },
          { outcome: 'allow', decidedBy: { kind: 'no_rule' } },
          0,
        ),
      );
    await attempt(31);
    const kept = await attempt(29);
    await bench.store.change(byAdmin, async (tx) => {
      const now = bench.clock.wall();
      const session = { userId: bob.id, address: '', userAgent: '' };
      // Over for as long as tickets last, just over, and not over.
      const before = now - LIMITS.ticketHours * hour;
      await tx.sessions.create({ ...session, tokenHash: 'a', expiresAt: now, idleExpiresAt: before });
      await tx.sessions.create({ ...session, tokenHash: 'e', expiresAt: now + hour, idleExpiresAt: now + 1 });
      await tx.sessions.create({
        ...session,
        tokenHash: 'b',
        expiresAt: now + hour,
        idleExpiresAt: now + hour,
      });
      await tx.enrolments.create({
        codeHash: 'c',
        clientName: null,
        createdBy: '',
        expiresAt: now - 25 * hour,
      });
      await tx.enrolments.create({ codeHash: 'd', clientName: null, createdBy: '', expiresAt: now });
    });
    bench.clock.advance(1);
    const head = await bench.store.read((tx) => tx.audit.head());
    assert.equal(await bench.store.prune(), 3);
    await bench.store.read(async (tx) => {
      assert.deepEqual(
        (await tx.attempts.list({ since: 0 })).items.map(({ seq }) => seq),
        [kept],
      );
      assert.equal(await tx.sessions.byTokenHash('a'), undefined);
      assert.ok(await tx.sessions.byTokenHash('e'));
      assert.ok(await tx.sessions.byTokenHash('b'));
      assert.equal((await tx.sessions.ofUser(bob.id)).length, 1);
      assert.ok(await tx.enrolments.byCodeHash('d'));
      assert.deepEqual(await tx.audit.head(), head);
    });
  });
}
