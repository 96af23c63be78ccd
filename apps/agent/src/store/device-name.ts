/** What the audit and messages call a device. */
import type { ReportedDevice } from '@farport/fleet';
import { formatIdentity, nameOfDevice } from '@farport/usb';

/** "SanDisk Ultra (0781:5583 S1 at 1-2)"; the identity alone where the device has no name. */
export function deviceName(device: ReportedDevice, identity = formatIdentity(device.facts)): string {
  const name = nameOfDevice(device);
  return name === '' ? identity : `${name} (${identity})`;
}
