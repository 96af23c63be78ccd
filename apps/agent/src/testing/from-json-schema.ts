/** What fits a JSON Schema, and what nearly does: arbitraries for fast-check, made of the API's own description. */
import * as fc from 'fast-check';

type Json = Readonly<Record<string, unknown>>;

/** Values that fit as far as the schema can say it. Patterns are met where fast-check can make them. */
export function fitting(schema: unknown): fc.Arbitrary<unknown> {
  const s = (schema ?? {}) as Json;
  if ('const' in s) return fc.constant(s['const']);
  if (Array.isArray(s['enum'])) return fc.constantFrom(...(s['enum'] as unknown[]));
  const choices = s['anyOf'] ?? s['oneOf'];
  if (Array.isArray(choices)) return fc.oneof(...choices.map(fitting));
  switch (s['type']) {
    case 'string':
      return stringOf(s);
    case 'integer':
      return fc.integer({
        min: Math.max(numberOf(s['minimum'], -5), Number.MIN_SAFE_INTEGER),
        max: Math.min(numberOf(s['maximum'], 1_000), Number.MAX_SAFE_INTEGER),
      });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(fitting(s['items']), {
        minLength: numberOf(s['minItems'], 0),
        maxLength: Math.min(numberOf(s['maxItems'], 4), Math.max(4, numberOf(s['minItems'], 0))),
      });
    case 'object':
      return objectOf(s);
    default:
      return fc.jsonValue();
  }
}

/** Values that mostly do not fit: another type, a key too many, something too long, something odd. */
export function unfitting(schema: unknown): fc.Arbitrary<unknown> {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(null, [], {}, '', -1, 1e308, 2 ** 53, '\u0000', '\ud800', '__proto__', true),
    fc.string({ minLength: 200, maxLength: 5_000, unit: 'binary' }),
  );
  const fits = fitting(schema);
  return fc.oneof(
    odd,
    fc.tuple(fits, fc.string(), odd).map(([value, key, extra]) => {
      if (typeof value !== 'object' || value === null) return extra;
      const keys = Object.keys(value);
      const at = keys[key.length % Math.max(1, keys.length)] ?? key;
      return { ...value, [at]: extra };
    }),
    fits.map((value) => ({ ...(value as object), constructor: 1, 'x y': {} })),
  );
}

function stringOf(s: Json): fc.Arbitrary<string> {
  const minLength = numberOf(s['minLength'], 0);
  const maxLength = Math.min(numberOf(s['maxLength'], 40), 400);
  const plain = fc.string({ minLength, maxLength });
  if (typeof s['pattern'] !== 'string')
    return fc.oneof(plain, fc.constantFrom('1-2', '08', '0781:*', 'UTC', '09:00'));
  return fc.stringMatching(new RegExp(s['pattern'])).map((text) => text.slice(0, maxLength));
}

function objectOf(s: Json): fc.Arbitrary<unknown> {
  const properties = (s['properties'] ?? {}) as Json;
  const required = (s['required'] ?? []) as string[];
  const parts = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, fitting(value)]));
  return fc.record(parts, { requiredKeys: required });
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
