/** The settings on disk: read once, checked, and written whole. A file that cannot be understood is kept beside it. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { codeOf, messageOf } from '../../engine/errors.ts';
import { AppError } from '../shared/errors.ts';
import { DEFAULT_SETTINGS, settings, type Settings } from '../shared/settings.ts';

export class SettingsFile {
  readonly #path: string;
  #settings: Settings;

  /** `damaged` hears of a file that was put aside. */
  constructor(directory: string, damaged: (path: string) => void) {
    this.#path = join(directory, 'app.json');
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#settings = this.#read(damaged);
  }

  get now(): Settings {
    return this.#settings;
  }

  /** Throws `app.settings` where it cannot be written; then nothing has changed. */
  change(change: Partial<Settings>): void {
    const next: Settings = { ...this.#settings, ...change };
    const making = `${this.#path}.${process.pid}`;
    try {
      writeFileSync(making, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
      renameSync(making, this.#path);
    } catch (cause) {
      throw new AppError(
        'app.settings',
        `the settings could not be written to ${this.#path}: ${messageOf(cause)}`,
        {
          cause,
        },
      );
    }
    this.#settings = next;
  }

  #read(damaged: (path: string) => void): Settings {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return DEFAULT_SETTINGS;
      throw new AppError('app.settings', `${this.#path} could not be read: ${messageOf(cause)}`, { cause });
    }
    try {
      return v.parse(settings, JSON.parse(text));
    } catch {
      renameSync(this.#path, `${this.#path}.damaged`);
      damaged(`${this.#path}.damaged`);
      return DEFAULT_SETTINGS;
    }
  }
}
