/** Whatever is done on the server itself, and every end of a session, stands in the audit: a real agent, real processes. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { ApiUnderTest } from '../testing/api-under-test.ts';

interface Recorded {
  readonly action: string;
  readonly outcome: string;
  readonly actor: { readonly name: string };
  readonly user: { readonly name: string } | null;
  readonly vm: { readonly name: string } | null;
  readonly details: Readonly<Record<string, string>>;
}

describe('the audit', () => {
  let test: ApiUnderTest;
  before(async () => {
    test = await ApiUnderTest.start();
  });
  after(() => test[Symbol.asyncDispose]());

  /** The records of what `work` did, oldest first. */
  async function written(work: () => Promise<unknown>): Promise<readonly Recorded[]> {
    const { administrator } = test.fleet.of;
    const records = async (): Promise<Recorded[]> => {
      const { json } = await test.api.ask(administrator, 'GET', '/audit?limit=200');
      return (json as { items: Recorded[] }).items.reverse();
    };
    const before = (await records()).length;
    await work();
    return (await records()).slice(before);
  }
  const brief = (records: readonly Recorded[]): string[] =>
    records.map(({ actor, action, vm, user }) => `${actor.name}: ${action} ${vm?.name ?? user?.name ?? ''}`);

  it('tells of VMs that were started, stopped and typed into by the CLI', async () => {
    const { admin } = test.agent;
    const records = await written(async () => {
      await admin.start('a');
      const type = await admin.consoleInput('a');
      for (const key of ['l', 's', '\n']) await type(Buffer.from(key));
      (await admin.console('a')).destroy();
      await admin.powerButton('a');
      await delay(200);
      await admin.stop('a', true).catch(() => undefined);
    });
    assert.deepEqual(brief(records).slice(0, 5), [
      'local administrator: vm.start a',
      'local administrator: vm.changed a',
      'local administrator: vm.console_typed a',
      'local administrator: vm.console_opened a',
      'local administrator: vm.power_button a',
    ]);
  });

  it('tells of an order that failed, too', async () => {
    const records = await written(async () => {
      await assert.rejects(test.agent.admin.stop('a', false), { code: 'vm.not_running' });
      await delay(200);
    });
    assert.deepEqual(
      records.map(({ action, outcome }) => `${action} ${outcome}`),
      ['vm.stop ok', 'vm.stop failed'],
    );
  });

  it('comes whole however late it is read, like all that is printed', async () => {
    const { stdout } = test.agent.spawnCli('openapi');
    await delay(3_000);
    const read: Buffer[] = [];
    for await (const chunk of stdout) read.push(chunk as Buffer);
    const printed = Buffer.concat(read).toString();
    assert.ok(printed.length > 256 << 10, `${printed.length} bytes`);
    assert.equal((JSON.parse(printed) as { openapi: string }).openapi, '3.1.0');
  });

  it('is exported to a file that is not there yet', async () => {
    const file = join(test.agent.runDir, 'audit.csv');
    assert.equal((await test.agent.cli('audit', 'export', '--output', file)).status, 0);
    const again = await test.agent.cli('audit', 'export', '--output', file);
    assert.equal(again.status, 1);
    assert.match(again.stderr, /^farport-agent: \S+audit\.csv is there already.*\[file\.exists\]\n$/);
  });

  it('tells of tickets of the server', async () => {
    const { admin } = test.agent;
    let id = '';
    const records = await written(async () => {
      ({ id } = await admin.createTicket('a', 600, 3));
      await admin.revokeTicket(id);
    });
    assert.deepEqual(brief(records), [
      'local administrator: ticket.created a',
      'local administrator: ticket.revoked a',
    ]);
    assert.partialDeepStrictEqual(records[0]?.details, { ticket: id, uses: '3' });
  });

  it('tells of sessions that end, by whom and whose', async () => {
    const { user, auditor, operator } = test.fleet.of;
    const sessions = (await test.api.ask(operator, 'GET', '/sessions')).json as {
      items: { id: string; userId: string }[];
    };
    const theirs = sessions.items.find(({ userId }) => userId === auditor.user.id);
    const records = await written(async () => {
      await test.api.ask({ session: user.session }, 'DELETE', '/session');
      await test.api.ask({ session: operator.session }, 'DELETE', `/sessions/${theirs?.id ?? ''}`);
    });
    assert.deepEqual(brief(records), [
      'some-user: session.signed_out some-user',
      'some-operator: session.ended some-auditor',
    ]);
  });
});
