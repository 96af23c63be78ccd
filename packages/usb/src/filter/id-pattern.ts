/** Patterns of VID:PID ("0781:*", "0781:55**"), and of the device's version where one is asked for. No I/O. */
import { formatVidPid } from '../identity.ts';
import { FilterError } from './filter-error.ts';

/** A 16-bit number of which the bits of `mask` must be those of `value`. Bits of `value` outside `mask` are 0. */
export interface WordPattern {
  readonly value: number;
  readonly mask: number;
}

export interface IdPattern {
  readonly vendorId: WordPattern;
  readonly productId: WordPattern;
  /** bcdDevice, e.g. 0x0110 for 1.10; any where it is missing. */
  readonly deviceVersion?: number;
}

export const ANY_WORD: WordPattern = { value: 0, mask: 0 };
export const ANY_ID: IdPattern = { vendorId: ANY_WORD, productId: ANY_WORD };

export function exactWord(value: number): WordPattern {
  return { value, mask: 0xffff };
}

export function wordMatches(pattern: WordPattern, value: number): boolean {
  return (value & pattern.mask) === pattern.value;
}

export function idMatches(
  pattern: IdPattern,
  device: { readonly vendorId: number; readonly productId: number; readonly deviceVersion: number },
): boolean {
  return (
    wordMatches(pattern.vendorId, device.vendorId) &&
    wordMatches(pattern.productId, device.productId) &&
    (pattern.deviceVersion === undefined || pattern.deviceVersion === device.deviceVersion)
  );
}

/**
 * Parses VID:PID, each four hexadecimal digits of which any may be `*` (one `*` alone is four), with `@VERSION` behind
 * it for one bcdDevice: "0781:5583", "0781:*", "0781:55**", "0781:5583@0110".
 * @throws FilterError filter.id
 */
export function parseIdPattern(text: string): IdPattern {
  const match = /^(\*|[0-9a-f*]{4}):(\*|[0-9a-f*]{4})(?:@([0-9a-f]{4}))?$/i.exec(text) ?? refuse(text);
  const [, vendor = '', product = '', version] = match;
  return {
    vendorId: parseWord(vendor),
    productId: parseWord(product),
    ...(version === undefined ? {} : { deviceVersion: parseInt(version, 16) }),
  };
}

/** The text that parses to the same pattern; "*" where all four digits are. */
export function formatIdPattern(pattern: IdPattern): string {
  const version =
    pattern.deviceVersion === undefined ? '' : `@${pattern.deviceVersion.toString(16).padStart(4, '0')}`;
  return `${formatWord(pattern.vendorId)}:${formatWord(pattern.productId)}${version}`;
}

/** VID:PID and version of a device, for reasons. */
export function formatIdWithVersion(device: {
  readonly vendorId: number;
  readonly productId: number;
  readonly deviceVersion: number;
}): string {
  return `${formatVidPid(device.vendorId, device.productId)}@${device.deviceVersion.toString(16).padStart(4, '0')}`;
}

function refuse(text: string): never {
  throw new FilterError(
    'filter.id',
    `"${text.slice(0, 40)}" is no VID:PID pattern: write four hexadecimal digits, a colon and four more, with * for any, like 0781:* or 0781:55**`,
  );
}

function parseWord(text: string): WordPattern {
  if (text === '*') return ANY_WORD;
  let value = 0;
  let mask = 0;
  for (const digit of text) {
    value = (value << 4) | (digit === '*' ? 0 : parseInt(digit, 16));
    mask = (mask << 4) | (digit === '*' ? 0 : 0xf);
  }
  return { value, mask };
}

function formatWord({ value, mask }: WordPattern): string {
  if (mask === 0) return '*';
  return [12, 8, 4, 0]
    .map((shift) => (((mask >> shift) & 0xf) === 0 ? '*' : ((value >> shift) & 0xf).toString(16)))
    .join('');
}
