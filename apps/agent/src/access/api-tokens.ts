/** API tokens: made with scopes and an end, shown once, recognised by their hash. */
import type { Scope, User } from '@farport/fleet';
import type { Store } from '../store/store.ts';
import type { ApiToken } from '../store/tables.ts';
import { AccessError } from './errors.ts';
import { unlessStuck } from './last-used.ts';
import { contextOf, type Principal } from './principal.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** Use is written down this often, not at every request. */
const touchEveryMs = 60_000;
/** Where the configuration says nothing. */
export const TOKEN_AWAY_MS = 30 * 86_400_000;

/** Makes a token of the principal's own. `ttlMs` null: until it is revoked. */
export async function createApiToken(
  store: Store,
  principal: Principal,
  wanted: { readonly name: string; readonly scopes: readonly Scope[]; readonly ttlMs: number | null },
): Promise<{ readonly apiToken: ApiToken; readonly token: string }> {
  const token = newSecret('token');
  const tokenHash = hashSecret('token', token) ?? '';
  const expiresAt = wanted.ttlMs === null ? null : store.latestTime() + wanted.ttlMs;
  const apiToken = await store.change(contextOf(principal), (tx) =>
    tx.tokens.create({
      userId: principal.user.id,
      name: wanted.name,
      scopes: [...new Set(wanted.scopes)],
      expiresAt,
      tokenHash,
    }),
  );
  return { apiToken, token };
}

/**
 * Who comes with this token. `awayMs`: tokens of users of OpenID Connect work for so long after their last sign-in, for
 * only then is it known that the provider still gives them a place here.
 * @throws AccessError token.unknown, token.expired, token.away
 */
export async function authenticateToken(
  store: Store,
  token: string,
  address: string | null,
  awayMs = TOKEN_AWAY_MS,
): Promise<Principal> {
  const hash = hashSecret('token', token);
  const found = hash === undefined ? undefined : await lookUp(store, hash);
  if (found === undefined)
    throw new AccessError('token.unknown', 'this API token is not (or no longer) one of ours');
  const { apiToken, user, provedAt } = found;
  if (apiToken.expiresAt !== null && apiToken.expiresAt <= store.latestTime()) {
    throw new AccessError('token.expired', `the API token "${apiToken.name}" has expired: make a new one`);
  }
  if (user.source === 'oidc' && (provedAt || apiToken.createdAt) + awayMs <= store.latestTime()) {
    throw new AccessError(
      'token.away',
      `the owner of the API token "${apiToken.name}" has not signed in for too long: it works again when they have`,
    );
  }
  const principal: Principal = {
    user,
    role: user.role,
    scopes: apiToken.scopes,
    via: { kind: 'token', id: apiToken.id, name: apiToken.name },
    address,
    mustChangePassword: false,
  };
  if (apiToken.lastUsedAt === null || Math.abs(store.latestTime() - apiToken.lastUsedAt) >= touchEveryMs) {
    await unlessStuck(store.change(contextOf(principal), (tx) => tx.tokens.touch(apiToken.id)));
  }
  return principal;
}

function lookUp(
  store: Store,
  hash: string,
): Promise<{ apiToken: ApiToken; user: User; provedAt: number } | undefined> {
  return store.read(async (tx) => {
    const apiToken = await tx.tokens.byTokenHash(hash);
    const user = apiToken === undefined ? undefined : await tx.users.get(apiToken.userId);
    if (apiToken === undefined || user?.enabled !== true) return undefined;
    const provedAt = user.source === 'oidc' ? (await tx.users.provider(user.id)).provedAt : 0;
    return { apiToken, user, provedAt };
  });
}
