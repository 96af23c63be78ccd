/** Who is not let in, and why: never more than the one who asks may know. */
import { FarportError } from '../errors.ts';

export type AccessErrorCode =
  /** Name or password: which of them, nobody is told. */
  | 'access.wrong_credentials'
  /** Too many failures of this account: not even the right password helps until later. */
  | 'access.locked'
  /** Too many failures from this address. */
  | 'access.throttled'
  /** More sign-ins at once than there is memory for. */
  | 'access.busy'
  /** Signed in, but not for this. */
  | 'access.denied'
  /** Signed in with a password that must be changed first. */
  | 'access.must_change_password'
  | 'session.unknown'
  | 'session.expired'
  | 'token.unknown'
  | 'token.expired'
  /** Its owner signs in elsewhere, and has not for too long. */
  | 'token.away'
  | 'password.weak'
  | 'password.invalid_hash'
  | 'enrolment.unknown'
  | 'enrolment.expired'
  | 'enrolment.used'
  | 'enrolment.wrong_name'
  | 'client.unknown';

const STATUS: Record<AccessErrorCode, number> = {
  'access.wrong_credentials': 401,
  'access.locked': 429,
  'access.throttled': 429,
  'access.busy': 503,
  'access.denied': 403,
  'access.must_change_password': 403,
  'session.unknown': 401,
  'session.expired': 401,
  'token.unknown': 401,
  'token.expired': 401,
  'token.away': 401,
  'password.weak': 400,
  'password.invalid_hash': 500,
  'enrolment.unknown': 403,
  'enrolment.expired': 403,
  'enrolment.used': 403,
  'enrolment.wrong_name': 403,
  'client.unknown': 401,
};

export class AccessError extends FarportError {
  /** Seconds after which to try again, where that helps. */
  readonly retryAfter: number | undefined;

  constructor(code: AccessErrorCode, message: string, retryAfter?: number) {
    super(code, STATUS[code], message);
    this.retryAfter = retryAfter;
  }
}
