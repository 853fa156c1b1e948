import type { KeyObject, X509Certificate } from 'node:crypto';
import type { CertificateFacts, CertificateFile } from '../../../core/protocol/signInProtocol';
import { certificateError } from './certificateError';
import type { CertificateParts } from './certificateParts';
import { openPem } from './openPem';

export interface AppCertificate {
  readonly facts: CertificateFacts;
  /** SHA-256 of the certificate in hexadecimal digits. */
  readonly thumbprintSha256: string;
  readonly privateKey: KeyObject;
}

/** Bits. Shorter keys are refused by the authority. */
const minimumKeyLength = 2_048;

/**
 * Reads a certificate with its private key.
 *
 * @param now milliseconds since the epoch
 * @throws EngineError of kind `signIn`, with a code of `CertificateErrorCode`, that says what is wrong with the file
 */
export async function readCertificate(
  { format, data, password }: CertificateFile,
  now: number,
): Promise<AppCertificate> {
  const { certificates, privateKey } = format === 'pem' ? openPem(data, password) : await openPfxLate(data, password);
  const isFit =
    privateKey.asymmetricKeyType === 'rsa' && (privateKey.asymmetricKeyDetails?.modulusLength ?? 0) >= minimumKeyLength;
  if (!isFit) {
    throw certificateError('CertificateKeyUnfit');
  }
  const certificate = certificates.find((candidate) => candidate.checkPrivateKey(privateKey));
  if (certificate === undefined) {
    throw certificateError('CertificateKeyForeign');
  }
  const facts = describe(certificate);
  if (facts.notAfter <= now) {
    throw certificateError('CertificateExpired');
  }
  return { facts, thumbprintSha256: hexadecimal(certificate.fingerprint256), privateKey };
}

/** The library is loaded here, because most connections have no PFX file. */
async function openPfxLate(data: string, password: string | undefined): Promise<CertificateParts> {
  const { openPfx } = await import('./openPfx');
  return openPfx(Buffer.from(data, 'base64'), password);
}

function describe({ fingerprint, subject, validFrom, validTo }: X509Certificate): CertificateFacts {
  return {
    thumbprint: hexadecimal(fingerprint),
    subject: subject.split('\n').join(', '),
    notBefore: Date.parse(validFrom),
    notAfter: Date.parse(validTo),
  };
}

function hexadecimal(fingerprint: string): string {
  return fingerprint.replaceAll(':', '');
}
