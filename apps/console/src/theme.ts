/** Light, dark, or as the system has it. */
import { useEffect, useState } from 'react';
import { keep, kept } from './kept.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export function useTheme(): [theme: Theme, choose: (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => {
    const stored = kept('theme');
    return THEMES.find((each) => each === stored) ?? 'system';
  });
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    keep('theme', theme === 'system' ? null : theme);
  }, [theme]);
  return [theme, setTheme];
}
