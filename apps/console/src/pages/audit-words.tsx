/** A record of the audit in a sentence: who did what to what. */
import type { ReactNode } from 'react';
import type { AuditRecord } from '../api/types.ts';
import { outcomeTone } from '../ui/tones.ts';
import { useWords } from '../words/index.tsx';
import { actorWords } from './audit-details.ts';

/** What the record is about, in the order in which a device goes: client, device, VM. */
export function subjectsOf({ device, vm, client, user, actor }: AuditRecord): string[] {
  const others = [client, device, vm, user?.name === actor.name ? null : user];
  return others.flatMap((each) => (each === null ? [] : [each.name]));
}

export function ActionText({ record }: { readonly record: AuditRecord }): ReactNode {
  const words = useWords();
  const { t, maybe } = words;
  const action = maybe(`action.${record.action}`) ?? record.action;
  const subjects = subjectsOf(record);
  return (
    <span className="action">
      <i className={`dot ${outcomeTone(record.outcome)}`} aria-hidden />
      <span>
        <strong>{actorWords(record.actor, words)}</strong> {action}
        {subjects.length > 0 && <> · {subjects.join(' → ')}</>}
        {record.outcome !== 'ok' && <em> {t(`outcome.${record.outcome}`)}</em>}
      </span>
    </span>
  );
}
