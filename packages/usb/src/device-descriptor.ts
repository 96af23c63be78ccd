/** The device descriptor (USB 3.2, section 9.6.1) and string descriptors (section 9.6.9). */
import { DescriptorError } from './descriptor-error.ts';
import { byteAt, DESCRIPTOR_TYPE, needLength, wordAt } from './descriptor-walk.ts';
import { isSuperSpeed, type UsbSpeed } from './speed.ts';

/** Class, subclass and protocol codes as USB-IF assigns them. */
export interface ClassTriple {
  readonly classCode: number;
  readonly subclass: number;
  readonly protocol: number;
}

export interface DeviceDescriptor extends ClassTriple {
  /** bcdUSB, e.g. 0x0210. */
  readonly usbVersion: number;
  /** As the device gives it: bytes, but an exponent of 2 at SuperSpeed. */
  readonly rawMaxPacketSize0: number;
  readonly vendorId: number;
  readonly productId: number;
  /** bcdDevice */
  readonly deviceVersion: number;
  /** String descriptor indexes; 0 for none. */
  readonly manufacturerIndex: number;
  readonly productIndex: number;
  readonly serialIndex: number;
  readonly configurationCount: number;
}

export const DEVICE_DESCRIPTOR_LENGTH = 18;

/** Parses exactly 18 bytes. Throws DescriptorError. */
export function parseDeviceDescriptor(bytes: Uint8Array): DeviceDescriptor {
  if (bytes.length < DEVICE_DESCRIPTOR_LENGTH) {
    throw new DescriptorError(
      'descriptor.truncated',
      0,
      `device descriptor of ${bytes.length} bytes, not ${DEVICE_DESCRIPTOR_LENGTH}`,
    );
  }
  if (byteAt(bytes, 0) !== DEVICE_DESCRIPTOR_LENGTH || bytes.length !== DEVICE_DESCRIPTOR_LENGTH) {
    throw new DescriptorError('descriptor.length', 0, `device descriptor with bLength ${byteAt(bytes, 0)}`);
  }
  if (byteAt(bytes, 1) !== DESCRIPTOR_TYPE.device) {
    throw new DescriptorError('descriptor.type', 1, `type ${byteAt(bytes, 1)} is no device descriptor`);
  }
  return {
    usbVersion: wordAt(bytes, 2),
    classCode: byteAt(bytes, 4),
    subclass: byteAt(bytes, 5),
    protocol: byteAt(bytes, 6),
    rawMaxPacketSize0: byteAt(bytes, 7),
    vendorId: wordAt(bytes, 8),
    productId: wordAt(bytes, 10),
    deviceVersion: wordAt(bytes, 12),
    manufacturerIndex: byteAt(bytes, 14),
    productIndex: byteAt(bytes, 15),
    serialIndex: byteAt(bytes, 16),
    configurationCount: byteAt(bytes, 17),
  };
}

/**
 * Packet size of endpoint 0 in bytes at this speed, or undefined where the descriptor cannot belong to a device
 * that runs at it (USB 2.0, section 5.5.3; USB 3.2, section 9.6.1).
 */
export function controlPacketSize(device: DeviceDescriptor, speed: UsbSpeed): number | undefined {
  const raw = device.rawMaxPacketSize0;
  if (isSuperSpeed(speed)) return raw === 9 && device.usbVersion >= 0x0300 ? 512 : undefined;
  if (speed === 'low') return raw === 8 ? 8 : undefined;
  if (speed === 'high') return raw === 64 ? 64 : undefined;
  return raw === 8 || raw === 16 || raw === 32 || raw === 64 ? raw : undefined;
}

/** The text of a string descriptor (UTF-16LE); what is not well-formed becomes U+FFFD. Throws DescriptorError. */
export function parseStringDescriptor(bytes: Uint8Array): string {
  const units = stringUnits(bytes);
  return String.fromCharCode(...units).toWellFormed();
}

function stringUnits(bytes: Uint8Array): number[] {
  needLength(bytes, 2, 0, 'string descriptor');
  const length = byteAt(bytes, 0);
  if (length < 2 || length % 2 !== 0) {
    throw new DescriptorError('descriptor.length', 0, `string descriptor with bLength ${length}`);
  }
  if (byteAt(bytes, 1) !== DESCRIPTOR_TYPE.string) {
    throw new DescriptorError('descriptor.type', 1, `type ${byteAt(bytes, 1)} is no string descriptor`);
  }
  if (length > bytes.length) {
    throw new DescriptorError('descriptor.truncated', 0, `bLength is ${length} of ${bytes.length} bytes`);
  }
  const units: number[] = [];
  for (let at = 2; at < length; at += 2) units.push(wordAt(bytes, at));
  return units;
}
