/** The first person of a new fleet: an administrator with a password that must be changed. */
import type { User } from '@farport/fleet';
import { systemContext, type Store } from '../store/store.ts';
import type { PasswordHasher } from './passwords.ts';
import { newOneTimePassword } from './secrets.ts';

/**
 * Makes an administrator where there is no user at all; undefined where there is one. The password is in no log and no
 * file: whoever calls shows it once.
 */
export async function createFirstAdministrator(
  store: Store,
  hasher: PasswordHasher,
  name = 'admin',
): Promise<{ readonly user: User; readonly password: string } | undefined> {
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
