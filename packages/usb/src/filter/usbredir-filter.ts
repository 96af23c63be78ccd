/**
 * usbredir's filter strings: their syntax and what they decide, as libusbredirparser does it (usbredirfilter.h).
 * Knows nothing of Farport's own rules; the translation is in usbredir-translation.ts. No I/O.
 *
 * A string is rules separated by "|", a rule is class,vendor,product,version,allow, each a number as C writes it
 * (decimal, 0x…, 0…), -1 for any. QEMU writes ":" for ",". Empty rules and empty fields are passed over.
 */
import { consideredClasses, type DeviceFacts } from './device-facts.ts';
import { FilterError } from './filter-error.ts';

/** Undefined is any. */
export interface UsbredirRule {
  readonly classCode?: number;
  readonly vendorId?: number;
  readonly productId?: number;
  /** bcdDevice. */
  readonly deviceVersion?: number;
  readonly allow: boolean;
}

export type UsbredirVerdict = 'allow' | 'deny' | 'no_match';

export interface UsbredirCheckOptions {
  /** What the passes in which no rule matches count as; usbredir's own default is not to allow. */
  readonly defaultAllow?: boolean;
  /** Judges a composite device also by its non-boot HID interfaces. */
  readonly judgeSecondaryHid?: boolean;
}

/** "," as SPICE and libvirt write it, ":" as QEMU's usb-redir does. */
export type UsbredirFieldSeparator = ',' | ':';

/** A filter string longer than this, in characters, or with more rules, is refused. */
export const MAX_USBREDIR_STRING = 16_384;
export const MAX_USBREDIR_RULES = 256;

const FIELDS = [
  { name: 'class', max: 0xff },
  { name: 'vendor', max: 0xffff },
  { name: 'product', max: 0xffff },
  { name: 'version', max: 0xffff },
] as const;

/**
 * Parses a filter string in either way of writing. Stricter than the library in one thing: a number too big for
 * its field is refused even where C's arithmetic would have wrapped it round to -1, which is "any".
 * @throws FilterError filter.usbredir, naming the rule and the field
 */
export function parseUsbredirFilter(text: string): UsbredirRule[] {
  if (text.length > MAX_USBREDIR_STRING) {
    throw new FilterError(
      'filter.usbredir',
      `the filter string is longer than ${MAX_USBREDIR_STRING} characters`,
    );
  }
  const separator: UsbredirFieldSeparator = text.includes(',') ? ',' : ':';
  const rules = text.split('|').filter((rule) => rule !== '');
  if (rules.length > MAX_USBREDIR_RULES) {
    throw new FilterError('filter.usbredir', `the filter string has more than ${MAX_USBREDIR_RULES} rules`);
  }
  return rules.map((rule, index) => parseRule(rule, separator, index + 1));
}

/** Writes rules as usbredirfilter_rules_to_string does: "0x08,-1,-1,-1,1|-1,-1,-1,-1,0". */
export function formatUsbredirFilter(
  rules: readonly UsbredirRule[],
  separator: UsbredirFieldSeparator = ',',
): string {
  return rules
    .map((rule) =>
      [
        field(rule.classCode, 2),
        field(rule.vendorId, 4),
        field(rule.productId, 4),
        field(rule.deviceVersion, 4),
        rule.allow ? '1' : '0',
      ].join(separator),
    )
    .join('|');
}

/**
 * What the rules decide of a device. It is judged once for each class it is judged by (consideredClasses), by the
 * first rule that matches; the first verdict that is not "allow" is the whole one. A device without any class is
 * allowed, as by usbredir.
 */
export function checkUsbredirFilter(
  rules: readonly UsbredirRule[],
  device: DeviceFacts,
  options: UsbredirCheckOptions = {},
): UsbredirVerdict {
  for (const { classCode } of consideredClasses(device, options.judgeSecondaryHid !== true)) {
    const rule = rules.find(
      (candidate) =>
        (candidate.classCode ?? classCode) === classCode &&
        (candidate.vendorId ?? device.vendorId) === device.vendorId &&
        (candidate.productId ?? device.productId) === device.productId &&
        (candidate.deviceVersion ?? device.deviceVersion) === device.deviceVersion,
    );
    if (rule === undefined && options.defaultAllow !== true) return 'no_match';
    if (rule?.allow === false) return 'deny';
  }
  return 'allow';
}

function parseRule(text: string, separator: UsbredirFieldSeparator, number: number): UsbredirRule {
  const tokens = text.split(separator).filter((token) => token !== '');
  if (tokens.length !== 5) {
    throw new FilterError(
      'filter.usbredir',
      `rule ${number} has ${tokens.length} fields, not 5 (class,vendor,product,version,allow)`,
    );
  }
  const values = FIELDS.map(({ name, max }, index) => {
    const value = parseNumber(tokens[index] ?? '');
    if (value === undefined || value < -1 || value > max) {
      throw new FilterError(
        'filter.usbredir',
        `rule ${number}: "${(tokens[index] ?? '').slice(0, 20)}" is no ${name}: write 0 to 0x${max.toString(16)}, or -1 for any`,
      );
    }
    return value === -1 ? undefined : value;
  });
  const allow = parseNumber(tokens[4] ?? '');
  if (allow === undefined) {
    throw new FilterError('filter.usbredir', `rule ${number}: the last field is 1 (allow) or 0 (deny)`);
  }
  const [classCode, vendorId, productId, deviceVersion] = values;
  return {
    ...(classCode === undefined ? {} : { classCode }),
    ...(vendorId === undefined ? {} : { vendorId }),
    ...(productId === undefined ? {} : { productId }),
    ...(deviceVersion === undefined ? {} : { deviceVersion }),
    allow: allow !== 0,
  };
}

/** strtol with base 0 over the whole token: leading white space, a sign, 0x or 0 for the base. Within 32 bits. */
function parseNumber(token: string): number | undefined {
  const match = /^[ \t\n\v\f\r]*([+-]?)(?:0x([0-9a-f]+)|(0[0-7]*)|([1-9][0-9]*))$/i.exec(token);
  if (match === null) return undefined;
  const [, sign, hex, octal, decimal] = match;
  const size =
    hex !== undefined ? parseInt(hex, 16) : octal !== undefined ? parseInt(octal, 8) : Number(decimal);
  if (!(size <= 0x7fffffff)) return undefined;
  return sign === '-' ? -size : size;
}

function field(value: number | undefined, digits: number): string {
  return value === undefined ? '-1' : `0x${value.toString(16).padStart(digits, '0')}`;
}
