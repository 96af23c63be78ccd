/** One's own password: the one-time one before anything else, and any time later in a dialog. */
import { useState, type ReactNode } from 'react';
import { ask, ApiError } from '../api/client.ts';
import { Button } from '../ui/controls.tsx';
import { FormDialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields.tsx';
import { ErrorNote, useTeller } from '../ui/notes.tsx';
import { useWords } from '../words/index.tsx';
import { usePresent } from '../session.tsx';
import { Door } from './door.tsx';

interface Passwords {
  readonly old: string;
  readonly fresh: string;
  readonly repeated: string;
}
const none: Passwords = { old: '', fresh: '', repeated: '' };

/** @throws ApiError; `password.wrong` where the present one is: nobody has given a name here. */
async function send({ old, fresh }: Passwords): Promise<void> {
  try {
    await ask('POST /session/password', { body: { password: old, newPassword: fresh } });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'access.wrong_credentials') throw error;
    throw new ApiError('password.wrong', error.status, error.message);
  }
}

/** Before the pages: the password was good for once. */
export function ChangePassword({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t } = useWords();
  const { signOut } = usePresent();
  const [passwords, setPasswords] = useState(none);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  return (
    <Door title={t('password.first')}>
      <p className="quiet">{t('password.firstMore')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          setError(null);
          send(passwords).then(onDone, (cause: unknown) => {
            setBusy(false);
            setError(cause as ApiError);
          });
        }}
      >
        <Fields passwords={passwords} onChange={setPasswords} oldLabel={t('password.oneTime')} />
        {error !== null && <ErrorNote error={error} />}
        <Button type="submit" look="first" busy={busy}>
          {t('password.do')}
        </Button>
        <Button look="quiet" onPress={signOut}>
          {t('signOut')}
        </Button>
      </form>
    </Door>
  );
}

export function ChangePasswordDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { say } = useTeller();
  const [passwords, setPasswords] = useState(none);
  return (
    <FormDialog
      title={t('password.change')}
      submit={t('password.do')}
      onClose={onClose}
      onSubmit={async () => {
        await send(passwords);
        say(t('password.done'));
      }}
    >
      <Fields passwords={passwords} onChange={setPasswords} oldLabel={t('password.present')} />
    </FormDialog>
  );
}

function Fields({
  passwords,
  onChange,
  oldLabel,
}: {
  readonly passwords: Passwords;
  readonly onChange: (passwords: Passwords) => void;
  readonly oldLabel: string;
}): ReactNode {
  const { t } = useWords();
  return (
    <>
      <TextField
        label={oldLabel}
        type="password"
        value={passwords.old}
        onChange={(old) => {
          onChange({ ...passwords, old });
        }}
        autoComplete="current-password"
        isRequired
        autoFocus
      />
      <TextField
        label={t('password.new')}
        hint={t('password.rule')}
        type="password"
        value={passwords.fresh}
        onChange={(fresh) => {
          onChange({ ...passwords, fresh });
        }}
        autoComplete="new-password"
        isRequired
      />
      <TextField
        label={t('password.repeat')}
        type="password"
        value={passwords.repeated}
        onChange={(repeated) => {
          onChange({ ...passwords, repeated });
        }}
        validate={(repeated) => (repeated === passwords.fresh ? null : t('password.differ'))}
        autoComplete="new-password"
        isRequired
      />
    </>
  );
}
