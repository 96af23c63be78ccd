/**
 * Owns who has a device's interfaces under libusb: taking all of them from the system's drivers, and giving all
 * of them back. All are released before the first driver is let in again, because a driver may bind to several.
 */
import type { Device } from 'usb';
import type { NodeUsb } from './node-usb.ts';

export const LibusbError = {
  /** The libusb error number of whatever node-usb threw or passed; undefined for anything else. */
  numberOf(error: unknown): number | undefined {
    if (typeof error !== 'object' || error === null || !('errno' in error)) return undefined;
    return typeof error.errno === 'number' ? error.errno : undefined;
  },
};

/** Throws node-usb's error; what was claimed before it is given back. */
export async function claimAll(usb: NodeUsb, device: Device, interfaces: readonly number[]): Promise<void> {
  const claimed: number[] = [];
  try {
    for (const number of interfaces) detachDriver(usb, device, number);
    for (const number of interfaces) {
      device.__claimInterface(number);
      claimed.push(number);
    }
  } catch (error) {
    await releaseAll(device, claimed);
    attachDrivers(device, interfaces);
    throw error;
  }
}

function detachDriver(usb: NodeUsb, device: Device, number: number): void {
  try {
    device.__detachKernelDriver(number);
  } catch (error) {
    const errno = LibusbError.numberOf(error);
    // No driver is bound, or this platform has no such thing: the claim tells whether the interface is free.
    if (errno === usb.LIBUSB_ERROR_NOT_FOUND || errno === usb.LIBUSB_ERROR_NOT_SUPPORTED) return;
    if (errno === usb.LIBUSB_ERROR_INVALID_PARAM) return;
    throw error;
  }
}

export async function releaseAll(device: Device, interfaces: readonly number[]): Promise<void> {
  for (const number of interfaces) {
    await new Promise<void>((resolve) => {
      try {
        device.__releaseInterface(number, () => {
          resolve();
        });
      } catch {
        resolve();
      }
    });
  }
}

export function attachDrivers(device: Device, interfaces: readonly number[]): void {
  for (const number of interfaces) {
    try {
      device.__attachKernelDriver(number);
    } catch {
      // Bound already by the driver of a neighbour, no driver for it, or the device is gone.
    }
  }
}
