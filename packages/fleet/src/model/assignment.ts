/** Assignments: what goes where. Finds the assignment of a device; whether it may go is the policy's to say. No I/O. */
import {
  filterMatches,
  formatPortPath,
  parseDeviceFilter,
  type DeviceFacts,
  type DeviceFilter,
  type DeviceFilterText,
} from '@farport/usb';
import type { Versioned } from './versioned.ts';

/** What is assigned. */
export type AssignedThing =
  /** One device, wherever it is plugged in, or at one port: two of a kind without serials are told apart by it. */
  | {
      readonly kind: 'device';
      /** Null: at any client. */
      readonly clientId: string | null;
      readonly vendorId: number;
      readonly productId: number;
      readonly serial: string;
      /** Null: at any port. A device without serial needs a client and a port. */
      readonly portPath: string | null;
    }
  /** Whatever is plugged into a port. */
  | { readonly kind: 'port'; readonly clientId: string; readonly portPath: string }
  /** Whatever fits. */
  | { readonly kind: 'rule'; readonly clientId: string | null; readonly filter: DeviceFilterText };

/** Where it goes. */
export type Destination =
  | { readonly kind: 'vm'; readonly vmId: string }
  /** To the VM that the user is at, among those the user may use. */
  | { readonly kind: 'user'; readonly userId: string };

export interface Assignment extends Versioned {
  readonly id: string;
  readonly what: AssignedThing;
  readonly to: Destination;
  readonly enabled: boolean;
  readonly note: string;
  readonly createdAt: number;
}

/** A device where it is, for the search. */
export interface PlacedDevice {
  readonly clientId: string;
  readonly facts: DeviceFacts;
}

/** Filters that were parsed: an assignment is looked at for many devices. */
const parsedFilters = new WeakMap<DeviceFilterText, DeviceFilter>();

function parsed(text: DeviceFilterText): DeviceFilter {
  let filter = parsedFilters.get(text);
  if (filter === undefined) parsedFilters.set(text, (filter = parseDeviceFilter(text)));
  return filter;
}

/** True where the assignment is about the device. */
export function assignmentMatches(assignment: Assignment, device: PlacedDevice): boolean {
  const { what } = assignment;
  if (!assignment.enabled) return false;
  if (what.clientId !== null && what.clientId !== device.clientId) return false;
  const { facts } = device;
  switch (what.kind) {
    case 'device':
      return (
        what.vendorId === facts.vendorId &&
        what.productId === facts.productId &&
        what.serial === facts.serial &&
        (what.portPath === null || what.portPath === formatPortPath(facts.portPath))
      );
    case 'port':
      return what.portPath === formatPortPath(facts.portPath);
    case 'rule':
      return filterMatches(parsed(what.filter), facts);
  }
}

/**
 * The assignment that a device goes by: the most particular one (a device before a port before a rule; one client
 * before all; a device at a port before one anywhere), and of equals the oldest, so that a new one never silently
 * takes what an older one has.
 */
export function assignmentFor(
  assignments: Iterable<Assignment>,
  device: PlacedDevice,
): Assignment | undefined {
  let best: Assignment | undefined;
  for (const assignment of assignments) {
    if (!assignmentMatches(assignment, device)) continue;
    if (best === undefined || comesBefore(assignment, best)) best = assignment;
  }
  return best;
}

function comesBefore(left: Assignment, right: Assignment): boolean {
  const difference = particularity(right.what) - particularity(left.what);
  if (difference !== 0) return difference < 0;
  if (left.createdAt !== right.createdAt) return left.createdAt < right.createdAt;
  return left.id < right.id;
}

function particularity(what: AssignedThing): number {
  const kind = { device: 8, port: 4, rule: 0 }[what.kind];
  const place = what.kind === 'device' && what.portPath !== null ? 2 : 0;
  return kind + place + (what.clientId === null ? 0 : 1);
}
