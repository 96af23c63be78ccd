/**
 * Owns loading the npm package `usb` (node-usb: libusb) on demand, and what libusb lists. Its addon may be missing
 * on a platform; that is said once and is no error by itself. Never opens a device.
 */
import type { Device } from 'usb';
import type * as UsbModule from 'usb';
import { messageOf } from '../../errors.ts';
import type { LocalDevice } from '../local-device.ts';
import { listedNames } from '../usb-id-list.ts';

export type NodeUsb = typeof UsbModule.usb;

let loading: Promise<NodeUsb | undefined> | undefined;
let missingBecause = '';

/** The package, loaded once; undefined where its addon or a library that it needs is missing. */
export function loadNodeUsb(): Promise<NodeUsb | undefined> {
  loading ??= import('usb').then(
    (module) => {
      if (module.usb.INIT_ERROR === 0) return module.usb;
      missingBecause = `libusb did not start (error ${module.usb.INIT_ERROR})`;
      return undefined;
    },
    (error: unknown) => {
      missingBecause = messageOf(error);
      return undefined;
    },
  );
  return loading;
}

/** Why `loadNodeUsb` gave nothing. */
export function nodeUsbMissing(): string {
  return missingBecause;
}

/** What libusb lists, for platforms where nothing better tells: no strings, no speed, no drivers. */
export function listNodeUsb(usb: NodeUsb): LocalDevice[] {
  return usb.getDeviceList().map(describe);
}

function describe(device: Device): LocalDevice {
  const descriptor = device.deviceDescriptor;
  const portPath = portPathOf(device);
  return {
    key: `${portPath}@${device.deviceAddress}`,
    portPath,
    bus: device.busNumber,
    address: device.deviceAddress,
    vendorId: descriptor.idVendor,
    productId: descriptor.idProduct,
    classCode: descriptor.bDeviceClass,
    speed: undefined,
    serial: '',
    ...listedNames.of(descriptor.idVendor, descriptor.idProduct, { manufacturer: '', product: '' }),
    activeConfiguration: device.configDescriptor?.bConfigurationValue ?? 0,
    interfaces: interfacesOf(device),
    descriptorFaults: [],
    programs: [],
  };
}

/** "bus-port.port…", or "usbN" for a root hub, as Linux names it. */
export function portPathOf(device: Pick<Device, 'busNumber'> & { portNumbers?: number[] }): string {
  const ports = device.portNumbers ?? [];
  return ports.length === 0 ? `usb${device.busNumber}` : `${device.busNumber}-${ports.join('.')}`;
}

function interfacesOf(device: Device): LocalDevice['interfaces'] {
  const alternates = device.configDescriptor?.interfaces ?? [];
  return alternates.flatMap((settings) => {
    const first = settings[0];
    if (first === undefined) return [];
    return {
      number: first.bInterfaceNumber,
      classCode: first.bInterfaceClass,
      subclass: first.bInterfaceSubClass,
      protocol: first.bInterfaceProtocol,
      driver: undefined,
    };
  });
}
