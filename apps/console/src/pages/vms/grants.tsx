/** Who may use a VM. */
import { useQueryClient } from '@tanstack/react-query';
import { UserPlus, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { ask } from '../../api/client.ts';
import type { Vm } from '../../api/types.ts';
import { readAnew, useList } from '../../api/use.ts';
import { useAll, useNames } from '../../names.ts';
import { Button, IconButton } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/fields.tsx';
import { Card, More, Shown } from '../../ui/layout.tsx';
import { Empty, useTeller } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';

export function Grants({ vm }: { readonly vm: Vm }): ReactNode {
  const { t } = useWords();
  const { complain } = useTeller();
  const queries = useQueryClient();
  const names = useNames();
  const [adding, setAdding] = useState(false);
  const grants = useList('GET /vms/{id}/grants', ['vm', 'user', 'group'], { params: { id: vm.id } });
  return (
    <Card
      title={t('grants.title')}
      aside={
        <Button
          icon={<UserPlus size={15} aria-hidden />}
          onPress={() => {
            setAdding(true);
          }}
        >
          {t('grants.add')}
        </Button>
      }
    >
      <Shown of={grants}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('grants.none')} />
          ) : (
            <ul className="chips">
              {items.map(({ subject }) => {
                const name = subject.kind === 'user' ? names.user(subject.id) : names.group(subject.id);
                return (
                  <li key={`${subject.kind}${subject.id}`} className="chip">
                    {subject.kind === 'group' && <small>{t('group')}</small>}
                    {name}
                    <IconButton
                      label={t('grants.remove', { name })}
                      onPress={() => {
                        ask('DELETE /vms/{id}/grants/{kind}/{subjectId}', {
                          params: { id: vm.id, kind: subject.kind, subjectId: subject.id },
                        }).then(() => {
                          readAnew(queries, new Set(['vm']));
                        }, complain);
                      }}
                    >
                      <X size={14} />
                    </IconButton>
                  </li>
                );
              })}
            </ul>
          )
        }
      </Shown>
      <More of={grants} />
      {adding && (
        <AddGrant
          vm={vm}
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </Card>
  );
}

function AddGrant({ vm, onClose }: { readonly vm: Vm; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const queries = useQueryClient();
  const users = useAll('GET /users');
  const groups = useAll('GET /groups');
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <FormDialog
      title={t('grants.addTo', { vm: vm.name })}
      submit={t('grants.add')}
      onClose={onClose}
      onSubmit={async () => {
        const [kind, subjectId = ''] = (chosen ?? '').split(' ');
        await ask('PUT /vms/{id}/grants/{kind}/{subjectId}', {
          params: { id: vm.id, kind: kind === 'group' ? 'group' : 'user', subjectId },
        });
        readAnew(queries, new Set(['vm']));
      }}
    >
      <Select
        label={t('grants.who')}
        required
        value={chosen}
        onChange={setChosen}
        options={[
          ...groups.map(({ id, name }) => ({ id: `group ${id}`, label: name, hint: t('group') })),
          ...users.map(({ id, name, displayName }) => ({ id: `user ${id}`, label: name, hint: displayName })),
        ]}
      />
    </FormDialog>
  );
}
