/** The frame of what is before the pages: the name, a form, the language. */
import type { ReactNode } from 'react';
import { LANGUAGES, useWords, type Language } from '../words/index.tsx';
import icon from '../icon.svg';

export function Door({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <main className="door">
      <div className="door-card">
        <div className="brand">
          <img src={icon} alt="" width={40} height={40} />
          <span>Farport</span>
        </div>
        <h1>{title}</h1>
        {children}
      </div>
      <LanguageChoice />
    </main>
  );
}

function LanguageChoice(): ReactNode {
  const { language, speak, t } = useWords();
  return (
    <div className="languages" role="group" aria-label={t('language')}>
      {(Object.entries(LANGUAGES) as [Language, string][]).map(([id, name]) => (
        <button
          key={id}
          type="button"
          lang={id}
          aria-pressed={id === language}
          onClick={() => {
            speak(id);
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
