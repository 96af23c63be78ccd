/** Groups and who is in them. */
import { useQueryClient } from '@tanstack/react-query';
import { Pencil, Plus, Trash2, Users as UsersIcon, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { ask } from '../../api/client.ts';
import type { Group } from '../../api/types.ts';
import { readAnew, useList } from '../../api/use.ts';
import { useAll } from '../../names.ts';
import { usePresent } from '../../session.tsx';
import { Button, IconButton, WhyNot } from '../../ui/controls.tsx';
import { Dialog, FormDialog } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { Card, More, Shown, Table } from '../../ui/layout.tsx';
import { Empty, useTeller } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';

type Doing =
  { readonly what: 'new' } | { readonly what: 'change' | 'members' | 'remove'; readonly group: Group };

export function Groups(): ReactNode {
  const { t, ago, at } = useWords();
  const { may } = usePresent();
  const queries = useQueryClient();
  const groups = useList('GET /groups', ['group']);
  const [doing, setDoing] = useState<Doing | undefined>();
  const change = may('group.change');
  const close = (): void => {
    setDoing(undefined);
  };
  return (
    <>
      {!change && <WhyNot operation="group.change" />}
      <Card flush>
        {change && (
          <div className="bar-row">
            <span className="gap" />
            <Button
              look="first"
              icon={<Plus size={16} aria-hidden />}
              onPress={() => {
                setDoing({ what: 'new' });
              }}
            >
              {t('groups.add')}
            </Button>
          </div>
        )}
        <Shown of={groups}>
          {(items) =>
            items.length === 0 ? (
              <Empty icon={<UsersIcon size={28} aria-hidden />} title={t('groups.none')}>
                <p className="quiet">{t('groups.noneMore')}</p>
              </Empty>
            ) : (
              <Table
                label={t('groups')}
                columns={[
                  { head: t('name'), look: 'wide' },
                  { head: t('description') },
                  { head: t('created') },
                  { head: t('actions'), look: 'actions' },
                ]}
              >
                {items.map((group) => (
                  <tr key={group.id}>
                    <td className="text">
                      <strong>{group.name}</strong>
                    </td>
                    <td className="text">{group.description}</td>
                    <td title={at(group.createdAt)}>{ago(group.createdAt)}</td>
                    <td className="actions">
                      <Button
                        onPress={() => {
                          setDoing({ what: 'members', group });
                        }}
                      >
                        {t('groups.members')}
                      </Button>
                      {change && (
                        <>
                          <IconButton
                            label={t('changeNamed', { name: group.name })}
                            onPress={() => {
                              setDoing({ what: 'change', group });
                            }}
                          >
                            <Pencil size={16} />
                          </IconButton>
                          <IconButton
                            label={t('removeNamed', { name: group.name })}
                            onPress={() => {
                              setDoing({ what: 'remove', group });
                            }}
                          >
                            <Trash2 size={16} />
                          </IconButton>
                        </>
                      )}
                    </td>
                  </tr>
                ))}
              </Table>
            )
          }
        </Shown>
        <More of={groups} />
      </Card>
      {doing?.what === 'new' && <GroupDialog onClose={close} />}
      {doing?.what === 'change' && <GroupDialog group={doing.group} onClose={close} />}
      {doing?.what === 'members' && <Members group={doing.group} onClose={close} />}
      {doing?.what === 'remove' && (
        <FormDialog
          title={t('removeNamed', { name: doing.group.name })}
          submit={t('remove')}
          danger
          onClose={close}
          onSubmit={async () => {
            const { id, version } = doing.group;
            await ask('DELETE /groups/{id}', { params: { id }, query: { version: `${version}` } });
            readAnew(queries, new Set(['group']));
          }}
        >
          <p>{t('groups.removeMore')}</p>
        </FormDialog>
      )}
    </>
  );
}

function GroupDialog({
  group,
  onClose,
}: {
  readonly group?: Group;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState(group?.name ?? '');
  const [description, setDescription] = useState(group?.description ?? '');
  return (
    <FormDialog
      title={group === undefined ? t('groups.add') : t('changeNamed', { name: group.name })}
      submit={t('save')}
      onClose={onClose}
      onSubmit={async () => {
        const body = { name: name.trim(), description };
        if (group === undefined) await ask('POST /groups', { body });
        else {
          const { id, version } = group;
          await ask('PATCH /groups/{id}', { params: { id }, body: { ...body, version } });
        }
        readAnew(queries, new Set(['group']));
      }}
    >
      <TextField label={t('name')} value={name} onChange={setName} maxLength={64} isRequired autoFocus />
      <TextField label={t('description')} value={description} onChange={setDescription} maxLength={1000} />
    </FormDialog>
  );
}

function Members({ group, onClose }: { readonly group: Group; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  const { complain } = useTeller();
  const queries = useQueryClient();
  const users = useAll('GET /users');
  const members = useList('GET /groups/{id}/members', ['group', 'user'], { params: { id: group.id } });
  const change = may('group.change');
  const known = new Set(members.data?.map(({ id }) => id));
  const done = (work: Promise<unknown>): void => {
    work.then(() => {
      readAnew(queries, new Set(['group']));
    }, complain);
  };
  return (
    <Dialog title={t('groups.membersOf', { name: group.name })} onClose={onClose}>
      <div className="dialog-body">
        {change && (
          <Select
            label={t('groups.addMember')}
            value={null}
            onChange={(userId) => {
              done(ask('PUT /groups/{id}/members/{userId}', { params: { id: group.id, userId } }));
            }}
            options={users
              .filter(({ id }) => !known.has(id))
              .map(({ id, name, displayName }) => ({ id, label: name, hint: displayName }))}
          />
        )}
        <Shown of={members}>
          {(items) =>
            items.length === 0 ? (
              <Empty title={t('groups.noMembers')} />
            ) : (
              <ul className="rows">
                {items.map(({ id, name, displayName }) => (
                  <li key={id}>
                    <span className="grow">
                      {name}
                      <small>{displayName}</small>
                    </span>
                    {change && (
                      <IconButton
                        label={t('removeNamed', { name })}
                        onPress={() => {
                          const params = { id: group.id, userId: id };
                          done(ask('DELETE /groups/{id}/members/{userId}', { params }));
                        }}
                      >
                        <X size={16} />
                      </IconButton>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Shown>
        <More of={members} />
      </div>
    </Dialog>
  );
}
