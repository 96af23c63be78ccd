/** The policy in force: parsed once for each version, replaced, tried on one device and on the attempts of the past. */
import {
  decide,
  DryRun,
  LIMITS,
  parsePolicy,
  startingPolicy,
  type AttachRequest,
  type Decision,
  type DryRunReport,
  type Policy,
  type Trigger,
} from '@farport/fleet';
import { StoreError } from '../store/errors.ts';
import { systemContext, type ChangeContext, type ReadTransaction, type Store } from '../store/store.ts';
import type { PolicyVersion } from '../store/tables.ts';

export interface CurrentPolicy {
  readonly version: number;
  readonly policy: Policy;
}

/** Whom and what an attempt is about. */
export interface AttachQuestion {
  readonly deviceId: string;
  readonly vmId: string;
  readonly userId: string | null;
  readonly trigger: Trigger;
}

export class Policies {
  readonly #store: Store;
  #parsed: CurrentPolicy | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Puts the starting policy in force where there is none. */
  async ensure(timeZone: string): Promise<void> {
    const document = startingPolicy(timeZone);
    parsePolicy(document);
    await this.#store.change(systemContext, async (tx) => {
      if ((await tx.policies.currentVersion()) === 0) {
        await tx.policies.replace(0, document, 'The policy that a new fleet begins with');
      }
    });
  }

  /** As it is in this transaction. Without any, everything is denied. */
  async current(tx: ReadTransaction): Promise<CurrentPolicy> {
    const version = await tx.policies.currentVersion();
    if (this.#parsed?.version !== version) {
      const kept = await tx.policies.current();
      this.#parsed = { version, policy: parsePolicy(kept?.document ?? { ...startingPolicy(), rules: [] }) };
    }
    return this.#parsed;
  }

  /**
   * Puts another policy in force. `version`: that of the one that was changed.
   * @throws FleetError policy.invalid
   * @throws StoreError store.conflict; store.reference where a rule names what is not there
   */
  async replace(
    context: ChangeContext,
    version: number,
    document: unknown,
    comment: string,
  ): Promise<PolicyVersion> {
    const { document: checked } = parsePolicy(document);
    return this.#store.change(context, (tx) => tx.policies.replace(version, checked, comment));
  }

  /**
   * "Would this device of this user go to this VM, and why": with the policy in force, or with another. Changes nothing.
   * @throws FleetError policy.invalid
   * @throws StoreError store.not_found; store.reference where a rule of the other one names what is not there
   */
  test(question: AttachQuestion & { readonly at?: number }, document?: unknown): Promise<Decision> {
    const other = document === undefined ? undefined : parsePolicy(document);
    return this.#store.read(async (tx) => {
      if (other !== undefined) await tx.policies.needNamed(other.document);
      const policy = other ?? (await this.current(tx)).policy;
      return decide(policy, await requestOf(tx, question, question.at ?? Date.now()));
    });
  }

  /**
   * What another policy would have done with the attempts of the last 30 days.
   * @throws FleetError policy.invalid
   * @throws StoreError store.reference where a rule names what is not there
   */
  async dryRun(
    document: unknown,
    options: { readonly now?: number; readonly examples?: number } = {},
  ): Promise<DryRunReport> {
    const policy = parsePolicy(document);
    await this.#store.read((tx) => tx.policies.needNamed(policy.document));
    const run = new DryRun(policy, options.examples);
    const since = (options.now ?? Date.now()) - LIMITS.attemptDays * 86_400_000;
    let after: string | undefined;
    do {
      const page = await this.#store.read((tx) => tx.attempts.list({ since, after, limit: LIMITS.page }));
      run.add(page.items);
      after = page.next ?? undefined;
    } while (after !== undefined);
    return run.report();
  }
}

/**
 * What a decision depends on, by what the store knows now.
 * @throws StoreError store.not_found
 */
export async function requestOf(
  tx: ReadTransaction,
  question: AttachQuestion,
  at: number,
): Promise<AttachRequest> {
  const device = await tx.devices.get(question.deviceId);
  const vm = await tx.vms.get(question.vmId);
  const user = question.userId === null ? null : await tx.users.get(question.userId);
  const client = device === undefined ? undefined : await tx.clients.get(device.clientId);
  if (device === undefined || client === undefined || vm === undefined || user === undefined) {
    const what =
      device === undefined ? 'device' : vm === undefined ? 'VM' : user === undefined ? 'user' : 'client';
    throw new StoreError('store.not_found', `there is no such ${what} (any more)`);
  }
  return {
    device: device.facts,
    client: { id: client.id, name: client.name },
    user:
      user === null
        ? null
        : {
            id: user.id,
            name: user.name,
            groups: (await tx.groups.ofUser(user.id)).map(({ id, name }) => ({ id, name })),
          },
    vm: { id: vm.id, name: vm.name },
    trigger: question.trigger,
    at,
  };
}
