import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TicketStore } from './ticket-store.ts';

describe('tickets', () => {
  let directory = '';
  let file = '';
  let now = 0;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'farport-tickets-'));
    file = join(directory, 'tickets.json');
    now = 1_000_000;
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });
  const load = (): TicketStore => TicketStore.load(file, () => now);

  it('hold 256 random bits and are let in with their SHA-256', async () => {
    const store = load();
    const { ticket } = await store.create('a', 60, null);
    const other = await store.create('a', 60, null);
    assert.notEqual(ticket, other.ticket);
    assert.equal(Buffer.from(ticket, 'base64url').length, 32);
    const { sha256 } = await store.use(ticket, 'a');
    assert.equal(sha256, createHash('sha256').update(ticket).digest('hex'));
  });

  it('are nowhere on disk, and the file is its owner’s only', async () => {
    const { ticket } = await load().create('a', 60, null);
    assert.equal(readFileSync(file, 'utf8').includes(ticket), false);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(directory), ['tickets.json']);
  });

  it('survive a restart', async () => {
    const { ticket } = await load().create('a', 60, null);
    await load().use(ticket, 'a');
  });

  it('end at their time', async () => {
    const store = load();
    const { ticket } = await store.create('a', 60, null);
    now += 59_999;
    await store.use(ticket, 'a');
    now += 1;
    assert.throws(() => store.check(ticket, 'a'), { code: 'ticket.expired', status: 403 });
  });

  it('are forgotten a day after they expired, when the next is made', async () => {
    const store = load();
    const { ticket } = await store.create('a', 60, null);
    now += 60_000 + 24 * 3_600_000 + 1;
    await store.create('a', 60, null);
    assert.throws(() => store.check(ticket, 'a'), { code: 'ticket.unknown', status: 401 });
  });

  it('are used up, also across a restart', async () => {
    const store = load();
    const { ticket } = await store.create('a', 60, 2);
    await store.use(ticket, 'a');
    const restarted = load();
    await restarted.use(ticket, 'a');
    await assert.rejects(restarted.use(ticket, 'a'), { code: 'ticket.used_up', status: 403 });
    assert.throws(() => load().check(ticket, 'a'), { code: 'ticket.used_up' });
  });

  it('are not used by a look', async () => {
    const store = load();
    const { ticket } = await store.create('a', 60, 1);
    store.check(ticket, 'a');
    await store.use(ticket, 'a');
  });

  it('are used once when two ask at the same time', async () => {
    const store = load();
    const { ticket } = await store.create('a', 60, 1);
    const results = await Promise.allSettled([store.use(ticket, 'a'), store.use(ticket, 'a')]);
    assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  });

  it('are for one VM', async () => {
    const store = load();
    const { ticket } = await store.create('a', 60, null);
    assert.throws(() => store.check(ticket, 'b'), { code: 'ticket.wrong_vm', status: 403 });
  });

  it('are listed by id while they let somebody in, and revoked by it, also across a restart', async () => {
    const store = load();
    const { id, ticket, expires } = await store.create('a', 60, 2);
    const used = await store.create('b', 60, 1);
    await store.use(used.ticket, 'b');
    assert.partialDeepStrictEqual(store.list(), [{ id, vm: 'a', expires, uses: 2 }]);
    assert.equal(store.list().length, 1);
    await store.revoke(id);
    assert.throws(() => load().check(ticket, 'a'), { code: 'ticket.unknown', status: 401 });
    assert.deepEqual(store.list(), []);
    await assert.rejects(store.revoke(id), { code: 'ticket.not_found', status: 404 });
  });

  for (const wrong of ['', 'x', 'A'.repeat(43), 'A'.repeat(100_000), '\0', 'ü']) {
    it(`refuse ${JSON.stringify(wrong.slice(0, 10))} of length ${wrong.length}`, async () => {
      const store = load();
      await store.create('a', 60, null);
      assert.throws(() => store.check(wrong, 'a'), { code: 'ticket.unknown', status: 401 });
    });
  }

  it('refuse one that differs in the last character only', async () => {
    const store = load();
    const { ticket } = await store.create('a', 60, null);
    const other = ticket.slice(0, -1) + (ticket.endsWith('A') ? 'E' : 'A');
    assert.throws(() => store.check(other, 'a'), { code: 'ticket.unknown' });
  });

  for (const damaged of ['', '{', '{"version":2,"tickets":[]}', '{"version":1,"tickets":[{}]}']) {
    it(`say what to do with a damaged file: ${damaged}`, () => {
      writeFileSync(file, damaged);
      assert.throws(load, { code: 'tickets.invalid', message: /delete it/ });
    });
  }
});
