/** The doors of an agent over a store of its own, with one person: alice, an administrator. */
import assert from 'node:assert/strict';
import type { Role, User } from '@farport/fleet';
import { SqliteStore } from '../../store/sqlite/sqlite-store.ts';
import { systemContext, type Store } from '../../store/store.ts';
import { FakeClock } from '../../store/testing/fake-clock.ts';
import { TemporaryDirectory } from '../../store/testing/sqlite-place.ts';
import { FailureLog } from '../failure-log.ts';
import { PasswordHasher } from '../passwords.ts';
import type { Principal } from '../principal.ts';
import { authenticateSession } from '../sessions.ts';
import { SignIn } from '../sign-in.ts';

/** As cheap as argon2 gets: these tests are about what is done with it. */
export const cheap = { memory: 8, passes: 1, parallelism: 1 };
/** Everybody's. */
export const password = 'correct horse battery';
export const from = { address: '192.0.2.1', userAgent: 'test' };

export class AccessUnderTest {
  readonly directory = new TemporaryDirectory();
  readonly clock = new FakeClock();
  readonly hasher = new PasswordHasher(cheap);
  store: Store = SqliteStore.open(this.directory.file, { clock: this.clock });
  readonly failures = new FailureLog(this.store);
  signIn = new SignIn(this.store, this.hasher, this.failures);
  #alice: User | undefined;

  static async open(): Promise<AccessUnderTest> {
    const access = new AccessUnderTest();
    access.#alice = await access.makeUser('alice', 'administrator');
    return access;
  }

  get alice(): User {
    return this.#alice ?? assert.fail('not open');
  }

  async makeUser(name: string, role: Role, mustChange = false): Promise<User> {
    const hash = await this.hasher.hash(password);
    return this.store.change(systemContext, async (tx) => {
      const user = await tx.users.create({ name, displayName: name, role });
      await tx.credentials.setPassword(user.id, hash, mustChange);
      return user;
    });
  }

  enter(name = 'alice', word = password, address = from.address): ReturnType<SignIn['signIn']> {
    return this.signIn.signIn({ ...from, name, password: word, address });
  }

  async principalOf(name = 'alice'): Promise<Principal> {
    return authenticateSession(this.store, (await this.enter(name)).token, from.address);
  }

  async lastAudit(): Promise<{ action: string; outcome: string; reason: string | null }> {
    const [record] = (await this.store.read((tx) => tx.audit.list({ limit: 1 }))).items;
    assert.ok(record);
    return { action: record.action, outcome: record.outcome, reason: record.reason };
  }

  async close(): Promise<void> {
    await this.store.close();
    this.directory[Symbol.dispose]();
  }
}
