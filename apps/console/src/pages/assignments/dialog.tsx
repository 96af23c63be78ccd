/** A new assignment, or a change of one. */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ask, type Input } from '../../api/client.ts';
import type { Assignment } from '../../api/types.ts';
import { readAnew } from '../../api/use.ts';
import { useAll } from '../../names.ts';
import { Switch } from '../../ui/controls.tsx';
import { deviceId } from '../../ui/device.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { useWords } from '../../words/index.tsx';
import { FilterFields, filterDraft, filterOf, type FilterDraft } from '../policy/filter-fields.tsx';

type Body = Input<'POST /assignments'>['body'];
type Thing = Body['what'];

const ANY = '*';
const idPattern = /^([0-9a-fA-F]{4}):([0-9a-fA-F]{4})$/;

interface Draft {
  readonly kind: Thing['kind'];
  readonly client: string;
  readonly id: string;
  readonly serial: string;
  readonly port: string;
  readonly filter: FilterDraft;
  readonly to: string | null;
  readonly note: string;
  readonly enabled: boolean;
}

function draftOf(thing: Thing | undefined, assignment: Assignment | undefined): Draft {
  const to = assignment?.to;
  const rest = {
    to: to === undefined ? null : to.kind === 'vm' ? `vm ${to.vmId ?? ''}` : `user ${to.userId ?? ''}`,
    note: assignment?.note ?? '',
    enabled: assignment?.enabled ?? true,
  };
  const none = { kind: 'port', client: ANY, id: '', serial: '', port: '', filter: filterDraft({}) } as const;
  switch (thing?.kind) {
    case undefined:
      return { ...none, ...rest };
    case 'device':
      return {
        ...none,
        ...rest,
        kind: 'device',
        client: thing.clientId ?? ANY,
        id: deviceId(thing),
        serial: thing.serial,
        port: thing.portPath ?? '',
      };
    case 'port':
      return { ...none, ...rest, client: thing.clientId, port: thing.portPath };
    case 'rule':
      return {
        ...none,
        ...rest,
        kind: 'rule',
        client: thing.clientId ?? ANY,
        filter: filterDraft(thing.filter),
      };
  }
}

function thingOf({ kind, client, id, serial, port, filter }: Draft): Thing {
  const clientId = client === ANY ? null : client;
  switch (kind) {
    case 'device': {
      const [, vendor = '', product = ''] = idPattern.exec(id.trim()) ?? [];
      return {
        kind,
        clientId,
        vendorId: parseInt(vendor, 16),
        productId: parseInt(product, 16),
        serial: serial.trim(),
        portPath: port.trim() === '' ? null : port.trim(),
      };
    }
    case 'port':
      return { kind, clientId: clientId ?? '', portPath: port.trim() };
    case 'rule':
      return { kind, clientId, filter: filterOf(filter) ?? {} };
  }
}

export function AssignmentDialog({
  assignment,
  thing,
  onClose,
}: {
  readonly assignment?: Assignment;
  readonly thing?: Thing;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const queries = useQueryClient();
  const clients = useAll('GET /clients');
  const vms = useAll('GET /vms');
  const users = useAll('GET /users');
  const [draft, setDraft] = useState(() =>
    draftOf(assignment === undefined ? thing : (assignment.what as Thing), assignment),
  );
  const set = (change: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...change }));
  };
  return (
    <FormDialog
      title={t(assignment === undefined ? 'assignments.add' : 'assignment.change')}
      submit={t('save')}
      wide={draft.kind === 'rule'}
      onClose={onClose}
      onSubmit={async () => {
        const [kind, id = ''] = (draft.to ?? '').split(' ');
        const { note, enabled } = draft;
        const to = kind === 'user' ? { kind, userId: id } : { kind: 'vm' as const, vmId: id };
        const body = { what: thingOf(draft), to, note, enabled } as Body;
        if (assignment === undefined) await ask('POST /assignments', { body });
        else {
          const { version } = assignment;
          await ask('PATCH /assignments/{id}', {
            params: { id: assignment.id },
            body: { ...body, version },
          });
        }
        readAnew(queries, new Set(['assignment', 'device']));
      }}
    >
      <Select
        label={t('assignment.kind')}
        value={draft.kind}
        onChange={(kind) => {
          set({ kind: kind as Thing['kind'] });
        }}
        options={(['port', 'device', 'rule'] as const).map((id) => ({
          id,
          label: t(`assignment.kind.${id}`),
          hint: t(`assignment.kindMore.${id}`),
        }))}
      />
      <Select
        label={t('client')}
        required
        value={draft.kind === 'port' && draft.client === ANY ? null : draft.client}
        onChange={(client) => {
          set({ client });
        }}
        options={[
          ...(draft.kind === 'port' ? [] : [{ id: ANY, label: t('assignment.anyClient') }]),
          ...clients.map(({ id, name }) => ({ id, label: name })),
        ]}
      />
      {draft.kind === 'device' && (
        <div className="side-by-side">
          <TextField
            label={t('device.id')}
            placeholder="0781:5583"
            mono
            value={draft.id}
            onChange={(id) => {
              set({ id });
            }}
            validate={(id) => (idPattern.test(id.trim()) ? null : t('device.idWrong'))}
            isRequired
          />
          <TextField
            label={t('device.serialNumber')}
            mono
            value={draft.serial}
            onChange={(serial) => {
              set({ serial });
            }}
          />
        </div>
      )}
      {draft.kind !== 'rule' && (
        <TextField
          label={t('port')}
          hint={t(draft.kind === 'port' ? 'assignment.portMore' : 'assignment.portOptional')}
          placeholder="1-2"
          mono
          value={draft.port}
          onChange={(port) => {
            set({ port });
          }}
          isRequired={draft.kind === 'port'}
        />
      )}
      {draft.kind === 'rule' && (
        <FilterFields
          draft={draft.filter}
          onChange={(filter) => {
            set({ filter });
          }}
        />
      )}
      <Select
        label={t('assignment.to')}
        required
        value={draft.to}
        onChange={(to) => {
          set({ to });
        }}
        options={[
          ...vms.map(({ id, name }) => ({ id: `vm ${id}`, label: name, hint: t('vm') })),
          ...users.map(({ id, name }) => ({
            id: `user ${id}`,
            label: t('assignment.userVms', { user: name }),
            hint: t('user'),
          })),
        ]}
      />
      <TextField
        label={t('assignment.note')}
        value={draft.note}
        onChange={(note) => {
          set({ note });
        }}
        maxLength={1000}
      />
      <Switch
        label={t('assignment.on')}
        selected={draft.enabled}
        onChange={(enabled) => {
          set({ enabled });
        }}
      />
    </FormDialog>
  );
}
