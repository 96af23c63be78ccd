/** Entry of the window's page: which page is shown for which state, and what stands around all of them. */
import { render, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AppState } from '../shared/app-state.ts';
import { errorWord, languageOf, wordsOf, type Say } from '../shared/words.ts';
import { AgentsPage, FingerprintPage, type Looked } from './agents.renderer.tsx';
import { connect, type Connection } from './connection.renderer.ts';
import { Context, useApp, type Told } from './context.renderer.ts';
import { CopyButton } from './copy-button.renderer.tsx';
import { Icon } from './icons.renderer.tsx';
import { LinkNote } from './link-note.renderer.tsx';
import { Questions, ScreenPage } from './screen.renderer.tsx';
import { SettingsDialog } from './settings.renderer.tsx';
import { SignInPage } from './sign-in.renderer.tsx';
import { VmsPage } from './vms.renderer.tsx';

function App(): JSX.Element {
  const [state, setState] = useState<AppState>();
  const [connection, setConnection] = useState<Connection>();
  const [gone, setGone] = useState(false);
  const [failure, setFailure] = useState<Told>();
  const language = state?.settings.language ?? languageOf(navigator.languages);
  const say = wordsOf(language);
  useEffect(() => {
    const lost = (): void => {
      setGone(true);
    };
    connect({ state: setState, gone: lost }).then((made) => {
      setConnection(() => made);
    }, lost);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
    // The viewer's page reads it there.
    localStorage.setItem('language', language === 'zh-CN' ? 'zh-Hans' : 'en');
  }, [language]);
  const theme = state?.settings.theme ?? 'system';
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    localStorage.setItem('theme', theme);
  }, [theme]);
  useEffect(() => {
    document.title =
      state?.screen === null || state === undefined ? 'Farport' : `${state.screen.vm} – Farport`;
  }, [state?.screen?.vm]);
  if (gone) return <Message title={say('gone')} more={say('goneMore')} />;
  if (state === undefined || connection === undefined) return <Message title={say('loading')} />;
  return (
    <Context.Provider
      value={{ state, say, call: (name, args) => connection.call(name, args), fail: setFailure }}
    >
      <Questions />
      <Pages failure={failure} say={say} />
    </Context.Provider>
  );
}

/** Where the person is on the way to a VM. */
type Step =
  /** `doubted`: the server whose fingerprint a person has just found to be another. */
  | { readonly at: 'agents'; readonly doubted?: string }
  | { readonly at: 'check'; readonly looked: Looked }
  | { readonly at: 'sign-in'; readonly agent: string };

function Pages({ failure, say }: { readonly failure: Told | undefined; readonly say: Say }): JSX.Element {
  const { state, fail, call } = useApp();
  const [step, setStep] = useState<Step>({ at: 'agents' });
  const [settings, setSettings] = useState(false);
  const go = (to: Step): void => {
    fail(undefined);
    setStep(to);
  };
  const looked = (found: Looked): void => {
    go(
      found.pinned === found.fingerprint
        ? { at: 'sign-in', agent: found.address }
        : { at: 'check', looked: found },
    );
  };
  const leaveFor = async (agent: string): Promise<void> => {
    const found = await call('agent.look', { address: agent });
    // The page behind the session first: no other is seen when that ends.
    looked(found);
    await call('session.end', {});
  };
  const place = state.screen !== null ? 'screen' : state.session !== null ? 'vms' : step.at;
  useEffect(arrive, [place]);
  const page = (): JSX.Element => {
    if (state.screen !== null) {
      return <ScreenPage screen={state.screen} note={<LinkNote leaveFor={leaveFor} />} />;
    }
    if (state.session !== null) return <VmsPage session={state.session} leaveFor={leaveFor} />;
    switch (step.at) {
      case 'agents':
        return (
          <AgentsPage
            key={state.link?.agent ?? ''}
            looked={looked}
            doubted={step.doubted}
            undoubt={() => {
              setStep({ at: 'agents' });
            }}
          />
        );
      case 'check':
        return (
          <FingerprintPage
            looked={step.looked}
            trusted={() => {
              go({ at: 'sign-in', agent: step.looked.address });
            }}
            cancel={() => {
              const { address, pinned } = step.looked;
              go(pinned === null ? { at: 'agents', doubted: address } : { at: 'agents' });
            }}
          />
        );
      case 'sign-in':
        return (
          <SignInPage
            address={step.agent}
            back={() => {
              go({ at: 'agents' });
            }}
          />
        );
    }
  };
  return (
    <>
      {state.screen === null && (
        <header class="app-bar">
          <Logo side={28} />
          <span class="brand">Farport</span>
          <span class="grow" />
          <button
            type="button"
            class="button quiet"
            onClick={() => {
              setSettings(true);
            }}
          >
            <Icon name="gear" /> {say('settings')}
          </button>
        </header>
      )}
      <Failure failure={failure} agent={step.at === 'sign-in' ? step.agent : (state.session?.agent ?? '')} />
      {state.screen === null && <LinkNote leaveFor={leaveFor} />}
      {page()}
      {state.screen === null && state.shellReason !== '' && (
        <footer class="shell-note">{say(state.shellReason === 'asked' ? 'asked' : 'noElectron')}</footer>
      )}
      {settings && (
        <SettingsDialog
          close={() => {
            setSettings(false);
          }}
        />
      )}
    </>
  );
}

/** Puts the keyboard, and whoever hears the page, where it begins: at its first field, or at its heading. */
function arrive(): void {
  const main = document.querySelector('main');
  const fields = [...(main?.querySelectorAll<HTMLInputElement>('form input') ?? [])];
  // A list comes before the form below it.
  const first = main?.querySelector('li')
    ? undefined
    : (fields.find(({ value }) => value === '') ?? fields[0]);
  (first ?? main?.querySelector('h1'))?.focus();
}

function Failure({
  failure,
  agent,
}: {
  readonly failure: Told | undefined;
  /** The server that is signed in at, or spoken with. */
  readonly agent: string;
}): JSX.Element {
  const { say, fail } = useApp();
  return (
    <div role="alert" class={failure === undefined ? 'failure none' : 'failure'}>
      {failure !== undefined && (
        <>
          <Icon name="warning" />
          <div class="grow">
            <p>{say(errorWord(failure.code))}</p>
            {failure.code === 'account.password_change' && <ConsoleAddress agent={agent} />}
            <details>
              <summary>{say('more')}</summary>
              <p class="small">{failure.message}</p>
              <code>{failure.code}</code>
            </details>
          </div>
          <button
            type="button"
            class="button quiet"
            aria-label={say('close')}
            onClick={() => {
              fail(undefined);
            }}
          >
            <Icon name="close" />
          </button>
        </>
      )}
    </div>
  );
}

/** Where a browser shows the app it opens the console too; Electron opens nothing, and a kiosk is not to be left. */
function ConsoleAddress({ agent }: { readonly agent: string }): JSX.Element {
  const { state } = useApp();
  const address = `https://${agent}/`;
  if (state.shell === 'browser' && !state.settings.kiosk) {
    return (
      <p>
        <a href={address} target="_blank" rel="noreferrer">
          {address}
        </a>
      </p>
    );
  }
  return (
    <p class="row">
      <code>{address}</code>
      <CopyButton text={address} />
    </p>
  );
}

/** In memory: the engine, which it comes from, may have ended before it is shown. */
const logo = fetch('icon.svg').then(async (answer) => URL.createObjectURL(await answer.blob()));

function Logo({ side }: { readonly side: number }): JSX.Element {
  const [source, setSource] = useState('');
  useEffect(() => {
    logo.then(setSource, () => undefined);
  }, []);
  return <img src={source} alt="" width={side} height={side} />;
}

function Message({ title, more }: { readonly title: string; readonly more?: string }): JSX.Element {
  return (
    <main class="message">
      <Logo side={56} />
      <div role="status">
        <h1>{title}</h1>
      </div>
      {more !== undefined && <p class="quiet">{more}</p>}
    </main>
  );
}

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
