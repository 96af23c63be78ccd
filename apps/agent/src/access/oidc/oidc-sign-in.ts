/** Signing in by OpenID Connect, from the button to the session. Knows nothing of HTTP but a cookie's text. */
import { timingSafeEqual } from 'node:crypto';
import { AttemptLimiter } from '../../tickets/attempt-limiter.ts';
import type { OidcConfig } from '../../config/oidc-config.ts';
import { errorCode } from '../../errors.ts';
import type { ChangeContext, Store } from '../../store/store.ts';
import { openSession, type OpenedSession } from '../sessions.ts';
import { accountOf, personOf } from './account.ts';
import { OidcError } from './errors.ts';
import { FLOW_MS, FlowSeal, safeReturn } from './flow.ts';
import { OidcProvider } from './provider.ts';

export interface CallbackRequest {
  readonly query: URLSearchParams;
  readonly sealed: string | undefined;
  readonly address: string;
  readonly userAgent: string;
}

export class OidcSignIn {
  readonly config: OidcConfig;
  readonly provider: OidcProvider;
  readonly #store: Store;
  readonly #seal = new FlowSeal();
  readonly #limiter: AttemptLimiter;

  constructor(config: OidcConfig, store: Store) {
    this.config = config;
    this.provider = new OidcProvider(config);
    this.#store = store;
    this.#limiter = new AttemptLimiter(() => store.storeTime());
  }

  /**
   * Where to send the browser, and what it keeps meanwhile.
   * @throws OidcError oidc.unreachable, oidc.secret
   */
  async begin(returnTo: string | undefined): Promise<{ readonly url: URL; readonly sealed: string }> {
    const { url, ...asked } = await this.provider.ask();
    const expiresAt = this.#store.latestTime() + FLOW_MS;
    return { url, sealed: this.#seal.seal({ ...asked, returnTo: safeReturn(returnTo), expiresAt }) };
  }

  /**
   * The browser is back.
   * @throws OidcError all of them; StoreError
   */
  async finish(request: CallbackRequest): Promise<OpenedSession & { readonly returnTo: string }> {
    // Each answer costs a question to the provider, and guesses are made here, too.
    if (this.#limiter.isOver(request.address)) {
      throw new OidcError(
        'oidc.throttled',
        'too many failed sign-ins from your address: wait a minute, then begin again',
      );
    }
    try {
      return await this.#finish(request);
    } catch (error) {
      this.#limiter.failed(request.address);
      throw error;
    }
  }

  async #finish(request: CallbackRequest): Promise<OpenedSession & { readonly returnTo: string }> {
    const flow =
      request.sealed === undefined ? undefined : this.#seal.open(request.sealed, this.#store.latestTime());
    if (flow === undefined || !same(flow.state, request.query.get('state') ?? '')) {
      throw new OidcError(
        'oidc.flow',
        'this sign-in was not begun in this browser, or took more than ten minutes: begin again',
      );
    }
    const { issuer, subject, claims } = await this.provider.prove(request.query, flow);
    const person = personOf(this.config, issuer, subject, claims);
    const { address, userAgent } = request;
    const by = (id: string | null): ChangeContext => ({
      actor: { kind: 'user', id, name: person.name === '' ? 'unknown' : person.name },
      address,
    });
    try {
      const result = await this.#store.change(by(null), async (tx) => {
        const { user, refusal } = await accountOf(tx, this.config, person);
        // Told when what they lose by it is written down.
        if (refusal !== undefined) return { refusal };
        const opened = await openSession(tx, this.#store.latestTime(), { user, address, userAgent });
        await tx.audit.append({
          action: 'session.signed_in',
          outcome: 'ok',
          user: { id: user.id, name: user.name },
          details: { session: opened.session.id, by: issuer },
        });
        return { ...opened, returnTo: flow.returnTo };
      });
      if ('refusal' in result) throw result.refusal;
      return result;
    } catch (error) {
      const reason = errorCode(error) ?? 'internal';
      await this.#store.change(by(null), (tx) =>
        tx.audit.append({ action: 'session.sign_in', outcome: 'denied', reason, details: { by: issuer } }),
      );
      throw error;
    }
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
