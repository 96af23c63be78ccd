/** How a device stands now, by the store and by who is connected, and what should happen to it. Reads; changes nothing. */
import {
  decide,
  planDevice,
  type Client,
  type Decision,
  type Device,
  type Lease,
  type Plan,
} from '@farport/fleet';
import { wishFor, type Target } from '../fleet/destination.ts';
import { requestOf, type Policies } from '../fleet/policies.ts';
import type { ReadTransaction } from '../store/store.ts';

/** What the store does not know. */
export interface Now {
  /** Whether its client is connected and has told what it has. */
  readonly isOnline: (clientId: string) => boolean;
  readonly runningVmIds: ReadonlySet<string>;
}

export interface Situation {
  readonly device: Device;
  readonly client: Client;
  readonly lease: Lease | undefined;
  /** The name of the VM that has it. */
  readonly leaseVm: string;
  /** The VM that wants it, and for whom; null: none. */
  readonly target: Target | null;
  /** Why the lease has no reason to be any more, by who may and who is there. */
  readonly over: string | undefined;
  /** Where it goes depends on the VMs of a person. */
  readonly isByUser: boolean;
  readonly plan: Plan;
  /** Only where the policy was asked. */
  readonly decision: Decision | undefined;
  readonly policyVersion: number;
}

/** Undefined where there is no such device (any more). */
export async function readSituation(
  tx: ReadTransaction,
  policies: Policies,
  now: Now,
  deviceId: string,
): Promise<Situation | undefined> {
  const device = await tx.devices.get(deviceId);
  const client = device === undefined ? undefined : await tx.clients.get(device.clientId);
  if (device === undefined || client === undefined) return undefined;
  const lease = await tx.leases.get(deviceId);
  const { version, policy } = await policies.current(tx);
  const { target, over, isByUser } = await wishFor(tx, device, lease, now.runningVmIds);
  const byPerson = device.wanted.kind === 'attached';
  let decision: Decision | undefined;
  if (target !== null && lease === undefined && device.plugged && now.isOnline(device.clientId)) {
    const trigger = byPerson ? 'manual' : device.arrival;
    decision = decide(policy, await requestOf(tx, { ...target, deviceId, trigger }, Date.now()));
  }
  const plan = planDevice({
    clientOnline: now.isOnline(device.clientId),
    plugged: device.plugged,
    arrival: device.arrival,
    wanted: device.wanted,
    lease: lease ?? null,
    assignedVmId: byPerson ? null : (target?.vmId ?? null),
    runningVmIds: now.runningVmIds,
    outcome: () => decision?.outcome ?? 'deny',
  });
  const leaseVm = lease === undefined ? '' : ((await tx.vms.get(lease.vmId))?.name ?? '');
  return { device, client, lease, leaseVm, target, over, isByUser, plan, decision, policyVersion: version };
}
