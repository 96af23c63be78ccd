/** The settings of a VM, and the dialog that deletes it. One of the configuration file has only a description here. */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { ask } from '../../api/client.ts';
import type { Vm } from '../../api/types.ts';
import { readAnew } from '../../api/use.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { useTeller } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';
import { changeOf, draftOf } from './draft.ts';
import { SpecFields } from './spec-fields.tsx';

export function VmSettings({ vm, onClose }: { readonly vm: Vm; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(vm));
  const isOurs = vm.origin === 'fleet' && vm.build?.state === 'ready';
  return (
    <FormDialog
      title={t('vm.settingsOf', { vm: vm.name })}
      submit={t('save')}
      wide={isOurs}
      onClose={onClose}
      onSubmit={async () => {
        const { description } = draft;
        await ask('PATCH /vms/{id}', {
          params: { id: vm.id },
          body: { version: vm.version, description, ...(isOurs ? { spec: changeOf(draft, vm) } : {}) },
        });
        readAnew(queries, new Set(['vm']));
      }}
    >
      <TextField
        label={t('description')}
        value={draft.description}
        onChange={(description) => {
          setDraft({ ...draft, description });
        }}
        {...(isOurs ? {} : { lines: 3 })}
        autoFocus
      />
      {isOurs && <SpecFields draft={draft} onChange={setDraft} existing />}
      <p className="quiet small">{t(vm.origin === 'configuration' ? 'vm.inFile' : 'vm.nextStart')}</p>
    </FormDialog>
  );
}

/** Whoever deletes a VM types its name: its disk cannot be brought back. */
export function DeleteVm({ vm, onClose }: { readonly vm: Vm; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { say } = useTeller();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [typed, setTyped] = useState('');
  return (
    <FormDialog
      title={t('vm.deleteTitle', { vm: vm.name })}
      submit={t('vm.delete')}
      danger
      ready={typed === vm.name}
      onClose={onClose}
      onSubmit={async () => {
        await ask('DELETE /vms/{id}', { params: { id: vm.id }, query: { version: String(vm.version) } });
        say(t('vm.deleted', { vm: vm.name }));
        go('/vms');
        readAnew(queries, new Set(['vm']));
      }}
    >
      <p>{t(vm.build?.spec.diskMiB == null ? 'vm.deleteMore' : 'vm.deleteDisk')}</p>
      <TextField label={t('vm.deleteType', { vm: vm.name })} value={typed} onChange={setTyped} autoFocus />
    </FormDialog>
  );
}
