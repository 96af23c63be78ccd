/** What the audit and messages call a device. */
import type { ReportedDevice } from '@farport/fleet';
import { formatIdentity } from '@farport/usb';

/** "SanDisk Ultra (0781:5583 S1 at 1-2)"; the identity alone where the device has no name. */
export function deviceName(device: ReportedDevice): string {
  const words = `${device.manufacturer} ${device.product}`.trim();
  const identity = formatIdentity(device.facts);
  return words === '' ? identity : `${words} (${identity})`;
}
