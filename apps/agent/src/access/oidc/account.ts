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

/** Who somebody is here; `refusal`: why they are not let in, though what is known of them now is to be kept. */
export interface Account {
  readonly user: User;
  readonly refusal: OidcError | undefined;
}

/**
 * The user this person is, made or brought up to date, with their groups. One whom the provider gives no place any more is
 * switched off and loses the groups that came from there: what they had open ends with that.
 * @throws OidcError oidc.no_account, oidc.name_taken, oidc.disabled
 * @throws StoreError store.limit
 */
export async function accountOf(tx: Transaction, config: OidcConfig, person: ProvedPerson): Promise<Account> {
  const mapped = mappedRole(config, person.groups);
  const known = await tx.users.byOidc(person.issuer, person.subject);
  if (known === undefined) {
    const user = await createAccount(tx, config, person, mapped);
    await joinGroups(tx, config, user, person.groups);
    return { user, refusal: undefined };
  }
  if (!known.enabled && !(await tx.users.provider(known.id)).isOut) {
    throw new OidcError('oidc.disabled', 'your account here is switched off: ask an administrator');
  }
  const role = mapped ?? roleWithoutGroup(config, known);
  const { displayName } = person;
  const user = await tx.users.followProvider(known.id, role === undefined ? null : { displayName, role });
  await joinGroups(tx, config, user, role === undefined ? [] : person.groups);
  return { user, refusal: role === undefined ? notMapped() : undefined };
}

/**
 * Brings the fleet's groups that have their members from the provider up to date for this person; makes those that are not
 * there yet. Groups that the configuration does not name are nobody's business here.
 */
async function joinGroups(
  tx: Transaction,
  { groups }: OidcConfig,
  user: User,
  groupsThere: readonly string[],
): Promise<void> {
  const theirs = new Set(groupsThere);
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
function roleWithoutGroup(config: OidcConfig, known: User): Role | undefined {
  if (config.roles.size === 0) return known.role;
  return config.createAccounts === 'all' ? config.defaultRole : undefined;
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
