/**
 * What state a device is in, in the words that console, client and CLI show. One pure function over what is known;
 * it decides nothing and looks nothing up.
 */
import type { Wanted } from './device.ts';

export const DEVICE_STATES = [
  /** Nobody uses it; it can be attached. */
  'available',
  /** Attached to the VM of whoever looks. */
  'in_use_here',
  /** Attached for somebody else: `by` says whom. */
  'in_use_by',
  /** Wanted by a VM and not there yet: `for` says why. */
  'waiting',
  /** The policy keeps it back: `rule` says which rule. */
  'blocked_by',
  /** Known, but not plugged in. */
  'unplugged',
  /** Its client is not connected, so nobody knows. */
  'client_offline',
] as const;

export type DeviceStateWord = (typeof DEVICE_STATES)[number];

/** What a wanted device waits for. */
export type WaitingFor =
  /** Its VM is not running. */
  | 'vm'
  /** A person must say yes (a rule that asks). */
  | 'permission'
  /** The link is being mended, or the device is on its way. */
  | 'link';

export type DeviceState =
  | { readonly word: 'available' | 'in_use_here' | 'unplugged' }
  | { readonly word: 'in_use_by'; readonly by: string }
  | { readonly word: 'waiting'; readonly for: WaitingFor }
  | { readonly word: 'blocked_by'; readonly rule: string }
  /** `by`: who had it when the client was lost; the lease may still hold. */
  | { readonly word: 'client_offline'; readonly by: string | null };

export interface DeviceSituation {
  readonly clientOnline: boolean;
  readonly plugged: boolean;
  /** The present lease; `holder` names the user, or the VM where an assignment holds it. */
  readonly lease: { readonly vmId: string; readonly holder: string } | null;
  /** Whether the device's channel to the VM is up; only asked where there is a lease. */
  readonly linked: boolean;
  readonly wanted: Wanted;
  /** Where assignments send it: the VM, or null. */
  readonly assignedVmId: string | null;
  /** Whether the VM that wants it is running. */
  readonly vmRunning: boolean;
  /** What the policy says of it, for the VM that wants it or that whoever looks would attach it to. */
  readonly policy: {
    readonly outcome: 'allow' | 'deny' | 'ask' | 'hold';
    /** Name of the rule that decided; "no rule" where none did. */
    readonly rule: string;
  };
  /** The VMs that count as "here" for whoever looks: of a client, those shown on it; of an administrator, none. */
  readonly hereVmIds: ReadonlySet<string>;
}

/** The state in words. What is so goes before what is wanted, and what is wanted before what would be allowed. */
export function deviceState(situation: DeviceSituation): DeviceState {
  const { lease, wanted, policy } = situation;
  if (!situation.clientOnline) return { word: 'client_offline', by: lease?.holder ?? null };
  if (!situation.plugged) return { word: 'unplugged' };
  if (lease !== null) {
    if (!situation.hereVmIds.has(lease.vmId)) return { word: 'in_use_by', by: lease.holder };
    return situation.linked ? { word: 'in_use_here' } : { word: 'waiting', for: 'link' };
  }
  if (policy.outcome === 'deny') return { word: 'blocked_by', rule: policy.rule };
  if (wanted.kind === 'detached') return { word: 'available' };
  const wantedByAPerson = wanted.kind === 'attached';
  const wantedByItself = situation.assignedVmId !== null && policy.outcome !== 'hold';
  if (!wantedByAPerson && !wantedByItself) return { word: 'available' };
  if (policy.outcome === 'ask' && !wantedByAPerson) return { word: 'waiting', for: 'permission' };
  return { word: 'waiting', for: situation.vmRunning ? 'link' : 'vm' };
}

/** In English, as a CLI prints it: "in use by alice". The console has its own words in each language. */
export function describeDeviceState(state: DeviceState): string {
  switch (state.word) {
    case 'available':
      return 'available';
    case 'in_use_here':
      return 'in use here';
    case 'in_use_by':
      return `in use by ${state.by}`;
    case 'waiting':
      return { vm: 'waiting for the VM', permission: 'waiting for permission', link: 'waiting for the link' }[
        state.for
      ];
    case 'blocked_by':
      return `blocked by ${state.rule}`;
    case 'unplugged':
      return 'unplugged';
    case 'client_offline':
      return state.by === null ? 'client offline' : `client offline, held by ${state.by}`;
  }
}
