/**
 * The agent's TLS identity: one self-signed certificate, made once and kept, which clients pin by its SHA-256.
 * Key and certificate share one file, so that they can never be of different pairs.
 */
import { X509Certificate, createHash, createPrivateKey, webcrypto } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { ServiceError, errorCode, errorMessage } from '../errors.ts';
import { writeFileAtomic } from '../files.ts';

export interface Identity {
  readonly key: string;
  readonly certificate: string;
  /** "sha256:" and 64 lower-case hex digits, over the certificate's DER. */
  readonly fingerprint: string;
  /** Made by this call. */
  readonly fresh: boolean;
}

const years = 20;

export function identityFile(dataDir: string): string {
  return join(dataDir, 'tls', 'identity.pem');
}

function block(pem: string, label: string): string {
  const found = new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`).exec(pem);
  if (found === null) throw new Error(`it holds no ${label}`);
  return `${found[0]}\n`;
}

function parseIdentity(pem: string, file: string, fresh: boolean): Identity {
  try {
    const key = block(pem, 'PRIVATE KEY');
    const certificate = block(pem, 'CERTIFICATE');
    const parsed = new X509Certificate(certificate);
    if (!parsed.checkPrivateKey(createPrivateKey(key))) throw new Error('its key is not the certificate’s');
    if (Date.parse(parsed.validTo) < Date.now())
      throw new Error(`the certificate ended on ${parsed.validTo}`);
    const fingerprint = `sha256:${createHash('sha256').update(parsed.raw).digest('hex')}`;
    return { key, certificate, fingerprint, fresh };
  } catch (cause) {
    throw new ServiceError(
      'tls.identity_invalid',
      `${file}: ${errorMessage(cause)}; restore it from a backup, or delete it: a new one is made at the next start and every client must pin the new fingerprint`,
      { cause },
    );
  }
}

async function makeIdentity(): Promise<string> {
  // Loaded only here: a start with a certificate in place needs none of it.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const notBefore = new Date(Date.now() - 3_600_000);
  const notAfter = new Date(notBefore);
  notAfter.setFullYear(notAfter.getFullYear() + years);
  const names = new Set(['localhost', hostname().replaceAll(/[^A-Za-z0-9.-]/g, '-')]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=farport-agent',
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...[...names].map((value) => ({ type: 'dns' as const, value })),
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
    ],
  });
  const der = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
  return `${key.export({ format: 'pem', type: 'pkcs8' }).toString()}${certificate.toString('pem')}\n`;
}

/** @throws ServiceError tls.identity_missing, tls.identity_unreadable, tls.identity_invalid */
export function readIdentity(dataDir: string): Identity {
  const file = identityFile(dataDir);
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') {
      throw new ServiceError(
        'tls.identity_missing',
        `there is no ${file} yet: it is made when "farport-agent serve" first starts`,
        { cause },
      );
    }
    throw new ServiceError('tls.identity_unreadable', `${file}: ${errorMessage(cause)}`, { cause });
  }
  return parseIdentity(pem, file, false);
}

/** The kept identity, or a new one that is kept from now on. */
export async function loadOrMakeIdentity(dataDir: string): Promise<Identity> {
  const file = identityFile(dataDir);
  try {
    const identity = readIdentity(dataDir);
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
    return identity;
  } catch (error) {
    if (errorCode(error) !== 'tls.identity_missing') throw error;
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const pem = await makeIdentity();
  await writeFileAtomic(file, pem, 0o600);
  return parseIdentity(pem, file, true);
}
