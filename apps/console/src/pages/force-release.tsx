/** Takes a device from whoever has it, for a reason that stands in the audit log. */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ask } from '../api/client.ts';
import { readAnew } from '../api/use.ts';
import { FormDialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields.tsx';
import { useTeller } from '../ui/notes.tsx';
import { useWords } from '../words/index.tsx';

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
  const { say } = useTeller();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={t('force.title', { device: name })}
      submit={t('force.do')}
      danger
      onClose={onClose}
      onSubmit={async () => {
        await ask('POST /leases/{id}/force-release', { params: { id: deviceId }, body: { reason } });
        say(t('force.done', { device: name }));
        readAnew(queries, new Set(['lease', 'device']));
      }}
    >
      <p>{t('force.more')}</p>
      <TextField
        label={t('reason')}
        hint={t('force.reasonMore')}
        value={reason}
        onChange={setReason}
        lines={2}
        maxLength={1000}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}
