/**
 * What should happen to a device now: the one place where what is wanted meets what is so. Pure; whoever calls it acts,
 * and calls it again when something has changed.
 */
import type { Outcome, Trigger } from '../policy/decide.ts';
import type { Destination } from './assignment.ts';
import type { Arrival, Wanted } from './device.ts';

export interface PlanInput {
  readonly clientOnline: boolean;
  readonly plugged: boolean;
  readonly arrival: Arrival;
  readonly wanted: Wanted;
  readonly lease: { readonly vmId: string } | null;
  /** Where assignments send it, after resolveDestination; null: nowhere. */
  readonly assignedVmId: string | null;
  readonly runningVmIds: ReadonlySet<string>;
  /** What the policy says of it for this VM and trigger; asked at most once. */
  readonly outcome: (vmId: string, trigger: Trigger) => Outcome;
}

export type Plan =
  | { readonly kind: 'attach'; readonly vmId: string; readonly trigger: Trigger }
  /** Give the lease back: somebody wants it detached, or elsewhere. */
  | { readonly kind: 'detach'; readonly because: 'detached' | 'moved' }
  | { readonly kind: 'nothing'; readonly because: NothingBecause };

export type NothingBecause =
  /** It is where it should be. */
  | 'attached'
  /** Its client is away. A lease runs on; it ends by itself if the client stays away. */
  | 'client_offline'
  | 'unplugged'
  /** A person detached it, and so it stays. */
  | 'detached'
  /** Nobody wants it. */
  | 'unassigned'
  /** Another VM has it, and an assignment takes nothing away. */
  | 'in_use'
  | 'vm_off'
  | 'denied'
  | 'needs_permission'
  /** A switch of the policy keeps it from going by itself. */
  | 'held_back';

/**
 * A person's wish goes before an assignment. A policy that has changed does not tear away what is attached: that is a
 * forced release, which somebody answers for.
 */
export function planDevice(input: PlanInput): Plan {
  const { wanted, lease } = input;
  if (!input.clientOnline) return nothing('client_offline');
  if (!input.plugged) return nothing('unplugged');
  if (wanted.kind === 'detached') {
    return lease === null ? nothing('detached') : { kind: 'detach', because: 'detached' };
  }
  const byPerson = wanted.kind === 'attached';
  const vmId = byPerson ? wanted.vmId : input.assignedVmId;
  if (lease !== null) {
    if (vmId === lease.vmId) return nothing('attached');
    return byPerson ? { kind: 'detach', because: 'moved' } : nothing('in_use');
  }
  if (vmId === null) return nothing('unassigned');
  if (!input.runningVmIds.has(vmId)) return nothing('vm_off');
  const trigger: Trigger = byPerson ? 'manual' : input.arrival;
  switch (input.outcome(vmId, trigger)) {
    case 'allow':
      return { kind: 'attach', vmId, trigger };
    case 'ask':
      // Who attaches it by hand has said yes.
      return byPerson ? { kind: 'attach', vmId, trigger } : nothing('needs_permission');
    case 'hold':
      return nothing('held_back');
    case 'deny':
      return nothing('denied');
  }
}

/**
 * The VM that a destination means now: the one named, or of the user's VMs the first that runs (in the order given); null
 * where the user has none.
 */
export function resolveDestination(
  to: Destination,
  vmIdsOfUser: readonly string[],
  runningVmIds: ReadonlySet<string>,
): string | null {
  if (to.kind === 'vm') return to.vmId;
  return vmIdsOfUser.find((id) => runningVmIds.has(id)) ?? vmIdsOfUser[0] ?? null;
}

function nothing(because: NothingBecause): Plan {
  return { kind: 'nothing', because };
}
