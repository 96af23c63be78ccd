/** Clients come in by a short-lived code that works once, and are known by a key of their own from then on. */
import { nameKey, type Client } from '@farport/fleet';
import { addressKey, AttemptLimiter } from '../tickets/attempt-limiter.ts';
import type { ChangeContext, Store, Transaction } from '../store/store.ts';
import type { EnrolmentCode } from '../store/tables.ts';
import { AccessError } from './errors.ts';
import type { FailureLog } from './failure-log.ts';
import { contextOf, type Principal } from './principal.ts';
import { hashEnrolmentCode, hashSecret, newEnrolmentCode, newSecret } from './secrets.ts';

export const CODE_MS = 15 * 60_000;

/** Makes a code; where `clientName` is given, only a client of that name may use it. */
export async function createEnrolmentCode(
  store: Store,
  principal: Principal,
  clientName: string | null,
): Promise<{ readonly code: string; readonly enrolment: EnrolmentCode }> {
  const code = newEnrolmentCode();
  const codeHash = hashEnrolmentCode(code) ?? '';
  const expiresAt = store.latestTime() + CODE_MS;
  const enrolment = await store.change(contextOf(principal), (tx) =>
    tx.enrolments.create({ codeHash, clientName, createdBy: principal.user.name, expiresAt }),
  );
  return { code, enrolment };
}

export interface EnrolmentRequest {
  readonly code: string;
  readonly name: string;
  readonly platform: string;
  readonly softwareVersion: string;
  readonly address: string;
}

export class Enrolment {
  readonly #store: Store;
  readonly #limiter: AttemptLimiter;
  readonly #failures: FailureLog;

  constructor(store: Store, failures: FailureLog) {
    this.#store = store;
    this.#failures = failures;
    this.#limiter = new AttemptLimiter(() => store.storeTime());
  }

  /**
   * Lets a client in; its key is shown once. A code that was not used up by this (its name is taken) can be used again.
   * @throws AccessError enrolment.unknown, enrolment.expired, enrolment.used, enrolment.wrong_name, access.throttled
   * @throws StoreError store.name_taken, store.limit
   */
  async enrol(request: EnrolmentRequest): Promise<{ readonly client: Client; readonly key: string }> {
    const { address } = request;
    if (this.#limiter.isOver(address)) {
      await this.#refused(request, 'access.throttled');
      throw new AccessError('access.throttled', 'too many failures from your address: wait a minute', 60);
    }
    const key = newSecret('client');
    const keyHash = hashSecret('client', key) ?? '';
    try {
      const client = await this.#store.change(contextFor(request), async (tx) => {
        const code = await this.#usable(tx, request);
        const { name, platform, softwareVersion } = request;
        const created = await tx.clients.create({
          name,
          description: '',
          platform,
          softwareVersion,
          keyHash,
        });
        // Two with the same code at the same time: one is first.
        if (!(await tx.enrolments.use(code.id, created.id))) throw used();
        return created;
      });
      return { client, key };
    } catch (error) {
      if (error instanceof AccessError) {
        this.#limiter.failed(address);
        await this.#refused(request, error.code);
      }
      throw error;
    }
  }

  #refused(request: EnrolmentRequest, reason: string): Promise<void> {
    return this.#failures.note({
      key: `enrol ${addressKey(request.address)} ${reason}`,
      context: contextFor(request),
      entry: { action: 'client.enrolment', outcome: 'denied', reason },
    });
  }

  async #usable(tx: Transaction, { code, name }: EnrolmentRequest): Promise<EnrolmentCode> {
    const hash = hashEnrolmentCode(code);
    const found = hash === undefined ? undefined : await tx.enrolments.byCodeHash(hash);
    if (found === undefined) {
      throw new AccessError(
        'enrolment.unknown',
        'this code is not one of ours: check it, or ask for a new one',
      );
    }
    if (found.usedAt !== null) throw used();
    if (found.expiresAt <= this.#store.latestTime()) {
      throw new AccessError('enrolment.expired', 'this code has expired: ask for a new one');
    }
    if (found.clientName !== null && nameKey(found.clientName) !== nameKey(name)) {
      throw new AccessError('enrolment.wrong_name', 'this code is for a client of another name');
    }
    return found;
  }
}

function contextFor({ name, address }: EnrolmentRequest): ChangeContext {
  return { actor: { kind: 'client', id: null, name: name.slice(0, 128) }, address };
}

/**
 * The client that has this key.
 * @throws AccessError client.unknown, also where it was switched off
 */
export async function authenticateClient(store: Store, key: string): Promise<Client> {
  const hash = hashSecret('client', key);
  const client = hash === undefined ? undefined : await store.read((tx) => tx.clients.byKeyHash(hash));
  if (client?.enabled !== true) {
    throw new AccessError(
      'client.unknown',
      'this client is not (or no longer) enrolled here: enrol it with a new code',
    );
  }
  return client;
}

function used(): AccessError {
  return new AccessError('enrolment.used', 'this code was used already: ask for a new one');
}
