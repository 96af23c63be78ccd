/** Asks for the reason of what takes something from somebody, which stands in the audit log, and does it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { readAnew } from '../api/use.ts';
import { FormDialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields.tsx';
import { useTeller } from '../ui/notes.tsx';
import { useWords } from '../words/index.tsx';

export function ReasonDialog({
  title,
  more,
  submit,
  done,
  changes,
  onSubmit,
  onClose,
}: {
  readonly title: string;
  /** What will happen. */
  readonly more: string;
  readonly submit: string;
  /** What is said when it is done. */
  readonly done: string;
  /** The kinds that it changes. */
  readonly changes: Parameters<typeof readAnew>[1];
  readonly onSubmit: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { say } = useTeller();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={title}
      submit={submit}
      danger
      onClose={onClose}
      onSubmit={async () => {
        await onSubmit(reason);
        say(done);
        readAnew(queries, changes);
      }}
    >
      <p>{more}</p>
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
