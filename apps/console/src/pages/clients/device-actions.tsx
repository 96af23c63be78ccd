/** What one may do with a device: attach, detach, leave it to the assignments, assign it, take it from who has it. */
import { useQueryClient } from '@tanstack/react-query';
import { EllipsisVertical } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { ask } from '../../api/client.ts';
import type { Device } from '../../api/types.ts';
import { readAnew } from '../../api/use.ts';
import { useAll } from '../../names.ts';
import { usePresent } from '../../session.tsx';
import { deviceTitle } from '../../ui/device.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/fields.tsx';
import { useTeller } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';
import { AssignmentDialog } from '../assignments/dialog.tsx';
import { ForceRelease } from '../force-release.tsx';

type Doing = 'attach' | 'assign-device' | 'assign-port' | 'force';

export function DeviceActions({ device }: { readonly device: Device }): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  const { complain, say } = useTeller();
  const queries = useQueryClient();
  const [doing, setDoing] = useState<Doing | undefined>();
  const params = { id: device.id };
  const title = deviceTitle(device);
  const held = device.lease !== null;
  const wants = (work: Promise<unknown>): void => {
    work.then(() => {
      say(t('device.noted', { device: title }));
      readAnew(queries, new Set(['device', 'lease']));
    }, complain);
  };
  const items: readonly (readonly [id: string, name: string, shown: boolean])[] = [
    ['attach', t('device.attach'), may('device.attach') && device.plugged && !held],
    ['detach', t('device.detach'), may('device.detach') && device.wanted.kind !== 'detached'],
    ['as-assigned', t('device.asAssigned'), may('device.attach') && device.wanted.kind !== 'as_assigned'],
    ['assign-device', t('device.assign'), may('assignment.change')],
    ['assign-port', t('device.assignPort', { port: device.portPath }), may('assignment.change')],
    ['force', t('device.force'), may('device.force_release') && held],
  ];
  const shown = items.filter(([, , show]) => show);
  const close = (): void => {
    setDoing(undefined);
  };
  if (shown.length === 0) return null;
  const body = { version: device.version };
  return (
    <>
      <MenuTrigger>
        <AriaButton className="button icon" aria-label={t('device.actions', { device: title })}>
          <EllipsisVertical size={17} />
        </AriaButton>
        <Popover className="popover" placement="bottom end">
          <Menu
            className="menu"
            onAction={(key) => {
              if (key === 'detach') wants(ask('POST /devices/{id}/detach', { params, body }));
              else if (key === 'as-assigned') wants(ask('POST /devices/{id}/as-assigned', { params, body }));
              else setDoing(key as Doing);
            }}
          >
            {shown.map(([id, name]) => (
              <MenuItem key={id} id={id} className={id === 'force' ? 'menu-item bad' : 'menu-item'}>
                {name}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {doing === 'attach' && <Attach device={device} onClose={close} />}
      {doing === 'force' && <ForceRelease deviceId={device.id} name={title} onClose={close} />}
      {doing === 'assign-device' && (
        <AssignmentDialog
          onClose={close}
          thing={{
            kind: 'device',
            clientId: device.serial === '' ? device.clientId : null,
            vendorId: device.vendorId,
            productId: device.productId,
            serial: device.serial,
            portPath: device.serial === '' ? device.portPath : null,
          }}
        />
      )}
      {doing === 'assign-port' && (
        <AssignmentDialog
          onClose={close}
          thing={{ kind: 'port', clientId: device.clientId, portPath: device.portPath }}
        />
      )}
    </>
  );
}

function Attach({ device, onClose }: { readonly device: Device; readonly onClose: () => void }): ReactNode {
  const { t, maybe } = useWords();
  const queries = useQueryClient();
  const vms = useAll('GET /vms');
  const [vmId, setVmId] = useState<string | null>(null);
  return (
    <FormDialog
      title={t('device.attachTitle', { device: deviceTitle(device) })}
      submit={t('device.attachDo')}
      onClose={onClose}
      onSubmit={async () => {
        const body = { version: device.version, vmId: vmId ?? '' };
        await ask('POST /devices/{id}/attach', { params: { id: device.id }, body });
        readAnew(queries, new Set(['device', 'lease']));
      }}
    >
      <Select
        label={t('vm')}
        required
        value={vmId}
        onChange={setVmId}
        options={vms.map(({ id, name, state }) => ({ id, label: name, hint: maybe(`vm.state.${state}`) }))}
      />
      <p className="quiet small">{t('device.attachMore')}</p>
    </FormDialog>
  );
}
