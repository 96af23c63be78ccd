/**
 * Owns what is known of a USB device of this machine without touching it, and the words for who holds it.
 * Never opens a device.
 */
import type { ClassTriple, UsbSpeed } from '@farport/usb';
import { className } from '@farport/usb/class-names';
import { formatVidPid } from '@farport/usb/identity';

export interface LocalInterface extends ClassTriple {
  readonly number: number;
  /** The kernel driver bound to it; `usbfs` is a program that claimed it. */
  readonly driver: string | undefined;
}

/** One device as it is plugged in now. Another plug-in of the same device has another `key`. */
export interface LocalDevice {
  /** Names this one plug-in: port path and device address. */
  readonly key: string;
  /** "bus-port.port…" as Linux names it; "usbN" for the root hub of bus N. */
  readonly portPath: string;
  readonly bus: number;
  readonly address: number;
  readonly vendorId: number;
  readonly productId: number;
  /** bDeviceClass. */
  readonly classCode: number;
  /** Undefined where this platform does not tell. */
  readonly speed: UsbSpeed | undefined;
  readonly serial: string;
  readonly manufacturer: string;
  readonly product: string;
  readonly activeConfiguration: number;
  /** Interfaces of the active configuration, where this platform tells them without opening the device. */
  readonly interfaces: readonly LocalInterface[];
  /** What is wrong in its descriptors, in words, where this platform shows them. */
  readonly descriptorFaults: readonly string[];
  /** Programs that hold an interface, where it can be seen: "qemu-system-x86 (pid 812)". */
  readonly programs: readonly string[];
}

const HUB_CLASS = 0x09;
const HID_CLASS = 0x03;
const BOOT_SUBCLASS = 0x01;

export function isHub(device: LocalDevice): boolean {
  return device.classCode === HUB_CLASS;
}

/** A boot keyboard or mouse (HID 1.11, section 4.2): what a person may be typing the command on. */
export function isBootInput(device: LocalDevice): boolean {
  return device.interfaces.some(
    (one) => one.classCode === HID_CLASS && one.subclass === BOOT_SUBCLASS && one.protocol !== 0,
  );
}

/** "0781:5583". */
export function vidPid(device: LocalDevice): string {
  return formatVidPid(device.vendorId, device.productId);
}

/** The classes of a device in words, each once: of its interfaces, or its own where none of them is known. */
export function classNames(device: LocalDevice): string[] {
  const names = device.interfaces.map(className);
  if (names.length === 0 && device.classCode !== 0) {
    names.push(className({ classCode: device.classCode, subclass: 0, protocol: 0 }));
  }
  return [...new Set(names)];
}

/** Who uses the device on this machine, in words, or undefined where nobody does or it cannot be seen. */
export function localHolder(device: LocalDevice): string | undefined {
  if (device.programs.length > 0) return device.programs.join(', ');
  const drivers = new Set(device.interfaces.map((one) => one.driver).filter((name) => name !== undefined));
  if (drivers.delete('usbfs') && drivers.size === 0) return 'another program';
  return drivers.size > 0 ? [...drivers].join(', ') : undefined;
}
