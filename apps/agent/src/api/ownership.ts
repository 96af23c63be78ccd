/**
 * What is somebody's own: VMs granted to them, clients they sit at, devices there or that they hold. Looks only; whether
 * own is enough is the table's to say.
 */
import type { ReadTransaction } from '../store/store.ts';
import type { ChangeRecord } from '../store/tables.ts';

export async function ownsDevice(tx: ReadTransaction, userId: string, deviceId: string): Promise<boolean> {
  const device = await tx.devices.get(deviceId);
  if (device === undefined) return false;
  if ((await tx.sessions.clientsOf(userId)).includes(device.clientId)) return true;
  const lease = await tx.leases.get(deviceId);
  return lease !== undefined && (lease.userId === userId || (await tx.vms.mayUse(userId, lease.vmId)));
}

/** Whether the change is about something of the user's. What is gone is nobody's: they see it missing. */
export async function ownsChange(
  tx: ReadTransaction,
  userId: string,
  { kind, id }: ChangeRecord,
): Promise<boolean> {
  switch (kind) {
    case 'user':
      return id === userId;
    case 'vm':
      return tx.vms.mayUse(userId, id);
    case 'client':
      return (await tx.sessions.clientsOf(userId)).includes(id);
    case 'device':
    case 'lease':
      return ownsDevice(tx, userId, id);
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
