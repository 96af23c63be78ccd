/**
 * The backups in data_dir/backups: named by their time, the newest so many kept. Owns that directory and nothing else in it
 * than files of these names; how a copy is made is the store's.
 */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from './store.ts';

const namePattern = /^fleet-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.db$/;

export interface BackupFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export function backupsDirectory(dataDir: string): string {
  return join(dataDir, 'backups');
}

/** Newest first. */
export function listBackups(dataDir: string): BackupFile[] {
  const directory = backupsDirectory(dataDir);
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    return [];
  }
  return names
    .filter((name) => namePattern.test(name))
    .sort()
    .reverse()
    .flatMap((name) => {
      const path = join(directory, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      const at = Date.parse(name.replace(namePattern, '$1T$2:$3:$4.$5Z'));
      return stat?.isFile() === true && Number.isFinite(at) ? [{ name, path, bytes: stat.size, at }] : [];
    });
}

/**
 * Makes one more, and forgets the oldest beyond `kept` when it is there.
 * @throws StoreError as Store.backup does
 */
export async function makeBackup(
  store: Pick<Store, 'backup'>,
  dataDir: string,
  kept: number,
  now: Date = new Date(),
): Promise<BackupFile> {
  const directory = backupsDirectory(dataDir);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const name = `fleet-${now.toISOString().replaceAll(/[:.]/g, '-')}.db`;
  const path = join(directory, name);
  await store.backup(path);
  // Not the new one, whatever a clock that was wrong has named the others.
  const others = listBackups(dataDir).filter((backup) => backup.name !== name);
  for (const old of others.slice(Math.max(0, kept - 1))) rmSync(old.path, { force: true });
  return { name, path, bytes: statSync(path).size, at: now.getTime() };
}
