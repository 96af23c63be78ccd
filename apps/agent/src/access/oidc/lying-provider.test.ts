/**
 * Proofs that are none: a provider on loopback that signs what the test says, with its own key. It stands for a provider that
 * errs, or for somebody between it and the agent; a real one, which says none of this, is in oidc.test.ts.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { OidcProvider } from './provider.ts';

type Claims = Readonly<Record<string, unknown>>;

/** What the next token says beside, or instead of, what is true. */
interface Lie {
  readonly claims?: Claims;
  readonly header?: Claims;
  readonly key?: KeyObject;
}

const own = generateKeyPairSync('rsa', { modulusLength: 2048 });

function part(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

class FakeProvider {
  readonly #server: Server = createServer();
  lie: Lie = {};
  /** As it was asked for. */
  nonce = '';
  issuer = '';

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.issuer = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    this.#server.on('request', (request, response) => {
      const answer = this.#answer(request.url ?? '');
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(path: string): Claims {
    if (path === '/jwks') {
      return { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }] };
    }
    if (path === '/token') {
      return { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: this.#idToken() };
    }
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  #idToken(): string {
    const now = Math.floor(Date.now() / 1000);
    const { claims, header, key = own.privateKey } = this.lie;
    const said = [
      part({ alg: 'RS256', kid: 'own', ...header }),
      part({
        ...{ iss: this.issuer, sub: 'ada', aud: 'farport', iat: now, exp: now + 60, nonce: this.nonce },
        ...claims,
      }),
    ].join('.');
    return `${said}.${sign('sha256', Buffer.from(said), key).toString('base64url')}`;
  }
}

describe('what proves nobody', () => {
  const fake = new FakeProvider();
  let provider: OidcProvider;

  before(async () => {
    await fake.start();
    provider = new OidcProvider({
      issuer: fake.issuer,
      clientId: 'farport',
      clientSecretFile: undefined,
      publicUrl: 'https://127.0.0.1:4747',
      displayName: 'test',
      scopes: ['openid'],
      nameClaim: 'sub',
      groupsClaim: 'groups',
      createAccounts: 'all',
      defaultRole: 'user',
      roles: new Map(),
      groups: new Map(),
    });
  });
  after(() => {
    fake.stop();
  });

  /** Somebody comes back with a code, and `more` beside it. */
  async function comeBack(lie: Lie, more: Readonly<Record<string, string>> = {}): Promise<string> {
    const asked = await provider.ask();
    fake.nonce = asked.nonce;
    fake.lie = lie;
    const query = new URLSearchParams({ code: 'c', state: asked.state, ...more });
    return (await provider.prove(query, asked)).subject;
  }

  it('is not what is true: then it is somebody', async () => {
    assert.equal(await comeBack({}), 'ada');
    assert.equal(await comeBack({}, { iss: fake.issuer }), 'ada');
  });

  const lies: [string, Lie, Record<string, string>?][] = [
    ['another nonce: a token of another sign-in', { claims: { nonce: 'another' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['another issuer', { claims: { iss: 'https://evil.example.com' } }],
    ['another issuer in the answer', {}, { iss: 'https://evil.example.com' }],
    ['another audience: a token for another program', { claims: { aud: 'payroll' } }],
    ['two audiences, and it is for the other', { claims: { aud: ['farport', 'payroll'], azp: 'payroll' } }],
    ['what is over', { claims: { exp: Math.floor(Date.now() / 1000) - 3600 } }],
    ['nobody at all', { claims: { sub: undefined } }],
    ['an algorithm that was not promised', { header: { alg: 'none' } }],
    ['another state', {}, { state: 'another' }],
  ];
  for (const [what, lie, more] of lies) {
    it(`is ${what}`, async () => {
      await assert.rejects(comeBack(lie, more), { code: 'oidc.answer' });
    });
  }
});
