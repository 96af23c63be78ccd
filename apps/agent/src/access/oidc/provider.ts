/**
 * The talk with the provider of OpenID Connect: discovery, the address to send people to, the proof in what they bring back.
 * The library (openid-client) checks signatures, issuer, audience, nonce and PKCE; who a person is here is account.ts's.
 */
import { readFileSync } from 'node:fs';
import type { Configuration } from 'openid-client';
import type { OidcConfig } from '../../config/oidc-config.ts';
import { errorMessage } from '../../errors.ts';
import { OidcError } from './errors.ts';

export const callbackPath = '/api/v1/auth/oidc/callback';
const timeoutSeconds = 10;
const longestWords = 300;

export interface Asked {
  readonly url: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface Proof {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

export class OidcProvider {
  readonly #config: OidcConfig;
  #discovered: Promise<Configuration> | undefined;

  constructor(config: OidcConfig) {
    this.#config = config;
  }

  get redirectUri(): string {
    return `${this.#config.publicUrl}${callbackPath}`;
  }

  /**
   * Where to send somebody who wants to sign in.
   * @throws OidcError oidc.unreachable, oidc.secret
   */
  async ask(): Promise<Asked> {
    const configuration = await this.discover();
    const oidc = await import('openid-client');
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri,
      scope: this.#config.scopes.join(' '),
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return { url, state, nonce, verifier };
  }

  /**
   * Who came back with this query.
   * @throws OidcError oidc.refused, oidc.answer, oidc.unreachable, oidc.secret
   */
  async prove(query: URLSearchParams, asked: Omit<Asked, 'url'>): Promise<Proof> {
    const configuration = await this.discover();
    const oidc = await import('openid-client');
    const url = new URL(this.redirectUri);
    url.search = query.toString();
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, url, {
        expectedState: asked.state,
        expectedNonce: asked.nonce,
        pkceCodeVerifier: asked.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined)
        throw new OidcError('oidc.answer', 'the provider sent no proof of who you are');
      const more =
        configuration.serverMetadata().userinfo_endpoint === undefined
          ? {}
          : await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return { issuer: claims.iss, subject: claims.sub, claims: { ...more, ...claims } };
    } catch (error) {
      throw this.#inWords(error, oidc);
    }
  }

  /** Where the provider ends its own session; undefined where it has no such place. @throws OidcError oidc.unreachable */
  async signOutUrl(): Promise<URL | undefined> {
    const configuration = await this.discover();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    const { buildEndSessionUrl } = await import('openid-client');
    return buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${this.#config.publicUrl}/` });
  }

  /** What the provider says of itself, asked once it has answered. @throws OidcError oidc.unreachable, oidc.secret */
  async discover(): Promise<Configuration> {
    const discovered = (this.#discovered ??= this.#discover());
    try {
      return await discovered;
    } catch (error) {
      // The next one asks again.
      if (this.#discovered === discovered) this.#discovered = undefined;
      throw error;
    }
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId } = this.#config;
    const secret = this.#secret();
    const oidc = await import('openid-client');
    // The configuration allows http on this machine itself only.
    const options = {
      timeout: timeoutSeconds,
      execute: [
        // Without it signatures are not looked at where TLS vouches for the provider (OpenID Connect Core, 3.1.3.7).
        oidc.enableNonRepudiationChecks,
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to be noticed, not to go away
        ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []),
      ],
    };
    const authentication = secret === undefined ? oidc.None() : oidc.ClientSecretBasic(secret);
    try {
      return await oidc.discovery(new URL(issuer), clientId, undefined, authentication, options);
    } catch (cause) {
      throw new OidcError(
        'oidc.unreachable',
        `the sign-in service ${issuer} does not answer as it should (${reason(cause)}): try again, or sign in with a password of this agent`,
        { cause },
      );
    }
  }

  #secret(): string | undefined {
    const file = this.#config.clientSecretFile;
    if (file === undefined) return undefined;
    try {
      const secret = readFileSync(file, 'utf8').trim();
      if (secret !== '') return secret;
    } catch (cause) {
      throw new OidcError(
        'oidc.secret',
        `the agent cannot read its secret for the sign-in service: ${errorMessage(cause)}`,
        { cause },
      );
    }
    throw new OidcError('oidc.secret', `the agent's secret for the sign-in service is empty: ${file}`);
  }

  #inWords(error: unknown, oidc: typeof import('openid-client')): OidcError {
    if (error instanceof OidcError) return error;
    // The provider's own words for a person come with them; they are shown as text, never as markup.
    if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
      const words = (error.error_description ?? error.error).slice(0, longestWords);
      return new OidcError('oidc.refused', `the sign-in service said no: ${words}`, { cause: error });
    }
    const unreachable =
      error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError');
    return unreachable
      ? new OidcError(
          'oidc.unreachable',
          `the sign-in service does not answer (${reason(error)}): try again`,
          {
            cause: error,
          },
        )
      : new OidcError(
          'oidc.answer',
          `the sign-in service's answer does not prove who you are (${reason(error)}): begin again; where it happens again, the clocks or the configuration of both sides differ`,
          { cause: error },
        );
  }
}

/** The innermost reason, which is the one that tells something: "fetch failed" does not. */
function reason(error: unknown): string {
  let innermost = error;
  for (let depth = 0; depth < 5; depth++) {
    const cause: unknown = innermost instanceof Error ? innermost.cause : undefined;
    if (!(cause instanceof Error)) break;
    innermost = cause;
  }
  return errorMessage(innermost).slice(0, longestWords);
}
