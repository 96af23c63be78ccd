import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { backupsDirectory, listBackups, makeBackup } from './backups.ts';

/** Stands for a store whose copy is a few bytes. */
const fakeStore = {
  backup: (path: string): Promise<void> => {
    writeFileSync(path, 'copy');
    return Promise.resolve();
  },
};

describe('backups', () => {
  it('keep the newest, and the new one whatever a wrong clock has named the others', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'farport-backups-'));
    try {
      for (const day of [1, 2, 3]) await makeBackup(fakeStore, dataDir, 2, new Date(Date.UTC(2036, 0, day)));
      assert.equal(listBackups(dataDir).length, 2);
      const made = await makeBackup(fakeStore, dataDir, 2, new Date(Date.UTC(2026, 0, 1)));
      assert.ok(existsSync(join(backupsDirectory(dataDir), made.name)));
      assert.deepEqual(
        listBackups(dataDir).map(({ at }) => new Date(at).getUTCFullYear()),
        [2036, 2026],
      );
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });
});
