/** The dialog that makes a VM, and how far the copy of its disk is. */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { ask } from '../../api/client.ts';
import type { Vm } from '../../api/types.ts';
import { readAnew } from '../../api/use.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { useReasonWords, useTeller } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';
import { createOf, newDraft } from './draft.ts';
import { sizeOf, SpecFields } from './spec-fields.tsx';

export function CreateVm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { say } = useTeller();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [draft, setDraft] = useState(newDraft);
  return (
    <FormDialog
      title={t('vm.create')}
      submit={t('vm.createDo')}
      wide
      onClose={onClose}
      onSubmit={async () => {
        const vm = await ask('POST /vms', { body: createOf(draft) });
        readAnew(queries, new Set(['vm']));
        say(t('vm.made', { vm: vm.name }));
        go(`/vms/${vm.id}`);
      }}
    >
      <TextField
        label={t('name')}
        value={draft.name}
        onChange={(name) => {
          setDraft({ ...draft, name });
        }}
        isRequired
        autoFocus
        maxLength={63}
      />
      <TextField
        label={t('description')}
        value={draft.description}
        onChange={(description) => {
          setDraft({ ...draft, description });
        }}
      />
      <SpecFields draft={draft} onChange={setDraft} />
    </FormDialog>
  );
}

/** Shown while the disk is copied, and where that failed. */
export function BuildNote({ vm }: { readonly vm: Vm }): ReactNode {
  const { t } = useWords();
  const reason = useReasonWords();
  const { build } = vm;
  if (build === null || build.state === 'ready') return null;
  if (build.state === 'failed') {
    return (
      <p className="note bad" role="alert">
        {t('vm.buildFailed', { message: reason(build.message) })}
      </p>
    );
  }
  const { copied, total } = build;
  const known = copied !== null && total !== null && total > 0;
  return (
    <div className="note wait">
      <p>
        {known ? t('vm.copying', { copied: sizeOf(copied), total: sizeOf(total) }) : t('vm.building')}{' '}
        <progress aria-label={t('vm.building')} max={1} {...(known ? { value: copied / total } : {})} />
      </p>
    </div>
  );
}
