/**
 * Checks what comes from outside and is no protobuf: JSON of a peer, a configuration file. Owns the words for what is
 * wrong; the shapes belong to those who ask. Imports nothing of the channels, so that a command line starts fast.
 */
import * as v from 'valibot';

/** What is wrong, where a shape brings no words of its own. */
function inWords(issue: v.BaseIssue<unknown>): string {
  if (issue.path?.at(-1)?.origin === 'key') return 'is missing';
  if (issue.expected === null) return issue.message;
  return `must be ${issue.expected.replace(/^(?:Array|Object)$/, (name) => name.toLowerCase())}`;
}

/** `vm[0].disks[1].path: is missing`: the key the way a person finds it, and what is wrong with it. */
function mistake({ path, message }: v.BaseIssue<unknown>): string {
  const key = (path ?? []).map((part) =>
    part.type === 'array' ? `[${String(part.key)}]` : `.${String(part.key)}`,
  );
  return key.length === 0 ? message : `${key.join('').replace(/^\./, '')}: ${message}`;
}

/** `value` as `shape` makes it. Throws what `refusal` makes of all mistakes, each a sentence that names the key. */
export function checked<T>(
  shape: v.GenericSchema<unknown, T>,
  value: unknown,
  refusal: (mistakes: string[]) => Error,
): T {
  const result = v.safeParse(shape, value, { message: inWords });
  if (result.success) return result.output;
  throw refusal(result.issues.map(mistake));
}

/**
 * An object with these keys and no others. Unlike valibot's, it takes no array, and a refusal names every key that
 * is too much.
 */
export function exactObject<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.GenericSchema<unknown, v.InferOutput<v.StrictObjectSchema<Entries, undefined>>> {
  return v.pipe(
    v.unknown(),
    v.check(
      (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      'must be object',
    ),
    v.strictObject(entries, (issue) => {
      if (issue.expected !== 'never') return inWords(issue);
      const others = Object.keys(issue.path?.[0].input ?? {}).filter((key) => !Object.hasOwn(entries, key));
      return ['no such key', ...others.slice(1).map((key) => `nor ${JSON.stringify(key)}`)].join(', ');
    }),
  );
}

/** JSON can say numbers that are infinite (1e999). */
export const finiteNumber = v.pipe(v.number(), v.finite('must be finite'));

/** From `least` to `most`, both included. */
export function wholeNumber(least: number, most: number): v.GenericSchema<unknown, number> {
  const message = `must be a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(message),
    v.check((value) => Number.isSafeInteger(value) && value >= least && value <= most, message),
    // For those who make a JSON Schema of it: a check says nothing to them.
    v.metadata({ type: 'integer', minimum: least, maximum: most }),
  );
}
