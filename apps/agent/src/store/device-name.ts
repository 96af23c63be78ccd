/** What the audit and messages call a device. */
import type { ReportedDevice } from '@farport/fleet';
import { formatIdentity } from '@farport/usb';

/** "SanDisk Ultra"; a product that begins with its maker's name does not get it twice. Empty where neither is known. */
export function productWords({
  manufacturer,
  product,
}: Pick<ReportedDevice, 'manufacturer' | 'product'>): string {
  return (product.startsWith(manufacturer) ? product : `${manufacturer} ${product}`).trim();
}

/** "SanDisk Ultra (0781:5583 S1 at 1-2)"; the identity alone where the device has no name. */
export function deviceName(device: ReportedDevice): string {
  const words = productWords(device);
  const identity = formatIdentity(device.facts);
  return words === '' ? identity : `${words} (${identity})`;
}
