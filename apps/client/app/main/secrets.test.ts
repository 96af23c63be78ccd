import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { SecretFile } from './secrets.main.ts';

/** Stands for the system's keyring: seals in its own time, by writing it as base64. */
const keyring = {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  getSelectedStorageBackend: () => 'gnome_libsecret' as const,
  encryptStringAsync: async (text: string) => {
    await delay(text.length);
    return Buffer.from(Buffer.from(text).toString('base64'));
  },
  decryptStringAsync: (sealed: Buffer) =>
    Promise.resolve({ result: Buffer.from(sealed.toString(), 'base64').toString(), shouldReEncrypt: false }),
};

describe('tickets that are kept', () => {
  it('are all there, also those that were kept at the same time', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'farport-secrets-'));
    try {
      const secrets = new SecretFile(keyring, join(directory, 'secrets.json'), 'linux');
      await Promise.all([secrets.keep('a', 'a long one'), secrets.keep('b', 'short')]);
      assert.deepEqual([await secrets.read('a'), await secrets.read('b')], ['a long one', 'short']);
      secrets.forget('a');
      assert.deepEqual([await secrets.read('a'), await secrets.read('b')], [null, 'short']);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
