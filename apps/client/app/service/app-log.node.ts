/**
 * What the app says of itself: the last lines in memory, all of them in a file that is begun anew when it is full. Never
 * holds a ticket or a password: callers name what they log, field by field.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MAX_LINES = 2_000;
const MAX_LINE = 2_000;
const MAX_FILE = 4 << 20;
const AGAIN_MS = 10 * 60_000;

export class AppLog {
  readonly path: string | undefined;
  readonly #lines: string[] = [];
  #size = 0;
  /** When what is tried again and again was said last. */
  readonly #said = new Map<string, number>();

  /** Without a directory, in memory alone. One that cannot be written is done without. */
  constructor(directory: string | undefined) {
    if (directory === undefined) return;
    this.path = join(directory, 'client.log');
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      this.#size = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
    } catch {
      // Each write that fails is left out.
    }
  }

  say(what: string, fields: Readonly<Record<string, string | number | boolean | undefined>> = {}): void {
    const more = Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
      .join('');
    const line = `${new Date().toISOString()} ${what}${more}`.slice(0, MAX_LINE);
    this.#lines.push(line);
    if (this.#lines.length > MAX_LINES) this.#lines.splice(0, MAX_LINES / 4);
    this.#write(`${line}\n`);
  }

  /** The same, for what is tried again and again: the same again only after ten minutes. */
  saySeldom(what: string, fields: Readonly<Record<string, string>>): void {
    const [key, now] = [JSON.stringify([what, fields]), performance.now()];
    for (const [other, at] of this.#said) if (now - at > AGAIN_MS) this.#said.delete(other);
    if (this.#said.has(key)) return;
    if (this.#said.size < MAX_LINES) this.#said.set(key, now);
    this.say(what, fields);
  }

  /** The last lines, for a person to read or send. */
  text(): string {
    return this.#lines.join('\n');
  }

  #write(line: string): void {
    if (this.path === undefined) return;
    try {
      if (this.#size > MAX_FILE) {
        renameSync(this.path, `${this.path}.old`);
        this.#size = 0;
      }
      appendFileSync(this.path, line, { mode: 0o600 });
      this.#size += Buffer.byteLength(line);
    } catch {
      // A full disk is no reason to end.
    }
  }
}
