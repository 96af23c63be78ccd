/** How a command that asks the running agent is declared. Its work is loaded when it runs. */
import { InvalidArgumentError, type Command } from 'commander';
import type { AdminClient } from './admin-client.ts';
import { parseDuration } from './output.ts';
import type { Options } from './show.ts';

/** `name`: the first argument; `args`: all of them, those of a list one by one. */
export type Act = (
  client: AdminClient,
  name: string,
  options: Options,
  args: readonly string[],
) => Promise<void>;
/** Makes a command one that asks the running agent. `duringInterrupt`: what Ctrl-C says that it leaves behind. */
export type Asking = (command: Command, act: Act, duringInterrupt?: string) => void;

/** A group of commands. */
export function groupOfCommands(program: Command, name: string, description: string): Command {
  return program.command(name).description(description).exitOverride();
}

export function json(command: Command): Command {
  return command.option('--json', 'print JSON', false);
}

/** Seconds, or "never". */
export function life(text: string): number | 'never' {
  if (text === 'never') return text;
  const seconds = parseDuration(text);
  if (seconds === undefined || seconds < 60 || seconds > 366 * 86_400) {
    throw new InvalidArgumentError(
      'Use a number with m, h or d, such as 10m, 12h, 30d; at most 366d; or "never".',
    );
  }
  return seconds;
}

/** Milliseconds since 1970 of a date, a date with a time, or "so long ago". */
export function moment(text: string): number {
  const ago = parseDuration(text);
  if (ago !== undefined) return Math.max(0, Date.now() - ago * 1000);
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text.replace(' ', 'T')) : NaN;
  if (!Number.isFinite(at) || at < 0) {
    throw new InvalidArgumentError('Use a date (2026-03-01, 2026-03-01T12:30Z), or how long ago: 30m, 7d.');
  }
  return at;
}

export function wholeCount(most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > most) throw new InvalidArgumentError(`Use a whole number from 1 to ${most}.`);
    return value;
  };
}
