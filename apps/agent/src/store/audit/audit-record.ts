/** A record of the audit log and its place in the chain of hashes. Knows nothing of where records are kept. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';

/** Who did it. `system`: the agent by itself (an assignment, a lease that ran out). */
export interface Actor {
  readonly kind: 'user' | 'token' | 'client' | 'system';
  readonly id: string | null;
  readonly name: string;
}

export interface AuditSubject {
  readonly id: string;
  readonly name: string;
}

/** What happened, as whoever writes it says it. */
export interface AuditEntry {
  /** "area.event": "device.attached", "user.changed", "session.signed_in". */
  readonly action: string;
  readonly outcome: 'ok' | 'denied' | 'failed';
  readonly user?: AuditSubject | undefined;
  readonly client?: AuditSubject | undefined;
  readonly device?: AuditSubject | undefined;
  readonly vm?: AuditSubject | undefined;
  /** The rule that decided, and the version of the policy it stood in. */
  readonly rule?: { readonly id: string; readonly name: string; readonly policyVersion: number } | undefined;
  readonly reason?: string | undefined;
  /** Whatever else: never a secret. */
  readonly details?: Readonly<Record<string, string>> | undefined;
}

/** An entry in its place. */
export interface AuditRecord {
  readonly seq: number;
  /** Milliseconds since 1970, by the clock on the wall. */
  readonly at: number;
  readonly actor: Actor;
  readonly address: string | null;
  readonly action: string;
  readonly outcome: AuditEntry['outcome'];
  readonly user: AuditSubject | null;
  readonly client: AuditSubject | null;
  readonly device: AuditSubject | null;
  readonly vm: AuditSubject | null;
  readonly rule: { readonly id: string; readonly name: string; readonly policyVersion: number } | null;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, string>>;
}

/** The last record and its hash: whoever keeps it elsewhere can tell later that nothing before it has changed. */
export interface AuditHead {
  readonly seq: number;
  /** 64 hexadecimal digits. */
  readonly hash: string;
}

/** What the first record is chained to. */
export const GENESIS_HASH = '0'.repeat(64);
export const EMPTY_HEAD: AuditHead = { seq: 0, hash: GENESIS_HASH };

const longestText = 1000;
const mostDetails = 32;

/** Puts an entry in its place. Text is cut where it is too long: a device's names must not fill the log. */
export function makeRecord(
  entry: AuditEntry,
  place: {
    readonly seq: number;
    readonly at: number;
    readonly actor: Actor;
    readonly address: string | null;
  },
): AuditRecord {
  const details = Object.entries(entry.details ?? {}).slice(0, mostDetails);
  return {
    seq: place.seq,
    at: place.at,
    actor: { kind: place.actor.kind, id: place.actor.id, name: cut(place.actor.name) },
    address: place.address === null ? null : cut(place.address),
    action: entry.action,
    outcome: entry.outcome,
    user: subject(entry.user),
    client: subject(entry.client),
    device: subject(entry.device),
    vm: subject(entry.vm),
    rule:
      entry.rule === undefined
        ? null
        : { id: entry.rule.id, name: cut(entry.rule.name), policyVersion: entry.rule.policyVersion },
    reason: entry.reason === undefined ? null : cut(entry.reason),
    details: Object.fromEntries(details.map(([key, value]) => [cut(key), cut(value)])),
  };
}

/** The text of a record: what is kept, and what is hashed. */
export function encodeRecord(record: AuditRecord): string {
  return canonicalJson({ v: 1, ...record } as never);
}

/** SHA-256 over the hash before and the record's text, in hexadecimal. */
export function chainHash(previousHash: string, text: string): string {
  return createHash('sha256').update(`farport-audit-1\n${previousHash}\n${text}`, 'utf8').digest('hex');
}

function subject(value: AuditSubject | undefined): AuditSubject | null {
  return value === undefined ? null : { id: cut(value.id), name: cut(value.name) };
}

function cut(text: string): string {
  const whole = text.toWellFormed();
  return whole.length <= longestText ? whole : `${whole.slice(0, longestText - 1).toWellFormed()}…`;
}
