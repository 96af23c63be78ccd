/** What a filter may know of a device. Holds facts; decides nothing. */
import type { Configuration } from '../configuration-descriptor.ts';
import type { ClassTriple, DeviceDescriptor } from '../device-descriptor.ts';
import type { DeviceIdentity } from '../identity.ts';

export interface DeviceFacts extends DeviceIdentity {
  /** bcdDevice. */
  readonly deviceVersion: number;
  readonly deviceClass: ClassTriple;
  /** Of every alternate setting of every configuration: a device must not hide a class in one it can switch to. */
  readonly interfaces: readonly ClassTriple[];
}

/** The facts of a device by its descriptors. Each triple is told once: how often it is there decides nothing. */
export function deviceFacts(
  descriptor: DeviceDescriptor,
  configurations: readonly Configuration[],
  place: Pick<DeviceIdentity, 'serial' | 'portPath'>,
): DeviceFacts {
  const interfaces = new Map<number, ClassTriple>();
  for (const { classCode, subclass, protocol } of configurations.flatMap((each) => each.interfaces)) {
    interfaces.set((classCode << 16) | (subclass << 8) | protocol, { classCode, subclass, protocol });
  }
  return {
    vendorId: descriptor.vendorId,
    productId: descriptor.productId,
    deviceVersion: descriptor.deviceVersion,
    serial: place.serial,
    portPath: place.portPath,
    deviceClass: {
      classCode: descriptor.classCode,
      subclass: descriptor.subclass,
      protocol: descriptor.protocol,
    },
    interfaces: [...interfaces.values()],
  };
}

/** A HID interface that is neither boot keyboard nor boot mouse: the volume buttons of a headset, for one. */
export function isNonBootHid(triple: ClassTriple): boolean {
  return triple.classCode === 0x03 && triple.subclass === 0 && triple.protocol === 0;
}

/**
 * The classes a device is judged by, as usbredir does it: its own, unless that only says "see the interfaces" (0x00
 * and 0xef; usbredirfilter.h), and those of its interfaces. With `ignoreSecondaryHid`, a device of several
 * interfaces is not judged by its non-boot HID ones, unless it has no others.
 */
export function consideredClasses(device: DeviceFacts, ignoreSecondaryHid: boolean): readonly ClassTriple[] {
  const { deviceClass, interfaces } = device;
  const own = deviceClass.classCode === 0x00 || deviceClass.classCode === 0xef ? [] : [deviceClass];
  if (!ignoreSecondaryHid || interfaces.length < 2) return [...own, ...interfaces];
  const rest = interfaces.filter((triple) => !isNonBootHid(triple));
  return [...own, ...(rest.length === 0 ? interfaces : rest)];
}
