/** Times of day and days of the week in a time zone, over midnight and over daylight saving. No I/O. */
import { FleetError } from '../errors.ts';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** As it is written: from 22:00 to 06:00 goes over midnight, and belongs to the day it begins on. */
export interface TimeWindowText {
  readonly days: readonly Day[];
  /** "HH:MM" */
  readonly from: string;
  /** "HH:MM", also "24:00". Not part of the window. */
  readonly to: string;
}

export interface TimeWindow {
  /** Indexes into DAYS. */
  readonly days: ReadonlySet<number>;
  /** Minutes since midnight. */
  readonly from: number;
  readonly to: number;
}

/** A moment as a clock on a wall in some place shows it. */
export interface LocalTime {
  /** Index into DAYS. */
  readonly day: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

/** @throws FleetError policy.time */
export function parseTimeWindow(text: TimeWindowText): TimeWindow {
  const from = parseMinute(text.from);
  const to = parseMinute(text.to);
  if (from === undefined || to === undefined || from === 24 * 60) {
    throw new FleetError(
      'policy.time',
      `"${text.from}" to "${text.to}" is no time of day: write 08:00 to 17:30`,
    );
  }
  if (from === to) {
    throw new FleetError(
      'policy.time',
      'a time window that ends as it begins is empty: write 00:00 to 24:00 for a whole day',
    );
  }
  if (text.days.length === 0) throw new FleetError('policy.time', 'a time window needs a day');
  return { days: new Set(text.days.map((day) => DAYS.indexOf(day))), from, to };
}

export function windowContains({ days, from, to }: TimeWindow, { day, minute }: LocalTime): boolean {
  if (from < to) return days.has(day) && minute >= from && minute < to;
  return (days.has(day) && minute >= from) || (days.has((day + 6) % 7) && minute < to);
}

/** @throws FleetError policy.time */
export function checkTimeZone(timeZone: string): void {
  try {
    formatter(timeZone);
  } catch (cause) {
    throw new FleetError(
      'policy.time',
      `"${timeZone.slice(0, 64)}" is no time zone: write one like Europe/Berlin or UTC`,
      {
        cause,
      },
    );
  }
}

/** What clocks show at `at` (milliseconds since 1970) in a time zone that checkTimeZone has let through. */
export function localTime(at: number, timeZone: string): LocalTime {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const day = (parts.get('weekday') ?? '').slice(0, 3).toLowerCase();
  return {
    day: DAYS.findIndex((name) => name === day),
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

export function formatLocalTime({ day, minute }: LocalTime): string {
  return `${DAYS[day] ?? ''} ${formatMinute(minute)}`;
}

export function formatTimeWindow({ days, from, to }: TimeWindow): string {
  const names = DAYS.filter((_, index) => days.has(index)).join(' ');
  return `${names} ${formatMinute(from)} to ${formatMinute(to)}`;
}

/** Formatters are dear to make; a policy has one time zone or a few. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const maxFormatters = 64;

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  if (formatters.size >= maxFormatters) formatters.clear();
  formatters.set(timeZone, made);
  return made;
}

function parseMinute(text: string): number | undefined {
  const match = /^([01][0-9]|2[0-3]):([0-5][0-9])$|^(24):(00)$/.exec(text);
  if (match === null) return undefined;
  return Number(match[1] ?? match[3]) * 60 + Number(match[2] ?? match[4]);
}

function formatMinute(minute: number): string {
  const two = (value: number): string => value.toString().padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
