/**
 * Stands for the USB devices of a machine, for tests of the app: a list that the test changes, and a backend whose devices
 * are captured at once and answer nothing.
 */
import type { DeviceSource } from '../../apps/client/engine/capture/local-devices.ts';
import type { LocalDevice } from '../../apps/client/engine/capture/local-device.ts';
import { fakeLocalDevice } from '../../apps/client/engine/capture/fake/fake-captured-device.ts';

export class SimulatedDevices implements DeviceSource {
  #devices: LocalDevice[];
  #changed: () => void = () => undefined;

  constructor(devices: readonly LocalDevice[]) {
    this.#devices = [...devices];
  }

  list(): Promise<LocalDevice[]> {
    return Promise.resolve([...this.#devices]);
  }

  watch(changed: () => void): Promise<() => void> {
    this.#changed = changed;
    return Promise.resolve(() => undefined);
  }

  plug(device: LocalDevice): void {
    this.#devices.push(device);
    this.#changed();
  }

  unplug(portPath: string): void {
    this.#devices = this.#devices.filter((device) => device.portPath !== portPath);
    this.#changed();
  }
}

const none = { serial: '', manufacturer: '', product: '' };
const hub = (portPath: string, product: string): LocalDevice =>
  fakeLocalDevice({
    ...none,
    portPath,
    classCode: 9,
    vendorId: 0x1d6b,
    productId: 2,
    product,
    interfaces: [{ number: 0, classCode: 9, subclass: 0, protocol: 0, driver: 'hub' }],
  });

const triple = (classCode: number, subclass: number, protocol: number, driver?: string) => [
  { number: 0, classCode, subclass, protocol, driver },
];

export const STICK = fakeLocalDevice({
  portPath: '1-1',
  address: 5,
  manufacturer: 'SanDisk',
  product: 'Ultra Fit',
  serial: '4C530001',
  interfaces: triple(8, 6, 0x50, 'usb-storage'),
});
export const CAMERA = fakeLocalDevice({
  portPath: '1-2.3',
  address: 9,
  vendorId: 0x046d,
  productId: 0x0892,
  manufacturer: 'Logitech',
  product: 'HD Pro Webcam C920',
  serial: 'A1',
  interfaces: triple(0x0e, 1, 0, 'uvcvideo'),
});
export const READER = fakeLocalDevice({
  ...none,
  portPath: '1-2.2',
  address: 8,
  vendorId: 0x058f,
  productId: 0x9540,
  interfaces: triple(0x0b, 0, 0),
  programs: ['pcscd (pid 812)'],
});

/** A desk with a hub on it. */
export const DESK: readonly LocalDevice[] = [
  hub('usb1', 'xHCI Host Controller'),
  STICK,
  hub('1-2', 'USB 2.0 Hub'),
  fakeLocalDevice({
    portPath: '1-2.1',
    address: 7,
    vendorId: 0x046d,
    productId: 0xc31c,
    manufacturer: 'Logitech',
    product: 'USB Keyboard',
    serial: '',
    speed: 'low',
    interfaces: triple(3, 1, 1, 'usbhid'),
  }),
  READER,
];
