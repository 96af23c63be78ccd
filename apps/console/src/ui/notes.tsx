/** What is said instead of, or beside, what was asked for: errors, emptiness, waiting, what was done. */
import { CircleAlert, RotateCw } from 'lucide-react';
import { createContext, use, useCallback, useRef, useState, type ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { useWords } from '../words/index.tsx';
import { Button } from './controls.tsx';

/** An error in words: ours where there are some, else the agent's own. */
export function useErrorWords(): (error: Error) => string {
  const { maybe, language } = useWords();
  return (error) => {
    if (!(error instanceof ApiError)) return error.message;
    return (
      maybe(`error.${error.code}`, { message: error.message }) ??
      (language === 'en' ? sentence(error.message) : error.message)
    );
  };
}

/**
 * A reason that the agent gives with its code: in words of the language where there are some. A message may have its code
 * behind it instead: "there is no room [disk.full]".
 */
export function useReasonWords(): (message: string, code?: string) => string {
  const { maybe, language } = useWords();
  return (message, code) => {
    const [, text = message, own] = /^(.*) \[([a-z_]+\.[a-z_]+)\]$/s.exec(message) ?? [];
    if (language === 'en') return text;
    return maybe(`error.${code ?? own ?? ''}`, { message: text }) ?? text;
  };
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

export function ErrorNote({
  error,
  again,
}: {
  readonly error: Error;
  readonly again?: () => void;
}): ReactNode {
  const { t } = useWords();
  const words = useErrorWords();
  return (
    <div className="note bad" role="alert">
      <CircleAlert size={18} aria-hidden />
      <p>{words(error)}</p>
      {again !== undefined && (
        <Button look="quiet" icon={<RotateCw size={15} aria-hidden />} onPress={again}>
          {t('again')}
        </Button>
      )}
    </div>
  );
}

export function Empty({
  icon,
  title,
  children,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className="empty">
      {icon}
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** Bars where lines will be. */
export function Loading({ lines = 4 }: { readonly lines?: number }): ReactNode {
  const { t } = useWords();
  return (
    <div className="loading" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="bar" />
      ))}
    </div>
  );
}

interface Said {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
}

export interface Teller {
  /** Says for a moment that something was done. */
  readonly say: (text: string) => void;
  /** Says that it was not. */
  readonly complain: (error: Error) => void;
}

const Context = createContext<Teller | undefined>(undefined);
const sayMs = 5_000;
const complainMs = 12_000;

export function Telling({ children }: { readonly children: ReactNode }): ReactNode {
  const [said, setSaid] = useState<readonly Said[]>([]);
  const next = useRef(0);
  const words = useErrorWords();
  const tell = useCallback((text: string, bad: boolean) => {
    const id = next.current++;
    setSaid((before) => [...before.slice(-2), { id, text, bad }]);
    setTimeout(
      () => {
        setSaid((before) => before.filter((each) => each.id !== id));
      },
      bad ? complainMs : sayMs,
    );
  }, []);
  return (
    <Context
      value={{
        say: (text) => {
          tell(text, false);
        },
        complain: (error) => {
          tell(words(error), true);
        },
      }}
    >
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {said.map(({ id, text, bad }) => (
          <p key={id} className={bad ? 'toast bad' : 'toast'}>
            {text}
          </p>
        ))}
      </div>
    </Context>
  );
}

export function useTeller(): Teller {
  const teller = use(Context);
  if (teller === undefined) throw new Error('nobody listens outside <Telling>');
  return teller;
}
