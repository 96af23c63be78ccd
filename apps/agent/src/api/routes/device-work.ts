/** How a device stands, in the words of the API: what is known of it, its lease, where it goes, its state in words. */
import {
  decide,
  decidingRuleName,
  describeDecision,
  deviceState,
  LIMITS,
  type AttachRequest,
  type Client,
  type Decision,
  type Device,
  type Lease,
} from '@farport/fleet';
import { setImmediate as turn } from 'node:timers/promises';
import { formatPortPath } from '@farport/usb';
import { AccessError } from '../../access/errors.ts';
import type { Principal } from '../../access/principal.ts';
import { RequestError } from '../../errors.ts';
import { assignedTarget, type Target } from '../../fleet/destination.ts';
import { requestOf, type CurrentPolicy } from '../../fleet/policies.ts';
import { deviceName } from '../../store/device-name.ts';
import type { ChangeContext, ReadTransaction } from '../../store/store.ts';
import type { ApiParts } from '../parts.ts';
import { found } from './shapes.ts';

/** How long devices are described one after another before others have a turn, milliseconds. */
const turnEveryMs = 10;

/** What is looked up once for all devices of one answer. */
export class DeviceViews {
  readonly #tx: ReadTransaction;
  readonly #parts: ApiParts;
  readonly #policy: CurrentPolicy;
  readonly #running: ReadonlySet<string>;
  /** The VMs of whoever looks, where they look at their own. */
  readonly #here: ReadonlySet<string>;
  readonly #clients = new Map<string, Client | undefined>();

  private constructor(
    tx: ReadTransaction,
    parts: ApiParts,
    policy: CurrentPolicy,
    running: ReadonlySet<string>,
    here: ReadonlySet<string>,
  ) {
    this.#tx = tx;
    this.#parts = parts;
    this.#policy = policy;
    this.#running = running;
    this.#here = here;
  }

  /** `userId`: of a user who looks at what is their own; undefined where all is looked at. */
  static async of(tx: ReadTransaction, parts: ApiParts, userId?: string): Promise<DeviceViews> {
    const running = new Set<string>();
    for (const name of parts.supervisor.runningNames()) {
      const vm = await tx.vms.byName(name);
      if (vm !== undefined) running.add(vm.id);
    }
    const mine = userId === undefined ? [] : (await tx.vms.ofUser(userId, { limit: LIMITS.page })).items;
    const here = new Set(mine.map(({ id }) => id));
    return new DeviceViews(tx, parts, await parts.fleet.policies.current(tx), running, here);
  }

  /** Many, with turns for the rest of the process between them: a rule for all clients is looked at for each. */
  async describeAll(devices: readonly Device[]): Promise<Record<string, unknown>[]> {
    const described = [];
    let turned = performance.now();
    for (const device of devices) {
      if (performance.now() - turned > turnEveryMs) {
        await turn();
        turned = performance.now();
      }
      described.push(await this.describe(device));
    }
    return described;
  }

  async describe(device: Device): Promise<Record<string, unknown>> {
    const { facts, clientId, ...rest } = device;
    const client = await this.#client(clientId);
    const lease = await this.#tx.leases.get(device.id);
    const assigned = await assignedTarget(this.#tx, device, this.#running);
    const assignedVmId = assigned?.vmId ?? null;
    const { portPath, ...identity } = facts;
    return {
      ...rest,
      ...identity,
      clientId,
      clientName: client?.name ?? '',
      portPath: formatPortPath(portPath),
      lease: lease ?? null,
      assignedVmId,
      state: await this.#state(device, client, lease, assigned),
    };
  }

  async #state(
    device: Device,
    client: Client | undefined,
    lease: Lease | undefined,
    assigned: Target | null,
  ): Promise<ReturnType<typeof deviceState>> {
    const { wanted } = device;
    const assignedVmId = assigned?.vmId ?? null;
    const [vmId, userId] =
      wanted.kind === 'attached' ? [wanted.vmId, wanted.by] : [assignedVmId, assigned?.userId ?? null];
    const decision = await this.#decide(device, client, vmId, userId);
    return deviceState({
      clientOnline: client?.connectedHost !== null && client !== undefined,
      plugged: device.plugged,
      lease: lease === undefined ? null : { vmId: lease.vmId, holder: await this.#holder(lease) },
      linked: this.#parts.presence.isLinked(device.id),
      wanted,
      assignedVmId,
      vmRunning: vmId !== null && this.#running.has(vmId),
      policy: { outcome: decision.outcome, rule: decidingRuleName(decision.decidedBy) },
      hereVmIds: this.#here,
    });
  }

  /** As the reconciler would ask; without a VM, of none. */
  async #decide(
    device: Device,
    client: Client | undefined,
    vmId: string | null,
    userId: string | null,
  ): Promise<Decision> {
    const user = userId === null ? undefined : await this.#tx.users.get(userId);
    const groups = user === undefined ? [] : await this.#tx.groups.ofUser(user.id);
    const vm = vmId === null ? undefined : await this.#tx.vms.get(vmId);
    const request: AttachRequest = {
      device: device.facts,
      client: { id: device.clientId, name: client?.name ?? '' },
      user: user === undefined ? null : { id: user.id, name: user.name, groups },
      vm: { id: vm?.id ?? '', name: vm?.name ?? '' },
      trigger: device.wanted.kind === 'attached' ? 'manual' : device.arrival,
      at: Date.now(),
    };
    return decide(this.#policy.policy, request);
  }

  async #holder({ userId, vmId }: Lease): Promise<string> {
    const user = userId === null ? undefined : await this.#tx.users.get(userId);
    return user?.name ?? (await this.#tx.vms.get(vmId))?.name ?? '?';
  }

  async #client(id: string): Promise<Client | undefined> {
    if (!this.#clients.has(id)) this.#clients.set(id, await this.#tx.clients.get(id));
    return this.#clients.get(id);
  }
}

/**
 * Writes down that a person wants a device in a VM. Whoever keeps the clients' connections does the rest. A policy that
 * denies it is told at once, kept with the attempts, and recorded.
 * @throws RequestError device.denied
 * @throws AccessError access.denied where it is for a VM that is not the asker's
 */
export async function wantAttached(
  parts: ApiParts,
  who: { readonly principal: Principal; readonly context: ChangeContext; readonly mayAll: boolean },
  wish: { readonly deviceId: string; readonly vmId: string; readonly version: number },
): Promise<Record<string, unknown>> {
  const { store, policies } = parts.fleet;
  const userId = who.principal.via.kind === 'local' ? null : who.principal.user.id;
  const { deviceId, vmId, version } = wish;
  const result = await store.change(who.context, async (tx) => {
    if (!who.mayAll && (userId === null || !(await tx.vms.mayUse(userId, vmId)))) {
      throw new AccessError('access.denied', 'you may attach devices only to VMs that are yours');
    }
    const { version: policyVersion, policy } = await policies.current(tx);
    const request = await requestOf(tx, { deviceId, vmId, userId, trigger: 'manual' }, Date.now());
    const decision = decide(policy, request);
    const device = found(await tx.devices.get(deviceId), 'device');
    if (decision.outcome !== 'deny') {
      const by = userId;
      const changed = await tx.devices.setWanted(deviceId, version, {
        kind: 'attached',
        vmId,
        by,
        since: Date.now(),
      });
      return (await DeviceViews.of(tx, parts)).describe(changed);
    }
    await tx.attempts.record(request, decision, policyVersion);
    const { decidedBy } = decision;
    await tx.audit.append({
      action: 'device.attach',
      outcome: 'denied',
      client: request.client,
      vm: request.vm,
      device: { id: deviceId, name: deviceName(device) },
      ...(request.user === null ? {} : { user: { id: request.user.id, name: request.user.name } }),
      rule: {
        id: decidedBy.kind === 'no_rule' ? '' : decidedBy.ruleId,
        name: decidingRuleName(decidedBy),
        policyVersion,
      },
      reason: describeDecision(decision),
    });
    return decision;
  });
  if (isDecision(result))
    throw new RequestError('device.denied', 403, `the policy says no: ${describeDecision(result)}`);
  return result;
}

function isDecision(result: Decision | Record<string, unknown>): result is Decision {
  return 'decidedBy' in result;
}
