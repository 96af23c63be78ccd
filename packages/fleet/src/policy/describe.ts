/** Decisions in English sentences, for the CLI and the audit. The console has its own words in each language. */
import type { Decision, DecidedBy, PassedOver, RuleMiss } from './decide.ts';

/** What a person calls a thing with this id; the id itself where nothing better is known. */
export type NameOf = (id: string) => string;

/** The name of the rule, as states and audit show it. */
export function decidingRuleName(decidedBy: DecidedBy): string {
  return decidedBy.kind === 'no_rule' ? 'no rule' : decidedBy.ruleName;
}

/** "denied by rule “Hubs stay out”" */
export function describeDecision({ outcome, decidedBy }: Pick<Decision, 'outcome' | 'decidedBy'>): string {
  const words = { allow: 'allowed', deny: 'denied', ask: 'left to a person', hold: 'held back' }[outcome];
  switch (decidedBy.kind) {
    case 'rule':
      return `${words} by rule “${decidedBy.ruleName}”`;
    case 'switch':
      return `${words}: rule “${decidedBy.ruleName}” allows it, but devices ${
        decidedBy.switch === 'existing' ? 'that were already plugged in' : 'that are newly plugged in'
      } do not attach by themselves`;
    case 'no_rule':
      return `${words}: no rule matches, and what no rule allows is denied`;
  }
}

/** "rule “Sticks of reception” does not match: id is 046d:c31c@0100, not 0781:*" */
export function describePassedOver(passed: PassedOver, nameOf: NameOf = (id) => id): string {
  if (passed.because.condition === 'disabled') return `rule “${passed.ruleName}” is switched off`;
  return `rule “${passed.ruleName}” does not match: ${describeMiss(passed.because, nameOf)}`;
}

function describeMiss({ condition, wanted, actual }: RuleMiss, nameOf: NameOf): string {
  const names = (ids: string): string => ids.split(', ').map(nameOf).join(', ');
  switch (condition) {
    case 'disabled':
      return 'switched off';
    case 'except_id':
      return `id ${actual} is excepted`;
    case 'client':
    case 'user':
    case 'vm':
      return `${condition} is ${names(actual)}, not ${names(wanted)}`;
    case 'class':
      return `classes are ${actual}, not ${wanted}`;
    case 'id':
    case 'serial':
    case 'port':
    case 'time':
      return `${condition} is ${actual}, not ${wanted}`;
  }
}
