/**
 * The USB id list of this machine, for devices whose descriptors do not name them. Debian's package usb.ids has it, others
 * hwdata. Read once, when the first such device is seen; a machine without it names them by their numbers.
 */
import { readFileSync, statSync } from 'node:fs';
import { UsbIds, type UsbNames } from '@farport/usb/usb-ids';

const places = [
  '/usr/share/misc/usb.ids',
  '/var/lib/usbutils/usb.ids',
  '/usr/share/hwdata/usb.ids',
  '/usr/share/usb.ids',
];
/** It has less than one MiB; whatever is larger is something else. */
const mostBytes = 8 << 20;

let known: UsbIds | undefined;

/** The first list that can be read; an empty one where there is none. */
export function readUsbIds(files: readonly string[] = places): UsbIds {
  for (const file of files) {
    try {
      if (statSync(file).size <= mostBytes) return UsbIds.parse(readFileSync(file, 'utf8'));
    } catch {
      // Not here.
    }
  }
  return UsbIds.none;
}

/** The names of a device: from its descriptors, and of what they leave empty from the list. */
export function namesOfDevice(vendorId: number, productId: number, said: UsbNames): UsbNames {
  if (said.manufacturer !== '' && said.product !== '') return said;
  known ??= readUsbIds();
  return known.fill(vendorId, productId, said);
}
