/** The [oidc] table of the configuration: where people sign in elsewhere, and who they are here. Checks shapes only. */
import { nameSchema, ROLES, type Role } from '@farport/fleet';
import * as v from 'valibot';
import { exactObject } from '@farport/protocol/shape';

export type AccountRule = 'mapped' | 'all' | 'never';

export interface OidcConfig {
  /** As the provider names itself, without a slash at the end. */
  readonly issuer: string;
  readonly clientId: string;
  /** Absolute; undefined for a public client, which PKCE alone protects. */
  readonly clientSecretFile: string | undefined;
  /** https://HOST:PORT of the agent as browsers see it, without a path. */
  readonly publicUrl: string;
  /** On the button. */
  readonly displayName: string;
  readonly scopes: readonly string[];
  readonly nameClaim: string;
  readonly groupsClaim: string;
  readonly createAccounts: AccountRule;
  readonly defaultRole: Role;
  /** Groups of the provider for each role that comes from groups. */
  readonly roles: ReadonlyMap<Role, readonly string[]>;
  /** Groups of the provider for each group of the fleet that has its members from there. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** API tokens of people who sign in there work for this many days after their last sign-in. */
  readonly tokenDays: number;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** https; http only on this machine itself. */
const issuer = v.pipe(
  v.string(),
  v.check((text) => {
    const url = urlOf(text);
    if (url?.search !== '' || url.hash !== '' || url.username !== '') return false;
    return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
  }, 'must be an https URL, such as "https://login.example.com/realms/main"'),
);

const publicUrl = v.pipe(
  v.string(),
  v.check((text) => {
    const url = urlOf(text);
    return url?.protocol === 'https:' && [url.origin, `${url.origin}/`].includes(text);
  }, 'must be how browsers reach this agent: "https://HOST:PORT", without a path'),
  v.transform((text) => new URL(text).origin),
);

const word = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,200}$/, 'must be one word'));
const words = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.maxLength(100));

export const oidcSchema = exactObject({
  issuer,
  client_id: word,
  client_secret_file: v.optional(v.pipe(v.string(), v.minLength(1))),
  public_url: publicUrl,
  display_name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(60)), 'single sign-on'),
  scopes: v.optional(
    v.pipe(
      v.array(word),
      v.maxLength(20),
      v.check((list) => list.includes('openid'), 'must have "openid"'),
    ),
    ['openid', 'profile', 'email'],
  ),
  name_claim: v.optional(word, 'preferred_username'),
  groups_claim: v.optional(word, 'groups'),
  create_accounts: v.optional(
    v.picklist(['mapped', 'all', 'never'], 'must be one of "mapped", "all", "never"'),
    'mapped',
  ),
  default_role: v.optional(v.picklist(ROLES, `must be one of ${ROLES.join(', ')}`), 'user'),
  roles: v.optional(
    exactObject({
      administrator: v.optional(words, []),
      operator: v.optional(words, []),
      auditor: v.optional(words, []),
      help_desk: v.optional(words, []),
      user: v.optional(words, []),
    }),
    {},
  ),
  groups: v.optional(
    v.pipe(
      v.record(nameSchema, words),
      v.check((table) => Object.keys(table).length <= 200, 'at most 200 groups'),
    ),
    {},
  ),
  token_days: v.optional(
    v.pipe(v.number(), v.integer('must be whole'), v.minValue(1), v.maxValue(3650)),
    30,
  ),
});

/** `resolve` makes a path of the file absolute. */
export function oidcConfig(
  table: v.InferOutput<typeof oidcSchema>,
  resolve: (path: string) => string,
): OidcConfig {
  const roles = new Map<Role, readonly string[]>();
  // In the order of ROLES, which goes from the most to the least: whoever is in several groups gets the first.
  for (const role of ROLES) if (table.roles[role].length > 0) roles.set(role, table.roles[role]);
  return {
    issuer: table.issuer,
    clientId: table.client_id,
    clientSecretFile: table.client_secret_file === undefined ? undefined : resolve(table.client_secret_file),
    publicUrl: table.public_url,
    displayName: table.display_name,
    scopes: table.scopes,
    nameClaim: table.name_claim,
    groupsClaim: table.groups_claim,
    createAccounts: table.create_accounts,
    defaultRole: table.default_role,
    roles,
    groups: new Map(Object.entries(table.groups)),
    tokenDays: table.token_days,
  };
}
