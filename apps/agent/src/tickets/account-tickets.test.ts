import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { AccountTickets } from './account-tickets.ts';
import { TicketStore } from './ticket-store.ts';

describe('tickets that people make for themselves', () => {
  it('are four for each person and VM, the newest, so that nobody uses up what all share', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'farport-account-tickets-'));
    try {
      const store = TicketStore.load(join(directory, 'tickets.json'), () => Date.now());
      const olga = { userId: 'olga', clientId: null };
      const account = new AccountTickets(store);
      const other = await account.create(olga, { id: 'vm-2', name: 'b' }, 60);
      const mine: string[] = [];
      for (let n = 0; n < 10; n++) mine.push((await account.create(olga, { id: 'vm-1', name: 'a' }, 60)).id);
      const theirs = await account.create({ ...olga, userId: 'uwe' }, { id: 'vm-1', name: 'a' }, 60);
      assert.deepEqual(
        store.list().map(({ id }) => id),
        [other.id, ...mine.slice(-4), theirs.id],
      );
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
