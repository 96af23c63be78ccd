/** What the descriptors of a device that is offered say of it, for whoever decides whether it may come. Total. */
import type { AttachMessage } from '@farport/protocol';
import { visitInterfaceClasses } from '@farport/usb';
import type { AttachFacts, ClassTriple } from './admission.ts';

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

/** Each class once, of every alternate setting of every configuration. */
function interfacesOf(configurations: readonly Uint8Array[]): ClassTriple[] {
  const found = new Map<string, ClassTriple>();
  for (const bytes of configurations) {
    visitInterfaceClasses(bytes, (classCode, subclass, protocol) => {
      if (found.size >= mostInterfaces) return;
      found.set(`${classCode} ${subclass} ${protocol}`, { classCode, subclass, protocol });
    });
  }
  return [...found.values()];
}
