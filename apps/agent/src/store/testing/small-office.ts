/** A small office in a store: people, a client with devices, VMs. For tests. */
import type { Client, Device, ReportedDevice, User, Vm } from '@farport/fleet';
import type { ChangeContext, Store } from '../store.ts';

export const byAdmin: ChangeContext = {
  actor: { kind: 'user', id: 'u-root', name: 'root' },
  address: '192.0.2.7',
};

export function reportedStick(serial: string, port = 2): ReportedDevice {
  return {
    facts: {
      vendorId: 0x0781,
      productId: 0x5583,
      serial,
      portPath: { bus: 1, ports: [port] },
      deviceVersion: 0x0110,
      deviceClass: { classCode: 0, subclass: 0, protocol: 0 },
      interfaces: [{ classCode: 8, subclass: 6, protocol: 0x50 }],
    },
    manufacturer: 'SanDisk',
    product: 'Ultra',
    speed: 'super',
  };
}

export interface SmallOffice {
  readonly alice: User;
  readonly bob: User;
  readonly reception: Client;
  readonly stick: Device;
  readonly desktop: Vm;
  readonly server: Vm;
}

export function furnish(store: Store): Promise<SmallOffice> {
  return store.change(byAdmin, async (tx) => {
    const alice = await tx.users.create({ name: 'alice', displayName: 'Alice', role: 'administrator' });
    const bob = await tx.users.create({ name: 'bob', displayName: 'Bob', role: 'user' });
    const reception = await tx.clients.create({
      name: 'reception-3',
      description: '',
      platform: 'linux x64',
      softwareVersion: '0.1.0',
      keyHash: 'k1',
    });
    const stick = await tx.devices.reportPlugged(reception.id, reportedStick('S1'));
    const desktop = await tx.vms.create({ name: 'desktop-7', description: '', host: 'h1' });
    const server = await tx.vms.create({ name: 'server-1', description: '', host: 'h1' });
    return { alice, bob, reception, stick, desktop, server };
  });
}
