/** usbredir filter strings as rules of a policy, and a policy as a usbredir filter string. No I/O. */
import {
  FilterError,
  formatDeviceFilter,
  formatUsbredirFilter,
  parseUsbredirFilter,
  rulesFromUsbredir,
  usbredirFromRules,
  type FilterRule,
} from '@farport/usb';
import { FleetError } from '../errors.ts';
import type { Policy, PolicyRule, PolicyRuleDocument } from './policy-document.ts';

/**
 * Rules that decide as a usbredir filter does, the last one about every device. `name` and their number name them;
 * `idPrefix` and their number are their ids.
 * @throws FilterError filter.usbredir, filter.too_complex
 */
export function rulesOfUsbredirFilter(
  filter: string,
  options: { readonly name: string; readonly idPrefix: string; readonly defaultAllow?: boolean },
): PolicyRuleDocument[] {
  return rulesFromUsbredir(parseUsbredirFilter(filter), { defaultAllow: options.defaultAllow === true }).map(
    (rule, index) => {
      const device = formatDeviceFilter(rule.filter);
      return {
        id: `${options.idPrefix}-${index + 1}`,
        name: `${options.name} ${index + 1}`,
        enabled: true,
        effect: rule.effect,
        ...(Object.keys(device).length === 0 ? {} : { device }),
      };
    },
  );
}

/**
 * The usbredir filter that decides as the policy's enabled rules do.
 * @throws FleetError policy.not_expressible, naming the rule that usbredir cannot say
 */
export function usbredirFilterOf(policy: Policy): string {
  const enabled = policy.rules.filter((rule) => rule.enabled);
  const rules = enabled.map(filterRule);
  try {
    return formatUsbredirFilter(usbredirFromRules(rules));
  } catch (cause) {
    if (cause instanceof FilterError)
      throw new FleetError('policy.not_expressible', cause.message, { cause });
    throw cause;
  }
}

function filterRule(rule: PolicyRule): FilterRule {
  const refuse = (what: string): never => {
    throw new FleetError(
      'policy.not_expressible',
      `rule “${rule.name}” cannot be a usbredir filter: usbredir knows no ${what}`,
    );
  };
  if (rule.effect === 'ask') return refuse('asking');
  if (rule.clients !== undefined) return refuse('clients');
  if (rule.users !== undefined || rule.groups !== undefined) return refuse('users');
  if (rule.vms !== undefined) return refuse('VMs');
  if (rule.times !== undefined) return refuse('times');
  return { effect: rule.effect, filter: rule.device };
}
