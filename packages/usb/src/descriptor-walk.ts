/** Walks a chain of descriptors: bLength, bDescriptorType, content (USB 2.0, section 9.5). */
import { DescriptorError } from './descriptor-error.ts';

/** bDescriptorType: USB 3.2, table 9-6. */
export const DESCRIPTOR_TYPE = {
  device: 0x01,
  configuration: 0x02,
  string: 0x03,
  interface: 0x04,
  endpoint: 0x05,
  interfaceAssociation: 0x0b,
  bos: 0x0f,
  deviceCapability: 0x10,
  superSpeedCompanion: 0x30,
} as const;

/** A descriptor that is kept as it is: class-specific, or of a kind that has no meaning here. */
export interface RawDescriptor {
  readonly type: number;
  /** The whole descriptor, bLength included; a view of what was parsed. */
  readonly bytes: Uint8Array;
}

/** Calls `visit` for each descriptor of `bytes` from `start`. Every step moves on by at least 2 bytes. */
export function walkDescriptors(
  bytes: Uint8Array,
  start: number,
  visit: (type: number, descriptor: Uint8Array, offset: number) => void,
): void {
  let offset = start;
  while (offset < bytes.length) {
    const length = byteAt(bytes, offset);
    if (length < 2) throw new DescriptorError('descriptor.length', offset, `bLength is ${length}`);
    if (offset + length > bytes.length) {
      throw new DescriptorError(
        'descriptor.truncated',
        offset,
        `bLength is ${length}, ${bytes.length - offset} bytes are left`,
      );
    }
    visit(byteAt(bytes, offset + 1), bytes.subarray(offset, offset + length), offset);
    offset += length;
  }
}

/** Refuses a descriptor shorter than `least`: its fields can be read after this. */
export function needLength(descriptor: Uint8Array, least: number, offset: number, what: string): void {
  if (descriptor.length < least) {
    throw new DescriptorError(
      'descriptor.length',
      offset,
      `${what} of ${descriptor.length} bytes, at least ${least}`,
    );
  }
}

/** Byte `at`; the caller has checked the length. */
export function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** Little-endian 16-bit word at `at`. */
export function wordAt(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8);
}

/** Little-endian 32-bit word at `at`, unsigned. */
export function doubleWordAt(bytes: Uint8Array, at: number): number {
  return (wordAt(bytes, at) | (wordAt(bytes, at + 2) << 16)) >>> 0;
}
