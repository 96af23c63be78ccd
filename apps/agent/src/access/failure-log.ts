/**
 * Writes down who was turned away, so that it can be found, and so that nobody fills the audit by it: of what comes again and
 * again within a minute the first is a record, and all that followed are one more with their number. Decides nothing.
 */
import type { AuditEntry } from '../store/audit/audit-record.ts';
import { systemContext, type ChangeContext, type Store } from '../store/store.ts';

export interface Failure {
  /** What is the same: address, reason, whatever tells one from another. */
  readonly key: string;
  readonly context: ChangeContext;
  readonly entry: AuditEntry;
}

export interface FailureLogOptions {
  readonly windowMs?: number;
  /** Different ones that are written down within one window; the rest is counted together. */
  readonly most?: number;
  /** Told where what was counted cannot be written. */
  readonly failed?: (error: unknown) => void;
}

interface Seen {
  readonly failure: Failure;
  more: number;
}

export class FailureLog {
  readonly #store: Store;
  readonly #windowMs: number;
  readonly #most: number;
  readonly #failed: (error: unknown) => void;
  #seen = new Map<string, Seen>();
  #others = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Store, { windowMs = 60_000, most = 60, failed }: FailureLogOptions = {}) {
    this.#store = store;
    this.#windowMs = windowMs;
    this.#most = most;
    this.#failed = failed ?? (() => undefined);
  }

  /** Whether the caller is to write it, as part of what it changes; false: it is counted. */
  isFirst(failure: Failure): boolean {
    this.#timer ??= setTimeout(() => void this.flush(), this.#windowMs).unref();
    const seen = this.#seen.get(failure.key);
    if (seen !== undefined) seen.more++;
    else if (this.#seen.size >= this.#most) this.#others++;
    else {
      this.#seen.set(failure.key, { failure, more: 0 });
      return true;
    }
    return false;
  }

  /** Writes it, or counts it. @throws StoreError */
  async note(failure: Failure): Promise<void> {
    if (!this.isFirst(failure)) return;
    await this.#store.change(failure.context, (tx) => tx.audit.append(failure.entry));
  }

  /** Writes down what was counted, and begins anew. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const again = [...this.#seen.values()].filter(({ more }) => more > 0);
    const others = this.#others;
    this.#seen = new Map();
    this.#others = 0;
    try {
      await Promise.all(
        again.map(({ failure: { context, entry }, more }) =>
          this.#store.change(context, (tx) =>
            tx.audit.append({ ...entry, details: { ...entry.details, more: more.toString() } }),
          ),
        ),
      );
      if (others === 0) return;
      await this.#store.change(systemContext, (tx) =>
        tx.audit.append({
          action: 'access.refused',
          outcome: 'denied',
          reason: 'more were turned away than are written down one by one',
          details: { more: others.toString() },
        }),
      );
    } catch (error) {
      this.#failed(error);
    }
  }
}
