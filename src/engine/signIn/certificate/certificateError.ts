import { EngineError } from '../../../core/protocol/engineError';

/** What can be wrong with the file of a certificate, and what helps. */
const messages = {
  CertificateUnreadable:
    'The file holds no certificate that can be read. Give a PEM file with certificate and private key, or a PFX file.',
  CertificatePasswordMissing: 'The private key is protected. Give the password of the file.',
  CertificatePasswordWrong:
    'The file could not be opened with this password. Check the password; if it is right, export the file again with a password of plain letters and digits.',
  CertificateKeyMissing:
    'The file holds a certificate, but no private key. Export it again with its private key, or put both into one PEM file.',
  CertificateKeyUnreadable: 'The private key in the file cannot be read. Export the file again.',
  CertificateKeyUnfit: 'The private key must be an RSA key of 2,048 bits or more. Make a certificate with such a key.',
  CertificateKeyForeign:
    'The private key in the file does not belong to the certificate. Put those together that belong together.',
  CertificateExpired:
    'The certificate has expired. Make a new one, upload it to the app registration, and choose it in the connection.',
} as const;

export type CertificateErrorCode = keyof typeof messages;

export function certificateError(code: CertificateErrorCode, cause?: unknown): EngineError {
  return new EngineError({ kind: 'signIn', code, action: 'editConnection', message: messages[code] }, { cause });
}
