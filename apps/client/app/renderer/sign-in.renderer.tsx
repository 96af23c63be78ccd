/** Signing in at a server: with an account, or with a ticket for one VM. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useApp, useWork, type Work } from './context.renderer.ts';

export function SignInPage({
  address,
  back,
}: {
  readonly address: string;
  readonly back: () => void;
}): JSX.Element {
  const { state, say, call } = useApp();
  // One for both forms: what one of them failed by goes with it.
  const work = useWork();
  const linked = state.link?.agent === address ? state.link.vm : '';
  const known = state.agents.find((agent) => agent.address === address);
  const [way, setWay] = useState<'account' | 'ticket'>(
    known?.user === '' && known.vm !== '' ? 'ticket' : 'account',
  );
  const turnAway = (): void => {
    if (work.busy) call('session.cancel', {}).catch(() => undefined);
    work.turnAway();
  };
  const choose = (wanted: typeof way): void => {
    if (wanted === way) return;
    turnAway();
    setWay(wanted);
  };
  const leave = (): void => {
    turnAway();
    back();
  };
  return (
    <main class="page">
      <h1 tabIndex={-1}>{say('signIn', { agent: address })}</h1>
      <div class="card">
        <div class="tabs" role="group">
          <button
            type="button"
            aria-pressed={way === 'account'}
            onClick={() => {
              choose('account');
            }}
          >
            {say('withAccount')}
          </button>
          <button
            type="button"
            aria-pressed={way === 'ticket'}
            onClick={() => {
              choose('ticket');
            }}
          >
            {say('withTicket')}
          </button>
        </div>
        {way === 'account' ? (
          <AccountForm address={address} user={known?.user ?? ''} work={work} back={leave} />
        ) : (
          <TicketForm
            address={address}
            vm={linked === '' ? (known?.vm ?? '') : linked}
            work={work}
            back={leave}
          />
        )}
      </div>
    </main>
  );
}

function AccountForm(props: {
  readonly address: string;
  readonly user: string;
  readonly work: Work;
  readonly back: () => void;
}): JSX.Element {
  const { say, call } = useApp();
  const { busy, run } = props.work;
  const [user, setUser] = useState(props.user);
  const [password, setPassword] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        run(async () => {
          setPassword('');
          await call('session.account', { address: props.address, user, password });
        });
      }}
    >
      <label class="field">
        <span>{say('user')}</span>
        <input
          value={user}
          required
          maxLength={256}
          autocomplete="username"
          spellcheck={false}
          onInput={({ currentTarget }) => {
            setUser(currentTarget.value);
          }}
        />
      </label>
      <label class="field">
        <span>{say('password')}</span>
        <input
          type="password"
          value={password}
          required
          maxLength={1024}
          autocomplete="current-password"
          onInput={({ currentTarget }) => {
            setPassword(currentTarget.value);
          }}
        />
      </label>
      <Buttons busy={busy} back={props.back} />
    </form>
  );
}

function TicketForm(props: {
  readonly address: string;
  readonly vm: string;
  readonly work: Work;
  readonly back: () => void;
}): JSX.Element {
  const { state, say, call } = useApp();
  const { busy, run } = props.work;
  const { address } = props;
  const [vm, setVm] = useState(props.vm);
  const [ticket, setTicket] = useState('');
  const [keep, setKeep] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        run(() => call('session.ticket', { address, vm: vm.trim(), ticket: ticket.trim(), keep }));
      }}
    >
      <label class="field">
        <span>{say('vm')}</span>
        <input
          value={vm}
          required
          maxLength={100}
          pattern="\s*[A-Za-z0-9][A-Za-z0-9._\-]{0,62}\s*"
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => {
            // A browser says only that there is a format, and in its own language.
            currentTarget.setCustomValidity(currentTarget.validity.patternMismatch ? say('vmFormat') : '');
            setVm(currentTarget.value);
          }}
        />
      </label>
      <label class="field">
        <span>{say('ticket')}</span>
        <input
          type="password"
          value={ticket}
          required
          maxLength={512}
          autocomplete="off"
          aria-describedby="ticket-hint"
          onInput={({ currentTarget }) => {
            setTicket(currentTarget.value);
          }}
        />
      </label>
      <p id="ticket-hint" class="quiet">
        {say('ticketHint')}
      </p>
      {state.secretsReason === '' ? (
        <label class="check">
          <input
            type="checkbox"
            checked={keep}
            onChange={({ currentTarget }) => {
              setKeep(currentTarget.checked);
            }}
          />
          <span>{say('ticketKeep')}</span>
        </label>
      ) : (
        <p class="quiet">{say(`ticketNotKept_${state.secretsReason}`)}</p>
      )}
      <Buttons busy={busy} back={props.back}>
        {state.secretsReason === '' && (
          <button
            class="button plain"
            type="button"
            disabled={busy}
            onClick={() => {
              run(() => call('session.kept', { address }));
            }}
          >
            {say('ticketKept')}
          </button>
        )}
      </Buttons>
    </form>
  );
}

function Buttons(props: {
  readonly busy: boolean;
  readonly back: () => void;
  readonly children?: JSX.Element | false;
}): JSX.Element {
  const { say } = useApp();
  return (
    <div class="buttons">
      <button class="button plain" type="button" onClick={props.back}>
        {say('back')}
      </button>
      {props.children}
      <button class="button first" disabled={props.busy} aria-busy={props.busy}>
        {say(props.busy ? 'signingIn' : 'signInDo')}
      </button>
    </div>
  );
}
