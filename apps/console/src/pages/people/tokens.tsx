/** API tokens: made for oneself, shown once, revoked. */
import { useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { CheckboxButton, CheckboxField, CheckboxGroup, Label } from 'react-aria-components';
import { operationsOf, SCOPES, type Scope } from '@farport/fleet/scopes';
import { ask } from '../../api/client.ts';
import type { Token } from '../../api/types.ts';
import { readAnew, useList } from '../../api/use.ts';
import { useNames } from '../../names.ts';
import { usePresent } from '../../session.tsx';
import { Button, Copyable } from '../../ui/controls.tsx';
import { FormDialog, ToldDialog } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { Card, More, Shown, Table } from '../../ui/layout.tsx';
import { Empty } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';

export function Tokens(): ReactNode {
  const { t, ago, at } = useWords();
  const { mayAll, session } = usePresent();
  const names = useNames();
  const queries = useQueryClient();
  const tokens = useList('GET /tokens', ['token', 'user']);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Token | undefined>();
  return (
    <>
      <Card flush>
        <div className="bar-row">
          <p className="quiet">{t('tokens.more')}</p>
          <span className="gap" />
          <Button
            look="first"
            icon={<Plus size={16} aria-hidden />}
            onPress={() => {
              setMaking(true);
            }}
          >
            {t('tokens.add')}
          </Button>
        </div>
        <Shown of={tokens}>
          {(items) =>
            items.length === 0 ? (
              <Empty icon={<KeyRound size={28} aria-hidden />} title={t('tokens.none')} />
            ) : (
              <Table
                label={t('tokens')}
                columns={[
                  { head: t('name'), look: 'wide' },
                  { head: t('user') },
                  { head: t('tokens.scopes') },
                  { head: t('tokens.expires') },
                  { head: t('tokens.used') },
                  { head: t('actions'), look: 'actions' },
                ]}
              >
                {items.map((token) => (
                  <tr key={token.id}>
                    <td>
                      <strong>{token.name}</strong>
                      <small title={at(token.createdAt)}>{ago(token.createdAt)}</small>
                    </td>
                    <td>{token.userId === session.user.id ? session.user.name : names.user(token.userId)}</td>
                    <td className="scopes">{token.scopes.join(', ')}</td>
                    <td>
                      {token.expiresAt === null ? (
                        t('never')
                      ) : (
                        <span title={at(token.expiresAt)}>{ago(token.expiresAt)}</span>
                      )}
                    </td>
                    <td>{token.lastUsedAt === null ? t('never') : ago(token.lastUsedAt)}</td>
                    <td className="actions">
                      {(mayAll('token.revoke') || token.userId === session.user.id) && (
                        <Button
                          look="danger"
                          aria-label={t('tokens.revokeNamed', { name: token.name })}
                          onPress={() => {
                            setRevoking(token);
                          }}
                        >
                          {t('tokens.revoke')}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </Table>
            )
          }
        </Shown>
        <More of={tokens} />
      </Card>
      {making && (
        <NewToken
          onClose={() => {
            setMaking(false);
          }}
        />
      )}
      {revoking !== undefined && (
        <FormDialog
          title={t('tokens.revokeNamed', { name: revoking.name })}
          submit={t('tokens.revoke')}
          danger
          onClose={() => {
            setRevoking(undefined);
          }}
          onSubmit={async () => {
            await ask('DELETE /tokens/{id}', { params: { id: revoking.id } });
            readAnew(queries, new Set(['token']));
          }}
        >
          <p>{t('tokens.revokeMore')}</p>
        </FormDialog>
      )}
    </>
  );
}

const DAY = 86_400;
const LIVES = { '7': 7 * DAY, '30': 30 * DAY, '90': 90 * DAY, '365': 365 * DAY } as const;
const FOREVER = 'forever';

function NewToken({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['fleet:read']);
  const [life, setLife] = useState('30');
  const [made, setMade] = useState<string | undefined>();
  // What one may not do oneself, no token of one's own may.
  const offered = SCOPES.filter((scope) => operationsOf(scope).some((operation) => may(operation)));
  if (made !== undefined)
    return (
      <ToldDialog title={t('tokens.made')} onClose={onClose}>
        <p>{t('tokens.madeMore')}</p>
        <Copyable text={made} label={t('tokens.token')} />
      </ToldDialog>
    );
  return (
    <FormDialog
      title={t('tokens.add')}
      submit={t('tokens.make')}
      onClose={onClose}
      onSubmit={async () => {
        const ttl = life === FOREVER ? null : LIVES[life as keyof typeof LIVES];
        const { token } = await ask('POST /tokens', { body: { name: name.trim(), scopes, ttl } });
        readAnew(queries, new Set(['token']));
        setMade(token);
        return false;
      }}
    >
      <TextField
        label={t('name')}
        hint={t('tokens.nameMore')}
        value={name}
        onChange={setName}
        maxLength={64}
        isRequired
        autoFocus
      />
      <Select
        label={t('tokens.life')}
        value={life}
        onChange={setLife}
        options={[
          ...Object.keys(LIVES).map((days) => ({ id: days, label: t('tokens.days', { days }) })),
          { id: FOREVER, label: t('tokens.forever') },
        ]}
      />
      <CheckboxGroup
        className="checks"
        value={[...scopes]}
        onChange={(chosen) => {
          setScopes(SCOPES.filter((scope) => chosen.includes(scope)));
        }}
      >
        <Label>{t('tokens.scopes')}</Label>
        {offered.map((scope) => (
          <CheckboxField key={scope} value={scope}>
            <CheckboxButton className="check">
              <span className="box" aria-hidden />
              <span>
                {t(`scope.${scope}`)} <code>{scope}</code>
              </span>
            </CheckboxButton>
          </CheckboxField>
        ))}
      </CheckboxGroup>
    </FormDialog>
  );
}
