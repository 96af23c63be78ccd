/** The enrolled clients, and codes that let new ones in. */
import { enrolCommand, type EnrolWish } from '@farport/fleet';
import { useQueryClient } from '@tanstack/react-query';
import { MonitorSmartphone, Plus, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { ask } from '../../api/client.ts';
import type { Client } from '../../api/types.ts';
import { readAnew, useList } from '../../api/use.ts';
import { usePresent } from '../../session.tsx';
import { Button, Copyable, IconButton, WhyNot } from '../../ui/controls.tsx';
import { FormDialog, ToldDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Badge, Card, More, Page, Shown, Table } from '../../ui/layout.tsx';
import { Empty, useTeller } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';

export function ClientsPage(): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  const clients = useList('GET /clients', ['client', 'session', 'user']);
  const [enrolling, setEnrolling] = useState(false);
  return (
    <Page
      title={t('nav.clients')}
      lead={t('clients.lead')}
      actions={
        may('client.enrol') && (
          <Button
            look="first"
            icon={<Plus size={16} aria-hidden />}
            onPress={() => {
              setEnrolling(true);
            }}
          >
            {t('clients.enrol')}
          </Button>
        )
      }
    >
      {!may('client.enrol') && <WhyNot operation="client.enrol" />}
      <Card flush>
        <Shown of={clients}>
          {(items) =>
            items.length === 0 ? (
              <Empty icon={<MonitorSmartphone size={28} aria-hidden />} title={t('clients.none')}>
                <p className="quiet">{t('clients.noneMore')}</p>
              </Empty>
            ) : (
              <Table
                label={t('nav.clients')}
                columns={[
                  { head: t('name'), look: 'wide' },
                  { head: t('state') },
                  { head: t('client.users') },
                  { head: t('client.platform') },
                  { head: t('client.software') },
                  { head: t('client.seen') },
                ]}
              >
                {items.map((client) => (
                  <tr key={client.id}>
                    <td>
                      <Link href={`/clients/${client.id}`} className="main-link">
                        {client.name}
                      </Link>
                      {client.description !== '' && <small>{client.description}</small>}
                    </td>
                    <td>
                      <ClientBadge enabled={client.enabled} online={client.connectedHost !== null} />
                    </td>
                    <td>{client.users.map(({ name }) => name).join(t('list.comma')) || '–'}</td>
                    <td>{client.platform}</td>
                    <td>{client.softwareVersion}</td>
                    <td>
                      <Seen client={client} />
                    </td>
                  </tr>
                ))}
              </Table>
            )
          }
        </Shown>
        <More of={clients} />
      </Card>
      {may('client.enrol') && <Codes />}
      {enrolling && (
        <Enrol
          onClose={() => {
            setEnrolling(false);
          }}
        />
      )}
    </Page>
  );
}

export function Seen({
  client: { connectedHost, seenAt },
}: {
  readonly client: Pick<Client, 'connectedHost' | 'seenAt'>;
}): ReactNode {
  const { t, ago, at } = useWords();
  if (connectedHost !== null) return t('client.seenNow');
  return seenAt === null ? t('never') : <span title={at(seenAt)}>{ago(seenAt)}</span>;
}

export function ClientBadge({
  enabled,
  online,
}: {
  readonly enabled: boolean;
  readonly online: boolean;
}): ReactNode {
  const { t } = useWords();
  if (!enabled) return <Badge tone="bad">{t('client.disabled')}</Badge>;
  return online ? (
    <Badge tone="good">{t('client.online')}</Badge>
  ) : (
    <Badge tone="quiet">{t('client.offline')}</Badge>
  );
}

function Enrol({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [made, setMade] = useState<EnrolWish | undefined>();
  if (made !== undefined)
    return (
      <ToldDialog title={t('clients.codeTitle')} onClose={onClose}>
        <p>{t('clients.commandMore')}</p>
        <Copyable text={enrolCommand(made)} label={t('clients.command')} />
        <p className="quiet">{t('clients.commandAddress', { agent: made.agent })}</p>
        <p>{t('clients.codeMore')}</p>
        <Copyable text={made.code} label={t('clients.code')} />
      </ToldDialog>
    );
  return (
    <FormDialog
      title={t('clients.enrol')}
      submit={t('clients.makeCode')}
      onClose={onClose}
      onSubmit={async () => {
        const clientName = name.trim() === '' ? null : name.trim();
        const made = await ask('POST /enrolment-codes', { body: { clientName } });
        readAnew(queries, new Set(['enrolment']));
        setMade({ ...made, agent: agentHere(), name: clientName });
        return false;
      }}
    >
      <TextField
        label={t('clients.codeName')}
        hint={t('clients.codeNameMore')}
        value={name}
        onChange={setName}
        maxLength={64}
        autoFocus
      />
    </FormDialog>
  );
}

/** As this browser reaches the agent: what the agent knows of itself may be an address inside. */
function agentHere(): string {
  const { host, port } = window.location;
  return port === '' ? `${host}:443` : host;
}

function Codes(): ReactNode {
  const { t, ago } = useWords();
  const queries = useQueryClient();
  const { complain } = useTeller();
  const codes = useList('GET /enrolment-codes', ['enrolment']);
  const open = codes.data?.filter(({ usedAt, expiresAt }) => usedAt === null && expiresAt > Date.now()) ?? [];
  if (open.length === 0) return null;
  return (
    <Card title={t('clients.codes')}>
      <ul className="rows">
        {open.map((code) => (
          <li key={code.id}>
            <span className="grow">
              {code.clientName ?? t('clients.anyName')}
              <small>{t('clients.codeBy', { name: code.createdBy, when: ago(code.expiresAt) })}</small>
            </span>
            <IconButton
              label={t('clients.codeBack')}
              onPress={() => {
                ask('DELETE /enrolment-codes/{id}', { params: { id: code.id } }).then(() => {
                  readAnew(queries, new Set(['enrolment']));
                }, complain);
              }}
            >
              <X size={16} />
            </IconButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}
