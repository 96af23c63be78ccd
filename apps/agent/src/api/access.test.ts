/** Who gets in, over real HTTPS: every role to every route, and what forged, expired and replayed credentials get. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { permission, ROLES } from '@farport/fleet';
import { ApiUnderTest } from '../testing/api-under-test.ts';
import type { ApiAnswer, Credentials } from '../testing/api-caller.ts';
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

  for (const route of allRoutes.filter(({ access }) => access !== 'public')) {
    const { method, access, own } = route;
    const path = pathOf(route.path);

    it(`${method} ${route.path} wants somebody`, async () => {
      const answer = await ask(undefined, method, path, method === 'GET' ? {} : { body: {} });
      assert.equal(answer.status, 401, answer.text);
      assert.equal(codeOf(answer), 'session.unknown');
    });

    if (access === 'public' || access === 'signed_in') continue;
    for (const role of ROLES) {
      const may = permission(role, access);
      // Nothing of this id is anybody's: what is allowed for one's own is refused where ownership is looked at.
      const refused = may === 'no' || (may === 'own' && typeof own !== 'string');
      it(`${method} ${route.path} (${access}) ${refused ? 'refuses' : 'lets in'} ${role}`, async () => {
        if (path === '/events' || `${method} ${path}` === 'DELETE /session') return;
        // A body that fits nothing: whoever is let in is told so, and nothing happens.
        const answer = await ask({ token: test.fleet.of[role].token }, method, path, {
          ...(method === 'GET' || route.body === undefined ? {} : { raw: '[]' }),
          headers: { 'if-match': '"1"' },
        });
        if (may === 'no') assert.equal(codeOf(answer), 'access.denied', answer.text);
        // Without a body to refuse, the question whose it is comes next.
        else if (refused && route.body === undefined)
          assert.equal(codeOf(answer), 'access.denied', answer.text);
        else {
          // Tokens change no password and make no tokens, whatever the role.
          const never = access === 'password.change' || access === 'token.create';
          assert.equal(codeOf(answer) === 'access.denied', never, answer.text);
          assert.ok(answer.status < 500, answer.text);
        }
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
