/** From the engine's devices and redirections to what the USB panel shows. Pure: asks nothing and does nothing. */
import { kindOfDevice } from '@farport/look/device';
import { nameOfDevice } from '@farport/usb/device-name';
import { MEGABITS_PER_SECOND } from '@farport/usb/speed';
import { isHub, localHolder, vidPid, type LocalDevice } from '../../engine/capture/local-device.ts';
import { parentOf } from '../../engine/cli/tree.ts';
import type { RedirectionStatus } from '../../engine/service/control-schema.ts';
import type { DeviceState, PortView } from './app-state.ts';
import type { AlwaysRule } from './settings.ts';

/** What went wrong for a device that was wanted, until it is wanted again or is pulled out. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly rule?: string | undefined;
}

export interface DevicesShown {
  readonly devices: readonly LocalDevice[];
  readonly redirections: readonly RedirectionStatus[];
  /** By the key of a device. */
  readonly troubles: ReadonlyMap<string, Trouble>;
  /** By the key of a device: what the agent's policy says now. Asking for it would be in vain. */
  readonly forbidden: ReadonlyMap<string, Trouble>;
  /** Keys of devices whose redirection was asked for just now. */
  readonly asked: ReadonlySet<string>;
  readonly always: readonly AlwaysRule[];
  /** Where a switched-on device would go; undefined: nowhere now. */
  readonly target: { readonly agent: string; readonly vm: string } | undefined;
}

/** Codes of the agent's policy: an administrator has decided, and a person at the client cannot change it. */
const FORBIDDEN = /^(?:policy\.|device\.(?:denied|forbidden|blocked))/;

export function isForbidden(code: string): boolean {
  return FORBIDDEN.test(code);
}

/** The rule's name in a sentence of the agent: …rule “Sticks stay out”… */
export function ruleIn(message: string): string {
  return /rule [“"]([^”"]{1,200})[”"]/.exec(message)?.[1] ?? '';
}

/** Hubs before what hangs on them, in the order of the ports. */
export function portViews(shown: DevicesShown): PortView[] {
  const devices = new Map(shown.devices.map((device) => [device.portPath, device]));
  const views = shown.devices.map((device) => viewOf(device, shown, devices));
  for (const one of shown.redirections) {
    const { device } = one;
    if (device === undefined || devices.has(device.portPath) || one.phase === 'released') continue;
    views.push(unpluggedView(one, device));
  }
  return inTreeOrder(views);
}

function viewOf(
  device: LocalDevice,
  shown: DevicesShown,
  devices: ReadonlyMap<string, LocalDevice>,
): PortView {
  const parent = parentOf(device.portPath);
  const redirection = shown.redirections.find(
    (one) => one.device?.portPath === device.portPath && one.phase !== 'released',
  );
  const forbidden = shown.forbidden.get(device.key);
  const trouble = forbidden ?? shown.troubles.get(device.key);
  const error = redirection?.error ?? trouble;
  const hub = isHub(device);
  const state = stateOf(redirection, trouble, shown.asked.has(device.key));
  const on = redirection !== undefined || shown.asked.has(device.key);
  return {
    port: device.portPath,
    parent: parent !== undefined && devices.has(parent) ? parent : null,
    kind: kindOfDevice(device.classCode, device.interfaces),
    name: nameOfDevice(device),
    id: vidPid(device),
    serial: hub ? '' : device.serial,
    speed: device.speed === undefined ? null : MEGABITS_PER_SECOND[device.speed],
    state,
    vm: redirection?.vm ?? (on ? (shown.target?.vm ?? '') : ''),
    usedBy: hub || on || device.programs.length === 0 ? '' : (localHolder(device) ?? ''),
    rule: state === 'forbidden' ? (trouble?.rule ?? ruleIn(error?.message ?? '')) : '',
    error: error === undefined ? null : { code: error.code, message: error.message },
    on,
    switchable: !hub && (on || (shown.target !== undefined && forbidden === undefined)),
    always: shown.always.some((rule) => ruleMeans(rule, device) && rule.vm === shown.target?.vm),
  };
}

function unpluggedView(one: RedirectionStatus, device: NonNullable<RedirectionStatus['device']>): PortView {
  return {
    port: device.portPath,
    parent: null,
    kind: 'other',
    name: device.label.replace(/^[0-9a-f]{4}:[0-9a-f]{4} ?/, ''),
    id: /^[0-9a-f]{4}:[0-9a-f]{4}/.exec(device.label)?.[0] ?? '',
    serial: device.serial,
    speed: null,
    state: 'unplugged',
    vm: one.vm,
    usedBy: '',
    rule: '',
    error: null,
    on: true,
    switchable: true,
    always: false,
  };
}

function stateOf(
  redirection: RedirectionStatus | undefined,
  trouble: Trouble | undefined,
  asked: boolean,
): DeviceState {
  switch (redirection?.phase) {
    case 'attached':
      return 'in_vm';
    case 'connecting':
    case 'attaching':
      return 'going';
    case 'reconnecting':
      return 'waiting';
    case 'waiting-for-device':
      return 'unplugged';
    case 'failed':
      return isForbidden(redirection.error?.code ?? '') ? 'forbidden' : 'failed';
    case 'released':
    case undefined:
      if (asked) return 'going';
      if (trouble === undefined) return 'here';
      return isForbidden(trouble.code) ? 'forbidden' : 'failed';
  }
}

/** A device with a serial number is known by it; one without, by its port. */
export function ruleMeans(rule: AlwaysRule, device: LocalDevice): boolean {
  return (
    rule.vendorId === device.vendorId &&
    rule.productId === device.productId &&
    rule.serial === device.serial &&
    (rule.serial !== '' || rule.port === device.portPath)
  );
}

function inTreeOrder(views: readonly PortView[]): PortView[] {
  const ordered: PortView[] = [];
  const add = (parent: string | null): void => {
    const here = views.filter((view) => view.parent === parent);
    here.sort((left, right) => left.port.localeCompare(right.port, 'en', { numeric: true }));
    for (const view of here) {
      if (ordered.includes(view)) continue;
      ordered.push(view);
      add(view.port);
    }
  };
  add(null);
  return ordered;
}
