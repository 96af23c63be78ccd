/**
 * A small office in an agent's data directory, before the agent starts there: people, clients with devices of many kinds,
 * assignments, rules, devices in use. What clients would report by themselves is written into the store instead.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROLES, startingPolicy, type Device, type ReportedDevice, type Role } from '@farport/fleet';
import { PasswordHasher } from '../../apps/agent/src/access/passwords.ts';
import { Policies } from '../../apps/agent/src/fleet/policies.ts';
import { SqliteStore } from '../../apps/agent/src/store/sqlite/sqlite-store.ts';
import { systemContext, type ChangeContext } from '../../apps/agent/src/store/store.ts';

export const password = 'a kettle of green tea';
/** Another agent of the fleet: what it holds, an agent that starts here leaves alone. */
const elsewhere = 'server-2';

type Triple = readonly [classCode: number, subclass: number, protocol: number];

function reported(
  id: string,
  names: readonly [manufacturer: string, product: string],
  port: string,
  serial: string,
  classes: readonly Triple[],
  speed: ReportedDevice['speed'] = 'high',
): ReportedDevice {
  const [vendorId = 0, productId = 0] = id.split(':').map((text) => parseInt(text, 16));
  const [bus = 0, path = ''] = port.split('-');
  return {
    facts: {
      vendorId,
      productId,
      serial,
      portPath: { bus: Number(bus), ports: path.split('.').map(Number) },
      deviceVersion: 0x0110,
      deviceClass: { classCode: id === '05e3:0610' ? 9 : 0, subclass: 0, protocol: 0 },
      interfaces: classes.map(([classCode, subclass, protocol]) => ({ classCode, subclass, protocol })),
    },
    manufacturer: names[0],
    product: names[1],
    speed,
  };
}

const storage: Triple = [8, 6, 0x50];
const RECEPTION = [
  reported('05e3:0610', ['Genesys', 'USB 2.0 Hub'], '1-1', '', [[9, 0, 2]]),
  reported('0781:5583', ['SanDisk', 'Ultra Fit'], '1-1.2', '4C530001230814', [storage], 'super'),
  reported('04b8:0202', ['Epson', 'TM-T88 Receipt Printer'], '1-1.3', 'J3GF012345', [[7, 1, 2]], 'full'),
  reported('046d:c31c', ['Logitech', 'Keyboard K120'], '1-2', '', [[3, 1, 1]], 'low'),
  reported('076b:3031', ['HID Global', 'OMNIKEY 3x21'], '1-4', '', [[0x0b, 0, 0]], 'full'),
];
const STUDIO = [
  reported('056a:0357', ['Wacom', 'Intuos Pro M'], '2-1', '8AH00C1', [[3, 0, 0]], 'full'),
  reported('174f:2454', ['', 'HD Webcam'], '2-3', '', [
    [0x0e, 1, 0],
    [0x0e, 2, 0],
  ]),
  reported('0951:1666', ['Kingston', 'DataTraveler 3.0'], '2-4', '60A44C3FACC9', [storage], 'super'),
];
const LAB = [
  reported('0403:6001', ['FTDI', 'FT232R USB UART'], '1-3', 'A50285BI', [[0xff, 0xff, 0xff]], 'full'),
  reported('1366:0101', ['SEGGER', 'J-Link'], '1-5', '000440112233', [[0xff, 0xff, 0xff]]),
];

const byOlga: ChangeContext = { actor: { kind: 'user', id: 'u-olga', name: 'olga' }, address: '192.0.2.31' };

export interface Office {
  readonly reception: string;
  readonly stick: string;
}

/** VMs of the configuration are found by their names when the agent starts. */
export async function prepareOffice(dataDir: string): Promise<Office> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const store = SqliteStore.open(join(dataDir, 'fleet.db'));
  // A cheap hash: the agent makes it a dear one at the first sign-in.
  const hash = await new PasswordHasher({ memory: 8, passes: 1, parallelism: 1 }).hash(password);
  await new Policies(store).ensure('Europe/Berlin');
  const office = await store.change(systemContext, async (tx) => {
    const people = {} as Record<Role, string>;
    for (const role of ROLES) {
      const name = {
        administrator: 'anna',
        operator: 'olga',
        auditor: 'aldo',
        help_desk: 'hana',
        user: 'uwe',
      }[role];
      const displayName = {
        administrator: 'Anna Arendt',
        operator: 'Olga Osei',
        auditor: 'Aldo Amari',
        help_desk: 'Hana Hirsch',
        user: 'Uwe Umland',
      }[role];
      const user = await tx.users.create({ name, displayName, role });
      await tx.credentials.setPassword(user.id, hash, false);
      people[role] = user.id;
    }
    const counter = await tx.groups.create({ name: 'counter', description: 'Whoever sits at the counter' });
    await tx.groups.addMember(counter.id, people.user);
    const vms = new Map<string, string>();
    for (const name of ['accounting', 'front-desk', 'design', 'build-win']) {
      const description =
        name === 'accounting' ? 'Ledger and label printer' : name === 'design' ? 'Drawing with a tablet' : '';
      vms.set(name, (await tx.vms.create({ name, description, host: elsewhere })).id);
    }
    const vm = (name: string): string => vms.get(name) ?? '';
    await tx.vms.grant(vm('front-desk'), { kind: 'group', id: counter.id });
    const client = async (name: string, description: string, online: boolean): Promise<string> => {
      const made = await tx.clients.create({
        name,
        description,
        platform: 'linux x64',
        softwareVersion: '0.1.0',
        keyHash: `key of ${name}`,
      });
      if (online) await tx.clients.setConnected(made.id, elsewhere);
      return made.id;
    };
    const reception = await client('reception-3', 'Ground floor, beside the door', true);
    const studio = await client('studio-1', '', true);
    const lab = await client('lab-bench', 'Second floor', true);
    await client('meeting-room', '', false);
    const plug = async (id: string, devices: readonly ReportedDevice[]): Promise<Device[]> => {
      const plugged = [];
      for (const device of devices) plugged.push(await tx.devices.reportPlugged(id, device));
      return plugged;
    };
    const [, stick, printer, , reader] = await plug(reception, RECEPTION);
    const [tablet, , dataStick] = await plug(studio, STUDIO);
    const [uart] = await plug(lab, LAB);
    await tx.devices.setPortLabel({ clientId: reception, path: '1-4', label: 'Card reader' });
    await tx.devices.setPortLabel({ clientId: reception, path: '1-6', label: 'Counter, left' });
    const lease = async (device: Device | undefined, to: string, userId: string | null): Promise<void> => {
      await tx.leases.acquire({
        deviceId: device?.id ?? '',
        vmId: vm(to),
        userId,
        host: elsewhere,
        ttlMs: 3_600_000,
      });
    };
    await lease(printer, 'front-desk', null);
    await lease(tablet, 'design', people.user);
    await lease(stick, 'accounting', people.operator);
    await tx.assignments.create({
      what: { kind: 'port', clientId: reception, portPath: '1-4' },
      to: { kind: 'vm', vmId: vm('front-desk') },
      enabled: true,
      note: 'Health insurance cards',
    });
    await tx.assignments.create({
      what: {
        kind: 'device',
        clientId: null,
        vendorId: 0x0403,
        productId: 0x6001,
        serial: 'A50285BI',
        portPath: null,
      },
      to: { kind: 'vm', vmId: vm('build-win') },
      enabled: true,
      note: '',
    });
    await tx.assignments.create({
      what: { kind: 'rule', clientId: null, filter: { classes: { any: ['07'] } } },
      to: { kind: 'user', userId: people.user },
      enabled: false,
      note: 'Until the new printers are there',
    });
    const start = startingPolicy('Europe/Berlin');
    await tx.policies.replace(
      await tx.policies.currentVersion(),
      {
        ...start,
        rules: [
          ...start.rules.slice(0, 2),
          {
            id: 'studio-sticks',
            name: 'No sticks in the studio',
            enabled: true,
            effect: 'deny',
            device: { classes: { any: ['08'] } },
            clients: [studio],
          },
          ...start.rules.slice(2),
        ],
      },
      'Sticks stay out of the studio',
    );
    return { reception, stick: stick?.id ?? '', reader, uart, dataStick, vm, operator: people.operator };
  });
  await store.change(byOlga, async (tx) => {
    const { dataStick, vm } = office;
    await tx.audit.append({
      action: 'device.attach',
      outcome: 'denied',
      device: { id: dataStick?.id ?? '', name: 'Kingston DataTraveler 3.0 (0951:1666)' },
      vm: { id: vm('design'), name: 'design' },
      rule: { id: 'studio-sticks', name: 'No sticks in the studio', policyVersion: 2 },
      reason: 'denied by rule “No sticks in the studio”',
    });
  });
  await store.close();
  return { reception: office.reception, stick: office.stick };
}
