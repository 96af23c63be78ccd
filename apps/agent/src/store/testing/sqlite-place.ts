/** A directory of its own for a SQLite database, which goes when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StorePlace } from './bench.ts';
import { SqliteStore } from '../sqlite/sqlite-store.ts';

export class TemporaryDirectory {
  readonly path = mkdtempSync(join(tmpdir(), 'farport-store-'));

  /** The database's file in it. */
  get file(): string {
    return join(this.path, 'farport.db');
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}

export function sqlitePlace(): Promise<StorePlace> {
  const directory = new TemporaryDirectory();
  return Promise.resolve({
    open: (clock) => Promise.resolve(SqliteStore.open(directory.file, { clock })),
    dispose: () => {
      directory[Symbol.dispose]();
      return Promise.resolve();
    },
  });
}
