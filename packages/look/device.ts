/** What people take a device for, by its classes: for its icon, and its name where it gives none. Pure, for any page. */

/** What a device is, for its icon and its name where it gives none. */
export const DEVICE_KINDS = [
  'hub',
  'storage',
  'keyboard',
  'mouse',
  'input',
  'printer',
  'audio',
  'camera',
  'picture',
  'smart-card',
  'serial',
  'network',
  'wireless',
  'other',
] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

interface ClassTriple {
  readonly classCode: number;
  readonly subclass: number;
  readonly protocol: number;
}

const KIND_OF_CLASS: Readonly<Record<number, DeviceKind>> = {
  0x01: 'audio',
  0x02: 'serial',
  0x03: 'input',
  0x06: 'picture',
  0x07: 'printer',
  0x08: 'storage',
  0x09: 'hub',
  0x0a: 'serial',
  0x0b: 'smart-card',
  0x0e: 'camera',
  0x10: 'camera',
  0xe0: 'wireless',
};

/** The first interface that says it, cameras before their microphones; else the device's own class code. */
export function kindOfDevice(deviceClass: number, interfaces: readonly ClassTriple[]): DeviceKind {
  const kinds = interfaces.map(kindOfInterface);
  if (kinds.includes('camera')) return 'camera';
  const said = kinds.find((kind) => kind !== 'other');
  return said ?? KIND_OF_CLASS[deviceClass] ?? 'other';
}

function kindOfInterface({ classCode, subclass, protocol }: ClassTriple): DeviceKind {
  // HID 1.11, section 4.2 and 4.3.
  if (classCode === 0x03 && subclass === 1 && protocol === 1) return 'keyboard';
  if (classCode === 0x03 && subclass === 1 && protocol === 2) return 'mouse';
  // CDC 1.2, table 4: Ethernet and network control models.
  if (classCode === 0x02 && (subclass === 0x06 || subclass === 0x0d || subclass === 0x0e)) return 'network';
  return KIND_OF_CLASS[classCode] ?? 'other';
}
