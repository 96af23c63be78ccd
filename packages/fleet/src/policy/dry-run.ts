/** What another policy would have done with attempts that were made. Pure over the attempts it is given. */
import { decideOutcome, type AttachRequest, type DecidedBy, type Decision, type Outcome } from './decide.ts';
import type { Policy } from './policy-document.ts';

/** An attempt as it was recorded, with what was decided then. */
export interface RecordedAttempt {
  readonly seq: number;
  readonly request: AttachRequest;
  readonly outcome: Outcome;
  readonly decidedBy: DecidedBy;
  /** Version of the policy that decided. */
  readonly policyVersion: number;
}

export interface ChangedAttempt {
  readonly attempt: RecordedAttempt;
  readonly after: Omit<Decision, 'passedOver'>;
}

export interface DryRunReport {
  readonly examined: number;
  /** "deny → allow" and so on, with how many; only those that change. */
  readonly transitions: readonly {
    readonly before: Outcome;
    readonly after: Outcome;
    readonly count: number;
  }[];
  /** Attempts whose outcome would be the same, by another rule. */
  readonly otherRule: number;
  /** The latest of those that change, newest first. */
  readonly examples: readonly ChangedAttempt[];
}

/** Attempts are given in pages, oldest first; memory is bounded by the number of examples. */
export class DryRun {
  readonly #policy: Policy;
  readonly #maxExamples: number;
  readonly #counts = new Map<string, { before: Outcome; after: Outcome; count: number }>();
  #examined = 0;
  #otherRule = 0;
  #examples: ChangedAttempt[] = [];

  constructor(policy: Policy, maxExamples = 100) {
    this.#policy = policy;
    this.#maxExamples = maxExamples;
  }

  add(attempts: Iterable<RecordedAttempt>): void {
    for (const attempt of attempts) {
      this.#examined++;
      const after = decideOutcome(this.#policy, attempt.request);
      if (after.outcome === attempt.outcome) {
        if (ruleOf(after.decidedBy) !== ruleOf(attempt.decidedBy)) this.#otherRule++;
        continue;
      }
      const key = `${attempt.outcome} ${after.outcome}`;
      const entry = this.#counts.get(key) ?? { before: attempt.outcome, after: after.outcome, count: 0 };
      entry.count++;
      this.#counts.set(key, entry);
      this.#examples.push({ attempt, after });
      // Trimmed now and then, not at each: what is dropped is at most as much again as what is kept.
      if (this.#examples.length >= 2 * this.#maxExamples) {
        this.#examples = this.#examples.slice(-this.#maxExamples);
      }
    }
  }

  report(): DryRunReport {
    return {
      examined: this.#examined,
      transitions: [...this.#counts.values()]
        .map((entry) => ({ ...entry }))
        .sort((left, right) => right.count - left.count),
      otherRule: this.#otherRule,
      examples: this.#examples.slice(-this.#maxExamples).reverse(),
    };
  }
}

function ruleOf(decidedBy: DecidedBy): string {
  return decidedBy.kind === 'no_rule' ? '' : decidedBy.ruleId;
}
