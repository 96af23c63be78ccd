/** Random secrets that people and programs show, and their hashes, which are all that is kept. */
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** What a secret is for, in its first letters: a scanner finds one that leaked, and nobody uses one for another. */
const PREFIX = { session: 'fps_', token: 'fpt_', client: 'fpk_' } as const;
export type SecretKind = keyof typeof PREFIX;

const secretBytes = 32;
/** Crockford's base 32: no letter that looks like a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 12;
const passwordLength = 20;

/** 256 random bits behind a prefix. */
export function newSecret(kind: SecretKind): string {
  return PREFIX[kind] + randomBytes(secretBytes).toString('base64url');
}

/**
 * The SHA-256 of a secret in hexadecimal; undefined where it is none of that kind. A plain hash is enough: nobody
 * guesses 256 bits.
 */
export function hashSecret(kind: SecretKind, secret: string): string | undefined {
  const prefix = PREFIX[kind];
  if (!secret.startsWith(prefix) || !/^[A-Za-z0-9_-]{43}$/.test(secret.slice(prefix.length)))
    return undefined;
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** A code that a person reads from one screen and types at another: K7QF-2M9D-XA4T, 60 bits, good for minutes. */
export function newEnrolmentCode(): string {
  return grouped(randomLetters(codeLength));
}

/** The hash of a code as somebody typed it; undefined where it can be none. */
export function hashEnrolmentCode(typed: string): string | undefined {
  if (typed.length > 40) return undefined;
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (code.length !== codeLength || Array.from(code).some((letter) => !alphabet.includes(letter)))
    return undefined;
  return createHash('sha256').update(`enrolment ${code}`, 'utf8').digest('hex');
}

/** A password to be changed at the first sign-in: 100 bits, easy to type. */
export function newOneTimePassword(): string {
  return grouped(randomLetters(passwordLength).toLowerCase());
}

function randomLetters(length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

function grouped(letters: string): string {
  return (letters.match(/.{4}/g) ?? []).join('-');
}
