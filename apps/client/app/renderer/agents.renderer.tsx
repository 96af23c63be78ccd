/** Choosing a server, and checking its fingerprint once. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useApp, useWork } from './context.renderer.ts';
import { Icon } from './icons.renderer.tsx';

/** What a server showed, and what was known of it. */
export interface Looked {
  readonly address: string;
  readonly fingerprint: string;
  readonly pinned: string | null;
}

export function AgentsPage({
  looked,
  doubted,
  undoubt,
}: {
  readonly looked: (looked: Looked) => void;
  /** The server whose fingerprint was found to be another just now. */
  readonly doubted: string | undefined;
  /** That was read, or is no matter any more. */
  readonly undoubt: () => void;
}): JSX.Element {
  const { state, say, call } = useApp();
  const { busy, run } = useWork();
  const [address, setAddress] = useState(state.link?.agent ?? '');
  const look = (wanted: string): void => {
    undoubt();
    run(async () => {
      looked(await call('agent.look', { address: wanted }));
    });
  };
  return (
    <main class="page">
      <h1 tabIndex={-1}>{say('agents')}</h1>
      {doubted !== undefined && (
        <div class="note bad" role="alert">
          <Icon name="warning" />
          <p>{say('different', { agent: doubted })}</p>
          <button type="button" class="button quiet" aria-label={say('close')} onClick={undoubt}>
            <Icon name="close" />
          </button>
        </div>
      )}
      {state.link !== null && (
        <p class="note accent">
          {state.link.vm === ''
            ? say('linkToAgent', { agent: state.link.agent })
            : say('linkTo', { agent: state.link.agent, vm: state.link.vm })}
        </p>
      )}
      <ul class="cards">
        {state.agents.map((agent) => (
          <li key={agent.address} class="card row">
            <Icon name="server" size={28} />
            <div class="grow">
              <strong>{agent.address}</strong>
              {agent.vm !== '' && <p class="quiet">{say('lastVm', { vm: agent.vm })}</p>}
            </div>
            <button
              type="button"
              class="button quiet"
              aria-label={say('agentForget', { agent: agent.address })}
              onClick={() => {
                run(() => call('agent.forget', { address: agent.address }));
              }}
            >
              <Icon name="close" />
            </button>
            <button
              type="button"
              class="button first"
              disabled={busy}
              aria-label={say('agentOpen', { agent: agent.address })}
              onClick={() => {
                look(agent.address);
              }}
            >
              {say('goOn')}
            </button>
          </li>
        ))}
      </ul>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          look(address.trim());
        }}
      >
        <h2>{say('agentAdd')}</h2>
        {state.agents.length === 0 && <p class="quiet">{say('agentsNone')}</p>}
        <label class="field">
          <span>{say('address')}</span>
          <input
            value={address}
            placeholder={say('addressHint')}
            required
            maxLength={300}
            autocomplete="off"
            spellcheck={false}
            onInput={({ currentTarget }) => {
              setAddress(currentTarget.value);
            }}
          />
        </label>
        <div class="buttons">
          <button class="button first" disabled={busy || address.trim() === ''}>
            {say('goOn')}
          </button>
        </div>
      </form>
    </main>
  );
}

export function FingerprintPage(props: {
  readonly looked: Looked;
  readonly trusted: () => void;
  readonly cancel: () => void;
}): JSX.Element {
  const { say, call } = useApp();
  const { busy, run } = useWork();
  const { address, fingerprint, pinned } = props.looked;
  const trust = (): void => {
    run(async () => {
      await call('agent.trust', { address, fingerprint });
      props.trusted();
    });
  };
  return (
    <main class="page">
      <h1 tabIndex={-1}>{say(pinned === null ? 'check' : 'changed')}</h1>
      <p class={pinned === null ? 'quiet' : 'note bad'}>
        {pinned !== null && <Icon name="warning" />}
        {say(pinned === null ? 'checkMore' : 'changedMore')}
      </p>
      <div class="card">
        <h2>{address}</h2>
        {pinned !== null && <h3>{say('expected')}</h3>}
        {pinned !== null && <Fingerprint text={pinned} />}
        {pinned !== null && <h3>{say('presented')}</h3>}
        <Fingerprint text={fingerprint} />
        <div class="buttons">
          <button class="button plain" type="button" onClick={props.cancel}>
            {say(pinned === null ? 'checkOther' : 'cancel')}
          </button>
          <button
            type="button"
            class={pinned === null ? 'button first' : 'button danger'}
            disabled={busy}
            onClick={trust}
          >
            {say(pinned === null ? 'checkSame' : 'trustNew')}
          </button>
        </div>
      </div>
    </main>
  );
}

/** In groups of four, as people compare them; to a copy it is one word. */
function Fingerprint({ text }: { readonly text: string }): JSX.Element {
  const hex = text.slice('sha256:'.length);
  return (
    <p class="fingerprint">
      <span>sha256:</span>
      {hex.match(/.{1,4}/g)?.map((group, n) => (
        <span key={n}>{group}</span>
      ))}
    </p>
  );
}
