/**
 * Which devices a rule is about. All conditions that are there must hold. Owns the filter's text form (what people
 * write and databases keep), its parsed form (what cannot be wrong) and the match with its reason. No I/O.
 */
import { formatPortPath } from '../port-path.ts';
import {
  classMatches,
  formatClassPattern,
  formatClassTriple,
  parseClassPattern,
  type ClassPattern,
} from './class-pattern.ts';
import { consideredClasses, type DeviceFacts } from './device-facts.ts';
import {
  formatIdPattern,
  formatIdWithVersion,
  idMatches,
  parseIdPattern,
  type IdPattern,
} from './id-pattern.ts';
import { formatPortPattern, parsePortPattern, portMatches, type PortPattern } from './port-pattern.ts';
import { parseSerialPattern, serialMatches, type SerialPattern } from './serial-pattern.ts';

/** Which of the classes that a device is judged by (consideredClasses) must be among those listed. */
export type ClassQuantifier = 'any' | 'every';

export interface ClassCondition {
  readonly quantifier: ClassQuantifier;
  readonly classes: readonly ClassPattern[];
  /** Leaves the volume buttons of a headset aside (usbredir does). */
  readonly ignoreSecondaryHid: boolean;
}

export interface DeviceFilter {
  /** One of these. */
  readonly ids?: readonly IdPattern[];
  /** None of these. */
  readonly exceptIds?: readonly IdPattern[];
  readonly classes?: ClassCondition;
  /** One of these. */
  readonly serials?: readonly SerialPattern[];
  /** One of these. */
  readonly ports?: readonly PortPattern[];
}

/** A filter as it is written: `{ "ids": ["0781:*"], "classes": { "any": ["08"] } }`. */
export interface DeviceFilterText {
  readonly ids?: readonly string[] | undefined;
  readonly exceptIds?: readonly string[] | undefined;
  readonly classes?: ClassConditionText | undefined;
  readonly serials?: readonly string[] | undefined;
  readonly ports?: readonly string[] | undefined;
}

export type ClassConditionText =
  | { readonly any: readonly string[]; readonly ignoreSecondaryHid?: boolean | undefined }
  | { readonly every: readonly string[]; readonly ignoreSecondaryHid?: boolean | undefined };

/** Why a filter does not match: which condition, what it asked for, what the device has. */
export interface FilterMiss {
  readonly condition: 'id' | 'except_id' | 'class' | 'serial' | 'port';
  readonly wanted: string;
  readonly actual: string;
}

/** @throws FilterError filter.id, filter.class, filter.serial, filter.port */
export function parseDeviceFilter(text: DeviceFilterText): DeviceFilter {
  return {
    ...(text.ids === undefined ? {} : { ids: text.ids.map(parseIdPattern) }),
    ...(text.exceptIds === undefined ? {} : { exceptIds: text.exceptIds.map(parseIdPattern) }),
    ...(text.classes === undefined ? {} : { classes: parseClassCondition(text.classes) }),
    ...(text.serials === undefined ? {} : { serials: text.serials.map(parseSerialPattern) }),
    ...(text.ports === undefined ? {} : { ports: text.ports.map(parsePortPattern) }),
  };
}

/** The text form; parses to the same filter. */
export function formatDeviceFilter(filter: DeviceFilter): DeviceFilterText {
  return {
    ...(filter.ids === undefined ? {} : { ids: filter.ids.map(formatIdPattern) }),
    ...(filter.exceptIds === undefined ? {} : { exceptIds: filter.exceptIds.map(formatIdPattern) }),
    ...(filter.classes === undefined ? {} : { classes: formatClassCondition(filter.classes) }),
    ...(filter.serials === undefined ? {} : { serials: [...filter.serials] }),
    ...(filter.ports === undefined ? {} : { ports: filter.ports.map(formatPortPattern) }),
  };
}

/** The first condition that does not hold, or undefined where the filter matches. An empty filter matches all. */
export function filterMiss(filter: DeviceFilter, device: DeviceFacts): FilterMiss | undefined {
  const { ids, exceptIds, classes, serials, ports } = filter;
  if (ids !== undefined && !ids.some((id) => idMatches(id, device))) {
    return { condition: 'id', wanted: list(ids.map(formatIdPattern)), actual: formatIdWithVersion(device) };
  }
  const exception = exceptIds?.find((id) => idMatches(id, device));
  if (exception !== undefined) {
    return {
      condition: 'except_id',
      wanted: `not ${formatIdPattern(exception)}`,
      actual: formatIdWithVersion(device),
    };
  }
  if (classes !== undefined && !classesMatch(classes, device)) {
    return {
      condition: 'class',
      wanted: `${classes.quantifier} of ${list(classes.classes.map(formatClassPattern))}`,
      actual: list(consideredClasses(device, classes.ignoreSecondaryHid).map(formatClassTriple)),
    };
  }
  if (serials !== undefined && !serials.some((serial) => serialMatches(serial, device.serial))) {
    return {
      condition: 'serial',
      wanted: list(serials),
      actual: device.serial === '' ? 'none' : device.serial,
    };
  }
  if (ports !== undefined && !ports.some((port) => portMatches(port, device.portPath))) {
    return {
      condition: 'port',
      wanted: list(ports.map(formatPortPattern)),
      actual: formatPortPath(device.portPath),
    };
  }
  return undefined;
}

export function filterMatches(filter: DeviceFilter, device: DeviceFacts): boolean {
  return filterMiss(filter, device) === undefined;
}

/** A device without any class has not "every class allowed": it matches neither quantifier. */
function classesMatch(condition: ClassCondition, device: DeviceFacts): boolean {
  const considered = consideredClasses(device, condition.ignoreSecondaryHid);
  const listed = (triple: (typeof considered)[number]): boolean =>
    condition.classes.some((pattern) => classMatches(pattern, triple));
  if (condition.quantifier === 'any') return considered.some(listed);
  return considered.length > 0 && considered.every(listed);
}

function parseClassCondition(text: ClassConditionText): ClassCondition {
  const [quantifier, classes] =
    'any' in text ? (['any', text.any] as const) : (['every', text.every] as const);
  return {
    quantifier,
    classes: classes.map(parseClassPattern),
    ignoreSecondaryHid: text.ignoreSecondaryHid ?? false,
  };
}

function formatClassCondition(condition: ClassCondition): ClassConditionText {
  const classes = condition.classes.map(formatClassPattern);
  const hid = condition.ignoreSecondaryHid ? { ignoreSecondaryHid: true } : {};
  return condition.quantifier === 'any' ? { any: classes, ...hid } : { every: classes, ...hid };
}

function list(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}
