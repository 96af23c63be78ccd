/** A policy that is being changed: what was in force, what it would become. No I/O. */
import type { Policy, PolicyDocument, Rule } from '../../api/types.ts';

/** JSON has no undefined: what is not said is left out. */
export function sameDocument(left: PolicyDocument, right: PolicyDocument): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

export function moved(document: PolicyDocument, from: number, to: number): PolicyDocument {
  const rules = [...document.rules];
  const [rule] = rules.splice(from, 1);
  if (rule === undefined || to < 0 || to > rules.length) return document;
  rules.splice(to, 0, rule);
  return { ...document, rules };
}

/** In its place, or first where it is new: a rule at the end decides nothing after one that takes all. */
export function withRule(document: PolicyDocument, rule: Rule): PolicyDocument {
  const known = document.rules.some(({ id }) => id === rule.id);
  const rules = known
    ? document.rules.map((each) => (each.id === rule.id ? rule : each))
    : [rule, ...document.rules];
  return { ...document, rules };
}

export function withoutRule(document: PolicyDocument, id: string): PolicyDocument {
  return { ...document, rules: document.rules.filter((rule) => rule.id !== id) };
}

/** An id that no rule has. */
export function freshId(document: PolicyDocument, stem = 'rule'): string {
  const taken = new Set(document.rules.map(({ id }) => id));
  for (let number = 1; ; number++) {
    const id = `${stem}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** Rules that were changed, are new, or stand elsewhere. */
export function changedRules(policy: Policy, document: PolicyDocument): ReadonlySet<string> {
  const before = new Map(policy.document.rules.map((rule) => [rule.id, JSON.stringify(rule)]));
  const order = policy.document.rules
    .map(({ id }) => id)
    .filter((id) => document.rules.some((r) => r.id === id));
  const kept = document.rules.filter(({ id }) => before.has(id));
  return new Set([
    ...document.rules.filter((rule) => before.get(rule.id) !== JSON.stringify(rule)).map(({ id }) => id),
    ...kept.filter(({ id }, index) => order[index] !== id).map(({ id }) => id),
  ]);
}
