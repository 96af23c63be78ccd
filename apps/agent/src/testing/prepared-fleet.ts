/** A fleet in a data directory, before an agent starts there: a small office, and somebody of every role, signed in. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LEASE_MS, ROLES, SCOPES, startingPolicy, type Role, type Scope, type User } from '@farport/fleet';
import { createApiToken } from '../access/api-tokens.ts';
import { createEnrolmentCode } from '../access/enrolment.ts';
import { PasswordHasher } from '../access/passwords.ts';
import { localPrincipal } from '../access/principal.ts';
import { openSession } from '../access/sessions.ts';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { systemContext, type Store } from '../store/store.ts';
import { furnish, type SmallOffice } from '../store/testing/small-office.ts';
import { FakeClock } from '../store/testing/fake-clock.ts';

export const password = 'correct horse battery';

export interface Somebody {
  readonly user: User;
  /** A session's token. */
  readonly session: string;
  /** An API token with every scope. */
  readonly token: string;
}

export interface PreparedFleet extends SmallOffice {
  readonly of: Readonly<Record<Role, Somebody>>;
  /** Of an administrator, with this scope alone. */
  readonly scoped: string;
  readonly expiredToken: string;
  readonly expiredSession: string;
  readonly enrolmentCode: string;
  readonly expiredCode: string;
}

const day = 86_400_000;

/** `scope`: of the token with one scope. */
export async function prepareFleet(dataDir: string, scope: Scope = 'fleet:read'): Promise<PreparedFleet> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'fleet.db');
  // Two days ago there were a session, a token and a code that are over now.
  const past = SqliteStore.open(file, { clock: new FakeClock(Date.now() - 2 * day) });
  const office = await furnish(past);
  const old = await signedIn(past, office.alice);
  const expiredToken = await tokenOf(past, office.alice, SCOPES, day);
  const { code: expiredCode } = await createEnrolmentCode(past, localPrincipal(), null);
  await past.close();

  const store = SqliteStore.open(file);
  const hash = await new PasswordHasher({ memory: 8, passes: 1, parallelism: 1 }).hash(password);
  const people: Partial<Record<Role, Somebody>> = {};
  for (const role of ROLES) {
    const user = await store.change(systemContext, async (tx) => {
      const created = await tx.users.create({ name: `some-${role}`, displayName: role, role });
      await tx.credentials.setPassword(created.id, hash, false);
      return created;
    });
    people[role] = {
      user,
      session: await signedIn(store, user),
      token: await tokenOf(store, user, SCOPES, day),
    };
  }
  const { code } = await createEnrolmentCode(store, localPrincipal(), 'kiosk-1');
  await store.change(systemContext, async (tx) => {
    await tx.policies.replace(0, startingPolicy(), 'for tests');
    const { stick, desktop, bob } = office;
    await tx.vms.grant(desktop.id, { kind: 'user', id: people.user?.user.id ?? '' });
    await tx.leases.acquire({
      deviceId: stick.id,
      vmId: desktop.id,
      userId: bob.id,
      host: 'elsewhere',
      ttlMs: 10 * LEASE_MS,
    });
  });
  const prepared = {
    ...office,
    of: people as Record<Role, Somebody>,
    scoped: await tokenOf(store, people.administrator?.user ?? office.alice, [scope], day),
    expiredToken,
    expiredSession: old,
    enrolmentCode: code,
    expiredCode,
  };
  await store.close();
  return prepared;
}

async function signedIn(store: Store, user: User): Promise<string> {
  const from = { user, address: '127.0.0.1', userAgent: 'test' };
  return (await store.change(systemContext, (tx) => openSession(tx, store.latestTime(), from))).token;
}

async function tokenOf(store: Store, user: User, scopes: readonly Scope[], ttlMs: number): Promise<string> {
  const principal = { ...localPrincipal(), user };
  return (await createApiToken(store, principal, { name: 'test', scopes, ttlMs })).token;
}
