/** One rule: what it does, to which devices, for whom, where, when. */
import { useState, type ReactNode } from 'react';
import type { Rule } from '../../api/types.ts';
import { useAll } from '../../names.ts';
import { Button, Switch } from '../../ui/controls.tsx';
import { Dialog, FormDialog } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { useWords } from '../../words/index.tsx';
import { FilterFields, filterDraft, filterOf } from './filter-fields.tsx';
import { Picks } from './picks.tsx';
import { timesOf, timesText } from './times.ts';

export function RuleDialog({
  rule,
  readOnly,
  onClose,
  onDone,
}: {
  readonly rule: Rule;
  readonly readOnly: boolean;
  readonly onClose: () => void;
  readonly onDone: (rule: Rule) => void;
}): ReactNode {
  const { t } = useWords();
  const [name, setName] = useState(rule.name);
  const [effect, setEffect] = useState(rule.effect);
  const [enabled, setEnabled] = useState(rule.enabled);
  const [filter, setFilter] = useState(() => filterDraft(rule.device ?? {}));
  const [clients, setClients] = useState(rule.clients ?? []);
  const [users, setUsers] = useState(rule.users ?? []);
  const [groups, setGroups] = useState(rule.groups ?? []);
  const [vms, setVms] = useState(rule.vms ?? []);
  const [times, setTimes] = useState(() => timesText(rule.times ?? []));
  const allClients = useAll('GET /clients');
  const allUsers = useAll('GET /users');
  const allGroups = useAll('GET /groups');
  const allVms = useAll('GET /vms');
  const fields = (
    <>
      <div className="side-by-side">
        <TextField
          label={t('rule.name')}
          value={name}
          onChange={setName}
          maxLength={128}
          isRequired
          isReadOnly={readOnly}
          autoFocus
        />
        <Select
          label={t('rule.effect')}
          value={effect}
          disabled={readOnly}
          onChange={(next) => {
            setEffect(next as Rule['effect']);
          }}
          options={(['allow', 'deny', 'ask'] as const).map((id) => ({
            id,
            label: t(`effect.${id}`),
            hint: t(`effectMore.${id}`),
          }))}
        />
      </div>
      <FilterFields draft={filter} onChange={setFilter} />
      <fieldset className="group">
        <legend>{t('rule.where')}</legend>
        <Picks label={t('rule.clientsLabel')} all={allClients} chosen={clients} onChange={setClients} />
        <Picks label={t('rule.usersLabel')} all={allUsers} chosen={users} onChange={setUsers} />
        <Picks label={t('rule.groupsLabel')} all={allGroups} chosen={groups} onChange={setGroups} />
        <Picks label={t('rule.vmsLabel')} all={allVms} chosen={vms} onChange={setVms} />
        <TextField
          label={t('rule.timesLabel')}
          hint={t('rule.timesMore')}
          placeholder="mon tue wed thu fri 08:00-18:00"
          mono
          value={times}
          onChange={setTimes}
          validate={(text) => (timesOf(text) === null ? t('rule.timesWrong') : null)}
        />
      </fieldset>
      <Switch label={t('rule.enabled')} selected={enabled} onChange={setEnabled} disabled={readOnly} />
    </>
  );
  if (readOnly)
    return (
      <Dialog title={rule.name} onClose={onClose} wide>
        <div className="dialog-body" inert>
          {fields}
        </div>
        <footer>
          <Button onPress={onClose}>{t('close')}</Button>
        </footer>
      </Dialog>
    );
  return (
    <FormDialog
      title={rule.name === '' ? t('policy.add') : t('changeNamed', { name: rule.name })}
      submit={t('rule.take')}
      wide
      onClose={onClose}
      onSubmit={() => {
        const device = filterOf(filter);
        const windows = timesOf(times) ?? [];
        onDone({
          id: rule.id,
          name: name.trim(),
          enabled,
          effect,
          ...(device === undefined ? {} : { device }),
          ...(clients.length === 0 ? {} : { clients }),
          ...(users.length === 0 ? {} : { users }),
          ...(groups.length === 0 ? {} : { groups }),
          ...(vms.length === 0 ? {} : { vms }),
          ...(windows.length === 0 ? {} : { times: windows }),
        });
        return Promise.resolve();
      }}
    >
      {fields}
    </FormDialog>
  );
}
