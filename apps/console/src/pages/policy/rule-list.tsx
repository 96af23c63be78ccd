/** The rules in their order. Moved by dragging, or by the two arrows of each. */
import { ArrowDown, ArrowUp, GripVertical, Pencil, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { PolicyDocument, Rule } from '../../api/types.ts';
import { useNames, type Names } from '../../names.ts';
import { IconButton, Switch } from '../../ui/controls.tsx';
import { Badge } from '../../ui/layout.tsx';
import { outcomeTone } from '../../ui/tones.ts';
import { useWords, type Words } from '../../words/index.tsx';
import { filterWords } from '../assignments/words.ts';
import { moved, withoutRule, withRule } from './draft.ts';

/** A rule's conditions in words; of a rule without any, that it takes all. */
export function ruleWords(rule: Rule, words: Words, names: Names): string[] {
  const { t } = words;
  const parts = rule.device === undefined ? [] : filterWords(rule.device, words);
  const list = (ids: readonly string[], name: (id: string) => string): string =>
    ids.map(name).join(t('list.comma'));
  if (rule.clients !== undefined) parts.push(t('rule.clients', { items: list(rule.clients, names.client) }));
  if (rule.users !== undefined) parts.push(t('rule.users', { items: list(rule.users, names.user) }));
  if (rule.groups !== undefined) parts.push(t('rule.groups', { items: list(rule.groups, names.group) }));
  if (rule.vms !== undefined) parts.push(t('rule.vms', { items: list(rule.vms, names.vm) }));
  for (const { days, from, to } of rule.times ?? []) {
    const named = days.length === 0 ? t('day.all') : days.map((day) => t(`day.${day}`)).join(' ');
    parts.push(`${named} ${from}–${to}`);
  }
  return parts.length === 0 ? [t('rule.all')] : parts;
}

export function RuleList({
  document,
  marks,
  onChange,
  onEdit,
}: {
  readonly document: PolicyDocument;
  readonly marks: ReadonlySet<string>;
  readonly onChange: ((document: PolicyDocument) => void) | undefined;
  readonly onEdit: (rule: Rule) => void;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const names = useNames();
  const [dragged, setDragged] = useState<string | undefined>();
  const [told, setTold] = useState('');
  const { rules } = document;
  const move = (rule: Rule, from: number, to: number): void => {
    onChange?.(moved(document, from, to));
    setTold(t('rule.movedTo', { rule: rule.name, place: to + 1 }));
  };
  return (
    <>
      <p className="unseen" role="status">
        {told}
      </p>
      <ol className="rules">
        {rules.map((rule, index) => (
          <li
            key={rule.id}
            className={[
              'rule',
              rule.enabled ? '' : 'off',
              marks.has(rule.id) ? 'marked' : '',
              dragged === rule.id ? 'dragged' : '',
            ].join(' ')}
            draggable={onChange !== undefined}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', rule.name);
              setDragged(rule.id);
            }}
            onDragEnd={() => {
              setDragged(undefined);
            }}
            onDragOver={(event) => {
              const from = rules.findIndex(({ id }) => id === dragged);
              if (from < 0) return;
              event.preventDefault();
              if (from !== index) onChange?.(moved(document, from, index));
            }}
          >
            {onChange !== undefined && <GripVertical className="grip" size={16} aria-hidden />}
            <span className="rule-number">{index + 1}</span>
            <div className="rule-body">
              <button
                type="button"
                className="main-link"
                onClick={() => {
                  onEdit(rule);
                }}
              >
                {rule.name}
              </button>
              <small>{ruleWords(rule, words, names).join(t('list.and'))}</small>
            </div>
            {marks.has(rule.id) && <span className="mark">{t('rule.changed')}</span>}
            <Badge tone={outcomeTone(rule.effect)}>{t(`effect.${rule.effect}`)}</Badge>
            <Switch
              label={t('rule.onFor', { rule: rule.name })}
              hideLabel
              selected={rule.enabled}
              disabled={onChange === undefined}
              onChange={(enabled) => {
                onChange?.(withRule(document, { ...rule, enabled }));
              }}
            />
            {onChange !== undefined && (
              <span className="rule-actions">
                <IconButton
                  label={t('rule.up', { rule: rule.name })}
                  isDisabled={index === 0}
                  onPress={() => {
                    move(rule, index, index - 1);
                  }}
                >
                  <ArrowUp size={16} />
                </IconButton>
                <IconButton
                  label={t('rule.down', { rule: rule.name })}
                  isDisabled={index === rules.length - 1}
                  onPress={() => {
                    move(rule, index, index + 1);
                  }}
                >
                  <ArrowDown size={16} />
                </IconButton>
                <IconButton
                  label={t('changeNamed', { name: rule.name })}
                  onPress={() => {
                    onEdit(rule);
                  }}
                >
                  <Pencil size={15} />
                </IconButton>
                <IconButton
                  label={t('removeNamed', { name: rule.name })}
                  onPress={() => {
                    onChange(withoutRule(document, rule.id));
                  }}
                >
                  <Trash2 size={15} />
                </IconButton>
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
