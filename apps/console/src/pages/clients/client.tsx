/** One client: its devices where they are plugged in, live, and what can be done with them. */
import { useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, Pencil, Plug, Tag, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { ask } from '../../api/client.ts';
import type { Client, Device } from '../../api/types.ts';
import { DEVICE_KINDS, readAnew, useAsk, useList } from '../../api/use.ts';
import { usePresent } from '../../session.tsx';
import { Button, IconButton, Switch, WhyNot } from '../../ui/controls.tsx';
import { DeviceBadge, DevicePicture, classWords, deviceId, deviceTitle } from '../../ui/device.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Card, Facts, More, Page, Shown } from '../../ui/layout.tsx';
import { Empty } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';
import { DeviceActions } from './device-actions.tsx';
import { ClientBadge, Seen } from './page.tsx';
import { placesOf, type Place } from './tree.ts';

export function ClientPage({ id }: { readonly id: string }): ReactNode {
  const { t, ago, at } = useWords();
  const { may } = usePresent();
  const client = useAsk('GET /clients/{id}', { params: { id } }, ['client', 'session', 'user']);
  const [dialog, setDialog] = useState<'change' | 'remove' | undefined>();
  const close = (): void => {
    setDialog(undefined);
  };
  return (
    <Shown of={client}>
      {(data) => (
        <Page
          title={
            <>
              <Link href="/clients" className="back" aria-label={t('nav.clients')}>
                <ArrowLeft size={20} aria-hidden />
              </Link>
              {data.name} <ClientBadge enabled={data.enabled} online={data.connectedHost !== null} />
            </>
          }
          lead={data.description === '' ? undefined : data.description}
          actions={
            <>
              {may('client.change') && (
                <Button
                  icon={<Pencil size={15} aria-hidden />}
                  onPress={() => {
                    setDialog('change');
                  }}
                >
                  {t('change')}
                </Button>
              )}
              {may('client.remove') && (
                <Button
                  look="danger"
                  icon={<Trash2 size={15} aria-hidden />}
                  onPress={() => {
                    setDialog('remove');
                  }}
                >
                  {t('remove')}
                </Button>
              )}
            </>
          }
        >
          {!may('client.change') && <WhyNot operation="client.change" />}
          <Tree client={data} />
          <Card title={t('client.facts')}>
            <Facts
              items={[
                [t('client.platform'), data.platform],
                [t('client.software'), data.softwareVersion],
                [t('client.users'), data.users.map(({ name }) => name).join(t('list.comma')) || '–'],
                [t('client.host'), data.connectedHost ?? '–'],
                [t('client.seen'), <Seen client={data} />],
                [t('client.enrolled'), <span title={at(data.enrolledAt)}>{ago(data.enrolledAt)}</span>],
              ]}
            />
          </Card>
          {dialog === 'change' && <ChangeClient client={data} onClose={close} />}
          {dialog === 'remove' && <RemoveClient client={data} onClose={close} />}
        </Page>
      )}
    </Shown>
  );
}

function Tree({ client }: { readonly client: Client }): ReactNode {
  const { t } = useWords();
  const devices = useList('GET /devices', DEVICE_KINDS, { query: { client: client.id }, limit: 500 });
  const ports = useAsk('GET /clients/{id}/ports', { params: { id: client.id } }, ['port']);
  const [naming, setNaming] = useState<Place | undefined>();
  return (
    <Card title={t('client.devices')}>
      <Shown of={devices}>
        {(all) => {
          const places = placesOf(all, ports.data?.items ?? []);
          const away = all.filter(({ plugged }) => !plugged);
          return (
            <>
              {places.length === 0 ? (
                <Empty icon={<Plug size={28} aria-hidden />} title={t('client.noDevices')}>
                  <p className="quiet">{t('client.noDevicesMore')}</p>
                </Empty>
              ) : (
                <Branch places={places} onName={setNaming} />
              )}
              {away.length > 0 && (
                <details className="away">
                  <summary>{t('client.away', { count: away.length })}</summary>
                  <ul className="tree">
                    {away.map((device) => (
                      <li key={device.id}>
                        <DeviceLine device={device} />
                      </li>
                    ))}
                  </ul>
                </details>
              )}
              <More of={devices} />
            </>
          );
        }}
      </Shown>
      {naming !== undefined && (
        <NamePort
          client={client}
          place={naming}
          onClose={() => {
            setNaming(undefined);
          }}
        />
      )}
    </Card>
  );
}

function Branch({
  places,
  onName,
}: {
  readonly places: readonly Place[];
  readonly onName: (place: Place) => void;
}): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  return (
    <ul className="tree">
      {places.map((place) => (
        <li key={place.path}>
          <div className="place-line">
            <span className="port" title={t('client.port', { port: place.path })}>
              {place.path}
            </span>
            {place.label !== '' && (
              <span className="port-label">
                <Tag size={13} aria-hidden />
                {place.label}
              </span>
            )}
            {may('client.change') && (
              <IconButton
                label={t('client.namePort', { port: place.path })}
                onPress={() => {
                  onName(place);
                }}
              >
                <Pencil size={13} />
              </IconButton>
            )}
          </div>
          {place.device === undefined ? (
            <p className="device-line quiet">{t('client.portEmpty')}</p>
          ) : (
            <DeviceLine device={place.device} />
          )}
          {place.under.length > 0 && <Branch places={place.under} onName={onName} />}
        </li>
      ))}
    </ul>
  );
}

function DeviceLine({ device }: { readonly device: Device }): ReactNode {
  const words = useWords();
  const { t } = words;
  return (
    <div className="device-line">
      <DevicePicture device={device} size={20} />
      <span className="grow">
        <strong>{deviceTitle(device)}</strong>
        <small>
          {[
            deviceId(device),
            device.serial === '' ? t('device.noSerial') : t('device.serial', { serial: device.serial }),
            classWords(device, words),
            t(`speed.${device.speed}`),
          ].join(' · ')}
        </small>
      </span>
      <DeviceBadge state={device.state} />
      <DeviceActions device={device} />
    </div>
  );
}

function NamePort({
  client,
  place,
  onClose,
}: {
  readonly client: Client;
  readonly place: Place;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const queries = useQueryClient();
  const [label, setLabel] = useState(place.label);
  return (
    <FormDialog
      title={t('client.namePort', { port: place.path })}
      submit={t('save')}
      onClose={onClose}
      onSubmit={async () => {
        const params = { id: client.id, path: place.path };
        await ask('PUT /clients/{id}/ports/{path}', { params, body: { label: label.trim() } });
        readAnew(queries, new Set(['port']));
      }}
    >
      <TextField
        label={t('client.portName')}
        hint={t('client.portNameMore')}
        value={label}
        onChange={setLabel}
        maxLength={128}
        autoFocus
      />
    </FormDialog>
  );
}

function ChangeClient({
  client,
  onClose,
}: {
  readonly client: Client;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState(client.name);
  const [description, setDescription] = useState(client.description);
  const [enabled, setEnabled] = useState(client.enabled);
  return (
    <FormDialog
      title={t('changeNamed', { name: client.name })}
      submit={t('save')}
      onClose={onClose}
      onSubmit={async () => {
        const body = { version: client.version, name, description, enabled };
        await ask('PATCH /clients/{id}', { params: { id: client.id }, body });
        readAnew(queries, new Set(['client']));
      }}
    >
      <TextField label={t('name')} value={name} onChange={setName} maxLength={64} isRequired autoFocus />
      <TextField label={t('description')} value={description} onChange={setDescription} lines={2} />
      <Switch
        label={t('client.enabled')}
        hint={t('client.enabledMore')}
        selected={enabled}
        onChange={setEnabled}
      />
    </FormDialog>
  );
}

function RemoveClient({
  client,
  onClose,
}: {
  readonly client: Client;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const queries = useQueryClient();
  const [, go] = useLocation();
  return (
    <FormDialog
      title={t('removeNamed', { name: client.name })}
      submit={t('remove')}
      danger
      onClose={onClose}
      onSubmit={async () => {
        await ask('DELETE /clients/{id}', {
          params: { id: client.id },
          query: { version: `${client.version}` },
        });
        go('/clients');
        readAnew(queries, new Set(['client', 'device']));
      }}
    >
      <p>{t('client.removeMore')}</p>
    </FormDialog>
  );
}
