import { createPrivateKey, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CertificateFile } from '../../../../src/core/protocol/signInProtocol';
import { readCertificate } from '../../../../src/engine/signIn/certificate/readCertificate';
import { makeAppCertificate } from '../../../authority/certificates';
import type { AppCertificate } from '../../../authority/certificates';
import { failureOf } from './authorityFixture';

const password = 'pass word';
const now = Date.now();

let own: AppCertificate;
let other: AppCertificate;

beforeAll(async () => {
  [own, other] = await Promise.all([makeAppCertificate(), makeAppCertificate()]);
});

function pem(...parts: readonly string[]): CertificateFile {
  return { format: 'pem', data: parts.join('\n') };
}

/** What Windows (`3des`) and OpenSSL (`aes256`) write. */
function pfx(algorithm: '3des' | 'aes256', key: string | null = own.key): CertificateFile {
  const asn1 = forge.pkcs12.toPkcs12Asn1(
    key === null ? null : forge.pki.privateKeyFromPem(key),
    [forge.pki.certificateFromPem(own.certificate)],
    password,
    { algorithm },
  );
  const data = Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary').toString('base64');
  return { format: 'pfx', data, password };
}

function encryptedKey(): string {
  return createPrivateKey(own.key)
    .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: password })
    .toString();
}

describe('a certificate with its key', () => {
  it.each<[string, () => CertificateFile]>([
    ['in PEM', () => pem(own.certificate, own.key)],
    ['in PEM, the key first', () => pem('Bag Attributes', own.key, 'subject=CN = x', own.certificate)],
    ['in PEM, in a chain', () => pem(own.key, other.certificate, own.certificate)],
    ['in PEM, the key encrypted', () => ({ ...pem(own.certificate, encryptedKey()), password })],
    ['in PEM, with a password that is not needed', () => ({ ...pem(own.certificate, own.key), password })],
    ['in a PFX file of today', () => pfx('aes256')],
    ['in an old PFX file', () => pfx('3des')],
  ])('%s is read', async (_, file) => {
    const { facts, thumbprintSha256, privateKey } = await readCertificate(file(), now);
    const certificate = new X509Certificate(own.certificate);
    expect(facts).toEqual({
      thumbprint: certificate.fingerprint.replaceAll(':', ''),
      subject: 'CN=Audit Collector, O=Contoso',
      notBefore: Date.parse('2024-01-01T00:00:00Z'),
      notAfter: Date.parse(certificate.validTo),
    });
    expect(thumbprintSha256).toMatch(/^[\dA-F]{64}$/);
    expect(certificate.checkPrivateKey(privateKey)).toBe(true);
  });
});

describe('a file that does not help', () => {
  it.each<[string, () => CertificateFile | Promise<CertificateFile>, string]>([
    ['no PEM', () => pem('nothing'), 'CertificateUnreadable'],
    [
      'a damaged certificate',
      () => pem('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
      'CertificateUnreadable',
    ],
    ['a key alone', () => pem(own.key), 'CertificateUnreadable'],
    ['a certificate alone', () => pem(own.certificate), 'CertificateKeyMissing'],
    ['the key of another certificate', () => pem(own.certificate, other.key), 'CertificateKeyForeign'],
    ['a damaged key', () => pem(own.certificate, own.key.replace(/\n.{64}/, '\n')), 'CertificateKeyUnreadable'],
    ['an encrypted key without a password', () => pem(own.certificate, encryptedKey()), 'CertificatePasswordMissing'],
    [
      'an encrypted key with a wrong password',
      () => ({ ...pem(own.certificate, encryptedKey()), password: 'wrong' }),
      'CertificatePasswordWrong',
    ],
    ['no PFX', () => ({ format: 'pfx', data: Buffer.from('nothing').toString('base64') }), 'CertificateUnreadable'],
    ['an empty file', () => ({ format: 'pfx', data: '' }), 'CertificateUnreadable'],
    [
      'a certificate for a PFX file',
      () => ({ format: 'pfx', data: new X509Certificate(own.certificate).raw.toString('base64') }),
      'CertificateUnreadable',
    ],
    [
      'a PFX file without its password',
      () => ({ format: 'pfx', data: pfx('aes256').data }),
      'CertificatePasswordMissing',
    ],
    ['a PFX file with a wrong password', () => ({ ...pfx('3des'), password: 'wrong' }), 'CertificatePasswordWrong'],
    ['a PFX file without a key', () => pfx('3des', null), 'CertificateKeyMissing'],
    [
      'a key that is no RSA key',
      async () => {
        const { certificate, key } = await makeAppCertificate({ keyType: 'ec' });
        return pem(certificate, key);
      },
      'CertificateKeyUnfit',
    ],
    [
      'an expired certificate',
      async () => {
        const { certificate, key } = await makeAppCertificate({ notAfter: new Date('2025-01-01T00:00:00Z') });
        return pem(certificate, key);
      },
      'CertificateExpired',
    ],
  ])('is %s', async (_, file, code) => {
    const failure = await failureOf(readCertificate(await file(), now));
    expect(failure).toMatchObject({ kind: 'signIn', code, action: 'editConnection' });
    expect(JSON.stringify(failure)).not.toContain(password);
  });
});
