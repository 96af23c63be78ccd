/** On and off. Who may not is not offered it. */
import { useQueryClient } from '@tanstack/react-query';
import { Play, Power, Square } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { ask } from '../../api/client.ts';
import type { Vm } from '../../api/types.ts';
import { readAnew } from '../../api/use.ts';
import { usePresent } from '../../session.tsx';
import { Button } from '../../ui/controls.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { useTeller } from '../../ui/notes.tsx';
import { useWords } from '../../words/index.tsx';

export function PowerButtons({
  vm,
  force = false,
}: {
  readonly vm: Vm;
  readonly force?: boolean;
}): ReactNode {
  const { t } = useWords();
  const { may } = usePresent();
  const { say, complain } = useTeller();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'stop' | 'force' | undefined>();
  const [busy, setBusy] = useState(false);
  if (!may('vm.power')) return null;
  const params = { id: vm.id };
  const on = ['running', 'starting', 'paused', 'unresponsive', 'stopping'].includes(vm.state);
  const done = (): void => {
    readAnew(queries, new Set(['vm']));
  };
  return (
    <>
      {!on && (
        <Button
          icon={<Play size={15} aria-hidden />}
          busy={busy}
          isDisabled={!vm.configured}
          aria-label={t('vm.startNamed', { vm: vm.name })}
          onPress={() => {
            setBusy(true);
            ask('POST /vms/{id}/start', { params })
              .then(() => {
                say(t('vm.started', { vm: vm.name }));
              }, complain)
              .finally(() => {
                setBusy(false);
                done();
              });
          }}
        >
          {t('vm.start')}
        </Button>
      )}
      {on && (
        <Button
          icon={<Power size={15} aria-hidden />}
          aria-label={t('vm.stopNamed', { vm: vm.name })}
          onPress={() => {
            setAsking('stop');
          }}
        >
          {t('vm.stop')}
        </Button>
      )}
      {on && force && may('vm.force_off') && (
        <Button
          look="danger"
          icon={<Square size={14} aria-hidden />}
          onPress={() => {
            setAsking('force');
          }}
        >
          {t('vm.forceOff')}
        </Button>
      )}
      {asking !== undefined && (
        <FormDialog
          title={t(asking === 'stop' ? 'vm.stopTitle' : 'vm.forceTitle', { vm: vm.name })}
          submit={t(asking === 'stop' ? 'vm.stop' : 'vm.forceOff')}
          danger
          onClose={() => {
            setAsking(undefined);
          }}
          onSubmit={async () => {
            if (asking === 'stop') await ask('POST /vms/{id}/stop', { params });
            else await ask('POST /vms/{id}/force-off', { params });
            say(t('vm.stopping', { vm: vm.name }));
            done();
          }}
        >
          <p>{t(asking === 'stop' ? 'vm.stopMore' : 'vm.forceMore')}</p>
        </FormDialog>
      )}
    </>
  );
}
