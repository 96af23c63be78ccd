/**
 * Where a device should be, and for whom: by a person's wish, or by an assignment and who sits at its client. Also whether
 * whoever has it may have it still. Reads; changes nothing; the policy is asked elsewhere.
 */
import {
  assignmentFor,
  permission,
  resolveDestination,
  type Assignment,
  type Device,
  type Lease,
  type User,
} from '@farport/fleet';
import type { ReadTransaction } from '../store/store.ts';

export interface Target {
  readonly vmId: string;
  /** For whom: the policy's rules may depend on it. */
  readonly userId: string | null;
}

export interface Wish {
  /** Null: nowhere. */
  readonly target: Target | null;
  /** Why its lease has no reason to be any more; undefined where it has, or where there is none. */
  readonly over: string | undefined;
  /** It depends on which VMs somebody may use, and which of them run. */
  readonly isByUser: boolean;
}

const nowhere: Wish = { target: null, over: undefined, isByUser: false };

/** A rule for all clients that sends things to somebody's VM means the client at which they sit: nobody else's. */
function isWherePersonSits({ what, to }: Assignment): boolean {
  return to.kind === 'user' && what.kind === 'rule' && what.clientId === null;
}

/** `runningVmIds`: of the VMs of a user, one that runs goes first. */
export async function wishFor(
  tx: ReadTransaction,
  device: Device,
  lease: Lease | undefined,
  runningVmIds: ReadonlySet<string>,
): Promise<Wish> {
  const { wanted } = device;
  if (wanted.kind === 'detached') return nowhere;
  if (wanted.kind === 'attached') return wishOfPerson(tx, wanted, lease);
  return wishOfAssignment(tx, device, lease, runningVmIds);
}

/** Where assignments alone would have it, whatever a person wishes. */
export async function assignedTarget(
  tx: ReadTransaction,
  device: Device,
  runningVmIds: ReadonlySet<string>,
): Promise<Target | null> {
  return (await wishOfAssignment(tx, device, undefined, runningVmIds)).target;
}

async function wishOfPerson(
  tx: ReadTransaction,
  { vmId, by }: Extract<Device['wanted'], { kind: 'attached' }>,
  lease: Lease | undefined,
): Promise<Wish> {
  if (by === null) return { target: { vmId, userId: null }, over: undefined, isByUser: false };
  const user = await tx.users.get(by);
  if (user?.enabled === true) {
    const mayAll = permission(user.role, 'device.attach') === 'all';
    if (mayAll || (permission(user.role, 'device.attach') === 'own' && (await tx.vms.mayUse(by, vmId)))) {
      return { target: { vmId, userId: by }, over: undefined, isByUser: true };
    }
  }
  const over = `${user?.name ?? 'who attached it'} may not use the VM any more`;
  return { target: null, over: lease?.vmId === vmId ? over : undefined, isByUser: true };
}

async function wishOfAssignment(
  tx: ReadTransaction,
  { clientId, facts }: Device,
  lease: Lease | undefined,
  runningVmIds: ReadonlySet<string>,
): Promise<Wish> {
  const all = await tx.assignments.forClient(clientId);
  const sitting = all.length === 0 ? [] : await tx.sessions.atClient(clientId);
  const here = new Set(sitting.map(({ id }) => id));
  const isHere = ({ to }: Assignment): boolean => to.kind === 'user' && here.has(to.userId);
  const assignment = assignmentFor(
    all.filter((each) => !isWherePersonSits(each) || isHere(each)),
    { clientId, facts },
  );
  const over = lease === undefined ? undefined : await overFor(tx, all, { clientId, facts }, lease, isHere);
  const isByUser = all.some(({ to }) => to.kind === 'user');
  if (assignment === undefined) return { target: null, over, isByUser };
  const { to } = assignment;
  // Who sits there is whom the policy asks about, where the assignment itself names nobody.
  const userId = to.kind === 'user' ? to.userId : (sitting[0]?.id ?? null);
  const vms = to.kind === 'user' ? await vmsOf(tx, to.userId) : [];
  const vmId = resolveDestination(to, vms, runningVmIds);
  return { target: vmId === null ? null : { vmId, userId }, over, isByUser };
}

/** A device that came to somebody's VM for their sake goes when they do. */
async function overFor(
  tx: ReadTransaction,
  assignments: readonly Assignment[],
  device: { readonly clientId: string; readonly facts: Device['facts'] },
  lease: Lease,
  isHere: (assignment: Assignment) => boolean,
): Promise<string | undefined> {
  const { userId, vmId } = lease;
  if (userId === null) return undefined;
  const theirs = assignmentFor(
    assignments.filter(({ to }) => to.kind === 'user' && to.userId === userId),
    device,
  );
  if (theirs === undefined) return undefined;
  const other = assignmentFor(
    assignments.filter((each) => !isWherePersonSits(each) || isHere(each)),
    device,
  );
  if (other?.to.kind === 'vm') return undefined;
  const name = (await tx.users.get(userId))?.name ?? 'whose it is';
  if (!(await vmsOf(tx, userId)).includes(vmId)) return `${name} may not use the VM any more`;
  return isWherePersonSits(theirs) && !isHere(theirs) ? `${name} has left the client` : undefined;
}

/** None of one who was switched off. */
async function vmsOf(tx: ReadTransaction, userId: string): Promise<string[]> {
  const user: User | undefined = await tx.users.get(userId);
  if (user?.enabled !== true) return [];
  return (await tx.vms.ofUser(userId, {})).items.map(({ id }) => id);
}
