/** What people call a device, of the names that it or the USB id list says. No I/O. */
import { formatVidPid } from './identity.ts';
import type { UsbNames } from './usb-ids.ts';

/** "SanDisk Ultra": many products begin with their maker already, and it is said once. Empty where neither is known. */
export function nameOfDevice({ manufacturer, product }: UsbNames): string {
  const [maker, thing] = [manufacturer.trim(), product.trim()];
  const begins = `${thing} `.toLowerCase().startsWith(`${maker} `.toLowerCase());
  return begins ? thing : `${maker} ${thing}`.trim();
}

/** "0781:5583 SanDisk Ultra", for logs and messages; VID:PID alone where it has no name. */
export function labelOfDevice(
  device: UsbNames & { readonly vendorId: number; readonly productId: number },
): string {
  return `${formatVidPid(device.vendorId, device.productId)} ${nameOfDevice(device)}`.trimEnd();
}
