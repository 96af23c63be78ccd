/**
 * Whether a device may come into a VM, by what its descriptors say when it is offered there: what a client told of it before is
 * not relied on. Decides by the policy, keeps the attempt, writes the audit; knows no channel.
 */
import {
  decide,
  decidingRuleName,
  describeDecision,
  LEASE_MS,
  permission,
  reportedDeviceSchema,
  type AttachRequest,
  type Decision,
  type Lease,
  type User,
} from '@farport/fleet';
import { formatPortPath, formatVidPid } from '@farport/usb';
import * as v from 'valibot';
import type { Log } from '../log.ts';
import type { OpenChannel } from '../gateway/open-channels.ts';
import { listedNames } from '../presence/usb-id-list.ts';
import type { AuditEntry } from '../store/audit/audit-record.ts';
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

/** A device that somebody has brought into a VM by a ticket of their own. */
export interface BroughtThing {
  /** Empty: by no client of the fleet. */
  readonly clientId: string;
  /** Undefined where its client has not told of it: then nobody else can want it. */
  readonly lease: Lease | undefined;
  /** `takenKey` of it. */
  readonly key: string;
  /** For the audit. */
  readonly about: Pick<AuditEntry, 'user' | 'client' | 'vm'> & {
    readonly device: { readonly id: string; readonly name: string };
  };
}

/** Who keeps what people have brought, as long as it is there. */
export interface Bringing {
  /** Whether a channel of the device is open. */
  isLinked(deviceId: string): boolean;
  hold(thing: BroughtThing, channel: OpenChannel): void;
  /** It was taken from whoever brought it (`takenKey`): their client is told so once, when it tries again by itself. */
  taken(key: string, because: string): void;
  /** Why this one may not come now, where it was taken lately. Asked once. */
  refusal(key: string): string | undefined;
}

export interface AdmissionOptions {
  readonly store: Store;
  readonly policies: Policies;
  readonly host: string;
  readonly log: Log;
  /** Undefined while the agent starts, for longer than a client is left waiting. */
  readonly bringing: () => Promise<Bringing | undefined>;
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
  readonly #host: string;
  readonly #log: Log;
  readonly #bringing: AdmissionOptions['bringing'];

  constructor({ store, policies, host, log, bringing }: AdmissionOptions) {
    this.#store = store;
    this.#policies = policies;
    this.#host = host;
    this.#log = log;
    this.#bringing = bringing;
  }

  get figures(): AdmissionFigures {
    return { ...this.#figures };
  }

  /** `right` or `channel` undefined: it is not known (any more). `offered`: as a VM's process tells it. */
  async judge(
    right: ChannelRight | undefined,
    channel: OpenChannel | undefined,
    offered: unknown,
  ): Promise<Verdict> {
    if (right === undefined || channel === undefined)
      return no('admission.unknown', 'the connection is not known to the agent: try again');
    const tooMany = right.kind === 'account' ? this.#tooMany(right.userId) : undefined;
    if (tooMany !== undefined) return tooMany;
    const verdict = await this.#judge(right, channel, offered);
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

  async #judge(right: ChannelRight, channel: OpenChannel, offered: unknown): Promise<Verdict> {
    const device = reportedOf(offered);
    if (device === undefined)
      return no('policy.malformed', 'what the device says of itself cannot be understood');
    const verdict = await (right.kind === 'order'
      ? this.#ofOrder(right, device)
      : this.#ofAccount(right, channel, device));
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
  async #ofAccount(right: Right<'account'>, channel: OpenChannel, offered: Reported): Promise<Verdict> {
    const bringing = await this.#bringing();
    if (bringing === undefined) return no('admission.starting', 'the agent is starting: try again');
    const taken = bringing.refusal(takenKey(right.userId, offered.facts));
    if (taken !== undefined) return no('policy.taken', taken);
    const user = await this.#store.read((tx) => tx.users.get(right.userId));
    const context: ChangeContext =
      user === undefined
        ? systemContext
        : { actor: { kind: 'user', id: user.id, name: user.name }, address: channel.address };
    const { verdict, thing } = await this.#store.change(context, (tx) =>
      this.#judgeAccount(tx, right, offered, (deviceId) => bringing.isLinked(deviceId)),
    );
    if (thing !== undefined) bringing.hold(thing, channel);
    return verdict;
  }

  async #judgeAccount(
    tx: Transaction,
    { userId, vmId, clientId }: Omit<Right<'account'>, 'kind'>,
    offered: Reported,
    isLinked: (deviceId: string) => boolean,
  ): Promise<{ readonly verdict: Verdict; readonly thing?: BroughtThing }> {
    const { facts } = offered;
    const user = await tx.users.get(userId);
    const vm = await tx.vms.get(vmId);
    if (user === undefined || vm === undefined || !(await mayConnect(tx, user, vmId))) {
      return { verdict: no('policy.denied', 'you may not use this VM any more') };
    }
    const found = clientId === null ? undefined : await tx.clients.get(clientId);
    const client = { id: found?.id ?? '', name: found?.name ?? '' };
    const to = { id: vm.id, name: vm.name };
    const decision = await this.#decide(tx, { facts, client, vm: to, user });
    const { decidedBy } = decision;
    const known = found === undefined ? undefined : await tx.devices.find(found.id, facts);
    const about = {
      user: { id: user.id, name: user.name },
      ...(found === undefined ? {} : { client }),
      vm: to,
      device: known === undefined ? unknownDevice(offered) : { id: known.id, name: deviceName(known) },
    };
    const key = takenKey(user.id, facts);
    const rule = {
      id: decidedBy.kind === 'no_rule' ? '' : decidedBy.ruleId,
      name: decidingRuleName(decidedBy),
      policyVersion: await tx.policies.currentVersion(),
    };
    const tell = async (outcome: 'ok' | 'denied', reason: string): Promise<void> => {
      const details = { by: 'ticket', serial: facts.serial, port: formatPortPath(facts.portPath) };
      await tx.audit.append({ action: 'device.attach', outcome, ...about, rule, reason, details });
    };
    if (decision.outcome === 'deny') {
      await tell('denied', describeDecision(decision));
      return { verdict: no('policy.denied', describeDecision(decision)) };
    }
    if (known === undefined) {
      await tell('ok', describeDecision(decision));
      return { verdict: yes, thing: { clientId: client.id, lease: undefined, key, about } };
    }
    const lease = await this.#leaseFor(tx, { deviceId: known.id, vmId, userId, rule }, isLinked);
    if (typeof lease === 'string') {
      await tell('denied', lease);
      return { verdict: no('policy.in_use', lease) };
    }
    return { verdict: yes, thing: { clientId: client.id, lease, key, about } };
  }

  /** A lease for who brings a device; why there is none, where somebody else has it. */
  async #leaseFor(
    tx: Transaction,
    asked: Pick<Lease, 'deviceId' | 'vmId'> & { readonly userId: string; readonly rule: AuditEntry['rule'] },
    isLinked: (deviceId: string) => boolean,
  ): Promise<Lease | string> {
    const { deviceId } = asked;
    const before = await tx.leases.get(deviceId);
    if (before !== undefined) {
      const isTheirs = before.brought && before.userId === asked.userId;
      if (before.host !== this.#host || (!isTheirs && isLinked(deviceId))) {
        const holder = before.userId === null ? undefined : await tx.users.get(before.userId);
        const name = holder?.name ?? (await tx.vms.get(before.vmId))?.name ?? 'somebody else';
        return `the device is in use by ${name}: ask them to detach it, or have it released by force`;
      }
      // It is here now: who else was to have it has not got it.
      await tx.leases.release(deviceId, before.fence, 'somebody has brought it by a ticket of their own');
    }
    return tx.leases.acquire({ ...asked, host: this.#host, ttlMs: LEASE_MS, brought: true });
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
  return { ...result.output, ...listedNames.of(vendorId, productId, result.output) };
}

/** One that no client of the fleet has told of. */
function unknownDevice(device: Reported): { id: string; name: string } {
  const vidPid = formatVidPid(device.facts.vendorId, device.facts.productId);
  return { id: vidPid.replace(':', '-'), name: deviceName(device, vidPid) };
}

/** What somebody brings, whatever VM it is for. */
export function takenKey(userId: string, facts: Reported['facts']): string {
  return `${userId} ${identityOf(facts)}`;
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
