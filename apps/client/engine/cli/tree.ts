/**
 * Owns how the devices of this machine are shown: a tree by port path, and the same as JSON. No I/O.
 */
import { nameOfDevice } from '@farport/usb/device-name';
import { MEGABITS_PER_SECOND } from '@farport/usb/speed';
import { classNames, isHub, localHolder, type LocalDevice, vidPid } from '../capture/local-device.ts';
import type { RedirectionStatus } from '../service/control-schema.ts';

/** Who has the device, in words: a VM, a local driver or program, or nobody. */
export function holderOf(device: LocalDevice, redirections: readonly RedirectionStatus[]): string {
  const redirection = redirections.find((one) => one.device?.portPath === device.portPath);
  if (redirection?.captured === true) return redirection.state;
  if (isHub(device)) return '';
  const local = localHolder(device);
  const here = local === undefined ? 'free' : `in use here by ${local}`;
  return redirection === undefined ? here : `${here}; ${redirection.state}`;
}

/** One line per device, hubs before what hangs on them. */
export function renderTree(
  devices: readonly LocalDevice[],
  redirections: readonly RedirectionStatus[],
): string {
  if (devices.length === 0)
    return 'no USB devices: this machine has no USB bus, or none of it is visible here';
  const children = new Map<string, LocalDevice[]>();
  const paths = new Set(devices.map((device) => device.portPath));
  for (const device of devices) {
    const parent = parentOf(device.portPath);
    const under = parent !== undefined && paths.has(parent) ? parent : '';
    children.set(under, [...(children.get(under) ?? []), device]);
  }
  const lines: string[] = [];
  const draw = (path: string, indent: string): void => {
    const list = children.get(path) ?? [];
    list.forEach((device, i) => {
      const last = i === list.length - 1;
      const branch = path === '' ? '' : last ? '└─ ' : '├─ ';
      lines.push(indent + branch + line(device, redirections));
      draw(device.portPath, indent + (path === '' ? '' : last ? '   ' : '│  '));
    });
  };
  draw('', '');
  const unplugged = redirections.filter((one) => one.device === undefined);
  for (const one of unplugged) lines.push(`${one.selector}  ${one.state}`);
  return lines.join('\n');
}

/** The hub a device hangs on: "2-1.4" on "2-1", "2-1" on the root hub "usb2"; a root hub on nothing. */
export function parentOf(portPath: string): string | undefined {
  if (portPath.startsWith('usb')) return undefined;
  const dot = portPath.lastIndexOf('.');
  if (dot > 0) return portPath.slice(0, dot);
  return `usb${portPath.slice(0, portPath.indexOf('-'))}`;
}

function line(device: LocalDevice, redirections: readonly RedirectionStatus[]): string {
  const speed = device.speed === undefined ? 'unknown speed' : `${MEGABITS_PER_SECOND[device.speed]}M`;
  const holder = holderOf(device, redirections);
  return [
    device.portPath,
    vidPid(device),
    nameOfDevice(device) || '(no name)',
    device.serial === '' || isHub(device) ? undefined : `serial ${device.serial}`,
    speed,
    classNames(device).join(', '),
    holder === '' ? undefined : `[${holder}]`,
    device.descriptorFaults.length === 0 ? undefined : `[${device.descriptorFaults.join('; ')}]`,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join('  ');
}

/** For `--json`: one object per device. */
export function toJson(
  devices: readonly LocalDevice[],
  redirections: readonly RedirectionStatus[],
): Record<string, unknown>[] {
  return devices.map((device) => ({
    port: device.portPath,
    parent: parentOf(device.portPath) ?? null,
    id: vidPid(device),
    vendorId: device.vendorId,
    productId: device.productId,
    serial: device.serial,
    manufacturer: device.manufacturer,
    product: device.product,
    speed: device.speed === undefined ? null : MEGABITS_PER_SECOND[device.speed],
    hub: isHub(device),
    classes: classNames(device),
    drivers: device.interfaces.map((one) => one.driver ?? null),
    descriptorFaults: device.descriptorFaults,
    programs: device.programs,
    holder: holderOf(device, redirections),
    redirection: redirections.find((one) => one.device?.portPath === device.portPath) ?? null,
  }));
}
