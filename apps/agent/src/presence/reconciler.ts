/**
 * Brings what is wanted and what is so together, device by device: looks at how a device stands now, and does the one thing
 * that is missing. It does not matter why it looks, how often, or what it missed before: everything follows from the store
 * and from who is connected. Bounded: a device is looked at by one at a time, and once however often it was asked for.
 */
import { decide, describeDecision, LEASE_MS, type Lease } from '@farport/fleet';
import { FarportError, errorMessage } from '../errors.ts';
import { attachDevice, attachInTransaction, ruleOf } from '../fleet/attach.ts';
import { requestOf, type Policies } from '../fleet/policies.ts';
import type { Log } from '../log.ts';
import { deviceName } from '../store/device-name.ts';
import { LeaseError } from '../store/errors.ts';
import { systemContext, type Store, type Transaction } from '../store/store.ts';
import type { Orders } from './orders.ts';
import { Refusals } from './refusals.ts';
import { readSituation, type Now, type Situation } from './situation.ts';

/** Devices that are looked at at once. */
const atOnce = 16;
/** Leases that are renewed in one transaction. */
const renewStep = 100;

export interface ReconcilerOptions {
  readonly store: Store;
  readonly policies: Policies;
  readonly host: string;
  readonly orders: Orders;
  readonly now: () => Now;
  readonly log: Log;
}

export class Reconciler {
  readonly #options: ReconcilerOptions;
  /** In the order in which they were asked for. */
  readonly #dirty = new Set<string>();
  readonly #busy = new Set<string>();
  readonly #refusals = new Refusals();
  /** By device: the VMs that its last look was about; `any` where it may be every one. */
  readonly #concerns = new Map<string, readonly string[] | 'any'>();
  #looks = 0;
  #idle: (() => void)[] = [];
  #closed = false;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /** For metrics. */
  get figures(): { readonly waiting: number; readonly looks: number } {
    return { waiting: this.#dirty.size + this.#busy.size, looks: this.#looks };
  }

  /** Look at this device: soon, and once. */
  look(deviceId: string): void {
    if (this.#closed) return;
    this.#dirty.add(deviceId);
    this.#pump();
  }

  /** Whether a change of these VMs may change what should happen to this device. */
  isConcerned(deviceId: string, vmIds: ReadonlySet<string>): boolean {
    const concern = this.#concerns.get(deviceId) ?? 'any';
    return concern === 'any' || concern.some((id) => vmIds.has(id));
  }

  /** Resolves when nothing is left to look at. */
  settled(): Promise<void> {
    if (this.#dirty.size + this.#busy.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Looks at nothing more; resolves when what is under way has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#dirty.clear();
    await this.settled();
  }

  /** Looks again at what the policy, or a failure, kept back: time alone may change the answer. */
  lookAtRefused(): void {
    for (const id of this.#refusals.due(Date.now())) this.look(id);
  }

  /** An order came to nothing at the client: the lease goes back, and it is tried again later. */
  async failed(deviceId: string, fence: number, code: string, message: string): Promise<void> {
    const { store, policies, orders, log } = this.#options;
    this.#refusals.failed(deviceId, Date.now());
    orders.withdraw(deviceId, 'it failed');
    const reason = `${code}: ${message}`;
    await store.change(systemContext, async (tx) => {
      const lease = await tx.leases.get(deviceId);
      if (lease?.fence !== fence) return;
      await appendFailure(tx, policies, lease, reason);
      await tx.leases.release(deviceId, fence, reason);
    });
    log.info('device.attach_failed', { device: deviceId, code });
    this.look(deviceId);
  }

  /**
   * Attaches a device that the change before this one reports, where that is what should happen to it: called in the same
   * turn as that change, so that one flush of the disk serves both. What it does not do, a look does.
   */
  attachAlong(
    deviceId: () => string | undefined,
  ): Promise<{ readonly fence: number; readonly vm: string } | undefined> {
    const { store, policies, host } = this.#options;
    return store.change(systemContext, async (tx) => {
      const id = deviceId();
      // It was not reported after all.
      if (id === undefined || this.#refusals.isHeld(id, Date.now())) return undefined;
      const { plan, target } = (await readSituation(tx, policies, this.#options.now(), id)) ?? {};
      if (plan?.kind !== 'attach' || target === null || target === undefined) return undefined;
      const options = { deviceId: id, ...target, trigger: plan.trigger, host, confirmed: false };
      const result = await attachInTransaction(tx, policies, options);
      const vm = await tx.vms.get(target.vmId);
      if (result.kind === 'refused' || vm === undefined) return undefined;
      return { fence: result.lease.fence, vm: vm.name };
    });
  }

  /** The guest has it: what failed before is forgotten. */
  succeeded(deviceId: string): void {
    this.#refusals.forget(deviceId);
  }

  /** Renews the leases that somebody here acts by. */
  async renew(): Promise<void> {
    const { store, orders } = this.#options;
    const held = [...orders.held()];
    for (let at = 0; at < held.length && !this.#closed; at += renewStep) {
      const step = held.slice(at, at + renewStep);
      const stale = await store.change(systemContext, async (tx) => {
        const over: string[] = [];
        for (const { deviceId, fence } of step) {
          try {
            await tx.leases.renew(deviceId, fence, LEASE_MS);
          } catch (error) {
            if (!(error instanceof LeaseError)) throw error;
            over.push(deviceId);
          }
        }
        return over;
      });
      for (const id of stale) this.look(id);
    }
  }

  #pump(): void {
    for (const id of this.#dirty) {
      if (this.#busy.size >= atOnce) return;
      if (this.#busy.has(id)) continue;
      this.#dirty.delete(id);
      this.#busy.add(id);
      void this.#look(id);
    }
    if (this.#busy.size > 0 || this.#dirty.size > 0) return;
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }

  async #look(deviceId: string): Promise<void> {
    const { store, policies, log } = this.#options;
    this.#looks++;
    try {
      const now = this.#options.now();
      const situation = await store.read((tx) => readSituation(tx, policies, now, deviceId));
      if (situation === undefined) this.#forget(deviceId);
      else {
        this.#concerns.set(deviceId, concernOf(situation));
        await this.#act(situation, now);
      }
    } catch (error) {
      // Somebody else was quicker: what is so now is looked at.
      if (error instanceof LeaseError) {
        if (!this.#closed) this.#dirty.add(deviceId);
        return;
      }
      const level = error instanceof FarportError ? 'info' : 'error';
      log[level]('device.look_failed', { device: deviceId, message: errorMessage(error) });
      this.#refusals.failed(deviceId, Date.now());
    } finally {
      this.#busy.delete(deviceId);
      this.#pump();
    }
  }

  #forget(deviceId: string): void {
    const { orders } = this.#options;
    orders.withdraw(deviceId, 'the device was removed from the fleet');
    orders.endSession(deviceId);
    this.#refusals.forget(deviceId);
    this.#concerns.delete(deviceId);
  }

  async #act(situation: Situation, now: Now): Promise<void> {
    const { host, orders } = this.#options;
    const { device, lease, leaseVm, plan } = situation;
    if (lease === undefined && (await this.#renewed(device.id))) return;
    await this.#endSession(situation);
    if (lease?.host === host && lease.brought) {
      await this.#actBrought(situation, now);
      return;
    }
    if (lease?.host === host) {
      const over = overBecause(situation, now);
      if (over === undefined) {
        orders.give(device.id, lease.fence, leaseVm);
        return;
      }
      await this.#release(device.id, lease.fence, over);
      return;
    }
    orders.withdraw(device.id, lease === undefined ? 'the lease is over' : 'another server has it');
    if (!device.plugged || device.wanted.kind === 'detached') this.#refusals.forget(device.id);
    else if (device.wanted.kind === 'attached') this.#refusals.wantedAt(device.id, device.wanted.since);
    if (plan.kind === 'attach') await this.#attach(situation);
    else if (plan.kind === 'nothing') await this.#refused(situation);
  }

  /**
   * A lease that we act by and that has run out goes on where nobody took it: for a while nothing could be written, and what
   * runs is not torn away for that. Where nothing can be written still, this throws, and all stays as it is.
   */
  async #renewed(deviceId: string): Promise<boolean> {
    const { store, orders } = this.#options;
    const fence = orders.fenceOf(deviceId);
    if (fence === undefined) return false;
    try {
      await store.change(systemContext, (tx) => tx.leases.renew(deviceId, fence, LEASE_MS));
    } catch (error) {
      if (error instanceof LeaseError) return false;
      throw error;
    }
    this.look(deviceId);
    return true;
  }

  /**
   * What a person has brought is in a VM as long as its channel is open, and nobody orders it there. A lost link is mended by
   * the client within the time of the lease; so it is after a restart of this agent, which knows no channel from before.
   */
  async #actBrought({ device, client, lease }: Situation, now: Now): Promise<void> {
    const { orders } = this.#options;
    if (lease === undefined) return;
    if (orders.live(device.id)?.fence !== 0) orders.withdraw(device.id, 'somebody has brought it');
    const over = !client.enabled
      ? 'the client was switched off'
      : !now.runningVmIds.has(lease.vmId)
        ? 'the VM does not run'
        : orders.isGone(device.id)
          ? 'its connection has ended'
          : undefined;
    if (over !== undefined) await this.#release(device.id, lease.fence, over);
  }

  /** The lease first: who acts by it afterwards is stale. */
  async #release(deviceId: string, fence: number, because: string): Promise<void> {
    const { store, orders } = this.#options;
    await store.change(systemContext, (tx) => tx.leases.release(deviceId, fence, because));
    orders.withdraw(deviceId, because);
    this.look(deviceId);
  }

  async #attach({ device, client, target, plan, decision, policyVersion }: Situation): Promise<void> {
    const { store, policies, host, orders, log } = this.#options;
    if (target === null || plan.kind !== 'attach' || !client.enabled) return;
    if (this.#refusals.isHeld(device.id, Date.now())) return;
    const result = await attachDevice(store, policies, systemContext, {
      deviceId: device.id,
      ...target,
      trigger: plan.trigger,
      host,
      confirmed: plan.trigger === 'manual',
    });
    if (result.kind === 'refused') {
      this.#refusals.refused(device.id, markOf(target.vmId, decision, policyVersion), Date.now());
      return;
    }
    const { lease } = result;
    log.info('device.attached', { device: device.id, vm: lease.vmId, fence: lease.fence });
    const vm = await store.read((tx) => tx.vms.get(lease.vmId));
    if (vm !== undefined) orders.give(device.id, lease.fence, vm.name);
  }

  /** Writes a refusal down once, not each time it is met. */
  async #refused({ device, target, plan, decision, policyVersion }: Situation): Promise<void> {
    if (plan.kind !== 'nothing' || target === null || decision === undefined) return;
    if (!['denied', 'needs_permission', 'held_back'].includes(plan.because)) return;
    const mark = `${markOf(target.vmId, decision, policyVersion)} ${device.arrival}`;
    if (this.#refusals.refused(device.id, mark, Date.now())) return;
    const { store, policies, host, log } = this.#options;
    const trigger = device.wanted.kind === 'attached' ? 'manual' : device.arrival;
    await attachDevice(store, policies, systemContext, {
      deviceId: device.id,
      ...target,
      trigger,
      host,
      confirmed: false,
    });
    log.info('device.refused', { device: device.id, vm: target.vmId, why: describeDecision(decision) });
  }

  /** What a lease that is over has carried goes to the audit. */
  async #endSession({ device, client, lease }: Situation): Promise<void> {
    const { store, orders } = this.#options;
    const session = orders.session(device.id);
    if (session === undefined || session.fence === lease?.fence) return;
    // It began since this was looked at: numbers grow, and its own lease is about to be seen.
    if (lease !== undefined && session.fence > lease.fence) return;
    orders.endSession(device.id);
    await store.change(systemContext, async (tx) => {
      const vm = await tx.vms.byName(session.vm);
      await tx.audit.append({
        action: 'device.session_ended',
        outcome: 'ok',
        client: { id: client.id, name: client.name },
        device: { id: device.id, name: deviceName(device) },
        ...(vm === undefined ? {} : { vm: { id: vm.id, name: vm.name } }),
        details: {
          fence: session.fence.toString(),
          seconds: Math.max(0, Math.round((Date.now() - session.since) / 1000)).toString(),
          bytesToVm: session.toVm.toString(),
          bytesToClient: session.toClient.toString(),
          links: session.links.toString(),
        },
      });
    });
  }
}

function concernOf({ device, lease, target, isByUser }: Situation): readonly string[] | 'any' {
  if (isByUser) return 'any';
  const wanted = device.wanted.kind === 'attached' ? [device.wanted.vmId] : [];
  return [...wanted, ...(lease === undefined ? [] : [lease.vmId]), ...(target === null ? [] : [target.vmId])];
}

/** Why a lease of ours has no reason to be any more; undefined where it has. */
function overBecause({ device, client, lease, plan, over }: Situation, now: Now): string | undefined {
  if (lease === undefined) return undefined;
  if (!client.enabled) return 'the client was switched off';
  if (!device.plugged) return 'unplugged';
  if (device.wanted.kind === 'detached') return 'detached on purpose';
  if (!now.runningVmIds.has(lease.vmId)) return 'the VM does not run';
  return plan.kind === 'detach' ? 'wanted in another VM' : over;
}

function markOf(vmId: string, decision: Situation['decision'], policyVersion: number): string {
  const by = decision?.decidedBy;
  const rule = by === undefined || by.kind === 'no_rule' ? '' : by.ruleId;
  return `${vmId} ${decision?.outcome ?? ''} ${rule} ${policyVersion}`;
}

/** With the rule by which it may be there, as the policy is now. */
async function appendFailure(
  tx: Transaction,
  policies: Policies,
  { deviceId, vmId, userId }: Lease,
  reason: string,
): Promise<void> {
  const device = await tx.devices.get(deviceId);
  if (device === undefined) return;
  const trigger = device.wanted.kind === 'attached' ? 'manual' : device.arrival;
  const { version, policy } = await policies.current(tx);
  const request = await requestOf(tx, { deviceId, vmId, userId, trigger }, Date.now());
  const { client, vm, user } = request;
  await tx.audit.append({
    action: 'device.attach',
    outcome: 'failed',
    client,
    vm,
    device: { id: device.id, name: deviceName(device) },
    ...(user === null ? {} : { user: { id: user.id, name: user.name } }),
    rule: ruleOf(decide(policy, request), version),
    reason,
  });
}
