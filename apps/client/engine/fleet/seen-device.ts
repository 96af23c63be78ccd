/**
 * Owns what this machine tells an agent of a device: its names, and the classes of all its interfaces, which a policy may
 * ask for. Reads sysfs at most; never opens a device.
 */
import type { SeenDevice } from '@farport/protocol/control';
import { CONTROL_STRING_LIMITS, MAX_SEEN_INTERFACES } from '@farport/protocol/control';
import {
  deviceFacts,
  parseConfiguration,
  parseDeviceDescriptor,
  parsePortPath,
  splitDescriptors,
} from '@farport/usb';
import type { LocalDevice } from '../capture/local-device.ts';
import { rawDescriptors } from '../capture/sysfs.ts';

/** A device's raw descriptors: the device's own and every configuration's. Throws where they cannot be read. */
export type ReadDescriptors = (device: LocalDevice) => Promise<Uint8Array>;

export const sysfsDescriptors: ReadDescriptors = async ({ portPath }) => (await rawDescriptors(portPath)).all;

type Classes = Pick<SeenDevice, 'deviceVersion' | 'deviceClass' | 'interfaces'>;

/** Whether it can be told of: a root hub is at no port. */
export function isTold({ portPath, key }: LocalDevice): boolean {
  return parsePortPath(portPath) !== undefined && key.length <= CONTROL_STRING_LIMITS.key;
}

/** `fence`: the lease by which it is captured; 0: it is not. */
export async function seenDevice(
  device: LocalDevice,
  read: ReadDescriptors,
  about: { readonly fresh: boolean; readonly fence: number },
): Promise<SeenDevice> {
  const { key, vendorId, productId, portPath, manufacturer, product } = device;
  const classes = await classesByDescriptors(device, read).catch(() => classesByList(device));
  return {
    key,
    vendorId,
    productId,
    portPath,
    serial: device.serial.slice(0, CONTROL_STRING_LIMITS.serial).toWellFormed(),
    manufacturer,
    product,
    // Where this system does not tell: a guess that decides nothing.
    speed: device.speed ?? 'high',
    ...classes,
    interfaces: classes.interfaces.slice(0, MAX_SEEN_INTERFACES),
    ...about,
  };
}

async function classesByDescriptors(device: LocalDevice, read: ReadDescriptors): Promise<Classes> {
  const { device: descriptor, configurations } = splitDescriptors(await read(device));
  const portPath = parsePortPath(device.portPath) ?? { bus: 0, ports: [] };
  const { deviceVersion, deviceClass, interfaces } = deviceFacts(
    parseDeviceDescriptor(descriptor),
    configurations.map(parseConfiguration),
    { serial: device.serial, portPath },
  );
  return { deviceVersion, deviceClass, interfaces };
}

/** What the list of devices knows: the interfaces of the configuration that is set. */
function classesByList({ classCode, interfaces }: LocalDevice): Classes {
  const classes = new Map(
    interfaces.map(({ classCode, subclass, protocol }) => [
      `${classCode}/${subclass}/${protocol}`,
      { classCode, subclass, protocol },
    ]),
  );
  return {
    deviceVersion: 0,
    deviceClass: { classCode, subclass: 0, protocol: 0 },
    interfaces: [...classes.values()],
  };
}
