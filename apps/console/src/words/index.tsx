/** The words of the console in the language of whoever looks, and dates and numbers in its manner. */
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { kept, keep } from '../kept.ts';
import { en, type Word } from './en.ts';
import { zhHans } from './zh-hans.ts';

export const LANGUAGES = { en: 'English', 'zh-Hans': '简体中文' } as const;
export type Language = keyof typeof LANGUAGES;
export type { Word } from './en.ts';

const CATALOGUES: Readonly<Record<Language, Readonly<Record<Word, string>>>> = { en, 'zh-Hans': zhHans };
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', 'zh-Hans': 'zh-CN' };

type Values = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: Language;
  readonly speak: (language: Language) => void;
  /** A word with its {gaps} filled. */
  readonly t: (word: Word, values?: Values) => string;
  /** A word that may not be there, by its whole name. */
  readonly maybe: (name: string, values?: Values) => string | undefined;
  readonly number: (value: number) => string;
  /** "1.2 MB" */
  readonly bytes: (count: number) => string;
  /** "12 ms" */
  readonly milliseconds: (value: number) => string;
  /** "3 minutes ago" */
  readonly ago: (at: number) => string;
  /** Date and time of day. */
  readonly at: (at: number) => string;
  /** "2 d 3 h" */
  readonly span: (seconds: number) => string;
}

export function fill(text: string, values: Values = {}): string {
  return text.replaceAll(/\{([a-zA-Z]+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}

function preferred(): Language {
  const stored = kept('language');
  if (stored !== null && stored in CATALOGUES) return stored as Language;
  return navigator.languages.some((each) => /^zh\b/i.test(each)) &&
    !/^en\b/i.test(navigator.languages[0] ?? '')
    ? 'zh-Hans'
    : 'en';
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function wordsOf(language: Language, speak: Words['speak']): Words {
  const locale = LOCALES[language];
  const catalogue: Readonly<Record<string, string>> = CATALOGUES[language];
  const numbers = new Intl.NumberFormat(locale);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const maybe: Words['maybe'] = (name, values) => {
    const text = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
    return text === undefined ? undefined : fill(text, values);
  };
  const unitOf = (seconds: number): (typeof UNITS)[number] =>
    UNITS.find(([, size]) => seconds >= size) ?? UNITS[3];
  const quantity = (value: number, unit: string): string =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: value >= 10 || unit === 'byte' ? 0 : value < 1 ? 2 : 1,
    }).format(value);
  return {
    language,
    speak,
    t: (word, values) => fill(CATALOGUES[language][word], values),
    maybe,
    number: (value) => numbers.format(value),
    bytes: (count) => {
      const step = BYTE_UNITS.findLastIndex((_, index) => count >= 1000 ** index);
      const at = Math.max(0, step);
      return quantity(count / 1000 ** at, BYTE_UNITS[at] ?? 'byte');
    },
    milliseconds: (value) => quantity(value, 'millisecond'),
    at: (at) => dates.format(at),
    ago: (at) => {
      const seconds = Math.round((Date.now() - at) / 1000);
      const [unit, size] = unitOf(Math.abs(seconds));
      return relative.format(-Math.trunc(seconds / size), unit);
    },
    span: (seconds) => {
      const first = UNITS.findIndex(([, size]) => seconds >= size);
      const from = first < 0 ? 3 : first;
      let left = Math.round(seconds);
      const parts = [];
      for (const [unit, size] of UNITS.slice(from, from + 2)) {
        const count = Math.floor(left / size);
        left -= count * size;
        if (count > 0 || parts.length === 0) {
          parts.push(
            new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(count),
          );
        }
      }
      return parts.join(' ');
    },
  };
}

const Context = createContext<Words | undefined>(undefined);

/** "3 minutes ago" is true for a while: then everything is said anew. */
const anewEveryMs = 15_000;

export function Speaking({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState(preferred);
  const [spokenAt, setSpokenAt] = useState(Date.now);
  const words = useMemo(
    () =>
      wordsOf(language, (next) => {
        keep('language', next);
        setLanguage(next);
      }),
    [language],
  );
  // Another object, so that whoever speaks does so anew.
  const current = useMemo(() => ({ ...words, spokenAt }), [words, spokenAt]);
  useEffect(() => {
    const timer = setInterval(() => {
      setSpokenAt(Date.now());
    }, anewEveryMs);
    return () => {
      clearInterval(timer);
    };
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <Context value={current}>
      <I18nProvider locale={LOCALES[language]}>{children}</I18nProvider>
    </Context>
  );
}

export function useWords(): Words {
  const words = use(Context);
  if (words === undefined) throw new Error('words are spoken inside <Speaking> only');
  return words;
}
