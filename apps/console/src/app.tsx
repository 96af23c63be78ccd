/** Which of the three the console shows: the sign-in, the change of a one-time password, or the pages. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { ApiError, ask, prefix, setCsrfToken, whenSessionGone } from './api/client.ts';
import { followEvents, type LiveState } from './api/live.ts';
import { readAnew } from './api/use.ts';
import type { Session } from './api/types.ts';
import { ChangePassword } from './pages/change-password.tsx';
import { SignIn } from './pages/sign-in.tsx';
import { SignedIn } from './session.tsx';
import { Shell } from './shell.tsx';
import { useWords } from './words/index.tsx';

type State =
  | { readonly kind: 'looking' }
  /** `over`: there was a session, and it has ended. */
  | { readonly kind: 'nobody'; readonly over: boolean }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'somebody'; readonly session: Session; readonly changing: boolean };

const lookAgainMs = 1_500;

export function App(): ReactNode {
  const [state, setState] = useState<State>({ kind: 'looking' });
  const [live, setLive] = useState<LiveState>('connecting');
  /** Grows when the event stream is to be begun anew. */
  const [stream, setStream] = useState(0);
  const queries = useQueryClient();

  const leave = useCallback(
    (over: boolean) => {
      setCsrfToken(null);
      queries.clear();
      setState((before) => (before.kind === 'nobody' ? before : { kind: 'nobody', over }));
    },
    [queries],
  );

  /** Asks who is signed in. What is shown stays where the agent does not answer. */
  const look = useCallback(async () => {
    try {
      const session = await ask('GET /session', {});
      setCsrfToken(session.csrfToken);
      setState((before) => ({
        kind: 'somebody',
        session,
        changing: before.kind === 'somebody' && before.changing,
      }));
    } catch (error) {
      const gone = error instanceof ApiError && error.status === 401;
      if (gone) leave(false);
      else setState((before) => (before.kind === 'looking' ? { kind: 'unreachable' } : before));
    }
  }, [leave]);

  useEffect(() => {
    whenSessionGone(() => {
      leave(true);
    });
    void look();
  }, [look, leave]);

  useEffect(() => {
    if (state.kind !== 'unreachable') return undefined;
    const timer = setInterval(() => {
      void look();
    }, lookAgainMs);
    return () => {
      clearInterval(timer);
    };
  }, [state.kind, look]);

  const inside = state.kind === 'somebody' && !state.session.mustChangePassword;
  useEffect(() => {
    if (!inside) return undefined;
    /** A session that ended is told as such, unlike one that never was. */
    const still = async (): Promise<void> => {
      try {
        const session = await ask('GET /session', {});
        setCsrfToken(session.csrfToken);
        setState((before) => (before.kind === 'somebody' ? { ...before, session } : before));
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) leave(true);
      }
    };
    let lost = false;
    return followEvents({
      state: (next) => {
        setLive(next);
        // An event stream that is refused looks like one that is lost.
        if (next === 'lost' && !lost) void still();
        lost = next === 'lost';
      },
      changed: (kinds) => {
        readAnew(queries, kinds);
      },
      ended: () => {
        void still().then(() => {
          setLive('lost');
          setStream((before) => before + 1);
        });
      },
    });
  }, [inside, stream, queries, leave]);

  switch (state.kind) {
    case 'looking':
    case 'unreachable':
      return <Waiting unreachable={state.kind === 'unreachable'} />;
    case 'nobody':
      return <SignIn over={state.over} onDone={look} />;
    case 'somebody': {
      const { session, changing } = state;
      const change = (to: boolean): void => {
        setState({ kind: 'somebody', session, changing: to });
      };
      return (
        <SignedIn
          session={session}
          signOut={() => {
            const isElsewhere = session.user.source === 'oidc';
            void ask('DELETE /session', {}).then(
              () => {
                // Whoever signed in at a provider is signed in there still: the next press of the button would let them in.
                if (isElsewhere) window.location.assign(`${prefix}/auth/oidc/sign-out`);
                else leave(false);
              },
              () => {
                leave(false);
              },
            );
          }}
          changePassword={() => {
            change(true);
          }}
        >
          {session.mustChangePassword ? (
            <ChangePassword
              onDone={() => {
                void look();
              }}
            />
          ) : (
            <Shell
              live={live}
              changing={changing}
              onChanged={() => {
                change(false);
              }}
            />
          )}
        </SignedIn>
      );
    }
  }
}

function Waiting({ unreachable }: { readonly unreachable: boolean }): ReactNode {
  const { t } = useWords();
  return (
    <main className="door" role="status" aria-label={t('loading')}>
      {unreachable && <p className="door-note">{t('live.lost.more')}</p>}
    </main>
  );
}
