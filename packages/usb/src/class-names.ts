/** Words for the class codes that USB-IF assigns (www.usb.org/defined-class-codes), for listings. */
import type { ClassTriple } from './device-descriptor.ts';

const CLASSES = new Map<number, string>([
  [0x01, 'audio'],
  [0x02, 'communications'],
  [0x03, 'HID'],
  [0x05, 'physical'],
  [0x06, 'image'],
  [0x07, 'printer'],
  [0x08, 'mass storage'],
  [0x09, 'hub'],
  [0x0a, 'CDC data'],
  [0x0b, 'smart card'],
  [0x0d, 'content security'],
  [0x0e, 'video'],
  [0x0f, 'personal healthcare'],
  [0x10, 'audio/video'],
  [0x11, 'billboard'],
  [0x12, 'USB Type-C bridge'],
  [0x13, 'bulk display'],
  [0x14, 'MCTP'],
  [0x3c, 'I3C'],
  [0xdc, 'diagnostic'],
  [0xe0, 'wireless controller'],
  [0xef, 'miscellaneous'],
  [0xfe, 'application specific'],
  [0xff, 'vendor specific'],
]);

/** Where the whole triple says more, by classCode, subclass and protocol. */
const TRIPLES = new Map<number, string>([
  [0x030101, 'keyboard'],
  [0x030102, 'mouse'],
  [0x080650, 'mass storage'],
  [0x080662, 'mass storage (UAS)'],
  [0xe00101, 'Bluetooth'],
  [0xfe0101, 'firmware upgrade'],
  [0xfe0102, 'firmware upgrade'],
]);

/** "mass storage (UAS)", "HID", …; "class 0x42" where none is assigned. Class 0 is "per interface". */
export function className(triple: ClassTriple): string {
  const { classCode, subclass, protocol } = triple;
  if (classCode === 0) return 'per interface';
  return (
    TRIPLES.get((classCode << 16) | (subclass << 8) | protocol) ??
    CLASSES.get(classCode) ??
    `class 0x${classCode.toString(16).padStart(2, '0')}`
  );
}
