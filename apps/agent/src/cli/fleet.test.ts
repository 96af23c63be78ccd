/** The fleet's commands, as people type them: a real agent, real processes. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import { AgentUnderTest, vmA } from '../testing/agent-under-test.ts';
import { ApiUnderTest } from '../testing/api-under-test.ts';

describe('the fleet on the command line', () => {
  let test: ApiUnderTest;
  before(async () => {
    test = await ApiUnderTest.start();
  });
  after(() => test[Symbol.asyncDispose]());

  const cli = async (...args: string[]): Promise<string> => {
    const { status, stdout, stderr } = await test.agent.cli(...args);
    assert.equal(status, 0, stderr);
    return stdout;
  };

  it('makes, shows, disables and unlocks users', async () => {
    const once = await cli('user', 'create', 'Carol', '--role', 'operator', '--display-name', 'Carol C.');
    assert.match(once, /^[0-9a-z-]{24}\n$/);
    assert.match(await cli('user', 'list'), /^Carol +Carol C\. +operator +enabled +local /m);
    for (let n = 0; n < 5; n++) {
      const body = { name: 'carol', password: 'wrong wrong wrong' };
      await test.api.ask(undefined, 'POST', '/session', { body });
    }
    assert.match(await cli('user', 'list'), /^Carol .* locked until 20\d\d-/m);
    await cli('user', 'unlock', 'carol');
    assert.match(await cli('user', 'list'), /^Carol .* enabled /m);
    await cli('user', 'disable', 'carol');
    assert.match(await cli('user', 'list'), /^Carol .* disabled /m);
    assert.notEqual(await cli('user', 'reset-password', 'carol'), once);
    const { status, stderr } = await test.agent.cli('user', 'unlock', 'nobody');
    assert.equal(status, 1);
    assert.match(stderr, /no user "nobody".*\[user\.not_found\]/);
  });

  const refusal = async (...args: string[]): Promise<string> => {
    const { status, stdout, stderr } = await test.agent.cli(...args);
    // Wrong usage is told apart from what failed.
    assert.deepEqual([status, stdout], [stderr.includes('[cli.usage]') ? 2 : 1, ''], stderr);
    return stderr;
  };

  it('finds what is no more in the audit, by its name and by its id, and knows what never was', async () => {
    await cli('user', 'create', 'Dora');
    const { id } = JSON.parse(await cli('user', 'show', 'dora', '--json')) as { id: string };
    await cli('user', 'delete', 'dora');
    const records = await cli('audit', 'list', '--user', 'dora');
    assert.match(records, /user\.created/);
    assert.match(records, /user\.deleted/);
    assert.equal(await cli('audit', 'list', '--user', id), records);
    assert.match(
      await refusal('audit', 'list', '--user', 'nobody'),
      /no user "nobody".*give the id.*\[audit\.not_found\]/,
    );
    assert.match(await refusal('audit', 'list', '--vm', 'no vm'), /give the id.*\[audit\.not_found\]/);
    await cli('user', 'create', 'Dora');
    await cli('user', 'delete', 'dora');
    assert.match(await refusal('audit', 'list', '--user', 'dora'), new RegExp(`give the id of one: .*${id}`));
  });

  it('does not claim to have taken away what was not there', async () => {
    await cli('group', 'create', 'counter');
    await cli('group', 'add', 'counter', 'alice');
    assert.match(
      await refusal('group', 'remove', 'counter', 'alice', 'bob'),
      /not in counter: bob; nothing was changed \[group\.no_member\]/,
    );
    assert.match(await cli('group', 'members', 'counter'), /alice/);
    assert.match(
      await refusal('vm', 'revoke', 'desktop-7', '--group', 'counter'),
      /group counter has no grant of desktop-7.*\[vm\.no_grant\]/,
    );
    assert.match(await refusal('client', 'delete-code', 'xyz'), /no code .*"xyz".*\[enrolment\.not_found\]/);
  });

  it('wants to be told what to change, and from which file', async () => {
    assert.match(
      await refusal('user', 'set', 'alice'),
      /say what to change: --name, --display-name, --role \[cli\.usage\]/,
    );
    assert.match(
      await refusal('policy', 'replace', '/nowhere.json'),
      /\/nowhere\.json cannot be read: there is no such file \[file\.unreadable\]/,
    );
    assert.match(await cli('token', 'create', '--help'), /12h, 30d, never \(default: 30d\)/);
  });

  it('says what the API says where something cannot be', async () => {
    const { status, stderr } = await test.agent.cli('user', 'create', 'x y');
    assert.equal(status, 1);
    assert.match(stderr, /name: must be letters.*\[http\.invalid\]/);
    assert.equal((await test.agent.cli('user', 'create', 'x', '--role', 'king')).status, 2);
  });

  it('makes API tokens that work, and takes them back', async () => {
    const token = (
      await cli(
        'token',
        'create',
        'prometheus',
        '--user',
        'alice',
        '--scope',
        'metrics:read',
        '--ttl',
        'never',
      )
    ).trim();
    const metrics = await test.api.ask({ token }, 'GET', '/metrics');
    assert.equal(metrics.status, 200);
    assert.match(metrics.text, /^farport_users \d+$/m);
    assert.equal((await test.api.ask({ token }, 'GET', '/users')).status, 403);
    const { tokens } = JSON.parse(await cli('token', 'list', '--json')) as {
      tokens: { id: string; name: string }[];
    };
    const made = tokens.find(({ name }) => name === 'prometheus');
    await cli('token', 'revoke', made?.id ?? '');
    assert.equal((await test.api.ask({ token }, 'GET', '/metrics')).status, 401);
  });

  it('shows devices with their states, and takes one from its holder with a reason', async () => {
    assert.match(
      await cli('device', 'list'),
      /0781:5583 +SanDisk Ultra +S1 +reception-3 +1-2 +client offline, held by bob/,
    );
    await cli('device', 'force-release', '0781:5583', '--reason', 'the stick is needed elsewhere');
    assert.match(
      await cli('audit', 'list'),
      /local administrator +device\.force_released .*the stick is needed elsewhere/,
    );
  });

  it('says what the policy says, and why not otherwise', async () => {
    const said = await cli('policy', 'test', '--device', '0781:5583', '--vm', 'desktop-7', '--user', 'bob');
    assert.match(said, /^allowed by rule “Everything else”\n {2}rule “Hubs stay out” does not match: /);
    assert.match(await cli('policy', 'show'), /^1 +deny +Hubs stay out /m);
  });

  it('lets a client in by a code', async () => {
    const code = (await cli('client', 'code', '--name', 'kiosk-9')).trim();
    const body = { code, name: 'kiosk-9', platform: 'linux x64', softwareVersion: '0.1.0' };
    assert.equal((await test.api.ask(undefined, 'POST', '/enrolments', { body })).status, 201);
    assert.match(await cli('client', 'list'), /^kiosk-9 +offline +linux x64 /m);
  });

  it('finds that the audit log was changed', async () => {
    const head = (await cli('audit', 'head')).trim();
    assert.match(
      await cli('audit', 'verify', '--anchor', head),
      /^the audit log is what was written: \d+ records\n$/,
    );
    const database = new DatabaseSync(join(test.agent.dataDir, 'fleet.db'));
    database.exec('DROP TRIGGER IF EXISTS audit_no_update');
    const triggers = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")
      .all();
    for (const { name } of triggers) database.exec(`DROP TRIGGER "${String(name)}"`);
    database.exec(`UPDATE audit SET text = replace(text, 'ok', 'no') WHERE seq = 3`);
    database.close();
    const { status, stderr } = await test.agent.cli('audit', 'verify');
    assert.equal(status, 1);
    assert.match(stderr, /record 3 was changed after it was written \[audit\.broken\]/);
  });
});

describe('a new fleet', () => {
  it('has an administrator, whose one-time password is printed once and is in no log', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    const list = await agent.cli('user', 'list');
    assert.match(list.stdout, /^admin +Administrator +administrator +enabled/m, list.stderr);
    const word = /^first administrator admin, one-time password ([0-9a-z-]{24}) /m.exec(agent.stderr)?.[1];
    assert.ok(word, agent.stderr);
    assert.equal(agent.stdout.includes(word), false);
    assert.equal(await agent.signal('SIGTERM'), 0);
    const before = agent.stderr.length;
    await agent.start();
    await agent.cli('user', 'list');
    assert.equal(agent.stderr.slice(before).includes('password'), false);
  });
});

describe('the doctor', () => {
  it('names what is wrong and what to do, without an agent', async () => {
    await using agent = new AgentUnderTest(vmA);
    rmSync(join(agent.directory, 'kernel'));
    const { status, stdout } = await agent.cli('doctor');
    assert.equal(status, 1);
    assert.match(stdout, /^wrong +VM a +.*kernel: there is no such file$/m);
    assert.match(stdout, /^ok +database +will be made at the first start$/m);
    assert.match(stdout, /^warning +agent +does not run$/m);
  });

  it('finds a damaged database', async () => {
    await using agent = new AgentUnderTest(vmA);
    await agent.start();
    await agent.signal('SIGTERM');
    writeFileSync(join(agent.dataDir, 'fleet.db'), 'rubbish');
    const { findings } = JSON.parse((await agent.cli('doctor', '--json')).stdout) as {
      findings: { what: string; state: string }[];
    };
    assert.equal(findings.find(({ what }) => what === 'database')?.state, 'wrong');
    assert.equal(findings.find(({ what }) => what === 'certificate')?.state, 'ok');
  });
});
