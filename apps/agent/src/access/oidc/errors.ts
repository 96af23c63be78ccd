/** Why signing in by OpenID Connect did not work: told to a person at a browser, who needs to know what to do. */
import { FarportError } from '../../errors.ts';

export type OidcErrorCode =
  /** The configuration has no provider. */
  | 'oidc.not_configured'
  /** The agent's own secret for the provider cannot be read. */
  | 'oidc.secret'
  /** The provider does not answer, or not as its discovery promises. */
  | 'oidc.unreachable'
  /** Not begun in this browser, begun too long ago, or gone through already. */
  | 'oidc.flow'
  /** The provider said no. */
  | 'oidc.refused'
  /** The provider's answer does not prove who it is. */
  | 'oidc.answer'
  /** Proved, but not to be let in here. */
  | 'oidc.no_account'
  | 'oidc.name_taken'
  | 'oidc.disabled'
  /** Too many failures from this address. */
  | 'oidc.throttled';

const STATUS: Record<OidcErrorCode, number> = {
  'oidc.not_configured': 404,
  'oidc.secret': 502,
  'oidc.unreachable': 502,
  'oidc.flow': 400,
  'oidc.refused': 403,
  'oidc.answer': 502,
  'oidc.no_account': 403,
  'oidc.name_taken': 403,
  'oidc.disabled': 403,
  'oidc.throttled': 429,
};

export class OidcError extends FarportError {
  constructor(code: OidcErrorCode, message: string, options?: ErrorOptions) {
    super(code, STATUS[code], message, options);
  }
}
