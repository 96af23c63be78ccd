/** The VMs that whoever is signed in may use. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AppState, VmView } from '../shared/app-state.ts';
import { vmStateWord } from '../shared/words.ts';
import { toldOf, useApp, useWork } from './context.renderer.ts';
import { Icon } from './icons.renderer.tsx';

const REFRESH_MS = 5_000;
/** A VM that can be started. */
const OFF = new Set(['stopped', 'failed']);
const TONES: Readonly<Partial<Record<string, string>>> = {
  running: 'good',
  starting: 'wait',
  stopping: 'wait',
  paused: 'wait',
  failed: 'bad',
  unresponsive: 'bad',
};

export function VmsPage({ session }: { readonly session: NonNullable<AppState['session']> }): JSX.Element {
  const { say, call, fail } = useApp();
  const { run } = useWork();
  /** Since when the agent does not answer. */
  const [lost, setLost] = useState<Date>();
  const isAccount = session.kind === 'account';
  useEffect(() => {
    if (!isAccount) return undefined;
    const look = (): void => {
      call('session.refresh', {}).then(
        () => {
          setLost(undefined);
        },
        (error: unknown) => {
          const told = toldOf(error);
          if (told.code.startsWith('session.')) fail(told);
          else setLost((since) => since ?? new Date());
        },
      );
    };
    // What is known may be from before a screen was open.
    look();
    const timer = setInterval(look, REFRESH_MS);
    return () => {
      clearInterval(timer);
    };
  }, [isAccount]);
  return (
    <main class="page">
      <h1 tabIndex={-1}>{say('vms')}</h1>
      <p class="quiet row">
        <span class="grow">
          {session.agent} · {isAccount ? say('signedIn', { user: session.user }) : say('signedInTicket')}
        </span>
        {isAccount && (
          <button
            class="button plain"
            type="button"
            onClick={() => {
              run(() => call('session.refresh', {}));
            }}
          >
            {say('refresh')}
          </button>
        )}
        <button
          class="button plain"
          type="button"
          onClick={() => {
            run(() => call('session.end', {}));
          }}
        >
          {say('signOut')}
        </button>
      </p>
      {lost !== undefined && (
        <p class="note wait" role="status">
          {say('lostSince', {
            agent: session.agent,
            time: lost.toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short' }),
          })}
        </p>
      )}
      {session.vms.length === 0 && <p class="card">{say('vmsNone')}</p>}
      <ul class={lost === undefined ? 'cards' : 'cards stale'}>
        {session.vms.map((vm) => (
          <VmCard key={vm.name} vm={vm} isAccount={isAccount} />
        ))}
      </ul>
    </main>
  );
}

function VmCard({ vm, isAccount }: { readonly vm: VmView; readonly isAccount: boolean }): JSX.Element {
  const { say, call } = useApp();
  const { busy, run } = useWork();
  const { name } = vm;
  return (
    <li class="card row">
      <Icon name="screen" size={28} />
      <div class="grow">
        <strong>{name}</strong>
        <p class="quiet">
          <span class={`dot ${TONES[vm.state] ?? ''}`} />
          {say(vmStateWord(vm.state))}
          {vm.description !== '' && ` · ${vm.description}`}
        </p>
      </div>
      {isAccount && OFF.has(vm.state) && (
        <button
          class="button plain"
          type="button"
          disabled={busy}
          aria-label={say('vmStartNamed', { vm: name })}
          onClick={() => {
            run(() => call('vm.start', { vm: name }));
          }}
        >
          {say('vmStart')}
        </button>
      )}
      <button
        type="button"
        class="button first"
        disabled={busy}
        aria-label={say('vmOpenNamed', { vm: name })}
        onClick={() => {
          run(() => call('screen.open', { vm: name }));
        }}
      >
        {say('vmOpen')}
      </button>
    </li>
  );
}
