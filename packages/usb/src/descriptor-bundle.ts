/**
 * The descriptors of a device as an operating system hands them out: the device descriptor, then every configuration.
 * Lengths are checked, for they come from the device; what is inside a configuration is only looked through, and where
 * it is malformed the rest is left out, as systems do. `parseConfiguration` is the strict reading.
 */
import { DescriptorError } from './descriptor-error.ts';
import { byteAt, DESCRIPTOR_TYPE, wordAt } from './descriptor-walk.ts';
import { DEVICE_DESCRIPTOR_LENGTH } from './device-descriptor.ts';

/** USB 2.0, table 9-10. */
const CONFIGURATION_LENGTH = 9;
/** USB 3.2, table 9-12. */
export const BOS_LENGTH = 5;
const INTERFACE_LENGTH = 9;
const ENDPOINT_LENGTH = 7;
/** wTotalLength is 16 bits; a device has at most 8 configurations that Linux keeps, we stop at 32. */
const MAX_CONFIGURATIONS = 32;

/** Splits the device descriptor from the configurations that follow it: views of `bytes`. Throws DescriptorError. */
export function splitDescriptors(bytes: Uint8Array): { device: Uint8Array; configurations: Uint8Array[] } {
  if (bytes.length < DEVICE_DESCRIPTOR_LENGTH || byteAt(bytes, 0) !== DEVICE_DESCRIPTOR_LENGTH) {
    throw new DescriptorError('descriptor.length', 0, `a device descriptor of ${bytes.length} bytes`);
  }
  if (byteAt(bytes, 1) !== DESCRIPTOR_TYPE.device) {
    throw new DescriptorError('descriptor.type', 1, `type ${byteAt(bytes, 1)} is no device descriptor`);
  }
  const configurations: Uint8Array[] = [];
  let at = DEVICE_DESCRIPTOR_LENGTH;
  while (at < bytes.length) {
    if (configurations.length === MAX_CONFIGURATIONS) {
      throw new DescriptorError('descriptor.too_many', at, `more than ${MAX_CONFIGURATIONS} configurations`);
    }
    const length = configurationLength(bytes.subarray(at), at);
    configurations.push(bytes.subarray(at, at + length));
    at += length;
  }
  return { device: bytes.subarray(0, DEVICE_DESCRIPTOR_LENGTH), configurations };
}

function configurationLength(rest: Uint8Array, at: number): number {
  if (rest.length < CONFIGURATION_LENGTH) {
    throw new DescriptorError('descriptor.truncated', at, `a configuration of ${rest.length} bytes`);
  }
  if (byteAt(rest, 1) !== DESCRIPTOR_TYPE.configuration) {
    throw new DescriptorError('descriptor.type', at + 1, `type ${byteAt(rest, 1)} is no configuration`);
  }
  const total = totalLength(rest);
  if (total < CONFIGURATION_LENGTH || total > rest.length) {
    throw new DescriptorError(
      'descriptor.total_length',
      at + 2,
      `wTotalLength is ${total}, ${rest.length} bytes are there`,
    );
  }
  return total;
}

/** wTotalLength of a configuration or BOS descriptor; 0 where the bytes do not reach so far. */
export function totalLength(bytes: Uint8Array): number {
  return wordAt(bytes, 2);
}

/** The BOS descriptor with its capabilities, or nothing where the bytes are not one (a device may have none). */
export function checkBos(bytes: Uint8Array): Uint8Array {
  const total = totalLength(bytes);
  const usable = byteAt(bytes, 1) === DESCRIPTOR_TYPE.bos && total >= BOS_LENGTH && total <= bytes.length;
  return usable ? bytes.subarray(0, total) : new Uint8Array();
}

/** A BOS descriptor exists from USB 2.01 on (USB 3.2, section 9.6.2). */
export function mayHaveBos(device: Uint8Array): boolean {
  return wordAt(device, 2) >= 0x0201;
}

/** bInterfaceNumber of every interface of a configuration, each once, in order. */
export function interfaceNumbers(configuration: Uint8Array): number[] {
  const numbers = new Set<number>();
  lookThrough(configuration, DESCRIPTOR_TYPE.interface, INTERFACE_LENGTH, (at) => {
    numbers.add(byteAt(configuration, at + 2));
  });
  return [...numbers];
}

/** wMaxPacketSize (bits 10-0) of every endpoint address of a configuration, over all alternate settings. */
export function packetSizes(configuration: Uint8Array): Map<number, number> {
  const sizes = new Map<number, number>();
  lookThrough(configuration, DESCRIPTOR_TYPE.endpoint, ENDPOINT_LENGTH, (at) => {
    sizes.set(byteAt(configuration, at + 2), wordAt(configuration, at + 4) & 0x7ff);
  });
  return sizes;
}

/** Calls `visit` with the place of every descriptor of this type that is at least `least` bytes long. */
function lookThrough(bytes: Uint8Array, type: number, least: number, visit: (at: number) => void): void {
  let at = 0;
  while (at + 2 <= bytes.length) {
    const length = byteAt(bytes, at);
    if (length < 2) return;
    if (byteAt(bytes, at + 1) === type && length >= least && at + least <= bytes.length) visit(at);
    at += length;
  }
}
