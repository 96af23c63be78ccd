/**
 * usbredir's filter rules as Farport's rules, and back. The two differ: usbredir judges a device once for each of its
 * classes and needs every verdict to be "allow"; of Farport's rules the first that matches the whole device decides.
 * The translation decides the same for every device, save that a device without any class is refused. No I/O.
 */
import type { DeviceFilter } from './device-filter.ts';
import { FilterError } from './filter-error.ts';
import { ANY_WORD, exactWord, type IdPattern } from './id-pattern.ts';
import { MAX_USBREDIR_RULES, type UsbredirRule } from './usbredir-filter.ts';

/** One of Farport's rules as far as usbredir knows such a thing; the first that matches decides. */
export interface FilterRule {
  readonly effect: 'allow' | 'deny';
  readonly filter: DeviceFilter;
}

/** The devices that a usbredir rule is about, its class aside. */
interface Key {
  readonly vendorId?: number;
  readonly productId?: number;
  readonly deviceVersion?: number;
}

/** A rule that allows one class and decides nothing more of the device. */
interface AllowedClass {
  readonly key: Key;
  readonly classCode: number;
}

/**
 * Farport's rules that decide as the usbredir rules do. The last one is about every device: what no usbredir rule
 * matches is denied, or allowed with `defaultAllow`.
 *
 * A rule for any class decides all that is left to decide of a device, so it becomes a rule of ours as it is; one that
 * denies a class decides too. One that allows a class decides only that class: it is remembered, and a later "deny
 * the rest" is preceded by "allow what has only allowed classes".
 * @throws FilterError filter.too_complex
 */
export function rulesFromUsbredir(
  usbredir: readonly UsbredirRule[],
  options: { readonly defaultAllow?: boolean } = {},
): FilterRule[] {
  const translated: FilterRule[] = [];
  const allowed: AllowedClass[] = [];
  for (const rule of [...usbredir, { allow: options.defaultAllow === true }]) {
    const key = keyOf(rule);
    if (rule.classCode !== undefined) {
      if (rule.allow) allowed.push({ key, classCode: rule.classCode });
      else translated.push(...denyClass(key, rule.classCode, allowed));
    } else if (rule.allow) {
      translated.push({ effect: 'allow', filter: keyFilter(key) });
    } else {
      translated.push(...allowAllowed(key, allowed), { effect: 'deny', filter: keyFilter(key) });
    }
    if (translated.length > MAX_USBREDIR_RULES) throw tooComplex();
    // What follows a rule about every device is never reached.
    if (rule.classCode === undefined && covers(key, {})) break;
  }
  return translated;
}

/**
 * usbredir's rules that decide as `rules` do, where there are such: they are written down and translated back, and
 * only what comes back unchanged is given out. `rules` without a last one about every device deny what is left.
 * @throws FilterError filter.not_expressible, naming the first rule at fault by its place (from 1)
 */
export function usbredirFromRules(rules: readonly FilterRule[]): UsbredirRule[] {
  const usbredir: UsbredirRule[] = [];
  const endsWithAll = rules.some((rule) => sameFilter(rule.filter, {}));
  const complete: readonly FilterRule[] = endsWithAll ? rules : [...rules, { effect: 'deny', filter: {} }];
  for (const [index, rule] of complete.entries()) usbredir.push(...writeRule(rule, index + 1));
  const written = withoutRepeats(usbredir);
  if (written.length > MAX_USBREDIR_RULES) throw tooComplex();
  const wanted = complete.flatMap(single);
  const back = rulesFromUsbredir(written);
  const end = wanted.findIndex((rule) => sameFilter(rule.filter, {})) + 1;
  const reached = wanted.slice(0, end);
  for (const [index, rule] of reached.entries()) {
    const other = back[index];
    if (other?.effect !== rule.effect || !sameFilter(other.filter, rule.filter)) {
      throw notExpressible(
        placeOf(complete, index),
        'usbredir judges every class of a device by itself, so together with the rules around it, it would mean something else',
      );
    }
  }
  return written;
}

function denyClass(key: Key, classCode: number, allowed: readonly AllowedClass[]): FilterRule[] {
  const earlier = allowed
    .filter((entry) => entry.classCode === classCode)
    .map((entry) => entry.key)
    .filter((other) => intersection(key, other) !== undefined);
  // Every such class was allowed before: this rule is never reached.
  if (earlier.some((other) => covers(other, key))) return [];
  const exceptions = withoutCovered(earlier);
  return [
    {
      effect: 'deny',
      filter: {
        ...keyFilter(key),
        ...(exceptions.length === 0 ? {} : { exceptIds: exceptions.map(idPattern) }),
        classes: { quantifier: 'any', classes: [{ classCode }], ignoreSecondaryHid: true },
      },
    },
  ];
}

/**
 * "Allow what has only allowed classes" for each set of devices that shares its allowed classes: the narrowest first,
 * as it has the most of them.
 */
function allowAllowed(key: Key, allowed: readonly AllowedClass[]): FilterRule[] {
  let sets: Key[] = [];
  for (const entry of allowed) {
    const devices = intersection(key, entry.key);
    if (devices === undefined) continue;
    const more = sets.map((other) => intersection(other, devices)).filter((other) => other !== undefined);
    sets = withoutDuplicates([...sets, devices, ...more]);
    if (sets.length > MAX_USBREDIR_RULES) throw tooComplex();
  }
  return sets
    .sort((left, right) => specificity(right) - specificity(left))
    .map((devices) => ({
      effect: 'allow',
      filter: {
        ...keyFilter(devices),
        classes: {
          quantifier: 'every',
          classes: [
            ...new Set(allowed.filter((entry) => covers(entry.key, devices)).map((entry) => entry.classCode)),
          ].map((classCode) => ({ classCode })),
          ignoreSecondaryHid: true,
        },
      },
    }));
}

/** What a rule of ours would be as usbredir's, were it alone. */
function writeRule({ effect, filter }: FilterRule, place: number): UsbredirRule[] {
  const allow = effect === 'allow';
  if (filter.serials !== undefined) throw notExpressible(place, 'usbredir knows no serial numbers');
  if (filter.ports !== undefined) throw notExpressible(place, 'usbredir knows no ports');
  const keys = (filter.ids ?? [{ vendorId: ANY_WORD, productId: ANY_WORD }]).map((id) => keyOfId(id, place));
  const { classes } = filter;
  if (classes === undefined) return keys.map((key) => ({ ...key, allow }));
  if (allow !== (classes.quantifier === 'every')) {
    throw notExpressible(
      place,
      'usbredir denies by any class of a device and allows by every class of it, never the other way round',
    );
  }
  if (!classes.ignoreSecondaryHid) {
    throw notExpressible(
      place,
      'usbredir leaves secondary HID interfaces (volume buttons) aside; set ignoreSecondaryHid',
    );
  }
  return keys.flatMap((key) =>
    classes.classes.map(({ classCode, subclass, protocol }) => {
      if (subclass !== undefined || protocol !== undefined) {
        throw notExpressible(place, 'usbredir knows no subclass and no protocol');
      }
      return { classCode, ...key, allow };
    }),
  );
}

/** The rule as several with one id and, where it denies, one class each, as the translation makes them. */
function single(rule: FilterRule): FilterRule[] {
  const { ids, classes, ...rest } = rule.filter;
  const keys: (readonly IdPattern[] | undefined)[] = ids === undefined ? [undefined] : ids.map((id) => [id]);
  return keys.flatMap((key) => {
    const filter: DeviceFilter = key === undefined || isAnyId(key) ? rest : { ...rest, ids: key };
    if (classes === undefined) return [{ effect: rule.effect, filter }];
    if (classes.quantifier === 'every') return [{ effect: rule.effect, filter: { ...filter, classes } }];
    return classes.classes.map((each) => ({
      effect: rule.effect,
      filter: { ...filter, classes: { ...classes, classes: [each] } },
    }));
  });
}

/** The place (from 1) of the rule that the `index`-th of the single ones came from. */
function placeOf(rules: readonly FilterRule[], index: number): number {
  let seen = 0;
  for (const [place, rule] of rules.entries()) {
    seen += single(rule).length;
    if (index < seen) return place + 1;
  }
  return rules.length;
}

/** A class allowed twice for the same devices is written once: where it was allowed first. */
function withoutRepeats(rules: readonly UsbredirRule[]): UsbredirRule[] {
  const seen = new Set<string>();
  return rules.filter((rule) => {
    if (rule.classCode === undefined || !rule.allow) return true;
    const text = JSON.stringify([rule.classCode, rule.vendorId, rule.productId, rule.deviceVersion]);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function keyOf({ vendorId, productId, deviceVersion }: Key): Key {
  return {
    ...(vendorId === undefined ? {} : { vendorId }),
    ...(productId === undefined ? {} : { productId }),
    ...(deviceVersion === undefined ? {} : { deviceVersion }),
  };
}

function keyOfId(id: IdPattern, place: number): Key {
  const word = (mask: number, value: number): number | undefined => {
    if (mask === 0) return undefined;
    if (mask !== 0xffff) throw notExpressible(place, 'usbredir knows whole ids and "any", no single digits');
    return value;
  };
  const vendorId = word(id.vendorId.mask, id.vendorId.value);
  const productId = word(id.productId.mask, id.productId.value);
  return {
    ...(vendorId === undefined ? {} : { vendorId }),
    ...(productId === undefined ? {} : { productId }),
    ...(id.deviceVersion === undefined ? {} : { deviceVersion: id.deviceVersion }),
  };
}

function idPattern(key: Key): IdPattern {
  return {
    vendorId: key.vendorId === undefined ? ANY_WORD : exactWord(key.vendorId),
    productId: key.productId === undefined ? ANY_WORD : exactWord(key.productId),
    ...(key.deviceVersion === undefined ? {} : { deviceVersion: key.deviceVersion }),
  };
}

function keyFilter(key: Key): DeviceFilter {
  return specificity(key) === 0 ? {} : { ids: [idPattern(key)] };
}

function isAnyId(ids: readonly IdPattern[]): boolean {
  return ids.some(
    (id) => id.vendorId.mask === 0 && id.productId.mask === 0 && id.deviceVersion === undefined,
  );
}

/** How many parts of the id are given. */
function specificity(key: Key): number {
  return [key.vendorId, key.productId, key.deviceVersion].filter((part) => part !== undefined).length;
}

/** True where every device of `narrow` is one of `wide`. */
function covers(wide: Key, narrow: Key): boolean {
  return (
    (wide.vendorId === undefined || wide.vendorId === narrow.vendorId) &&
    (wide.productId === undefined || wide.productId === narrow.productId) &&
    (wide.deviceVersion === undefined || wide.deviceVersion === narrow.deviceVersion)
  );
}

/** The devices of both; undefined where there can be none. */
function intersection(left: Key, right: Key): Key | undefined {
  const both = keyOf({ ...left, ...right });
  return covers(left, both) ? both : undefined;
}

function withoutDuplicates(keys: readonly Key[]): Key[] {
  return keys.filter(
    (key, index) => keys.findIndex((other) => covers(other, key) && covers(key, other)) === index,
  );
}

/** The widest of the keys: what another one covers is left out. */
function withoutCovered(keys: readonly Key[]): Key[] {
  return withoutDuplicates(keys).filter(
    (key) => !keys.some((other) => covers(other, key) && !covers(key, other)),
  );
}

function sameFilter(left: DeviceFilter, right: DeviceFilter): boolean {
  return canonical(left) === canonical(right);
}

/** Ids and classes as sets, "any id" as none. */
function canonical(filter: DeviceFilter): string {
  const set = (items: readonly unknown[]): string[] => items.map((item) => JSON.stringify(item)).sort();
  const id = (each: IdPattern): unknown => [each.vendorId, each.productId, each.deviceVersion ?? null];
  return JSON.stringify([
    filter.ids === undefined || isAnyId(filter.ids) ? null : set(filter.ids.map(id)),
    set((filter.exceptIds ?? []).map(id)),
    filter.classes === undefined
      ? null
      : [filter.classes.quantifier, filter.classes.ignoreSecondaryHid, set(filter.classes.classes)],
    filter.serials ?? null,
    filter.ports ?? null,
  ]);
}

function notExpressible(place: number, why: string): FilterError {
  return new FilterError('filter.not_expressible', `rule ${place} cannot be a usbredir filter: ${why}`);
}

function tooComplex(): FilterError {
  return new FilterError(
    'filter.too_complex',
    `the filter would take more than ${MAX_USBREDIR_RULES} rules: split it, or name devices by vendor alone`,
  );
}
