/** Devices and attempts of a small office, for tests. */
import type { DeviceFacts } from '@farport/usb';
import type { AttachRequest } from '../policy/decide.ts';

const perInterface = { classCode: 0, subclass: 0, protocol: 0 };

export const stick: DeviceFacts = {
  vendorId: 0x0781,
  productId: 0x5583,
  deviceVersion: 0x0110,
  serial: '4C530001',
  portPath: { bus: 1, ports: [2] },
  deviceClass: perInterface,
  interfaces: [{ classCode: 0x08, subclass: 0x06, protocol: 0x50 }],
};

export const keyboard: DeviceFacts = {
  ...stick,
  vendorId: 0x046d,
  productId: 0xc31c,
  serial: '',
  portPath: { bus: 1, ports: [3] },
  interfaces: [
    { classCode: 0x03, subclass: 0x01, protocol: 0x01 },
    { classCode: 0x03, subclass: 0x00, protocol: 0x00 },
  ],
};

export const hub: DeviceFacts = {
  ...stick,
  vendorId: 0x05e3,
  productId: 0x0610,
  serial: '',
  portPath: { bus: 1, ports: [4] },
  deviceClass: { classCode: 0x09, subclass: 0x00, protocol: 0x02 },
  interfaces: [{ classCode: 0x09, subclass: 0x00, protocol: 0x01 }],
};

/** Alice of sales attaches a stick at reception, on a Tuesday at 10:00 UTC. */
export const request: AttachRequest = {
  device: stick,
  client: { id: 'c-reception', name: 'reception-3' },
  user: { id: 'u-alice', name: 'alice', groups: [{ id: 'g-sales', name: 'sales' }] },
  vm: { id: 'v-desk', name: 'desktop-7' },
  trigger: 'manual',
  at: Date.UTC(2026, 10, 17, 10, 0),
};
