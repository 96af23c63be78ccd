/**
 * Owns capturing a device by the native usbfs engine (Linux): opening the node, the descriptors, claiming. The
 * transfers are native/captured-device.ts. The addon is loaded on demand, because it may not be built.
 */
import type * as Native from '@farport/native';
import {
  BOS_LENGTH,
  checkBos,
  DESCRIPTOR_TYPE,
  DescriptorError,
  mayHaveBos,
  splitDescriptors,
  totalLength,
} from '@farport/usb';
import type { CaptureBackend, CapturedDevice, DeviceDescriptors } from '../captured-device.ts';
import { deviceNode, programsHolding } from '../holders.ts';
import type { LocalDevice } from '../local-device.ts';
import { busy, failed, gone, malformed, noPermission } from '../refusals.ts';
import { rawDescriptors } from '../sysfs.ts';
import { TransferMemory } from '../transfer-memory.ts';
import { codeOf, EngineError, messageOf } from '../../errors.ts';
import { NativeCapturedDevice } from './captured-device.ts';

/** Throws `capture.no_backend` where the addon is not built or this is not Linux. */
export async function nativeBackend(memory = new TransferMemory(Infinity)): Promise<CaptureBackend> {
  let native: typeof Native;
  try {
    if (process.platform !== 'linux') throw new Error('it needs Linux');
    native = await import('@farport/native');
    // An addon built for another part of Farport may lack it.
    if (typeof native.UsbfsDevice !== 'function')
      throw new Error('it has no usbfs engine: run "npm run setup"');
  } catch (cause) {
    throw new EngineError('capture.no_backend', `the native engine is not available: ${messageOf(cause)}`, {
      cause,
    });
  }
  return { name: 'native', capture: (device) => capture(native, device, memory) };
}

async function capture(
  native: typeof Native,
  local: LocalDevice,
  memory: TransferMemory,
): Promise<CapturedDevice> {
  try {
    return await NativeCapturedDevice.open(native.UsbfsDevice, local, memory.share(), (device, bytes) =>
      readDescriptors(device, bytes, local),
    );
  } catch (cause) {
    throw await refusal(local, cause);
  }
}

async function readDescriptors(
  device: NativeCapturedDevice,
  bytes: Uint8Array,
  local: LocalDevice,
): Promise<DeviceDescriptors> {
  const { device: descriptor, configurations } = splitDescriptors(bytes);
  const known = await rawDescriptors(local.portPath).catch(() => undefined);
  let bos = checkBos(known?.bos ?? new Uint8Array());
  if (bos.length === 0 && mayHaveBos(descriptor)) {
    const head = await device.getDescriptor(DESCRIPTOR_TYPE.bos << 8, BOS_LENGTH);
    if (head.length === BOS_LENGTH) {
      bos = checkBos(await device.getDescriptor(DESCRIPTOR_TYPE.bos << 8, totalLength(head)));
    }
  }
  return { device: descriptor, configurations, bos };
}

async function refusal(local: LocalDevice, cause: unknown): Promise<EngineError> {
  if (cause instanceof EngineError) return cause;
  if (cause instanceof DescriptorError) return malformed(local, cause);
  switch (codeOf(cause)) {
    case 'usbfs.permission':
      return noPermission(local, cause);
    case 'usbfs.not_found':
    case 'usbfs.gone':
      return gone(local, cause);
    case 'usbfs.busy':
      return busy(local, await programsHolding(local.bus, local.address), cause);
    default:
      return failed(local, `captured (${deviceNode(local.bus, local.address)})`, cause);
  }
}
