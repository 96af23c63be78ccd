/**
 * Owns the words for a device that cannot be captured, the same for every backend. Never decides which applies.
 */
import { labelOfDevice, type DescriptorError } from '@farport/usb';
import { deviceNode } from './holders.ts';
import { localHolder, vidPid, type LocalDevice } from './local-device.ts';
import { EngineError, messageOf } from '../errors.ts';

export function noPermission(device: LocalDevice, cause: unknown): EngineError {
  const [vendor = '', product = ''] = vidPid(device).split(':');
  return new EngineError(
    'usbfs.permission',
    `no permission to open ${deviceNode(device.bus, device.address)} (${labelOfDevice(device)}): run the engine as root, or ` +
      'put this line into /etc/udev/rules.d/71-farport-local.rules and plug the device in again: ' +
      `SUBSYSTEM=="usb", ATTR{idVendor}=="${vendor}", ATTR{idProduct}=="${product}", TAG+="uaccess", MODE="0660"`,
    { cause },
  );
}

/** `programs` as found just now; empty where it cannot be seen who it is. */
export function busy(device: LocalDevice, programs: readonly string[], cause: unknown): EngineError {
  const holder = programs.length > 0 ? programs.join(', ') : (localHolder(device) ?? 'another program');
  return new EngineError(
    'device.busy',
    `${labelOfDevice(device)} on ${device.portPath} is held by ${holder}: close it there first, then try again`,
    { cause },
  );
}

/** `error` is what packages/usb says of the device's descriptors. */
export function malformed(device: LocalDevice, error: DescriptorError): EngineError {
  return new EngineError(
    'device.descriptors',
    `${labelOfDevice(device)} on ${device.portPath} cannot be redirected: ${error.message}. Unplug it and plug it in again; ` +
      'if that does not help, it is broken',
    { cause: error },
  );
}

export function gone(device: LocalDevice, cause: unknown): EngineError {
  return new EngineError(
    'device.gone',
    `${labelOfDevice(device)} on ${device.portPath} was unplugged: plug it in again`,
    { cause },
  );
}

export function failed(device: LocalDevice, what: string, cause: unknown): EngineError {
  const why = cause === undefined ? '' : `: ${messageOf(cause)}`;
  return new EngineError(
    'capture.failed',
    `${labelOfDevice(device)} on ${device.portPath} could not be ${what}${why}. Unplug it and plug it in again, then try again`,
    { cause },
  );
}
