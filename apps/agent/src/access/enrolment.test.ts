import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { systemContext } from '../store/store.ts';
import { authenticateClient, CODE_MS, createEnrolmentCode, Enrolment } from './enrolment.ts';
import { newEnrolmentCode } from './secrets.ts';
import { AccessUnderTest } from './testing/access-under-test.ts';

let access: AccessUnderTest;

beforeEach(async () => {
  access = await AccessUnderTest.open();
});
afterEach(() => access.close());

describe('enrolment', () => {
  const machine = {
    name: 'reception-3',
    platform: 'linux x64',
    softwareVersion: '0.1.0',
    address: '192.0.2.50',
  };
  const enrol = (code: string, change: Partial<typeof machine> = {}) =>
    new Enrolment(access.store, access.failures).enrol({ ...machine, ...change, code });
  const newCode = async (name: string | null = null) =>
    (await createEnrolmentCode(access.store, await access.principalOf(), name)).code;

  it('lets a client in by a code, once, and knows it by its key', async () => {
    const code = await newCode();
    const { client, key } = await enrol(code);
    assert.equal((await authenticateClient(access.store, key)).id, client.id);
    await assert.rejects(enrol(code, { name: 'another' }), { code: 'enrolment.used', status: 403 });
    assert.deepEqual(await access.lastAudit(), {
      action: 'client.enrolment',
      outcome: 'denied',
      reason: 'enrolment.used',
    });
    assert.equal(await access.store.read((tx) => tx.clients.count()), 1);
  });

  it('of two with the same code at once lets one in', async () => {
    const code = await newCode();
    const results = await Promise.allSettled([enrol(code, { name: 'a' }), enrol(code, { name: 'b' })]);
    assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  });

  it('takes a code as people type it', async () => {
    const code = await newCode();
    await enrol(` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `);
  });

  it('refuses a code that has expired, is for another name, or is none', async () => {
    const late = await newCode();
    access.clock.advance(CODE_MS);
    await assert.rejects(enrol(late), { code: 'enrolment.expired' });
    await assert.rejects(enrol(await newCode('reception-4')), { code: 'enrolment.wrong_name' });
    for (const none of ['', 'x', newEnrolmentCode(), 'A'.repeat(10_000)]) {
      await assert.rejects(enrol(none), { code: 'enrolment.unknown' });
    }
  });

  it('does not use a code up where the name is taken', async () => {
    await enrol(await newCode());
    const code = await newCode();
    await assert.rejects(enrol(code), { code: 'store.name_taken' });
    await enrol(code, { name: 'reception-4' });
  });

  it('is throttled by address', async () => {
    const door = new Enrolment(access.store, access.failures);
    const guess = () => door.enrol({ ...machine, code: newEnrolmentCode() });
    for (let n = 0; n < 10; n++) await assert.rejects(guess(), { code: 'enrolment.unknown' });
    await assert.rejects(guess(), { code: 'access.throttled' });
    await assert.rejects(guess(), { code: 'access.throttled' });
    await access.failures.flush();
    const { items } = await access.store.read((tx) =>
      tx.audit.list({ filter: { actions: ['client.enrolment'] } }),
    );
    assert.deepEqual(
      items.toReversed().map(({ reason, details }) => [reason, { ...details }]),
      [
        ['enrolment.unknown', {}],
        ['access.throttled', {}],
        ['enrolment.unknown', { more: '9' }],
        ['access.throttled', { more: '1' }],
      ],
    );
  });

  it('ends for a client that is switched off or removed', async () => {
    const { client, key } = await enrol(await newCode());
    const off = await access.store.change(systemContext, (tx) =>
      tx.clients.update(client.id, 1, { enabled: false }),
    );
    await assert.rejects(authenticateClient(access.store, key), { code: 'client.unknown' });
    await access.store.change(systemContext, (tx) => tx.clients.delete(client.id, off.version));
    await assert.rejects(authenticateClient(access.store, key), { code: 'client.unknown', status: 401 });
  });
});
