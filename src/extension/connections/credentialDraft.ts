import type { CertificateFile } from '../../core/protocol/signInProtocol';

/** A certificate with its key has some kilobytes; a larger file is another one. Bytes. */
export const maximumCertificateBytes = 1024 * 1024;

/** A certificate file as it was read: PEM is a text with marks, everything else is taken for PKCS#12. */
export function toCertificateFile(bytes: Uint8Array): CertificateFile {
  const data = Buffer.from(bytes);
  return data.includes('-----BEGIN ')
    ? { format: 'pem', data: data.toString('utf8') }
    : { format: 'pfx', data: data.toString('base64') };
}

/** The password is a part of the file where it has one. */
export function withPassword(file: CertificateFile, password: string): CertificateFile {
  return password === '' ? file : { ...file, password };
}
