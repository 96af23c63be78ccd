/** What a record of the audit says beside its sentence, in the words of whoever looks. What is no word of ours stays as it is. */
import type { AuditRecord } from '../api/types.ts';
import { auditEn } from '../words/audit-en.ts';
import type { Words } from '../words/index.tsx';

type Values = Readonly<Record<string, string>>;

/** Details whose values are words of the agent's. Others may look like them: a VM can be called "on". */
const OF_WORDS = new Set(['autostart', 'by', 'enabled', 'locked', 'uses', 'wantedPower']);

/** "role: Operator → User" */
export function detailWords({ details }: Pick<AuditRecord, 'details'>, words: Words): string[] {
  return Object.entries(details).map(
    ([name, value]) => `${words.maybe(`detail.${name}`) ?? name}: ${valueWords(name, value, words)}`,
  );
}

function valueWords(name: string, value: string, words: Words): string {
  const { maybe, bytes, span, at } = words;
  const isCount = /^[0-9]{1,15}$/.test(value);
  if (name.startsWith('bytesTo') && isCount) return bytes(Number(value));
  if (name === 'seconds' && isCount) return span(Number(value));
  if (name === 'expires') return Number.isNaN(Date.parse(value)) ? value : at(Date.parse(value));
  if (name === 'what') return inOtherWords(value, THINGS, words) ?? value;
  const one = (part: string): string | undefined => {
    if (name === 'role') return maybe(`role.${part}`);
    if (name === 'source') return maybe(`users.source.${part}`);
    return OF_WORDS.has(name) ? maybe(`value.${part}`) : undefined;
  };
  // What has changed is "before → after".
  return value
    .split(' → ')
    .map((part) => one(part) ?? part)
    .join(' → ');
}

interface Sentence {
  readonly word: string;
  readonly pattern: RegExp;
}

/** Sentences of the agent's as patterns: their gaps are where a name may stand. */
function sentences(wordOf: (name: string) => string): readonly Sentence[] {
  return Object.entries(auditEn).flatMap(([word, text]) => {
    if (!word.startsWith(wordOf(''))) return [];
    const plain = text.replaceAll(/[\\^$.*+?()[\]|]/g, '\\$&');
    return [{ word, pattern: new RegExp(`^${plain.replaceAll(/\{([a-z]+)\}/g, '(?<$1>.+)')}$`, 'su') }];
  });
}
const REASONS = sentences((name) => `reason.${name}`);
const THINGS = sentences((name) => `what.${name}`);

function inOtherWords(text: string, known: readonly Sentence[], words: Words): string | undefined {
  if (words.language === 'en') return undefined;
  for (const { word, pattern } of known) {
    const found = pattern.exec(text);
    if (found !== null) return words.maybe(word, gapWords(found.groups ?? {}, words));
  }
  return undefined;
}

/** Actions whose reason a person has typed: it is theirs, whatever it looks like. */
const REASON_TYPED = new Set(['device.force_released', 'device.disconnected', 'screen.disconnected']);

/** Why something was so: in words of the language where the agent has a sentence or a code for it. */
export function reasonWords(action: string, reason: string, words: Words): string {
  return REASON_TYPED.has(action) ? reason : knownReason(reason, words);
}

function knownReason(reason: string, words: Words): string {
  return words.maybe(`code.${reason}`) ?? inOtherWords(reason, REASONS, words) ?? reason;
}

/** Who did it. */
export function actorWords({ kind, name }: AuditRecord['actor'], { maybe }: Words): string {
  return (kind === 'system' ? maybe(`actor.${name}`) : undefined) ?? name;
}

function gapWords(gaps: Values, words: Words): Values {
  const said = Object.entries(gaps).map(([gap, text]) => {
    if (gap === 'reason') return [gap, knownReason(text, words)];
    if (gap === 'role') return [gap, words.maybe(`role.${text}`) ?? text];
    if (gap === 'operation') return [gap, words.maybe(`operation.${text}`) ?? text];
    // A name that somebody gave.
    return [gap, text];
  });
  return Object.fromEntries(said) as Values;
}
