/**
 * Whether a device may come into a VM, by what its descriptors say when it is offered there: what a client told of it before is
 * not relied on. Decides by the policy, keeps the attempt, writes the audit; knows no channel.
 */
import {
  decide,
  decidingRuleName,
  describeDecision,
  permission,
  reportedDeviceSchema,
  type AttachRequest,
  type Decision,
  type User,
} from '@farport/fleet';
import { formatPortPath, formatVidPid } from '@farport/usb';
import * as v from 'valibot';
import type { Log } from '../log.ts';
import { namesOfDevice } from '../presence/usb-id-list.ts';
import { deviceName } from '../store/device-name.ts';
import { systemContext, type ChangeContext, type Store, type Transaction } from '../store/store.ts';
import { AttachRate, AttachRateError } from './attach-rate.ts';
import type { Policies } from './policies.ts';

/** By what a channel was let in. */
export type ChannelRight =
  /** An order: for one device, by its lease. */
  | { readonly kind: 'order'; readonly deviceId: string; readonly fence: number }
  /** A ticket that somebody made with their account: for whatever the policy lets them bring. */
  | {
      readonly kind: 'account';
      readonly userId: string;
      readonly vmId: string;
      readonly clientId: string | null;
    };

export interface Verdict {
  readonly allow: boolean;
  readonly code: string;
  readonly message: string;
}

type Reported = v.InferOutput<typeof reportedDeviceSchema>;
type Right<Kind extends ChannelRight['kind']> = Extract<ChannelRight, { kind: Kind }>;

const yes: Verdict = { allow: true, code: '', message: '' };
function no(code: string, message: string): Verdict {
  return { allow: false, code, message };
}

/** How often which answer was given, for metrics. */
export interface AdmissionFigures {
  readonly allowed: number;
  readonly denied: number;
  /** Offered too often by one account: not asked about. */
  readonly limited: number;
  /** Let in, and then something else for the guest. */
  readonly disguised: number;
}

export class Admissions {
  readonly #rate = new AttachRate();
  readonly #figures = { allowed: 0, denied: 0, limited: 0, disguised: 0 };
  readonly #store: Store;
  readonly #policies: Policies;
  readonly #log: Log;

  constructor(store: Store, policies: Policies, log: Log) {
    this.#store = store;
    this.#policies = policies;
    this.#log = log;
  }

  get figures(): AdmissionFigures {
    return { ...this.#figures };
  }

  /** `right` undefined: the channel is not known (any more). `offered`: as a VM's process tells it. */
  async judge(right: ChannelRight | undefined, offered: unknown): Promise<Verdict> {
    if (right === undefined)
      return no('admission.unknown', 'the connection is not known to the agent: try again');
    const tooMany = right.kind === 'account' ? this.#tooMany(right.userId) : undefined;
    if (tooMany !== undefined) return tooMany;
    const verdict = await this.#judge(right, offered);
    this.#figures[verdict.allow ? 'allowed' : 'denied']++;
    return verdict;
  }

  /** A device that was let in is something else for the guest, which has not seen it. Into the audit, with whose it is. */
  async promiseBroken(
    right: ChannelRight | undefined,
    vmName: string,
    { device, message }: { readonly device: string; readonly message: string },
  ): Promise<void> {
    this.#figures.disguised++;
    await this.#store.change(systemContext, async (tx) => {
      const vm = await tx.vms.byName(vmName);
      const known = right?.kind === 'order' ? await tx.devices.get(right.deviceId) : undefined;
      const clientId = right?.kind === 'account' ? right.clientId : known?.clientId;
      const client = clientId == null ? undefined : await tx.clients.get(clientId);
      const lease = known === undefined ? undefined : await tx.leases.get(known.id);
      const userId = right?.kind === 'account' ? right.userId : lease?.userId;
      const user = userId == null ? undefined : await tx.users.get(userId);
      await tx.audit.append({
        action: 'device.disguised',
        outcome: 'denied',
        ...(user === undefined ? {} : { user: { id: user.id, name: user.name } }),
        ...(client === undefined ? {} : { client: { id: client.id, name: client.name } }),
        ...(vm === undefined ? {} : { vm: { id: vm.id, name: vm.name } }),
        device: known === undefined ? { id: '', name: device } : { id: known.id, name: deviceName(known) },
        reason: message,
      });
    });
  }

  #tooMany(userId: string): Verdict | undefined {
    try {
      this.#rate.take(userId, () => {
        this.#log.warn('admission.too_many', { user: userId });
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof AttachRateError)) throw error;
      this.#figures.limited++;
      return no(error.code, error.message);
    }
  }

  async #judge(right: ChannelRight, offered: unknown): Promise<Verdict> {
    const device = reportedOf(offered);
    if (device === undefined)
      return no('policy.malformed', 'what the device says of itself cannot be understood');
    const verdict = await (right.kind === 'order'
      ? this.#ofOrder(right, device)
      : this.#ofAccount(right, device));
    if (!verdict.allow)
      this.#log.info('device.not_admitted', { code: verdict.code, message: verdict.message });
    return verdict;
  }

  /** The device must be the one that the lease is for; where its classes are others than was told, the policy is asked anew. */
  async #ofOrder({ deviceId, fence }: Right<'order'>, offered: Reported): Promise<Verdict> {
    const isAsTold = await this.#store.read(async (tx) => {
      const facts =
        (await tx.leases.get(deviceId))?.fence === fence
          ? (await tx.devices.get(deviceId))?.facts
          : undefined;
      return facts !== undefined && isSame(facts, offered.facts);
    });
    if (isAsTold) return yes;
    return this.#store.change(systemContext, async (tx) => {
      const lease = await tx.leases.get(deviceId);
      const device = await tx.devices.get(deviceId);
      if (lease?.fence !== fence || device === undefined) {
        return no('policy.lease_over', 'the lease of this device is over');
      }
      const { facts } = offered;
      const client = await tx.clients.get(device.clientId);
      const vm = await tx.vms.get(lease.vmId);
      const about = {
        client: { id: device.clientId, name: client?.name ?? '' },
        vm: { id: lease.vmId, name: vm?.name ?? '' },
        device: { id: device.id, name: deviceName(device) },
        details: {
          reported: `${identityOf(device.facts)} ${classesOf(device.facts)}`,
          offered: `${identityOf(facts)} ${classesOf(facts)}`,
        },
      };
      if (identityOf(facts) !== identityOf(device.facts)) {
        const reason = 'another device was offered than the client had reported';
        await tx.audit.append({ action: 'device.mismatch', outcome: 'denied', reason, ...about });
        return no('policy.mismatch', reason);
      }
      const user = lease.userId === null ? undefined : await tx.users.get(lease.userId);
      const { client: at, vm: to } = about;
      const decision = await this.#decide(tx, { facts, client: at, vm: to, user });
      const isDenied = decision.outcome === 'deny';
      await tx.audit.append({
        action: 'device.mismatch',
        outcome: isDenied ? 'denied' : 'ok',
        reason: `its classes are others than the client had reported; ${describeDecision(decision)}`,
        ...about,
      });
      return isDenied ? no('policy.denied', describeDecision(decision)) : yes;
    });
  }

  /** Whoever brings a device by their own ticket may bring what they could attach by hand. */
  #ofAccount({ userId, vmId, clientId }: Right<'account'>, offered: Reported): Promise<Verdict> {
    let context: ChangeContext = systemContext;
    return this.#store
      .read((tx) => tx.users.get(userId))
      .then((user) => {
        if (user !== undefined)
          context = { actor: { kind: 'user', id: user.id, name: user.name }, address: null };
        return this.#store.change(context, (tx) =>
          this.#judgeAccount(tx, { userId, vmId, clientId }, offered),
        );
      });
  }

  async #judgeAccount(
    tx: Transaction,
    { userId, vmId, clientId }: Omit<Right<'account'>, 'kind'>,
    { facts, manufacturer, product }: Reported,
  ): Promise<Verdict> {
    const user = await tx.users.get(userId);
    const vm = await tx.vms.get(vmId);
    if (user === undefined || vm === undefined || !(await mayConnect(tx, user, vmId))) {
      return no('policy.denied', 'you may not use this VM any more');
    }
    const found = clientId === null ? undefined : await tx.clients.get(clientId);
    const client = { id: found?.id ?? '', name: found?.name ?? '' };
    const to = { id: vm.id, name: vm.name };
    const decision = await this.#decide(tx, { facts, client, vm: to, user });
    const isDenied = decision.outcome === 'deny';
    const { decidedBy } = decision;
    const vidPid = formatVidPid(facts.vendorId, facts.productId);
    const named = `${manufacturer} ${product}`.trim();
    await tx.audit.append({
      action: 'device.attach',
      outcome: isDenied ? 'denied' : 'ok',
      user: { id: user.id, name: user.name },
      ...(found === undefined ? {} : { client }),
      vm: to,
      device: { id: vidPid.replace(':', '-'), name: named === '' ? vidPid : `${named} (${vidPid})` },
      rule: {
        id: decidedBy.kind === 'no_rule' ? '' : decidedBy.ruleId,
        name: decidingRuleName(decidedBy),
        policyVersion: await tx.policies.currentVersion(),
      },
      reason: describeDecision(decision),
      details: { by: 'ticket', serial: facts.serial, port: formatPortPath(facts.portPath) },
    });
    return isDenied ? no('policy.denied', describeDecision(decision)) : yes;
  }

  async #decide(
    tx: Transaction,
    about: Pick<AttachRequest, 'client' | 'vm'> & {
      readonly facts: Reported['facts'];
      readonly user: User | undefined;
    },
  ): Promise<Decision> {
    const { facts, client, vm, user } = about;
    const { version, policy } = await this.#policies.current(tx);
    const groups = user === undefined ? [] : await tx.groups.ofUser(user.id);
    const request: AttachRequest = {
      device: facts,
      client,
      vm,
      user:
        user === undefined
          ? null
          : { id: user.id, name: user.name, groups: groups.map(({ id, name }) => ({ id, name })) },
      trigger: 'manual',
      at: Date.now(),
    };
    const decision = decide(policy, request);
    await tx.attempts.record(request, decision, version);
    return decision;
  }
}

/** Whether somebody may go on using a VM by a ticket of their account. */
export async function mayConnect(tx: Transaction, user: User, vmId: string): Promise<boolean> {
  return user.enabled && permission(user.role, 'vm.connect') !== 'no' && (await tx.vms.mayUse(user.id, vmId));
}

/** Checked as what a client reports is, so that both can be compared. */
function reportedOf(offered: unknown): Reported | undefined {
  if (typeof offered !== 'object' || offered === null) return undefined;
  const { manufacturer, product, speed, ...facts } = offered as Readonly<Record<string, unknown>>;
  const result = v.safeParse(reportedDeviceSchema, { facts, manufacturer, product, speed });
  if (!result.success) return undefined;
  const { vendorId, productId } = result.output.facts;
  return { ...result.output, ...namesOfDevice(vendorId, productId, result.output) };
}

function identityOf({ vendorId, productId, serial, portPath }: Reported['facts']): string {
  return `${formatVidPid(vendorId, productId)} ${serial} ${formatPortPath(portPath)}`;
}

/** In one order, for the two are told by different programs. */
function classesOf({ deviceVersion, deviceClass, interfaces }: Reported['facts']): string {
  const text = ({ classCode, subclass, protocol }: Reported['facts']['deviceClass']): string =>
    [classCode, subclass, protocol].join('/');
  return `${deviceVersion} ${text(deviceClass)} ${interfaces.map(text).sort().join(' ')}`;
}

function isSame(left: Reported['facts'], right: Reported['facts']): boolean {
  return identityOf(left) === identityOf(right) && classesOf(left) === classesOf(right);
}
