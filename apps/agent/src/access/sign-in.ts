/**
 * Signing in with name and password: throttled by address, locked by account, the same answer and the same time whether
 * a name exists or not. Knows nothing of HTTP; sessions are in sessions.ts.
 */
import { nameKey, type User } from '@farport/fleet';
import { AttemptLimiter } from '../tickets/attempt-limiter.ts';
import type { Credential } from '../store/tables.ts';
import type { ChangeContext, Store, Transaction } from '../store/store.ts';
import { AttemptGate } from './attempt-gate.ts';
import { AccessError } from './errors.ts';
import { lockMs, UnknownNames } from './lockout.ts';
import { checkNewPassword, type PasswordHasher } from './passwords.ts';
import { openSession, type OpenedSession } from './sessions.ts';

/** Whose password was right, and which one it was. */
interface Proved {
  readonly user: User;
  readonly passwordSetAt: number;
}

/** Attempts that are under way or wait. */
const mostWaiting = 500;

export interface SignInRequest {
  readonly name: string;
  readonly password: string;
  readonly address: string;
  readonly userAgent: string;
}

export class SignIn {
  readonly #store: Store;
  readonly #hasher: PasswordHasher;
  readonly #limiter: AttemptLimiter;
  readonly #gate: AttemptGate;
  readonly #unknown = new UnknownNames();
  /** By name: attempts at one account wait for each other, so that many at once are no more guesses than one by one. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #waiting = 0;

  constructor(store: Store, hasher: PasswordHasher, limiter?: AttemptLimiter) {
    this.#store = store;
    this.#hasher = hasher;
    this.#limiter = limiter ?? new AttemptLimiter(() => store.storeTime());
    this.#gate = new AttemptGate(this.#limiter);
  }

  /** @throws AccessError access.wrong_credentials, access.locked, access.throttled, access.busy */
  signIn(request: SignInRequest): Promise<OpenedSession> {
    return this.#inTurn(request, async () => {
      const proved = await this.#prove(request);
      const { user } = proved;
      return this.#store.change(contextOf(user, request.address), async (tx) => {
        await needUnchanged(tx, proved);
        await tx.credentials.clearFailures(user.id);
        const opened = await openSession(tx, this.#store.latestTime(), { ...request, user });
        await tx.audit.append({
          action: 'session.signed_in',
          outcome: 'ok',
          user: { id: user.id, name: user.name },
          details: { session: opened.session.id },
        });
        return opened;
      });
    });
  }

  /**
   * Changes a person's own password; their other sessions end.
   * @throws AccessError password.weak, and what signIn throws where the old one is wrong
   */
  changePassword(
    request: Omit<SignInRequest, 'userAgent'> & { readonly newPassword: string; readonly sessionId?: string },
  ): Promise<void> {
    return this.#inTurn(request, async () => {
      checkNewPassword(request.newPassword, request.name);
      if (request.newPassword === request.password) {
        throw new AccessError('password.weak', 'choose another password: this is the one you have');
      }
      const proved = await this.#prove(request);
      const { user } = proved;
      const hash = await this.#hasher.hash(request.newPassword);
      await this.#store.change(contextOf(user, request.address), async (tx) => {
        await needUnchanged(tx, proved);
        await tx.credentials.setPassword(user.id, hash, false);
        await tx.sessions.endAllOf(user.id, request.sessionId);
      });
    });
  }

  /** The user whose password it is; brings an outdated hash up to date. */
  async #prove(request: Omit<SignInRequest, 'userAgent'>): Promise<Proved> {
    const { user, credential } = await this.#store.read((tx) => lookUp(tx, request.name));
    const lockedUntil = credential?.lockedUntil ?? this.#unknown.lockedUntil(nameKey(request.name));
    const remaining = lockedUntil - this.#store.latestTime();
    if (remaining > 0) throw locked(remaining);
    const right =
      credential === undefined
        ? await this.#hasher.verifyNothing(request.password)
        : await this.#hasher.verify(request.password, credential.passwordHash);
    if (user === undefined || credential === undefined || !right || !user.enabled) {
      throw await this.#failed(request, user, credential);
    }
    if (this.#hasher.isOutdated(credential.passwordHash)) {
      const hash = await this.#hasher.hash(request.password);
      await this.#store.change(contextOf(user, request.address), (tx) =>
        tx.credentials.rehash(user.id, hash),
      );
    }
    return { user, passwordSetAt: credential.changedAt };
  }

  /** Counts and records a failure; gives the error to throw. */
  async #failed(
    request: Omit<SignInRequest, 'userAgent'>,
    user: User | undefined,
    credential: Credential | undefined,
  ): Promise<AccessError> {
    this.#limiter.failed(request.address);
    const now = this.#store.latestTime();
    const reason =
      credential === undefined
        ? 'unknown name'
        : user?.enabled === false
          ? 'account is switched off'
          : 'wrong password';
    const context: ChangeContext = {
      // An unknown name is not written down: people type their password into the wrong field.
      actor: { kind: 'user', id: user?.id ?? null, name: user?.name ?? 'unknown' },
      address: request.address,
    };
    const lockedUntil = await this.#store.change(context, async (tx) => {
      let until = 0;
      if (user !== undefined && credential !== undefined) {
        const lock = lockMs(credential.failures + 1);
        until = lock === 0 ? 0 : now + lock;
        await tx.credentials.recordFailure(user.id, until);
      }
      await tx.audit.append({
        action: 'session.sign_in',
        outcome: 'denied',
        reason,
        ...(user === undefined ? {} : { user: { id: user.id, name: user.name } }),
        ...(until > 0 ? { details: { locked: 'yes' } } : {}),
      });
      return until;
    });
    const until = credential === undefined ? this.#unknown.failed(nameKey(request.name), now) : lockedUntil;
    if (until > now) return locked(until - now);
    return new AccessError('access.wrong_credentials', 'name or password is wrong');
  }

  async #inTurn<T>(
    { name, address }: Pick<SignInRequest, 'name' | 'address'>,
    work: () => Promise<T>,
  ): Promise<T> {
    if (this.#waiting >= mostWaiting) {
      throw new AccessError(
        'access.busy',
        'too many people sign in at this moment: try again in a few seconds',
        5,
      );
    }
    this.#waiting++;
    try {
      // The address first: nobody's guesses stand in a row before the one who knows the password.
      return await this.#gate.run(address, () => this.#inTurnOf(nameKey(name).slice(0, 128), work));
    } finally {
      this.#waiting--;
    }
  }

  async #inTurnOf<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(key) ?? Promise.resolve()).then(work, work);
    this.#turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    }
  }
}

/** Only users with a password of ours: those of OpenID Connect sign in elsewhere. */
async function lookUp(
  tx: Transaction,
  name: string,
): Promise<{ user: User | undefined; credential: Credential | undefined }> {
  const user = await tx.users.byName(name.slice(0, 128));
  const credential = user === undefined ? undefined : await tx.credentials.get(user.id);
  return { user, credential };
}

/** What was proved must still be so when it takes effect: an administrator may have been faster. */
async function needUnchanged(tx: Transaction, { user, passwordSetAt }: Proved): Promise<void> {
  const credential = await tx.credentials.get(user.id);
  if ((await tx.users.get(user.id))?.enabled !== true || credential?.changedAt !== passwordSetAt) {
    throw new AccessError('access.wrong_credentials', 'name or password is wrong');
  }
}

function contextOf(user: User, address: string): ChangeContext {
  return { actor: { kind: 'user', id: user.id, name: user.name }, address };
}

function locked(remainingMs: number): AccessError {
  const seconds = Math.ceil(remainingMs / 1000);
  return new AccessError(
    'access.locked',
    `too many wrong passwords: try again in ${seconds} s, or ask an administrator to unlock the account`,
    seconds,
  );
}
