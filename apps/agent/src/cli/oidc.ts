/** `oidc check`: asks the provider of the configuration, as the agent would, and says what it must know of the agent. */
import type { AgentConfig } from '../config/config.ts';
import { ConfigError } from '../errors.ts';
import { OidcProvider } from '../access/oidc/provider.ts';

/** @throws ConfigError oidc.not_configured; OidcError oidc.unreachable, oidc.secret */
export async function checkOidc(config: AgentConfig): Promise<void> {
  if (config.oidc === undefined) {
    throw new ConfigError(
      'oidc.not_configured',
      `${config.file} has no [oidc]: people sign in with passwords of this agent`,
    );
  }
  const provider = new OidcProvider(config.oidc);
  const { authorization_endpoint: endpoint = '?', scopes_supported: scopes = [] } = (
    await provider.discover()
  ).serverMetadata();
  const missing = config.oidc.scopes.filter((scope) => scopes.length > 0 && !scopes.includes(scope));
  process.stdout.write(
    [
      `${config.oidc.issuer} answers; people sign in at ${endpoint}`,
      `it must know client "${config.oidc.clientId}" with the redirect URI ${provider.redirectUri}`,
      ...missing.map((scope) => `it does not list the scope "${scope}"`),
      '',
    ].join('\n'),
  );
}
