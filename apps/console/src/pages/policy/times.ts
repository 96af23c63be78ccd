/** Windows of time as one types them: "mon tue 08:00-18:00, sat 09:00-12:00". No days: every day. */
import type { Rule } from '../../api/types.ts';

type Window = NonNullable<Rule['times']>[number];

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export function timesText(windows: readonly Window[]): string {
  return windows.map(({ days, from, to }) => [...days, `${from}-${to}`].join(' ')).join(', ');
}

/** Null where it is not such a text. */
export function timesOf(text: string): readonly Window[] | null {
  const windows: Window[] = [];
  for (const part of text.split(/[,，;]/)) {
    const words = part.trim().split(/\s+/);
    if (words.length === 1 && words[0] === '') continue;
    const match = /^([0-9]{2}:[0-9]{2})[-–]([0-9]{2}:[0-9]{2})$/.exec(words.pop() ?? '');
    const days = words.map((word) => DAYS.find((day) => day === word.toLowerCase()));
    if (match?.[1] === undefined || match[2] === undefined || days.includes(undefined)) return null;
    windows.push({ days: days.filter((day) => day !== undefined), from: match[1], to: match[2] });
  }
  return windows;
}
