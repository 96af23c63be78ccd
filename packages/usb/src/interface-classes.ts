/**
 * The classes that interface descriptors name, wherever they stand in what a device sent: whole configurations, or the first
 * bytes of one. Total: whatever the bytes are, it ends, and what cannot be read is passed over.
 */
import { DESCRIPTOR_TYPE } from './descriptor-walk.ts';

/** bInterfaceProtocol is the eighth byte: USB 2.0, table 9-12. */
const leastLength = 8;

/**
 * Calls `visit` with class, subclass and protocol of each alternate setting in `bytes`. Walks as a guest does, from descriptor
 * to descriptor, and stops where one has no length: what comes after that, no guest finds.
 */
export function visitInterfaceClasses(
  bytes: Uint8Array,
  visit: (classCode: number, subclass: number, protocol: number) => void,
): void {
  for (let at = 0; at + 1 < bytes.length;) {
    const length = bytes[at] ?? 0;
    if (length < 2) return;
    const isWhole = length >= leastLength && at + leastLength <= bytes.length;
    if (bytes[at + 1] === DESCRIPTOR_TYPE.interface && isWhole) {
      visit(bytes[at + 5] ?? 0, bytes[at + 6] ?? 0, bytes[at + 7] ?? 0);
    }
    at += length;
  }
}
