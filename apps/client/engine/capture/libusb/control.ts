/**
 * Owns the few bounded control reads that libusb's backend makes before a device is redirected. Never writes to
 * a device.
 */
import { SETUP_LENGTH } from '@farport/usb';
import type { Device } from 'usb';
import type { NodeUsb } from './node-usb.ts';

const TIMEOUT_MS = 2000;
const GET_DESCRIPTOR = 6;

/** GET_DESCRIPTOR (USB 2.0, section 9.4.3). Empty where the device refuses or does not answer. */
export function controlIn(
  usb: NodeUsb,
  device: Device,
  value: number,
  index: number,
  length: number,
): Promise<Uint8Array> {
  if (length === 0) return Promise.resolve(new Uint8Array());
  return new Promise((resolve) => {
    const buffer = Buffer.alloc(SETUP_LENGTH + length);
    buffer.writeUInt8(0x80, 0);
    buffer.writeUInt8(GET_DESCRIPTOR, 1);
    buffer.writeUInt16LE(value, 2);
    buffer.writeUInt16LE(index, 4);
    buffer.writeUInt16LE(length, 6);
    const done = (error: unknown, _buffer: Buffer, actual: number): void => {
      resolve(error ? new Uint8Array() : buffer.subarray(SETUP_LENGTH, SETUP_LENGTH + actual));
    };
    const type = usb.LIBUSB_TRANSFER_TYPE_CONTROL;
    try {
      new usb.Transfer(device, 0, type, TIMEOUT_MS, done).submit(buffer);
    } catch {
      resolve(new Uint8Array());
    }
  });
}
