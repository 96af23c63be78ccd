/** Name and password. Says no more of what was wrong than the agent does. */
import { LogIn } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { ask, type ApiError } from '../api/client.ts';
import { useAsk } from '../api/use.ts';
import { Button } from '../ui/controls.tsx';
import { TextField } from '../ui/fields.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import { useWords } from '../words/index.tsx';
import { Door } from './door.tsx';

export function SignIn({
  over,
  onDone,
}: {
  readonly over: boolean;
  readonly onDone: () => Promise<void>;
}): ReactNode {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const { oidc } = useAsk('GET /auth/methods', {}, []).data ?? {};
  const send = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await ask('POST /session', { body: { name, password } });
      await onDone();
    } catch (cause) {
      setPassword('');
      setError(cause as ApiError);
      setBusy(false);
    }
  };
  return (
    <Door title={t('signIn.title')}>
      {over && error === null && <p className="note wait">{t('signIn.over')}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextField
          label={t('signIn.name')}
          value={name}
          onChange={setName}
          autoComplete="username"
          isRequired
          autoFocus
        />
        <TextField
          label={t('signIn.password')}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          isRequired
        />
        {error !== null && <ErrorNote error={error} />}
        <Button type="submit" look="first" busy={busy}>
          {t('signIn.do')}
        </Button>
      </form>
      {oidc !== undefined && oidc !== null && (
        // A page of another site follows: a link that the browser goes to, not one of the console's.
        <a className="button plain elsewhere" href={`${oidc.href}?return=${encodeURIComponent(here())}`}>
          <LogIn size={16} aria-hidden />
          <span>{t('signIn.elsewhere', { name: oidc.displayName })}</span>
        </a>
      )}
      <p className="quiet small">{t('signIn.hint')}</p>
    </Door>
  );
}

/** Where to come back to. */
function here(): string {
  return window.location.pathname + window.location.search;
}
