/** Policies and recorded attempts in SQLite. */
import {
  LIMITS,
  type AttachRequest,
  type DecidedBy,
  type Outcome,
  type PolicyDocument,
  type RecordedAttempt,
} from '@farport/fleet';
import { StoreError } from '../../errors.ts';
import type { AttemptTable, PolicyTable, PolicyVersion } from '../../tables.ts';
import { found, numberCursor, pageLimit, toPage, type Scope } from '../scope.ts';
import { integer, json, text, type Row } from '../sql.ts';

function headerOf(row: Row): Omit<PolicyVersion, 'document'> {
  return {
    version: integer(row, 'version'),
    createdAt: integer(row, 'created_at'),
    createdBy: text(row, 'created_by'),
    comment: text(row, 'comment'),
  };
}

function policyOf(row: Row): PolicyVersion {
  return { ...headerOf(row), document: json(row, 'document') as PolicyDocument };
}

function attemptOf(row: Row): RecordedAttempt {
  return {
    seq: integer(row, 'seq'),
    request: json(row, 'request') as AttachRequest,
    outcome: text(row, 'outcome') as Outcome,
    decidedBy: json(row, 'decided_by') as DecidedBy,
    policyVersion: integer(row, 'policy_version'),
  };
}

/** Conditions of a rule that name things by id, with the table that has them and the word for one. */
const NAMED = { users: 'user', groups: 'group', clients: 'client', vms: 'VM' } as const;
type Named = keyof typeof NAMED;
const KINDS = Object.keys(NAMED) as readonly Named[];

/**
 * That no rule of the policy in force names it: without it, and also with another of the same name, the rule would be for nobody.
 * @throws StoreError store.reference
 */
export function needUnnamed(scope: Scope, kind: Named, id: string, name: string): void {
  const row = scope.get(
    `SELECT document FROM policies WHERE version = (SELECT max(version) FROM policies) AND instr(document, :id) > 0`,
    { id },
  );
  if (row === undefined) return;
  const { rules } = json(row, 'document') as PolicyDocument;
  const rule = rules.find((each) => each[kind]?.includes(id));
  if (rule === undefined) return;
  throw new StoreError(
    'store.reference',
    `rule “${rule.name}” of the policy names ${NAMED[kind]} ${name}: change the rule first`,
  );
}

export function policyTable(scope: Scope): PolicyTable {
  const current: PolicyTable['current'] = () => {
    const row = scope.get('SELECT * FROM policies ORDER BY version DESC LIMIT 1');
    return row === undefined ? undefined : policyOf(row);
  };
  const currentVersion = (): number =>
    integer(scope.get('SELECT coalesce(max(version), 0) AS version FROM policies') ?? {}, 'version');
  const needNamed: PolicyTable['needNamed'] = ({ rules }) => {
    for (const kind of KINDS) {
      const ids = [...new Set(rules.flatMap((rule) => rule[kind] ?? []))];
      const row = scope.get(
        `SELECT value AS id FROM json_each(:ids) WHERE value NOT IN (SELECT id FROM ${kind}) LIMIT 1`,
        { ids: JSON.stringify(ids) },
      );
      if (row === undefined) continue;
      const id = text(row, 'id');
      const rule = rules.find((each) => each[kind]?.includes(id));
      throw new StoreError(
        'store.reference',
        `rule “${rule?.name ?? ''}” names the ${NAMED[kind]} "${id}", and there is none with that id (any more): ids are meant, not names`,
      );
    }
  };
  return {
    current,
    currentVersion,
    needNamed,
    get(version) {
      const row = scope.get('SELECT * FROM policies WHERE version = :version', { version });
      return row === undefined ? undefined : policyOf(row);
    },
    list(page) {
      const limit = pageLimit(page);
      const rows = scope.all(
        `SELECT version, created_at, created_by, comment FROM policies WHERE version < :after
         ORDER BY version DESC LIMIT :limit`,
        { after: numberCursor(page, Number.MAX_SAFE_INTEGER), limit: limit + 1 },
      );
      return toPage(rows, limit, headerOf, (row) => integer(row, 'version').toString());
    },
    replace(version, document, comment) {
      const last = currentVersion();
      if (last !== version) {
        throw new StoreError(
          'store.conflict',
          `the policy was changed by somebody else meanwhile (it is at version ${last}): look at it again, then decide`,
        );
      }
      needNamed(document);
      const next = last + 1;
      scope.run(
        `INSERT INTO policies (version, document, created_at, created_by, comment)
         VALUES (:version, :document, :now, :by, :comment)`,
        {
          version: next,
          document: JSON.stringify(document),
          now: scope.wall(),
          by: scope.context.actor.name,
          comment,
        },
      );
      scope.changed('policy', next.toString(), 'created');
      scope.audit({
        action: 'policy.changed',
        outcome: 'ok',
        details: { version: next.toString(), rules: document.rules.length.toString(), comment },
      });
      return found(current(), 'policy');
    },
  };
}

export function attemptTable(scope: Scope): AttemptTable {
  return {
    record(request, decision, policyVersion) {
      scope.run(
        `INSERT INTO attempts (at, request, outcome, decided_by, policy_version)
         VALUES (:at, :request, :outcome, :decidedBy, :policyVersion)`,
        {
          at: request.at,
          request: JSON.stringify(request),
          outcome: decision.outcome,
          decidedBy: JSON.stringify(decision.decidedBy),
          policyVersion,
        },
      );
      return integer(scope.get('SELECT max(seq) AS last FROM attempts') ?? {}, 'last');
    },
    list(page) {
      const limit = pageLimit(page);
      const rows = scope.all(
        'SELECT * FROM attempts WHERE seq > :after AND at >= :since ORDER BY seq LIMIT :limit',
        { after: numberCursor(page, 0), since: page.since, limit: limit + 1 },
      );
      return toPage(rows, limit, attemptOf, (row) => integer(row, 'seq').toString());
    },
  };
}

/** Deletes attempts and policies that need not be kept; at most `step` rows of each. Gives how many. */
export function prunePolicies(scope: Scope, step: number): number {
  const old = scope.run(
    'DELETE FROM attempts WHERE seq IN (SELECT seq FROM attempts WHERE at < :before LIMIT :step)',
    {
      before: scope.wall() - LIMITS.attemptDays * 86_400_000,
      step,
    },
  );
  const many = scope.run(
    `DELETE FROM attempts WHERE seq IN (
       SELECT seq FROM attempts WHERE seq <= (SELECT max(seq) FROM attempts) - :kept ORDER BY seq LIMIT :step)`,
    { kept: LIMITS.attempts, step },
  );
  const policies = scope.run(
    'DELETE FROM policies WHERE version <= (SELECT max(version) FROM policies) - :kept',
    { kept: LIMITS.policyVersions },
  );
  return old + many + policies;
}
