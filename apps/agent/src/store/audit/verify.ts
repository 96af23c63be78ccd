/**
 * Tells whether an audit log is what was written: nothing cut out, edited, swapped or taken from its end. Reads links in
 * order; knows nothing of where they are kept.
 */
import { chainHash, EMPTY_HEAD, type AuditHead } from './audit-record.ts';

/** A record as it is kept. */
export interface AuditLink {
  readonly seq: number;
  readonly text: string;
  readonly previousHash: string;
  readonly hash: string;
}

export type AuditFault =
  /** A number is missing: records were cut out. */
  | 'missing'
  /** A record is not what was hashed. */
  | 'edited'
  /** A record does not follow the one before it: swapped, or its predecessor was edited with its own hash. */
  | 'chain'
  /** The log ends before the head that the database remembers. */
  | 'tail'
  /** The log is not the one that a head kept elsewhere belongs to. */
  | 'anchor';

export type AuditVerdict =
  | { readonly ok: true; readonly records: number; readonly head: AuditHead }
  | { readonly ok: false; readonly fault: AuditFault; readonly seq: number; readonly message: string };

/** Takes links in order of their numbers; memory is constant. */
export class AuditVerifier {
  readonly #anchor: AuditHead | undefined;
  #head: AuditHead = EMPTY_HEAD;
  #failure: Extract<AuditVerdict, { ok: false }> | undefined;

  /** `anchor`: a head that was kept elsewhere. */
  constructor(anchor?: AuditHead) {
    this.#anchor = anchor;
  }

  /** False once something is wrong: the rest need not be read. */
  add(link: AuditLink): boolean {
    if (this.#failure !== undefined) return false;
    const { seq, text, previousHash, hash } = link;
    const expected = this.#head.seq + 1;
    if (seq !== expected) {
      return this.#fail('missing', expected, `record ${expected} is missing: the next one is ${seq}`);
    }
    if (previousHash !== this.#head.hash) {
      return this.#fail(
        'chain',
        seq,
        `record ${seq} does not follow record ${this.#head.seq}: one of them was changed`,
      );
    }
    if (chainHash(previousHash, text) !== hash || seqOf(text) !== seq) {
      return this.#fail('edited', seq, `record ${seq} was changed after it was written`);
    }
    this.#head = { seq, hash };
    if (this.#anchor?.seq === seq && this.#anchor.hash !== hash) return this.#failAnchor(seq);
    return true;
  }

  /** `remembered`: the head that the database keeps beside the log. */
  finish(remembered: AuditHead): AuditVerdict {
    const { seq, hash } = this.#head;
    if (this.#failure === undefined && (seq !== remembered.seq || hash !== remembered.hash)) {
      this.#fail(
        'tail',
        seq + 1,
        `the log ends with record ${seq}, but the database remembers ${remembered.seq} as the last: its end was changed`,
      );
    }
    if (this.#anchor !== undefined && this.#anchor.seq > seq) this.#failAnchor(this.#anchor.seq);
    return this.#failure ?? { ok: true, records: seq, head: this.#head };
  }

  #failAnchor(seq: number): false {
    return this.#fail(
      'anchor',
      seq,
      `record ${seq} is not the one whose hash was kept elsewhere: the log was rewritten, or an older database was put in its place`,
    );
  }

  #fail(fault: AuditFault, seq: number, message: string): false {
    this.#failure ??= { ok: false, fault, seq, message };
    return false;
  }
}

/** "SEQ HASH" as people keep it; undefined where it is none. */
export function parseAuditHead(text: string): AuditHead | undefined {
  const match = /^(0|[1-9][0-9]{0,14}) ([0-9a-f]{64})$/.exec(text.trim());
  return match?.[2] === undefined ? undefined : { seq: Number(match[1]), hash: match[2] };
}

export function formatAuditHead(head: AuditHead): string {
  return `${head.seq} ${head.hash}`;
}

function seqOf(text: string): number | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('seq' in value)) return undefined;
    return typeof value.seq === 'number' ? value.seq : undefined;
  } catch {
    return undefined;
  }
}
