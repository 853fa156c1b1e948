import type { KeyObject } from 'node:crypto';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { certificateError } from './certificateError';
import type { CertificateParts } from './certificateParts';

/** Blocks of a PEM text (RFC 7468), in any order and with other text between them, as `openssl pkcs12` writes it. */
const certificateBlock = /-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs;
const privateKeyBlock = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----.+?-----END \1PRIVATE KEY-----/s;
/** In PKCS#8, and in the older form of OpenSSL. */
const encryptionMark = /^-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m;

/** @throws EngineError that says what is wrong with the text or the password */
export function openPem(text: string, password: string | undefined): CertificateParts {
  const certificates = [...text.matchAll(certificateBlock)].map(([block]) => readBlock(block));
  if (certificates.length === 0) {
    throw certificateError('CertificateUnreadable');
  }
  const keyBlock = privateKeyBlock.exec(text)?.[0];
  if (keyBlock === undefined) {
    throw certificateError('CertificateKeyMissing');
  }
  return { certificates, privateKey: readKey(keyBlock, password) };
}

function readBlock(block: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch (cause) {
    throw certificateError('CertificateUnreadable', cause);
  }
}

function readKey(key: string, password: string | undefined): KeyObject {
  const isEncrypted = encryptionMark.test(key);
  if (isEncrypted && password === undefined) {
    throw certificateError('CertificatePasswordMissing');
  }
  try {
    return createPrivateKey(password === undefined ? { key } : { key, passphrase: password });
  } catch (cause) {
    throw certificateError(isEncrypted ? 'CertificatePasswordWrong' : 'CertificateKeyUnreadable', cause);
  }
}
