/** Settings and the log, over whatever page is open. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { THEMES, type SettingsChange } from '../shared/settings.ts';
import { LANGUAGES, wordsOf } from '../shared/words.ts';
import { useApp, useWork } from './context.renderer.ts';
import { CopyButton } from './copy-button.renderer.tsx';
import { Icon } from './icons.renderer.tsx';

export function SettingsDialog({ close }: { readonly close: () => void }): JSX.Element {
  const { state, say, call } = useApp();
  const { run } = useWork();
  const dialog = useRef<HTMLDialogElement>(null);
  const [log, setLog] = useState<string>();
  const { settings } = state;
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const change = (what: SettingsChange): void => {
    run(() => call('settings.change', what));
  };
  const isTheme = (text: string) => THEMES.find((theme) => theme === text);
  return (
    <dialog ref={dialog} aria-labelledby="settings-title" onClose={close}>
      <header class="row">
        <h1 id="settings-title" class="grow">
          {say('settings')}
        </h1>
        <button
          type="button"
          class="button quiet"
          aria-label={say('close')}
          onClick={() => {
            dialog.current?.close();
          }}
        >
          <Icon name="close" />
        </button>
      </header>
      <section>
        <h2>{say('settingsLook')}</h2>
        <div class="field">
          <label for="language">{say('settingsLanguage')}</label>
          <select
            id="language"
            value={settings.language ?? ''}
            onChange={({ currentTarget }) => {
              const language = LANGUAGES.find((each) => each === currentTarget.value);
              change({ language: language ?? null });
            }}
          >
            <option value="">{say('languageSystem')}</option>
            {LANGUAGES.map((each) => (
              <option key={each} value={each}>
                {wordsOf(each)('language')}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="theme">{say('theme')}</label>
          <select
            id="theme"
            value={settings.theme}
            onChange={({ currentTarget }) => {
              const theme = isTheme(currentTarget.value);
              if (theme !== undefined) change({ theme });
            }}
          >
            {THEMES.map((theme) => (
              <option key={theme} value={theme}>
                {say(`theme_${theme}`)}
              </option>
            ))}
          </select>
        </div>
      </section>
      <section>
        <h2>{say('settingsDevices')}</h2>
        <Check
          label={say('ask')}
          checked={settings.ask}
          change={(ask) => {
            change({ ask });
          }}
        />
        <h3>{say('alwaysList')}</h3>
        {settings.always.length === 0 && <p class="quiet">{say('alwaysNone')}</p>}
        <ul class="always">
          {settings.always.map((rule, index) => (
            <li key={`${rule.name} ${rule.serial} ${rule.port} ${rule.vm}`} class="row">
              <div class="grow">
                <span>{rule.name}</span>
                <p class="quiet small">
                  {rule.serial === '' ? rule.port : say('serial', { serial: rule.serial })},{' '}
                  {say('alwaysTo', { vm: rule.vm, agent: rule.agent })}
                </p>
              </div>
              <button
                class="button plain"
                type="button"
                aria-label={`${say('remove')}: ${rule.name}`}
                onClick={() => {
                  run(() => call('always.forget', { index }));
                }}
              >
                {say('remove')}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{say('settingsStart')}</h2>
        {settings.canStartAtLogin && (
          <Check
            label={say('startAtLogin')}
            checked={settings.startAtLogin}
            change={(startAtLogin) => {
              change({ startAtLogin });
            }}
          />
        )}
        <Check
          label={say('kiosk')}
          checked={settings.kiosk}
          change={(kiosk) => {
            change({ kiosk });
          }}
        />
      </section>
      <section>
        <h2>{say('log')}</h2>
        <p class="quiet">{say('logMore')}</p>
        {log === undefined ? (
          <button
            class="button plain"
            type="button"
            onClick={() => {
              run(async () => {
                setLog((await call('log.read', {})).text);
              });
            }}
          >
            {say('logShow')}
          </button>
        ) : (
          <Log text={log} />
        )}
      </section>
      <footer class="row">
        <p class="quiet small grow">{say('about', { version: state.version })}</p>
        <button
          class="button plain"
          type="button"
          onClick={() => {
            run(() => call('app.quit', {}));
          }}
        >
          {say('quit')}
        </button>
      </footer>
    </dialog>
  );
}

function Check(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly change: (checked: boolean) => void;
}): JSX.Element {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={({ currentTarget }) => {
          props.change(currentTarget.checked);
        }}
      />
      <span>{props.label}</span>
    </label>
  );
}

function Log({ text }: { readonly text: string }): JSX.Element {
  const { say } = useApp();
  const shown = useRef<HTMLPreElement>(null);
  useEffect(() => {
    // What happened last is at the end, and the buttons are below it.
    const { current } = shown;
    current?.scrollTo(0, current.scrollHeight);
    current?.parentElement?.scrollIntoView({ block: 'end' });
    // The button that had the focus is gone.
    current?.focus({ preventScroll: true });
  }, [text]);
  return (
    <>
      <pre ref={shown} class="log" tabIndex={0} role="region" aria-label={say('log')}>
        {text}
      </pre>
      <div class="buttons">
        <CopyButton text={text} />
        <button
          class="button plain"
          type="button"
          onClick={() => {
            save(text);
          }}
        >
          {say('logSave')}
        </button>
      </div>
    </>
  );
}

function save(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = `farport ${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.log`;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}
