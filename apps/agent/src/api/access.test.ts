/** Who gets in, over real HTTPS: every role to every route, and what forged, expired and replayed credentials get. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isOperation, permission, ROLES, type Operation } from '@farport/fleet';
import { ApiUnderTest } from '../testing/api-under-test.ts';
import type { ApiAnswer, Credentials } from '../testing/api-caller.ts';
import { EventReader } from '../testing/event-reader.ts';
import { password } from '../testing/prepared-fleet.ts';
import { sessionCookie } from './authentication.ts';
import { allRoutes } from './routes/index.ts';

let test: ApiUnderTest;
before(async () => {
  test = await ApiUnderTest.start();
});
after(() => test[Symbol.asyncDispose]());

const ask = (...args: Parameters<ApiUnderTest['api']['ask']>): Promise<ApiAnswer> => test.api.ask(...args);
const codeOf = ({ json }: ApiAnswer): unknown => (json as { code?: string } | undefined)?.code;

/** A path with ids of nothing. */
function pathOf(path: string): string {
  return path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => {
    if (name === 'version') return '999';
    if (name === 'path') return '1-2';
    return name === 'kind' ? 'user' : 'nothing';
  });
}

/**
 * Every route once more, by hand: which operation it is, and what of one's own is let through. What changes in a route must be
 * meant here, so that none is let in as something smaller than it is. Those of everybody are below.
 */
const EXPECTED = new Map(
  `
GET /session                             signed_in
DELETE /session                          signed_in
PUT /session/client                      signed_in
DELETE /session/client                   signed_in
POST /session/password                   password.change theirs
GET /sessions                            session.read theirs
DELETE /sessions/:id                     session.end own
GET /users                               user.read theirs
POST /users                              user.change
GET /users/:id                           user.read own
PATCH /users/:id                         user.change
DELETE /users/:id                        user.change
POST /users/:id/password                 user.change
POST /users/:id/unlock                   user.unlock
GET /groups                              group.read
POST /groups                             group.change
GET /groups/:id                          group.read
PATCH /groups/:id                        group.change
DELETE /groups/:id                       group.change
GET /groups/:id/members                  group.read
PUT /groups/:id/members/:userId          group.change
DELETE /groups/:id/members/:userId       group.change
GET /tokens                              token.read theirs
POST /tokens                             token.create theirs
DELETE /tokens/:id                       token.revoke own
GET /clients                             client.read theirs
GET /clients/:id                         client.read own
PATCH /clients/:id                       client.change
DELETE /clients/:id                      client.remove
GET /clients/:id/ports                   client.read own
PUT /clients/:id/ports/:path             client.change
GET /enrolment-codes                     client.enrol
POST /enrolment-codes                    client.enrol
DELETE /enrolment-codes/:id              client.enrol
GET /images                              vm.create
GET /vms                                 vm.read theirs
POST /vms                                vm.create
GET /vms/:id                             vm.read own
PATCH /vms/:id                           vm.change
DELETE /vms/:id                          vm.delete
POST /vms/:id/start                      vm.power own
POST /vms/:id/stop                       vm.power own
POST /vms/:id/force-off                  vm.force_off own
POST /vms/:id/ticket                     vm.connect own
POST /vms/:id/device-verdicts            vm.connect own
GET /vms/:id/console-log                 vm.console_log own
POST /vms/:id/power-button               vm.power own
GET /vms/:id/console                     vm.console own
POST /vms/:id/console                    vm.console own
GET /tickets                             ticket.read
POST /tickets                            ticket.create
DELETE /tickets/:id                      ticket.revoke
GET /vms/:id/grants                      vm.grant
PUT /vms/:id/grants/:kind/:subjectId     vm.grant
DELETE /vms/:id/grants/:kind/:subjectId  vm.grant
GET /devices                             device.read theirs
GET /devices/:id                         device.read own
POST /devices/:id/attach                 device.attach own
POST /devices/:id/detach                 device.detach own
POST /devices/:id/as-assigned            device.attach own
GET /assignments                         assignment.read
POST /assignments                        assignment.change
GET /assignments/:id                     assignment.read
PATCH /assignments/:id                   assignment.change
DELETE /assignments/:id                  assignment.change
GET /leases                              device.read theirs
POST /leases/:id/force-release           device.force_release
GET /channels                            session.read theirs
POST /channels/:id/end                   session.end own
GET /device-sessions                     device.read theirs
GET /policy                              policy.read
PUT /policy                              policy.change
GET /policy/versions                     policy.read
GET /policy/versions/:version            policy.read
POST /policy/test                        policy.test
POST /policy/dry-run                     policy.test
POST /policy/usbredir/import             policy.test
GET /policy/usbredir/export              policy.read
GET /audit                               audit.read
GET /audit.csv                           audit.export
GET /audit/head                          audit.verify
POST /audit/verify                       audit.verify
GET /database/backups                    database.backup
POST /database/backups/:name/check       database.check
POST /database/backups                   database.backup
GET /overview                            overview.read theirs
GET /settings                            settings.read
POST /database/check                     database.check
GET /metrics                             metrics.read
GET /events                              events.read theirs
`
    .trim()
    .split('\n')
    .map((line): [string, Expected] => {
      const [method = '', path = '', operation = '', own = ''] = line.split(/ +/);
      assert.ok(operation === 'signed_in' || isOperation(operation), line);
      assert.ok(own === '' || own === 'own' || own === 'theirs', line);
      return [`${method} ${path}`, { operation, own }];
    }),
);

interface Expected {
  readonly operation: Operation | 'signed_in';
  /** `own`: by its id, whose it is is looked at; `theirs`: it is about nothing else; empty: only who may do it to all. */
  readonly own: 'own' | 'theirs' | '';
}

/** Bodies that fit, where whose it is is asked after that. */
const FITTING: Readonly<Record<string, object>> = {
  'POST /devices/:id/attach': { vmId: 'nothing' },
  'POST /devices/:id/detach': {},
  'POST /devices/:id/as-assigned': {},
  'POST /vms/:id/device-verdicts': { devices: [] },
  'POST /vms/:id/console': { bytes: 'Cg==' },
  'POST /channels/:id/end': { reason: 'a trial' },
};

describe('every role to every route', () => {
  const open = allRoutes
    .filter(({ access }) => access === 'public')
    .map(({ method, path }) => `${method} ${path}`);

  it('leaves only these to everybody', () => {
    assert.deepEqual(open.sort(), [
      'GET /auth/methods',
      'GET /auth/oidc/callback',
      'GET /auth/oidc/sign-out',
      'GET /auth/oidc/start',
      'GET /health',
      'GET /openapi.json',
      'POST /enrolments',
      'POST /session',
    ]);
  });

  it('has no route that is not looked at here', () => {
    const all = allRoutes.map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual([...EXPECTED.keys(), ...open].sort(), all.sort());
  });

  for (const [name, { operation, own }] of EXPECTED) {
    const [method = '', pattern = ''] = name.split(' ');
    const path = pathOf(pattern);
    const { body } = allRoutes.find((each) => `${each.method} ${each.path}` === name) ?? {};

    it(`${name} wants somebody`, async () => {
      const answer = await ask(undefined, method, path, method === 'GET' ? {} : { body: {} });
      assert.equal(answer.status, 401, answer.text);
      assert.equal(codeOf(answer), 'session.unknown');
    });

    if (operation === 'signed_in') continue;
    for (const role of ROLES) {
      const may = permission(role, operation);
      // Nothing of this id is anybody's.
      const isIn = may === 'all' || (may === 'own' && own === 'theirs');
      it(`${name} (${operation}) ${isIn ? 'lets in' : 'refuses'} ${role}`, async () => {
        const who = { token: test.fleet.of[role].token };
        if (path === '/events') {
          (await EventReader.open(test.api, who)).close();
          return;
        }
        const fitting = FITTING[name];
        const answer = await ask(who, method, path, {
          // One that fits nothing, elsewhere: whoever is let in is told so, and nothing happens.
          ...(body === undefined ? {} : fitting === undefined ? { raw: '[]' } : { body: fitting }),
          headers: { 'if-match': '"1"' },
        });
        // Tokens change no password and make no tokens, whatever the role.
        const isNever = operation === 'password.change' || operation === 'token.create';
        assert.equal(codeOf(answer) === 'access.denied', !isIn || isNever, answer.text);
        assert.ok(answer.status < 500, answer.text);
        if (isIn) assert.notEqual(answer.status, 401, answer.text);
      });
    }
  }
});

describe('credentials', () => {
  const cases: [what: string, who: () => Credentials, code: string][] = [
    ['an API token that was never made', () => ({ token: `fpt_${'A'.repeat(43)}` }), 'token.unknown'],
    ['an API token that has expired', () => ({ token: test.fleet.expiredToken }), 'token.expired'],
    [
      'a session’s token as an API token',
      () => ({ token: test.fleet.of.administrator.session }),
      'token.unknown',
    ],
    ['a session that was never opened', () => ({ session: `fps_${'A'.repeat(43)}` }), 'session.unknown'],
    ['a session that is over', () => ({ session: test.fleet.expiredSession }), 'session.expired'],
    ['an API token as a session', () => ({ session: test.fleet.of.administrator.token }), 'session.unknown'],
  ];
  for (const [what, who, code] of cases) {
    it(`refuses ${what}`, async () => {
      const answer = await ask(who(), 'GET', '/users');
      assert.deepEqual([answer.status, codeOf(answer)], [401, code]);
    });
  }

  it('refuses two cookies of one name', async () => {
    const cookie = `${sessionCookie}=${test.fleet.of.administrator.session}`;
    const answer = await ask(undefined, 'GET', '/users', { headers: { cookie: `${cookie}; ${cookie}` } });
    assert.equal(answer.status, 401);
  });

  it('gives a token no more than its scopes', async () => {
    const who = { token: test.fleet.scoped };
    assert.equal((await ask(who, 'GET', '/users')).status, 200);
    const answer = await ask(who, 'POST', '/users', { body: { name: 'x', displayName: '', role: 'user' } });
    assert.deepEqual([answer.status, codeOf(answer)], [403, 'access.denied']);
  });

  it('refuses a code that was used, is over, is for another, or is none', async () => {
    const enrol = (code: string, name = 'kiosk-1'): Promise<ApiAnswer> =>
      ask(undefined, 'POST', '/enrolments', {
        body: { code, name, platform: 'linux', softwareVersion: '1' },
      });
    const { enrolmentCode, expiredCode } = test.fleet;
    assert.equal(codeOf(await enrol(enrolmentCode, 'kiosk-2')), 'enrolment.wrong_name');
    const first = await enrol(enrolmentCode);
    assert.equal(first.status, 201, first.text);
    assert.match((first.json as { key: string }).key, /^fpk_/);
    assert.equal(codeOf(await enrol(enrolmentCode)), 'enrolment.used');
    assert.equal(codeOf(await enrol(expiredCode)), 'enrolment.expired');
    assert.equal(codeOf(await enrol('0000-0000-0000')), 'enrolment.unknown');
  });
});

describe('a session in a browser', () => {
  const signIn = (name: string, word: string, headers = {}): Promise<ApiAnswer> =>
    ask(undefined, 'POST', '/session', { body: { name, password: word }, headers });

  it('is a cookie that no script and no other site gets, and ends with the sign-out', async () => {
    const answer = await signIn('some-operator', password);
    assert.equal(answer.status, 201, answer.text);
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    assert.match(
      cookie,
      /^__Host-farport_session=fps_[^;]+; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    );
    const who = { session: cookie.slice(sessionCookie.length + 1).split(';')[0] ?? '' };
    const me = await ask(who, 'GET', '/session');
    const { csrfToken } = answer.json as { csrfToken: string };
    assert.partialDeepStrictEqual(me.json, { via: 'session', csrfToken, user: { name: 'some-operator' } });
    const out = await ask(who, 'DELETE', '/session');
    assert.equal(out.status, 204);
    assert.match(out.headers['set-cookie']?.[0] ?? '', /Max-Age=0$/);
    assert.equal((await ask(who, 'GET', '/session')).status, 401);
  });

  it('changes nothing without its csrfToken', async () => {
    const who = { session: test.fleet.of.administrator.session };
    for (const sent of ['', 'wrong', 'A'.repeat(43)]) {
      const answer = await ask(who, 'POST', '/groups', {
        body: { name: 'g1', description: '' },
        headers: { 'farport-csrf': sent },
      });
      assert.deepEqual([answer.status, codeOf(answer)], [403, 'http.csrf']);
    }
    assert.equal((await ask(who, 'POST', '/groups', { body: { name: 'g1', description: '' } })).status, 201);
  });

  it('is not opened, nor used, by a page of another site', async () => {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      assert.equal(codeOf(await signIn('some-operator', password, headers)), 'http.csrf');
    }
  });

  it('with a one-time password can only change it', async () => {
    const admin = { session: test.fleet.of.administrator.session };
    const made = await ask(admin, 'POST', '/users', {
      body: { name: 'newcomer', displayName: 'New', role: 'administrator' },
    });
    const once = (made.json as { password: string }).password;
    const answer = await signIn('newcomer', once);
    assert.partialDeepStrictEqual(answer.json, { mustChangePassword: true });
    const who = { session: /=(fps_[^;]+)/.exec(answer.headers['set-cookie']?.[0] ?? '')?.[1] ?? '' };
    assert.equal(codeOf(await ask(who, 'GET', '/users')), 'access.must_change_password');
    assert.partialDeepStrictEqual((await ask(who, 'GET', '/session')).json, { mustChangePassword: true });
    const change = await ask(who, 'POST', '/session/password', {
      body: { password: once, newPassword: 'another horse battery' },
    });
    assert.equal(change.status, 204, change.text);
    assert.equal((await ask(who, 'GET', '/users')).status, 200);
  });

  it('is refused to an address that guesses, with the time to wait', async () => {
    // At once: one after the other may take as long as it takes until more are allowed.
    const guesses = Array.from({ length: 12 }, (_, n) => signIn(`nobody-${n}`, 'wrong wrong wrong'));
    const [first] = await Promise.all(guesses);
    assert.equal(codeOf(first ?? assert.fail()), 'access.wrong_credentials');
    const refused = await signIn('nobody', 'wrong wrong wrong');
    assert.deepEqual([refused.status, codeOf(refused)], [429, 'access.throttled']);
    assert.equal(refused.headers['retry-after'], '60');
  });
});
