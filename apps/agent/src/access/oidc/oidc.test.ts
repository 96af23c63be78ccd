/** Signing in by OpenID Connect: a real agent over HTTPS, a real provider process, and a browser's part played by hand. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AgentUnderTest, until } from '../../testing/agent-under-test.ts';
import { ApiCaller } from '../../testing/api-caller.ts';

const providerProgram = fileURLToPath(new URL('../../testing/oidc-provider.mjs', import.meta.url));

const people = {
  ada: { name: 'Ada L.', preferred_username: 'ada', groups: ['it', 'staff'] },
  bob: { name: 'Bob', preferred_username: 'bob', groups: ['staff'] },
  guest: { name: 'Guest', preferred_username: 'guest', groups: [] },
  trudy: { name: 'Trudy', preferred_username: 'Admin', groups: ['it'] },
  anon: { groups: ['staff'] },
};

interface Page {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** As much of a browser as it takes: cookies by host, one page at a time. */
class SmallBrowser {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly #address: string;

  /** `address`: of loopback, that it comes from; failures are counted by it. */
  constructor(address = '127.0.0.1') {
    this.#address = address;
  }

  async get(url: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    const { protocol, host } = new URL(url);
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    const body = form === undefined ? undefined : new URLSearchParams(form).toString();
    const outgoing = (protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method: body === undefined ? 'GET' : 'POST',
      rejectUnauthorized: false,
      agent: false,
      localAddress: this.#address,
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
    });
    outgoing.end(body);
    const [response] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
    for (const line of response.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      text: Buffer.concat(chunks).toString(),
    };
  }

  /** Follows redirects up to the one whose target `stop` is. */
  async follow(url: string, stop: RegExp): Promise<string> {
    let at = url;
    for (let step = 0; step < 10; step++) {
      const { status, headers, text } = await this.get(at);
      assert.ok(status >= 300 && status < 400, `${at}: ${status} ${text}`);
      at = new URL(headers.location ?? '', at).href;
      if (stop.test(at)) return at;
    }
    return assert.fail(`no end at ${at}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('signing in by OpenID Connect', () => {
  let agent: AgentUnderTest;
  let provider: ChildProcess;
  let base = '';
  let issuer = '';

  before(async () => {
    const [agentPort, providerPort] = [await freePort(), await freePort()];
    base = `https://127.0.0.1:${agentPort}`;
    issuer = `http://127.0.0.1:${providerPort}`;
    provider = spawn(process.execPath, [
      providerProgram,
      String(providerPort),
      `${base}/api/v1/auth/oidc/callback`,
      JSON.stringify(people),
    ]);
    let said = '';
    provider.stdout?.on('data', (text: Buffer) => (said += text.toString()));
    await until('the provider is ready', () => {
      if (provider.exitCode !== null) throw new Error('the provider ended');
      return said.includes('ready\n');
    });
    agent = new AgentUnderTest(
      `[oidc]
      issuer = "${issuer}"
      client_id = "farport"
      client_secret_file = "secret"
      public_url = "${base}"
      display_name = "Example & Sons"
      roles = { administrator = ["it"], user = ["staff"] }
      groups = { engineers = ["it"], everybody = ["it", "staff"] }\n`,
      agentPort,
    );
    writeFileSync(join(agent.directory, 'secret'), 'a secret of the agent\n');
    await agent.start();
    await until('the API answers', () => agent.event('api.ready'));
  });
  after(async () => {
    provider.kill();
    await agent[Symbol.asyncDispose]();
  });

  const callback = /\/api\/v1\/auth\/oidc\/callback\?/;

  /** From the button to the address that the provider sends the browser back to. */
  async function throughProvider(browser: SmallBrowser, login: string, start = ''): Promise<string> {
    const form = await browser.follow(`${base}/api/v1/auth/oidc/start${start}`, /\/interaction\//);
    const sent = await browser.get(form, { prompt: 'login', login, password: 'x' });
    return browser.follow(new URL(sent.headers.location ?? '', form).href, callback);
  }

  async function signIn(login: string, address?: string): Promise<{ browser: SmallBrowser; page: Page }> {
    const browser = new SmallBrowser(address);
    const page = await browser.get(await throughProvider(browser, login));
    return { browser, page };
  }

  const sessionOf = async (
    browser: SmallBrowser,
  ): Promise<{ user?: Record<string, unknown>; csrfToken?: string }> =>
    JSON.parse((await browser.get(`${base}/api/v1/session`)).text) as { user?: Record<string, unknown> };

  /** As the database has them, for another role could not ask. */
  function groupsOf(name: string): string[] {
    const database = new DatabaseSync(join(agent.dataDir, 'fleet.db'), { readOnly: true });
    const rows = database
      .prepare(
        `SELECT groups.name FROM group_members JOIN groups ON groups.id = group_id
         JOIN users ON users.id = user_id WHERE users.name = ? ORDER BY groups.name`,
      )
      .all(name);
    database.close();
    return rows.map((row) => String(row['name']));
  }

  it('is offered to the console', async () => {
    const { text } = await new SmallBrowser().get(`${base}/api/v1/auth/methods`);
    assert.deepEqual(JSON.parse(text), {
      password: true,
      oidc: {
        displayName: 'Example & Sons',
        href: '/api/v1/auth/oidc/start',
        signOutHref: '/api/v1/auth/oidc/sign-out',
      },
    });
  });

  it('makes an account with the role of the groups, and a session, and comes back to where it began', async () => {
    const browser = new SmallBrowser();
    const back = await throughProvider(browser, 'ada', '?return=/console/vms');
    const page = await browser.get(back);
    assert.deepEqual([page.status, page.headers.location], [303, '/console/vms'], page.text);
    const { user } = await sessionOf(browser);
    assert.partialDeepStrictEqual(user, {
      name: 'ada',
      displayName: 'Ada L.',
      role: 'administrator',
      source: 'oidc',
    });
    const audit = (await agent.cli('audit', 'list', '--json')).stdout;
    assert.match(audit, new RegExp(`"session.signed_in".*"by":"${issuer}"`));
    assert.ok(!audit.includes('a secret of the agent') && !agent.stdout.includes('code='));
  });

  it('asks with PKCE, state and nonce, and keeps the answers from scripts', async () => {
    const page = await new SmallBrowser().get(`${base}/api/v1/auth/oidc/start`);
    const asked = new URL(page.headers.location ?? '').searchParams;
    assert.equal(asked.get('code_challenge_method'), 'S256');
    for (const name of ['code_challenge', 'state', 'nonce'])
      assert.ok((asked.get(name) ?? '').length >= 43, name);
    assert.match(
      String(page.headers['set-cookie']),
      /^__Host-farport_sign_in=[^;]+; Path=\/; Secure; HttpOnly; SameSite=Lax/,
    );
  });

  it('takes no answer twice, from another browser, with another state, or made up', async () => {
    const browser = new SmallBrowser();
    const back = await throughProvider(browser, 'bob');
    const cases: [SmallBrowser, string, RegExp][] = [
      [new SmallBrowser(), back, /begin again \[oidc\.flow\]/],
      [browser, back.replace(/state=[^&]+/, 'state=other'), /\[oidc\.flow\]/],
    ];
    for (const [from, url, words] of cases) {
      const page = await from.get(url);
      assert.deepEqual([page.status, words.test(page.text)], [400, true], page.text);
      assert.match(String(page.headers['content-type']), /text\/html/);
    }
    const again = new SmallBrowser();
    const once = await throughProvider(again, 'bob');
    // The browser keeps its cookie in spite of the answer: the provider itself refuses the code.
    const [state] = /state=[^&]+/.exec(once) ?? [''];
    const forged = await again.get(
      `${base}/api/v1/auth/oidc/callback?code=forged&${state}&iss=${encodeURIComponent(issuer)}`,
    );
    assert.equal(forged.status, 403, forged.text);
    assert.match(forged.text, /said no: grant request is invalid \[oidc\.refused\]/);
    assert.match((await again.get(once)).text, /\[oidc\.flow\]/);
    assert.equal((await sessionOf(again)).user, undefined);
  });

  it('tells a person in words that the provider or the agent says no', async () => {
    const browser = new SmallBrowser();
    const form = await browser.follow(`${base}/api/v1/auth/oidc/start`, /\/interaction\//);
    const page = await browser.get(await browser.follow(`${form}/abort`, callback));
    assert.equal(page.status, 403);
    assert.match(page.text, /said no: End-User aborted interaction \[oidc\.refused\]/);
    for (const [login, words] of [
      ['guest', /none of your groups gives you a role here: ask an administrator \[oidc\.no_account\]/],
      ['anon', /does not say your name \(claim &#34;preferred_username&#34;\).*\[oidc\.no_account\]/],
      ['trudy', /another account &#34;Admin&#34; here already.*\[oidc\.name_taken\]/],
    ] as const) {
      const refused = await signIn(login);
      assert.equal(refused.page.status, 403);
      assert.match(refused.page.text, words);
      assert.equal((await sessionOf(refused.browser)).user, undefined);
    }
    assert.match((await agent.cli('audit', 'list')).stdout, /session\.sign_in +denied .*oidc\.no_account/);
  });

  it('follows the groups at every sign-in, and a switched-off account stays out', async () => {
    const first = await signIn('bob');
    assert.equal((await sessionOf(first.browser)).user?.['role'], 'user');
    const others = { ...people, bob: { ...people.bob, name: 'Robert', groups: ['it'] } };
    provider.stdin?.write(`${JSON.stringify(others)}\n`);
    const second = await signIn('bob');
    assert.partialDeepStrictEqual((await sessionOf(second.browser)).user, {
      role: 'administrator',
      displayName: 'Robert',
    });
    provider.stdin?.write(`${JSON.stringify(people)}\n`);
    await agent.cli('user', 'disable', 'bob');
    assert.match((await signIn('bob')).page.text, /switched off: ask an administrator \[oidc\.disabled\]/);
    // And no password of ours lets anybody in as such a user.
    assert.match((await agent.cli('user', 'reset-password', 'ada')).stderr, /no such user with a password/);
  });

  it('switches off who has lost every group, with what they had open, and on again who is back', async () => {
    const say = (groups: readonly string[]): void => {
      provider.stdin?.write(`${JSON.stringify({ ...people, ada: { ...people.ada, groups } })}\n`);
    };
    const { browser } = await signIn('ada');
    const args = ['token', 'create', 'ci', '--user', 'ada', '--scope', 'users:write', '--ttl', 'never'];
    const token = (await agent.cli(...args)).stdout.trim();
    const api = new ApiCaller(agent.port);
    const body = { name: 'back-door', displayName: 'x', role: 'administrator' };
    const useToken = async (): Promise<number> =>
      (await api.ask({ token }, 'POST', '/users', { body })).status;
    const ada = async (): Promise<Record<string, unknown>> => {
      const { stdout } = await agent.cli('user', 'list', '--json');
      const { users } = JSON.parse(stdout) as { users: Record<string, unknown>[] };
      return users.find(({ name }) => name === 'ada') ?? assert.fail(stdout);
    };

    say([]);
    for (let n = 0; n < 2; n++)
      assert.match((await signIn('ada', '127.0.0.2')).page.text, /\[oidc\.no_account\]/);
    assert.equal((await sessionOf(browser)).user, undefined);
    assert.equal(await useToken(), 401);
    assert.equal((await ada())['enabled'], false);
    assert.deepEqual(groupsOf('ada'), []);
    assert.match(
      (await agent.cli('audit', 'list', '--json')).stdout,
      /"user\.changed".*"user":\{"id":"[^"]+","name":"ada"\}.*"enabled":"true → false"/,
    );

    say(['staff']);
    assert.partialDeepStrictEqual((await sessionOf((await signIn('ada')).browser)).user, { role: 'user' });
    assert.equal(await useToken(), 403);
    // Whom an administrator has switched off stays out, whatever the provider says.
    await agent.cli('user', 'disable', 'ada');
    for (const groups of [[], ['it']]) {
      say(groups);
      assert.match((await signIn('ada', '127.0.0.2')).page.text, /\[oidc\.disabled\]/);
    }
    await agent.cli('user', 'enable', 'ada');
    say(['it', 'staff']);
    assert.equal((await sessionOf((await signIn('ada')).browser)).user?.['role'], 'administrator');
    api.close();
  });

  it('puts people into the groups that the configuration maps, and takes them out again', async () => {
    const carol = { name: 'Carol', preferred_username: 'carol', groups: ['it'] };
    const say = (groups: readonly string[]): void => {
      provider.stdin?.write(`${JSON.stringify({ ...people, carol: { ...carol, groups } })}\n`);
    };
    const groupsOfCarol = async (): Promise<string[]> => {
      const { browser } = await signIn('carol');
      assert.equal((await sessionOf(browser)).user?.['name'], 'carol');
      return groupsOf('carol');
    };
    say(['it']);
    assert.deepEqual(await groupsOfCarol(), ['engineers', 'everybody']);
    say(['staff']);
    assert.deepEqual(await groupsOfCarol(), ['everybody']);
    provider.stdin?.write(`${JSON.stringify(people)}\n`);
  });

  it('goes on to the provider to sign out there', async () => {
    const { browser } = await signIn('ada');
    const page = await browser.get(`${base}/api/v1/auth/oidc/sign-out`);
    const to = new URL(page.headers.location ?? '');
    assert.equal(`${to.origin}${to.pathname}`, `${issuer}/session/end`);
    assert.equal(to.searchParams.get('post_logout_redirect_uri'), `${base}/`);
    assert.equal((await browser.get(to.href)).status, 200);
  });

  it('makes whoever guesses wait, with nobody asked', async () => {
    const guess = (): Promise<Page> =>
      new SmallBrowser().get(`${base}/api/v1/auth/oidc/callback?code=x&state=y`);
    for (let n = 0; n < 12; n++) await guess();
    const refused = await guess();
    assert.equal(refused.status, 429);
    assert.match(refused.text, /wait a minute, then begin again \[oidc\.throttled\]/);
  });

  it('is checked by a command, and says so when the provider is away', async () => {
    const good = await agent.cli('oidc', 'check');
    assert.equal(good.status, 0, good.stderr);
    assert.match(good.stdout, new RegExp(`${issuer} answers.*\n.*${base}/api/v1/auth/oidc/callback`, 's'));
    provider.kill();
    await once(provider, 'exit');
    const bad = await agent.cli('oidc', 'check');
    assert.equal(bad.status, 1);
    assert.match(bad.stderr, /does not answer as it should \(.*ECONNREFUSED.*\[oidc\.unreachable\]/);
    // The agent asked before and knows where to send people; their proof cannot be fetched.
    await agent.signal('SIGTERM');
    await agent.start();
    await until('the API answers again', () => agent.log.filter(({ event }) => event === 'api.ready')[1]);
    const page = await new SmallBrowser().get(`${base}/api/v1/auth/oidc/start`);
    assert.equal(page.status, 502);
    assert.match(page.text, /sign in with a password of this agent \[oidc\.unreachable\]/);
  });
});
