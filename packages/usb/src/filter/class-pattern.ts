/** Patterns of class/subclass/protocol: "08", "03/01/01", "e0/01". No I/O. */
import type { ClassTriple } from '../device-descriptor.ts';
import { FilterError } from './filter-error.ts';

/** Undefined is any. */
export interface ClassPattern {
  readonly classCode: number;
  readonly subclass?: number;
  readonly protocol?: number;
}

export function classMatches(pattern: ClassPattern, triple: ClassTriple): boolean {
  return (
    pattern.classCode === triple.classCode &&
    (pattern.subclass === undefined || pattern.subclass === triple.subclass) &&
    (pattern.protocol === undefined || pattern.protocol === triple.protocol)
  );
}

/**
 * Parses two hexadecimal digits each of class, subclass and protocol; the last two may be `*` or missing.
 * @throws FilterError filter.class
 */
export function parseClassPattern(text: string): ClassPattern {
  const match = /^([0-9a-f]{2})(?:\/([0-9a-f]{2}|\*)(?:\/([0-9a-f]{2}|\*))?)?$/i.exec(text);
  if (match?.[1] === undefined) {
    throw new FilterError(
      'filter.class',
      `"${text.slice(0, 40)}" is no class: write two hexadecimal digits each of class/subclass/protocol, like 08 or 03/01/01 or 03/*/01`,
    );
  }
  const [, classCode, subclass = '*', protocol = '*'] = match;
  return {
    classCode: parseInt(classCode, 16),
    ...(subclass === '*' ? {} : { subclass: parseInt(subclass, 16) }),
    ...(protocol === '*' ? {} : { protocol: parseInt(protocol, 16) }),
  };
}

/** The shortest text that parses to the same pattern. */
export function formatClassPattern({ classCode, subclass, protocol }: ClassPattern): string {
  if (protocol !== undefined)
    return `${hex2(classCode)}/${subclass === undefined ? '*' : hex2(subclass)}/${hex2(protocol)}`;
  return subclass === undefined ? hex2(classCode) : `${hex2(classCode)}/${hex2(subclass)}`;
}

export function formatClassTriple(triple: ClassTriple): string {
  return formatClassPattern(triple);
}

function hex2(value: number): string {
  return value.toString(16).padStart(2, '0');
}
