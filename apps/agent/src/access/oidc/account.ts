/** From what a provider says of a person to a user here: which account, which role, or why none. */
import { LIMITS, type Role, type User } from '@farport/fleet';
import type { OidcConfig } from '../../config/oidc-config.ts';
import type { Transaction } from '../../store/store.ts';
import { OidcError } from './errors.ts';

export interface ProvedPerson {
  readonly issuer: string;
  readonly subject: string;
  /** As a name of ours; empty where the provider gives none that could be one. */
  readonly name: string;
  readonly displayName: string;
  readonly groups: readonly string[];
}

const mostGroups = 2000;

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What the claims say; they are the provider's words, and may hold anything. */
export function personOf(
  config: OidcConfig,
  issuer: string,
  subject: string,
  claims: Readonly<Record<string, unknown>>,
): ProvedPerson {
  const name = text(claims[config.nameClaim])
    .replaceAll(/[^A-Za-z0-9._@+-]/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, LIMITS.name);
  const displayName = text(claims['name'])
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .slice(0, LIMITS.displayName)
    .toWellFormed();
  const groups = claims[config.groupsClaim];
  const list: readonly unknown[] = Array.isArray(groups) ? groups : [groups];
  return {
    issuer,
    subject,
    name,
    displayName: displayName.trim() === '' ? name : displayName,
    groups: list.slice(0, mostGroups).filter((group) => typeof group === 'string'),
  };
}

/** The role that the groups give; undefined where none of them does. */
export function mappedRole({ roles }: OidcConfig, groups: readonly string[]): Role | undefined {
  const own = new Set(groups);
  for (const [role, names] of roles) if (names.some((name) => own.has(name))) return role;
  return undefined;
}

/**
 * The user this person is, made or brought up to date.
 * @throws OidcError oidc.no_account, oidc.name_taken, oidc.disabled
 * @throws StoreError store.reference where the last administrator would be one no more
 */
export async function accountOf(tx: Transaction, config: OidcConfig, person: ProvedPerson): Promise<User> {
  const mapped = mappedRole(config, person.groups);
  const known = await tx.users.byOidc(person.issuer, person.subject);
  if (known === undefined) return createAccount(tx, config, person, mapped);
  if (!known.enabled) {
    throw new OidcError('oidc.disabled', 'your account here is switched off: ask an administrator');
  }
  const role = mapped ?? roleWithoutGroup(config, known);
  if (role === known.role && person.displayName === known.displayName) return known;
  return tx.users.update(known.id, known.version, { role, displayName: person.displayName });
}

/**
 * Brings the fleet's groups that have their members from the provider up to date for this person; makes those that are not
 * there yet. Groups that the configuration does not name are nobody's business here.
 * @throws StoreError store.limit
 */
export async function joinGroups(
  tx: Transaction,
  { groups }: OidcConfig,
  user: User,
  person: ProvedPerson,
): Promise<void> {
  const theirs = new Set(person.groups);
  for (const [name, names] of groups) {
    const belongs = names.some((each) => theirs.has(each));
    const known = await tx.groups.byName(name);
    if (belongs) {
      const group =
        known ?? (await tx.groups.create({ name, description: 'Members come from single sign-on' }));
      await tx.groups.addMember(group.id, user.id);
    } else if (known !== undefined) await tx.groups.removeMember(known.id, user.id);
  }
}

/** Without a mapping, roles are given here; with one, whoever is in none of its groups has no place (any more). */
function roleWithoutGroup(config: OidcConfig, known: User): Role {
  if (config.roles.size === 0) return known.role;
  if (config.createAccounts === 'all') return config.defaultRole;
  throw notMapped();
}

async function createAccount(
  tx: Transaction,
  config: OidcConfig,
  person: ProvedPerson,
  mapped: Role | undefined,
): Promise<User> {
  if (config.createAccounts === 'never') {
    throw new OidcError(
      'oidc.no_account',
      'you have no account here, and none is made by signing in: ask an administrator',
    );
  }
  if (mapped === undefined && config.createAccounts === 'mapped') throw notMapped();
  if (person.name === '') {
    throw new OidcError(
      'oidc.no_account',
      `the provider does not say your name (claim "${config.nameClaim}"): an administrator can name another claim as name_claim`,
    );
  }
  if ((await tx.users.byName(person.name)) !== undefined) {
    throw new OidcError(
      'oidc.name_taken',
      `there is another account "${person.name}" here already: an administrator can rename that one`,
    );
  }
  const { name, displayName, issuer, subject } = person;
  return tx.users.createFromOidc(
    { name, displayName, role: mapped ?? config.defaultRole },
    { issuer, subject },
  );
}

function notMapped(): OidcError {
  return new OidcError('oidc.no_account', 'none of your groups gives you a role here: ask an administrator');
}
