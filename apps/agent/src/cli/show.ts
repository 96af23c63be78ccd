/** How an answer is shown: as JSON for programs, as a table or as facts for people. */
import { FarportError } from '../errors.ts';
import { table } from './output.ts';

export type Options = Readonly<Record<string, unknown>>;

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** `value` where JSON was asked for, else `text`. */
export function show(options: Options, value: unknown, text: () => string): void {
  print(options['json'] === true ? JSON.stringify(value) : text());
}

/** What was done, where there is nothing else to show. */
export function done(options: Options, text: string): void {
  show(options, { done: true }, () => text);
}

/** The text of an option; empty where it was not given. */
export function textOf(options: Options, name: string): string {
  const value = options[name];
  return typeof value === 'string' ? value : '';
}

/** Of the options those that were given, under the names of the API. */
export function given(options: Options, names: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([option, field]) =>
      options[option] === undefined ? [] : [[field, options[option]]],
    ),
  );
}

/** The same for what must change something. @throws FarportError cli.usage */
export function changesOf(
  options: Options,
  names: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const changes = given(options, names);
  if (Object.keys(changes).length > 0) return changes;
  const words = Object.keys(names).map(
    (name) => `--${name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
  );
  throw new FarportError('cli.usage', 400, `say what to change: ${words.join(', ')}`);
}

/** Every field of an answer on a line of its own. */
export function facts(value: object): string {
  const rows = Object.entries(value).map(([key, field]: [string, unknown]) => [
    key,
    typeof field === 'string' ? field : JSON.stringify(field),
  ]);
  return table(['WHAT', 'VALUE'], rows);
}
