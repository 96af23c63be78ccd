/** The BOS descriptor and its device capabilities (USB 3.2, section 9.6.2). */
import { DescriptorError } from './descriptor-error.ts';
import {
  byteAt,
  DESCRIPTOR_TYPE,
  doubleWordAt,
  needLength,
  walkDescriptors,
  wordAt,
} from './descriptor-walk.ts';

export type DeviceCapability =
  | { readonly kind: 'usb-2.0-extension'; readonly attributes: number; readonly linkPowerManagement: boolean }
  | {
      readonly kind: 'superspeed';
      readonly attributes: number;
      /** wSpeedsSupported: bit 0 low, 1 full, 2 high, 3 super. */
      readonly speeds: number;
      readonly lowestFullFunctionSpeed: number;
      readonly u1ExitLatency: number;
      readonly u2ExitLatency: number;
    }
  | {
      readonly kind: 'superspeed-plus';
      readonly attributes: number;
      readonly functionality: number;
      /** bmSublinkSpeedAttr, each 32 bits. */
      readonly sublinkSpeeds: readonly number[];
    }
  | { readonly kind: 'container-id'; readonly id: Uint8Array }
  | { readonly kind: 'platform'; readonly uuid: Uint8Array; readonly data: Uint8Array }
  | { readonly kind: 'other'; readonly type: number; readonly bytes: Uint8Array };

export interface BosDescriptor {
  readonly capabilities: readonly DeviceCapability[];
}

const BOS_LENGTH = 5;

/** Parses exactly one BOS, wTotalLength bytes. Throws DescriptorError. */
export function parseBos(bytes: Uint8Array): BosDescriptor {
  if (bytes.length < BOS_LENGTH) {
    throw new DescriptorError('descriptor.truncated', 0, `BOS of ${bytes.length} bytes`);
  }
  if (byteAt(bytes, 1) !== DESCRIPTOR_TYPE.bos) {
    throw new DescriptorError('descriptor.type', 1, `type ${byteAt(bytes, 1)} is no BOS`);
  }
  if (byteAt(bytes, 0) !== BOS_LENGTH) {
    throw new DescriptorError('descriptor.length', 0, `BOS with bLength ${byteAt(bytes, 0)}`);
  }
  if (wordAt(bytes, 2) !== bytes.length) {
    throw new DescriptorError(
      'descriptor.total_length',
      2,
      `wTotalLength is ${wordAt(bytes, 2)}, ${bytes.length} bytes are here`,
    );
  }
  const capabilities: DeviceCapability[] = [];
  walkDescriptors(bytes, BOS_LENGTH, (type, descriptor, offset) => {
    if (type !== DESCRIPTOR_TYPE.deviceCapability) {
      throw new DescriptorError('descriptor.type', offset + 1, `type ${type} inside a BOS`);
    }
    capabilities.push(parseCapability(descriptor, offset));
  });
  return { capabilities };
}

/** bDevCapabilityType: USB 3.2, table 9-14. */
function parseCapability(descriptor: Uint8Array, offset: number): DeviceCapability {
  needLength(descriptor, 3, offset, 'device capability');
  const type = byteAt(descriptor, 2);
  switch (type) {
    case 0x02: {
      needLength(descriptor, 7, offset, 'USB 2.0 extension');
      const attributes = doubleWordAt(descriptor, 3);
      return { kind: 'usb-2.0-extension', attributes, linkPowerManagement: (attributes & 2) !== 0 };
    }
    case 0x03:
      needLength(descriptor, 10, offset, 'SuperSpeed capability');
      return {
        kind: 'superspeed',
        attributes: byteAt(descriptor, 3),
        speeds: wordAt(descriptor, 4),
        lowestFullFunctionSpeed: byteAt(descriptor, 6),
        u1ExitLatency: byteAt(descriptor, 7),
        u2ExitLatency: wordAt(descriptor, 8),
      };
    case 0x04:
      needLength(descriptor, 20, offset, 'container id');
      return { kind: 'container-id', id: descriptor.subarray(4, 20) };
    case 0x05:
      needLength(descriptor, 20, offset, 'platform capability');
      return { kind: 'platform', uuid: descriptor.subarray(4, 20), data: descriptor.subarray(20) };
    case 0x0a: {
      needLength(descriptor, 16, offset, 'SuperSpeedPlus capability');
      const attributes = doubleWordAt(descriptor, 4);
      // Bits 0-4: number of sublink speed attributes, less one.
      const count = (attributes & 0x1f) + 1;
      needLength(descriptor, 12 + 4 * count, offset, `SuperSpeedPlus capability with ${count} speeds`);
      const sublinkSpeeds: number[] = [];
      for (let i = 0; i < count; i++) sublinkSpeeds.push(doubleWordAt(descriptor, 12 + 4 * i));
      return { kind: 'superspeed-plus', attributes, functionality: wordAt(descriptor, 8), sublinkSpeeds };
    }
    default:
      return { kind: 'other', type, bytes: descriptor };
  }
}
