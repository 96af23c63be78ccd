/** Local accounts: made with a password that must be changed, given another one, unlocked. Passwords are shown once. */
import type { Role, User } from '@farport/fleet';
import { StoreError } from '../store/errors.ts';
import { systemContext, type ChangeContext, type Store } from '../store/store.ts';
import type { PasswordHasher } from './passwords.ts';
import { newOneTimePassword } from './secrets.ts';

export interface NewAccount {
  readonly user: User;
  /** In no log and no file: whoever calls shows it once. */
  readonly password: string;
}

/**
 * Makes an administrator where there is no user at all; undefined where there is one.
 * @throws StoreError
 */
export async function createFirstAdministrator(
  store: Store,
  hasher: PasswordHasher,
  name = 'admin',
): Promise<NewAccount | undefined> {
  if ((await store.read((tx) => tx.users.count())) > 0) return undefined;
  const password = newOneTimePassword();
  const hash = await hasher.hash(password);
  return store.change(systemContext, async (tx) => {
    // Somebody may have been first while the password was hashed.
    if ((await tx.users.count()) > 0) return undefined;
    const user = await tx.users.create({ name, displayName: 'Administrator', role: 'administrator' });
    await tx.credentials.setPassword(user.id, hash, true);
    return { user, password };
  });
}

/** @throws StoreError store.name_taken, store.limit */
export async function createLocalUser(
  store: Store,
  hasher: PasswordHasher,
  context: ChangeContext,
  wanted: { readonly name: string; readonly displayName: string; readonly role: Role },
): Promise<NewAccount> {
  const password = newOneTimePassword();
  const hash = await hasher.hash(password);
  return store.change(context, async (tx) => {
    const user = await tx.users.create(wanted);
    await tx.credentials.setPassword(user.id, hash, true);
    return { user, password };
  });
}

/**
 * Gives a local user another one-time password and unlocks the account. Whatever else lets somebody in as them ends: their
 * sessions, their API tokens, and with those the tickets for VMs that were made by them.
 * @throws StoreError store.not_found, also for a user of OpenID Connect
 */
export async function resetPassword(
  store: Store,
  hasher: PasswordHasher,
  context: ChangeContext,
  userId: string,
): Promise<NewAccount> {
  const password = newOneTimePassword();
  const hash = await hasher.hash(password);
  return store.change(context, async (tx) => {
    const user = await tx.users.get(userId);
    if (user?.source !== 'local') {
      throw new StoreError('store.not_found', 'there is no such user with a password kept here');
    }
    await tx.credentials.setPassword(userId, hash, true);
    await tx.sessions.endAllOf(userId);
    await tx.tokens.revokeAllOf(userId);
    return { user, password };
  });
}

/**
 * Ends the lock of an account and forgets its failures.
 * @throws StoreError store.not_found
 */
export async function unlockAccount(store: Store, context: ChangeContext, userId: string): Promise<void> {
  await store.change(context, async (tx) => {
    const user = await tx.users.get(userId);
    if (user === undefined) throw new StoreError('store.not_found', 'there is no such user (any more)');
    await tx.credentials.clearFailures(userId);
    await tx.audit.append({ action: 'user.unlocked', outcome: 'ok', user: { id: userId, name: user.name } });
  });
}
