/**
 * Passwords as argon2id (RFC 9106) in PHC strings, by Node's own OpenSSL, on its thread pool. Bounds how much memory
 * hashing takes at once. Keeps nothing.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { AccessError } from './errors.ts';

export interface Argon2Cost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** RFC 9106, section 4, second choice: 64 MiB, 3 passes, 4 lanes. A quarter of a second on one core of 2020. */
export const DEFAULT_COST: Argon2Cost = { memory: 65_536, passes: 3, parallelism: 4 };

/** A stored string that asks for more was not written by us. */
const MOST: Argon2Cost = { memory: 1_048_576, passes: 16, parallelism: 16 };
const saltBytes = 16;
const tagBytes = 32;
/** Hashes that are computed at once, and that wait. */
const atOnce = 2;
const mostWaiting = 64;

export const PASSWORD_LENGTH = { min: 12, max: 256 } as const;

/** Short pieces of passwords that everybody tries. */
const common = ['password', 'passwort', '123456', 'qwerty', 'farport', 'letmein', 'admin', 'welcome'];

/**
 * Tells whether a password may be chosen: long, not the name, not one of those that are tried first. No rules about
 * signs and digits: they make passwords shorter, not better (NIST SP 800-63B, section 5.1.1.2).
 * @throws AccessError password.weak
 */
export function checkNewPassword(password: string, name: string): void {
  const weak = (why: string): AccessError =>
    new AccessError('password.weak', `choose another password: ${why}`);
  const length = Array.from(password).length;
  if (length < PASSWORD_LENGTH.min) throw weak(`it needs ${PASSWORD_LENGTH.min} characters or more`);
  if (password.length > PASSWORD_LENGTH.max)
    throw weak(`it may have ${PASSWORD_LENGTH.max} characters at most`);
  const lower = password.toLowerCase();
  if (name.length >= 3 && lower.includes(name.toLowerCase())) throw weak('it has your name in it');
  const rest = common.reduce((text, piece) => text.replaceAll(piece, ''), lower);
  if (new Set(rest).size < 5) throw weak('it is one of those that are tried first');
}

interface Parsed {
  readonly cost: Argon2Cost;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

export class PasswordHasher {
  readonly #cost: Argon2Cost;
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  /** The hash of no password, to spend on names that do not exist. */
  #decoy: Promise<string> | undefined;

  constructor(cost: Argon2Cost = DEFAULT_COST) {
    this.#cost = cost;
  }

  /** A PHC string: $argon2id$v=19$m=…,t=…,p=…$salt$tag. @throws AccessError access.busy */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    const tag = await this.#derive(password, this.#cost, salt, tagBytes);
    const { memory, passes, parallelism } = this.#cost;
    return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
  }

  /** @throws AccessError access.busy, password.invalid_hash */
  async verify(password: string, stored: string): Promise<boolean> {
    const { cost, salt, tag } = parse(stored);
    // A password that is too long to have been chosen costs no more than any other.
    const derived = await this.#derive(password.slice(0, PASSWORD_LENGTH.max + 1), cost, salt, tag.length);
    return timingSafeEqual(derived, tag);
  }

  /** Takes as long as verify, and is always false: nobody can tell by the time whether a name exists. */
  async verifyNothing(password: string): Promise<false> {
    this.#decoy ??= this.hash(randomBytes(16).toString('hex'));
    await this.verify(password, await this.#decoy);
    return false;
  }

  /** Whether a string was made at another cost than is asked for now. */
  isOutdated(stored: string): boolean {
    const { cost } = parse(stored);
    return (
      cost.memory !== this.#cost.memory ||
      cost.passes !== this.#cost.passes ||
      cost.parallelism !== this.#cost.parallelism
    );
  }

  async #derive(password: string, cost: Argon2Cost, salt: Buffer, length: number): Promise<Buffer> {
    await this.#enter();
    try {
      return await new Promise((resolve, reject) => {
        argon2(
          'argon2id',
          {
            message: Buffer.from(password.normalize('NFC'), 'utf8'),
            nonce: salt,
            tagLength: length,
            ...cost,
          },
          (error, derived) => {
            if (error === null) resolve(derived);
            else reject(error);
          },
        );
      });
    } finally {
      this.#leave();
    }
  }

  #enter(): Promise<void> {
    if (this.#running < atOnce) {
      this.#running++;
      return Promise.resolve();
    }
    if (this.#waiting.length >= mostWaiting) {
      throw new AccessError(
        'access.busy',
        'too many people sign in at this moment: try again in a few seconds',
        5,
      );
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    // Whoever waits takes the place that is given up.
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }
}

function parse(stored: string): Parsed {
  const match =
    /^\$argon2id\$v=19\$m=([1-9][0-9]{0,7}),t=([1-9][0-9]{0,2}),p=([1-9][0-9]{0,2})\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{16,128})$/.exec(
      stored,
    );
  const [, memory, passes, parallelism, salt = '', tag = ''] = match ?? [];
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  if (
    match === null ||
    cost.memory > MOST.memory ||
    cost.passes > MOST.passes ||
    cost.parallelism > MOST.parallelism ||
    cost.memory < 8 * cost.parallelism
  ) {
    throw new AccessError('password.invalid_hash', 'a stored password is damaged: set it anew');
  }
  return { cost, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') };
}

/** Without padding, as PHC strings have it. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
