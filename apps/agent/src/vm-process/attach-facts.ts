/** What the descriptors of a device that is offered say of it, for whoever decides whether it may come. Total. */
import type { AttachMessage } from '@farport/protocol';
import type { AttachFacts, ClassTriple } from './admission.ts';

/** USB 2.0, table 9-5. */
const interfaceType = 4;
const interfaceLength = 9;
/** One more than the agent takes: a device that says more is refused there, not judged by a part of it. */
const mostInterfaces = 257;

export function attachFacts(message: AttachMessage): AttachFacts {
  const device = Buffer.from(message.deviceDescriptor);
  return {
    vendorId: device.readUInt16LE(8),
    productId: device.readUInt16LE(10),
    deviceVersion: device.readUInt16LE(12),
    deviceClass: { classCode: device[4] ?? 0, subclass: device[5] ?? 0, protocol: device[6] ?? 0 },
    interfaces: interfacesOf(message.configurationDescriptors),
    serial: message.serial,
    portPath: message.portPath,
    manufacturer: message.manufacturer,
    product: message.product,
    speed: message.speed,
  };
}

/**
 * Each class once, of every alternate setting of every configuration. Walks as a guest does, from descriptor to descriptor,
 * and stops where one has no length: what comes after that, no guest finds.
 */
function interfacesOf(configurations: readonly Uint8Array[]): ClassTriple[] {
  const found = new Map<string, ClassTriple>();
  for (const bytes of configurations) {
    for (let at = 0; at + 1 < bytes.length;) {
      const length = bytes[at] ?? 0;
      if (length < 2) break;
      if (bytes[at + 1] === interfaceType && length >= interfaceLength && at + 8 <= bytes.length) {
        const [classCode = 0, subclass = 0, protocol = 0] = bytes.subarray(at + 5, at + 8);
        if (found.size < mostInterfaces) {
          found.set(`${classCode} ${subclass} ${protocol}`, { classCode, subclass, protocol });
        }
      }
      at += length;
    }
  }
  return [...found.values()];
}
