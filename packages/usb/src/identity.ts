/** Which device is meant: VID:PID, serial and port path together, never VID:PID alone. */
import { formatPortPath, parsePortPath, type PortPath } from './port-path.ts';

export interface DeviceIdentity {
  readonly vendorId: number;
  readonly productId: number;
  /** Empty where the device has none. */
  readonly serial: string;
  readonly portPath: PortPath;
}

/** How a person names a device; may fit several. */
export type DeviceSelector =
  | { readonly kind: 'id'; readonly vendorId: number; readonly productId: number }
  | { readonly kind: 'serial'; readonly serial: string }
  | { readonly kind: 'port'; readonly portPath: PortPath };

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
 * Parses "0781:5583", "serial:XYZ", "port:1-2.3"; without prefix a port path is one, and anything else is a serial.
 * Undefined where the text is empty or what follows the prefix is malformed.
 */
export function parseSelector(text: string): DeviceSelector | undefined {
  if (text.startsWith('serial:')) {
    const serial = text.slice('serial:'.length);
    return serial === '' ? undefined : { kind: 'serial', serial };
  }
  if (text.startsWith('port:')) {
    const portPath = parsePortPath(text.slice('port:'.length));
    return portPath === undefined ? undefined : { kind: 'port', portPath };
  }
  const id = /^([0-9a-f]{4}):([0-9a-f]{4})$/i.exec(text);
  if (id?.[1] !== undefined && id[2] !== undefined) {
    return { kind: 'id', vendorId: parseInt(id[1], 16), productId: parseInt(id[2], 16) };
  }
  const portPath = parsePortPath(text);
  if (portPath !== undefined) return { kind: 'port', portPath };
  return text === '' ? undefined : { kind: 'serial', serial: text };
}

export function formatSelector(selector: DeviceSelector): string {
  switch (selector.kind) {
    case 'id':
      return formatVidPid(selector.vendorId, selector.productId);
    case 'serial':
      return `serial:${selector.serial}`;
    case 'port':
      return `port:${formatPortPath(selector.portPath)}`;
  }
}

export function selectorMatches(selector: DeviceSelector, identity: DeviceIdentity): boolean {
  switch (selector.kind) {
    case 'id':
      return selector.vendorId === identity.vendorId && selector.productId === identity.productId;
    case 'serial':
      return selector.serial === identity.serial;
    case 'port':
      return formatPortPath(selector.portPath) === formatPortPath(identity.portPath);
  }
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
