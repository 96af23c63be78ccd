/**
 * Owns reading Linux's view of the USB devices from sysfs: no device is opened and nothing goes over the bus.
 * Never writes.
 */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { UsbSpeed } from '@farport/usb';
import { bundleFaults } from '@farport/usb/descriptor-faults';
import { comparePortPaths, parsePortPath } from '@farport/usb/port-path';
import type { LocalDevice, LocalInterface } from './local-device.ts';
import { programsHolding } from './holders.ts';
import { listedNames } from './usb-id-list.ts';

export const SYSFS_USB = '/sys/bus/usb/devices';

/** A USB device's directory: "usb1" or "1-2.3"; interfaces ("1-2.3:1.0") are not. */
const DEVICE_NAME = /^(?:usb\d{1,4}|\d{1,4}-\d{1,3}(?:\.\d{1,3})*)$/;

/** `speed` in sysfs, megabits per second (Documentation/ABI/testing/sysfs-bus-usb). */
const SPEEDS: Readonly<Record<string, UsbSpeed>> = {
  '1.5': 'low',
  '12': 'full',
  '480': 'high',
  '5000': 'super',
  '10000': 'super-plus',
  '20000': 'super-plus',
};

/** Every USB device Linux knows, root hubs too, in order of port path. Devices that vanish meanwhile are left out. */
export async function listSysfs(root: string = SYSFS_USB): Promise<LocalDevice[]> {
  const names = (await readdir(root)).filter((name) => DEVICE_NAME.test(name));
  const devices = await Promise.all(names.map((name) => readDevice(root, name)));
  return devices.filter((device) => device !== undefined).sort(byPortPath);
}

/** Root hubs before what hangs on them. */
function byPortPath(a: LocalDevice, b: LocalDevice): number {
  const [left, right] = [parsePortPath(a.portPath), parsePortPath(b.portPath)];
  if (left === undefined || right === undefined || a.bus !== b.bus) {
    return a.bus - b.bus || Number(left !== undefined) - Number(right !== undefined);
  }
  return comparePortPaths(left, right);
}

/** `descriptors` and `bos_descriptors` of a device: raw bytes, the second empty on kernels that lack it. */
export async function rawDescriptors(
  portPath: string,
  root: string = SYSFS_USB,
): Promise<{ all: Uint8Array; bos: Uint8Array }> {
  const all = await readFile(join(root, portPath, 'descriptors'));
  const bos = await readFile(join(root, portPath, 'bos_descriptors')).catch(() => new Uint8Array());
  return { all, bos };
}

async function readDevice(root: string, name: string): Promise<LocalDevice | undefined> {
  const path = join(root, name);
  const [vendor, product, bus, address, classCode, speed, config] = await Promise.all(
    ['idVendor', 'idProduct', 'busnum', 'devnum', 'bDeviceClass', 'speed', 'bConfigurationValue'].map(
      (file) => attribute(path, file),
    ),
  );
  if (!vendor || !product || !bus || !address) return undefined;
  const [serial, manufacturer, productName] = await Promise.all(
    ['serial', 'manufacturer', 'product'].map((file) => attribute(path, file)),
  );
  const interfaces = await readInterfaces(root, name);
  const claimed = interfaces.some((one) => one.driver === 'usbfs');
  return {
    key: `${name}@${address}`,
    portPath: name,
    bus: Number(bus),
    address: Number(address),
    vendorId: parseInt(vendor, 16),
    productId: parseInt(product, 16),
    classCode: parseInt(classCode ?? '0', 16) || 0,
    speed: SPEEDS[speed ?? ''] ?? (Number(speed) > 20000 ? 'super-plus' : undefined),
    serial: printable(serial),
    ...listedNames.of(parseInt(vendor, 16), parseInt(product, 16), {
      manufacturer: printable(manufacturer),
      product: printable(productName),
    }),
    activeConfiguration: Number(config) || 0,
    interfaces,
    descriptorFaults: await readFile(join(path, 'descriptors')).then(bundleFaults, () => []),
    programs: claimed ? await programsHolding(Number(bus), Number(address)) : [],
  };
}

async function readInterfaces(root: string, name: string): Promise<LocalInterface[]> {
  const names = await readdir(join(root, name)).catch((): string[] => []);
  const interfaces = await Promise.all(
    names
      .filter((entry) => entry.startsWith(`${name}:`) || (name.startsWith('usb') && /^\d+-0:/.test(entry)))
      .map(async (entry): Promise<LocalInterface | undefined> => {
        const path = join(root, name, entry);
        const [number, classCode, subclass, protocol] = await Promise.all(
          ['bInterfaceNumber', 'bInterfaceClass', 'bInterfaceSubClass', 'bInterfaceProtocol'].map((file) =>
            attribute(path, file),
          ),
        );
        if (!number || !classCode) return undefined;
        const driver = await readlink(join(path, 'driver')).then(basename, () => undefined);
        return {
          number: parseInt(number, 16),
          classCode: parseInt(classCode, 16),
          subclass: parseInt(subclass ?? '0', 16),
          protocol: parseInt(protocol ?? '0', 16),
          driver,
        };
      }),
  );
  return interfaces.filter((one) => one !== undefined).sort((a, b) => a.number - b.number);
}

async function attribute(path: string, file: string): Promise<string | undefined> {
  return readFile(join(path, file), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}

/** Strings come from the device: control characters would reach a terminal. */
function printable(text: string | undefined): string {
  // eslint-disable-next-line no-control-regex
  return (text ?? '').replace(/[\u0000-\u001f\u007f-\u009f]/g, '').trim();
}
