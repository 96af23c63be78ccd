/** Owns the names of USB classes (usb.org, "USB Class Codes") as a person says them. */
import type { LocalDevice, LocalInterface } from '../capture/local-device.ts';

const CLASSES: Readonly<Record<number, string>> = {
  0x01: 'audio',
  0x02: 'communications',
  0x03: 'HID',
  0x05: 'physical',
  0x06: 'image',
  0x07: 'printer',
  0x08: 'storage',
  0x09: 'hub',
  0x0a: 'data',
  0x0b: 'smart card',
  0x0d: 'content security',
  0x0e: 'video',
  0x0f: 'health',
  0x10: 'audio/video',
  0x11: 'billboard',
  0x12: 'Type-C bridge',
  0xdc: 'diagnostic',
  0xe0: 'wireless',
  0xef: 'miscellaneous',
  0xfe: 'application',
  0xff: 'vendor',
};

function className(one: LocalInterface): string {
  if (one.classCode === 0x03 && one.protocol === 1) return 'keyboard';
  if (one.classCode === 0x03 && one.protocol === 2) return 'mouse';
  return CLASSES[one.classCode] ?? `class ${one.classCode.toString(16).padStart(2, '0')}`;
}

/** The classes of a device, each once: of its interfaces, or its own where it has none that are known. */
export function classNames(device: LocalDevice): string[] {
  const names = device.interfaces.map(className);
  if (names.length === 0 && device.classCode !== 0) names.push(CLASSES[device.classCode] ?? 'unknown');
  return [...new Set(names)];
}
