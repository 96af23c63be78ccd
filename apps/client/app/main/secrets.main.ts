/**
 * Tickets that are kept for the next start, sealed by the system's keyring (Electron's safeStorage). Where there is none,
 * nothing is kept: a key that everybody knows is no seal.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import type { AppState } from '../shared/app-state.ts';
import { AppError } from '../shared/errors.ts';
import type { ElectronApi } from './electron-api.main.ts';

const MAX_SECRETS = 64;
const sealedFile = v.record(v.string(), v.string());
type SafeStorage = Pick<
  ElectronApi['safeStorage'],
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;

/** Why nothing can be kept; empty where it can. */
export async function whyNoSecrets(
  storage: SafeStorage,
  platform: NodeJS.Platform,
): Promise<AppState['secretsReason']> {
  if (!(await storage.isAsyncEncryptionAvailable())) return 'no-keyring';
  if (platform !== 'linux') return '';
  const backend = storage.getSelectedStorageBackend();
  return backend === 'basic_text' || backend === 'unknown' ? 'plain-text' : '';
}

export class SecretFile {
  readonly #storage: SafeStorage;
  readonly #path: string;
  readonly #platform: NodeJS.Platform;

  constructor(storage: SafeStorage, path: string, platform: NodeJS.Platform = process.platform) {
    this.#storage = storage;
    this.#path = path;
    this.#platform = platform;
  }

  /** Throws `secret.refused` where the system cannot seal it. */
  async keep(name: string, value: string): Promise<void> {
    await this.#assertSealed();
    const sealed = (await this.#storage.encryptStringAsync(value)).toString('base64');
    // Read and written in one turn: of two at once, the later keeps what the earlier kept.
    const others = Object.entries(this.#read()).filter(([other]) => other !== name);
    const all: [string, string][] = [...others, [name, sealed]];
    this.#write(Object.fromEntries(all.slice(-MAX_SECRETS)));
  }

  /** Null where there is none, or it was sealed by another key. */
  async read(name: string): Promise<string | null> {
    const all = this.#read();
    const sealed = Object.hasOwn(all, name) ? all[name] : undefined;
    if (sealed === undefined || (await whyNoSecrets(this.#storage, this.#platform)) !== '') return null;
    try {
      return (await this.#storage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result;
    } catch {
      return null;
    }
  }

  forget(name: string): void {
    const all = this.#read();
    if (!Object.hasOwn(all, name)) return;
    this.#write(Object.fromEntries(Object.entries(all).filter(([other]) => other !== name)));
  }

  async #assertSealed(): Promise<void> {
    if ((await whyNoSecrets(this.#storage, this.#platform)) === '') return;
    throw new AppError(
      'secret.refused',
      'this system has no keyring, so the ticket would lie open on its disk: it is not kept',
    );
  }

  #read(): Record<string, string> {
    try {
      const json: unknown = JSON.parse(readFileSync(this.#path, 'utf8'));
      return v.parse(sealedFile, json);
    } catch {
      return {};
    }
  }

  #write(all: Record<string, string>): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    writeFileSync(`${this.#path}.new`, JSON.stringify(all), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }
}
