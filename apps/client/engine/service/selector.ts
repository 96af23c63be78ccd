/**
 * Owns how a person names a device (VID:PID, serial, port path) and how the engine knows it again: VID:PID with
 * serial, or with the port path where it has none; never VID:PID alone. No I/O.
 */
import { isHub, label, type LocalDevice, vidPid } from '../capture/local-device.ts';
import { EngineError } from '../errors.ts';

export type Selector =
  | { readonly kind: 'ids'; readonly vendorId: number; readonly productId: number; readonly serial?: string }
  | { readonly kind: 'serial'; readonly serial: string }
  | { readonly kind: 'port'; readonly portPath: string };

const IDS = /^([0-9a-f]{4}):([0-9a-f]{4})(?:\/(.+))?$/i;
const PORT = /^(?:port:)?(\d{1,4}-\d{1,3}(?:\.\d{1,3}){0,6})$/;
const MAX_LENGTH = 300;

/**
 * "0781:5583", "0781:5583/SERIAL", "2-1.4" or "port:2-1.4", "serial:XYZ"; anything else is a serial number.
 * Throws `device.selector`.
 */
export function parseSelector(text: string): Selector {
  if (text === '' || text.length > MAX_LENGTH) {
    throw new EngineError(
      'device.selector',
      'name a device by VID:PID (0781:5583), by its serial number, or by its port (2-1.4): "farport devices" shows them',
    );
  }
  const ids = IDS.exec(text);
  if (ids?.[1] !== undefined && ids[2] !== undefined) {
    const base = { kind: 'ids', vendorId: parseInt(ids[1], 16), productId: parseInt(ids[2], 16) } as const;
    return ids[3] === undefined ? base : { ...base, serial: ids[3] };
  }
  const port = PORT.exec(text)?.[1];
  if (port !== undefined) return { kind: 'port', portPath: port };
  return { kind: 'serial', serial: text.startsWith('serial:') ? text.slice('serial:'.length) : text };
}

export function formatSelector(selector: Selector): string {
  switch (selector.kind) {
    case 'ids':
      return vidPid(selector) + (selector.serial === undefined ? '' : `/${selector.serial}`);
    case 'serial':
      return `serial:${selector.serial}`;
    case 'port':
      return selector.portPath;
  }
}

export function matches(selector: Selector, device: LocalDevice): boolean {
  switch (selector.kind) {
    case 'ids':
      return (
        device.vendorId === selector.vendorId &&
        device.productId === selector.productId &&
        (selector.serial === undefined || device.serial === selector.serial)
      );
    case 'serial':
      return device.serial === selector.serial;
    case 'port':
      return device.portPath === selector.portPath;
  }
}

/**
 * The one device that is meant. Throws `device.not_found`, `device.ambiguous` (with the candidates), `device.hub`.
 */
export function resolve(selector: Selector, devices: readonly LocalDevice[]): LocalDevice {
  const found = devices.filter((device) => matches(selector, device));
  const usable = found.filter((device) => !isHub(device));
  const [first] = usable;
  if (first === undefined) {
    if (found[0] !== undefined) throw hub(found[0]);
    throw new EngineError(
      'device.not_found',
      `no device ${formatSelector(selector)} is plugged in: "farport devices" lists what is; --wait waits for it`,
    );
  }
  if (usable.length > 1) {
    const candidates = usable.map((device) => {
      const serial = device.serial === '' ? 'no serial number' : `serial ${device.serial}`;
      return `  ${device.portPath}  ${label(device)}, ${serial}`;
    });
    throw new EngineError(
      'device.ambiguous',
      `${usable.length} devices are ${formatSelector(selector)}; name one by its port or serial number:\n${candidates.join('\n')}`,
    );
  }
  return first;
}

function hub(device: LocalDevice): EngineError {
  return new EngineError(
    'device.hub',
    `${label(device)} on ${device.portPath} is a hub: redirect the devices behind it instead`,
  );
}

/** What makes a device the same one after it was unplugged. */
export interface DeviceIdentity {
  readonly vendorId: number;
  readonly productId: number;
  readonly serial: string;
  readonly portPath: string;
}

export function identityOf(device: LocalDevice): DeviceIdentity {
  const { vendorId, productId, serial, portPath } = device;
  return { vendorId, productId, serial, portPath };
}

/**
 * The device with this identity: with a serial number at any port, its old port first; without one only at its
 * old port.
 */
export function findIdentity(
  identity: DeviceIdentity,
  devices: readonly LocalDevice[],
): LocalDevice | undefined {
  const same = devices.filter(
    (device) =>
      device.vendorId === identity.vendorId &&
      device.productId === identity.productId &&
      device.serial === identity.serial,
  );
  const atPort = same.find((device) => device.portPath === identity.portPath);
  return atPort ?? (identity.serial === '' ? undefined : same[0]);
}
