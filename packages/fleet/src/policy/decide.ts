/** What a policy says of an attempt to attach a device: the outcome, the rule, and why no earlier one. No I/O. */
import { filterMiss, type DeviceFacts, type FilterMiss } from '@farport/usb';
import type { Effect, Policy, PolicyRule } from './policy-document.ts';
import {
  formatLocalTime,
  formatTimeWindow,
  localTime,
  windowContains,
  type LocalTime,
} from './time-window.ts';

/** What made the attempt: a person, or an assignment when the device came (or its client with it). */
export type Trigger = 'manual' | 'existing' | 'new';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Everything a decision may depend on: kept with the attempt, so that another policy can be tried on it later. */
export interface AttachRequest {
  readonly device: DeviceFacts;
  readonly client: Named;
  /** Who it is for; null where nobody is signed in. */
  readonly user: (Named & { readonly groups: readonly Named[] }) | null;
  readonly vm: Named;
  readonly trigger: Trigger;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** `hold`: a rule allows it, but not by itself; a person may attach it. */
export type Outcome = Effect | 'hold';

/** Why a rule was passed over. `wanted` and `actual` are ids and patterns as rule and request have them. */
export interface RuleMiss {
  readonly condition: FilterMiss['condition'] | 'disabled' | 'client' | 'user' | 'vm' | 'time';
  readonly wanted: string;
  readonly actual: string;
}

export interface PassedOver {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly because: RuleMiss;
}

export type DecidedBy =
  | { readonly kind: 'rule'; readonly ruleId: string; readonly ruleName: string }
  /** A rule allows it, and the switch for devices that come by themselves is off. */
  | {
      readonly kind: 'switch';
      readonly switch: 'existing' | 'new';
      readonly ruleId: string;
      readonly ruleName: string;
    }
  /** No rule matched: denied. */
  | { readonly kind: 'no_rule' };

export interface Decision {
  readonly outcome: Outcome;
  readonly decidedBy: DecidedBy;
  /** Every rule before the one that decided, in order. */
  readonly passedOver: readonly PassedOver[];
}

/** The first enabled rule that matches decides; without one, the answer is no. */
export function decide(policy: Policy, request: AttachRequest): Decision {
  const local = localTime(request.at, policy.timeZone);
  const passedOver: PassedOver[] = [];
  for (const rule of policy.rules) {
    const miss = ruleMiss(rule, request, local);
    if (miss === undefined) return { ...verdict(policy, rule, request.trigger), passedOver };
    passedOver.push({ ruleId: rule.id, ruleName: rule.name, because: miss });
  }
  return { outcome: 'deny', decidedBy: { kind: 'no_rule' }, passedOver };
}

/** Only the outcome: the same as decide's, without collecting reasons. For dry runs over many attempts. */
export function decideOutcome(policy: Policy, request: AttachRequest): Omit<Decision, 'passedOver'> {
  const local = localTime(request.at, policy.timeZone);
  const rule = policy.rules.find((candidate) => ruleMiss(candidate, request, local) === undefined);
  if (rule === undefined) return { outcome: 'deny', decidedBy: { kind: 'no_rule' } };
  return verdict(policy, rule, request.trigger);
}

/** The first condition of a rule that does not hold; undefined where it matches. */
export function ruleMiss(rule: PolicyRule, request: AttachRequest, local: LocalTime): RuleMiss | undefined {
  if (!rule.enabled) return { condition: 'disabled', wanted: 'enabled', actual: 'disabled' };
  const device = filterMiss(rule.device, request.device);
  if (device !== undefined) return device;
  if (rule.clients !== undefined && !rule.clients.has(request.client.id)) {
    return { condition: 'client', wanted: list(rule.clients), actual: request.client.id };
  }
  if ((rule.users !== undefined || rule.groups !== undefined) && !isSubject(rule, request)) {
    return {
      condition: 'user',
      wanted: list([...(rule.users ?? []), ...(rule.groups ?? [])]),
      actual: request.user?.id ?? 'nobody',
    };
  }
  if (rule.vms !== undefined && !rule.vms.has(request.vm.id)) {
    return { condition: 'vm', wanted: list(rule.vms), actual: request.vm.id };
  }
  if (rule.times !== undefined && !rule.times.some((window) => windowContains(window, local))) {
    return {
      condition: 'time',
      wanted: rule.times.map(formatTimeWindow).join(', '),
      actual: formatLocalTime(local),
    };
  }
  return undefined;
}

function isSubject(rule: PolicyRule, { user }: AttachRequest): boolean {
  if (user === null) return false;
  return (
    rule.users?.has(user.id) === true || user.groups.some((group) => rule.groups?.has(group.id) === true)
  );
}

function verdict(policy: Policy, rule: PolicyRule, trigger: Trigger): Omit<Decision, 'passedOver'> {
  const named = { ruleId: rule.id, ruleName: rule.name };
  if (rule.effect === 'allow' && trigger !== 'manual' && !policy.automatic[trigger]) {
    return { outcome: 'hold', decidedBy: { kind: 'switch', switch: trigger, ...named } };
  }
  return { outcome: rule.effect, decidedBy: { kind: 'rule', ...named } };
}

function list(items: Iterable<string>): string {
  return [...items].join(', ');
}
