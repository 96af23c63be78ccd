/** The VMs that whoever is signed in may use. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AppState, VmView } from '../shared/app-state.ts';
import { errorWord, vmStateWord } from '../shared/words.ts';
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

/** Since when there is no new list, and what keeps it away now. */
interface Lost {
  readonly code: string;
  readonly since: Date;
}

export function VmsPage({
  session,
  leaveFor,
}: {
  readonly session: NonNullable<AppState['session']>;
  /** Signs out, and goes to an agent's sign-in, over its fingerprints where they are not the same. */
  readonly leaveFor: (agent: string) => Promise<void>;
}): JSX.Element {
  const { say, call, fail } = useApp();
  const { busy, run } = useWork();
  const [lost, setLost] = useState<Lost>();
  const isAccount = session.kind === 'account';
  const look = async (): Promise<void> => {
    try {
      await call('session.refresh', {});
      setLost(undefined);
    } catch (error) {
      const told = toldOf(error);
      if (told.code.startsWith('session.')) fail(told);
      else setLost((before) => ({ code: told.code, since: before?.since ?? new Date() }));
    }
  };
  useEffect(() => {
    if (!isAccount) return undefined;
    // What is known may be from before a screen was open.
    void look();
    const timer = setInterval(() => void look(), REFRESH_MS);
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
              run(look);
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
        <LostNote
          agent={session.agent}
          lost={lost}
          busy={busy}
          compare={() => {
            run(() => leaveFor(session.agent));
          }}
        />
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

function LostNote({
  agent,
  lost: { code, since },
  busy,
  compare,
}: {
  readonly agent: string;
  readonly lost: Lost;
  readonly busy: boolean;
  readonly compare: () => void;
}): JSX.Element {
  const { say } = useApp();
  const time = since.toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short' });
  if (code === 'agent.wrong_certificate') {
    return (
      <div class="note bad other" role="status">
        <Icon name="warning" />
        <p>{say('otherNow', { agent, time })}</p>
        <button type="button" class="button danger" disabled={busy} onClick={compare}>
          {say('otherCompare')}
        </button>
      </div>
    );
  }
  return (
    <p class="note wait" role="status">
      {code === 'agent.unreachable'
        ? say('lostSince', { agent, time })
        : `${say(errorWord(code))} ${say('stoodThen', { time })}`}
    </p>
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
