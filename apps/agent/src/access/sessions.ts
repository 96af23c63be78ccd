/** Sessions of people who signed in: opened, recognised by their token, ended. Only hashes of tokens are kept. */
import type { User } from '@farport/fleet';
import type { Store, Transaction } from '../store/store.ts';
import type { Session } from '../store/tables.ts';
import { AccessError } from './errors.ts';
import { unlessStuck } from './last-used.ts';
import type { Principal } from './principal.ts';
import { hashSecret, newSecret } from './secrets.ts';

export const SESSION_MS = 12 * 3_600_000;
export const IDLE_MS = 60 * 60_000;
/** Use is written down this often, not at every request. */
const touchEveryMs = 60_000;
const longestAgent = 300;

export interface OpenedSession {
  readonly session: Session;
  /** Shown once, to the browser. */
  readonly token: string;
  readonly user: User;
  readonly mustChangePassword: boolean;
}

/** Opens a session within a transaction that has proved who it is. `now`: the store's latestTime. */
export async function openSession(
  tx: Transaction,
  now: number,
  { user, address, userAgent }: { readonly user: User; readonly address: string; readonly userAgent: string },
): Promise<OpenedSession> {
  const token = newSecret('session');
  const tokenHash = hashSecret('session', token) ?? '';
  const session = await tx.sessions.create({
    userId: user.id,
    tokenHash,
    expiresAt: now + SESSION_MS,
    idleExpiresAt: now + IDLE_MS,
    address: address.slice(0, 64),
    userAgent: userAgent.toWellFormed().slice(0, longestAgent),
  });
  const credential = await tx.credentials.get(user.id);
  return { session, token, user, mustChangePassword: credential?.mustChange === true };
}

/**
 * Who comes with this token. `touch` false: only looks, which does not count as use of the session.
 * @throws AccessError session.unknown, session.expired
 */
export async function authenticateSession(
  store: Store,
  token: string,
  address: string | null,
  touch = true,
): Promise<Principal> {
  const hash = hashSecret('session', token);
  const found = hash === undefined ? undefined : await store.read((tx) => lookUp(tx, hash));
  if (found === undefined)
    throw new AccessError('session.unknown', 'you are not signed in (any more): sign in');
  const { session, user, mustChange } = found;
  const now = store.latestTime();
  if (session.expiresAt <= now || session.idleExpiresAt <= now) {
    throw new AccessError('session.expired', 'your session has ended: sign in again');
  }
  if (touch && now + IDLE_MS - session.idleExpiresAt >= touchEveryMs) {
    const context = { actor: { kind: 'user', id: user.id, name: user.name }, address } as const;
    await unlessStuck(store.change(context, (tx) => tx.sessions.touch(session.id, now + IDLE_MS)));
  }
  return {
    user,
    role: user.role,
    scopes: null,
    via: { kind: 'session', id: session.id, name: '' },
    address,
    mustChangePassword: mustChange,
  };
}

async function lookUp(
  tx: Transaction,
  hash: string,
): Promise<{ session: Session; user: User; mustChange: boolean } | undefined> {
  const session = await tx.sessions.byTokenHash(hash);
  const user = session === undefined ? undefined : await tx.users.get(session.userId);
  if (session === undefined || user?.enabled !== true) return undefined;
  return { session, user, mustChange: (await tx.credentials.get(user.id))?.mustChange === true };
}
