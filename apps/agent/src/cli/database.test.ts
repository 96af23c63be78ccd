/** Backups as an operator makes and restores them: a real agent, real processes, with the agent and without. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { AgentUnderTest, vmA } from '../testing/agent-under-test.ts';

async function done(agent: AgentUnderTest, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await agent.cli(...args);
  assert.equal(status, 0, stderr);
  return stdout.trimEnd();
}

describe('the database on the command line', () => {
  it('is backed up while the agent works, lost, and restored when it is stopped', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    await done(agent, 'user', 'create', 'carol');
    const copy = join(agent.directory, 'carol.db');
    assert.equal(await done(agent, 'database', 'backup', copy), copy);
    assert.match(await done(agent, 'audit', 'list'), /local administrator +database\.backed_up +ok/);
    await done(agent, 'user', 'create', 'dave');

    const early = await agent.cli('database', 'restore', copy);
    assert.equal(early.status, 1);
    assert.match(early.stderr, /stop it first.*\[agent\.running\]/);

    await agent.signal('SIGTERM');
    const file = join(agent.dataDir, 'fleet.db');
    writeFileSync(file, 'rubbish');
    const damaged = await agent.cli('database', 'check');
    assert.equal(damaged.status, 1);
    assert.match(damaged.stderr, /restore the last backup \[store\.corrupt\]/);
    assert.match(await done(agent, 'database', 'restore', copy), /what was there is .*fleet\.db\.replaced-/);
    assert.equal(await done(agent, 'database', 'check'), 'the database is whole');
    assert.equal(statSync(file).mode & 0o777, 0o600);

    await agent.start();
    const users = await done(agent, 'user', 'list');
    assert.match(users, /^carol /m);
    assert.doesNotMatch(users, /^dave /m);
    assert.match(await done(agent, 'audit', 'verify'), /is what was written/);
    assert.equal(await done(agent, 'database', 'check'), 'the database is whole');
  });

  it('has an audit that is verified without an agent, also of a backup, against what the journal was told', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    await done(agent, 'user', 'create', 'carol');
    const backup = await done(agent, 'database', 'backup');
    const early = String(agent.event('audit.head')?.['anchor']);
    await done(agent, 'user', 'create', 'dave');
    await agent.signal('SIGTERM');
    const late = String(agent.event('audit.head')?.['anchor']);
    assert.notEqual(early, late);
    for (const anchor of [early, late])
      assert.match(await done(agent, 'audit', 'verify', '--anchor', anchor), /is what was written/);
    assert.match(
      await done(agent, 'audit', 'verify', '--file', backup, '--anchor', early.replace(/^\d+/, '1')).catch(
        (error: unknown) => String(error),
      ),
      /record 1 is not the one whose hash was kept elsewhere/,
    );
    // Whoever cuts the log and writes a head that fits is found by what the journal holds.
    const cut = await agent.cli('audit', 'verify', '--file', backup, '--anchor', late);
    assert.equal(cut.status, 1);
    assert.match(cut.stderr, /the log was rewritten, or an older database.*\[audit\.broken\]/);
    assert.match(await done(agent, 'audit', 'verify', '--file', backup), /is what was written/);
    assert.equal(await done(agent, 'database', 'verify', backup), `${backup} can be restored from`);
    writeFileSync(backup, readFileSync(backup).fill(0xa5, 40_000, 60_000));
    const damaged = await agent.cli('database', 'verify', backup);
    assert.deepEqual([damaged.status, damaged.stdout], [1, '']);
    assert.match(damaged.stderr, /damaged|malformed/);
  });

  it('is backed up without an agent too, and only the newest are kept', async () => {
    await using agent = new AgentUnderTest(`backups_kept = 2\n${vmA}`);
    assert.match((await agent.cli('database', 'backup')).stderr, /nothing to back up \[store\.not_found\]/);
    await agent.start();
    await agent.signal('SIGTERM');
    const made: string[] = [];
    for (let n = 0; n < 3; n++) made.push(await done(agent, 'database', 'backup'));
    assert.deepEqual(
      made.map((path) => existsSync(path)),
      [false, true, true],
    );
    const { backups } = JSON.parse(await done(agent, 'database', 'backups', '--json')) as {
      backups: { path: string }[];
    };
    assert.deepEqual(backups.map(({ path }) => path).reverse(), made.slice(1));
  });

  it('is never written over something else, nor restored from it', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    const taken = join(agent.directory, 'precious');
    writeFileSync(taken, 'precious');
    const over = await agent.cli('database', 'backup', taken);
    assert.match(over.stderr, /is there already.*\[file\.exists\]/);
    assert.equal(readFileSync(taken, 'utf8'), 'precious');
    await agent.signal('SIGTERM');
    const before = readdirSync(agent.dataDir);
    assert.match((await agent.cli('database', 'restore', taken)).stderr, /\[store\.not_ours\]/);
    const verified = await agent.cli('database', 'verify', taken);
    assert.match(verified.stderr, /precious is no database of Farport's agent, .*\[store\.not_ours\]/);
    assert.doesNotMatch(verified.stderr, /damaged|restore/);
    assert.match((await agent.cli('database', 'restore', '/nowhere/x')).stderr, /\[file\.missing\]/);
    assert.deepEqual(readdirSync(agent.dataDir), before);
  });
});
