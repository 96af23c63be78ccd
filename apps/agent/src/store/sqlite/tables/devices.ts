/** Devices and the names of ports in SQLite. What clients report is checked before it comes here. */
import { LIMITS, type Arrival, type Device, type ReportedDevice, type Wanted } from '@farport/fleet';
import { formatPortPath, parsePortPath, type ClassTriple, type UsbSpeed } from '@farport/usb';
import { deviceName } from '../../device-name.ts';
import { StoreError } from '../../errors.ts';
import type { DeviceTable } from '../../tables.ts';
import { found, pageLimit, toPage, type Scope } from '../scope.ts';
import { flag, integer, json, text, textOrNull, type Params, type Row } from '../sql.ts';
import { nameOf } from './people.ts';

export function deviceOf(row: Row): Device {
  const portPath = parsePortPath(text(row, 'port_path'));
  if (portPath === undefined)
    throw new StoreError('store.corrupt', 'column port_path does not hold what it should');
  return {
    id: text(row, 'id'),
    clientId: text(row, 'client_id'),
    facts: {
      vendorId: integer(row, 'vendor_id'),
      productId: integer(row, 'product_id'),
      serial: text(row, 'serial'),
      portPath,
      deviceVersion: integer(row, 'device_version'),
      deviceClass: json(row, 'device_class') as ClassTriple,
      interfaces: json(row, 'interfaces') as readonly ClassTriple[],
    },
    manufacturer: text(row, 'manufacturer'),
    product: text(row, 'product'),
    speed: text(row, 'speed') as UsbSpeed,
    plugged: flag(row, 'plugged'),
    arrival: text(row, 'arrival') === 'new' ? 'new' : 'existing',
    firstSeenAt: integer(row, 'first_seen_at'),
    lastSeenAt: integer(row, 'last_seen_at'),
    wanted: wantedOf(row),
    version: integer(row, 'version'),
  };
}

function wantedOf(row: Row): Wanted {
  const since = integer(row, 'wanted_since');
  const by = textOrNull(row, 'wanted_by');
  const vmId = textOrNull(row, 'wanted_vm_id');
  switch (text(row, 'wanted')) {
    case 'detached':
      return { kind: 'detached', by, since };
    case 'attached':
      // The VM was deleted since: nobody wants it any more.
      return vmId === null ? { kind: 'as_assigned' } : { kind: 'attached', vmId, by, since };
    default:
      return { kind: 'as_assigned' };
  }
}

/** Whether a report of a device says nothing new of it. Its identity is the same already. */
function isAsKnown(known: Device, { facts, manufacturer, product, speed }: ReportedDevice): boolean {
  return (
    known.manufacturer === manufacturer &&
    known.product === product &&
    known.speed === speed &&
    known.facts.deviceVersion === facts.deviceVersion &&
    JSON.stringify(known.facts.deviceClass) === JSON.stringify(facts.deviceClass) &&
    JSON.stringify(known.facts.interfaces) === JSON.stringify(facts.interfaces)
  );
}

export function deviceTable(scope: Scope): DeviceTable {
  const get: DeviceTable['get'] = (id) => {
    const row = scope.get('SELECT * FROM devices WHERE id = :id', { id });
    return row === undefined ? undefined : deviceOf(row);
  };
  const ofClient: DeviceTable['ofClient'] = (clientId) =>
    scope
      .all('SELECT * FROM devices WHERE client_id = :clientId ORDER BY port_path, id', { clientId })
      .map(deviceOf);

  const find: DeviceTable['find'] = (clientId, facts) => {
    const row = scope.get(
      `SELECT * FROM devices WHERE client_id = :clientId AND vendor_id = :vendor AND product_id = :product
       AND serial = :serial AND port_path = :port`,
      {
        clientId,
        vendor: facts.vendorId,
        product: facts.productId,
        serial: facts.serial,
        port: formatPortPath(facts.portPath),
      },
    );
    return row === undefined ? undefined : deviceOf(row);
  };

  const byIdentity = (clientId: string, { facts }: ReportedDevice): Device | undefined =>
    find(clientId, facts);

  /** Forgets the longest unplugged where a client has too many: it may be a machine that invents devices. */
  const makeRoom = (clientId: string): void => {
    if (scope.count('devices WHERE client_id = :clientId', { clientId }) < LIMITS.devicesOfClient) return;
    const oldest = scope.get(
      `SELECT id FROM devices WHERE client_id = :clientId AND plugged = 0
       AND NOT EXISTS (SELECT 1 FROM leases WHERE device_id = devices.id) ORDER BY last_seen_at, id LIMIT 1`,
      { clientId },
    );
    if (oldest === undefined) {
      throw new StoreError(
        'store.limit',
        `this client has ${LIMITS.devicesOfClient} devices plugged in: that is too many`,
      );
    }
    const id = text(oldest, 'id');
    scope.run('DELETE FROM devices WHERE id = :id', { id });
    scope.changed('device', id, 'deleted');
  };

  const report = (clientId: string, device: ReportedDevice, arrival: Arrival): Device => {
    if (device.facts.interfaces.length > LIMITS.interfacesOfDevice) {
      throw new StoreError('store.limit', `a device has more than ${LIMITS.interfacesOfDevice} interfaces`);
    }
    const { facts } = device;
    const columns: Params = {
      device_version: facts.deviceVersion,
      device_class: JSON.stringify(facts.deviceClass),
      interfaces: JSON.stringify(facts.interfaces),
      manufacturer: device.manufacturer,
      product: device.product,
      speed: device.speed,
      arrival,
      now: scope.wall(),
    };
    const known = byIdentity(clientId, device);
    if (known !== undefined) {
      scope.run(
        `UPDATE devices SET device_version = :device_version, device_class = :device_class,
           interfaces = :interfaces, manufacturer = :manufacturer, product = :product, speed = :speed,
           arrival = :arrival, plugged = 1, last_seen_at = :now, version = version + 1 WHERE id = :id`,
        { ...columns, id: known.id },
      );
      scope.changed('device', known.id, 'updated');
      return found(get(known.id), 'device');
    }
    makeRoom(clientId);
    const id = scope.newId();
    scope.run(
      `INSERT INTO devices (id, client_id, vendor_id, product_id, serial, port_path, device_version,
         device_class, interfaces, manufacturer, product, speed, plugged, arrival, first_seen_at, last_seen_at,
         wanted, wanted_since, version)
       VALUES (:id, :clientId, :vendor, :product_id, :serial, :port, :device_version, :device_class, :interfaces,
         :manufacturer, :product, :speed, 1, :arrival, :now, :now, 'as_assigned', :now, 1)`,
      {
        ...columns,
        id,
        clientId,
        vendor: facts.vendorId,
        product_id: facts.productId,
        serial: facts.serial,
        port: formatPortPath(facts.portPath),
      },
    );
    scope.changed('device', id, 'created');
    return found(get(id), 'device');
  };

  const unplug = (device: Device): Device => {
    scope.run(
      `UPDATE devices SET plugged = 0, last_seen_at = :now, wanted = 'as_assigned', wanted_vm_id = NULL,
         wanted_by = NULL, wanted_since = :now, version = version + 1 WHERE id = :id`,
      { id: device.id, now: scope.wall() },
    );
    scope.changed('device', device.id, 'updated');
    return found(get(device.id), 'device');
  };

  return {
    get,
    find,
    ofClient,
    countPlugged: () => scope.count('devices WHERE plugged = 1'),
    list(page) {
      const limit = pageLimit(page);
      const rows = scope.all('SELECT * FROM devices WHERE id > :after ORDER BY id LIMIT :limit', {
        after: page.after ?? '',
        limit: limit + 1,
      });
      return toPage(rows, limit, deviceOf, (row) => text(row, 'id'));
    },
    reportAll(clientId, devices) {
      if (devices.length > LIMITS.devicesOfClient) {
        throw new StoreError('store.limit', `a client reports at most ${LIMITS.devicesOfClient} devices`);
      }
      const before = new Map(ofClient(clientId).map((device) => [device.id, device]));
      const there = new Set<string>();
      // First what is gone, so that it can make room.
      for (const device of devices) {
        const known = byIdentity(clientId, device);
        if (known !== undefined && device.fresh !== true) there.add(known.id);
      }
      for (const device of before.values()) {
        if (device.plugged && !there.has(device.id)) unplug(device);
      }
      return devices.map((device) => {
        const known = byIdentity(clientId, device);
        // One that we knew to be plugged in stays what it was: a reconnect is no arrival.
        const stayed = known?.plugged === true && before.has(known.id);
        if (stayed && isAsKnown(known, device)) return known;
        return report(clientId, device, stayed ? known.arrival : device.fresh === true ? 'new' : 'existing');
      });
    },
    reportPlugged: (clientId, device) => report(clientId, device, 'new'),
    reportUnplugged(deviceId) {
      const device = get(deviceId);
      if (device === undefined) return undefined;
      return device.plugged ? unplug(device) : device;
    },
    setWanted(id, version, wanted) {
      const before = found(get(id), 'device');
      scope.updateVersioned('devices', 'device', id, version, {
        wanted: wanted.kind,
        wanted_vm_id: wanted.kind === 'attached' ? wanted.vmId : null,
        wanted_by: wanted.kind === 'as_assigned' ? null : wanted.by,
        wanted_since: wanted.kind === 'as_assigned' ? scope.wall() : wanted.since,
      });
      scope.changed('device', id, 'updated');
      const client = { id: before.clientId, name: nameOf(scope, 'clients', before.clientId) };
      scope.audit({
        action: {
          attached: 'device.wanted',
          detached: 'device.unwanted',
          as_assigned: 'device.wanted_as_assigned',
        }[wanted.kind],
        outcome: 'ok',
        client,
        device: { id, name: deviceName(before) },
        ...(wanted.kind === 'attached'
          ? { vm: { id: wanted.vmId, name: nameOf(scope, 'vms', wanted.vmId) } }
          : {}),
      });
      return found(get(id), 'device');
    },
    ports: (clientId) =>
      scope
        .all('SELECT * FROM ports WHERE client_id = :clientId ORDER BY path', { clientId })
        .map((row) => ({ clientId, path: text(row, 'path'), label: text(row, 'label') })),
    setPortLabel({ clientId, path, label }) {
      if (parsePortPath(path) === undefined) {
        throw new StoreError(
          'store.invalid',
          `"${path.slice(0, 40)}" is no port: write bus-port, like 1-2 or 1-2.3`,
        );
      }
      if (label === '') {
        scope.run('DELETE FROM ports WHERE client_id = :clientId AND path = :path', { clientId, path });
      } else {
        const others = 'ports WHERE client_id = :clientId AND path <> :path';
        scope.needRoom('named ports of this client', others, LIMITS.portsOfClient, { clientId, path });
        scope.run(
          `INSERT INTO ports (client_id, path, label) VALUES (:clientId, :path, :label)
           ON CONFLICT (client_id, path) DO UPDATE SET label = excluded.label`,
          { clientId, path, label },
        );
      }
      scope.changed('port', `${clientId}:${path}`, label === '' ? 'deleted' : 'updated');
      scope.audit({
        action: 'port.named',
        outcome: 'ok',
        client: { id: clientId, name: nameOf(scope, 'clients', clientId) },
        details: { port: path, label },
      });
    },
  };
}
