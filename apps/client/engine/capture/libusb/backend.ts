/**
 * Owns capturing a device by libusb (node-usb): opening, its descriptors, taking it from the kernel's drivers and
 * giving it back. The transfers themselves are libusb/captured-device.ts. Never knows a VM.
 */
import {
  BOS_LENGTH,
  checkBos,
  DESCRIPTOR_TYPE,
  DescriptorError,
  DEVICE_DESCRIPTOR_LENGTH,
  interfaceNumbers,
  mayHaveBos,
  parseStringDescriptor,
  splitDescriptors,
  totalLength,
  labelOfDevice,
} from '@farport/usb';
import type { Device } from 'usb';
import type { CaptureBackend, CapturedDevice, DeviceDescriptors } from '../captured-device.ts';
import { programsHolding } from '../holders.ts';
import type { LocalDevice } from '../local-device.ts';
import { rawDescriptors } from '../sysfs.ts';
import { TransferMemory } from '../transfer-memory.ts';
import { busy, failed, gone, malformed, noPermission } from '../refusals.ts';
import { listedNames } from '../usb-id-list.ts';
import { EngineError } from '../../errors.ts';
import { LibusbCapturedDevice } from './captured-device.ts';
import { controlIn } from './control.ts';
import { claimAll, LibusbError } from './claims.ts';
import { loadNodeUsb, nodeUsbMissing, type NodeUsb } from './node-usb.ts';

const STRING_LANGUAGE = 0x0409;

/** Throws `capture.no_backend` where node-usb does not load. */
export async function libusbBackend(memory = new TransferMemory(Infinity)): Promise<CaptureBackend> {
  const usb = await loadNodeUsb();
  if (usb === undefined) {
    throw new EngineError('capture.no_backend', `libusb is not available: ${nodeUsbMissing()}`);
  }
  return { name: 'libusb', capture: (device) => capture(usb, device, memory) };
}

async function capture(usb: NodeUsb, local: LocalDevice, memory: TransferMemory): Promise<CapturedDevice> {
  const device = find(usb, local);
  open(usb, device, local);
  try {
    const descriptors = await readDescriptors(usb, device, local);
    const named = await withStrings(usb, device, local, descriptors.device);
    const active = descriptors.configurations.find((one) => one[5] === local.activeConfiguration);
    const interfaces = active === undefined ? [] : interfaceNumbers(active);
    await claim(usb, device, local, interfaces);
    return new LibusbCapturedDevice(usb, device, named, descriptors, interfaces, memory.share());
  } catch (error) {
    device.__close();
    throw error instanceof DescriptorError ? malformed(local, error) : error;
  }
}

function find(usb: NodeUsb, local: LocalDevice): Device {
  const device = usb
    .getDeviceList()
    .find((one) => one.busNumber === local.bus && one.deviceAddress === local.address);
  if (device !== undefined) return device;
  throw new EngineError(
    'device.gone',
    `libusb does not see ${labelOfDevice(local)} on ${local.portPath}: it was unplugged, or it was plugged in after the ` +
      'engine started and no udev daemon runs here. Start the engine again, or use --backend native',
  );
}

function open(usb: NodeUsb, device: Device, local: LocalDevice): void {
  try {
    device.__open();
  } catch (cause) {
    const errno = LibusbError.numberOf(cause);
    if (errno === usb.LIBUSB_ERROR_ACCESS) throw noPermission(local, cause);
    if (errno === usb.LIBUSB_ERROR_NO_DEVICE) throw gone(local, cause);
    throw failed(local, 'opened', cause);
  }
}

async function claim(
  usb: NodeUsb,
  device: Device,
  local: LocalDevice,
  interfaces: readonly number[],
): Promise<void> {
  try {
    await claimAll(usb, device, interfaces);
  } catch (cause) {
    const errno = LibusbError.numberOf(cause);
    if (errno === usb.LIBUSB_ERROR_BUSY) {
      throw busy(local, await programsHolding(local.bus, local.address), cause);
    }
    if (errno === usb.LIBUSB_ERROR_NO_DEVICE) throw gone(local, cause);
    throw failed(local, 'claimed', cause);
  }
}

/** From sysfs where there is one, so that nothing goes over the bus; else from the device itself. */
async function readDescriptors(usb: NodeUsb, device: Device, local: LocalDevice): Promise<DeviceDescriptors> {
  const raw = await rawDescriptors(local.portPath).catch(() => undefined);
  const { device: deviceDescriptor, configurations } =
    raw === undefined ? await descriptorsFromDevice(usb, device, local) : splitDescriptors(raw.all);
  let bos = checkBos(raw?.bos ?? new Uint8Array());
  if (bos.length === 0 && mayHaveBos(deviceDescriptor)) {
    const head = await controlIn(usb, device, DESCRIPTOR_TYPE.bos << 8, 0, BOS_LENGTH);
    bos = checkBos(await controlIn(usb, device, DESCRIPTOR_TYPE.bos << 8, 0, totalLength(head)));
  }
  return { device: deviceDescriptor, configurations, bos };
}

async function descriptorsFromDevice(
  usb: NodeUsb,
  device: Device,
  local: LocalDevice,
): Promise<{ device: Uint8Array; configurations: Uint8Array[] }> {
  const parts = [await controlIn(usb, device, DESCRIPTOR_TYPE.device << 8, 0, DEVICE_DESCRIPTOR_LENGTH)];
  for (let i = 0; i < device.deviceDescriptor.bNumConfigurations; i++) {
    const head = await controlIn(usb, device, (DESCRIPTOR_TYPE.configuration << 8) | i, 0, 9);
    parts.push(await controlIn(usb, device, (DESCRIPTOR_TYPE.configuration << 8) | i, 0, totalLength(head)));
  }
  if (parts[0]?.length === 0) throw failed(local, 'asked for its descriptors', undefined);
  return splitDescriptors(Buffer.concat(parts));
}

/** Where the platform did not tell the strings and the speed, the device is asked, and the speed inferred. */
async function withStrings(
  usb: NodeUsb,
  device: Device,
  local: LocalDevice,
  descriptor: Uint8Array,
): Promise<LocalDevice> {
  if (local.speed !== undefined) return local;
  const string = async (index: number | undefined): Promise<string> => {
    if (index === undefined || index === 0) return '';
    const bytes = await controlIn(usb, device, (DESCRIPTOR_TYPE.string << 8) | index, STRING_LANGUAGE, 255);
    try {
      return parseStringDescriptor(bytes);
    } catch {
      return '';
    }
  };
  return {
    ...local,
    speed: inferSpeed(descriptor),
    ...listedNames.of(local.vendorId, local.productId, {
      manufacturer: await string(descriptor[14]),
      product: await string(descriptor[15]),
    }),
    serial: await string(descriptor[16]),
  };
}

/**
 * node-usb does not tell the negotiated speed. bMaxPacketSize0 9 is SuperSpeed's alone (USB 3.2, 9.6.1); 64 with
 * bcdUSB 2.00 or more is taken for high speed; 8 for low speed is not told from full speed and need not be.
 */
function inferSpeed(descriptor: Uint8Array): 'super' | 'high' | 'full' {
  if (descriptor[7] === 9) return 'super';
  return descriptor[7] === 64 && (descriptor[3] ?? 0) >= 2 ? 'high' : 'full';
}
