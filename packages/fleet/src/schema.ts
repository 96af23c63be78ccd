/** Checks that every room of the fleet shares: names, texts, ids. Used at the edge, on what people and programs send. */
import * as v from 'valibot';
import { LIMITS } from './limits.ts';

/** Control characters (also C1, and line separators) have no place in a name or a line of a log. */
// eslint-disable-next-line no-control-regex -- that is what it is for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** The same, but a text may have lines. */
// eslint-disable-next-line no-control-regex -- as above
const controlInText = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/;

/** A name that people type and programs compare: unique without regard to case. */
export const nameSchema = v.pipe(
  v.string(),
  v.regex(
    /^[A-Za-z0-9][A-Za-z0-9._@+-]*$/,
    'must be letters, digits, ".", "_", "@", "+" or "-", beginning with a letter or digit',
  ),
  v.maxLength(LIMITS.name, `must have at most ${LIMITS.name} characters`),
);

export const displayNameSchema = v.pipe(
  v.string(),
  v.maxLength(LIMITS.displayName, `must have at most ${LIMITS.displayName} characters`),
  v.check((text) => !control.test(text), 'must be one line without control characters'),
);

/** A name of a rule: any words, but some. */
export const titleSchema = v.pipe(
  displayNameSchema,
  v.check((text) => text.trim() !== '', 'must not be empty'),
);

export const textSchema = v.pipe(
  v.string(),
  v.maxLength(LIMITS.text, `must have at most ${LIMITS.text} characters`),
  v.check((text) => !controlInText.test(text), 'must be without control characters'),
);

/** A reason that somebody must give: not empty. */
export const reasonSchema = v.pipe(
  textSchema,
  v.check((text) => text.trim() !== '', 'must say why'),
);

/** An id that the store made. */
export const idSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be an id'));

/** The order of names, and what makes two of them the same. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}
