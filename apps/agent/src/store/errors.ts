/** What can go wrong with the agent's state: each with a code, an HTTP status, and what to do. */
import { FarportError } from '../errors.ts';

export type StoreErrorCode =
  | 'store.not_found'
  /** Somebody else changed it first: read it again. */
  | 'store.conflict'
  | 'store.name_taken'
  /** Something else still needs it, or what it names is not there. */
  | 'store.reference'
  /** One more than there may be. */
  | 'store.limit'
  /** A value that the store does not take. */
  | 'store.invalid'
  /** Another process holds the database. */
  | 'store.locked'
  /** More changes wait than can be held. */
  | 'store.busy'
  | 'store.full'
  | 'store.corrupt'
  | 'store.newer'
  /** A file that is no database, or not one of ours. */
  | 'store.not_ours'
  | 'store.cannot_open'
  | 'store.read_only'
  | 'store.io'
  | 'store.closed'
  /** A transaction that waited for something else than the store, or was used after its end. */
  | 'store.transaction'
  | 'store.migration'
  | 'store.restore'
  | 'store.failed';

const STATUS: Partial<Record<StoreErrorCode, number>> = {
  'store.not_found': 404,
  'store.conflict': 409,
  'store.name_taken': 409,
  'store.reference': 409,
  'store.limit': 409,
  'store.invalid': 400,
  'store.locked': 503,
  'store.busy': 503,
  'store.closed': 503,
  'store.full': 507,
};

export class StoreError extends FarportError {
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(code, STATUS[code] ?? 500, message, options);
  }
}

/** A lease that another holds, that is stale, or that has run out. */
export class LeaseError extends FarportError {
  constructor(code: 'lease.held' | 'lease.stale' | 'lease.expired', message: string) {
    super(code, 409, message);
  }
}

/** The change log no longer (or not yet) has what was asked for: everything must be read anew. */
export class ChangeGapError extends FarportError {
  constructor(message: string) {
    super('changes.gap', 410, message);
  }
}
