/** Accounts: made with a one-time password, changed, unlocked, removed. */
import { useQueryClient } from '@tanstack/react-query';
import { EllipsisVertical, Plus, UserRound } from 'lucide-react';
import { useDeferredValue, useEffect, useReducer, useState, type ReactNode } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { ROLES } from '@farport/fleet/roles';
import { ask } from '../../api/client.ts';
import type { Role, User } from '../../api/types.ts';
import { readAnew, useList } from '../../api/use.ts';
import { usePresent } from '../../session.tsx';
import { Button, Copyable, Switch, WhyNot } from '../../ui/controls.tsx';
import { FormDialog, ToldDialog } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { Badge, Card, More, Shown, Table } from '../../ui/layout.tsx';
import { Empty, useTeller } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';

type Doing =
  { readonly what: 'change' | 'remove' | 'password'; readonly user: User } | { readonly what: 'new' };

export function Users(): ReactNode {
  const { t, ago, at } = useWords();
  const { may, mayAll } = usePresent();
  const { say, complain } = useTeller();
  const queries = useQueryClient();
  const [search, setSearch] = useState('');
  const asked = useDeferredValue(search.trim());
  const users = useList('GET /users', ['user'], { query: asked === '' ? {} : { search: asked } });
  const [doing, setDoing] = useState<Doing | undefined>();
  const [password, setPassword] = useState<{ name: string; password: string } | undefined>();
  const change = may('user.change');
  const close = (): void => {
    setDoing(undefined);
  };
  return (
    <>
      {!change && <WhyNot operation="user.change" />}
      <Card flush>
        <div className="bar-row">
          {mayAll('user.read') && (
            <TextField
              label={t('users.search')}
              value={search}
              onChange={setSearch}
              type="search"
              maxLength={64}
            />
          )}
          <span className="gap" />
          {change && (
            <Button
              look="first"
              icon={<Plus size={16} aria-hidden />}
              onPress={() => {
                setDoing({ what: 'new' });
              }}
            >
              {t('users.add')}
            </Button>
          )}
        </div>
        <Shown of={users}>
          {(items) =>
            items.length === 0 ? (
              <Empty icon={<UserRound size={28} aria-hidden />} title={t('users.none')} />
            ) : (
              <Table
                label={t('users')}
                columns={[
                  { head: t('name'), look: 'wide' },
                  { head: t('role') },
                  { head: t('state') },
                  { head: t('users.source') },
                  { head: t('created') },
                  ...(change ? [{ head: t('actions'), look: 'actions' as const }] : []),
                ]}
              >
                {items.map((user) => (
                  <tr key={user.id}>
                    <td>
                      <strong>{user.name}</strong>
                      {user.displayName !== '' && <small>{user.displayName}</small>}
                    </td>
                    <td>{t(`role.${user.role}`)}</td>
                    <td>
                      <AccountState user={user} />
                    </td>
                    <td>{t(`users.source.${user.source}`)}</td>
                    <td title={at(user.createdAt)}>{ago(user.createdAt)}</td>
                    {change && (
                      <td className="actions">
                        <MenuTrigger>
                          <AriaButton
                            className="button icon"
                            aria-label={t('actionsOf', { name: user.name })}
                          >
                            <EllipsisVertical size={17} />
                          </AriaButton>
                          <Popover className="popover" placement="bottom end">
                            <Menu
                              className="menu"
                              onAction={(key) => {
                                if (key !== 'unlock') setDoing({ what: key as 'change', user });
                                else
                                  ask('POST /users/{id}/unlock', { params: { id: user.id } }).then(() => {
                                    say(t('users.unlocked', { name: user.name }));
                                    readAnew(queries, new Set(['user']));
                                  }, complain);
                              }}
                            >
                              <MenuItem id="change" className="menu-item">
                                {t('change')}
                              </MenuItem>
                              <MenuItem id="password" className="menu-item">
                                {t('users.password')}
                              </MenuItem>
                              <MenuItem id="unlock" className="menu-item">
                                {t('users.unlock')}
                              </MenuItem>
                              <MenuItem id="remove" className="menu-item bad">
                                {t('remove')}
                              </MenuItem>
                            </Menu>
                          </Popover>
                        </MenuTrigger>
                      </td>
                    )}
                  </tr>
                ))}
              </Table>
            )
          }
        </Shown>
        <More of={users} />
      </Card>
      {doing?.what === 'new' && <NewUser onClose={close} onMade={setPassword} />}
      {doing?.what === 'change' && <ChangeUser user={doing.user} onClose={close} />}
      {doing?.what === 'remove' && (
        <FormDialog
          title={t('removeNamed', { name: doing.user.name })}
          submit={t('remove')}
          danger
          onClose={close}
          onSubmit={async () => {
            const { id, version } = doing.user;
            await ask('DELETE /users/{id}', { params: { id }, query: { version: `${version}` } });
            readAnew(queries, new Set(['user']));
          }}
        >
          <p>{t('users.removeMore')}</p>
        </FormDialog>
      )}
      {doing?.what === 'password' && (
        <FormDialog
          title={t('users.passwordTitle', { name: doing.user.name })}
          submit={t('users.passwordDo')}
          danger
          onClose={close}
          onSubmit={async () => {
            const made = await ask('POST /users/{id}/password', { params: { id: doing.user.id } });
            setPassword({ name: made.user.name, password: made.password });
          }}
        >
          <p>{t('users.passwordMore')}</p>
        </FormDialog>
      )}
      {password !== undefined && (
        <ToldDialog
          title={t('users.oneTime', { name: password.name })}
          onClose={() => {
            setPassword(undefined);
          }}
        >
          <p>{t('users.oneTimeMore')}</p>
          <Copyable text={password.password} label={t('password.oneTime')} />
        </ToldDialog>
      )}
    </>
  );
}

/** A browser's timer takes no more; a longer one would end at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Renders again at this time, where it is to come: the agent tells no end of a lock. */
function useAnewAt(time: number | null): void {
  const [times, renderAgain] = useReducer((before: number) => before + 1, 0);
  useEffect(() => {
    const left = (time ?? 0) - Date.now();
    if (left <= 0) return undefined;
    const timer = setTimeout(renderAgain, Math.min(left, longestTimerMs));
    return () => {
      clearTimeout(timer);
    };
  }, [time, times]);
}

function AccountState({ user }: { readonly user: User }): ReactNode {
  const { t, at } = useWords();
  useAnewAt(user.lockedUntil);
  if (!user.enabled) return <Badge tone="bad">{t('users.disabled')}</Badge>;
  if (user.lockedUntil === null || user.lockedUntil <= Date.now())
    return <Badge tone="good">{t('users.enabled')}</Badge>;
  return (
    <>
      <Badge tone="wait">{t('users.locked')}</Badge>
      <small>{t('users.lockedUntil', { at: at(user.lockedUntil) })}</small>
    </>
  );
}

function RoleSelect({
  role,
  onChange,
}: {
  readonly role: Role;
  readonly onChange: (role: Role) => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <Select
      label={t('role')}
      value={role}
      onChange={(next) => {
        onChange(next as Role);
      }}
      options={ROLES.map((id) => ({ id, label: t(`role.${id}`), hint: t(`roleMore.${id}`) }))}
    />
  );
}

function NewUser({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: (made: { name: string; password: string }) => void;
}): ReactNode {
  const { t } = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [role, setRole] = useState<Role>('user');
  return (
    <FormDialog
      title={t('users.add')}
      submit={t('users.make')}
      onClose={onClose}
      onSubmit={async () => {
        const made = await ask('POST /users', { body: { name: name.trim(), displayName, role } });
        readAnew(queries, new Set(['user']));
        onMade({ name: made.user.name, password: made.password });
      }}
    >
      <TextField
        label={t('name')}
        hint={t('users.nameMore')}
        value={name}
        onChange={setName}
        maxLength={64}
        isRequired
        autoFocus
      />
      <TextField
        label={t('users.displayName')}
        value={displayName}
        onChange={setDisplayName}
        maxLength={128}
      />
      <RoleSelect role={role} onChange={setRole} />
    </FormDialog>
  );
}

function ChangeUser({ user, onClose }: { readonly user: User; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState(user.name);
  const [displayName, setDisplayName] = useState(user.displayName);
  const [role, setRole] = useState(user.role);
  const [enabled, setEnabled] = useState(user.enabled);
  return (
    <FormDialog
      title={t('changeNamed', { name: user.name })}
      submit={t('save')}
      onClose={onClose}
      onSubmit={async () => {
        const body = { version: user.version, name, displayName, role, enabled };
        await ask('PATCH /users/{id}', { params: { id: user.id }, body });
        readAnew(queries, new Set(['user']));
      }}
    >
      <TextField label={t('name')} value={name} onChange={setName} maxLength={64} isRequired autoFocus />
      <TextField
        label={t('users.displayName')}
        value={displayName}
        onChange={setDisplayName}
        maxLength={128}
      />
      <RoleSelect role={role} onChange={setRole} />
      <Switch label={t('users.mayIn')} hint={t('users.mayInMore')} selected={enabled} onChange={setEnabled} />
    </FormDialog>
  );
}
