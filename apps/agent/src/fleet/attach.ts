/**
 * Attaching a device, as far as the store is concerned: the policy is asked, the attempt is kept for dry runs, and a
 * lease is given out or the refusal recorded, all in one transaction. Moves no URB.
 */
import {
  decide,
  decidingRuleName,
  describeDecision,
  LEASE_MS,
  type Decision,
  type Lease,
} from '@farport/fleet';
import type { AuditEntry } from '../store/audit/audit-record.ts';
import type { ChangeContext, Store, Transaction } from '../store/store.ts';
import { deviceName } from '../store/device-name.ts';
import { requestOf, type AttachQuestion, type Policies } from './policies.ts';

export interface AttachOptions extends AttachQuestion {
  /** The agent that will hold the lease. */
  readonly host: string;
  /** Whether a person has said yes, where a rule asks. */
  readonly confirmed: boolean;
  /** Wall time of the attempt. */
  readonly at?: number;
}

export type AttachResult =
  | { readonly kind: 'attached'; readonly lease: Lease; readonly decision: Decision }
  /** The policy says no, asks, or holds it back; nothing was given out. */
  | { readonly kind: 'refused'; readonly decision: Decision };

/**
 * @throws LeaseError lease.held: somebody else has it. The attempt is then not kept, for the policy did not refuse it.
 * @throws StoreError store.not_found
 */
export function attachDevice(
  store: Store,
  policies: Policies,
  context: ChangeContext,
  options: AttachOptions,
): Promise<AttachResult> {
  return store.change(context, (tx) => attachInTransaction(tx, policies, options));
}

/** The same as part of a transaction that does more. */
export async function attachInTransaction(
  tx: Transaction,
  policies: Policies,
  options: AttachOptions,
): Promise<AttachResult> {
  const { version, policy } = await policies.current(tx);
  const request = await requestOf(tx, options, options.at ?? Date.now());
  const decision = decide(policy, request);
  await tx.attempts.record(request, decision, version);
  const rule = ruleOf(decision, version);
  if (decision.outcome === 'allow' || (decision.outcome === 'ask' && options.confirmed)) {
    const { deviceId, vmId, userId, host } = options;
    const lease = await tx.leases.acquire({ deviceId, vmId, userId, host, ttlMs: LEASE_MS, rule });
    return { kind: 'attached', lease, decision };
  }
  const device = await tx.devices.get(options.deviceId);
  await tx.audit.append({
    // What a rule leaves to a person, or a switch holds back, nobody was denied.
    ...(decision.outcome === 'deny'
      ? { action: 'device.attach', outcome: 'denied' }
      : { action: 'device.waiting', outcome: 'ok' }),
    client: request.client,
    vm: request.vm,
    ...(device === undefined ? {} : { device: { id: device.id, name: deviceName(device) } }),
    ...(request.user === null ? {} : { user: { id: request.user.id, name: request.user.name } }),
    rule,
    reason: describeDecision(decision),
  });
  return { kind: 'refused', decision };
}

/** The rule that decided, as the audit names it. */
export function ruleOf({ decidedBy }: Decision, policyVersion: number): AuditEntry['rule'] {
  const id = decidedBy.kind === 'no_rule' ? '' : decidedBy.ruleId;
  return { id, name: decidingRuleName(decidedBy), policyVersion };
}
