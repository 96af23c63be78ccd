/**
 * Which device is meant: VID:PID, serial and port path together, never VID:PID alone (rule 8 of
 * docs/decisions/usb-rules.md). Knows names, not devices.
 */
import { formatPortPath, parsePortPath, type PortPath } from './port-path.ts';

export interface DeviceIdentity {
  readonly vendorId: number;
  readonly productId: number;
  /** Empty where the device has none. */
  readonly serial: string;
  readonly portPath: PortPath;
}

/** The same of a device in a listing, which also has root hubs: their place is no port path ("usb1"). */
export interface DeviceNames extends Omit<DeviceIdentity, 'portPath'> {
  /** As `formatPortPath` gives it. */
  readonly portPath: string;
}

/** How a person names a device; may fit several. */
export type DeviceSelector =
  | { readonly kind: 'id'; readonly vendorId: number; readonly productId: number; readonly serial?: string }
  | { readonly kind: 'serial'; readonly serial: string }
  | { readonly kind: 'port'; readonly portPath: PortPath };

const ID = /^([0-9a-f]{4}):([0-9a-f]{4})(?:\/(.+))?$/i;
const SERIAL_PREFIX = 'serial:';
const PORT_PREFIX = 'port:';

/** "0781:5583" */
export function formatVidPid(vendorId: number, productId: number): string {
  return `${hex4(vendorId)}:${hex4(productId)}`;
}

/** One line that names the device in full, the same at every run: "0781:5583 4C530001 at 1-2.3". */
export function formatIdentity(identity: DeviceIdentity): string {
  const serial = identity.serial === '' ? '' : ` ${identity.serial}`;
  return `${formatVidPid(identity.vendorId, identity.productId)}${serial} at ${formatPortPath(identity.portPath)}`;
}

/**
 * Parses "0781:5583", "0781:5583/SERIAL", "serial:XYZ", "port:1-2.3"; without prefix a port path is one, and anything
 * else is a serial. Undefined where the text is empty or what follows the prefix is malformed.
 */
export function parseSelector(text: string): DeviceSelector | undefined {
  if (text.startsWith(SERIAL_PREFIX)) {
    const serial = text.slice(SERIAL_PREFIX.length);
    return serial === '' ? undefined : { kind: 'serial', serial };
  }
  if (text.startsWith(PORT_PREFIX)) {
    const portPath = parsePortPath(text.slice(PORT_PREFIX.length));
    return portPath === undefined ? undefined : { kind: 'port', portPath };
  }
  const id = ID.exec(text);
  if (id?.[1] !== undefined && id[2] !== undefined) {
    const ids = { kind: 'id', vendorId: parseInt(id[1], 16), productId: parseInt(id[2], 16) } as const;
    return id[3] === undefined ? ids : { ...ids, serial: id[3] };
  }
  const portPath = parsePortPath(text);
  if (portPath !== undefined) return { kind: 'port', portPath };
  return text === '' ? undefined : { kind: 'serial', serial: text };
}

/** The shortest text that `parseSelector` reads the same way. */
export function formatSelector(selector: DeviceSelector): string {
  switch (selector.kind) {
    case 'id': {
      const serial = selector.serial === undefined ? '' : `/${selector.serial}`;
      return formatVidPid(selector.vendorId, selector.productId) + serial;
    }
    case 'serial':
      return SERIAL_PREFIX + selector.serial;
    case 'port':
      return formatPortPath(selector.portPath);
  }
}

export function selectorMatches(selector: DeviceSelector, device: DeviceNames): boolean {
  switch (selector.kind) {
    case 'id':
      return (
        device.vendorId === selector.vendorId &&
        device.productId === selector.productId &&
        (selector.serial === undefined || device.serial === selector.serial)
      );
    case 'serial':
      return device.serial === selector.serial;
    case 'port':
      return device.portPath === formatPortPath(selector.portPath);
  }
}

/**
 * The device that is the same as `known` was: with a serial number at any port, its old port first; without one only
 * at its old port.
 */
export function findSameDevice<Device extends DeviceNames>(
  known: DeviceNames,
  devices: readonly Device[],
): Device | undefined {
  const same = devices.filter(
    (device) =>
      device.vendorId === known.vendorId &&
      device.productId === known.productId &&
      device.serial === known.serial,
  );
  const atPort = same.find((device) => device.portPath === known.portPath);
  return atPort ?? (known.serial === '' ? undefined : same[0]);
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
