/** Which device, port or kind of device goes where by itself. */
import { useQueryClient } from '@tanstack/react-query';
import { ListChecks, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { ask } from '../../api/client.ts';
import type { Assignment } from '../../api/types.ts';
import { readAnew, useList } from '../../api/use.ts';
import { useNames } from '../../names.ts';
import { usePresent } from '../../session.tsx';
import { Button, IconButton, Switch, WhyNot } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Card, More, Page, Shown, Table } from '../../ui/layout.tsx';
import { Empty, useTeller } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';
import { AssignmentDialog } from './dialog.tsx';
import { thingWords } from './words.ts';

export function AssignmentsPage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const { may } = usePresent();
  const { complain } = useTeller();
  const names = useNames();
  const queries = useQueryClient();
  const assignments = useList('GET /assignments', ['assignment']);
  const [editing, setEditing] = useState<Assignment | 'new' | undefined>();
  const [removing, setRemoving] = useState<Assignment | undefined>();
  const change = may('assignment.change');
  return (
    <Page
      title={t('nav.assignments')}
      lead={t('assignments.lead')}
      actions={
        change && (
          <Button
            look="first"
            icon={<Plus size={16} aria-hidden />}
            onPress={() => {
              setEditing('new');
            }}
          >
            {t('assignments.add')}
          </Button>
        )
      }
    >
      {!change && <WhyNot operation="assignment.change" />}
      <Card flush>
        <Shown of={assignments}>
          {(items) =>
            items.length === 0 ? (
              <Empty icon={<ListChecks size={28} aria-hidden />} title={t('assignments.none')}>
                <p className="quiet">{t('assignments.noneMore')}</p>
              </Empty>
            ) : (
              <Table
                label={t('nav.assignments')}
                columns={[
                  { head: t('assignment.kind') },
                  { head: t('assignment.what'), look: 'wide' },
                  { head: t('assignment.to') },
                  { head: t('assignment.note') },
                  { head: t('assignment.on') },
                  ...(change ? [{ head: t('actions'), look: 'actions' as const }] : []),
                ]}
              >
                {items.map((each) => (
                  <tr key={each.id} className={each.enabled ? undefined : 'off'}>
                    <td>{t(`assignment.kind.${each.what.kind}`)}</td>
                    <td>{thingWords(each, words, names)}</td>
                    <td>
                      {each.to.kind === 'vm'
                        ? names.vm(each.to.vmId ?? '')
                        : t('assignment.userVms', { user: names.user(each.to.userId ?? '') })}
                    </td>
                    <td className="quiet">{each.note}</td>
                    <td>
                      <Switch
                        label={t('assignment.onFor', { what: thingWords(each, words, names) })}
                        hideLabel
                        selected={each.enabled}
                        disabled={!change}
                        onChange={(enabled) => {
                          ask('PATCH /assignments/{id}', {
                            params: { id: each.id },
                            body: { version: each.version, enabled },
                          })
                            .catch(complain)
                            .finally(() => {
                              readAnew(queries, new Set(['assignment']));
                            });
                        }}
                      />
                    </td>
                    {change && (
                      <td className="actions">
                        <IconButton
                          label={t('change')}
                          onPress={() => {
                            setEditing(each);
                          }}
                        >
                          <Pencil size={16} />
                        </IconButton>
                        <IconButton
                          label={t('remove')}
                          onPress={() => {
                            setRemoving(each);
                          }}
                        >
                          <Trash2 size={16} />
                        </IconButton>
                      </td>
                    )}
                  </tr>
                ))}
              </Table>
            )
          }
        </Shown>
        <More of={assignments} />
      </Card>
      {editing !== undefined && (
        <AssignmentDialog
          {...(editing === 'new' ? {} : { assignment: editing })}
          onClose={() => {
            setEditing(undefined);
          }}
        />
      )}
      {removing !== undefined && (
        <FormDialog
          title={t('assignment.remove')}
          submit={t('remove')}
          danger
          onClose={() => {
            setRemoving(undefined);
          }}
          onSubmit={async () => {
            const { id, version } = removing;
            await ask('DELETE /assignments/{id}', { params: { id }, query: { version: `${version}` } });
            readAnew(queries, new Set(['assignment']));
          }}
        >
          <p>{thingWords(removing, words, names)}</p>
          <p className="quiet">{t('assignment.removeMore')}</p>
        </FormDialog>
      )}
    </Page>
  );
}
