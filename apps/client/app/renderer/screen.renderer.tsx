/** A VM's screen with the USB devices beside it, and the quiet questions of what was plugged in. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AppState } from '../shared/app-state.ts';
import { useApp, useWork } from './context.renderer.ts';
import { Icon } from './icons.renderer.tsx';
import { nameOf, UsbPanel } from './usb-panel.renderer.tsx';

/** Below it the panel lies over the screen (style.css), and is shown to whoever asks for it. */
const BESIDE = '(min-width: 700px)';

export function ScreenPage({
  screen,
  note,
}: {
  readonly screen: NonNullable<AppState['screen']>;
  /** Between the bar and the screen. */
  readonly note: JSX.Element;
}): JSX.Element {
  const { state, say, call } = useApp();
  const { run } = useWork();
  const [usb, setUsb] = useState(() => matchMedia(BESIDE).matches);
  const { vm, view } = screen;
  const inVm = state.ports.filter((port) => port.state === 'in_vm').length;
  return (
    <main class="screen-page">
      <header class="screen-bar">
        <button
          type="button"
          class="button quiet"
          aria-label={say('leaveNamed', { vm })}
          onClick={() => {
            run(() => call('screen.close', {}));
          }}
        >
          <Icon name="back" /> {say('leave')}
        </button>
        <h1 tabIndex={-1}>{vm}</h1>
        <span class="grow" />
        <button
          type="button"
          class="button quiet"
          aria-pressed={usb}
          aria-controls="usb-panel"
          title={say('usbShow')}
          onClick={() => {
            setUsb(!usb);
          }}
        >
          <Icon name="usb" /> {say('usb')}
          {inVm > 0 && <span class="badge accent">{say('usbCount', { n: String(inVm), vm })}</span>}
        </button>
      </header>
      {note}
      <div class="screen-body">
        {/* Before the screen, which keeps the keyboard: after it nobody would come. */}
        {usb && <UsbPanel vm={vm} />}
        <Viewer key={view} view={view} title={say('screenOf', { vm })} />
      </div>
    </main>
  );
}

/** The viewer's own page. It gets the keyboard when it is there. */
function Viewer({ view, title }: { readonly view: string; readonly title: string }): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null);
  const { language, theme } = useApp().state.settings;
  // Another language or look is no reason to open the screen anew: these stay until it is left.
  const [look] = useState(() => {
    const told = new URLSearchParams({ theme });
    if (language !== null) told.set('language', language === 'zh-CN' ? 'zh-Hans' : language);
    return told.toString();
  });
  useEffect(() => {
    // Keys that this machine would keep go to the guest while the screen is full: a frame may not ask for that itself.
    const lock = (): void => {
      const { keyboard } = navigator as Navigator & { keyboard?: { lock(): Promise<void>; unlock(): void } };
      if (document.fullscreenElement === null) keyboard?.unlock();
      else void keyboard?.lock().catch(() => undefined);
    };
    document.addEventListener('fullscreenchange', lock);
    return () => {
      document.removeEventListener('fullscreenchange', lock);
    };
  }, []);
  return (
    <iframe
      ref={frame}
      class="viewer"
      src={`/view/${view}/?${look}`}
      title={title}
      allow="fullscreen; keyboard-map; clipboard-read; clipboard-write; window-management"
      onLoad={() => {
        frame.current?.focus();
      }}
    />
  );
}

export function Questions(): JSX.Element {
  const { state, say, call } = useApp();
  const { run } = useWork();
  return (
    <section class="questions" aria-label={say('questions')} aria-live="polite">
      {state.questions.map((question) => {
        const answer = (given: 'use' | 'keep' | 'always') => () => {
          run(() => call('question.answer', { id: question.id, answer: given }));
        };
        return (
          <div
            key={question.id}
            class="question"
            role="group"
            aria-label={say('question', { device: nameOf(question, say) })}
          >
            <p class="row">
              <Icon name={question.kind} size={24} />
              <strong>{say('question', { device: nameOf(question, say) })}</strong>
            </p>
            <p class="quiet">{say('questionMore')}</p>
            <div class="buttons">
              <button class="button plain" type="button" onClick={answer('always')}>
                {say('useAlways', { vm: question.vm })}
              </button>
              <button class="button plain" type="button" onClick={answer('keep')}>
                {say('keepHere')}
              </button>
              <button type="button" class="button first" onClick={answer('use')}>
                {say('useInVm', { vm: question.vm })}
              </button>
            </div>
          </div>
        );
      })}
    </section>
  );
}
