/**
 * A policy as it is written, kept and sent: its schema, and the parsed form that cannot be wrong. Decides nothing.
 */
import { checked, exactObject } from '@farport/protocol/shape';
import { FilterError, parseDeviceFilter, type DeviceFilter } from '@farport/usb';
import * as v from 'valibot';
import { FleetError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { idSchema, titleSchema } from '../schema.ts';
import { checkTimeZone, DAYS, parseTimeWindow, type TimeWindow } from './time-window.ts';

export const EFFECTS = ['allow', 'deny', 'ask'] as const;
/** `ask`: a person must say yes each time. */
export type Effect = (typeof EFFECTS)[number];

function listOf<S extends v.GenericSchema>(item: S) {
  return v.pipe(
    v.array(item),
    v.minLength(1, 'must not be empty: leave the condition out to mean "any"'),
    v.maxLength(LIMITS.itemsOfCondition, `must have at most ${LIMITS.itemsOfCondition} items`),
    v.readonly(),
  );
}

const patternSchema = v.pipe(v.string(), v.maxLength(200));
const patternsSchema = listOf(patternSchema);

/** Exact also in that it is no array: one would pass for a filter without conditions, which matches everything. */
export const deviceFilterSchema = exactObject({
  ids: v.optional(patternsSchema),
  exceptIds: v.optional(patternsSchema),
  classes: v.optional(
    v.union([
      v.strictObject({ any: patternsSchema, ignoreSecondaryHid: v.optional(v.boolean()) }),
      v.strictObject({ every: patternsSchema, ignoreSecondaryHid: v.optional(v.boolean()) }),
    ]),
  ),
  serials: v.optional(patternsSchema),
  ports: v.optional(patternsSchema),
});

const timeWindowSchema = v.strictObject({
  days: v.pipe(v.array(v.picklist(DAYS)), v.maxLength(7), v.readonly()),
  from: v.pipe(v.string(), v.maxLength(5)),
  to: v.pipe(v.string(), v.maxLength(5)),
});

/** All conditions that are there must hold; of a list, one item. */
export const policyRuleSchema = v.strictObject({
  id: idSchema,
  name: titleSchema,
  enabled: v.boolean(),
  effect: v.picklist(EFFECTS),
  device: v.optional(deviceFilterSchema),
  /** Ids of clients. */
  clients: v.optional(listOf(idSchema)),
  /** Ids of users, or of groups they are in: either will do. */
  users: v.optional(listOf(idSchema)),
  groups: v.optional(listOf(idSchema)),
  /** Ids of VMs. */
  vms: v.optional(listOf(idSchema)),
  times: v.optional(listOf(timeWindowSchema)),
});

export const policyDocumentSchema = v.strictObject({
  /** Where the times of day are meant. */
  timeZone: v.pipe(v.string(), v.maxLength(64)),
  /** May devices go by themselves: those already there when their client comes, and those plugged in later? */
  automatic: v.strictObject({ existing: v.boolean(), new: v.boolean() }),
  rules: v.pipe(
    v.array(policyRuleSchema),
    v.maxLength(LIMITS.rulesOfPolicy, `must have at most ${LIMITS.rulesOfPolicy} rules`),
    v.readonly(),
  ),
});

export type PolicyRuleDocument = v.InferOutput<typeof policyRuleSchema>;
export type PolicyDocument = v.InferOutput<typeof policyDocumentSchema>;

export interface PolicyRule {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly effect: Effect;
  readonly device: DeviceFilter;
  readonly clients: ReadonlySet<string> | undefined;
  readonly users: ReadonlySet<string> | undefined;
  readonly groups: ReadonlySet<string> | undefined;
  readonly vms: ReadonlySet<string> | undefined;
  readonly times: readonly TimeWindow[] | undefined;
}

/** How many mistakes are told at once. */
const mostMistakes = 20;

/** A policy that can decide. */
export interface Policy {
  readonly document: PolicyDocument;
  readonly timeZone: string;
  readonly automatic: { readonly existing: boolean; readonly new: boolean };
  readonly rules: readonly PolicyRule[];
}

/**
 * Checks and parses a policy.
 * @throws FleetError policy.invalid, naming the rule and what is wrong with it
 */
export function parsePolicy(input: unknown): Policy {
  const document = checked(policyDocumentSchema, input, (mistakes) =>
    invalid(mistakes.slice(0, mostMistakes).join('; ')),
  );
  const ids = new Set<string>();
  const rules = document.rules.map((rule, index) => {
    const where = `rules[${index}] ("${rule.name}")`;
    if (ids.has(rule.id)) throw invalid(`${where}: the id "${rule.id}" is taken by an earlier rule`);
    ids.add(rule.id);
    try {
      return parseRule(rule);
    } catch (cause) {
      if (cause instanceof FilterError || cause instanceof FleetError) {
        throw invalid(`${where}: ${cause.message}`, cause);
      }
      throw cause;
    }
  });
  try {
    checkTimeZone(document.timeZone);
  } catch (cause) {
    throw invalid(`timeZone: ${cause instanceof Error ? cause.message : ''}`, cause);
  }
  return { document, timeZone: document.timeZone, automatic: document.automatic, rules };
}

function parseRule(rule: PolicyRuleDocument): PolicyRule {
  return {
    id: rule.id,
    name: rule.name,
    enabled: rule.enabled,
    effect: rule.effect,
    device: parseDeviceFilter(rule.device ?? {}),
    clients: setOf(rule.clients),
    users: setOf(rule.users),
    groups: setOf(rule.groups),
    vms: setOf(rule.vms),
    times: rule.times?.map(parseTimeWindow),
  };
}

function setOf(items: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return items === undefined ? undefined : new Set(items);
}

function invalid(message: string, cause?: unknown): FleetError {
  return new FleetError('policy.invalid', `the policy cannot be: ${message}`, { cause });
}
