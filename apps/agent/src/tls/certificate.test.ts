import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { identityFile, loadOrMakeIdentity, readIdentity } from './certificate.ts';

describe('TLS identity', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'farport-tls-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('is made once and kept, for its owner only', async () => {
    const first = await loadOrMakeIdentity(directory);
    const second = await loadOrMakeIdentity(directory);
    assert.equal(first.fresh, true);
    assert.equal(second.fresh, false);
    assert.equal(second.fingerprint, first.fingerprint);
    assert.equal(second.key, first.key);
    assert.equal(statSync(identityFile(directory)).mode & 0o777, 0o600);
  });

  it('is an ECDSA P-256 server certificate whose SHA-256 is the fingerprint', async () => {
    const { certificate, fingerprint } = await loadOrMakeIdentity(directory);
    const parsed = new X509Certificate(certificate);
    assert.equal(parsed.publicKey.asymmetricKeyType, 'ec');
    assert.equal(parsed.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
    assert.equal(parsed.ca, false);
    assert.equal(parsed.verify(parsed.publicKey), true);
    assert.equal(fingerprint, `sha256:${parsed.fingerprint256.replaceAll(':', '').toLowerCase()}`);
    assert.match(parsed.subjectAltName ?? '', /DNS:localhost.*IP Address:127\.0\.0\.1/);
  });

  it('is taken back from other users', async () => {
    await loadOrMakeIdentity(directory);
    chmodSync(identityFile(directory), 0o644);
    await loadOrMakeIdentity(directory);
    assert.equal(statSync(identityFile(directory)).mode & 0o777, 0o600);
  });

  it('is never replaced when it is damaged', async () => {
    await loadOrMakeIdentity(directory);
    const file = identityFile(directory);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 100));
    await assert.rejects(loadOrMakeIdentity(directory), {
      code: 'tls.identity_invalid',
      message: /delete it/,
    });
    assert.equal(readFileSync(file).length, 100);
  });

  it('is not believed with another key', async () => {
    const { certificate } = await loadOrMakeIdentity(directory);
    const other = mkdtempSync(join(tmpdir(), 'farport-tls-'));
    const { key } = await loadOrMakeIdentity(other);
    rmSync(other, { recursive: true });
    writeFileSync(identityFile(directory), key + certificate);
    assert.throws(() => readIdentity(directory), { code: 'tls.identity_invalid' });
  });

  it('is missing before the first start', () => {
    assert.throws(() => readIdentity(directory), { code: 'tls.identity_missing', message: /serve/ });
  });
});
