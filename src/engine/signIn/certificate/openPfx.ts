import { createPrivateKey, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { certificateError } from './certificateError';
import type { CertificateParts } from './certificateParts';

/**
 * Opens PKCS#12 (RFC 7292). Node can use such a file for TLS, but does not give the key out of it.
 *
 * By node-forge, because it reads the files of today (AES) and those that Windows and OpenSSL wrote by default for long (3DES, RC2);
 * PKI.js decrypts by Web Crypto, which has neither of the old ones. It only opens the file here: Node reads certificate and key.
 *
 * @throws EngineError that says what is wrong with the file or the password
 */
export function openPfx(file: Buffer, password: string | undefined): CertificateParts {
  const { certBag = '', keyBag = '', pkcs8ShroudedKeyBag = '' } = forge.pki.oids;
  const pfx = decrypt(parse(file), password);
  const bags = (bagType: string): readonly forge.pkcs12.Bag[] => pfx.getBags({ bagType })[bagType] ?? [];
  const certificates = bags(certBag).flatMap(readCertificateBag);
  if (certificates.length === 0) {
    throw certificateError('CertificateUnreadable');
  }
  const [key] = [...bags(pkcs8ShroudedKeyBag), ...bags(keyBag)];
  if (key === undefined) {
    throw certificateError('CertificateKeyMissing');
  }
  if (!key.key) {
    // The library knows RSA keys only, which are the only ones that help here.
    throw certificateError('CertificateKeyUnfit');
  }
  return { certificates, privateKey: createPrivateKey(forge.pki.privateKeyToPem(key.key)) };
}

function parse(file: Buffer): forge.asn1.Asn1 {
  try {
    const parsed = forge.asn1.fromDer(file.toString('binary'));
    if (beginsWithVersion(parsed)) {
      return parsed;
    }
  } catch (cause) {
    throw certificateError('CertificateUnreadable', cause);
  }
  throw certificateError('CertificateUnreadable');
}

/** As PKCS#12 does, and a certificate alone does not. */
function beginsWithVersion({ value }: forge.asn1.Asn1): boolean {
  return typeof value !== 'string' && value[0]?.type === forge.asn1.Type.INTEGER;
}

/**
 * The library does not tell a wrong password from an encryption that it does not know; with AES, it takes no password beyond ASCII.
 */
function decrypt(parsed: forge.asn1.Asn1, password: string | undefined): forge.pkcs12.Pkcs12Pfx {
  try {
    // A file without a password is protected with an empty one.
    return forge.pkcs12.pkcs12FromAsn1(parsed, false, password ?? '');
  } catch (cause) {
    throw certificateError(password === undefined ? 'CertificatePasswordMissing' : 'CertificatePasswordWrong', cause);
  }
}

/** Certificates with other keys than RSA, as issuers may have, are not read by the library; its raw value is as good. */
function readCertificateBag({ cert, asn1 }: forge.pkcs12.Bag): readonly X509Certificate[] {
  const encoded = cert ? forge.pki.certificateToAsn1(cert) : asn1;
  return [new X509Certificate(Buffer.from(forge.asn1.toDer(encoded).getBytes(), 'binary'))];
}
