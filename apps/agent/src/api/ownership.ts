/**
 * What is somebody's own: VMs granted to them, the client they sit at, devices there or that they hold. Looks only; whether
 * own is enough is the table's to say. It is a session that sits somewhere: not its user's tokens and other sessions, which may
 * be anywhere.
 */
import type { Device } from '@farport/fleet';
import type { Principal } from '../access/principal.ts';
import type { ReadTransaction } from '../store/store.ts';
import type { ChangeRecord } from '../store/tables.ts';

/** The client that somebody sits at, as they ask now; null: at none. */
export async function ownClient(tx: ReadTransaction, { via }: Principal): Promise<string | null> {
  return via.kind === 'session' ? tx.sessions.clientOf(via.id) : null;
}

export async function ownsDevice(
  tx: ReadTransaction,
  principal: Principal,
  deviceId: string,
): Promise<boolean> {
  const userId = principal.user.id;
  const device = await tx.devices.get(deviceId);
  if (device === undefined) return false;
  if ((await ownClient(tx, principal)) === device.clientId) return true;
  const lease = await tx.leases.get(deviceId);
  return lease !== undefined && (lease.userId === userId || (await tx.vms.mayUse(userId, lease.vmId)));
}

/** All of them: what is at the client where they sit, and what is leased to them or to a VM of theirs. By their ids. */
export async function ownDevices(tx: ReadTransaction, principal: Principal): Promise<Device[]> {
  const clientId = await ownClient(tx, principal);
  const here = clientId === null ? [] : await tx.devices.ofClient(clientId);
  const own = new Map(here.map((device) => [device.id, device]));
  for (const { deviceId } of await tx.leases.ofUser(principal.user.id)) {
    const device = own.get(deviceId) ?? (await tx.devices.get(deviceId));
    if (device !== undefined) own.set(deviceId, device);
  }
  return [...own.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** Whether the change is about something of the user's. What is gone is nobody's: they see it missing. */
export async function ownsChange(
  tx: ReadTransaction,
  principal: Principal,
  { kind, id }: ChangeRecord,
): Promise<boolean> {
  const userId = principal.user.id;
  switch (kind) {
    case 'user':
      return id === userId;
    case 'vm':
      return tx.vms.mayUse(userId, id);
    case 'client':
      return (await ownClient(tx, principal)) === id;
    case 'device':
    case 'lease':
      return ownsDevice(tx, principal, id);
    case 'token':
      return (await tx.tokens.get(id))?.userId === userId;
    case 'session':
      return (await tx.sessions.ofUser(userId)).some((session) => session.id === id);
    case 'port':
    case 'group':
    case 'assignment':
    case 'policy':
    case 'enrolment':
      return false;
  }
}
