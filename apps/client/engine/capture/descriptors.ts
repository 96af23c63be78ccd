/**
 * Owns how the bytes that usbfs and sysfs give (a device descriptor, then every configuration) are taken apart,
 * with every length checked: they come from the device. Never looks inside a configuration.
 */
import { EngineError } from '../errors.ts';

/** USB 2.0, table 9-8. */
export const DEVICE_DESCRIPTOR_LENGTH = 18;
/** USB 2.0, table 9-10. */
const CONFIGURATION_DESCRIPTOR_LENGTH = 9;
/** USB 3.2, table 9-12. */
const BOS_DESCRIPTOR_LENGTH = 5;

const DEVICE_TYPE = 1;
const CONFIGURATION_TYPE = 2;
const BOS_TYPE = 15;

/** wTotalLength is 16 bits; a device has at most 8 configurations that Linux keeps, we stop at 32. */
const MAX_CONFIGURATIONS = 32;

/**
 * Splits the device descriptor from the configurations that follow it. Throws `device.descriptors`.
 * The parts are views of `bytes`.
 */
export function splitDescriptors(bytes: Uint8Array): {
  device: Uint8Array;
  configurations: Uint8Array[];
} {
  if (bytes.length < DEVICE_DESCRIPTOR_LENGTH || bytes[0] !== DEVICE_DESCRIPTOR_LENGTH) {
    throw malformed(`its device descriptor is ${bytes.length} bytes long`);
  }
  if (bytes[1] !== DEVICE_TYPE) throw malformed('its first descriptor is not a device descriptor');
  const configurations: Uint8Array[] = [];
  let at = DEVICE_DESCRIPTOR_LENGTH;
  while (at < bytes.length) {
    if (configurations.length === MAX_CONFIGURATIONS) throw malformed('it has too many configurations');
    const length = configurationLength(bytes.subarray(at));
    configurations.push(bytes.subarray(at, at + length));
    at += length;
  }
  return { device: bytes.subarray(0, DEVICE_DESCRIPTOR_LENGTH), configurations };
}

function configurationLength(rest: Uint8Array): number {
  if (rest.length < CONFIGURATION_DESCRIPTOR_LENGTH || rest[1] !== CONFIGURATION_TYPE) {
    throw malformed('a configuration descriptor is cut short');
  }
  const total = totalLength(rest);
  if (total < CONFIGURATION_DESCRIPTOR_LENGTH || total > rest.length) {
    throw malformed(`a configuration says it is ${total} bytes long, ${rest.length} are there`);
  }
  return total;
}

/** wTotalLength of a configuration or BOS descriptor; 0 where the bytes do not reach so far. */
export function totalLength(bytes: Uint8Array): number {
  return (bytes[2] ?? 0) | ((bytes[3] ?? 0) << 8);
}

/** The BOS descriptor with its capabilities, or nothing where the bytes are not one (a device may have none). */
export function checkBos(bytes: Uint8Array): Uint8Array {
  const total = totalLength(bytes);
  const usable = bytes[1] === BOS_TYPE && total >= BOS_DESCRIPTOR_LENGTH && total <= bytes.length;
  return usable ? bytes.subarray(0, total) : new Uint8Array();
}

/** A BOS descriptor exists from USB 2.01 on (USB 3.2, section 9.6.2). */
export function mayHaveBos(device: Uint8Array): boolean {
  return ((device[2] ?? 0) | ((device[3] ?? 0) << 8)) >= 0x0201;
}

/** True where both are the same device in the same shape: rule 4 of the USB rules. */
export function sameDescriptors(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return (
    a.length === b.length && a.every((bytes, i) => Buffer.compare(bytes, b[i] ?? new Uint8Array()) === 0)
  );
}

/** bInterfaceNumber of every interface of a configuration, each once, in order. */
export function interfaceNumbers(configuration: Uint8Array): number[] {
  const numbers = new Set<number>();
  let at = 0;
  while (at + 2 <= configuration.length) {
    const length = configuration[at] ?? 0;
    if (length < 2) break;
    if (configuration[at + 1] === 4 && length >= 9 && at + 9 <= configuration.length) {
      numbers.add(configuration[at + 2] ?? 0);
    }
    at += length;
  }
  return [...numbers];
}

/** wMaxPacketSize (bits 10-0) of every endpoint address of a configuration, over all alternate settings. */
export function packetSizes(configuration: Uint8Array): Map<number, number> {
  const sizes = new Map<number, number>();
  let at = 0;
  while (at + 2 <= configuration.length) {
    const length = configuration[at] ?? 0;
    if (length < 2) break;
    if (configuration[at + 1] === 5 && length >= 7 && at + 7 <= configuration.length) {
      const size = ((configuration[at + 4] ?? 0) | ((configuration[at + 5] ?? 0) << 8)) & 0x7ff;
      sizes.set(configuration[at + 2] ?? 0, size);
    }
    at += length;
  }
  return sizes;
}

function malformed(what: string): EngineError {
  return new EngineError(
    'device.descriptors',
    `the device cannot be redirected: ${what}. Unplug it and plug it in again; if that does not help, it is broken`,
  );
}
