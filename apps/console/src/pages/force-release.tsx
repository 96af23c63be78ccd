/** Takes a device from whoever has it, for a reason that stands in the audit log. */
import type { ReactNode } from 'react';
import { ask } from '../api/client.ts';
import { useWords } from '../words/index.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

export function ForceRelease({
  deviceId,
  name,
  onClose,
}: {
  readonly deviceId: string;
  readonly name: string;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <ReasonDialog
      title={t('force.title', { device: name })}
      more={t('force.more')}
      submit={t('force.do')}
      done={t('force.done', { device: name })}
      changes={new Set(['lease', 'device'])}
      onSubmit={(reason) =>
        ask('POST /leases/{id}/force-release', { params: { id: deviceId }, body: { reason } })
      }
      onClose={onClose}
    />
  );
}
