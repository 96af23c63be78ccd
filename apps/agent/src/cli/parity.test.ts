/**
 * Everything that the API can do, a command can: each is run against a real agent, which counts what it was asked. An
 * operation without a command fails the last test here.
 */
import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { allRoutes } from '../api/routes/index.ts';
import { closed, opened, until, vmA } from '../testing/agent-under-test.ts';
import { ApiUnderTest } from '../testing/api-under-test.ts';

/** What no command on the server can mean, and why. */
const NOT_FOR_THE_SERVER: Readonly<Record<string, string>> = {
  'POST /session': 'whoever has the agent’s own socket is signed in',
  'GET /session': 'there is none',
  'DELETE /session': 'there is none',
  'PUT /session/client': 'a person sits at a client with the client’s key',
  'DELETE /session/client': 'the same',
  'POST /session/password': 'there is no account; "user reset-password" is for those of others',
  'GET /auth/methods': 'signing in',
  'GET /auth/oidc/start': 'signing in with a browser',
  'GET /auth/oidc/callback': 'signing in with a browser',
  'GET /auth/oidc/sign-out': 'signing out with a browser',
  'POST /enrolments': 'the client’s own: "farport enroll"',
  'POST /vms/:id/device-verdicts': 'a person’s own; "policy test" asks for anybody',
  'POST /vms/:id/ticket': 'a person’s own; "ticket create" makes the server’s',
};

/** Answers that last are not counted; what the tests here see of them is the proof. */
const STREAMS = ['GET /vms/:id/console', 'GET /events'];

const program = fileURLToPath(new URL('../testing/many-commands.ts', import.meta.url));

/** One process that runs commands as they are given. */
class Commands {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #config: string;
  #out = '';
  #err = '';

  constructor(config: string) {
    this.#config = config;
    this.#child = spawn(process.execPath, [program]);
    this.#child.stdout.on('data', (text: Buffer) => (this.#out += text.toString()));
    this.#child.stderr.on('data', (text: Buffer) => (this.#err += text.toString()));
  }

  /** What a command prints, which must end well. Words are parted by spaces; in brackets they stay together. */
  async run(line: string, ...more: readonly string[]): Promise<string> {
    const words = [...line.matchAll(/\[([^\]]*)\]|(\S+)/g)].map(([, long, word]) => long ?? word ?? '');
    this.#out = '';
    this.#err = '';
    this.#child.stdin.write(`${JSON.stringify([...words, ...more, '--config', this.#config])}\n`);
    const ended = await until(line, () => /^([^]*)\0(\d+)\n$/.exec(this.#out) ?? undefined, {
      patienceMs: 60_000,
    });
    assert.equal(ended[2], '0', `${line}: ${this.#err}`);
    return ended[1] ?? '';
  }

  async json<T>(line: string, ...more: readonly string[]): Promise<T> {
    return JSON.parse(await this.run(line, ...more, '--json')) as T;
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
  }
}

interface Identified {
  readonly id: string;
}

describe('the command line', () => {
  let test: ApiUnderTest;
  let cli: Commands;
  let folder: string;
  before(async () => {
    test = await ApiUnderTest.start({ vms: `image_dirs = ["images"]\n${vmA}` });
    cli = new Commands(test.agent.config);
    folder = test.agent.directory;
  });
  after(async () => {
    await cli.close();
    await test[Symbol.asyncDispose]();
  });

  it('is about people, and the groups that they are in', async () => {
    await cli.run('user create Carol --role operator');
    assert.match(await cli.run('user set carol --name caroline --role user'), /^caroline is changed$/m);
    assert.match(await cli.run('user show caroline'), /^role +user$/m);
    await cli.run('group create night --description [Who works at night]');
    await cli.run('group set night --name nights');
    assert.match(await cli.run('group list'), /^nights +Who works at night /m);
    assert.match(await cli.run('group show nights'), /^name +nights$/m);
    assert.equal(await cli.run('group add nights caroline bob'), 'caroline, bob: in nights\n');
    assert.match(await cli.run('group members nights'), /^bob +Bob +user\ncaroline /m);
    await cli.run('group remove nights bob');
    assert.doesNotMatch(await cli.run('group members nights'), /bob/);
    await cli.run('vm grant a --group nights');
    await cli.run('vm grant a --user caroline');
    assert.match(await cli.run('vm grants a'), /^group +nights$/m);
    await cli.run('vm revoke a --group nights');
    assert.doesNotMatch(await cli.run('vm grants a'), /nights/);
    await cli.run('group delete nights');
    await cli.run('user reset-password caroline');
    await cli.run('user unlock caroline');
    await cli.run('user disable caroline');
    await cli.run('user delete caroline');
    assert.doesNotMatch(await cli.run('user list'), /caroline/);
  });

  it('is about tokens, tickets and sessions', async () => {
    const made = await cli.json<{ apiToken: Identified }>(
      'token create metrics --user alice --scope metrics:read',
    );
    assert.match(await cli.run('token list'), /metrics:read/);
    await cli.run('token revoke', made.apiToken.id);
    const ticket = await cli.json<Identified>('ticket create --vm a');
    assert.match(await cli.run('ticket list'), new RegExp(`^${ticket.id} +a `, 'm'));
    await cli.run('ticket revoke', ticket.id);
    const { sessions } = await cli.json<{ sessions: (Identified & { userId: string })[] }>('session list');
    const theirs = sessions.find(({ userId }) => userId === test.fleet.of.auditor.user.id);
    await cli.run('session end', theirs?.id ?? '');
    assert.doesNotMatch(await cli.run('session list'), /some-auditor/);
    await cli.run('vm start a');
    const { ticket: forUsb } = await cli.json<{ ticket: string }>('ticket create --vm a');
    const socket = test.agent.webSocket('a', forUsb);
    const end = closed(socket);
    await opened(socket);
    const [, id = ''] = /^([0-9a-f]{32}) +device +a .* ms$/m.exec(await cli.run('channel list')) ?? [];
    await cli.run('channel end --reason [for the test]', id);
    await end;
    assert.doesNotMatch(await cli.run('channel list'), /device/);
    await cli.run('vm stop a --force');
  });

  it('is about clients, their ports and how they are enrolled', async () => {
    assert.match(await cli.run('client list'), /^reception-3 /m);
    await cli.run('client set reception-3 --description [At the door] --no-enabled');
    assert.match(await cli.run('client show reception-3'), /^enabled +false$/m);
    await cli.run('client set reception-3 --enabled');
    await cli.run('client name-port reception-3 1-2 [left of the screen]');
    assert.match(await cli.run('client ports reception-3'), /^1-2 +left of the screen$/m);
    const { enrolment, code } = await cli.json<{ enrolment: Identified; code: string }>(
      'client code --name gone',
    );
    assert.match(await cli.run('client codes'), new RegExp(`^${enrolment.id} +gone `, 'm'));
    const body = { code, name: 'gone', platform: 'linux x64', softwareVersion: '0.1.0' };
    assert.equal((await test.api.ask(undefined, 'POST', '/enrolments', { body })).status, 201);
    await cli.run('client delete-code', enrolment.id);
    await cli.run('client delete gone');
    assert.doesNotMatch(await cli.run('client list'), /gone/);
  });

  it('is about devices and where they go', async () => {
    assert.match(await cli.run('device list'), /0781:5583 .*held by bob/);
    assert.match(await cli.run('device show 0781:5583'), /^product +Ultra$/m);
    assert.match(await cli.run('device leases'), /desktop-7 +bob +elsewhere/);
    assert.match(await cli.run('device sessions'), /^DEVICE +CLIENT/);
    await cli.run('device force-release 0781:5583 --reason [needed elsewhere]');
    await cli.run('device attach 0781:5583 --vm desktop-7');
    await cli.run('device detach 0781:5583');
    await cli.run('device as-assigned 0781:5583');
    const { id } = await cli.json<Identified>('assignment create --client reception-3 --port 1-2 --vm a');
    assert.match(await cli.run('assignment list'), /port 1-2 of reception-3 +a +on/);
    await cli.run('assignment set', id, '--user', 'bob', '--no-enabled', '--note', 'for now');
    assert.match(await cli.run('assignment list'), /the VM of bob +off +for now/);
    assert.match(await cli.run('assignment show', id), /^enabled +false$/m);
    await cli.run('assignment delete', id);
    const rule = await cli.json<Identified>('assignment create --vm a --rule', '{"ids":["0781:*"]}');
    const device = await cli.json<Identified>('assignment create --vm a --device 0781:5583');
    assert.match(await cli.run('assignment list'), /device 0781:5583 S1, any client +a /);
    for (const each of [rule, device]) await cli.run('assignment delete', each.id);
  });

  it('is about the policy', async () => {
    const file = join(folder, 'policy.json');
    writeFileSync(file, await cli.run('policy show --json'));
    const rules = JSON.parse(await cli.run('policy import-usbredir 0x08,0x0781,-1,-1,1')) as unknown[];
    const { document, version } = JSON.parse(readFileSync(file, 'utf8')) as {
      document: { rules: unknown[] };
      version: number;
    };
    document.rules.unshift(...rules);
    writeFileSync(file, JSON.stringify(document));
    assert.match(await cli.run('policy dry-run', file), /^\d+ attempts of the last 30 days/);
    const inForce = await cli.run('policy replace --comment [sticks of one maker]', file);
    assert.equal(inForce, `version ${version + 1} is in force\n`);
    assert.match(await cli.run('policy versions'), /sticks of one maker$/m);
    assert.match(
      await cli.run('policy test --device 0781:5583 --vm desktop-7 --user bob'),
      /^allowed by rule “usbredir/,
    );
    await cli.run('policy replace --comment [nothing else]', JSON.stringify({ ...document, rules }));
    assert.match(await cli.run('policy export-usbredir'), /^0x08,0x0781,-1,-1,1/m);
    await cli.run(`policy replace --past ${version}`);
    assert.match(await cli.run(`policy show --past ${version + 1}`), /^1 +allow +usbredir/m);
  });

  it('is about VMs', async () => {
    mkdirSync(join(folder, 'images'));
    writeFileSync(join(folder, 'images/vmlinuz'), Buffer.from('7f454c46', 'hex'));
    assert.match(await cli.run('vm images'), /^vmlinuz +kernel/m);
    await cli.run('vm create desk --kernel vmlinuz');
    await cli.run('vm set desk --memory 512M');
    await cli.run('vm delete desk --yes');
    await cli.run('vm start a');
    assert.match(await cli.run('vm show a'), /^state +running$/m);
    const console_ = test.agent.spawnCli('vm', 'console', 'a');
    console_.stdin.write('ls\n');
    const typed = 'method="POST",route="/api/v1/vms/:id/console",status="204"';
    while (!(await cli.run('metrics')).includes(typed)) await delay(50);
    console_.kill();
    await cli.run('vm console-log a');
    assert.equal(await cli.run('vm stop a --force'), 'a was stopped by force\n');
    await cli.run('vm start a');
    assert.equal(await cli.run('vm stop a'), 'a powered off\n');
    await cli.run('vm start a');
    await cli.run('vm power-button a');
    await until('it is off', () => test.agent.event('vm.stopped', 'a'));
  });

  it('is about the audit', async () => {
    const head = (await cli.run('audit head')).trim();
    assert.match(await cli.run('audit verify --anchor', head), /is what was written/);
    const one = await cli.run('audit list --action ticket.created --vm a --from 1h --limit 500');
    assert.match(one, /ticket\.created +ok/);
    assert.doesNotMatch(one, /vm\.start/);
    assert.match(await cli.run('audit export --user bob'), /^\ufeffseq,[^]*member_added/);
    const file = join(folder, 'audit.csv');
    await cli.run('audit export --output', file);
    assert.match(readFileSync(file, 'utf8'), /member_added/);
  });

  it('is about the agent itself', async () => {
    const { name, path } = await cli.json<{ name: string; path: string }>('database backup');
    assert.match(await cli.run('database backups'), new RegExp(`${path}$`, 'm'));
    assert.equal(await cli.run('database verify', name), `${name} can be restored from\n`);
    await cli.run('database check');
    assert.match(await cli.run('overview'), /^devices +0 of 1 in use$/m);
    assert.match(await cli.run('settings'), /^attemptDays +30$/m);
    assert.equal(await cli.run('health'), 'ok\n');
    assert.match(await cli.run('openapi'), /"openapi": "3\.1\.0"/);
    const events = test.agent.spawnCli('events', '--json');
    let seen = '';
    events.stdout.on('data', (text: Buffer) => (seen += text.toString()));
    await until('the stream begins', () => seen.includes('"hello"'));
    await cli.run('group create seen');
    await until('the change comes', () => /"change".*"group"/.test(seen));
    events.kill();
  });

  it('asks the API as it is', async () => {
    const page = JSON.parse(await cli.run('api GET /users?limit=1')) as { items: unknown[] };
    assert.equal(page.items.length, 1);
    const made = JSON.parse(
      await cli.run('api post /api/v1/groups --body', '{"name":"raw","description":""}'),
    ) as Identified;
    assert.equal(await cli.run(`api DELETE /groups/${made.id}?version=1`), '');
    assert.match(await cli.run('api GET /metrics'), /^farport_users \d+$/m);
    const { status, stderr } = await test.agent.cli('api', 'GET', '/nowhere');
    assert.equal(status, 1);
    assert.match(stderr, /there is nothing here \[http\.not_found\]/);
  });

  it('leaves nothing that only the console or a program could do', async () => {
    const asked = await cli.run('metrics');
    const missing = allRoutes
      .map(({ method, path }) => ({ what: `${method} ${path}`, method, path }))
      .filter(({ what }) => !(what in NOT_FOR_THE_SERVER) && !STREAMS.includes(what))
      .filter(
        ({ method, path }) =>
          !new RegExp(
            `^farport_http_request_duration_seconds_count\\{method="${method}",route="/api/v1${path}",status="2`,
            'm',
          ).test(asked),
      );
    assert.deepEqual(
      missing.map(({ what }) => what),
      [],
    );
    const known = new Set(allRoutes.map(({ method, path }) => `${method} ${path}`));
    assert.deepEqual(
      Object.keys(NOT_FOR_THE_SERVER).filter((what) => !known.has(what)),
      [],
    );
  });
});
