/** One text for one value: keys sorted, no white space, no fractions. What is hashed must not depend on a mood. */

export type CanonicalValue =
  string | number | boolean | null | readonly CanonicalValue[] | { readonly [key: string]: CanonicalValue };

/**
 * JSON with sorted keys (by UTF-16 units, as RFC 8785 has it), of whole numbers only.
 * @throws RangeError for a number that is not a safe whole one
 */
export function canonicalJson(value: CanonicalValue): string {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`);
    return value.toString();
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

function isArray(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}
